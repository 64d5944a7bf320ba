"""Renders what is played from the samples of a grand: keys, pedal, dampers, and a little room around it."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from companion.piano.grand import RATE, Grand, Stereo
from companion.piano.midi import Performance, PlayedNote
from companion.piano.room import in_a_room

_LONGEST = 12.0
"""Seconds that a tone is followed."""
_TAIL = 2.0
"""Seconds after the last tone was damped."""
_NO_DAMPERS_FROM = 90
"""The highest strings ring until they are silent by themselves."""
_AGAIN = 0.06
"""Seconds in which a string fades that is struck again."""
_LEVEL = 0.8
_FIRST = 5.0
"""Seconds of the first part of a piece that is rendered ahead."""
LONGER = 1.7
"""How many times longer each next part is."""
_KNEE, _CEILING = 0.7, 0.97
"""Above the knee loud peaks are rounded; none reaches the ceiling."""


Span = tuple[PlayedNote, float, float]
"""A note, the second until which it sounds undamped, and the seconds in which it then fades."""


def render(performance: Performance, grand: Grand, stopped: Callable[[], bool] = lambda: False) -> Stereo:
    """The whole performance at 48,000 samples a second, stereo, within −1…1; empty when `stopped` says so meanwhile.

    Raises CompanionError for a damaged sample.
    """
    mixed = _mixed(sounding(performance), grand, stopped)
    return mixed if stopped() else rounded(in_a_room(mixed * _LEVEL))


def render_ahead(
    performance: Performance, grand: Grand, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Stereo]:
    """As `render`, in consecutive parts, the first of which is short: so that it can sound while the rest is rendered.

    Ends early when `stopped` says so. Raises CompanionError for a damaged sample.
    """
    spans = sounding(performance)
    begin, length, rest = 0, int(_FIRST * RATE), np.zeros((0, 2), np.float32)
    while spans:
        now = [span for span in spans if span[0].start * RATE < begin + length]
        spans = spans[len(now) :]
        part = in_a_room(_mixed(_moved(now, begin / RATE), grand, stopped) * _LEVEL)
        if stopped():
            return
        whole = np.zeros((max(len(part), len(rest), length if spans else 0), 2), np.float32)
        whole[: len(part)] += part
        whole[: len(rest)] += rest
        ready = length if spans else len(whole)
        rest = whole[ready:]
        yield rounded(whole[:ready])
        begin, length = begin + ready, int(length * LONGER)


def _moved(spans: Sequence[Span], earlier: float) -> list[Span]:
    """The same notes, so many seconds earlier."""
    return [
        (replace(note, start=note.start - earlier, end=note.end - earlier), end - earlier, fade)
        for note, end, fade in spans
    ]


def _mixed(spans: Sequence[Span], grand: Grand, stopped: Callable[[], bool]) -> Stereo:
    """The notes as they sound without a room, with silence behind; empty when `stopped` says so meanwhile."""
    last = max((end for _, end, _ in spans), default=0.0)
    mixed = np.zeros((int((last + _TAIL) * RATE), 2), np.float32)
    by_pitch: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_pitch[span[0].pitch].append(span)
    for pitch in sorted(by_pitch):
        if stopped():
            return np.zeros((0, 2), np.float32)
        _mix_pitch(mixed, pitch, by_pitch[pitch], grand)
    return mixed


def sounding(performance: Performance) -> list[Span]:
    """Each note, the second until which it sounds undamped, and the seconds in which it then fades.

    A tone ends when its key and the pedal are up, or when the key is struck again.
    """
    changes = sorted(performance.pedal)
    times = [at for at, _ in changes]
    following: dict[int, list[float]] = defaultdict(list)
    for note in performance.notes:
        following[note.pitch].append(note.start)
    found = []
    for note in performance.notes:
        end = _pedal_up(changes, times, note.end)
        starts = following[note.pitch]
        number = bisect.bisect_right(starts, note.start)
        again = starts[number] if number < len(starts) else float("inf")
        fade = _fade(note.pitch)
        if again < end:
            end, fade = again, _AGAIN
        found.append((note, min(end, note.start + _LONGEST), fade))
    return found


def rounded(sound: Stereo) -> Stereo:
    """The sound with its peaks above the knee pressed below the ceiling; what is softer stays as it is."""
    over = np.abs(sound) > _KNEE
    room = _CEILING - _KNEE
    sound[over] = np.sign(sound[over]) * (_KNEE + room * np.tanh((np.abs(sound[over]) - _KNEE) / room))
    return sound


def _pedal_up(changes: Sequence[tuple[float, bool]], times: Sequence[float], at: float) -> float:
    """When the dampers fall after the key is let go: at once, unless the pedal is down."""
    number = bisect.bisect_right(times, at)
    if not number or not changes[number - 1][1]:
        return at
    return next((when for when, down in changes[number:] if not down), times[-1])


def _fade(pitch: int) -> float:
    """Seconds: heavy strings are damped more slowly than light ones."""
    return 2.5 if pitch >= _NO_DAMPERS_FROM else 0.12 + 0.25 * max(0.0, (72 - pitch) / 50)


def _mix_pitch(mixed: Stereo, pitch: int, notes: Sequence[Span], grand: Grand) -> None:
    """Adds all notes of one key: its samples are read once, and only as far as they are needed."""
    longest = max(end - note.start + fade for note, end, fade in notes)
    key = grand.key(pitch, longest + 0.05)
    for note, end, fade in notes:
        begin = int(note.start * RATE)
        length = int((end - note.start + fade) * RATE)
        tone = key.struck(note.velocity)[: min(length, len(mixed) - begin)]
        if len(tone) == length:
            damped = min(length, int(fade * RATE))
            tone[length - damped :] *= _damping(damped)
        mixed[begin : begin + len(tone)] += tone


def _damping(samples: int) -> Stereo:
    """A curve from 1 to 0: quick at first, as felt on a string."""
    falling = np.linspace(1.0, 0.0, samples, dtype=np.float32)
    curve: Stereo = (falling**2)[:, None]
    return curve
