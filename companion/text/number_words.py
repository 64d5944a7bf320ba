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
SPELLED_OUT = 12
"""Up to this number, words read better than figures."""


def alternatives(words: Iterable[str]) -> str:
    """Alternatives to be put between the brackets of a group: the longest first, so that none hides another."""
    return "|".join(sorted(words, key=len, reverse=True))


def in_words(number: int) -> str:
    """“three”, but “13”."""
    return UP_TO_TWENTY[number] if 0 <= number <= SPELLED_OUT else str(number)
