"""Writes the left hand: chords spread with small movements between them, and figures that breathe with the melody."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from companion.piano.melody import Sung
from companion.piano.score import Harmony, Metre, MetreName, Note
from companion.piano.tonality import Key

Figure = Literal["broken", "slow", "rolling", "waltz", "answering", "alberti"]

_FIGURES: dict[MetreName, tuple[tuple[Figure, ...], tuple[Figure, ...]]] = {
    "4/4": (("slow", "broken", "answering"), ("broken", "alberti", "answering")),
    "3/4": (("slow", "waltz", "broken"), ("waltz", "broken", "answering")),
    "6/8": (("rolling", "broken"), ("rolling", "broken", "waltz")),
}
"""For a calm piece and for a lively one."""
_SPAN = 12
"""Semitones that the left hand takes at once."""
_REACH = 24
"""Semitones between a chord's highest tone and the bass before or after it, within which the hand leaps safely."""
_LOWEST, _HIGHEST = 46, 69
_LOWEST_OCTAVE, _OCTAVE_REACH = 28, 18
"""The lowest key for a bass in octaves, and semitones from its upper tone to the chords around it."""
_SOFTER, _BASS_SOFTER = 17, 11
"""Velocity below the melody's."""


@dataclass(frozen=True)
class Touch:
    """How the left hand plays a harmony."""

    figure: Figure
    loudness: int
    """Velocity of the melody here."""
    rests: bool
    """The phrase ends: it comes to rest."""


def figures_for(metre: Metre, energy: float, dice: random.Random) -> tuple[Figure, Figure]:
    """The figure of the outer parts and that of the middle, which differ."""
    calm, lively = _FIGURES[metre.name]
    outer, middle = dice.sample(lively if dice.random() < energy else calm, 2)
    return outer, middle


def voicings(key: Key, harmonies: Sequence[Harmony], melody: Sequence[Sung], sevenths: bool) -> list[tuple[int, ...]]:
    """Two or three tones above each bass, below the melody, each leading tone rising. Raises ValueError if none fit.

    `sevenths`: chords that want nothing may have their seventh, which makes them softer.
    """
    paths: dict[tuple[int, ...], tuple[float, tuple[tuple[int, ...], ...]]] = {}
    for number, harmony in enumerate(harmonies):
        before = harmonies[number - 1] if number else None
        lowest = min(each.bass for each in harmonies[number : number + 2])
        found: dict[tuple[int, ...], tuple[float, tuple[tuple[int, ...], ...]]] = {}
        for tones, own in _choices(key, harmony, melody, sevenths):
            if tones[-1] - lowest > _REACH:
                continue
            ways = [
                (cost + own + _distance(line[-1], tones), (*line, tones))
                for cost, line in paths.values()
                if before is None or _leading_tones_rise(key, before, line[-1], harmony, tones)
            ]
            if not number:
                ways = [(own, (tones,))]
            if ways:
                found[tones] = min(ways)
        if not found:
            raise ValueError("no chord fits between bass and melody")
        paths = found
    return list(min(paths.values())[1])


def left_hand(harmony: Harmony, tones: tuple[int, ...], touch: Touch, metre: Metre) -> list[Note]:
    """The notes of one harmony."""
    if touch.rests or harmony.length <= metre.beat:
        return _resting(harmony, tones, touch, metre)
    if touch.figure in ("waltz", "answering"):
        return _bass_and_chords(harmony, tones, touch, metre)
    pattern, unit = _pattern(touch.figure, len(tones), metre)
    notes = []
    for number, at in enumerate(range(0, harmony.length, unit)):
        index = pattern[number % len(pattern)] if number else -1
        pitch = harmony.bass if index < 0 else tones[min(index, len(tones) - 1)]
        softer = _BASS_SOFTER if index < 0 else _SOFTER + (2 if number % 2 else 0)
        length = min(unit, harmony.length - at)
        notes.append(Note(harmony.start + at, length, pitch, touch.loudness - softer, "left"))
    left_out = [pitch for pitch in tones if all(note.pitch != pitch for note in notes)]
    last = notes[-1]
    return notes + [Note(last.start, last.length, pitch, touch.loudness - _SOFTER - 2, "left") for pitch in left_out]


def in_octaves(
    tones: Sequence[tuple[Harmony, tuple[int, ...]]], notes: Sequence[Note], begin: int, end: int
) -> list[Note]:
    """The octave below each bass between two steps, where the hand can leap to it from the chords around."""
    found = []
    for number, (harmony, _) in enumerate(tones):
        top = max(each[-1] for _, each in tones[max(0, number - 1) : number + 1])
        low = harmony.bass - 12
        if begin <= harmony.start < end and low >= _LOWEST_OCTAVE and top - harmony.bass <= _OCTAVE_REACH:
            bass = next(note for note in notes if note.hand == "left" and note.start == harmony.start)
            found.append(Note(bass.start, bass.length, low, bass.velocity - 4, "left"))
    return found


