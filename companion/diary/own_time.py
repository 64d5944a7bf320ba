"""Writes her diary while nobody talks: on a day that is over, or on this one after a long quiet time.

On mains power only, and within a budget of seconds of the LLM a day; what is left is written in written forms.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from companion.care.detection import detect
from companion.diary import forms
from companion.diary.mains import on_mains
from companion.diary.noticing import noticed
from companion.diary.telling import before_danger, telling
from companion.environment import Now
from companion.memory import Memory, Message
from companion.memory.diary import WrittenBy, beginning
from companion.settings import Settings

Cancelled = Callable[[], bool]

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
_LATELY = 40
"""Her lines before, whose forms she does not use again at once."""


@dataclass(frozen=True)
class Draft:
    """A line to be kept."""

    text: str
    by: WrittenBy
    sources: tuple[Message, ...]


class OwnTime:
    """Each `step` writes about one day. One caller at a time; raises CompanionError for the file, and ModelError."""

    def __init__(
        self,
        memory: Memory,
        now: Now,
        settings: Callable[[], Settings],
        mains: Callable[[], bool] = on_mains,
        seed: int = 1,
    ) -> None:
        """`settings` gives those of the moment."""
        self._memory, self._now, self._settings, self._mains, self._seed = memory, now, settings, mains, seed
        self.quiet = QUIET

    def step(self, cancelled: Cancelled) -> bool:
        """Write about the earliest day that is due; False when there is none, or she may not."""
        settings = self._settings()
        if not settings.diary or not settings.remembering or cancelled():
            return False
        day = self._due()
        if day is None or not self._mains():
            return False
        return self._write(day, cancelled)

    def _due(self) -> date | None:
        today = self._memory.diary.today
        for day, last in self._memory.diary.days_to_read(today - BACK):
            if day < today or self._now().replace(tzinfo=None) - last >= self.quiet:
                return day
        return None

    def _write(self, day: date, cancelled: Cancelled) -> bool:
        diary = self._memory.diary
        said = diary.said_on(day)
        through, written = diary.read_through(day), diary.of_day(day)
        lines = before_danger(said, self._is_danger)
        new = [one for one in lines if one.id > through]
        drafts = self._drafts(day, new, LINES - len(written)) if len(lines) >= LEAST_LINES else []
        if cancelled():
            return False
        for draft in drafts:
            diary.add(day, draft.text, draft.by, draft.sources)
        diary.mark_read(day, said[-1].id)
        return True

    def _drafts(self, day: date, lines: Sequence[Message], room: int) -> list[Draft]:
        """At most `room` lines: what she noticed first, if anything, then quotations in the order they were said."""
        memory, settings = self._memory, self._settings()
        forbidden = memory.facts.forbidden_topics()
        dice = random.Random(f"{self._seed} {day}")
        lately = [one.text for one in reversed(memory.diary.list(_LATELY))]
        drafts: list[Draft] = []
        for one in noticed(lines, day, self._last_saying(day), self._known_for(day), forbidden)[: min(1, room)]:
            drafts.append(Draft(forms.counting(one.kind, lately, dice, **one.words), "form", one.sources))
        chosen = telling(lines, forbidden, memory.diary.orders(lines))[: max(0, room - len(drafts))]
        for sentence in sorted(chosen, key=lambda one: one.message.id):
            text = forms.quoting(sentence, settings.temperament, [*lately, *(d.text for d in drafts)], dice)
            drafts.append(Draft(text, "form", (sentence.message,)))
        return drafts

    def _last_saying(self, day: date) -> Callable[[str], Message | None]:
        return lambda name: self._memory.diary.last_saying(name, beginning(day))

    def _known_for(self, day: date) -> timedelta:
        first = self._memory.diary.first_said()
        return beginning(day) - first if first is not None else timedelta()

    def _is_danger(self, line: str, before: Sequence[str]) -> bool:
        found = detect(line, before, self._settings().her_name)
        return found is not None and found.level is not None
