"""Turns numbers into English words: cardinals, ordinals, years, decimals, fractions, digits one by one, labels."""

from __future__ import annotations

from functools import lru_cache

from num2words import num2words

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A pattern for a number as people write it: 7, 2,500, 3.14."""
LONGEST = 15
"""Most digits that are read as one number; longer ones are read digit by digit."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {2: "half", 4: "quarter"}


def digits(figures: str) -> str:
    """Each digit by itself: `007` becomes “zero zero seven”; other characters are left out."""
    return " ".join(_DIGITS[int(f)] for f in figures if f in "0123456789")


def cardinal(figures: str) -> str:
    """A whole or decimal number, with or without commas, in words."""
    whole, _, fraction = figures.replace(",", "").partition(".")
    if len(whole) > LONGEST or (len(whole) > 1 and whole.startswith("0")):
        said = digits(whole)
    else:
        said = _words(int(whole or "0"), "cardinal")
    return f"{said} point {digits(fraction)}" if fraction else said


def ordinal(figures: str) -> str:
    """`3` becomes “third”."""
    plain = figures.replace(",", "")
    return _words(int(plain), "ordinal") if len(plain) <= LONGEST else digits(plain)


def year(figures: str) -> str:
    """A year of up to four digits: `1999` becomes “nineteen ninety-nine”, `1066` “ten sixty-six”."""
    number = int(figures)
    if 1009 < number < 1100:
        return f"ten {_words(number % 100, 'cardinal')}"
    return _words(number, "year") if number >= 1000 else _words(number, "cardinal")


def label(figures: str) -> str:
    """The number of a room, a road or a flight: `286` becomes “two eighty-six”, `404` “four oh four”."""
    if figures.startswith("0") or len(figures) > 4:
        return digits(figures)
    if len(figures) < 3:
        return cardinal(figures)
    if figures[-3:] == "000":
        return cardinal(figures)
    first, rest = figures[:-2], figures[-2:]
    if rest == "00":
        return f"{cardinal(first)} hundred"
    return f"{cardinal(first)} {'oh ' if rest[0] == '0' else ''}{cardinal(str(int(rest)))}"


def fraction(above: int, below: int) -> str:
    """`3, 4` becomes “three quarters”."""
    part = _PARTS.get(below) or _words(below, "ordinal")
    if above != 1:
        part = "halves" if below == 2 else part + "s"
    return f"{_words(above, 'cardinal')} {part}"


def plural(word: str) -> str:
    """`ninety` becomes “nineties”, `thousand` becomes “thousands”, `inch` becomes “inches”."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x")) else "s")


def is_one(figures: str) -> bool:
    """Whether the number is 1, so that the noun after it is singular."""
    return figures.replace(",", "") == "1"


@lru_cache(maxsize=4096)
def _words(number: int, kind: str) -> str:
    return str(num2words(number, lang="en", to=kind)).replace(",", "")
