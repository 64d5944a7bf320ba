"""Knows keys and chords: from steps of the scale to pitches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["major", "minor"]

_SCALES: dict[Mode, tuple[int, ...]] = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_NAMES: dict[Mode, tuple[str, ...]] = {
    "major": ("C", "D flat", "D", "E flat", "E", "F", "G flat", "G", "A flat", "A", "B flat", "B"),
    "minor": ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "G sharp", "A", "B flat", "B"),
}
_MIDDLE = 60


@dataclass(frozen=True)
class Chord:
    """A chord of a key: steps of the scale, some of them raised or lowered."""

    numeral: str
    """As musicians write it: ii, V7, V/vi."""
    degrees: tuple[int, ...]
    """Steps of the scale above the tonic, 0 to 6; the root first."""
    altered: tuple[tuple[int, int], ...] = ()
    """(step of the scale, semitones) for steps that are raised or lowered."""

    @property
    def root(self) -> int:
        """The step of the scale it stands on."""
        return self.degrees[0]

    def has(self, step: int) -> bool:
        """Whether a step of the scale, in any octave, belongs to it."""
        return step % 7 in self.degrees

    def leading(self, mode: Mode) -> int | None:
        """The step of the scale that must rise by a semitone when the chord does what it wants to; None if it wants nothing."""
        if not self.numeral.startswith("V") or self.numeral.startswith("VI"):
            return None
        third = self.degrees[1]
        return third if mode == "major" or dict(self.altered).get(third) == 1 else None


@dataclass(frozen=True)
class Key:
    """A tonic and a mode."""

    tonic: int
    """0 (C) to 11 (B)."""
    mode: Mode

    def __str__(self) -> str:
        return f"{_NAMES[self.mode][self.tonic]} {self.mode}"

    def pitch(self, step: int, chord: Chord) -> int:
        """The MIDI number of a step counted from the tonic next to middle C, as it is while the chord holds."""
        octave, degree = divmod(step, 7)
        home = _MIDDLE + (self.tonic if self.tonic <= 6 else self.tonic - 12)
        return home + 12 * octave + _SCALES[self.mode][degree] + dict(chord.altered).get(degree, 0)

    def step_near(self, pitch: float) -> int:
        """The step whose pitch, unaltered, is nearest to a MIDI number."""
        plain = Chord("", (0,))
        return min(range(-35, 36), key=lambda step: abs(self.pitch(step, plain) - pitch))

    def classes(self, chord: Chord) -> tuple[int, ...]:
        """The pitch classes of a chord, 0 to 11, the root first."""
        return tuple(self.pitch(degree, chord) % 12 for degree in chord.degrees)
