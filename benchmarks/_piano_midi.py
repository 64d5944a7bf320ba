"""Reads a MIDI file of a piece by itself, as notes and pedal in steps of a sixteenth, and measures what can be heard in it."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import mido
import numpy as np

_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""How well each of the twelve tones fits a key (Krumhansl and Kessler 1982)."""
_FINGERS, _SPAN, _HELD_SPAN, _JUMP = 5, 14, 16, 26
"""Of one hand: keys at once, semitones struck at once and held at once, semitones it can jump within an eighth."""


@dataclass(frozen=True)
class Struck:
    """A note as it stands in the file."""

    at: int
    """The nearest step."""
    start: float
    """Steps, as played."""
    end: float
    """Steps; when the finger leaves the key."""
    pitch: int
    right: bool


@dataclass(frozen=True)
class ReadPiece:
    """What a MIDI file holds."""

    notes: tuple[Struck, ...]
    ups: tuple[float, ...]
    """Steps at which the pedal goes up."""
    tempo: float
    """Mean quarter notes a minute."""
    seconds: float

    @classmethod
    def of(cls, data: bytes) -> ReadPiece:
        """The piece in a file with a track for each hand."""
        file = mido.MidiFile(file=io.BytesIO(data), charset="utf-8")
        step = file.ticks_per_beat / 4
        tempos = [mido.tempo2bpm(m.tempo) for m in file.tracks[0] if m.type == "set_tempo"]
        notes: list[Struck] = []
        ups: list[float] = []
        for number, track in enumerate(file.tracks[1:]):
            notes += _notes(track, step, right=number == 0)
            now = 0
            for message in track:
                now += message.time
                if message.type == "control_change" and message.control == 64 and message.value < 64:
                    ups.append(now / step)
        ordered = tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))
        return cls(ordered, tuple(sorted(set(ups))), float(np.mean(tempos)), file.length)

    @property
    def melody(self) -> list[Struck]:
        """The highest note of the right hand at each step."""
        highest: dict[int, Struck] = {}
        for note in self.notes:
            if note.right and (note.at not in highest or note.pitch > highest[note.at].pitch):
                highest[note.at] = note
        return [highest[at] for at in sorted(highest)]

    def sounds_until(self, note: Struck) -> float:
        """The step at which a note of the file ends: when the pedal goes up after the finger has left."""
        return next((up for up in self.ups if up >= note.end - 0.2), note.end)

    def outer_voices(self) -> list[tuple[int, int, int]]:
        """(step, highest voice, lowest tone that still sounds) at every step where something is struck."""
        top = {note.at: note.pitch for note in self.melody}
        lasting = [(note.at, self.sounds_until(note), note.pitch) for note in self.notes if not note.right]
        found, now = [], None
        for at in sorted({note.at for note in self.notes}):
            now = top.get(at, now)
            low = [pitch for start, end, pitch in lasting if start <= at and end > at + 0.5]
            if now is not None and low:
                found.append((at, now, min(low)))
        return found


def parallels(piece: ReadPiece) -> int:
    """Fifths or octaves that move to fifths or octaves, both outer voices moving: from moment to moment and from bass to bass."""
    moments = piece.outer_voices()
    on_bass = [now for before, now in zip([(0, 0, 0), *moments], moments, strict=False) if now[2] != before[2]]
    found = set()
    for line in (moments, on_bass):
        for (_, top, low), (at, new_top, new_low) in itertools.pairwise(line):
            interval = (new_top - new_low) % 12
            if top != new_top and low != new_low and (top - low) % 12 == interval and interval in (0, 7):
                found.add(at)
    return len(found)


def unplayable(piece: ReadPiece) -> int:
    """Moments that ten fingers can't play: too many keys, too wide, a leap too quick, hands across each other."""
    found = sum(not 21 <= note.pitch <= 108 for note in piece.notes)
    for right in (True, False):
        hand = [note for note in piece.notes if note.right == right]
        steps = sorted({note.at for note in hand})
        struck = {at: [n.pitch for n in hand if n.at == at] for at in steps}
        for at, pitches in struck.items():
            held = [n.pitch for n in hand if n.start <= at + 0.5 < n.end] + pitches
            too_many = len(set(pitches)) > _FINGERS or len(set(held)) > _FINGERS
            found += too_many or max(pitches) - min(pitches) > _SPAN or max(held) - min(held) > _HELD_SPAN
        for before, at in itertools.pairwise(steps):
            jump = abs(np.mean(struck[at]) - np.mean(struck[before]))
            found += bool(at - before <= 2 and jump > _JUMP)
    lefts = {note.at: note.pitch for note in piece.notes if not note.right}
    return found + sum(note.right and note.pitch <= lefts.get(note.at, 0) for note in piece.notes)


def key_found(piece: ReadPiece) -> tuple[int, str]:
    """The key by Krumhansl and Schmuckler: the profile that the durations of the twelve tones agree with best."""
    return max(_agreements(piece).items(), key=lambda pair: pair[1])[0]


def majority(piece: ReadPiece) -> float:
    """How much more the piece agrees with its best major key than with its best minor key."""
    found = _agreements(piece)
    best = {mode: max(value for (_, kind), value in found.items() if kind == mode) for mode in ("major", "minor")}
    return best["major"] - best["minor"]


def _agreements(piece: ReadPiece) -> dict[tuple[int, str], float]:
    weights = np.zeros(12)
    for note in piece.notes:
        weights[note.pitch % 12] += note.end - note.start
    profiles = {"major": _MAJOR, "minor": _MINOR}
    return {
        (tonic, mode): float(np.corrcoef(np.roll(profile, tonic), weights)[0, 1])
        for tonic in range(12)
        for mode, profile in profiles.items()
    }


def figure(melody: Sequence[Struck], begin: int, bar: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A bar of the melody as its rhythm (steps from its beginning) and its directions (−1, 0, 1)."""
    here = [note for note in melody if begin <= note.at < begin + bar]
    moves = itertools.pairwise(here)
    return tuple(n.at - begin for n in here), tuple(int(np.sign(b.pitch - a.pitch)) for a, b in moves)


def grams(melody: Sequence[Struck], timed: bool) -> set[tuple[int, ...]]:
    """Every four notes of the melody as the semitones between them; `timed`: and the steps from one to the next."""
    found = set()
    for number in range(len(melody) - 3):
        pairs = list(itertools.pairwise(melody[number : number + 4]))
        pitches = [after.pitch - before.pitch for before, after in pairs]
        found.add((*pitches, *(after.at - before.at for before, after in pairs if timed)))
    return found


def _notes(track: mido.MidiTrack, step: float, right: bool) -> Iterator[Struck]:
    now, down = 0, {}
    for message in track:
        now += message.time
        if message.type == "note_on" and message.velocity:
            down[message.note] = now
        elif message.type in ("note_off", "note_on") and message.note in down:
            start = down.pop(message.note) / step
            yield Struck(round(start), start, now / step, message.note, right)
