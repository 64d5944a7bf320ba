"""Checks on every way into hearing that the ear gets what was said from before its beginning on, with her voice and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from companion.audio.devices import RATE, Samples
from companion.hearing import Barge, Hearing, HearingModels, ListeningOptions
from tests.hearing.fakes import LoudnessDetector, Notes, ScriptedEar, pieces, sound

QUIET, LOUD = 0.001, 0.3
BEFORE_S = 0.5
"""What the ear must get from before the speech."""


class GreedyCanceller:
    """As AEC3 does, it removes everybody for a while: between two seconds of the microphone."""

    likely_echo = 0.0

    def __init__(self, until_s: float, since_s: float = 0.0) -> None:
        self.since, self.until, self.resets = int(since_s * RATE), int(until_s * RATE), 0
        self.heard = np.zeros(0, np.float32), np.zeros(0, np.float32)

    def clean(self, samples: Samples, at: int) -> Samples:
        self.heard = samples, np.zeros_like(samples)
        places = np.arange(at, at + len(samples))
        return np.where((self.since <= places) & (places < self.until), np.float32(0.0), samples)

    def reset(self) -> None:
        self.resets += 1


@contextmanager
def hearing(
    notes: Notes, ear: ScriptedEar, canceller: GreedyCanceller | None, push_to_talk: bool = False
) -> Iterator[Hearing]:
    detector = None if canceller is None else LoudnessDetector()
    models = HearingModels(LoudnessDetector(), ear, canceller, overlap_detector=detector)  # type: ignore[arg-type]
    stage = Hearing(models, notes.reports, ListeningOptions(push_to_talk=push_to_talk))
    stage.open()
    try:
        yield stage
    finally:
        stage.close()


def speak(stage: Hearing, notes: Notes, samples: Samples) -> None:
    """Play, and be silent as soon as hearing asks for it, as she does."""
    for piece in pieces(samples):
        before = len(notes.named("barge"))
        notes.play(stage, piece)
        if Barge.STOP in notes.named("barge")[before:]:
            stage.sounding(False)


def assert_whole(heard: Samples, seconds: float, before_s: float = BEFORE_S) -> None:
    """All of the loud speech is there, and so much from before it."""
    loud = np.flatnonzero(np.abs(heard) > 10 * QUIET)
    assert loud[0] >= (before_s - 0.07) * RATE
    assert loud[-1] - loud[0] == pytest.approx(seconds * RATE, abs=0.01 * RATE)


LINE = sound((0.2, QUIET), (0.8, LOUD), (2, QUIET))


@pytest.mark.parametrize("after_s", [0.2, 0.4, 1.0, 3.0])
@pytest.mark.parametrize("deaf_s", [0.0, 0.3, 0.6])
def test_over_her_whatever_the_canceller_removes(after_s: float, deaf_s: float):
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, GreedyCanceller(1 + after_s + deaf_s)) as stage:
        notes.play(stage, sound((1, QUIET)))
        stage.sounding(True)
        speak(stage, notes, sound((after_s, QUIET), (0.8, LOUD), (2, QUIET)))
        notes.recognised()
    assert Barge.STOP in notes.named("barge")
    assert_whole(ear.heard[-1], 0.8)


def test_over_her_without_a_canceller():
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, None) as stage:
        notes.play(stage, sound((1, QUIET)))
        stage.sounding(True)
        speak(stage, notes, LINE)
        notes.recognised()
    assert_whole(ear.heard[-1], 0.8)


def test_over_her_after_a_change_of_devices():
    notes, ear, canceller = Notes(), ScriptedEar(), GreedyCanceller(3.2)
    with hearing(notes, ear, canceller) as stage:
        stage.sounding(True)
        notes.play(stage, sound((2, QUIET)))
        stage.devices_changed()
        speak(stage, notes, sound((0.6, QUIET), (0.8, LOUD), (2, QUIET)))
        notes.recognised()
    assert canceller.resets == 1
    assert_whole(ear.heard[-1], 0.8)


def test_two_in_a_row():
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, GreedyCanceller(1.2)) as stage:
        for _ in range(2):
            stage.sounding(True)
            speak(stage, notes, sound((0.6, QUIET), (0.8, LOUD), (2, QUIET)))
            notes.recognised()
            assert_whole(ear.heard[-1], 0.8)


@pytest.mark.parametrize("early_s", [0.04, 0.2])
def test_who_begins_just_before_she_does(early_s: float):
    notes, ear = Notes(), ScriptedEar()
    line = sound((1, QUIET), (0.8, LOUD), (2, QUIET))
    begins = int((1 + early_s) * RATE) // 320 * 320
    with hearing(notes, ear, GreedyCanceller(1.6, since_s=1 + early_s)) as stage:
        notes.play(stage, line[:begins])
        stage.sounding(True)
        speak(stage, notes, line[begins:])
        notes.recognised()
    assert_whole(ear.heard[-1], 0.8, before_s=0.3)


def test_who_begins_under_her_last_word_and_goes_on():
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, GreedyCanceller(2.3)) as stage:
        stage.sounding(True)
        notes.play(stage, sound((2, QUIET), (0.04, LOUD)))
        stage.sounding(False)
        notes.play(stage, sound((0.8, LOUD), (2, QUIET)))
        notes.recognised()
    assert_whole(ear.heard[-1], 0.84, before_s=0.3)


def test_push_to_talk_during_her_reply_whatever_the_canceller_removes():
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, GreedyCanceller(2.5), push_to_talk=True) as stage:
        stage.sounding(True)
        notes.play(stage, sound((2, QUIET)))
        stage.talk(True)
        speak(stage, notes, sound((0.2, QUIET), (0.8, LOUD), (0.5, QUIET)))
        stage.talk(False)
        notes.play(stage, sound((1, QUIET)))
        notes.recognised()
    assert_whole(ear.heard[-1], 0.8, before_s=0.2)


def test_a_cough_over_her_is_still_no_line():
    notes, ear = Notes(), ScriptedEar()
    with hearing(notes, ear, GreedyCanceller(3)) as stage:
        stage.sounding(True)
        speak(stage, notes, sound((1, QUIET), (0.128, LOUD), (2, QUIET)))
    assert Barge.STOP in notes.named("barge")
    assert len(notes.named("dropped")) == 1
    assert not notes.named("final_transcript")
