"""Checks with sound that a person speaking over her is noticed, and her own noise is not."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import RATE
from companion.hearing.barge_in import Barge
from companion.hearing.double_talk import DoubleTalkDetector, ResidualFrames, decibels
from tests.hearing.fakes import LoudnessDetector
from tests.hearing.test_near_end import echo, her, person


def found(listening: DoubleTalkDetector, near: np.ndarray, far: np.ndarray) -> list[tuple[float, Barge]]:
    """What was asked for, and after how many seconds, fed in pieces of 20 ms."""
    told = []
    for at in range(0, len(near), RATE // 50):
        for barge in listening.feed(near[at : at + RATE // 50], far[at : at + RATE // 50]):
            if barge is not Barge.NOTHING:
                told.append((at / RATE, barge))
    return told


def test_her_echo_alone_asks_for_nothing() -> None:
    far = 4 * her()
    assert np.abs(echo(far)).mean() > 0.1  # loud enough for the detector, were it not taken away
    assert found(DoubleTalkDetector(LoudnessDetector()), echo(far), far) == []


def test_a_person_over_her_stops_her_within_a_fifth_of_a_second() -> None:
    far = 4 * her()
    listening = DoubleTalkDetector(LoudnessDetector())
    told = found(listening, np.clip(echo(far) + 12 * person(start=3.0), -1, 1), far)
    assert [barge for _, barge in told] == [Barge.DUCK, Barge.STOP] or told[0][1] is Barge.STOP
    assert 3.0 <= told[0][0] <= told[-1][0] <= 3.2


def test_it_is_sure_of_itself_once_it_knows_the_way_to_the_microphone() -> None:
    far = her()
    listening = DoubleTalkDetector(LoudnessDetector())
    assert not listening.is_ready
    found(listening, echo(far), far)
    assert listening.is_ready
    listening.devices_changed()
    assert not listening.is_ready


def test_a_reference_that_comes_too_late_never_makes_her_stop_for_herself() -> None:
    far = 4 * her()
    late = np.concatenate((np.zeros(RATE // 10, np.float32), far))[: len(far)]
    listening = DoubleTalkDetector(LoudnessDetector())
    assert found(listening, echo(far), late) == []
    assert not listening.is_ready


def test_decibels_of_nothing_are_finite() -> None:
    assert decibels(np.zeros(512, np.float32)) == -120.0
    assert round(decibels(np.full(512, 0.1, np.float32))) == -20


class TestLeft:
    """What the thorough canceller lets through."""

    HISS = (np.random.default_rng(3).standard_normal(512) * 1e-4).astype(np.float32)

    def test_its_usual_hiss_is_nobody(self):
        left = ResidualFrames()
        assert not any([left.add_frame(self.HISS) for _ in range(100)][4:])

    def test_what_stands_out_is_somebody_and_for_a_moment_longer(self):
        left = ResidualFrames()
        for _ in range(100):
            left.add_frame(self.HISS)
        assert left.add_frame(self.HISS * 100)
        assert [left.add_frame(self.HISS) for _ in range(5)] == [True, True, True, False, False]
