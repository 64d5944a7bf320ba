"""Varies the melody when it comes back: long notes are adorned, upbeats lead into phrases, a second voice joins below."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from companion.piano.melody import Sung
from companion.piano.score import Harmony, Metre, Section
from companion.piano.tonality import Key
from companion.piano.voice_leading import Moment, crude

_CLOSE = (3, 4, 8, 9)
"""Semitones between the two voices of the right hand: thirds and sixths."""


def adorned(
    key: Key, metre: Metre, melody: Sequence[Sung], harmonies: Sequence[Harmony], section: Section, dice: random.Random
) -> list[Sung]:
    """The melody with some long notes of the section turned about their neighbours, and upbeats before its phrases.

    The first bar stays: it is by it that the section is known.
    """
    notes = list(melody)
    harmony_at = _finder(harmonies)
    for note in melody:
        if not section.start + metre.bar <= note.start < section.end:
            continue
        changed = _turned(key, metre, note, harmony_at(note.start)) if dice.random() < 0.45 else None
        if changed is None and note.length >= metre.beat * 2:
            changed = _with_upbeat(key, metre, note, melody, harmony_at)
        if changed is not None:
            trial = [other for each in notes for other in (changed if each is note else [each])]
            if sound(trial, harmonies):
                notes = trial
    return notes


def second_voice(
    melody: Sequence[Sung], tones: Sequence[tuple[Harmony, tuple[int, ...]]], key: Key, section: Section, metre: Metre
) -> list[Sung]:
    """A voice a third or a sixth below the longer notes of a section, of tones of the chord, above the left hand."""
    found = []
    for note in melody:
        if not section.start <= note.start < section.end or note.length < metre.beat:
            continue
        harmony, left = next((h, t) for h, t in reversed(tones) if h.start <= note.start)
        leading = harmony.chord.leading(key.mode)
        for step in range(note.step - 2, note.step - 6, -1):
            pitch = key.pitch(step, harmony.chord)
            fits = harmony.chord.has(step) and note.pitch - pitch in _CLOSE and step % 7 != leading
            if fits and pitch > max(left) and note.start + note.length <= harmony.end:
                found.append(Sung(note.start, note.length, step, pitch))
                break
    return found


def sound(melody: Sequence[Sung], harmonies: Sequence[Harmony]) -> bool:
    """Whether no parallels are between melody and bass, from note to note and from bass to bass."""
    starts = {h.start: h.bass for h in harmonies}
    sung = {n.start: n.pitch for n in melody}
    top = bottom = None
    before = on_bass = None
    for at in sorted({*starts, *sung}):
        top, bottom = sung.get(at, top), starts.get(at, bottom)
        if top is None or bottom is None:
            continue
        now = Moment(top, bottom)
        if crude(before, now) or (at in starts and crude(on_bass, now)):
            return False
        on_bass = now if on_bass is None or on_bass.bottom != bottom else on_bass
        before = now
    return True


def _turned(key: Key, metre: Metre, note: Sung, harmony: Harmony) -> list[Sung] | None:
    """A long tone of the chord goes to the tone above and comes back; the other halves of the beat stay."""
    if note.length < metre.beat or note.length % 2 or not harmony.chord.has(note.step):
        return None
    short = 1 if note.length <= 4 else 2
    above = note.step + 1
    first = note.length - 2 * short
    pitches = [(note.start, first, note.step), (note.start + first, short, above)]
    pitches.append((note.start + first + short, short, note.step))
    return [Sung(at, length, step, key.pitch(step, harmony.chord)) for at, length, step in pitches]


def _with_upbeat(
    key: Key, metre: Metre, note: Sung, melody: Sequence[Sung], harmony_at: Callable[[int], Harmony]
) -> list[Sung] | None:
    """After a breath, one or two short tones lead in steps to the note that begins the next phrase."""
    after = next((other for other in melody if other.start >= note.start + note.length), None)
    if after is None or after.start - (note.start + note.length) < 2:
        return None
    side = 1 if after.step < note.step else -1
    at = after.start - 2
    step = after.step + side
    return [note, Sung(at, 2, step, key.pitch(step, harmony_at(at).chord))]


def _finder(harmonies: Sequence[Harmony]) -> Callable[[int], Harmony]:
    table = {step: harmony for harmony in harmonies for step in range(harmony.start, harmony.end)}
    return lambda step: table[step]
