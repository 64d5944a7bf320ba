"""Knows the rules between the outer voices: no parallel fifths or octaves, and which motion only hides them."""

from __future__ import annotations

from dataclasses import dataclass

_PERFECT = (0, 7)


@dataclass(frozen=True)
class Moment:
    """The outer voices at one time, as MIDI numbers."""

    top: int
    bottom: int

    @property
    def interval(self) -> int:
        """Semitones between them, without octaves."""
        return (self.top - self.bottom) % 12


def crude(before: Moment | None, now: Moment) -> bool:
    """Whether both voices moved from one perfect fifth or octave to another of the same size, in any direction."""
    if before is None or before.top == now.top or before.bottom == now.bottom:
        return False
    return before.interval == now.interval and now.interval in _PERFECT


def hidden(before: Moment | None, now: Moment) -> bool:
    """Whether both voices go the same way into a fifth or octave, the upper one by a leap."""
    if before is None or now.interval not in _PERFECT:
        return False
    up, down = now.top - before.top, now.bottom - before.bottom
    return up * down > 0 and abs(up) > 2
