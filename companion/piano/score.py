"""Defines a piece as data: notes, harmonies, sections, tempo and pedal, all counted in steps of a sixteenth note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from companion.piano.mood import Mood
from companion.piano.tonality import Chord, Key

STEPS = 4
"""Steps in a quarter note."""

Hand = Literal["right", "left"]
MetreName = Literal["4/4", "3/4", "6/8"]


@dataclass(frozen=True)
class Metre:
    """How a bar is counted."""

    name: MetreName
    bar: int
    """Steps in a bar."""
    beat: int
    """Steps in what the foot taps."""
    second: int
    """Where a bar with two harmonies changes, in steps."""


METRES: dict[MetreName, Metre] = {
    "4/4": Metre("4/4", 16, 4, 8),
    "3/4": Metre("3/4", 12, 4, 8),
    "6/8": Metre("6/8", 12, 6, 6),
}


@dataclass(frozen=True)
class Note:
    """One key that is pressed."""

    start: float
    """Steps from the beginning."""
    length: float
    """Steps until the finger leaves the key."""
    pitch: int
    """MIDI number; 60 is middle C."""
    velocity: int
    """1 to 127."""
    hand: Hand


@dataclass(frozen=True)
class Harmony:
    """A chord and how long it holds."""

    start: int
    """Steps from the beginning."""
    length: int
    """Steps."""
    chord: Chord
    bass: int
    """MIDI number of the lowest voice."""

    @property
    def end(self) -> int:
        """Steps from the beginning."""
        return self.start + self.length


@dataclass(frozen=True)
class Section:
    """A part of the form."""

    name: str
    """A, A', B, introduction or coda."""
    start: int
    """Steps from the beginning."""
    end: int
    """Steps from the beginning."""


@dataclass(frozen=True)
class Theme:
    """What a variation keeps."""

    lengths: tuple[int, ...]
    """Steps of each note of the motif."""
    contour: tuple[int, ...]
    """Steps of the scale above its first note."""
    tonic: int
    """0 (C) to 11 (B)."""
    metre: MetreName


@dataclass(frozen=True)
class Piece:
    """A whole piece, ready to be kept or played."""

    title: str
    why: str
    """One sentence: why it is as it is, from what was said."""
    seed: int
    mood: Mood
    key: Key
    metre: Metre
    theme: Theme
    tempo: float
    """Quarter notes a minute, before any give and take."""
    notes: tuple[Note, ...]
    harmonies: tuple[Harmony, ...]
    sections: tuple[Section, ...]
    tempos: tuple[tuple[float, float], ...]
    """From which step on how many quarter notes a minute: the give and take."""
    pedal: tuple[tuple[float, bool], ...]
    """At which step the right pedal goes down (True) or up."""

    def called(self, title: str, why: str) -> Piece:
        """The same piece under another title."""
        return replace(self, title=title, why=why)

    @property
    def end(self) -> float:
        """The step at which the last finger leaves its key."""
        return max(note.start + note.length for note in self.notes)

    def seconds_at(self, step: float) -> float:
        """When a step sounds, in seconds from the beginning."""
        passed = 0.0
        for (here, tempo), (there, _) in zip(self.tempos, [*self.tempos[1:], (float("inf"), 0.0)], strict=True):
            passed += max(0.0, min(step, there) - here) * 60 / (tempo * STEPS)
        return passed

    @property
    def seconds(self) -> float:
        """How long it is until the last finger leaves its key."""
        return self.seconds_at(self.end)
