"""Writes her diary while nobody talks: on a day that is over, or on this one after a long quiet time.

On mains power only, and within a budget of seconds of the LLM a day; beyond it, and without an LLM, code writes the lines.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from companion.care.detection import detect
from companion.care.reader import InnerVectors
from companion.care.signal import RiskSignal
from companion.diary import forms
from companion.diary.asking import LATER, something_to_ask
from companion.diary.mains import on_mains
from companion.diary.noticing import Before, noticed
from companion.diary.telling import TellingSentence, before_danger, speaking_of_life, telling
from companion.diary.writing import DiaryWriter
from companion.environment import Now
from companion.memory import Memory, Message
from companion.memory.diary import WrittenBy, beginning, day_of
from companion.settings import Settings

Cancelled = Callable[[], bool]
Thing = TypeVar("Thing")

LINES = 3
"""Most lines on a day."""
LEAST_LINES = 3
"""Fewest lines of the user's on a day that she writes about."""
QUIET = timedelta(minutes=45)
"""So long nothing must have been said before she writes about the day that it still is."""
BACK = timedelta(days=3)
"""She reads no further back: what was said before is not news."""
BUDGET_S = 120.0
"""Seconds of the LLM a day."""
LONG = 13
"""From so many words on the LLM may say a sentence in fewer."""
REMARKED = 1.7
"""The weight from which on the best line of a day gets a few words of hers."""
_LATELY = 40
"""Her lines before, whose forms she does not use again at once."""


@dataclass(frozen=True)
class Draft:
    """A line to be kept."""

    text: str
    by: WrittenBy
    sources: tuple[Message, ...]


