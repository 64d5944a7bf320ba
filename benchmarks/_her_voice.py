"""Her sentences in; out, where each lies on the loudspeaker's clock and what the canceller is told when it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks._her_words import her_sentences
from companion.audio import RATE, Samples
from companion.hearing.echo import EchoCanceller
from companion.house import House
from voices.catalog import make_voice

PIECE = RATE // 50
"""Samples the microphone brings, and the loudspeaker takes, at a time: 20 ms."""
TOLD_MS = 10
"""How long the device says what is written will take; the rest of the delay it doesn't know."""
WAVERS_MS = 5
"""How much it errs from sentence to sentence."""
BETWEEN_S = 0.25
"""Between her sentences."""


@dataclass(frozen=True, eq=False)
class Clip:
    """A sentence of hers and where in the scene it begins."""

    samples: Samples
    rate: int
    start: int
    """On the loudspeaker's clock, in samples of `rate`."""


def her_voice(house: House, seconds: float) -> list[tuple[Samples, int]]:
    """Her sentences and their rate, until they last as long."""
    voice = make_voice("kokoro", house.models)
    voice.open()
    spoken, lasts = [], 0.0
    for sentence in her_sentences():
        speech = voice.speak(sentence)
        spoken.append((np.clip(speech.samples, -1, 1), speech.rate))
        lasts += len(speech.samples) / speech.rate + BETWEEN_S
        if lasts >= seconds:
            break
    voice.close()
    print(f"her voice: {len(spoken)} sentences, {lasts:.0f} s", file=sys.stderr)
    return spoken


def laid_out(sentences: list[tuple[Samples, int]]) -> list[Clip]:
    """One after the other, with pauses."""
    clips, at = [], 0
    for samples, rate in sentences:
        clips.append(Clip(samples, rate, at))
        at += len(samples) + int(BETWEEN_S * rate)
    return clips


def written(clips: list[Clip]) -> Samples:
    """All that leaves the loudspeaker, in one piece."""
    last = clips[-1]
    whole = np.zeros(last.start + len(last.samples) + last.rate // 2, np.float32)
    for clip in clips:
        whole[clip.start : clip.start + len(clip.samples)] = clip.samples
    return whole


def writes(clips: list[Clip]) -> Iterator[list[tuple[Samples, int, int]]]:
    """What is written in each 20 ms of the microphone's clock, with its rate and the time told."""
    dice = np.random.default_rng(7)
    wavers = [int(dice.uniform(-WAVERS_MS, WAVERS_MS) * RATE / 1000) for _ in clips]
    last = clips[-1]
    size = last.rate // 50
    for at in range(0, last.start + len(last.samples), size):
        told = at * RATE // last.rate + TOLD_MS * RATE // 1000
        parts = []
        for clip, waver in zip(clips, wavers, strict=True):
            inside = slice(max(0, at - clip.start), max(0, at + size - clip.start))
            late = max(0, clip.start - at) * RATE // clip.rate
            if len(piece := clip.samples[inside]):
                parts.append((piece, clip.rate, told + late + waver))
        yield parts


def cleaning(microphone: Samples, clips: list[Clip], canceller: EchoCanceller) -> Iterator[Samples]:
    """As in a conversation: each 20 ms are written just before the microphone brings the same 20 ms."""
    ahead = writes(clips)
    for at in range(0, len(microphone), PIECE):
        for samples, rate, told in next(ahead, []):
            canceller.played(samples, rate, told)
        yield canceller.clean(microphone[at : at + PIECE])
