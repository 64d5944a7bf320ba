"""Reads a sum that lacks a number, so that she asks for it: “what's fifteen percent”, “split the bill between seven of us”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.figures import read_figures
from companion.deeds.sum_grammar import NoResult, Reckon, read_sum, shown
from companion.deeds.sum_shapes import N

OF_HOW_MUCH, HOW_MUCH, FROM_WHAT = "Of how much?", "How much is it?", "What is the other number?"
_STARTS = (
    r"(?:(?:can you |could you )?(?:what(?:'s| is| would be|s)|how much(?: is|'s)|work out|calculate|find|give me|do) )"
)
_IT = (
    r"(?:it|that|this|(?:the|this|our|that|my) (?:bill|tab|total|cost|price|rent|check|lot|dinner|lunch|meal|takeaway|fare|taxi"
    r"|amount|sum|number))"
)
_PEOPLE = r"(?: (?:of us|of them|ways|people|friends|parts|lots|mates))"
_FORMS = (
    (re.compile(rf"{_STARTS}(?:a |an )?(?P<number>{N}) (?:percent|%)(?: of)?"), OF_HOW_MUCH, "{number} percent of {other}"),
    (
        re.compile(rf"{_STARTS}(?:a |an )?(?P<number>{N}) (?:percent|%) off"),
        OF_HOW_MUCH,
        "{number} percent off {other}",
    ),
    (re.compile(rf"{_STARTS}(?P<number>{N}) (?:of|percent of|% of|percent off|% off) {_IT}"), OF_HOW_MUCH, ""),
    (
        re.compile(rf"(?:split|divide|share) {_IT}(?: up| out| evenly| equally)* (?:by|between|among|amongst|into|with)"
                   rf" (?P<number>{N}){_PEOPLE}?"),
        HOW_MUCH,
        "{other} divided by {number}",
    ),
    (re.compile(rf"(?:split|divide|share) {_IT} (?P<number>{N}) ways"), HOW_MUCH, "{other} divided by {number}"),
    (re.compile(rf"(?:multiply|times) {_IT} by (?P<number>{N})"), HOW_MUCH, "{other} times {number}"),
    (
        re.compile(rf"{_STARTS}?add (?:an? )?(?P<number>{N}) (?:percent|%)(?: tip| vat| tax)? to {_IT}"),
        HOW_MUCH,
        "{other} plus {number} percent",
    ),
    (
        re.compile(rf"(?:take|knock) (?P<number>{N}) (?:percent|%) off {_IT}"),
        HOW_MUCH,
        "{other} minus {number} percent",
    ),
    (
        re.compile(rf"{_STARTS}(?P<number>{N}) (?:plus|and|minus|times|divided by|multiplied by)"),
        FROM_WHAT,
        "",
    ),
)  # fmt: skip
WHICH_SUM, WHICH_NUMBERS = "Which sum?", "Which numbers?"
TIP_ON_WHAT, BETWEEN_HOW_MANY = "How many percent, and on how much?", "How much is it, and between how many?"
_DO = r"(?:(?:can|could) you |i need you to |please )*(?:do|work out|help me with|calculate|figure out)"
_NOTHING_TOLD = (
    (re.compile(rf"{_DO} (?:a|some|the|my|this) (?:quick )?(?:sums?|maths?|calculation|percentage)(?: for (?:me|us))?"),
     WHICH_SUM),
    (re.compile(rf"{_STARTS}(?:the|a|my) tip|what (?:should|do) i tip|{_DO} (?:the|a) tip(?: for (?:me|us))?"), TIP_ON_WHAT),
    (re.compile(r"(?:add|total|tot) (?:(?:these|those|them|this|that|it|a few numbers|some numbers)(?: numbers)?)(?: up| together)*"
                r"(?: for (?:me|us))?"), WHICH_NUMBERS),
    (re.compile(rf"(?:split|divide|share) {_IT}(?: up| out| evenly| equally| between us(?: all)?| among us)*(?: for (?:me|us))?"),
     BETWEEN_HOW_MANY),
    (re.compile(rf"(?:what(?:'s| is)|how much is) {_IT} (?:each|a head|per person)"), BETWEEN_HOW_MANY),
)  # fmt: skip
"""Requests for a sum without any of its numbers."""
_ANSWER = re.compile(
    rf"(?:(?:it's|it is|it was|it|that's|of|on|from|about|around|the|bill|total|is|was|comes|to|came|say|oh|well) )*[€$£]? ?"
    rf"(?P<number>{N})(?: (?:euros?|pounds?|quid|dollars?|bucks|altogether|in total))*"
)
_CLAUSE = re.compile(r"[.;,:!?-]+ (?:and |so )?")
_CURRENCY = re.compile(r"[€$£] (?=#)| (?:euros?|pounds?|quid|dollars?|bucks)\b")


@dataclass(frozen=True)
class Unfinished(Request):
    """A sum that lacks a number."""

    words: str
    """The sum with `{other}` where the number belongs."""


def lacking(line: str) -> DeedQuestion | None:
    """What she asks when the line is a sum but for one number."""
    figures = read_figures(line)
    text = figures.text.strip(" ?.!,")
    for pattern, question, words in _FORMS:
        if found := pattern.fullmatch(text):
            number = shown(figures.of(found["number"]).value).replace(",", "")
            whole = words.format(number=number, other="{other}") if words else f"{_told(text, number)} {{other}}"
            return DeedQuestion("sum", question, Unfinished(whole))
    empty = "" if figures.numbers else text.removesuffix(" please")
    question = next((asked for pattern, asked in _NOTHING_TOLD if empty and pattern.fullmatch(empty)), "")
    return DeedQuestion("sum", question, Unfinished("")) if question else None


def _told(text: str, number: str) -> str:
    """The number with the words of the sum that are told after it: “15 percent of”, “45 times”."""
    after = re.sub(rf" {_IT}$", "", text[re.search(N, text).end() :])  # type: ignore[union-attr]
    return f"{number}{after}"


def told_before(line: str) -> Reckon | NoResult | None:
    """The sum of a line whose last clause lacks the only number that the rest tells: “The dinner was 84. What's ten percent?”"""
    for joint in _CLAUSE.finditer(line):
        question = lacking(line[joint.end() :])
        if question is not None and isinstance(question.about, Unfinished):
            return finished(question.about, (line[: joint.start()],))
    return None


def finished(sum_: Unfinished, told: Iterable[str]) -> Reckon | NoResult | None:
    """The sum with the only number that these words tell; None when they tell none, or several."""
    found = []
    if not sum_.words:
        return None
    for words in told:
        figures = read_figures(words)
        text = _CURRENCY.sub("", figures.text).strip(" ?.!,")
        found += [figures.of(mark) for mark in re.findall(N, text)]
    if len(found) != 1:
        return None
    return read_sum(f"what's {sum_.words.format(other=shown(found[0].price).replace(',', ''))}")


def answered(sum_: Unfinished, line: str) -> Reckon | NoResult | None:
    """The sum with the number that the line answers her question with."""
    text = read_figures(line).text.strip(" ?.!,")
    if not sum_.words:
        tried = (read_sum(words) for words in (line, f"what's {line}", f"add {line}", f"split {line}"))
        return next((one for one in tried if one is not None), None)
    return finished(sum_, (line,)) if _ANSWER.fullmatch(text) else None
