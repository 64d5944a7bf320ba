"""Makes sounds of which it is known where the speaker pauses and goes on, and where they have finished.

Data: `speech/manifest.jsonl` (TIMIT rows: `words`, `speech_start`, `speech_end`) and `turns/manifest.jsonl` (rows with
`segments` or `speech_segments` of speech, or with `words`); all times in seconds.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.errors import CompanionError

GAPS_S = (0.4, 0.7, 1.0)
"""Lengths of the pauses inserted into TIMIT's sentences."""
SHORTEST_S = 0.3
"""A labelled pause counts only when it is longer than this."""
TAIL_S = 3.0
"""Room tone after the end: longer than any silence that ends a turn."""
_FADE = RATE // 200

Source = Literal["timit", "turns"]


@dataclass(frozen=True)
class InnerPause:
    """A silence within a turn, after which the speaker goes on."""

    start: float
    end: float


@dataclass(frozen=True, eq=False)
class PauseCase:
    """One sound and what is known about it; seconds from its first sample."""

    name: str
    source: Source
    samples: Samples
    """Mono, 16 kHz, with silence at its end."""
    pauses: tuple[InnerPause, ...]
    end: float | None
    """Where the speaker has finished; None when the recording stops in the middle of speech."""


def timit(data: Path, seed: int = 0) -> Iterator[PauseCase]:
    """Yields every sentence with word times, with a pause inserted after a random word of its middle third."""
    for number, row in enumerate(_rows(data / "speech")):
        if row.get("words") and "speech_end" in row:
            yield _broken(data, row, random.Random(f"{seed} {row['path']}"), GAPS_S[number % len(GAPS_S)])


def timit_whole(data: Path) -> Iterator[PauseCase]:
    """Yields the same sentences as they were read."""
    for row in _rows(data / "speech"):
        if row.get("words") and "speech_end" in row:
            sound = read_sound(data / row["path"])[: _at(row["speech_end"] + 0.05)]
            samples = np.concatenate([sound, room_tone(_quiet(sound, row), TAIL_S, np.random.default_rng(0))])
            yield PauseCase(row["path"], "timit", samples, (), row["speech_end"])


def turns(data: Path) -> Iterator[PauseCase]:
    """Yields every recording whose pauses are labelled."""
    for row in _rows(data / "turns"):
        speech = list(_joined(_speech(row)))
        if not speech:
            continue
        sound = read_sound(data / row["path"])
        pauses = tuple(InnerPause(a[1], b[0]) for a, b in itertools.pairwise(speech))
        end = speech[-1][1] if row["duration"] - speech[-1][1] >= SHORTEST_S else None
        quiet = _quietest(sound)
        samples = np.concatenate([sound, room_tone(quiet, TAIL_S, np.random.default_rng(0))])
        yield PauseCase(row["path"], "turns", samples, pauses, end)


def room_tone(quiet: Samples, seconds: float, dice: np.random.Generator) -> Samples:
    """Makes noise as loud as a quiet stretch of a recording, with the same spectrum."""
    count = _at(seconds)
    colour = np.abs(np.fft.rfft(quiet))
    lines = count // 2 + 1
    shape = np.interp(np.linspace(0, 1, lines), np.linspace(0, 1, len(colour)), colour)
    noise = np.fft.irfft(shape * np.exp(2j * np.pi * dice.random(lines)), count)
    loudness = float(np.sqrt(np.mean(np.square(quiet, dtype=np.float64))))
    tone: Samples = (noise * loudness / max(1e-12, float(np.sqrt(np.mean(noise**2))))).astype(np.float32)
    return tone


def _broken(data: Path, row: dict[str, Any], dice: random.Random, gap_s: float) -> PauseCase:
    sound, words = read_sound(data / row["path"]), row["words"]
    cut = words[dice.randrange(len(words) // 3, max(len(words) // 3 + 1, len(words) * 2 // 3))][1]
    tone = np.random.default_rng(dice.randrange(1 << 31))
    quiet = _quiet(sound, row)
    parts = [
        _faded(sound[: _at(cut)], last=True),
        room_tone(quiet, gap_s, tone),
        _faded(sound[_at(cut) : _at(row["speech_end"] + 0.05)], first=True),
        room_tone(quiet, TAIL_S, tone),
    ]
    return PauseCase(
        row["path"], "timit", np.concatenate(parts), (InnerPause(cut, cut + gap_s),), row["speech_end"] + gap_s
    )


def _faded(sound: Samples, first: bool = False, last: bool = False) -> Samples:
    """Fades in over 5 ms at its beginning, or out at its end, so that the cut does not click."""
    ramp = np.linspace(0, 1, _FADE, dtype=np.float32)
    faded = sound.copy()
    if first:
        faded[:_FADE] *= ramp[: len(faded)]
    if last:
        faded[-_FADE:] *= ramp[::-1][-len(faded) :]
    return faded


def _quiet(sound: Samples, row: dict[str, Any]) -> Samples:
    """Returns what was recorded before the first word."""
    before = sound[: _at(row["speech_start"] - 0.02)]
    return before if len(before) >= RATE // 50 else _quietest(sound)


def _quietest(sound: Samples) -> Samples:
    """Returns the quietest tenth of a second that is not digital silence."""
    size = RATE // 10
    whole = sound[: len(sound) // size * size].reshape(-1, size)
    power = np.mean(whole**2, axis=1)
    quietest: Samples = whole[int(np.where(power > 1e-10, power, np.inf).argmin())]
    return quietest


def _speech(row: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Yields the stretches of speech in order, whichever way the row gives them."""
    if "segments" in row or "speech_segments" in row:
        for start, end, spoken in row.get("segments") or row["speech_segments"]:
            if spoken:
                yield start, end
    else:
        for start, end, word in row.get("words") or ():
            if word:
                yield start, end


def _joined(speech: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Joins the stretches between which there is no pause long enough to count."""
    under_way: tuple[float, float] | None = None
    for start, end in speech:
        if under_way is not None and start - under_way[1] <= SHORTEST_S:
            under_way = under_way[0], max(end, under_way[1])
            continue
        if under_way is not None:
            yield under_way
        under_way = start, end
    if under_way is not None:
        yield under_way


def _rows(folder: Path) -> list[dict[str, Any]]:
    path = folder / "manifest.jsonl"
    if not path.is_file():
        raise CompanionError(f"There is no {path}; give the folder that holds speech/ and turns/ with --data.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _at(seconds: float) -> int:
    return max(0, round(seconds * RATE))
