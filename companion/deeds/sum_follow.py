"""Reads what goes on with the sum that was just told: “double that”, “split between four”, “and if it was only three of us”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from companion.deeds.figures import Figure, Figures, read_figures
from companion.deeds.sum_grammar import NoResult, Reckon, read_sum, shown
from companion.deeds.sum_shapes import N

_LEAD = re.compile(
    r"(?:(?:and|then|now|so|ok|also|right|just|please|what(?:'s| is| would be)?|how much (?:is|would be)|can you) )*"
)
_END = re.compile(r"(?: ?,? (?:please|then|now|again|altogether|in total|as well|too|each|[?.!]))+$")
_IT = r"(?:that|it|this|the (?:answer|result|total|lot))"
_THAT = rf"(?: {_IT})"
_BY = r"(?:by|between|among|amongst|into|in|with)"
_SHARERS = r"(?: (?:of us|of them|ways|people|friends|parts|lots|kids|children|mates))"
_MONEY = re.compile(r"[€$£] (?=#)|(?<=\d) (?:euros?|pounds?|quid|dollars?|bucks)\b")
_WHAT_FOR = r"(?: (?:the|a|an|my|our|for) (?:[a-z']+ ){0,3}?[a-z']+)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("NUM", rf"(?P<number>{N})"))


_GOES_ON = (
    (_form(rf"(?:double|twice){_THAT}?|{_IT} (?:doubled|times two)"), "double {before}"),
    (_form(rf"(?:triple|treble|three times){_THAT}"), "triple {before}"),
    (_form(rf"(?:halve|half(?: of)?){_THAT}|{_IT} halved"), "half of {before}"),
    (
        _form(
            rf"(?:split|divide|divided|share|shared|over){_THAT}?(?: (?:up|out|evenly|equally))* (?:{_BY} )?NUM{_SHARERS}?"
        ),
        "{before} divided by {number}",
    ),
    (_form(rf"(?:times|multiply|multiplied){_THAT}?(?: by)? NUM"), "{before} times {number}"),
    (
        _form(
            rf"(?:plus|add|with)(?: on)?(?:{_WHAT_FOR} ,)? NUM(?P<percent> percent| %)?"
            rf"(?:(?: (?:to|on|onto|on top of)){_THAT}?)?(?: on top)?{_WHAT_FOR}?(?: (?:tip|vat|tax|delivery|postage))?"
        ),
        "{before} plus {number}",
    ),
    (
        _form(
            rf"(?:minus|less|take|subtract|knock|deduct)(?: (?:away|off))?(?:{_WHAT_FOR} ,)? NUM(?P<percent> percent| %)?"
            rf"(?: (?:off|away|from))*{_THAT}?{_WHAT_FOR}?"
        ),
        "{before} minus {number}",
    ),
    (_form(rf"NUM(?P<percent> percent| %) (?:off|less){_THAT}?"), "{before} minus {number}"),
    (_form(rf"NUM(?: percent| %) of{_THAT}"), "{number} percent of {before}"),
)
_CHANGE = re.compile(
    r"(?P<lead>(?:(?:no|sorry|wait|actually|oops|(?:and )?by|i meant?|make (?:it|that)|say|what about|how about|what if"
    r"|if (?:it|there|we|they)(?: was| were| is| are|'s|'re)?|if|only|just|it's|with|for|at|of) ?(?:, )?)*)"
    rf"(?:the )?(?P<new>{N})(?P<percent> percent| %)?(?P<each> each| apiece)?"
    rf"(?P<us> of us| people| ways| friends| sharing| paying)*(?P<them> of them)?(?: ,? ?not (?P<old>{N}))?(?P<instead> instead)?"
)


def followed(line: str, before: Reckon) -> Reckon | NoResult | None:
    """The sum that goes on with the result of the one before, or is that one with another number in it."""
    figures = read_figures(line)
    text = _MONEY.sub("", figures.text).strip(" ?.!,")
    core = _END.sub("", _LEAD.sub("", text, count=1)).strip(" ?.!,")
    result = shown(before.value, 12).replace(",", "")
    for pattern, words in _GOES_ON:
        if found := pattern.fullmatch(core):
            number = _of(figures, found, before) if "number" in pattern.groupindex else ""
            share = " percent" if "percent" in pattern.groupindex and found["percent"] else ""
            return read_sum(f"what's {words.format(before=result, number=number + share)}")
    changed = _CHANGE.fullmatch(_END.sub("", text).strip(" ?.!,"))
    return _changed(figures, changed, before) if changed else None


def _of(figures: Figures, found: re.Match[str], before: Reckon) -> str:
    number = figures.of(found["number"])
    return shown(number.price if before.money else number.value).replace(",", "")


def _changed(figures: Figures, found: re.Match[str], before: Reckon) -> Reckon | NoResult | None:
    """The sum before with this number in place of the one that is meant; None when nothing says that one is."""
    if not (found["lead"].strip(" ,") or found["instead"] or found["us"] or found["percent"]):
        return None
    told = read_figures(before.words)
    at = _meant(figures, found, told)
    if at is None:
        return None
    new = figures.of(found["new"])
    value = new.price if before.money and not (found["us"] or found["them"] or found["percent"]) else new.value
    numbers = [value if number == at else one.value for number, one in enumerate(told.numbers)]
    words = re.sub(N, lambda mark: shown(numbers[int(mark[0][1:])], 12).replace(",", ""), told.text)
    return read_sum(f"what's {words}")


def _meant(figures: Figures, found: re.Match[str], told: Figures) -> int | None:
    """Which of the numbers that were told is changed."""
    marks = re.findall(N, told.text)
    shares = [at for at, mark in enumerate(marks) if re.search(rf"{mark} (?:percent|%)", told.text)]
    if found["percent"]:
        return shares[0] if len(shares) == 1 else None
    others = [at for at in range(len(marks)) if at not in shares]
    if found["old"]:
        old = figures.of(found["old"]).value
        return next((at for at in others if told.numbers[at].value == old), None)
    if not others:
        return None
    if found["us"]:
        return others[-1] if "divided by" in told.text else None
    if found["them"]:
        return others[0]
    if found["each"]:
        return others[-1]
    return min(others, key=lambda at: _distance(told.numbers, at, figures.of(found["new"]).value))


def _distance(numbers: Sequence[Figure], at: int, new: Fraction) -> float:
    """How far apart two numbers are, as a ratio: one that was misheard or misspoken is near."""
    one = numbers[at].value
    return float(max(one, new) / min(one, new)) if min(one, new) > 0 else float("inf")
