"""Reads how long something lasts: “ten minutes”, “an hour and a half”, “half an hour”, “90 secs”, “1h30”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from companion.deeds.spoken_times.pieces import NUMBER, UNIT, Length, Piece, every
from companion.text.number_words import number_of

LONGEST = timedelta(days=100 * 366)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DAYS = {"d": 1, "w": 7, "f": 14}
_FRACTIONS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_VAGUE = {"a couple of": 2, "a couple": 2, "couple of": 2, "a few": 3, "a dozen": 12, "a": 1, "an": 1, "another": 1}
_COUNT = (
    rf"(?:\d{{1,4}}\.\d{{1,2}}|(?:{NUMBER})(?: point (?:{NUMBER}))?(?: and (?:a half|a quarter|three quarters))?|"
    r"\d{1,4}½|½|a couple of|a couple|couple of|a few|a dozen|another|an?)"
)
_ONE = rf"{_COUNT} ?{UNIT}"
_SHORT = r"\d{1,3} ?h(?:\d{1,2}m?| ?\d{1,2} ?m(?:ins?)?)?|\d{1,3} ?m(?: ?\d{1,2} ?s)?|\d{1,4} ?s"
_LENGTH = re.compile(
    rf"(?<![\w.:])(?<!once )(?<!twice )(?<!times )"
    rf"(?P<x>(?:(?:a )?half an? |half a |(?:a )?quarter of an |three quarters of an )(?P<of>{UNIT})"
    rf"|(?P<and>(?:{_COUNT} ?)?{UNIT} and a (?P<more>half|quarter))\b"
    rf"|(?P<half>(?:a )?half) (?P<unit>hour|minute|day)\b"
    rf"|(?P<sum>{_ONE}(?:(?:,? and |, | )?{_ONE})*"
    r"(?: (?:\d{1,2}|ten|fifteen|twenty|thirty|forty|forty five|fifty)(?!\d|:| ?[ap]\.?m))?)"
    rf"|(?P<short>(?:{_SHORT})\b))(?![\w'])"
)
_PART = re.compile(rf"(?P<count>{_COUNT}) ?(?P<unit>{UNIT})")
_TAIL = re.compile(r"(?:hours?|hrs?) (\d{1,2}|ten|fifteen|twenty|thirty|forty|forty five|fifty)$")
"""“one hour 20”."""
_SECONDS_TAIL = re.compile(r"(?:minutes?|mins?) (ten|fifteen|twenty|thirty|forty|forty five|fifty)$")
"""“two minutes forty”."""


def lengths(line: str) -> Iterator[Piece[Length]]:
    """Every length that the readable line names, if it is one that a person can wait for."""
    return (piece for piece in every(_LENGTH, line, _read) if _possible(piece.value))


def _possible(length: Length) -> bool:
    days = length.months * 31 + length.days + length.seconds / 86400
    return 0 < days <= LONGEST.days


def _read(found: re.Match[str]) -> Length | None:
    words = found["x"]
    if found["of"]:
        return _of(_FRACTIONS[re.match(r"(?:a )?(half|quarter|three quarters)", words)[1]], found["of"])  # type: ignore[index]
    if found["half"]:
        return _of(0.5, found["unit"])
    if found["and"]:
        first = _PART.match(words)
        unit = first["unit"] if first else words.split()[0]
        return _of((_count(first["count"]) if first else 1) + _FRACTIONS[found["more"]], unit)
    if found["short"]:
        return _of_short(words)
    whole = Length()
    for part in _PART.finditer(words):
        one = _of(_count(part["count"]), part["unit"])
        if one is None:
            return None
        whole = _sum(whole, one)
    if rest := _SECONDS_TAIL.search(words):
        return _sum(whole, Length(seconds=number_of(rest[1])))
    tail = _TAIL.search(words)
    return _sum(whole, Length(seconds=60 * number_of(tail[1]))) if tail else whole


def _of_short(words: str) -> Length:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    first = re.search("[hms]", words)
    begins = "hms".index(first[0]) if first else 0
    return Length(seconds=sum(number * _SECONDS["hms"[begins + place]] for place, number in enumerate(numbers)))


def _count(words: str) -> float:
    if words in _VAGUE:
        return _VAGUE[words]
    whole, _, fraction = words.rpartition(" and ")
    if fraction.removeprefix("a ") in _FRACTIONS:
        return number_of(whole) + _FRACTIONS[fraction.removeprefix("a ")]
    number, _, tenths = words.partition(" point ")
    if tenths:
        return float(f"{number_of(number)}.{number_of(tenths)}")
    if number.endswith("½"):
        return (int(number[:-1]) if number[:-1] else 0) + 0.5
    return float(number) if "." in number else number_of(number)


def _of(count: float, unit: str) -> Length | None:
    """None for what is no length of the calendar, such as half a month."""
    if unit.startswith("mo"):
        return Length(months=int(count)) if count == int(count) else None
    kind = unit[0]
    if kind in _SECONDS:
        return Length(seconds=count * _SECONDS[kind])
    if kind == "y":
        return Length(months=round(12 * count)) if 12 * count == round(12 * count) else None
    days = count * _DAYS[kind]
    return Length(days=int(days), seconds=(days - int(days)) * 86400)


def _sum(one: Length, other: Length) -> Length:
    return Length(one.months + other.months, one.days + other.days, one.seconds + other.seconds)
