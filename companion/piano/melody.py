"""Lays the motif over the chords, bar by bar: a beam search for a line that sings and has no parallels with the bass."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.piano.motif import Motif
from companion.piano.score import Harmony, Metre
from companion.piano.tonality import Key
from companion.piano.voice_leading import Moment, crude, hidden

BEAM = 14
_FAR = 7
"""Steps of the scale that the line may leap: an octave."""
_ABOVE_BASS = 8


@dataclass(frozen=True)
class Sung:
    """A note of the melody."""

    start: int
    """Steps from the beginning."""
    length: int
    step: int
    """Step of the scale."""
    pitch: int
    """MIDI number."""


@dataclass(frozen=True)
class Bar:
    """What one bar of the melody may be."""

    options: tuple[Motif, ...] = ()
    fixed: tuple[Sung, ...] = ()
    """As it was in an earlier section; then there are no options. Its starts count from the bar."""
    last: tuple[int, ...] = ()
    """Steps of the scale, 0 to 6, on which the bar must end; empty: any."""
    height: float = 0.0
    """Steps of the scale above the middle of the range where it should lie."""


@dataclass(frozen=True)
class _Line:
    cost: float
    notes: tuple[Sung, ...]
    moment: Moment | None
    """The outer voices as they sounded last."""
    on_bass: Moment | None
    """The outer voices when the bass moved last."""


@dataclass
class MelodySearch:
    """Finds a melody for a section."""

    key: Key
    metre: Metre
    centre: float
    """MIDI number of the middle of the range."""
    harmonies: Sequence[Harmony]
    """Of the whole piece as far as it is known, in order."""
    dice: random.Random
    _middle: int = field(init=False)
    _at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._middle = self.key.step_near(self.centre)
        self._at = {step: n for n, each in enumerate(self.harmonies) for step in range(each.start, each.end)}

    def find(self, bars: Sequence[Bar], begin: int, before: Sequence[Sung] = ()) -> list[tuple[Sung, ...]]:
        """The best melodies for the section that begins at `begin`, after the section before; they end in different ways.

        None if none fits.
        """
        lines = [self._line_so_far(tuple(before), begin)]
        for number, bar in enumerate(bars):
            start = begin + number * self.metre.bar
            following = [
                longer
                for line in lines
                for notes, cost in self._candidates(bar, start, line)
                if (longer := self._longer(line, notes, cost, start)) is not None
            ]
            lines = sorted(following, key=lambda line: line.cost)[:BEAM]
        ends: dict[int, tuple[Sung, ...]] = {}
        for line in lines:
            ends.setdefault(line.notes[-1].step, line.notes[len(before) :])
        return list(ends.values())

    def _line_so_far(self, before: tuple[Sung, ...], begin: int) -> _Line:
        if not before:
            return _Line(0.0, (), None, None)
        last = first = self.harmonies[self._at[begin - 1]]
        for harmony in self.harmonies[self._at[begin - 1] :: -1]:
            if harmony.bass != last.bass:
                break
            first = harmony
        at_bass = [note for note in before if note.start <= first.start]
        on_bass = Moment(at_bass[-1].pitch, last.bass) if at_bass else None
        return _Line(0.0, before, Moment(before[-1].pitch, last.bass), on_bass)

    def _candidates(self, bar: Bar, start: int, line: _Line) -> list[tuple[tuple[Sung, ...], float]]:
        if bar.fixed:
            return [(tuple(Sung(start + n.start, n.length, n.step, n.pitch) for n in bar.fixed), 0.0)]
        last = line.notes[-1].step if line.notes else self._middle
        found = []
        for motif in bar.options:
            for first in range(last - _FAR, last + _FAR + 1):
                if bar.last and (first + motif.contour[-1]) % 7 not in bar.last:
                    continue
                if (notes := self._placed(motif, first, start)) is not None:
                    steps = [first + step for step in motif.contour]
                    aim = abs(sum(steps) / len(steps) - self._middle - bar.height) * 0.45
                    found.append((notes, aim + self.dice.uniform(0, 1.2)))
        return found

    def _placed(self, motif: Motif, first: int, start: int) -> tuple[Sung, ...] | None:
        """The motif from a step on; None where it leaves the range or no chord tone begins it."""
        notes: list[Sung] = []
        at = start
        for length, offset in zip(motif.lengths, motif.contour, strict=True):
            chord = self.harmonies[self._at[at]].chord
            step = first + offset
            if abs(step - self._middle) > 7:
                return None
            notes.append(Sung(at, length, step, self.key.pitch(step, chord)))
            at += length
        return tuple(notes)

    def _longer(self, line: _Line, notes: tuple[Sung, ...], cost: float, start: int) -> _Line | None:
        """The line with one more bar; None if that breaks a rule that is never broken."""
        joined = (*line.notes[-2:], *notes)
        sung = self._cost(joined, len(line.notes[-2:]))
        if sung is None or not self._leading_tones_rise((*line.notes, *notes), start):
            return None
        moment, on_bass, extra = line.moment, line.on_bass, 0.0
        for at in sorted({n.start for n in notes} | {h.start for h in self._within(start)}):
            pitch = [note.pitch for note in joined if note.start <= at][-1]
            harmony = self.harmonies[self._at[at]]
            now = Moment(pitch, harmony.bass)
            if crude(moment, now) or pitch - harmony.bass < _ABOVE_BASS:
                return None
            if harmony.start == at:
                if crude(on_bass, now):
                    return None
                extra += 0.8 * hidden(moment, now)
                on_bass = now if on_bass is None or on_bass.bottom != now.bottom else on_bass
            moment = now
        return _Line(line.cost + cost + sung + extra, (*line.notes, *notes), moment, on_bass)

    def _within(self, start: int) -> list[Harmony]:
        numbers = {self._at[step] for step in range(start, start + self.metre.bar)}
        return [self.harmonies[number] for number in sorted(numbers) if self.harmonies[number].start >= start]

    def _cost(self, notes: Sequence[Sung], known: int) -> float | None:
        """How ill the notes from number `known` on, and the one before them, go with the chords and each other."""
        cost = 0.0
        for number in range(max(0, known - 1), len(notes)):
            note = notes[number]
            before = notes[number - 1] if number else None
            after = notes[number + 1] if number + 1 < len(notes) else None
            if before is not None and number >= known:
                move = self._move(before, note)
                if move is None:
                    return None
                cost += move
            if before is not None and after is not None and _two_leaps(before, note, after):
                cost += 1.2
            fit = self._fit(note, before, after)
            if fit is None:
                return None
            cost += fit
        return cost

    def _move(self, before: Sung, note: Sung) -> float | None:
        steps, semitones = abs(note.step - before.step), abs(note.pitch - before.pitch)
        if steps > _FAR or semitones in (10, 11) or (steps == 1 and semitones == 3) or (steps > 2 and semitones == 6):
            return None
        return 0.5 if steps == 0 else 0.0 if steps == 1 else 0.14 * steps

    def _fit(self, note: Sung, before: Sung | None, after: Sung | None) -> float | None:
        """A tone outside the chord must be left by step, and on a beat it must fall; held notes must fit what comes."""
        here = self.harmonies[self._at[note.start]]
        cost = 0.0
        if note.start + note.length > here.end and here.end in self._at:
            coming = self.harmonies[self._at[here.end]].chord
            if not coming.has(note.step) or self.key.pitch(note.step, coming) != note.pitch:
                return None
        if here.chord.has(note.step):
            return cost
        strong = note.start % self.metre.beat == 0
        if after is not None and abs(after.step - note.step) != 1:
            return None
        if strong:
            falls = after is not None and after.step < note.step and note.length <= self.metre.beat
            return cost + (1.3 if falls else 4.0)
        return cost + (0.1 if before is not None and abs(before.step - note.step) <= 1 else 1.5)

    def _leading_tones_rise(self, notes: Sequence[Sung], start: int) -> bool:
        """Whether each leading tone sung over a dominant is followed, in its own octave, by the tone above it."""
        for harmony in self._within(start):
            number = self._at[harmony.start]
            before = self.harmonies[number - 1] if number else None
            leading = before.chord.leading(self.key.mode) if before is not None else None
            if before is None or leading is None or not harmony.chord.has(leading + 1):
                continue
            over = [n for n in notes if before.start <= n.start < before.end]
            wanted = {n.pitch + 1 for n in over if n.step % 7 == leading}
            coming = [n.pitch for n in notes if harmony.start <= n.start < harmony.end]
            if not wanted <= set(coming):
                return False
            if over and over[-1].step % 7 == leading and coming[0] != over[-1].pitch + 1:
                return False
        return True


def _two_leaps(before: Sung, note: Sung, after: Sung) -> bool:
    """A leap that goes on the same way instead of turning back."""
    first, second = note.step - before.step, after.step - note.step
    return abs(first) >= 3 and abs(second) >= 2 and first * second > 0
