"""Measures whether she interrupts herself when her own voice comes back through rooms and recorded echo paths.

Data: `noise/echo/manifest.jsonl` (mic, ref, target, kind) and `speech/manifest.jsonl` (path, text). Three minutes of her
real voice are repeated to six minutes in simulated rooms, and to six more through the paths estimated from the recordings
(cross-spectra of microphone and reference, over each half); where the path changes in the recording (kind …epc…), it
changes in the middle. She speaks in replies of four sentences. The loudspeaker runs on between them, as the real one does,
and the reported times vary by 3 ms. What stops her is what stops her in a conversation: `DoubleTalkDetector`, given what the
canceller was given. After a stop her echo continues here, which is the worst case; `holds_resumed` counts the stops after
which speech recognition would find no words, so that she resumes.
The reduction is the power at the microphone divided by what is left of it, from 2 s after her first word to the end, while
nobody else speaks. Words over hers are spoken as loud as hers arrive, and 10 dB louder: while she goes
on undisturbed, and (`yielding`) while she ducks and stops by that rule.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks._assistant_speech import PIECE, REPORTED_MS, ReplyScene, arrange_replies, her_voice, writes
from benchmarks._recordings import data_folder, manifest
from benchmarks._rooms import HISS, Room, Way, recorded_path
from benchmarks._words import distance, spoken_words
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.dialogue.utterances import is_backchannel
from companion.environment import Environment
from companion.hearing.barge_in import FRAME_MS, Barge, should_resume
from companion.hearing.double_talk import DoubleTalkDetector
from companion.hearing.echo import EchoCanceller
from companion.hearing.overlap import Overlap
from companion.hearing.residual import decibels
from models.speech import make_stt
from models.stt import SpeechToText
from models.voice_activity import SileroDetector

ROOMS = (
    Room(delay_ms=20, size="small", gain=0.3, seed=1),
    Room(delay_ms=60, size="small", clip=2.0, drift_ppm=100, gain=1.0, seed=2),
    Room(delay_ms=120, size="middle", drift_ppm=-100, seed=3),
    Room(delay_ms=40, size="middle", clip=3.0, drift_ppm=100, gain=1.5, seed=4),
    Room(delay_ms=250, size="large", clip=1.0, drift_ppm=100, seed=5),
    Room(delay_ms=180, size="large", clip=2.0, gain=0.1, seed=6),
)
SETTLED_S = 2.0
HELD = RATE
"""Samples after a stop in which she would be silent; another stop so soon is the same mistake."""
EAR_BEFORE = 6 * RATE // 10
"""Samples before a stop that speech recognition gets too."""
VOICE_S, MINUTES = 180, 6
LOUDER_DB = {"": 0.0, "_10db": 10.0}
SPOKEN_OVER_S = 8
"""When the person begins to speak over her, in seconds."""
DUCKED = 0.2


@dataclass(frozen=True, eq=False)
class EchoResult:
    """What came of a scene."""

    cleaned: Samples
    stops: tuple[int, ...]
    """Samples at which she would have stopped."""
    ducks: int


@dataclass(frozen=True)
class EchoPlace:
    """A place in which she speaks."""

    name: str
    way: Way
    drift_ppm: float = 0.0


class EchoListener:
    """Cancels the echo and detects double talk, as hearing does while she speaks."""

    def __init__(self) -> None:
        detector = SileroDetector()
        detector.open()
        self.canceller, self.over_her, self._at = EchoCanceller(), Overlap(DoubleTalkDetector(detector)), 0

    def hear(self, samples: Samples) -> tuple[Samples, list[Barge]]:
        """Takes the microphone's next samples; returns them cleaned, and what is to be done."""
        cleaned = self.canceller.clean(samples, self._at)
        self._at += len(samples)
        return cleaned, list(self.over_her.detect(*self.canceller.heard, self._at, cleaned))


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measures. `options` has `data`, `environment` and `quick` (every third place, fewer words over hers)."""
    data = data_folder(options)
    sets, people = manifest(data / "noise" / "echo"), manifest(data / "speech")
    rooms = ROOMS[1::2] if options.quick else ROOMS
    sets = sets[::3] if options.quick else sets
    sentences = her_voice(options.environment, VOICE_S / (3 if options.quick else 1))
    stt = _stt(options.environment)
    places = {
        "rooms": [EchoPlace(f"{room.size}, {room.delay_ms:.0f} ms", room.microphone, room.drift_ppm) for room in rooms],
        "echo_sets": [EchoPlace(f"{row['kind']} {n}", recorded_path(data, row)) for n, row in enumerate(sets)],
    }
    figures: dict[str, Any] = {"minutes": 0.0, "self_interruptions": 0, "holds_resumed": 0}
    for kind, named in places.items():
        seconds = MINUTES * 60 / (len(ROOMS) if kind == "rooms" else 11)
        figures |= _alone(kind, named, seconds, sentences, stt, figures)
    figures["echo_reduction_db"] = min(figures[f"echo_reduction_db_{kind}"] for kind in places)
    figures |= _silence()
    figures |= _talkover(stt, data, people[:: 12 if options.quick else 6], sentences, rooms)
    stt.close()
    return figures


def _stt(environment: Environment) -> SpeechToText:
    name = environment.settings.ear
    stt = make_stt("whisper-tiny.en" if name == "auto" else name, environment.models, threads=2)
    stt.open()
    return stt


def _alone(
    kind: str,
    places: list[EchoPlace],
    seconds: float,
    sentences: list[tuple[Samples, int]],
    stt: SpeechToText,
    total: dict[str, Any],
) -> dict[str, Any]:
    """Lets her speak for so long in each of these places, with nobody else there."""
    scenes: dict[str, dict[str, Any]] = {}
    for n, place in enumerate(places):
        scene = arrange_replies(sentences, n * 11, seconds)
        microphone = place.way(scene.far, scene.rate)
        heard = listen(microphone, scene, place.drift_ppm)
        reduction = _loudness(microphone, SETTLED_S) - _loudness(heard.cleaned, SETTLED_S)
        scenes[place.name] = {
            "seconds": round(len(heard.cleaned) / RATE),
            "self_interruptions": len(heard.stops),
            "holds_resumed": sum(_would_resume(stt, heard.cleaned, at) for at in heard.stops),
            "at_s": [round(at / RATE, 1) for at in heard.stops],
            "ducked": heard.ducks,
            "echo_reduction_db": round(reduction, 1),
        }
        print(f"{kind}: {place.name} {scenes[place.name]}", file=sys.stderr)
    sums = {key: sum(one[key] for one in scenes.values()) for key in ("seconds", "self_interruptions", "holds_resumed")}
    reductions = [one["echo_reduction_db"] for one in scenes.values()]
    return {
        "minutes": round(total["minutes"] + sums["seconds"] / 60, 1),
        "self_interruptions": total["self_interruptions"] + sums["self_interruptions"],
        "holds_resumed": total["holds_resumed"] + sums["holds_resumed"],
        f"minutes_{kind}": round(sums["seconds"] / 60, 1),
        f"self_interruptions_{kind}": sums["self_interruptions"],
        f"ducked_{kind}": sum(one["ducked"] for one in scenes.values()),
        f"echo_reduction_db_{kind}": round(median(reductions), 1),
        f"echo_reduction_db_least_{kind}": min(reductions),
        kind: scenes,
    }


def listen(microphone: Samples, scene: ReplyScene, drift_ppm: float) -> EchoResult:
    """Runs a scene: each 20 ms are written just before the microphone brings the same 20 ms."""
    listener, ahead, held_until = EchoListener(), writes(scene, drift_ppm), 0
    cleaned: list[Samples] = []
    stops: list[int] = []
    ducks = 0
    for at in range(0, len(microphone), PIECE):
        speaks = any(start <= at < end for start, end in scene.replies)
        listener.over_her.set_audible(speaks and at >= held_until, at)
        for samples, told in itertools.islice(ahead, 1):
            listener.canceller.played(samples, scene.rate, told)
        piece, found = listener.hear(microphone[at : at + PIECE])
        cleaned.append(piece)
        ducks += found.count(Barge.DUCK)
        if Barge.STOP in found and at >= held_until:
            stops.append(at)
            held_until = at + HELD
    return EchoResult(np.concatenate(cleaned), tuple(stops), ducks)


def _would_resume(stt: SpeechToText, cleaned: Samples, at: int) -> bool:
    """Whether she resumes after stopping at sample `at`, by what speech recognition makes of it."""
    heard = cleaned[max(0, at - EAR_BEFORE) : at + HELD]
    detector = SileroDetector()
    detector.open()
    frames = np.clip(heard[: len(heard) // detector.frame * detector.frame], -1, 1).reshape(-1, detector.frame)
    voiced = sum(FRAME_MS for frame in frames if detector.probability(frame) >= 0.5)
    transcript = stt.transcribe(heard)
    print(f"stopped at {at / RATE:.1f} s: {voiced} ms, {transcript.text!r}", file=sys.stderr)
    return should_resume(transcript.text, voiced, transcript.confidence, is_backchannel)


def _silence(seconds: int = 60) -> dict[str, float]:
    """Returns the share of one core that canceller and detector take while nobody speaks."""
    room = (np.random.default_rng(0).standard_normal(seconds * RATE) * HISS).astype(np.float32)
    canceller, detector = EchoCanceller(), SileroDetector()
    detector.open()
    began = time.process_time()
    cleaned = np.concatenate([canceller.clean(room[at : at + PIECE]) for at in range(0, len(room), PIECE)])
    spent = time.process_time() - began
    for at in range(0, len(cleaned) - detector.frame, detector.frame):
        detector.probability(cleaned[at : at + detector.frame])
    whole = time.process_time() - began
    return {"core_share_canceller": round(spent / seconds, 4), "core_share_with_detector": round(whole / seconds, 4)}


def _talkover(
    stt: SpeechToText,
    data: Path,
    people: list[dict[str, Any]],
    sentences: list[tuple[Samples, int]],
    rooms: tuple[Room, ...],
) -> dict[str, Any]:
    """Recognises people's sentences over hers: after cancelling, without it, with her yielding, and with her silent."""
    wrong: dict[str, int] = {}
    words = 0
    for n, row in enumerate(row for row in people if row["duration"] < 12):
        person, meant = read_sound(data / row["path"]), spoken_words(row["text"])
        words += len(meant)
        scene = arrange_replies(sentences, 8 * n, SPOKEN_OVER_S, in_a_reply=8)
        heard = {"talkover_wer_alone": person}
        for name, louder in LOUDER_DB.items():
            for label, yields in ((f"talkover_wer{name}", False), (f"talkover_wer_yielding{name}", True)):
                raw, heard[label] = _speak_over_her(person, louder, scene, rooms[n % len(rooms)], yields)
                if not yields:
                    heard[f"talkover_wer_uncancelled{name}"] = raw
        for label, samples in heard.items():
            said = spoken_words(stt.transcribe(samples).text)
            wrong[label] = wrong.get(label, 0) + distance(meant, said)
        print(f"words over hers: {wrong} of {words}", file=sys.stderr)
    return {label: round(count / max(1, words), 4) for label, count in wrong.items()} | {"talkover_words": words}


