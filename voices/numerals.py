"""Writes out every number in words, in the order in which one form can't be mistaken for another; no digit is left.

1. One way to write a number (`figures.py`): European commas and spaces become 1234.50.
2. What names and counts nothing: dates with a month, telephones, flights, versions (`dates.py`, `codes.py`).
3. Calculations (`maths.py`), spans of years, then every dash between quantities becomes “to” (`ranges.py`).
4. Times, rates, money, percentages, measures, powers (`times.py`, `units.py`, `money.py`).
5. Ordinals, fractions, years, and the plain numbers that are left.
"""

from __future__ import annotations

import re

from voices.codes import codes, hashtags
from voices.dates import dates, spans_of_years, years
from voices.draft import Draft
from voices.figures import one_spelling
from voices.maths import calculations, powers
from voices.money import lone_coins, money
from voices.numbers import NUMBER, cardinal, digits, fraction, ordinal
from voices.ranges import chains, ranges
from voices.times import clocks, durations
from voices.units import measures, parts_of_units, rates

_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(rf"(?<![\w.])(?P<minus>[-+–])?(?P<n>{NUMBER})\s?%(?:(?P<gap>-)(?=[a-z]))?")
_MIXED = re.compile(r"(?<![\w/.])(?P<minus>-)?(\d{1,4})(?:\s+|-)([1-9]\d?)/(\d{1,3})(?![\w/]|-\d)")
_FRACTION = re.compile(
    r"(?<![\w/.])(?P<minus>[-–])?([1-9]\d?)/([2-9]|1[02456]|20|24|25|32|40|50|64|100|1000)(?![\d/]|th)(?P<join>-(?=[a-z]))?"
)
_NTHS = re.compile(r"(?<![\w/.])(\d{1,3})/(\d{1,4})ths?\b")
_OVER = re.compile(r"(?<=\d)\s?/\s?(?=\d)")
_SHARE = re.compile(
    r"\b(?:scored?|got|rated?|gave|gets?|is|of|give)\b[^/.!?]{0,30}?(?P<n>\d{1,3}(?:\.\d)?)(?P<gone>/)(?=(?:5|10|20|25|30|40|50|100)(?![\w/]))"
)
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|ª)(?!\w)", re.I)
_MINUS = re.compile(rf"(?<![\w.)])(?P<gone>-|(?<!\w )–)(?=\.?{NUMBER})|(?<=[a-z] )(?P<dash>–)(?=\d)")
_DEGREES = re.compile(r"(?<=[\d])\s?[°º](?:\s?(?P<way>[NSEW])(?![\w']))?")
_WAYS = {"N": " north", "S": " south", "E": " east", "W": " west"}
_ARC = re.compile(r"(?<=\d)\s?°\s?(?P<m>\d{1,2})'(?:\s?(?P<s>\d{1,2}(?:\.\d+)?)(?:″|\"|''))?")
_LONE_DEGREES = re.compile(r"(?<!\d)(?<!\d )°\s?(?P<scale>[CF])(?!\w)")
_LABEL_LETTER = re.compile(r"(?<![\w.])(\d{1,3})([A-Z])(?![\w'])")
_ANY = re.compile(rf"(?:(?<=\D)|^)\.(?P<tail>\d+)|(?P<n>{NUMBER})")


def figures(draft: Draft) -> None:
    """Write out every number and every sign of calculation or currency."""
    hashtags(draft)
    if _DIGIT.search(draft.text):
        one_spelling(draft)
        dates(draft)
        chains(draft)
        codes(draft)
        calculations(draft)
        durations(draft)
        spans_of_years(draft)
        ranges(draft)
        # A range of days is seen only now that its dash is “to”.
        dates(draft)
        clocks(draft)
        rates(draft)
        money(draft)
        draft.replace(_PERCENT, lambda m: f"{_sign(m['minus'])}{cardinal(m['n'])} percent{' ' if m['gap'] else ''}")
        draft.replace(_ARC, _arc)
        draft.replace(_DEGREES, lambda m: f" degrees{_WAYS[m['way']]}" if m["way"] else None)
        parts_of_units(draft)
        _fractions(draft)
        measures(draft)
        powers(draft)
        draft.replace(_ORDINAL, lambda m: ordinal(m[1]))
        years(draft)
        _plain_numbers(draft)
    else:
        dates(draft)
        calculations(draft)
        ranges(draft)
        powers(draft)
    draft.replace(_LONE_DEGREES, lambda m: f" degrees {'Celsius' if m['scale'] == 'C' else 'Fahrenheit'}")
    lone_coins(draft)


def _fractions(draft: Draft) -> None:
    draft.replace(_NTHS, lambda m: fraction(int(m[1]), int(m[2])))
    draft.replace(_MIXED, _mixed)
    draft.replace_inside(_SHARE, " out of ")
    draft.replace(_FRACTION, _fraction)
    draft.replace(_OVER, " over ")


def _plain_numbers(draft: Draft) -> None:
    draft.replace(_MINUS, "minus ")
    draft.replace(_DEGREES, lambda m: f" degrees{_WAYS.get(m['way'] or '', '')}")
    draft.replace(_LABEL_LETTER, lambda m: f"{cardinal(m[1])} {m[2]}")
    draft.replace(_ANY, lambda m: f" point {digits(m['tail'])} " if m["tail"] else f" {cardinal(m['n'])} ")


def _sign(written: str | None) -> str:
    return {"-": "minus ", "–": "minus ", "+": "plus "}.get(written or "", "")


def _fraction(match: re.Match[str]) -> str | None:
    above, below = int(match[2]), int(match[3])
    if above >= below:
        return None
    said = fraction(above, below)
    joined = bool(match["join"])
    if joined and below == 4:
        said = said.removesuffix("s")
    return f"{_sign(match['minus'])}{said}{' ' if joined else ''}"


def _arc(match: re.Match[str]) -> str:
    """`45° 30′ 15″`: minutes and seconds of arc."""
    seconds = f" {cardinal(match['s'])} seconds" if match["s"] else ""
    return f" degrees {cardinal(match['m'])} minutes{seconds}"


def _mixed(match: re.Match[str]) -> str | None:
    whole, above, below = int(match[2]), int(match[3]), int(match[4])
    if not above < below:
        return None
    part = fraction(above, below)
    said = f"{cardinal(str(whole))} and {'a' + part.removeprefix('one') if above == 1 else part}"
    return f"{_sign(match['minus'])}{said}"
