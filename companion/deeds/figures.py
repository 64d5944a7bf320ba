"""Reads the numbers of a line, in words or figures, and puts a mark in place of each: “half of eighty” → “#0 of #1”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from companion.text.number_words import NUMBERS, UP_TO_TWENTY

_SMALL = {word: number for number, word in enumerate(UP_TO_TWENTY)} | NUMBERS | {"oh": 0, "nought": 0, "nil": 0}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "k": 1000}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
} | {"halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "eighths": 8, "tenths": 10}
_CURRENCIES = ("dollar", "dollars", "euro", "euros", "pound", "pounds", "quid")
_PLURALS = {
    ("ies".join((word[:-1], "")) if word.endswith("y") else f"{word}{'es' if word == 'six' else 's'}"): number
    for word, number in NUMBERS.items()
}
"""“sevens”, “twenties”: of these there are so many."""
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+|[a-z]+(?:'[a-z]+)*|[^\w\s]")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 "})
_LETTERS_JOINED = re.compile(r"(?<=[a-z])-(?=[a-z])")
_FEET_AND_INCHES = re.compile(r"(\d)\s*'\s*(\d{1,2})(?:\s*(?:\"|''))?(?!\w)")


@dataclass(frozen=True)
class Figure:
    """A number of a line."""

    value: Fraction
    as_price: Fraction | None = None
    """What it is as a price, where that differs: “three seventy five” is 375, or 3.75."""

    @property
    def price(self) -> Fraction:
        """What it is if it is a price."""
        return self.value if self.as_price is None else self.as_price


@dataclass(frozen=True)
class Figures:
    """A line with marks in place of its numbers."""

    text: str
    """In lower case, its words and signs parted by one space."""
    numbers: tuple[Figure, ...]

    def of(self, mark: str) -> Figure:
        """The number behind “#0”."""
        return self.numbers[int(mark[1:])]


def read_figures(line: str) -> Figures:
    """Every number of the line."""
    text = _LETTERS_JOINED.sub(" ", line.lower().replace("per cent", "percent").translate(_SIGNS))
    reader = _Reader(_TOKEN.findall(_FEET_AND_INCHES.sub(r"\1 foot \2", text)))
    reader.read()
    return Figures(" ".join(reader.out), tuple(reader.numbers))


_LONGEST = 300
"""Most digits of a number; Python itself refuses to read some thousand."""


