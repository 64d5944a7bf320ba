"""Measures how soon she stops for somebody who speaks over her, how often for nobody, and whether the first words are heard.

Audio time, not real time: every decision is counted in samples, after the whole of hearing, from microphone to rule.
A loudspeaker's own buffer is not included (`Playback` and devices fade within 50 ms). Her voice is Kokoro's. People are
TIMIT's sentences, begun 0.2, 0.4, 1 and 3 s into her replies: into first ones, after which nothing is known of the echo, and
into later ones. They speak at three levels relative to her echo, in three simulated rooms (`_rooms.py`), and where the
microphone picks up nothing of her voice. `stop_…`: from the true onset until she is paused. `first_words_lost_share`: the
share of lines whose first words are absent from what the ear made of the sound it was given, compared with what it makes of
the recording alone (`_words.first_words_lost`). `first_words_right_share`: the share of the transcript's first three words that
it understood rightly, and `word_error_rate`: of all words; beside both (`alone_…`) what it understands of the recording alone.
The rule was fitted to recordings with even numbers and is checked on the
odd ones: `fitted_` and `held_back_`. Noise is mixed in as loud as it was recorded. The data has no backchannels, laughs or
coughs: backchannels and laughs are spoken by the system's voice, coughs are bursts of noise made here.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import soxr

from benchmarks._interruptions import SILENT, InterruptedTalk, Interruption
from benchmarks._overlap import OverlapScene
from benchmarks._recordings import data_folder, manifest
from benchmarks._rooms import Room
from benchmarks._understood import Understood, shares
from benchmarks._words import spoken_words
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.dialogue.utterances import is_backchannel
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
NO_ECHO_DB = -30.0
"""What the levels are relative to (dBFS) where the microphone picks up nothing of her voice."""
AFTER_S = (0.2, 0.4, 1.0, 3.0)
"""How long after the beginning of a reply a line begins."""
IN_EACH, STRIDE = 4, 7
"""Lines for each of these moments, in each room, in first replies and in later ones; and which recording is next."""
ALONE_S = 10.0
"""How long she speaks alone in each room before she is interrupted in later replies."""
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
    """A recording, the sample at which the speech begins in it, and the words that are spoken."""

    samples: Samples
    onset: int
    words: list[str]


def run(options: argparse.Namespace) -> dict[str, object]:
    """Measures. `options` has `data`, `environment`, and `quick` (every fifth recording, every third noise)."""
    data = data_folder(options)
    environment = options.environment
    sentences, rate = _her(environment.models, LINES[: 3 if options.quick else None])
    her = np.concatenate(sentences)
    name = environment.settings.ear
    stt = make_stt("whisper-tiny.en" if name == "auto" else name, environment.models, threads=2)
    stt.open()
    figures = _interruptions(_lines(data), sentences, rate, stt, 1 if options.quick else IN_EACH)
    figures |= _noise(data, her, rate, stt, 3 if options.quick else 1)
    figures |= _backchannels(environment.models, her, rate, stt)
    stt.close()
    return figures


@dataclass(frozen=True, eq=False)
class _Judged:
    """One interruption, and where it happened."""

    echo: bool
    first_reply: bool
    after_s: float
    number: int
    """Of the recording; the odd ones are held back."""
    outcome: Interruption
    words: Understood


def _interruptions(
    lines: Sequence[SpokenOver], her: Sequence[Samples], rate: int, stt: SpeechToText, in_each: int
) -> dict[str, object]:
    """Has lines spoken into her replies in every room, at every moment, into first and later replies."""
    judged: list[_Judged] = []
    stops, alone_s, turns = 0, 0.0, itertools.count()
    whole = np.concatenate(her)
    loudness = {room: _loudness(room.microphone(whole, rate)) for room in ROOMS} | {SILENT: NO_ECHO_DB}
    for room, first_reply in product((*ROOMS, SILENT), (True, False)):
        talk = InterruptedTalk(room, her, rate)
        stops, alone_s = stops + talk.alone(ALONE_S), alone_s + ALONE_S
        for after_s, _ in product(AFTER_S, range(in_each)):
            turn = next(turns)
            if first_reply:
                talk.close()
                talk = InterruptedTalk(room, her[turn % len(her) :] or her, rate)
            number = turn * STRIDE % len(lines)
            level = loudness[room] + LEVELS_DB[turn % len(LEVELS_DB)]
            outcome, words = _interrupt(talk, after_s, lines[number], level, stt)
            judged.append(_Judged(room is not SILENT, first_reply, after_s, number, outcome, words))
        talk.close()
        print(f"{room.size}, first replies: {first_reply}: done", file=sys.stderr)
    figures: dict[str, object] = {"interruptions": len(judged)}
    for label, chosen in _groups(judged).items():
        figures |= _times(chosen, label)
    return figures | {"stops_for_herself": stops, "stops_for_herself_per_10min": round(stops / alone_s * 600, 2)}


def _interrupt(
    talk: InterruptedTalk, after_s: float, line: SpokenOver, level_db: float, stt: SpeechToText
) -> tuple[Interruption, Understood]:
    """Has one line spoken into a reply, at a loudness in dBFS; returns also what the ear understood."""
    gain = 10 ** ((level_db - _loudness(line.samples[line.onset :])) / 20)
    spoken = (line.samples * gain).astype(np.float32)
    outcome = talk.interrupt(after_s, spoken, line.onset)
    silence = np.zeros(RATE // 4, np.float32)
    alone = spoken_words(stt.transcribe(np.concatenate((silence, spoken, silence))).text)
    heard = spoken_words(stt.transcribe(outcome.heard).text) if len(outcome.heard) else []
    words = Understood(line.words, heard, alone)
    print(
        f"{after_s} s, {level_db:.0f} dB: {outcome.stop_ms} ms{', LOST' * words.lost}: {alone} {heard}", file=sys.stderr
    )
    return outcome, words


def _groups(judged: Sequence[_Judged]) -> dict[str, list[_Judged]]:
    """The interruptions by what the figures are broken down by."""
    groups = {
        "": list(judged),
        "fitted_": [one for one in judged if one.number % 2 == 0],
        "held_back_": [one for one in judged if one.number % 2],
        "echo_": [one for one in judged if one.echo],
        "no_echo_": [one for one in judged if not one.echo],
        "first_reply_": [one for one in judged if one.first_reply],
        "later_reply_": [one for one in judged if not one.first_reply],
    }
    for after_s, echo in product(AFTER_S, (True, False)):
        label = f"after_{after_s:g}s_{'' if echo else 'no_'}echo_"
        groups[label] = [one for one in judged if one.after_s == after_s and one.echo is echo]
    return groups


def _times(chosen: Sequence[_Judged], label: str) -> dict[str, object]:
    stops, ducks = [one.outcome.stop_ms for one in chosen], [one.outcome.duck_ms for one in chosen]
    missed = [stop is None or stop > MISSED_MS for stop in stops]
    return {
        f"{label}duck_p50_ms": _percentile(ducks, 50),
        f"{label}stop_p50_ms": _percentile(stops, 50),
        f"{label}stop_p95_ms": _percentile(stops, 95),
        f"{label}missed_share": round(float(np.mean(missed)), 4),
        f"{label}first_words_lost_share": round(float(np.mean([one.words.lost for one in chosen])), 4),
        **shares([one.words for one in chosen], label),
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
        talk = OverlapScene(room, her, rate)
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
            talk = OverlapScene(room, her, rate)
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


def _her(models: Path, lines: Sequence[str]) -> tuple[list[Samples], int]:
    """Returns her sentences, each with the pause after it, and their rate."""
    voice = make_voice("kokoro:af_heart", models)
    voice.open()
    try:
        speeches = [voice.speak(line) for line in lines]
    finally:
        voice.close()
    pause = np.zeros(int(0.15 * voice.rate), np.float32)
    return [np.concatenate((speech.samples, pause)).astype(np.float32) for speech in speeches], voice.rate


def _loudness(samples: Samples) -> float:
    """Returns the dBFS of the frames that are no more than 30 dB softer than the loudest."""
    power = np.square(samples[: len(samples) // 512 * 512].reshape(-1, 512), dtype=np.float64).mean(axis=1)
    return 10 * float(np.log10(max(1e-12, float(power[power >= power.max() * 1e-3].mean()))))


def _lines(data: Path) -> list[SpokenOver]:
    rows = [row for row in manifest(data / "speech") if "speech_start" in row]
    return [
        SpokenOver(
            read_sound(data / str(row["path"])),
            int(float(str(row["speech_start"])) * RATE),
            spoken_words(str(row["text"])),
        )
        for row in rows
    ]


def _noises(data: Path) -> list[tuple[str, Samples]]:
    rows = [row for row in manifest(data / "noise") if "path" in row]
    return [(str(row["kind"]), read_sound(data / str(row["path"]))) for row in rows if "/echo/" not in str(row["path"])]
