"""Tells how pleasant a line is, by a list of words (VADER)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def pleasantness(line: str) -> float:
    """How pleasant a line is, from −1 to 1: VADER's compound."""
    return float(_analyzer().polarity_scores(line)["compound"])


def has_mood(word: str) -> bool:
    """Whether this lower-case word is pleasant or unpleasant by itself."""
    return word in _analyzer().lexicon


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # here: it takes a quarter of a second

    return SentimentIntensityAnalyzer()