def _pattern(figure: Figure, count: int, metre: Metre) -> tuple[tuple[int, ...], int]:
    """The order of the tones (−1: the bass), and the steps between them."""
    top = count - 1
    if figure == "slow":
        return (-1, 0, top, 1 % count), metre.beat
    if figure == "alberti":
        return (-1, top, 0, top), 2
    if figure == "rolling":
        return (-1, 0, 1 % count, top, 1 % count, 0), 2
    return (-1, 0, 1 % count, top, 0, 1 % count, top, 1 % count), 2


def _bass_and_chords(harmony: Harmony, tones: tuple[int, ...], touch: Touch, metre: Metre) -> list[Note]:
    """The bass alone, then the chord on the following beats, or between them."""
    if metre.beat == 6:
        alone, chords = 4, [4, 10]
    elif touch.figure == "answering" or harmony.length <= 4:
        alone, chords = 2, list(range(2, harmony.length, 4))
    else:
        alone, chords = 4, list(range(4, harmony.length, 4))
    notes = [Note(harmony.start, alone, harmony.bass, touch.loudness - _BASS_SOFTER, "left")]
    if metre.beat == 6 and harmony.length > 6:
        notes.append(Note(harmony.start + 6, alone, tones[0], touch.loudness - _SOFTER, "left"))
    for at in chords:
        if at < harmony.length:
            notes += [Note(harmony.start + at, 2, pitch, touch.loudness - _SOFTER - 2, "left") for pitch in tones]
    return notes


def _resting(harmony: Harmony, tones: tuple[int, ...], touch: Touch, metre: Metre) -> list[Note]:
    """The bass, then once the chord above it, held."""
    later = 2 if harmony.length <= 8 else 4
    notes = [Note(harmony.start, later, harmony.bass, touch.loudness - _BASS_SOFTER, "left")]
    rest = max(2, harmony.length - later - (metre.beat if touch.rests and harmony.length > 8 else 0))
    return notes + [Note(harmony.start + later, rest, pitch, touch.loudness - _SOFTER - 3, "left") for pitch in tones]


def _choices(key: Key, harmony: Harmony, melody: Sequence[Sung], sevenths: bool) -> list[tuple[tuple[int, ...], float]]:
    """All ways to lay the chord between bass and melody, and what each costs by itself."""
    sung = [n.pitch for n in melody if n.start < harmony.end and n.start + n.length > harmony.start]
    top = min([_HIGHEST, *(pitch - 1 for pitch in sung)])
    classes = key.classes(harmony.chord)
    leading = harmony.chord.leading(key.mode)
    taken = {harmony.bass % 12, *(pitch % 12 for pitch in sung)}
    lead_class = None if leading is None else key.pitch(leading, harmony.chord) % 12
    allowed = [c for c in classes if not (c == lead_class and c in taken)]
    soft = _soft_seventh(key, harmony, sung) if sevenths else None
    allowed += [] if soft is None else [soft]
    low = max(harmony.bass + 3, _LOWEST)
    pitches = [pitch for pitch in range(low, top + 1) if pitch % 12 in allowed]
    found = []
    for count in (3, 2):
        for tones in itertools.combinations(pitches, count):
            if tones[-1] - tones[0] > _SPAN or len({p % 12 for p in tones}) < count:
                continue
            softer = soft is not None and any(pitch % 12 == soft for pitch in tones)
            missing = len({*classes} - {p % 12 for p in tones} - {harmony.bass % 12})
            third_missing = classes[1] not in {p % 12 for p in tones} | taken
            own = missing * 0.7 + third_missing * 5 + (3 - count) * 1.5 + abs(sum(tones) / count - 57) * 0.1
            own -= 1.1 * softer
            found.append((tones, own + 3.0 * any(b - a < 3 for a, b in itertools.pairwise(tones))))
    return found


def _soft_seventh(key: Key, harmony: Harmony, sung: Sequence[int]) -> int | None:
    """The pitch class of the seventh above a chord other than the tonic, unless it would rub against the melody."""
    chord = harmony.chord
    if chord.root == 0 or chord.altered or chord.leading(key.mode) is not None or "°" in chord.numeral:
        return None
    seventh = key.pitch(chord.root + 6, chord) % 12
    return None if any((pitch - seventh) % 12 in (1, 11) for pitch in (*sung, harmony.bass)) else seventh


def _distance(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    return 0.25 * sum(min(abs(pitch - other) for other in before) for pitch in after) + 0.02 * abs(after[0] - before[0])


def _leading_tones_rise(
    key: Key, before: Harmony, tones: tuple[int, ...], harmony: Harmony, following: tuple[int, ...]
) -> bool:
    leading = before.chord.leading(key.mode)
    if leading is None or not harmony.chord.has(leading + 1):
        return True
    leading_class = key.pitch(leading, before.chord) % 12
    return all(pitch + 1 in following for pitch in tones if pitch % 12 == leading_class)
