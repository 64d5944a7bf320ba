"""Draws the notes of a piece as two SVG paths, one for each hand: time to the right, low notes at the bottom."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from companion.piano.midi import opened

WIDTH, HEIGHT = 1000, 100
"""The drawing is so large; a view stretches it."""
_FEWEST_TONES = 24
"""A piece of few tones is drawn no larger than this range of semitones."""
_LEFT = 1
"""The channel of the left hand."""


@dataclass(frozen=True)
class RollNote:
    """One bar of the drawing."""

    start: float
    """Seconds."""
    end: float
    """Seconds."""
    pitch: int
    left: bool


@dataclass(frozen=True)
class PianoRoll:
    """The drawing of a piece."""

    upper: str
    lower: str


@functools.lru_cache(maxsize=256)
def piano_roll(midi: bytes) -> PianoRoll:
    """The drawing of the piece in a MIDI file. Raises CompanionError for a file that is none."""
    notes = list(_notes(midi))
    if not notes:
        return PianoRoll("", "")
    last = max(note.end for note in notes)
    low, high = min(note.pitch for note in notes), max(note.pitch for note in notes)
    tones = max(_FEWEST_TONES, high - low + 1)
    top = high + (tones - (high - low + 1)) // 2
    tones += 1  # a bar is a little taller than its tone, so that it can be seen
    return PianoRoll(*(_path([n for n in notes if n.left == left], last, top, tones) for left in (False, True)))


def _notes(midi: bytes) -> Iterator[RollNote]:
    sounding: dict[tuple[int, int], float] = {}
    now = 0.0
    for message in opened(midi):
        now += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        key = (message.channel, message.note)
        if key in sounding:
            yield RollNote(sounding.pop(key), now, message.note, message.channel == _LEFT)
        if message.type == "note_on" and message.velocity:
            sounding[key] = now
    for (channel, pitch), start in sounding.items():
        yield RollNote(start, now, pitch, channel == _LEFT)


def _path(notes: list[RollNote], last: float, top: int, tones: int) -> str:
    """A rectangle for each note."""
    tall = HEIGHT / tones
    bars = []
    for note in notes:
        x, wide = WIDTH * note.start / last, max(1.5, WIDTH * (note.end - note.start) / last - 0.8)
        bars.append(f"M{x:.1f} {(top - note.pitch) * tall:.1f}h{wide:.1f}v{tall * 1.5:.1f}h-{wide:.1f}z")
    return "".join(bars)
