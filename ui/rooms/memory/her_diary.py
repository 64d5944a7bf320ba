"""Fills “Her diary” with the lines she wrote, day by day, and with what she may ask next time."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList, SourceRow
from ui.parts.words import day, error_sentence, plain, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Memory, Message
    from companion.memory.diary import DiaryLine
    from companion.memory.to_ask import QuestionToAsk
    from companion.unasked.bringing_up import OpenEnd

    _Found = tuple[Sequence[DiaryLine], Sequence[QuestionToAsk], Sequence[OpenEnd]]

_SHOWN = 500
"""Lines shown; older ones are in `companion diary list`."""
_ASKS = "She may ask next time"


@dataclass(frozen=True)
class DiaryRow:
    """A line of her diary, or something she may ask."""

    id: int
    kind: str
    """`line`, `question` or `loose end`, whose id is that of the user's line."""
    section: str
    """The heading it stands under: its day in words."""
    text: str
    how: str
    """How it was written."""
    sources: list[dict[str, Any]]
    """The user's lines it rests on, each a `SourceRow` as a dict."""
    spoken: str
    """All of it, for screen readers."""


class HerDiary(QObject):
    """The diary of the Memory room; `HerDiary` in QML. Discarding is `Undoing`'s."""

    changed = Signal()

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads the data file."""
        super().__init__(parent)
        self._now = now
        self._memory: GuardedCalls[Memory] = GuardedCalls(background, self._failed)
        self.rows: RowList[DiaryRow] = RowList(DiaryRow, self)
        self._notice, self._written, self._wanted = "", 0, False

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._memory.target = engine.memory

    def detach(self) -> None:
        """Empty the list; the memory is locked."""
        self._memory.target = None
        self._notice = ""
        self._show(((), (), ()))

    @Slot()
    def refresh(self) -> None:
        """Reload the lines."""
        self._memory.call(self._read, self._show)

    def _read(self, memory: Memory) -> _Found:
        from companion.deeds.local_time import local_zone
        from companion.unasked.bringing_up import LooseEnds

        ends = LooseEnds(memory, self._now, local_zone).all()
        return memory.diary.list(_SHOWN), memory.to_ask.list(), ends

    @Slot(int)
    def drop(self, message: int) -> None:
        """Let her never ask about what this line of the user's tells."""

        def dropped(memory: Memory) -> _Found:
            from companion.deeds.local_time import local_zone
            from companion.unasked.bringing_up import LooseEnds

            LooseEnds(memory, self._now, local_zone).drop(message)
            return self._read(memory)

        self._memory.call(dropped, self._show)

    @Slot()
    def want(self) -> None:
        """Let the Memory room show the diary when it is entered next."""
        self._wanted = True

    @Slot(result=bool)
    def taken(self) -> bool:
        """Whether that was wanted; then it is no longer."""
        wanted, self._wanted = self._wanted, False
        return wanted

    def _show(self, found: _Found) -> None:
        lines, questions, ends = found
        waiting = [self._question_row(one) for one in questions if one.asked is None]
        self._written = len(lines)
        open_ends = [self._end_row(list(group)) for _, group in groupby(ends, lambda one: one.source.id)]
        self.rows.update([*open_ends, *waiting, *(self._line_row(one) for one in lines)])
        self.changed.emit()

    def _line_row(self, line: DiaryLine) -> DiaryRow:
        at = datetime.combine(line.day, time(12))
        how = "Her mind put it shorter." if line.by == "mind" else ""
        return self._row("line", line.id, day(at, self._now()), line.text, how, line.sources)

    def _question_row(self, one: QuestionToAsk) -> DiaryRow:
        return self._row("question", one.id, _ASKS, one.question, "", (one.message,))

    def _end_row(self, ends: Sequence[OpenEnd]) -> DiaryRow:
        text = " ".join(one.end.question for one in ends)
        how = f"From {short_day(ends[0].end.due, self._now())} on." if ends[0].end.due > self._now() else ""
        return self._row("loose end", ends[0].source.id, _ASKS, text, how, (ends[0].source,))

    def _row(self, kind: str, number: int, section: str, text: str, how: str, said: Sequence[Message]) -> DiaryRow:
        now = self._now()
        sources = [SourceRow(one.id, short_day(one.at, now), " ".join(plain(one.text).split())) for one in said]
        words = plain(text)
        return DiaryRow(
            number, kind, section, words, how, [dataclasses.asdict(one) for one in sources], f"{section}: {words}"
        )

    def _failed(self, error: Exception) -> None:
        self._notice = plain(error_sentence(error))
        self.changed.emit()

    written = Property(int, lambda self: self._written, notify=changed)
    """How many lines there are."""
    count = Property(int, lambda self: len(self.rows.rows), notify=changed)
    """With what she may ask."""
    notice = Property(str, lambda self: self._notice, notify=changed)
