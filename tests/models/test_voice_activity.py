"""Tests that Silero tells speech from a quiet room and from noise."""

from __future__ import annotations

import numpy as np
import pytest

from models.voice_activity import SileroDetector
from tests.speech_made import silence, speech


@pytest.fixture
def detector() -> SileroDetector:
    detector = SileroDetector()
    detector.open()
    detector.open()
    return detector


def probabilities(detector: SileroDetector, samples) -> list[float]:
    size = detector.frame
    return [detector.probability(samples[at : at + size]) for at in range(0, len(samples) - size + 1, size)]


def test_speech_is_likely_speech(detector):
    assert np.mean(probabilities(detector, speech("I have been thinking about what you said."))) > 0.7


def test_silence_and_noise_are_not(detector):
    assert max(probabilities(detector, silence(2))) < 0.2
    assert max(probabilities(detector, silence(2) * 200)) < 0.3
    assert max(probabilities(detector, np.zeros(16000, np.float32))) < 0.2


def test_a_reset_forgets(detector):
    line = speech("Hello again.")
    first = probabilities(detector, line)
    probabilities(detector, silence(1))
    detector.reset()
    assert probabilities(detector, line) == pytest.approx(first, abs=1e-5)
