"""Tests that Silero tells speech from a quiet room and from noise."""

from __future__ import annotations

from typing import Any

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


class Counted:
    """Silero's engine, counting how often it is asked."""

    def __init__(self, engine: Any) -> None:
        self._engine, self.asked = engine, 0
        self.reset = engine.reset

    def process(self, samples: Any) -> float:
        self.asked += 1
        return float(self._engine.process(samples))


@pytest.fixture
def counted(detector: SileroDetector) -> Counted:
    detector._engine = Counted(detector._engine)
    return detector._engine


class TestAQuietRoom:
    """After a while of it the model rests."""

    def test_it_costs_next_to_nothing(self, detector: SileroDetector, counted: Counted):
        probabilities(detector, silence(3))
        counted.asked = 0
        assert max(probabilities(detector, silence(20, seed=1))) < 0.2
        assert counted.asked < 60

    def test_a_loud_room_is_listened_to_all_the_time(self, detector: SileroDetector, counted: Counted):
        told = probabilities(detector, silence(5) * 30)
        assert counted.asked == len(told)

    @pytest.mark.parametrize("line", ["Hello again.", "So, what did you do?", "Feathers fall softly.", "Uh, yes."])
    @pytest.mark.parametrize("loudness", [1.0, 0.2, 0.05])
    def test_speech_begins_in_the_same_frame_as_if_the_model_had_heard_everything(self, line: str, loudness: float):
        quiet = silence(6)
        sound = (
            np.concatenate([quiet, speech(line) * loudness, quiet[:16000]])
            + silence(20)[: 16000 * 7 + len(speech(line))]
        )
        resting, wakeful = SileroDetector(), SileroDetector()
        for one in (resting, wakeful):
            one.open()
        wakeful._room = Loud()
        begins = [next(n for n, p in enumerate(probabilities(one, sound)) if p > 0.5) for one in (resting, wakeful)]
        assert begins[0] <= begins[1]
        assert begins[0] > 6 * 16000 // 512 - 2

    def test_a_pause_between_words_is_heard_as_before(self, detector: SileroDetector, counted: Counted):
        pause = silence(0.4)
        probabilities(detector, silence(3))
        before, line = counted.asked, speech("I have been thinking about it.")
        told = probabilities(detector, np.concatenate([line, pause, line]))
        assert counted.asked - before >= len(told) - 8

    def test_a_reset_forgets_the_room_too(self, detector: SileroDetector, counted: Counted):
        probabilities(detector, silence(3))
        detector.reset()
        before = counted.asked
        told = probabilities(detector, silence(0.9))
        assert counted.asked - before == len(told)


class Loud:
    """A room in which nothing is quiet."""

    def is_quiet(self, samples: Any) -> bool:
        return False