class OwnTime:
    """Each `step` writes about one day. One caller at a time; raises CompanionError for the file, ModelError and WorkerError."""

    def __init__(
        self,
        memory: Memory,
        now: Now,
        settings: Callable[[], Settings],
        mains: Callable[[], bool] = on_mains,
        embedder: Callable[[], InnerVectors | None] = lambda: None,
    ) -> None:
        """`settings` gives those of the moment; `embedder` what lets care read more than words, None while it is not here."""
        self._memory, self._now, self._settings, self.mains, self._embedder = memory, now, settings, mains, embedder
        self.quiet, self.budget_s = QUIET, BUDGET_S
        self.writer: DiaryWriter | None = None
        """Asks the LLM; None while there is none."""

    def step(self, cancelled: Cancelled) -> bool:
        """Write about the earliest day that is due; False when there is none, or she may not.

        When cancelled, nothing is kept of that day but the seconds the LLM has worked; it is due again.
        """
        if cancelled() or (day := self._due()) is None or not self.mains():
            return False
        try:
            self._write(day, cancelled)
        except _CancelledError:
            return False
        return True

    @property
    def is_due(self) -> bool:
        """Whether there is a day to write about."""
        return self._due() is not None

    def _due(self) -> date | None:
        settings = self._settings()
        if not settings.diary or not settings.remembering:
            return None
        today = self._memory.diary.today
        for day, last in self._memory.diary.days_to_read(today - BACK):
            if day < today or self._now().replace(tzinfo=None) - last >= self.quiet:
                return day
        return None

    def _write(self, day: date, cancelled: Cancelled) -> None:
        diary = self._memory.diary
        said = diary.said_on(day)
        through, written = diary.read_through(day), diary.of_day(day)
        lines = before_danger(list(_heeding(said, cancelled)), self._risk(cancelled))
        new = [one for one in lines if one.id > through]
        enough = len(lines) >= LEAST_LINES
        others = [one for one in said if one.speaker == "you" and one not in new]
        drafts = self._drafts(day, new, others, LINES - len(written), cancelled) if enough else []
        _heed(cancelled)
        for draft in drafts:
            diary.add(day, draft.text, draft.by, draft.sources)
        if enough:
            self._keep_question(day, new)
        diary.mark_read(day, said[-1].id)

    def _drafts(
        self, day: date, lines: Sequence[Message], others: Sequence[Message], room: int, cancelled: Cancelled
    ) -> list[Draft]:
        """At most `room` lines: what she noticed first, if anything, then what was said, in its order.

        `others`: what the user said that day beside `lines`.
        """
        memory, dice = self._memory, random.Random(str(day))
        lately = [one.text for one in reversed(memory.diary.list(_LATELY))]
        people = [person.name for person in memory.facts.people() if person.name != person.relation]
        found = noticed(lines, list(_heeding(people, cancelled)), day, self._before(day), others, self._forbidden)
        drafts = [
            Draft(forms.counting(one.kind, lately, dice, **one.words), "form", one.sources)
            for one in found[: min(1, room)]
        ]
        orders = memory.diary.orders(lines)
        best = telling(_heeding(lines, cancelled), self._forbidden, orders)[: max(0, room - len(drafts))]
        for sentence in sorted(best, key=lambda one: one.message.id):
            before = [*lately, *(draft.text for draft in drafts)]
            remark = sentence is best[0] and sentence.weight >= REMARKED
            drafts.append(self._draft(sentence, before, dice, remark, cancelled))
        return drafts

    def _draft(
        self, sentence: TellingSentence, before: Sequence[str], dice: random.Random, remark: bool, cancelled: Cancelled
    ) -> Draft:
        """One line; the LLM says the sentence shorter if it can, else it is told as it is."""
        phrased = self._phrased(sentence, cancelled)
        text = forms.telling_back(sentence, self._settings().temperament, before, dice, remark, phrased)
        return Draft(text, "mind" if phrased else "form", (sentence.message,))

    def _phrased(self, sentence: TellingSentence, cancelled: Cancelled) -> str:
        told = forms.told_back(sentence.text)
        left = self.budget_s - self._memory.diary.spent_today()
        if self.writer is None or len(told.split()) < LONG or left <= 0:
            return ""
        phrased = self.writer.phrase(sentence.text, told, cancelled, left)
        self._memory.diary.spend(phrased.seconds)
        _heed(cancelled)
        return phrased.text

    def _keep_question(self, day: date, lines: Sequence[Message]) -> None:
        orders = self._memory.diary.orders(lines)
        asked = something_to_ask(speaking_of_life(lines, self._forbidden, orders), day.toordinal())
        if asked is not None:
            message = asked.sentence.message
            self._memory.to_ask.add(asked.question, message, day_of(message.at) + LATER)

    @property
    def _forbidden(self) -> tuple[str, ...]:
        """Topics she must not write about; her name among them, for a line with it is said to her."""
        return tuple(filter(None, (*self._memory.facts.forbidden_topics(), self._settings().her_name)))

    def _before(self, day: date) -> Before:
        """What was said before that day, as far as it bears on names."""
        memory, begins = self._memory, beginning(day)
        first = memory.diary.first_said()
        return Before(
            lambda name, loosely: memory.diary.last_saying(name, begins, loosely),
            begins - first if first is not None else timedelta(),
            lambda name: any(
                one.told < begins and one.person is not None and one.person.name == name
                for one in memory.facts.list(current=False)
            ),
        )

    def _risk(self, cancelled: Cancelled) -> Callable[[str, Sequence[str]], RiskSignal | None]:
        """Reads a line for danger, given those before it. Reading a whole day takes longer than a word may wait."""
        embedder, name = self._embedder(), self._settings().her_name

        def risk(line: str, before: Sequence[str]) -> RiskSignal | None:
            _heed(cancelled)
            return detect(line, before, name, embedder=embedder)

        return risk


class _CancelledError(Exception):
    """Raised when somebody speaks."""


def _heed(cancelled: Cancelled) -> None:
    if cancelled():
        raise _CancelledError


def _heeding(things: Iterable[Thing], cancelled: Cancelled) -> Iterator[Thing]:
    """The things, one after the other, as long as nobody speaks."""
    for thing in things:
        _heed(cancelled)
        yield thing
