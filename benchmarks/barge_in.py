"""Measures how soon she stops for somebody who speaks over her, how often for nobody, and whether she would resume.

Audio time, not real time: every decision is counted in samples, after the whole path from microphone to rule; the
processor time of a frame is given too. A loudspeaker's own buffer is not included (`Playback` and devices fade within 50 ms).
Her voice is Kokoro's. People are TIMIT's sentences, at three levels relative to her echo, in three simulated rooms
(`_rooms.py`). The rule was fitted to recordings with even numbers and is checked on the odd ones: `fitted_` and `checked_`.
Noise is mixed in as loud as it was recorded. The data has no backchannels, laughs or coughs: backchannels and laughs are spoken
by the system's voice, coughs are bursts of noise made here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import soxr

from benchmarks._overlap import CleanedPath, DecisionPath, NearEndPath, OverlapOutcome, OverlapScene
from benchmarks._rooms import Room
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.dialogue.utterances import is_backchannel
from companion.errors import CompanionError
from companion.hearing.barge_in import FRAME_MS, should_resume
from models.speech import make_stt
from models.stt import SpeechToText
from models.voice_activity import SileroDetector
from voices.catalog import make_voice

ROOMS = (
    Room(delay_ms=40, size="small", gain=0.3, seed=1),
    Room(delay_ms=90, size="middle", clip=1.5, seed=2),
    Room(delay_ms=200, size="large", clip=3.0, seed=3),
)
LEVELS_DB = (-5, 0, 10)
"""Loudness of the person relative to her echo, at the microphone."""
MISSED_MS = 1500.0
"""A stop later than this is too late to be of use."""
NOISE_S = 30
CHATTER = ("crowd", "carousel")
"""Kinds of noise in which people talk; they are counted apart."""
LINES = (
    "I kept thinking about what you said on Sunday, and I believe you were right to wait.",
    "There is a small shop near the harbour that repairs old radios, and the man there never asks for much.",
    "You could write to her first, nothing long, just that you still have the blue umbrella.",
    "It takes about forty minutes on foot, but the path along the canal is worth every one of them.",
    "Then the lights went out in the whole street, and for once we could see all the stars.",
    "That winter the lake froze from one shore to the other, and the post came across on skates.",
)
BACKCHANNELS = ("mm-hm", "uh-huh", "yeah", "ha ha ha ha")


@dataclass(frozen=True, eq=False)
class SpokenOver:
    """A recording, and the sample at which the speech begins in it."""

    samples: Samples
    onset: int


def run(options: argparse.Namespace) -> dict[str, object]:
    """Measures. `options` has `data`, `environment`, and `quick` (every fifth recording, every third noise)."""
    data: Path | None = options.data
    if data is None:
        raise CompanionError("This figure needs recordings: give their folder with --data.")
    environment = options.environment
    lines = _lines(data)[:: 5 if options.quick else 1]
    her, rate = _her(environment.models, LINES[: 3 if options.quick else None])
    figures: dict[str, object] = {"lines": len(lines) * len(ROOMS) * len(LEVELS_DB)}
    figures |= _speech(NearEndPath, lines, her, rate, "")
    figures |= _speech(CleanedPath, lines[::3], her, rate, "webrtc_")
    name = environment.settings.ear
    stt = make_stt("whisper-tiny.en" if name == "auto" else name, environment.models, threads=2)
    stt.open()
    figures |= _noise(data, her, rate, stt, 3 if options.quick else 1)
    figures |= _backchannels(environment.models, her, rate, stt)
    stt.close()
    return figures


def _speech(
    way: Callable[[], DecisionPath], lines: Sequence[SpokenOver], her: Samples, rate: int, label: str
) -> dict[str, object]:
    figures: dict[str, object] = {}
    done: list[tuple[int, OverlapOutcome]] = []
    early = her_own = frames = 0
    cpu_s = alone_s = 0.0
    dice = np.random.default_rng(0)
    for room in ROOMS:
        echo_db = _loudness(room.microphone(her, rate))
        for level in LEVELS_DB:
            talk, here = OverlapScene(room, her, rate, way()), []
            her_own, alone_s = her_own + talk.alone(5.0), alone_s + 5.0
            for number, line in enumerate(lines):
                pause = 1.0 + dice.random()
                her_own, alone_s = her_own + talk.alone(pause), alone_s + pause
                gain = 10 ** ((echo_db + level - _loudness(line.samples[line.onset :])) / 20)
                outcome = talk.over((line.samples * gain).astype(np.float32), line.onset)
                early += outcome.stop_ms is not None and outcome.stop_ms <= 0
                here.append((number, outcome))
            done += here
            frames, cpu_s = frames + talk.frames, cpu_s + talk.seconds
            figures[f"{label}{room.size}_{level}db_stop_p95_ms"] = _percentile([o.stop_ms for _, o in here], 95)
            print(f"{label}{room.size} {level} dB done", file=sys.stderr)
    figures |= _times([one for _, one in done], label)
    if not label:
        figures |= _times([one for n, one in done if n % 2 == 0], "fitted_")
        figures |= _times([one for n, one in done if n % 2], "checked_")
    own = round(her_own / alone_s * 600, 2)
    return figures | {
        f"{label}before_onset": early,
        f"{label}stops_for_herself_per_10min": own,
        f"{label}frame_cpu_ms": round(cpu_s / max(1, frames) * 1000, 2),
    }


def _times(outcomes: Sequence[OverlapOutcome], label: str) -> dict[str, object]:
    stops, ducks = [one.stop_ms for one in outcomes], [one.duck_ms for one in outcomes]
    missed = [stop is None or stop > MISSED_MS for stop in stops]
    return {
        f"{label}duck_p50_ms": _percentile(ducks, 50),
        f"{label}duck_p95_ms": _percentile(ducks, 95),
        f"{label}stop_p50_ms": _percentile(stops, 50),
        f"{label}stop_p95_ms": _percentile(stops, 95),
        f"{label}missed_share": round(float(np.mean(missed)), 4),
    }


def _percentile(times: Sequence[float | None], share: int) -> float:
    """Returns a percentile of milliseconds; what never happened counts as ten seconds."""
    return round(float(np.percentile([10_000.0 if one is None else one for one in times], share)))


def _noise(data: Path, her: Samples, rate: int, stt: SpeechToText, step: int) -> dict[str, object]:
    """Plays every noise over her in every room; after a stop she stays silent for 2 s, and speech recognition decides."""
    stops: dict[bool, list[bool]] = {False: [], True: []}
    seconds = {False: 0.0, True: 0.0}
    for (kind, noise), room in product(_noises(data)[::step], ROOMS):
        chatter = any(word in kind for word in CHATTER)
        talk = OverlapScene(room, her, rate, NearEndPath())
        talk.alone(5.0)
        left = noise[: NOISE_S * RATE]
        seconds[chatter] += len(left) / RATE
        while len(left) > RATE:
            outcome = talk.over(left, after_s=2.0)
            if outcome.stop_ms is None:
                break
            stops[chatter].append(_would_resume(stt, outcome.heard))
            left = left[int((outcome.stop_ms + 2000) * RATE / 1000) :]
        print(f"{kind}: {len(stops[chatter])} stops so far", file=sys.stderr)
    figures: dict[str, object] = {"noise_s": round(seconds[False]), "chatter_s": round(seconds[True])}
    for chatter, label in ((False, ""), (True, "chatter_")):
        figures[f"{label}false_stops_per_10min"] = round(len(stops[chatter]) / max(1.0, seconds[chatter]) * 600, 2)
        figures[f"{label}false_stops"] = len(stops[chatter])
        figures[f"{label}resumed_share"] = round(float(np.mean(stops[chatter])), 3) if stops[chatter] else None
    return figures


def _backchannels(models: Path, her: Samples, rate: int, stt: SpeechToText) -> dict[str, object]:
    """Plays backchannels, laughs and coughs, as loud as her echo: how many stop her, and after how many she resumes."""
    sounds = {"nods": [_spoken(models, text) for text in BACKCHANNELS], "coughs": [_cough(seed) for seed in range(6)]}
    figures: dict[str, object] = {}
    for label, ones in sounds.items():
        stopped: list[bool] = []
        for room in ROOMS:
            talk = OverlapScene(room, her, rate, NearEndPath())
            talk.alone(5.0)
            loud = _loudness(room.microphone(her, rate))
            for sound in ones:
                scaled = sound * 10 ** ((loud - _loudness(sound)) / 20)
                padded = np.concatenate((scaled, np.zeros(2 * RATE))).astype(np.float32)
                outcome = talk.over(padded, after_s=1.5)
                if outcome.stop_ms is not None:
                    stopped.append(_would_resume(stt, outcome.heard))
                talk.alone(1.0)
        figures[f"{label}_made"] = len(ones) * len(ROOMS)
        figures[f"{label}_stops"] = len(stopped)
        figures[f"{label}_resumed_share"] = round(float(np.mean(stopped)), 3) if stopped else None
    return figures


def _would_resume(stt: SpeechToText, heard: Samples) -> bool:
    """Whether she resumes, by what speech recognition makes of it."""
    detector = SileroDetector()
    detector.open()
    frames = np.clip(heard[: len(heard) // detector.frame * detector.frame], -1, 1).reshape(-1, detector.frame)
    voiced = sum(FRAME_MS for frame in frames if detector.probability(frame) >= 0.5)
    transcript = stt.transcribe(heard)
    return should_resume(transcript.text, voiced, transcript.confidence, is_backchannel)


def _cough(seed: int) -> Samples:
    """Makes two bursts of coloured noise: a sharp one, and a longer one after it."""
    dice = np.random.default_rng(seed)
    times = np.arange(int(0.45 * RATE)) / RATE
    shape = np.exp(-times / 0.04) + 0.6 * np.exp(-np.abs(times - 0.2) / 0.06)
    sound = np.convolve(dice.standard_normal(len(times)), np.ones(4) / 4, "same") * shape * 0.1
    return sound.astype(np.float32)


def _spoken(models: Path, text: str) -> Samples:
    voice = make_voice("system", models)
    voice.open()
    try:
        speech = voice.speak(text)
    finally:
        voice.close()
    made: Samples = soxr.resample(speech.samples, speech.rate, RATE).astype(np.float32)
    return made


def _her(models: Path, lines: Sequence[str]) -> tuple[Samples, int]:
    """Returns her voice, with the pauses between her sentences, and its rate."""
    voice = make_voice("kokoro:af_heart", models)
    voice.open()
    try:
        speeches = [voice.speak(line) for line in lines]
    finally:
        voice.close()
    pause = np.zeros(int(0.15 * voice.rate), np.float32)
    return np.concatenate([part for speech in speeches for part in (speech.samples, pause)]), voice.rate


def _loudness(samples: Samples) -> float:
    """Returns the dBFS of the frames that are no more than 30 dB softer than the loudest."""
    power = np.square(samples[: len(samples) // 512 * 512].reshape(-1, 512), dtype=np.float64).mean(axis=1)
    return 10 * float(np.log10(max(1e-12, float(power[power >= power.max() * 1e-3].mean()))))


def _lines(data: Path) -> list[SpokenOver]:
    rows = [row for row in _manifest(data / "speech") if "speech_start" in row]
    return [
        SpokenOver(read_sound(data / str(row["path"])), int(float(str(row["speech_start"])) * RATE)) for row in rows
    ]


def _noises(data: Path) -> list[tuple[str, Samples]]:
    rows = [row for row in _manifest(data / "noise") if "path" in row]
    return [(str(row["kind"]), read_sound(data / str(row["path"]))) for row in rows if "/echo/" not in str(row["path"])]


def _manifest(folder: Path) -> list[dict[str, object]]:
    path = folder / "manifest.jsonl"
    if not path.is_file():
        raise CompanionError(f"There is no {path}; give the folder that holds speech/ and noise/ with --data.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
