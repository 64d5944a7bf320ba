"""Chooses what a piece is made from: what the user said today, without what must not be quoted; and the lines a title rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from companion.care.patterns import danger
from companion.deeds.piano_grammar import PlayNew
from companion.memory import Memory, Message
from companion.piano.composer import Wish
from companion.piano.mood import mood_of, named_mood, rules
from companion.piano.titles import quoted
from companion.text.calendar_words import DAY_BEGINS
from companion.text.normalised_words import normalised
from companion.text.topics import mentioned

_MOST = 40
"""So many lines of the day are looked at, the last ones."""
_FEWEST_WORDS, _LONGEST = 3, 160
_HINT = re.compile(r"\b(?:play|piano|timer|alarm|remind|letter|note|list)\b", re.IGNORECASE)


def wish_for(request: PlayNew, day: Sequence[Message], now: datetime) -> Wish:
    """What is wished: an occasion if one was named, else the day; a mood that was named counts more than words do."""
    lines = (f"something for {request.occasion}",) if request.occasion else tuple(line.text for line in day)
    if not request.moods:
        return Wish(lines, now.hour)
    mood, asked = mood_of(lines, now.hour).mood, named_mood(request.moods)
    axes = {rules()["names"][name][0] for name in request.moods}
    energy = asked.energy if "energy" in axes else mood.energy
    gladness = asked.gladness if "gladness" in axes else mood.gladness
    return Wish(lines, now.hour, type(mood)(energy, gladness))


def lines_of_today(memory: Memory, now: datetime) -> list[Message]:
    """What the user has told today, in order; nothing on a day with a danger in it.

    Without questions, requests, forbidden topics.
    """
    begin = datetime.combine(now.date() - timedelta(days=now.hour < DAY_BEGINS), time(DAY_BEGINS))
    said = [line for line in memory.said_since(begin, 4 * _MOST) if line.speaker == "you"]
    if any(danger(normalised(line.text)) is not None for line in said):
        return []
    asking = {receipt.message for receipt in memory.receipts.list()}
    topics = memory.facts.forbidden_topics()
    return [line for line in said[-_MOST:] if line.id not in asking and _tells(line.text, topics)]


def resting_on(title: str, why: str, lines: Sequence[Message]) -> list[int]:
    """The lines whose words stand in the title or the reason."""
    words = set(re.findall(r"[a-z]{3,}", title.lower()))
    return [
        line.id
        for line in lines
        if quoted(line.text) in why or words & set(re.findall(r"[a-z]{3,}", line.text.lower()))
    ]


def _tells(text: str, topics: Sequence[str]) -> bool:
    if text.rstrip().endswith("?") or len(text) > _LONGEST or len(text.split()) < _FEWEST_WORDS:
        return False
    return _HINT.search(text) is None and mentioned(topics, text) is None