class _Reader:
    """Goes over the words once, from left to right."""

    def __init__(self, words: list[str]) -> None:
        self.words, self.at = words, 0
        self.out: list[str] = []
        self.numbers: list[Figure] = []

    def read(self) -> None:
        while self.at < len(self.words):
            before = self.out[-1] if self.out else ""
            if (several := _PLURALS.get(self._word())) and (before.startswith("#") or before == "many"):
                self.at += 1
                if before != "many":
                    self.out.append("*")
                self._add(Figure(Fraction(several)))
            elif (figure := self._figure()) is not None:
                self._add(figure)
            else:
                self.out.append(self._word())
                self.at += 1

    def _add(self, figure: Figure) -> None:
        self.out.append(f"#{len(self.numbers)}")
        self.numbers.append(figure)

    def _word(self, ahead: int = 0) -> str:
        return self.words[self.at + ahead] if self.at + ahead < len(self.words) else ""

    def _figure(self) -> Figure | None:
        """The number that begins here, if one does; `at` is then past it."""
        if (part := self._part()) is not None:
            return Figure(part)
        runs = []
        while (one := self._cardinal()) is not None:
            runs.append(one)
            if self._word() == "and" or not self._starts_number():
                break
        if not runs:
            return None
        figure = _joined(runs)
        value = figure.value
        if self._word() == "point" and (self._word(1) in _SMALL or self._word(1).isdigit()):
            value = self._decimals(value)
        if self._word() in _CURRENCIES and len(runs) == 1 and (cents := self._cents()) is not None:
            value += cents
        if self._word() == "and" and (more := self._part(1)) is not None:
            value += more
        return Figure(value, figure.as_price if value == figure.value else None)

    def _part(self, ahead: int = 0) -> Fraction | None:
        """“half”, “a third”, “two thirds”, “three quarters”, “1/2”: only where a part is meant."""
        first, second, third = (self._word(ahead + n) for n in range(3))
        if first == "half" and not ahead:
            self.at += 1
            return Fraction(1, 2)
        if first in ("a", "an", "one") and second in _PARTS:
            count, size = 1, _PARTS[second]
        elif first in _SMALL and second in _PARTS and second.endswith("s") and _SMALL[first] > 1:
            count, size = _SMALL[first], _PARTS[second]
        elif first.isdigit() and second == "/" and third in ("2", "3", "4") and int(first) < int(third):
            self.at += ahead + 3
            return Fraction(int(first), int(third))
        else:
            return None
        if not ahead and third not in ("of", "a", "an") and size != 2:
            return None
        self.at += ahead + 2
        return Fraction(count, size)

    def _cents(self) -> Fraction | None:
        """The hundredths after a currency, “two dollars | seventy five”; `at` is then past them, else where it was."""
        before = self.at
        self.at += 1
        cents = self._below_hundred() if _SMALL.get(self._word(), 0) >= 10 else None
        if cents is None or self._word() in (*_SCALES, "percent", "%") or self._word().startswith("minute"):
            self.at = before
            return None
        return cents / 100

    def _starts_number(self) -> bool:
        return self._word() in _SMALL

    def _decimals(self, value: Fraction) -> Fraction:
        self.at += 1
        digits = ""
        if self._word().isdigit():
            digits = self._word()
            self.at += 1
        while self._word() in _SMALL and _SMALL[self._word()] < (100 if not digits else 10):
            digits += str(_SMALL[self._word()])
            self.at += 1
        return value + Fraction(int(digits), 10 ** len(digits))

    def _cardinal(self) -> Fraction | None:
        """One number as it is counted: “a hundred and twenty”, “14 hundred”, “1,440”."""
        word = self._word()
        if word == "point" and self._word(1) in _SMALL:
            return self._decimals(Fraction(0))
        if len(word) <= _LONGEST and (word[:1].isdigit() or (word.startswith(".") and len(word) > 1)):
            self.at += 1
            first = Fraction(word.replace(",", ""))
        elif word in ("a", "an") and self._word(1) in (*_SCALES, "dozen"):
            self.at += 1
            first = Fraction(1)
        elif word in _SMALL:
            first = self._below_hundred()
        else:
            return None
        if self._word() == "dozen":
            self.at += 1
            return first * 12
        return self._scaled(first)

    def _below_hundred(self) -> Fraction:
        value = _SMALL[self._word()]
        self.at += 1
        if value >= 20 and 0 < _SMALL.get(self._word(), 0) < 10:
            value += _SMALL[self._word()]
            self.at += 1
        return Fraction(value)

    def _scaled(self, group: Fraction) -> Fraction:
        """With “hundred”, “thousand” … and what follows of it: “3 million”, “two thousand three hundred and five”."""
        total, least = Fraction(0), 10**12
        while True:
            scale = _SCALES.get(self._word())
            if scale == 100 and 0 < group < 100:
                group *= 100
            elif scale is not None and 100 < scale < least and group:
                total, group, least = total + group * scale, Fraction(0), scale
            elif self._goes_on(total, group):
                self.at += self._word() == "and"
                group += self._below_hundred()
                continue
            else:
                return total + group
            self.at += 1

    def _goes_on(self, total: Fraction, group: Fraction) -> bool:
        """Whether what follows belongs to the number: “two hundred” and then “and five”."""
        following = self._word(1) if self._word() == "and" else self._word()
        return following in _SMALL and group % 100 == 0 and total + group >= 100 and (total + group).denominator == 1


def _joined(runs: list[Fraction]) -> Figure:
    """Numbers said one after the other: digits (“five eight nine”), a price or hundreds (“three seventy five”)."""
    if len(runs) == 1:
        return Figure(runs[0])
    if all(one < 10 for one in runs):
        return Figure(Fraction("".join(str(one) for one in runs)))
    if len(runs) == 2 and runs[0] < 100 and 10 <= runs[1] < 100:
        return Figure(100 * runs[0] + runs[1], runs[0] + runs[1] / 100)
    if len(runs) == 2 and runs[0] >= 100 and 10 <= runs[1] < 100:
        return Figure(runs[0] + runs[1] / 100)
    return Figure(Fraction("".join(str(int(one)) for one in runs)))
