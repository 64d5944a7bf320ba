"""Finds a kind line of the user's from this day of an earlier month or year, to be quoted word for word with its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from companion.care.patterns import danger
from companion.courtesy import is_grave, read_courtesy, read_dependence
from companion.memory import Message
from companion.memory.pieces import KeptPiece
from companion.remembering.sincerity import is_conditional, is_reported_or_unsure, starts_fiction
from companion.text.calendar_words import dated
from companion.text.normalised_words import normalised
from companion.text.number_words import in_words

KIND = 0.5
"""Least pleasantness (VADER's compound, −1 to 1) of a line that is brought back."""
_MINE = re.compile(r"\b(?:i|i'\w+|my|we|we'\w+|our)\b")
SHORTEST, LONGEST = 24, 140
"""Characters; a shorter line says nothing by itself, a longer one is no flashback but a reading."""


def ago(then: date, today: date) -> str:
    """“a year ago today”, “six months ago today”; empty for a day that is no anniversary of half a year or of years."""
    if then.day != today.day or then >= today:
        return ""
    months = (today.year - then.year) * 12 + today.month - then.month
    if months == 6:
        return "half a year ago today"
    if months % 12:
        return ""
    return "a year ago today" if months == 12 else f"{in_words(months // 12)} years ago today"


def is_kind(line: str) -> bool:
    """Whether a line may come back by itself: glad, whole, about the user's life, and nothing heavy in it."""
    low = line.lower().replace("’", "'")
    plain = SHORTEST <= len(line) <= LONGEST and "?" not in line and "\n" not in line and bool(_MINE.search(low))
    if not plain or is_conditional("", low) or is_reported_or_unsure(low) or starts_fiction(low):
        return False
    heavy = danger(normalised(line)) is not None or is_grave(line)
    to_her = " you" in f" {low}" or read_dependence(line) is not None or read_courtesy(line) is not None
    return not heavy and not to_her and pleasantness(line) >= KIND


def quotation(message: Message, today: date) -> str:
    """“A year ago today, on 3 March 2025, you said: “The lake was lovely.””"""
    when = ago(message.at.date(), today)
    return f"{when[:1].upper()}{when[1:]}, on {dated(message.at.date())}, you said: “{message.text.strip()}”"


def piece_words(piece: KeptPiece, today: date) -> str:
    """What she says of a piece of hers from this day."""
    when = ago(piece.made.date(), today)
    return f"{when[:1].upper()}{when[1:]} there was a piano piece, “{piece.title}”. It's still under Made."


def of_today(messages: Iterable[Message], now: datetime) -> list[Message]:
    """The user's kind lines of this day in earlier years, the kindest first."""
    fit = [one for one in messages if one.speaker == "you" and ago(one.at.date(), now.date()) and is_kind(one.text)]
    return sorted(fit, key=lambda one: -pleasantness(one.text))


def pleasantness(line: str) -> float:
    """How pleasant the words of a line are, −1 to 1."""
    return float(_lexicon().polarity_scores(line)["compound"])


@cache
def _lexicon() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
