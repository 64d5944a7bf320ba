"""Knows the words for numbers, and gives a pattern of such words."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

from collections.abc import Iterable

UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
NUMBERS = {
    **{word: number for number, word in enumerate(UP_TO_TWENTY) if number},
    **{word: 10 * number for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)},
}
COUNTS = NUMBERS | {"a": 1, "an": 1, "a couple of": 2}
"""With the other words for how many there are of something: “a week”."""
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
} | {"thirtieth": 30}
SPELLED_OUT = 12
"""Up to this number, words read better than figures."""


def alternatives(words: Iterable[str]) -> str:
    """Alternatives to be put between the brackets of a group: the longest first, so that none hides another."""
    return "|".join(sorted(words, key=len, reverse=True))


_UNITS = alternatives(word for word, number in NUMBERS.items() if number < 10)
_TENS = alternatives(word for word, number in NUMBERS.items() if number >= 20)
_BELOW_100 = rf"(?:(?:{_TENS}) (?:{_UNITS})|{alternatives(NUMBERS)})\b"
SPOKEN_NUMBER = rf"(?:(?:a|{_UNITS}) hundred(?: (?:and )?{_BELOW_100})?\b|{_BELOW_100})"
"""“twenty five”, “a hundred and twenty”, without a hyphen: up to 999."""
SPOKEN_ORDINAL = (
    rf"(?:(?:{_TENS}) (?:{alternatives(word for word, number in ORDINALS.items() if number < 10)})"
    rf"|{alternatives(ORDINALS)})\b"
)
"""“twenty third”, without a hyphen."""


def number_of(words: str) -> int:
    """The number that figures, number words or an ordinal name: “25”, “23rd”, “twenty third”, “a hundred and five”."""
    figures = words.rstrip("stndrh")
    if figures.isdigit():
        return int(figures)
    hundreds, _, rest = words.rpartition(" hundred") if "hundred" in words else ("", "", words)
    below = sum((NUMBERS | ORDINALS)[word] for word in rest.split() if word != "and")
    return 100 * COUNTS[hundreds] + below if hundreds else below


def in_words(number: int) -> str:
    """“three”, but “13”."""
    return UP_TO_TWENTY[number] if 0 <= number <= SPELLED_OUT else str(number)
