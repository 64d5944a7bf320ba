"""Checks that the delay of her voice is measured, and that none is found where there is no echo."""

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.hearing.echo_delay import EchoDelay
from tests.speech_made import speech

HERS = np.concatenate([speech("I walked home along the river, and it was a quiet evening with a little rain.")] * 2)
HISS = (np.random.default_rng(1).standard_normal(len(HERS)) * 1e-3).astype(np.float32)


def delay(near: np.ndarray, far: np.ndarray) -> int | None:
    found = EchoDelay()
    for at in range(0, len(far) - 319, 320):
        found.feed(near[at : at + 320], far[at : at + 320])
    return found.samples


@pytest.mark.parametrize("ms", [0, 20, 140, 300, 480])
def test_it_is_found(ms: int):
    samples = ms * RATE // 1000
    near = np.concatenate((np.zeros(samples, np.float32), HERS))[: len(HERS)] * 0.2 + HISS
    found = delay(near, HERS)
    assert found is not None
    assert abs(found - samples) <= 16


def test_without_an_echo_there_is_none():
    assert delay(HISS, HERS) is None


def test_somebody_else_is_no_echo():
    other = speech("What was the name of the little boat in the harbour? I think I have forgotten it again.")
    near = np.concatenate([other] * 3)[: len(HERS)]
    assert delay(near + HISS[: len(near)], HERS[: len(near)]) is None


def test_in_silence_nothing_is_believed():
    assert delay(HISS, np.zeros(len(HISS), np.float32)) is None
