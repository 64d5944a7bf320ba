"""Fills History's month of dots: how much was talked on each day, and how the day seemed; a day can be corrected in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.text.calendar_words import MONTHS, weekday
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList
from ui.parts.words import error_sentence, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory.moods import DayMood, DeletedMoods, Moods, WordForDay

_MOST_WORDS = 400
"""So many words in a day make the largest dot."""
_SMALLEST = 0.35
_CANNOT_TELL = "can't tell"
_CHOICES = ("bright", "calm", "even", "low", "tense", "unknown")


@dataclass(frozen=True)
class MoodDayRow:
    """A day of the month in History."""

    day: str
    """ISO."""
    weekday: int
    """0 for Monday."""
    week: int
    """0 for the first line."""
    size: float
    """0…1: how much was talked; 0 for nothing."""
    felt: str
    """How it seemed, in a word; empty if that can't be told."""
    spoken: str
    """All of that, for screen readers."""


class MoodCalendar(QObject):
    """One month; `MoodCalendar` in QML."""

    changed = Signal()
    failed = Signal(str)
    """A sentence for the user."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads and writes the data file."""
        super().__init__(parent)
        self._now = now
        self._calls: GuardedCalls[Moods] = GuardedCalls(
            background, lambda error: self.failed.emit(error_sentence(error))
        )
        self.days: RowList[MoodDayRow] = RowList(MoodDayRow, self)
        self._first = _first_of(now().date())
        self._engine: EngineApi | None = None
        self._moods: dict[date, DayMood] = {}
        self._chosen: date | None = None

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._engine, self._calls.target = engine, engine.memory.moods

    def detach(self) -> None:
        """Show nothing any more; the memory is locked."""
        self._engine = self._calls.target = self._chosen = None
        self._first = _first_of(self._now().date())
        self._show((self._first, []))

    @Slot()
    def refresh(self) -> None:
        """Read the month again."""
        first = self._first
        last = first.replace(day=monthrange(first.year, first.month)[1])
        self._calls.call(lambda moods: (first, moods.days(first, last)), self._show)

    @Slot(int)
    def step(self, months: int) -> None:
        """Show a later month, or an earlier one if negative; none that has not begun."""
        number = self._first.year * 12 + self._first.month - 1 + months
        first = date(number // 12, number % 12 + 1, 1)
        if first <= self._now().date():
            self._first, self._chosen = first, None
            self.refresh()

    @Slot(str)
    def choose(self, day: str) -> None:
        """Choose a day to read about and correct; an empty text chooses none."""
        chosen = date.fromisoformat(day) if day else None
        self._chosen = chosen if chosen in self._moods and chosen != self._chosen else None
        self.changed.emit()

    @Slot(str)
    def correct(self, word: str) -> None:
        """Take the user's word for the chosen day."""
        if (day := self._chosen) is not None:
            self._calls.call(lambda moods: moods.correct(day, cast("WordForDay", word)), lambda _: self.refresh())

    @Slot(bool)
    def deleteEstimates(self, everything: bool) -> None:
        """Delete what is kept of the chosen day, or of all days, in the backups too; what was said stays."""
        day = None if everything else self._chosen
        if everything or day is not None:
            self._calls.call(lambda moods: moods.delete(day), self._deleted)

    def _deleted(self, deleted: DeletedMoods) -> None:
        """Show the days without it, and tell where it could not be deleted."""
        self.refresh()
        if deleted.remaining:
            self.failed.emit(" ".join(copy.why for copy in deleted.remaining))

    def _show(self, answer: tuple[date, Sequence[DayMood]]) -> None:
        first, days = answer
        if first != self._first:
            return
        self._moods = {one.day: one for one in days}
        if self._chosen not in self._moods:
            self._chosen = None
        self.days.replace_all([self._row(number) for number in range(1, monthrange(first.year, first.month)[1] + 1)])
        self.changed.emit()

    def _row(self, number: int) -> MoodDayRow:
        day = self._first.replace(day=number)
        cell = self._first.weekday() + number - 1
        if (one := self._moods.get(day)) is None:
            return MoodDayRow(day.isoformat(), cell % 7, cell // 7, 0.0, "", "")
        size = max(_SMALLEST, min(1.0, (one.words / _MOST_WORDS) ** 0.5))
        return MoodDayRow(day.isoformat(), cell % 7, cell // 7, size, self._felt(one), self._spoken(one))

    def _felt(self, one: DayMood) -> str:
        """The word that gives the colour; empty for the neutral one."""
        return one.felt or "" if self._coloured else ""

    def _spoken(self, one: DayMood) -> str:
        moment = datetime(one.day.year, one.day.month, one.day.day)
        talked = f"{weekday(moment)} {short_day(moment, self._now())}, {one.words} words"
        if not self._coloured:
            return talked
        return f"{talked}, {one.felt or _CANNOT_TELL}{', as you say' if one.corrected else ''}"

    @property
    def _coloured(self) -> bool:
        return self._engine is not None and self._engine.settings.reading_mood

    def _word(self) -> str:
        one = self._moods.get(self._chosen) if self._chosen is not None else None
        return "" if one is None else one.felt or "unknown"

    def _choices(self) -> list[dict[str, Any]]:
        return [{"id": word, "title": _CANNOT_TELL if word == "unknown" else word} for word in _CHOICES]

    weeks = Property(int, lambda self: 1 + (self.days.rows[-1].week if self.days.rows else 4), notify=changed)
    month = Property(str, lambda self: f"{MONTHS[self._first.month - 1]} {self._first.year}", notify=changed)
    isLast = Property(bool, lambda self: self._first == _first_of(self._now().date()), notify=changed)
    latest = Property(str, lambda self: max(self._moods).isoformat() if self._moods else "", notify=changed)
    coloured = Property(bool, lambda self: self._coloured, notify=changed)
    chosen = Property(str, lambda self: self._chosen.isoformat() if self._chosen else "", notify=changed)
    chosenWords = Property(
        str, lambda self: self._spoken(self._moods[self._chosen]) if self._chosen else "", notify=changed
    )
    chosenWord = Property(str, _word, notify=changed)
    choices = Property(list, _choices, constant=True)


def _first_of(day: date) -> date:
    return day.replace(day=1)
