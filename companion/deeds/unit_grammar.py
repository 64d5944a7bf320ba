"""Understands what is asked of units: “how many ounces in 200 grams”, “I'm five foot eleven, what's that in centimetres”."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from fractions import Fraction

from companion.deeds.deed import Request
from companion.deeds.figures import Figures, read_figures
from companion.deeds.units import Quantity, Unit, convertible, named, pattern, unit


@dataclass(frozen=True)
class Convert(Request):
    """A quantity is to be told in another unit."""

    quantity: Quantity
    into: Unit


@dataclass(frozen=True)
class Exchange(Request):
    """Money is to be changed into that of another country."""


_N = r"#\d+"
_CURRENCY = (
    r"(?:euros?|(?:us |american |canadian |australian )?dollars?|bucks|(?:british )?pounds sterling|sterling|quid"
    r"|yen|rupees?|naira|yuan"
    r"|(?:swiss )?francs?|pesos?|krona|kroner?|kronor|zloty|rubles?|roubles?|lira|rand|won|shillings?|cedis?"
    r"|forints?|bitcoins?|€|[$]|£)"
)
_MONEY = rf"(?:{_CURRENCY}|pounds?|cents|crowns?)"
_WORTH = r"(?:what's|whats|what is|how much is|how much are|how many|convert|change|exchange|turn)"
_RATES = re.compile(
    rf"(?=.*{_CURRENCY})(?:.*[ ,])?(?:{_WORTH} )(?:[a-z' ]* )?(?:{_N}|a|an|one|the) ?{_MONEY}(?: {_N})?(?:"
    rf" worth)? (?:in|to|into|as|against"
    rf" the) (?:the )?{_MONEY}"
    rf"|(?=.*{_CURRENCY})(?:{_N} ?{_MONEY}|(?:€|[$]|£) {_N}) (?:in|to|into|as) {_MONEY}"
    rf"|(?=.*{_CURRENCY}).*{_N} {_MONEY}[^#]*,? (?:what's|whats|what is|how much is) (?:that|it) in {_MONEY}"
    rf"|(?=.*{_CURRENCY})how many {_MONEY} (?:is|are|in|for|to|do i get for)(?: there in)? (?:(?:{_N}|a|an|one"
    rf"|the) ?{_MONEY}|{_MONEY} {_N})"
    r"|(?:what's|whats|what is|do you know|tell me|give me|check|look up)\b.*\bexchange rates?\b.*"
    rf"|(?:how much is|what's|what is) (?:a|an|the|one) (?:{_CURRENCY}|pound) worth.*"
    rf"|(?:what's|what is) the {_MONEY}(?: to | )(?:the )?{_MONEY}(?: exchange)? rate.*"
    rf"|(?=.*{_CURRENCY})how many {_MONEY} (?:would|do|will|can|could) (?:i|we) (?:get|need) for {_N} ?{_MONEY}.*"
)
_SMALLER = {
    "foot": "inch",
    "stone": "pound",
    "pound": "ounce",
    "hour": "minute",
    "minute": "second",
    "day": "hour",
    "yard": "foot",
}
_KNOWN = r"(?:(?:tell me|do you know|and|so|quick|convert|work out|calculate|give me|turn|change|put) )*"
_THAT = r"(?:that|it|this|all that)"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    into = rf"(?P<into>{pattern()})"
    amount = rf"(?P<amount>{amount_pattern()})"
    of = r"(?: of [a-z' ]{2,30}?)?"
    end = r"(?: (?:then|exactly|roughly|about|again|please|\w+))?"
    asked = (
        r"(?:what's|whats|what is|what are|what would|how much is|how much's|what does|what do"
        r"|how (?:long|far|tall|heavy|hot|cold|big|fast|high|old) is)"
    )
    return tuple(
        re.compile(one)
        for one in (
            rf"{_KNOWN}(?:how many|how much) {into}{of} (?:is|are|in|make|makes|are in|are there in|is in|is"
            rf" there in|do|does|to|"
            rf"would be|equals?|go into|go in|for)(?: about)? {amount}{of}(?: make| be)?",
            rf"{_KNOWN}(?:{asked} )?{amount}{of}(?: be)? (?:in|into|to|as|(?:is|are) (?:what|how (?:many"
            rf"|much))(?: in)?) {into}",
            rf"(?:.*[ ,])?{amount}{of}(?: [a-z' ]{{1,40}})? ?[,.;] ?(?:so |and |but )?{asked} {_THAT}(?: be)? in"
            rf" {into}{end}",
            rf"(?:.*[ ,])?{amount}{of}(?: [a-z' ]{{1,40}})? ?[,.;] ?(?:so |and |but )?how (?:many|much) {into}"
            rf" (?:is|are|would|does|do) "
            rf"(?:{_THAT}|they|those|i|we)(?: be| make| come to| need)?{end}",
            rf"{_KNOWN}{into} (?:in|from) {amount}",
        )
    )


@functools.cache
def amount_pattern() -> str:
    """A pattern of a number and its unit, in a line with marks for its numbers."""
    names = pattern()
    sign = "(?:minus |- )?"
    of_small = rf"(?: (?:and )?{_N}(?: {names})?(?! (?:percent|%)))?"
    return (
        rf"(?:{sign}{_N} (?:of )?(?:a |an )?{names}(?: and a (?:half|quarter))?{of_small}|(?:a|an|one) {names}(?:"
        rf" and (?:a )?#\d+)?)"
    )


_HEAT = re.compile(
    rf"(?:.*[ ,])?(?P<n>{_N}) (?P<unit>(?:degrees? )?(?:fahrenheit|celsius|centigrade)|° [fc])\b[^#]*?(?:what"
    rf"|which|how)\b[^#]*(?:oven|that|dial|set|mean)[^#]*"
    rf"|(?:what's|whats|what is|how (?:hot|cold|warm) is) (?P<n2>{_N}) (?P<unit2>(?:degrees? )?(?:fahrenheit"
    rf"|celsius|centigrade)|°"
    rf" [fc])(?: in (?:normal|proper|real|our|metric|old)"
    r" (?:degrees|money|units|numbers))?"
)


def read_conversion(line: str) -> Convert | Exchange | None:
    """What the line asks of units, or of currencies."""
    figures = read_figures(re.sub(r"(?<=\d)k(?= (?:in|to|is)\b)", " km", line))
    text = re.sub(r" ?[?!.]+$", "", figures.text.replace(" ,", ",")).replace(",", " ,").replace(" ?", "")
    if len(text) > 300:
        return None
    if _RATES.fullmatch(text):
        return Exchange()
    if not re.search(pattern(), text):
        return None
    for one in _patterns():
        if found := one.fullmatch(text):
            into, quantity = unit(found["into"]), quantity_in(found["amount"], figures)
            if quantity is not None and [part for _, part in quantity.parts] != [into]:
                return Convert(quantity, into)
    if found := _HEAT.fullmatch(text):
        name = found["unit"] or found["unit2"]
        given = unit(name)
        into = named("degC" if given.pint == "degF" else "degF")
        return Convert(Quantity(((figures.of(found["n"] or found["n2"]).value, given),)), into)
    return None


def quantity_in(words: str, figures: Figures) -> Quantity | None:
    """“#0 foot #1”, “half a mile”, “an hour and a half”."""
    found = re.fullmatch(
        rf"(?P<minus>minus |- )?(?:(?P<n>{_N})|a|an|one)(?: of)?(?: an?)? (?P<unit>{pattern()})(?: and (?:a"
        rf" )?(?P<part>half|quarter|#\d+)(?! {pattern()})"
        rf"| (?:and )?(?P<n2>{_N})(?: (?P<small>{pattern()}))?)?",
        words,
    )
    if not found:
        return None
    first = unit(found["unit"])
    value = figures.of(found["n"]).value if found["n"] else Fraction(1)
    value = -value if found["minus"] else value
    part = found["part"]
    if part and part.startswith("#"):
        part_value = figures.of(part).value
        if part_value >= 1:
            return None
        return Quantity(((value + part_value, first),))
    if part:
        return Quantity(((value + Fraction(1, 2 if part == "half" else 4), first),))
    if not found["n2"]:
        return Quantity(((value, first),))
    smaller = (
        unit(found["small"]) if found["small"] else named(_SMALLER[first.pint]) if first.pint in _SMALLER else None
    )
    if smaller is None or not convertible(first, smaller):
        return None
    return Quantity(((value, first), (figures.of(found["n2"]).value, smaller)))
