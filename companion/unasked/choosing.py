"""Chooses the one thing she brings up: a date of today, a loose end, a flashback, or somebody of the user's own people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo

from companion.memory import Memory, Message
from companion.memory.unasked import SaidUnasked
from companion.text.topics import mentioned
from companion.unasked.bringing_up import BroughtUp, LooseEnds, is_light
from companion.unasked.dates import days_that_matter
from companion.unasked.flashbacks import ago, of_today, piece_words, quotation
from companion.unasked.your_people import alone_too_long, somebody, suggestion

FLASHBACKS = timedelta(days=14)
"""Between two flashbacks."""
SUGGESTIONS = timedelta(days=7)
"""Between two suggestions of somebody to meet."""
_RECENT = timedelta(days=180)
_MOST = 4000


class WhatToBringUp:
    """Any thread may call it; raises CompanionError when memory fails."""

    def __init__(self, memory: Memory, now: Callable[[], datetime], zone: Callable[[], tzinfo]) -> None:
        """`now`: local, without a zone."""
        self._memory, self._now = memory, now
        self.loose_ends = LooseEnds(memory, now, zone)

    def next(self) -> BroughtUp | None:
        """What to bring up now; None for nothing, which is usual."""
        said = self._memory.unasked.all()
        if not is_light(self._memory, self._now()):
            return None
        return self._date(said) or self.loose_ends.due() or self._flashback(said) or self._person(said)

    def note(self, one: BroughtUp) -> None:
        """Keep that it is being said: it is not said a second time."""
        self._memory.unasked.add(one.kind, one.source.id, one.place)
        for question in self._memory.to_ask.list():
            if question.message.id == one.source.id and question.asked is None:
                self._memory.to_ask.mark_asked(question.id)

    def _date(self, said: Sequence[SaidUnasked]) -> BroughtUp | None:
        now = self._now()
        told = {one.message for one in said if one.kind == "date" and (one.at.date().year == now.year or one.dismissed)}
        forbidden = self._memory.facts.forbidden_topics()
        for day in days_that_matter(self._memory.facts.list(), now.date()):
            if day.source not in told and mentioned(forbidden, day.words) is None and self._is_untroubled(day.words):
                return BroughtUp("date", day.text, self._memory.message(day.source))
        return None

    def _is_untroubled(self, words: str) -> bool:
        """Whether nothing grave was ever said of the person whose day it is."""
        people = [
            one for one in self._memory.facts.people() if one.name in words or (one.relation and one.relation in words)
        ]
        if not people:
            return "anniversary" not in words or not self._memory.search("divorce").total
        return somebody(self._memory.said_since(datetime.min, _MOST), people) is not None

    def _flashback(self, said: Sequence[SaidUnasked]) -> BroughtUp | None:
        now = self._now()
        if any(one.kind == "flashback" and now - one.at < FLASHBACKS for one in said):
            return None
        known = {one.message for one in said if one.kind == "flashback"}
        forbidden = self._memory.facts.forbidden_topics()
        for message in of_today(self._days_before(now), now):
            if message.id not in known and mentioned(forbidden, message.text) is None:
                return BroughtUp("flashback", quotation(message, now.date()), message)
        for piece in self._memory.pieces.list():
            if piece.message is not None and piece.message not in known and ago(piece.made.date(), now.date()):
                line = self._memory.message(piece.message)
                if mentioned(forbidden, f"{piece.title} {line.text}") is None:
                    return BroughtUp("flashback", piece_words(piece, now.date()), line)
        return None

    def _days_before(self, now: datetime) -> list[Message]:
        """What was said on this day of earlier years, and half a year ago."""
        return self._memory.said_on_days_like(now)

    def _person(self, said: Sequence[SaidUnasked]) -> BroughtUp | None:
        now = self._now()
        before = [one for one in said if one.kind == "person"]
        if any(now - one.at < SUGGESTIONS or one.dismissed for one in before):
            return None
        people = self._memory.facts.people()
        messages = self._memory.said_since(now - _RECENT, _MOST)
        if not alone_too_long(messages, people, now):
            return None
        forbidden = self._memory.facts.forbidden_topics()
        allowed = [one for one in people if mentioned(forbidden, f"{one.name} {one.relation}") is None]
        found = somebody([one for one in messages if now - one.at > timedelta(days=1)], allowed)
        return None if found is None else BroughtUp("person", suggestion(found[0], len(before)), found[1])
