"""Checks which speech over her voice counts as said to her."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.hearing.barge_in import Barge
from companion.hearing.double_talk import DoubleTalkDetector
from companion.hearing.overlap import GOES_ON, LISTENED_ON, TAIL, Overlap
from companion.hearing.transcripts import Overlapping
from tests.hearing.fakes import LoudnessDetector

SILENT, LOUD = np.full(512, 1e-4, np.float32), np.full(512, 0.3, np.float32)


def frames(over_her: Overlap, at: int, count: int, likely: float = 1.0) -> list[Barge]:
    """What so many loud frames, after a second of a silent room, make it say."""
    for i in range(30):
        over_her.add_frame(SILENT, 0.0, at - (30 - i) * 512)
    found = [over_her.add_frame(LOUD, likely, at + i * 512) for i in range(count)]
    return [one for one in found if one is not Barge.NOTHING]


def test_while_she_is_silent_nobody_speaks_over_her():
    assert frames(Overlap(), 10 * RATE, 20) == []


def test_speech_over_her_stops_her_and_counts():
    over_her = Overlap()
    over_her.set_audible(True, 0)
    assert not over_her.is_addressed(5 * RATE, 5 * RATE)
    assert frames(over_her, 5 * RATE, 20)[-1] is Barge.STOP
    assert over_her.is_addressed(5 * RATE, 5 * RATE)


def test_what_stopped_her_goes_on_counting_once_she_is_silent_and_not_when_she_goes_on():
    over_her = Overlap()
    over_her.set_audible(True, 0)
    frames(over_her, 5 * RATE, 20)
    over_her.set_audible(False, 6 * RATE)
    assert over_her.is_addressed(5 * RATE, 6 * RATE)
    over_her.set_audible(True, 7 * RATE)
    assert not over_her.is_addressed(7 * RATE, 8 * RATE)


@pytest.mark.parametrize(("start", "end", "counts"), [(1, 1, True), (-1, GOES_ON - 1, False), (-1, GOES_ON, True)])
def test_what_began_under_her_voice_counts_if_it_goes_on(start: int, end: int, counts: bool):
    over_her, silent = Overlap(), 5 * RATE
    over_her.set_audible(True, 0)
    over_her.set_audible(False, silent)
    assert over_her.is_addressed(silent + start, silent + end) is counts


def test_while_the_room_still_rings_only_a_stop_is_told():
    over_her = Overlap()
    over_her.set_audible(True, 0)
    over_her.set_audible(False, 5 * RATE)
    assert frames(over_her, 5 * RATE, 6)[-1:] == [Barge.STOP]
    assert Barge.DUCK not in frames(over_her, 5 * RATE + TAIL + 31 * 512, 20)


def test_before_anything_was_heard_the_first_word_counts():
    assert Overlap().is_addressed(0, 100)


def test_who_was_speaking_before_she_began_is_heard():
    over_her = Overlap()
    over_her.set_audible(True, RATE)
    assert over_her.is_addressed(RATE - 1000, RATE + 1000)
    assert not over_her.is_addressed(RATE, RATE + 1000)


def test_it_tells_where_the_speech_began_that_stopped_her():
    over_her = Overlap()
    over_her.set_audible(True, 0)
    assert frames(over_her, 5 * RATE, 20)[-1] is Barge.STOP
    assert over_her.stop_began == pytest.approx(5 * RATE, abs=1024)


class TestTheNearEnd:
    """What the double-talk detector makes of the microphone is there as long as AEC3 damages speech."""

    def near_end(self, over_her: Overlap, at: int) -> int:
        list(over_her.detect(np.full(4096, 0.3, np.float32), np.zeros(4096, np.float32), at))
        return len(over_her.near_end[0])

    def test_is_made_while_she_is_audible_and_a_little_longer(self):
        over_her = Overlap(DoubleTalkDetector(LoudnessDetector()))
        assert self.near_end(over_her, RATE) == 0
        over_her.set_audible(True, RATE)
        assert self.near_end(over_her, 2 * RATE) > 0
        over_her.set_audible(False, 2 * RATE)
        assert self.near_end(over_her, 2 * RATE + LISTENED_ON - 1) > 0
        assert self.near_end(over_her, 2 * RATE + LISTENED_ON) == 0

    def test_before_she_has_been_heard_what_is_over_her_may_be_her_echo(self):
        over_her = Overlap(DoubleTalkDetector(LoudnessDetector()))
        assert over_her.overlapping(RATE) is Overlapping.NO
        over_her.set_audible(True, RATE)
        assert over_her.overlapping(RATE) is Overlapping.ROOM_NEW
        without = Overlap()
        without.set_audible(True, RATE)
        assert without.overlapping(RATE) is Overlapping.ROOM_KNOWN

    def test_speech_in_it_counts_as_speech(self):
        over_her = Overlap(DoubleTalkDetector(LoudnessDetector()))
        assert over_her.likely_speech(0.2) == 0.2
        over_her.set_audible(True, 0)
        self.near_end(over_her, RATE)
        over_her.set_audible(False, RATE)
        assert over_her.likely_speech(0.2) == 1.0

    def test_while_she_speaks_it_may_be_her_own(self):
        over_her = Overlap(DoubleTalkDetector(LoudnessDetector()))
        over_her.set_audible(True, 0)
        list(over_her.detect(np.full(700, 0.3, np.float32), np.zeros(700, np.float32), RATE))
        assert over_her.likely_speech(0.2) == 0.2

    def test_what_was_fed_before_a_silence_is_no_speech_after_it(self):
        over_her = Overlap(DoubleTalkDetector(LoudnessDetector()))
        over_her.set_audible(True, 0)
        list(over_her.detect(np.full(700, 0.3, np.float32), np.zeros(700, np.float32), RATE))
        over_her.set_audible(False, RATE)
        self.near_end(over_her, 5 * RATE)
        over_her.set_audible(True, 6 * RATE)
        silent = np.zeros(4 * RATE, np.float32)
        assert set(over_her.detect(silent, silent, 6 * RATE)) == {Barge.NOTHING}
        assert not over_her.near_end[0].any()
