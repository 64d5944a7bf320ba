"""Turns numbers into English words: cardinals, ordinals, years, decimals, fractions, digits one by one."""

from __future__ import annotations

from num2words import num2words

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
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
    """A year of four digits: `1999` becomes “nineteen ninety-nine”."""
    return _words(int(figures), "year")


def fraction(above: int, below: int) -> str:
    """`3, 4` becomes “three quarters”."""
    part = _PARTS.get(below) or _words(below, "ordinal")
    if above != 1:
        part = "halves" if below == 2 else part + "s"
    return f"{_words(above, 'cardinal')} {part}"


def plural(word: str) -> str:
    """`ninety` becomes “nineties”, `thousand` becomes “thousands”."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def is_one(figures: str) -> bool:
    """Whether the number is 1, so that the noun after it is singular."""
    return figures.replace(",", "") == "1"


def _words(number: int, kind: str) -> str:
    return str(num2words(number, lang="en", to=kind)).replace(",", "")