def _speak_over_her(
    person: Samples, louder_db: float, scene: ReplyScene, room: Room, yields: bool
) -> tuple[Samples, Samples]:
    """Returns what the microphone gets while a person speaks over her, and the same cleaned; both from their first word on."""
    far, rate = scene.far, scene.rate
    loud = _loudness(room.microphone(far, rate), 0.0) + louder_db - _loudness(person)
    added = np.zeros(SPOKEN_OVER_S * RATE + len(person) + RATE // 5, np.float32)
    added[SPOKEN_OVER_S * RATE :][: len(person)] = person * 10 ** (loud / 20)
    listener, echo, gain = EchoListener(), room.stream(rate), 1.0
    listener.over_her.set_audible(True, 0)
    raw, cleaned = [], []
    for at in range(0, len(added), PIECE):
        written = np.zeros(PIECE * rate // RATE, np.float32)
        part = gain * far[at * rate // RATE :][: len(written)]
        written[: len(part)] = part
        listener.canceller.played(written, rate, at + REPORTED_MS * RATE // 1000)
        here = echo.feed(written)[: len(added) - at]
        raw.append(np.clip(here + added[at : at + PIECE], -1, 1).astype(np.float32))
        piece, found = listener.hear(raw[-1])
        cleaned.append(piece)
        for one in found if yields else ():
            gain = {Barge.DUCK: DUCKED, Barge.STOP: 0.0, Barge.RELEASE: 1.0}.get(one, gain)
    return np.concatenate(raw)[SPOKEN_OVER_S * RATE :], np.concatenate(cleaned)[SPOKEN_OVER_S * RATE :]


def _loudness(samples: Samples, since_s: float = 0.0) -> float:
    return decibels(samples[int(since_s * RATE) :])
