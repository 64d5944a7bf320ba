"""Reckons with prices and rates that a line tells: “four coffees at 3.80 and two muffins at 2.50”, “4.75 a ball, nine balls”."""

from __future__ import annotations

import re
from fractions import Fraction

from companion.deeds.figures import Figures
from companion.deeds.sum_grammar import Reckon, shown
from companion.deeds.sum_shapes import N

_EACH_AT = re.compile(rf"({N}) (?:[a-z']+ ){{0,4}}?(?:at|costing|that cost) ({N})")
_HOW_LONG = re.compile(
    rf"({N}) (?:km|kilometres?|kilometers?|miles?|k)\b.*\bat ({N})\b.*\b(?:hour|mph|kph|kmh)\b.*\b(?:how long|how many hours)\b"
)
_A_THING = re.compile(
    rf"({N}) (?:(?:euros?|dollars?|pounds?|quid|cents?|rupees) )?(?:a|an|per) ([a-z]{{3,}})\b[^#]*({N}) (?:[a-z]+ )?\2(?:e?s)?\b"
)
_COVERED = re.compile(rf"({N}) [a-z ]*?(?:a|an|per) ([a-z]{{3,}})\b[^#]*({N})[^#]*\bhow many \2(?:e?s)?\b")
_ONE_OF = re.compile(
    rf"({N}) [a-z' ]+? (?:is|are|was|were|costs?|for) ({N})\b[^#]*\b(?:what's|what is|how much is|how much for|how much does)"
    rf"(?: just)? ({N}|a single|each)\b"
)
_LEFT_OF = re.compile(rf"\b(?:left|remains|over|remaining) (?:of|from|out of)(?: my| the)? ({N})[^#]*$")
_LEFT = re.compile(r"\b(?:change|left|get back|back)\b[^#]*$")
_IS_PRICE = re.compile(rf"({N})[^#]*\b(?:is|was|costs?|came to|comes to|for) ({N})\b")
_TIPPED = re.compile(rf"({N}) of us\b[^#]*({N})[^#]*({N}) percent (?:tip|service)\b")


def read_rates(text: str, figures: Figures) -> Reckon | None:
    """The sum of a line with marks for its numbers, by what each costs, covers or takes; None where none is told."""
    marks = re.findall(N, text)
    numbers = [figures.of(mark).price for mark in marks]
    pairs = _EACH_AT.findall(text)
    if len(pairs) > 1 and 2 * len(pairs) == len(marks):
        return _priced(figures, pairs)
    if len(marks) == 3 and (found := _TIPPED.search(text)):
        sharers, bill, tip = (figures.of(mark).price for mark in found.groups())
        whole = f"{shown(bill)} plus {shown(tip)} percent"
        return Reckon(f"{whole}, divided by {shown(sharers)},", bill * (1 + tip / 100) / sharers, money=True)
    if len(marks) > 2 and (left := _LEFT_OF.search(text)):
        whole_sum = figures.of(left[1]).price
        spent = numbers[:-1]
        words = " minus ".join(map(shown, (whole_sum, *spent)))
        return Reckon(words, whole_sum - sum(spent, Fraction(0)))
    if found := _ONE_OF.search(text):
        count, price = figures.of(found[1]).value, figures.of(found[2]).price
        alone = not found[3].startswith("#") or figures.of(found[3]).value == 1
        return (
            Reckon(f"{shown(price)} divided by {shown(count)}", price / count, money=True) if alone and count else None
        )
    return _of_two_told(text, figures) if len(marks) == 2 else None


def _priced(figures: Figures, pairs: list[tuple[str, str]]) -> Reckon:
    each = [(figures.of(count).value, figures.of(price).price) for count, price in pairs]
    words = " plus ".join(f"{shown(count)} times {shown(price)}" for count, price in each)
    return Reckon(words, sum((count * price for count, price in each), Fraction(0)), money=True)


def _of_two_told(text: str, figures: Figures) -> Reckon | None:
    if found := _HOW_LONG.search(text):
        way, speed = (figures.of(mark).value for mark in found.groups())
        form = "{words} is {about}{value} hours."
        return Reckon(f"{shown(way)} divided by {shown(speed)}", way / speed, form=form) if speed else None
    if found := _COVERED.search(text):
        size, whole = figures.of(found[1]).price, figures.of(found[3]).price
        return Reckon(f"{shown(whole)} divided by {shown(size)}", whole / size) if size else None
    if found := _A_THING.search(text):
        price, count = figures.of(found[1]).price, figures.of(found[3]).value
        return Reckon(f"{shown(price)} times {shown(count)}", price * count, money=True)
    if _LEFT.search(text) and (found := _IS_PRICE.search(text)):
        given, price = (figures.of(mark).price for mark in found.groups())
        return Reckon(f"{shown(given)} minus {shown(price)}", given - price, money=True) if given >= price else None
    return None
