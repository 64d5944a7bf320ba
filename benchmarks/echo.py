"""Her own voice through rooms and recorded echo paths in; out, whether she interrupts herself and what she hears meanwhile.

Data: `noise/echo/manifest.jsonl` (mic, ref, target, kind) and `speech/manifest.jsonl` (path, text). Ten minutes of her real
voice go through made rooms, and ten more through the paths estimated from the recordings (cross-spectra of microphone
and reference, over each half); where the path changes in the recording (kind …epc…), it changes in the middle of her
speech. Each sentence is written to the loudspeaker by itself, its time told as inexactly as a device tells it.
The reduction is the power at the microphone over what is left of it, from 2 s after her first word to the end, nobody
else speaking. Words over hers are said as loud as hers arrive, and 10 dB louder: while she goes
on undisturbed, and (`yielding`) while she ducks and stops by her own rule.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks._her_voice import PIECE, TOLD_MS, Clip, cleaning, her_voice, laid_out, written
from benchmarks._rooms import HISS, Room, Way, recorded_path
from benchmarks._words import distance, spoken_words
from companion.audio import RATE, Samples
from companion.errors import CompanionError
from companion.hearing.barge_in import Barge, BargeIn
from companion.hearing.echo import EchoCanceller
from companion.hearing.residual import decibels
from companion.house import House
from companion.wav import read_sound
from models.detection import SileroDetector
from models.hearing import Ear
from models.speech import make_ear

ROOMS = (
    Room(delay_ms=20, size="small", gain=0.3, seed=1),
    Room(delay_ms=60, size="small", clip=2.0, drift_ppm=100, gain=1.0, seed=2),
    Room(delay_ms=120, size="middle", drift_ppm=-100, seed=3),
    Room(delay_ms=40, size="middle", clip=3.0, drift_ppm=100, gain=1.5, seed=4),
    Room(delay_ms=250, size="large", clip=1.0, drift_ppm=100, seed=5),
    Room(delay_ms=180, size="large", clip=2.0, gain=0.1, seed=6),
)
SETTLED_S = 2.0
SILENT_AFTER_STOP_S = 1.0
"""Having stopped for nothing she would be silent; what follows so soon is the same mistake."""
LOUDER_DB = {"": 0.0, "_10db": 10.0}
SPOKEN_OVER_S = 8
"""When the person begins to speak over her."""
DUCKED = 0.2


@dataclass(frozen=True, eq=False)
class Listened:
    """What came of a scene."""

    cleaned: Samples
    stops: tuple[float, ...]
    """Seconds at which she would have stopped."""
    ducks: int


def run(options: argparse.Namespace) -> dict[str, Any]:
    """`options` has `data`, `house` and `quick` (one minute each instead of ten, fewer words over hers)."""
    data: Path | None = options.data
    if data is None:
        raise CompanionError("This figure needs recordings: give their folder with --data.")
    sets, people = _rows(data / "noise" / "echo"), _rows(data / "speech")
    rooms = ROOMS[1::2] if options.quick else ROOMS
    sets = sets[::3] if options.quick else sets
    minutes = 1 if options.quick else 10
    sentences = her_voice(options.house, minutes * 60)
    detector = SileroDetector()
    detector.open()
    places: dict[str, list[tuple[str, Way]]] = {
        "rooms": [(f"{room.size}, {room.delay_ms:.0f} ms", room.microphone) for room in rooms],
        "echo_sets": [(f"{row['kind']} {n}", recorded_path(data, row)) for n, row in enumerate(sets)],
    }
    figures: dict[str, Any] = {"minutes": 0.0, "self_interruptions": 0}
    for kind, named in places.items():
        figures |= _alone(kind, named, sentences, detector, figures)
    figures["echo_reduction_db"] = min(figures[f"echo_reduction_db_{kind}"] for kind in places)
    figures |= _silence(detector)
    return figures | _talkover(_ear(options.house), data, people[:: 12 if options.quick else 3], sentences, rooms)


def _ear(house: House) -> Ear:
    name = house.settings.ear
    ear = make_ear("whisper-tiny.en" if name == "auto" else name, house.models, threads=2)
    ear.open()
    return ear


def _alone(
    kind: str,
    named: list[tuple[str, Way]],
    sentences: list[tuple[Samples, int]],
    detector: SileroDetector,
    total: dict[str, Any],
) -> dict[str, Any]:
    """All her sentences, shared out among these places; nobody else speaks."""
    scenes: dict[str, dict[str, Any]] = {}
    stops, seconds = 0, 0.0
    for n, (name, path) in enumerate(named):
        clips = laid_out(sentences[n * len(sentences) // len(named) : (n + 1) * len(sentences) // len(named)])
        microphone = path(written(clips), clips[0].rate)
        heard = listen(microphone, clips, detector)
        lasts = len(heard.cleaned) / RATE
        reduction = _loudness(microphone, SETTLED_S) - _loudness(heard.cleaned, SETTLED_S)
        scenes[name] = {
            "seconds": round(lasts),
            "self_interruptions": len(heard.stops),
            "at_s": [round(at, 1) for at in heard.stops],
            "ducked": heard.ducks,
            "echo_reduction_db": round(reduction, 1),
        }
        stops, seconds = stops + len(heard.stops), seconds + lasts
        print(f"{kind}: {name} {scenes[name]}", file=sys.stderr)
    return {
        "minutes": round(total["minutes"] + seconds / 60, 1),
        "self_interruptions": total["self_interruptions"] + stops,
        f"minutes_{kind}": round(seconds / 60, 1),
        f"self_interruptions_{kind}": stops,
        f"echo_reduction_db_{kind}": round(median(scene["echo_reduction_db"] for scene in scenes.values()), 1),
        f"echo_reduction_db_least_{kind}": min(scene["echo_reduction_db"] for scene in scenes.values()),
        kind: scenes,
    }


def listen(microphone: Samples, clips: list[Clip], detector: SileroDetector) -> Listened:
    """The canceller, the detector, and the rule for speaking over her."""
    canceller, barge_in = EchoCanceller(), BargeIn()
    detector.reset()
    waiting = np.zeros(0, np.float32)
    cleaned: list[Samples] = []
    stops, ducks, heard = [-SILENT_AFTER_STOP_S], 0, 0
    for piece in cleaning(microphone, clips, canceller):
        cleaned.append(piece)
        waiting = np.concatenate((waiting, piece))
        while len(waiting) >= detector.frame:
            frame, waiting = waiting[: detector.frame], waiting[detector.frame :]
            heard += len(frame)
            found = barge_in.frame(detector.probability(frame), decibels(frame), canceller.likely_echo)
            ducks += found is Barge.DUCK
            if found is Barge.STOP:
                barge_in.reset()
                stops += [heard / RATE] if heard / RATE - stops[-1] >= SILENT_AFTER_STOP_S else []
    return Listened(np.concatenate(cleaned), tuple(stops[1:]), ducks)


def _silence(detector: SileroDetector, seconds: int = 60) -> dict[str, float]:
    """Share of one core that canceller and detector take while nobody speaks."""
    room = (np.random.default_rng(0).standard_normal(seconds * RATE) * HISS).astype(np.float32)
    canceller = EchoCanceller()
    began = time.process_time()
    cleaned = np.concatenate([canceller.clean(room[at : at + PIECE]) for at in range(0, len(room), PIECE)])
    spent = time.process_time() - began
    for at in range(0, len(cleaned) - detector.frame, detector.frame):
        detector.probability(cleaned[at : at + detector.frame])
    whole = time.process_time() - began
    return {"core_share_canceller": round(spent / seconds, 4), "core_share_with_detector": round(whole / seconds, 4)}


def _talkover(
    ear: Ear, data: Path, people: list[dict[str, Any]], sentences: list[tuple[Samples, int]], rooms: tuple[Room, ...]
) -> dict[str, Any]:
    """People's sentences over hers: recognised after cancelling, without it, with her yielding, and with her silent."""
    detector = SileroDetector()
    detector.open()
    wrong: dict[str, int] = {}
    words = 0
    for n, row in enumerate(row for row in people if row["duration"] < 12):
        person, meant = read_sound(data / row["path"]), spoken_words(row["text"])
        words += len(meant)
        clips = laid_out([sentences[(8 * n + k) % len(sentences)] for k in range(8)])
        heard = {"talkover_wer_alone": person}
        for name, louder in LOUDER_DB.items():
            for label, yields in ((f"talkover_wer{name}", False), (f"talkover_wer_yielding{name}", True)):
                raw, heard[label] = _over_her(person, louder, clips, rooms[n % len(rooms)], detector, yields)
                if not yields:
                    heard[f"talkover_wer_uncancelled{name}"] = raw
        for label, samples in heard.items():
            said = spoken_words(ear.transcribe(samples).text)
            wrong[label] = wrong.get(label, 0) + distance(meant, said)
        print(f"words over hers: {wrong} of {words}", file=sys.stderr)
    ear.close()
    return {label: round(count / max(1, words), 4) for label, count in wrong.items()} | {"talkover_words": words}


