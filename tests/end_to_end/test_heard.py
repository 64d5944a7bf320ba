"""A recording is split where nobody speaks, and nothing audible is lost."""

from __future__ import annotations

import numpy as np

from tests.end_to_end.heard import stretches
from tests.rig import RATE, Samples


def tone(seconds: float) -> Samples:
    return (0.3 * np.sin(2 * np.pi * 300 * np.arange(int(RATE * seconds)) / RATE)).astype(np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(RATE * seconds), np.float32)


def test_two_sentences_with_a_long_silence_between_are_two_stretches():
    parts = stretches(np.concatenate([quiet(3), tone(1), quiet(0.4), tone(1), quiet(9), tone(2), quiet(1)]))
    assert [round(len(part) / RATE, 1) for part in parts] == [3.4, 3.0]
    assert sum(np.count_nonzero(np.abs(part) > 1e-3) for part in parts) >= 0.98 * 4 * RATE


def test_a_silent_recording_has_no_stretches():
    assert stretches(quiet(2)) == []
    assert stretches(quiet(0)) == []
