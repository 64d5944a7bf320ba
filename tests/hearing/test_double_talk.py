"""Checks with sound that a person speaking over her is noticed, and her own noise is not."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.hearing.barge_in import Barge
from companion.hearing.double_talk import DoubleTalkDetector, ResidualFrames, decibels
from tests.hearing.fakes import LoudnessDetector
from tests.hearing.test_near_end import SECONDS, echo, her, person


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


def talker(start: float) -> np.ndarray:
    """Other syllables than hers, as loud as she is at the loudspeaker, from `start` seconds on."""
    return 4 * her(seed=7) * (np.arange(SECONDS * RATE) >= start * RATE)


@pytest.mark.parametrize("start", [0.2, 0.4, 1.0])
def test_a_person_over_her_first_words_stops_her_too(start: float) -> None:
    far = 4 * her()
    told = found(DoubleTalkDetector(LoudnessDetector()), np.clip(echo(far) + talker(start), -1, 1), far)
    (stopped,) = (at for at, barge in told if barge is Barge.STOP)
    assert start <= stopped <= start + 0.35


def test_who_begins_with_her_first_echo_stops_her_as_soon_as_its_way_is_known() -> None:
    far = 4 * her()
    told = found(DoubleTalkDetector(LoudnessDetector()), np.clip(echo(far, delay_ms=200) + talker(0.2), -1, 1), far)
    (stopped,) = (at for at, barge in told if barge is Barge.STOP)
    assert 0.2 <= stopped <= 0.5


@pytest.mark.parametrize("start", [0.2, 1.0])
def test_where_no_echo_comes_a_person_is_noticed_at_once_and_untouched(start: float) -> None:
    far, talk = 4 * her(), talker(start)
    hiss = np.random.default_rng(4).standard_normal(len(talk)).astype(np.float32) * 2e-4
    listening = DoubleTalkDetector(LoudnessDetector())
    for at in range(0, len(far), RATE // 50):
        piece = slice(at, at + RATE // 50)
        if Barge.STOP in list(listening.feed((talk + hiss)[piece], far[piece])):
            break
    assert start <= at / RATE <= start + 0.35
    end = at + RATE // 50 - listening.late
    given, said = listening.near_end[-RATE // 10 :], talk[end - RATE // 10 : end]
    assert decibels(given) == pytest.approx(decibels(said), abs=3)


def test_the_ear_gets_what_was_said_long_before_she_was_stopped() -> None:
    far = 4 * her()
    near = np.clip(echo(far) + talker(1.0), -1, 1)
    listening = DoubleTalkDetector(LoudnessDetector())
    for at in range(0, len(far), RATE // 50):
        if Barge.STOP in list(listening.feed(near[at : at + RATE // 50], far[at : at + RATE // 50])):
            break
    end = at + RATE // 50 - listening.late
    begun = len(listening.near_end) - (end - RATE)
    assert begun >= RATE // 5  # samples from before the onset, with her echo removed
    assert decibels(listening.near_end[: begun - RATE // 5]) < decibels(near[RATE // 2 : RATE]) - 15
    assert decibels(listening.near_end[begun:]) == pytest.approx(decibels(talker(1.0)[RATE:end]), abs=3)


def test_an_echo_from_further_back_than_the_filter_reaches_is_no_person() -> None:
    far = 4 * her()
    listening = DoubleTalkDetector(LoudnessDetector())
    assert Barge.STOP not in [barge for _, barge in found(listening, echo(far, delay_ms=300), far)]


@pytest.mark.parametrize("moved_ms", [-20, 15])
def test_an_echo_that_comes_earlier_or_later_in_the_next_reply_is_no_person(moved_ms: int) -> None:
    far = 4 * her()
    listening = DoubleTalkDetector(LoudnessDetector())
    assert found(listening, echo(far, delay_ms=60), far) == []
    listening.begin()
    assert found(listening, echo(far, delay_ms=60 + moved_ms), far) == []


def test_an_echo_that_slips_within_a_reply_stops_nobody() -> None:
    far = 4 * her()
    earlier, later = echo(far, delay_ms=60), echo(far, delay_ms=70)
    half = len(far) // 2
    told = found(DoubleTalkDetector(LoudnessDetector()), np.concatenate((earlier[:half], later[half:])), far)
    assert Barge.STOP not in [barge for _, barge in told]


def test_after_another_device_a_person_stops_her_as_soon() -> None:
    far = 4 * her()
    listening = DoubleTalkDetector(LoudnessDetector())
    found(listening, echo(far), far)
    listening.devices_changed()
    other = np.clip(0.5 * echo(far, delay_ms=20) + talker(0.4), -1, 1)
    (stopped,) = (at for at, barge in found(listening, other, far) if barge is Barge.STOP)
    assert 0.4 <= stopped <= 0.75


def test_a_room_is_new_until_she_has_been_heard_in_it_for_a_while_and_after_another_device() -> None:
    far = 4 * her()
    listening = DoubleTalkDetector(LoudnessDetector())
    found(listening, echo(far)[:RATE], far[:RATE])
    assert listening.room_is_new
    found(listening, echo(far)[RATE:], far[RATE:])
    assert not listening.room_is_new
    listening.devices_changed()
    assert listening.room_is_new


def test_while_nobody_can_speak_over_her_nothing_is_judged_nor_taken_for_the_background() -> None:
    listening = DoubleTalkDetector(LoudnessDetector())
    loud = np.full(RATE, 0.3, np.float32)
    silent = np.zeros(RATE, np.float32)
    assert list(listening.feed(loud, silent, audible=False)) == []
    assert listening.likely == 1.0
    assert Barge.STOP in list(listening.feed(loud[: RATE // 5], silent[: RATE // 5]))


def test_a_reference_that_comes_too_late_never_makes_her_stop_for_herself() -> None:
    far = 4 * her()
    late = np.concatenate((np.zeros(RATE // 10, np.float32), far))[: len(far)]
    listening = DoubleTalkDetector(LoudnessDetector())
    assert Barge.STOP not in [barge for _, barge in found(listening, echo(far), late)]


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