def _over_her(
    person: Samples, louder_db: float, clips: list[Clip], room: Room, detector: SileroDetector, yields: bool
) -> tuple[Samples, Samples]:
    """What the microphone gets while a person speaks over her, and the same cleaned; both from their first word on."""
    far, rate = written(clips), clips[0].rate
    loud = _loudness(room.microphone(far, rate), 0.0) + louder_db - _loudness(person)
    added = np.zeros(SPOKEN_OVER_S * RATE + len(person) + RATE // 5, np.float32)
    added[SPOKEN_OVER_S * RATE :][: len(person)] = person * 10 ** (loud / 20)
    canceller, barge_in, echo, gain = EchoCanceller(), BargeIn(), room.stream(rate), 1.0
    detector.reset()
    raw, cleaned, waiting = [], [], np.zeros(0, np.float32)
    for at in range(0, len(added), PIECE):
        written_now = gain * far[at * rate // RATE : (at + PIECE) * rate // RATE]
        canceller.played(written_now, rate, at + TOLD_MS * RATE // 1000)
        silence = np.zeros(PIECE * rate // RATE - len(written_now), np.float32)
        here = echo.feed(np.concatenate((written_now, silence)))[: len(added) - at]
        raw.append(np.clip(here + added[at : at + PIECE], -1, 1).astype(np.float32))
        cleaned.append(canceller.clean(raw[-1]))
        waiting = np.concatenate((waiting, cleaned[-1]))
        while len(waiting) >= detector.frame:
            frame, waiting = waiting[: detector.frame], waiting[detector.frame :]
            found = barge_in.frame(detector.probability(frame), decibels(frame), canceller.likely_echo)
            gain = {Barge.DUCK: DUCKED, Barge.STOP: 0.0, Barge.RELEASE: 1.0}.get(found, gain) if yields else 1.0
    return np.concatenate(raw)[SPOKEN_OVER_S * RATE :], np.concatenate(cleaned)[SPOKEN_OVER_S * RATE :]


def _loudness(samples: Samples, since_s: float = 0.0) -> float:
    return decibels(samples[int(since_s * RATE) :])


def _rows(folder: Path) -> list[dict[str, Any]]:
    path = folder / "manifest.jsonl"
    if not path.is_file():
        raise CompanionError(f"There is no {path}; give the folder that holds speech/ and noise/ with --data.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
