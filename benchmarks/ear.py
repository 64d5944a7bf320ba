"""Measures word errors of speech recognition on clean and noisy speech, what it makes of noise alone, and its speed.

Plain Whisper, without the product's filter, is given for comparison as `raw_`. Data: `speech/manifest.jsonl` (path, text) and
`noise/manifest.jsonl` (path, kind). The noise is mixed in at a fixed ratio of the mean powers of the whole recordings;
noise alone goes through voice detection first, as in a conversation.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks._recordings import data_folder, manifest
from benchmarks._words import distance, spoken_words
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.hearing import Segmenter, Utterance
from models.hallucinations import Segment
from models.speech import WhisperStt, make_stt
from models.stt import SpeechToText
from models.voice_activity import SileroDetector

NOISE_S = 600
"""Seconds of noise alone, the recordings in a loop, each round at another loudness."""
GAINS = (1.0, 0.3, 3.0)
RATIOS: dict[str, float | None] = {"clean": None, "10db": 10.0, "5db": 5.0}


@dataclass(frozen=True)
class EarLine:
    """A recording and what is said in it."""

    samples: Samples
    text: str


def run(options: argparse.Namespace) -> dict[str, object]:
    """Measures. `options` has `data`, `environment`, and `quick` (every fifth recording, a minute of noise)."""
    data = data_folder(options)
    name = options.environment.settings.ear
    stt = make_stt("whisper-tiny.en" if name == "auto" else name, options.environment.models, threads=2)
    stt.open()
    lines, noises = _lines(data)[:: 5 if options.quick else 1], _noises(data)
    figures: dict[str, object] = {}
    for label, ratio in RATIOS.items():
        figures |= _errors(stt, lines, noises, label, ratio)
    figures |= _whole_share(stt)
    figures |= _noise_alone(stt, noises, 60 if options.quick else NOISE_S)
    stt.close()
    return figures


def _errors(
    stt: SpeechToText, lines: list[EarLine], noises: list[Samples], label: str, ratio: float | None
) -> dict[str, object]:
    mixed = [
        line.samples if ratio is None else mix(line.samples, noises[n % len(noises)], ratio)
        for n, line in enumerate(lines)
    ]
    figures: dict[str, object] = {}
    for name, listen in _listeners(stt).items():
        wrong = words = 0
        took = []
        for line, samples in zip(lines, mixed, strict=True):
            began = time.perf_counter()
            said, meant = spoken_words(listen(samples)), spoken_words(line.text)
            took.append(time.perf_counter() - began)
            wrong, words = wrong + distance(meant, said), words + len(meant)
        figures[f"{name}wer_{label}"] = round(wrong / max(1, words), 4)
        if not name:
            figures[f"seconds_p50_{label}"] = round(median(took), 3)
            figures |= _passes(stt, took, mixed) if label == "clean" else {}
        print(f"{name or 'our stt: '}{label} {wrong}/{words}", file=sys.stderr)
    return figures


def _passes(stt: SpeechToText, took: list[float], sounds: list[Samples]) -> dict[str, object]:
    """Returns how long a pass takes, and its share of a pass over thirty seconds (Whisper's full window), by processor time."""
    times = [1000 * seconds for seconds in took]
    figures: dict[str, object] = {
        "pass_p50_ms": round(float(np.percentile(times, 50))),
        "pass_p95_ms": round(float(np.percentile(times, 95))),
    }
    if isinstance(stt, WhisperStt) and stt.whisper is not None:
        some = sounds[::5]
        ours, whole = _processor_s(stt.transcribe, some), _processor_s(stt.whisper.whole, some)
        figures["pass_ratio"] = round(ours / whole, 3)
    return figures


def _processor_s(listen: Callable[[Samples], object], sounds: list[Samples]) -> float:
    """Returns processor seconds of all cores: useful on a machine that does other things too."""
    began = time.process_time()
    for sound in sounds:
        listen(sound)
    return time.process_time() - began


def _whole_share(stt: SpeechToText) -> dict[str, object]:
    """Returns how many of the recordings so far had to be heard in a full thirty-second window."""
    whisper = stt.whisper if isinstance(stt, WhisperStt) else None
    return {"full_passes_share": round(whisper.whole_passes / whisper.passes, 4)} if whisper and whisper.passes else {}


def _noise_alone(stt: SpeechToText, noises: list[Samples], seconds: int) -> dict[str, object]:
    """Counts the lines that would have reached the conversation with nobody in the room."""
    detector = SileroDetector()
    detector.open()
    segmenter = Segmenter(detector)
    heard: dict[str, list[str]] = {name: [] for name in _listeners(stt)}
    found = 0
    for samples in _room(noises, seconds):
        for utterance in segmenter.feed(samples):
            if isinstance(utterance, Utterance):
                found += 1
                for name, listen in _listeners(stt).items():
                    heard[name] += [text] if (text := listen(utterance.samples)) else []
    return {
        "noise_s": seconds,
        "noise_detections": found,
        **{f"{name}noise_utterances": len(texts) for name, texts in heard.items()},
        "noise_texts": heard[""],
    }


def _listeners(stt: SpeechToText) -> dict[str, Callable[[Samples], str]]:
    """Returns the recogniser as it is, and Whisper without the product's filter for comparison."""
    listeners: dict[str, Callable[[Samples], str]] = {"": lambda samples: stt.transcribe(samples).text}
    if isinstance(stt, WhisperStt):
        whisper = stt
        listeners["raw_"] = lambda samples: plain(whisper.segments(samples))
    return listeners


def plain(segments: list[Segment]) -> str:
    """Returns what Whisper says, unfiltered except for a lone full stop."""
    text = " ".join(segment.text for segment in segments).strip()
    return text if spoken_words(text) else ""


def _room(noises: list[Samples], seconds: int) -> Iterator[Samples]:
    left = seconds * RATE
    for turn in range(10_000):
        if left <= 0:
            return
        noise = noises[turn % len(noises)][:left]
        left -= len(noise)
        yield np.clip(noise * GAINS[turn // len(noises) % len(GAINS)], -1.0, 1.0).astype(np.float32)


def mix(speech: Samples, noise: Samples, ratio_db: float) -> Samples:
    """Mixes speech with noise at this ratio of mean powers, within -1…1."""
    long = np.resize(noise, len(speech))
    power = float(np.mean(speech**2)) / max(1e-12, float(np.mean(long**2)))
    mixed = speech + long * np.sqrt(power / 10 ** (ratio_db / 10))
    quieter: Samples = (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32)
    return quieter


def _lines(data: Path) -> list[EarLine]:
    return [EarLine(read_sound(data / row["path"]), row["text"]) for row in manifest(data / "speech")]


def _noises(data: Path) -> list[Samples]:
    rows = [row for row in manifest(data / "noise") if "kind" in row and "/echo/" not in row["path"]]
    sounds = [read_sound(data / row["path"]) for row in rows]
    return [sound for sound in sounds if np.mean(sound**2) > 1e-10]
