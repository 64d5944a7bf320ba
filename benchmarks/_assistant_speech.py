"""Lays out her spoken sentences as replies, and yields what the loudspeaker and the echo canceller get of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks._assistant_words import her_sentences
from companion.audio.devices import RATE, Samples
from companion.environment import Environment
from voices.catalog import make_voice

PIECE = RATE // 50
"""Samples that the microphone brings, and the loudspeaker takes, at a time: 20 ms."""
REPORTED_MS = 10
"""The delay that the device reports for what is written; of the rest of the delay it knows nothing."""
REPORT_ERROR_MS = 3
"""By how much the reported delay is off, at random, at each write."""
BETWEEN_SENTENCES_S, BETWEEN_REPLIES_S = 0.25, 2.5
"""Silence between her sentences, and between her replies. It is written too, because the device keeps running."""
SENTENCES_IN_REPLY = 4
"""Sentences in a reply, unless the caller says otherwise."""


@dataclass(frozen=True, eq=False)
class ReplyScene:
    """Some of her replies, one after another."""

    far: Samples
    """All that is written to the loudspeaker, shape (n,)."""
    rate: int
    replies: tuple[tuple[int, int], ...]
    """Where she is audible: start and end of each reply, in samples at 16 kHz from the beginning."""


def her_voice(environment: Environment, seconds: float) -> list[tuple[Samples, int]]:
    """Speaks her sentences until they last so many seconds; returns the samples and rate of each."""
    voice = make_voice("kokoro", environment.models)
    voice.open()
    spoken, lasts = [], 0.0
    for sentence in her_sentences():
        speech = voice.speak(sentence)
        spoken.append((np.clip(speech.samples, -1, 1), speech.rate))
        lasts += len(speech.samples) / speech.rate + BETWEEN_SENTENCES_S
        if lasts >= seconds:
            break
    voice.close()
    print(f"her voice: {len(spoken)} sentences, {lasts:.0f} s", file=sys.stderr)
    return spoken


def arrange_replies(
    sentences: list[tuple[Samples, int]], first: int, seconds: float, in_a_reply: int = SENTENCES_IN_REPLY
) -> ReplyScene:
    """Arranges replies from sentence `first` on, starting over at the end of the list, until they last so many seconds."""
    rate = sentences[0][1]
    parts, replies, lasts = [], [], 0
    while lasts < seconds * rate:
        began = lasts
        for _ in range(in_a_reply):
            samples = sentences[first % len(sentences)][0]
            parts += [samples, np.zeros(int(BETWEEN_SENTENCES_S * rate), np.float32)]
            first, lasts = first + 1, lasts + sum(map(len, parts[-2:]))
        replies.append((began * RATE // rate, lasts * RATE // rate))
        parts.append(np.zeros(int(BETWEEN_REPLIES_S * rate), np.float32))
        lasts += len(parts[-1])
    return ReplyScene(np.concatenate(parts), rate, tuple(replies))


def writes(scene: ReplyScene, drift_ppm: float = 0.0) -> Iterator[tuple[Samples, int]]:
    """Yields what is written every 20 ms, and the microphone sample at which it is reported to be audible.

    `drift_ppm`: how much faster the microphone's clock runs than the loudspeaker's, in millionths.
    """
    dice = np.random.default_rng(7)
    size, ticks = scene.rate // 50, 1 + drift_ppm * 1e-6
    for n, at in enumerate(range(0, len(scene.far), size)):
        told_ms = REPORTED_MS + dice.uniform(-REPORT_ERROR_MS, REPORT_ERROR_MS)
        yield scene.far[at : at + size], round(n * PIECE * ticks + told_ms * RATE / 1000)
