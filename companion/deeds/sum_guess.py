"""Takes apart a line that surely asks for a sum in words that no phrase has: what its two numbers are to each other."""

from __future__ import annotations

import re

from companion.deeds.figures import Figures, read_figures
from companion.deeds.sum_grammar import NoResult, Reckon, read_sum, shown
from companion.deeds.sum_shapes import N

_TALE = re.compile(
    r"(?:,? (?:i'm|that's|thats|i am|it's|for my|for the|roughly|please|altogether|only)\b.*)$", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|apiece|an hour|a week|a day|a month|per|at|every)\b")
_SHARED = re.compile(r"\b(?:(?:of us|people|between|among|ways|split)\b.*|each$)")
_OUT_OF = re.compile(rf"(?P<part>{N}) (?:marks? |points? )?out of (?P<whole>{N})")
_AREA = re.compile(rf"(?P<one>{N}) (?:metres?|meters?|feet|foot|m|ft|yards?)? ?by (?P<other>{N})")
_PERCENT = re.compile(rf"(?P<share>{N}) ?(?:percent|%)")


def guess_sum(line: str) -> Reckon | NoResult | None:
    """The sum, with its result."""
    plain = _TALE.sub("", line.strip(" ?.!"))
    for words in (f"what's {plain}", f"what is {plain}"):
        if asked := read_sum(words):
            return asked
    figures = read_figures(line)
    text, marks = figures.text, re.findall(N, figures.text)
    if found := _OUT_OF.search(text):
        part, whole = figures.of(found["part"]).value, figures.of(found["whole"]).value
        return Reckon(f"{shown(part)} out of {shown(whole)} in percent", 100 * part / whole) if whole else None
    if found := _AREA.search(text):
        one, other = figures.of(found["one"]).value, figures.of(found["other"]).value
        return Reckon(f"{shown(one)} times {shown(other)}", one * other)
    return _of_two(text, figures, marks) if len(marks) == 2 else None


def _of_two(text: str, figures: Figures, marks: list[str]) -> Reckon | None:
    if found := _PERCENT.search(text):
        other = figures.of(next(mark for mark in marks if mark != found["share"])).price
        share = figures.of(found["share"]).value / 100
        if re.search(r"\b(?:off|less|discount|reduced|reduction)\b", text):
            return Reckon(f"{shown(other)} less {shown(100 * share)} percent", other * (1 - share), money=True)
        return Reckon(f"{shown(100 * share)} percent of {shown(other)}", other * share)
    first, second = (figures.of(mark) for mark in marks)
    if _SHARED.search(text) and re.search(r"\b(?:bill|each|split|share|between|among)\b", text):
        people, total = sorted((first, second), key=lambda one: one.price)
        people_first = re.search(rf"{N} (?:of us|people|ways)", text)
        if people_first:
            mark = people_first[0].split()[0]
            people, total = figures.of(mark), figures.of(next(one for one in marks if one != mark))
        return Reckon(f"{shown(total.price)} divided by {shown(people.value)}", total.price / people.value, money=True)
    if _EACH.search(text):
        return Reckon(f"{shown(first.value)} times {shown(second.price)}", first.value * second.price)
    return None
