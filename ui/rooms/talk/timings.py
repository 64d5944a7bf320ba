"""Shows how long each phase of the last answers took, as bars and in a sentence."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal

from companion.events import TurnDone
from companion.turns.latency import SLOW_S, explain, trace_of
from ui.parts.rows import PhaseRow, RowList, TimingRow
from ui.parts.words import plain

_KEPT = 6
"""Answers shown in the chart."""
_PHASES = {
    "endpoint": ("noticing the end", "sage"),
    "ear": ("hearing", "gold"),
    "recall": ("remembering", "peach"),
    "first_token": ("reading", "rose"),
    "clause": ("first words", "coral"),
    "first_audio": ("voice", "edge"),
}


class Timings(QObject):
    """The chart of answer times; `Timings` in QML."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns: deque[TurnDone] = deque(maxlen=_KEPT)
        self.rows: RowList[TimingRow] = RowList(TimingRow, self)

    def add(self, turn: TurnDone) -> None:
        """Add a finished turn; one without any sound or phases is left out."""
        if turn.gap_s is None and not turn.phases:
            return
        self._turns.appendleft(turn)
        longest = max(_length(each) for each in self._turns) or 1.0
        self.rows.replace_all([_timed(each, longest) for each in self._turns])
        self.changed.emit()

    def clear(self) -> None:
        """Remove all turns, for each holds the words that were said."""
        self._turns.clear()
        self.rows.replace_all([])
        self.changed.emit()

    why = Property(str, lambda self: _explained(self._turns), notify=changed)
    empty = Property(bool, lambda self: not self._turns, notify=changed)


def _length(turn: TurnDone) -> float:
    return max(turn.gap_s or 0.0, sum(max(0.0, seconds) for seconds in turn.phases.values()))


def _timed(turn: TurnDone, longest: float) -> TimingRow:
    pieces = [_piece(name, seconds, longest) for name, seconds in turn.phases.items() if seconds > 0]
    gap = in_words(turn.gap_s if turn.gap_s is not None else _length(turn))
    parts = ", ".join(f"{piece.label} {in_words(piece.seconds)}" for piece in pieces)
    return TimingRow(gap, [dataclasses.asdict(piece) for piece in pieces], f"{gap}: {parts}" if parts else gap)


def _piece(name: str, seconds: float, longest: float) -> PhaseRow:
    label, colour = _PHASES.get(name, (plain(name.replace("_", " ")), "line"))
    return PhaseRow(label, seconds, seconds / longest, colour)


def in_words(seconds: float) -> str:
    """Seconds with the figures a person reads: 0.04 s, 0.32 s, 1.2 s."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds:.2f} s"


def _explained(turns: Sequence[TurnDone]) -> str:
    """Why she is slow and what would help, or that she is not slow."""
    why = explain([trace_of(turn) for turn in turns])
    return why or (f"She usually answers within {SLOW_S} s." if turns else "")
