"""The stage: what it reports, when it is deaf, and that neither a slow ear nor a fault of ours stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from companion.audio import RATE, Samples
from companion.hearing import Habits, Hearing
from companion.hearing.transcriber import FAULT
from tests.hearing.fakes import BROKEN_EAR, LoudnessDetector, Notes, ScriptedEar, pieces, sound

QUIET, LOUD = 0.001, 0.3
LINE = sound((0.5, QUIET), (1, LOUD), (1, QUIET))


@contextmanager
def hearing(notes: Notes, ear: ScriptedEar | None = None, **habits: float) -> Iterator[Hearing]:
    stage = Hearing(LoudnessDetector(), ear or ScriptedEar(), notes.reports, Habits(**habits))
    stage.open()
    try:
        yield stage
    finally:
        stage.close()


def play(stage: Hearing, samples: Samples) -> None:
    for piece in pieces(samples):
        stage.hear(piece)


def test_a_line_is_reported_from_onset_to_words():
    notes = Notes()
    with hearing(notes, ScriptedEar("hello")) as stage:
        play(stage, LINE)
        answer = notes.recognised()
    assert answer.text == "hello"
    assert answer.number == 1
    assert answer.start == pytest.approx(0.5, abs=0.07)
    assert answer.end == pytest.approx(1.5, abs=0.13)
    assert answer.decided == pytest.approx(answer.end + 0.7, abs=0.04)
    assert [name for name, _ in notes.all if name in ("onset", "utterance", "recognised")] == [
        "onset",
        "utterance",
        "recognised",
    ]


def test_listened_tells_the_time_of_the_input_after_everything_it_led_to():
    notes = Notes()
    with hearing(notes) as stage:
        play(stage, LINE)
        notes.until("listened", len(LINE))
        before = [name for name, _ in notes.all]
    assert "utterance" in before
    assert notes.named("listened") == list(range(320, len(LINE) + 1, 320))


def test_a_slow_ear_does_not_stop_listening():
    patience = threading.Event()

    class SlowEar(ScriptedEar):
        def transcribe(self, samples):
            patience.wait()
            return super().transcribe(samples)

    notes = Notes()
    with hearing(notes, SlowEar("one", "two")) as stage:
        play(stage, LINE)
        play(stage, LINE)
        notes.until("utterance", 2)
        patience.set()
        assert [notes.recognised().text, notes.recognised().text] == ["one", "two"]


def test_while_she_speaks_nothing_is_heard():
    notes = Notes()
    with hearing(notes) as stage:
        stage.mute()
        play(stage, LINE)
        stage.unmute()
        play(stage, sound((2, QUIET)))
        notes.until("listened", len(LINE) + 2 * RATE)
    assert not notes.named("onset")


def test_after_she_has_stopped_the_tail_is_not_heard_either():
    notes = Notes()
    with hearing(notes, tail_ms=300) as stage:
        stage.mute()
        stage.unmute()
        play(stage, sound((0.28, LOUD), (0.72, QUIET), (1, LOUD), (1, QUIET)))
        answer = notes.recognised()
    assert answer.start == pytest.approx(1.0, abs=0.07)
    assert len(notes.named("onset")) == 1


def test_times_count_what_was_not_heard():
    notes = Notes()
    with hearing(notes, tail_ms=0) as stage:
        stage.mute()
        play(stage, sound((3, LOUD)))
        stage.unmute()
        play(stage, LINE)
        answer = notes.recognised()
    assert answer.start == pytest.approx(3.5, abs=0.07)


def test_her_first_word_drops_what_somebody_had_begun():
    notes = Notes()
    with hearing(notes) as stage:
        play(stage, sound((1, LOUD)))
        stage.mute()
        assert notes.until("dropped") == pytest.approx(1.0, abs=0.07)
    assert not notes.named("utterance")


def test_a_closed_microphone_stays_closed_when_she_has_stopped():
    notes = Notes()
    with hearing(notes) as stage:
        stage.pause()
        stage.mute()
        stage.unmute()
        play(stage, LINE)
        stage.resume()
        play(stage, LINE)
        assert notes.recognised().number == 1
    assert len(notes.named("onset")) == 1


def test_an_ear_that_dies_is_an_answer():
    notes = Notes()
    with hearing(notes, ScriptedEar(BROKEN_EAR, "again")) as stage:
        play(stage, LINE)
        play(stage, LINE)
        broken, whole = notes.recognised(), notes.recognised()
    assert (broken.text, broken.failure) == ("", str(BROKEN_EAR))
    assert (whole.text, whole.failure) == ("again", "")


def test_a_fault_of_ours_in_the_ear_costs_one_utterance_and_is_logged(caplog):
    notes = Notes()
    with hearing(notes, ScriptedEar(ZeroDivisionError("ours"), "again")) as stage:
        play(stage, LINE)
        play(stage, LINE)
        assert notes.recognised().failure == FAULT
        assert notes.recognised().text == "again"
    assert "ZeroDivisionError: ours" in caplog.text


def test_a_fault_of_ours_while_listening_closes_the_microphone_and_says_so(caplog):
    notes, detector = Notes(), LoudnessDetector()
    stage = Hearing(detector, ScriptedEar("again"), notes.reports)
    stage.open()
    detector.broken = True
    play(stage, LINE)
    assert "open the microphone again" in str(notes.until("trouble"))
    notes.until("listened", len(LINE))
    detector.broken = False
    stage.resume()
    play(stage, LINE)
    assert notes.recognised().text == "again"
    stage.close()
    assert len(notes.named("trouble")) == 1
    assert "ZeroDivisionError" in caplog.text


def test_the_level_comes_thirty_times_a_second():
    notes = Notes()
    with hearing(notes) as stage:
        play(stage, sound((1, LOUD)))
        play(stage, np.zeros(RATE, np.float32))
        notes.until("listened", 2 * RATE)
    levels = notes.named("level")
    assert len(levels) == 60
    assert all(0.9 < level <= 1 for level in levels[:30])
    assert not any(levels[31:])


def test_a_microphone_that_gives_only_zeros_is_told_once():
    notes = Notes()
    with hearing(notes, microphone="USB headset", backlog_s=60) as stage:
        play(stage, np.zeros(4 * RATE, np.float32))
        play(stage, sound((0.1, QUIET)))
        play(stage, np.zeros(20 * RATE, np.float32))
        notes.until("listened", int(24.1 * RATE))
    (sentence,) = notes.named("trouble")
    assert str(sentence).startswith("The microphone “USB headset” gives only silence")


def test_what_the_detector_has_no_time_for_is_lost_and_counted_not_queued_for_ever():
    gate = threading.Event()

    class StuckDetector(LoudnessDetector):
        def probability(self, samples):
            gate.wait()
            return super().probability(samples)

    notes = Notes()
    stage = Hearing(StuckDetector(), ScriptedEar("after"), notes.reports, Habits(backlog_s=3))
    stage.open()
    play(stage, sound((9, LOUD)))
    kept = 9 * 50 - stage.overflows
    assert 149 < kept < 154
    gate.set()
    notes.until("listened", kept * 320)
    play(stage, LINE)
    answer = notes.recognised()
    stage.close()
    assert answer.start == pytest.approx(9.5, abs=0.07)


def test_closing_forgets_what_waits_for_the_ear_and_may_be_done_twice():
    notes = Notes()
    with hearing(notes) as stage:
        play(stage, LINE)
        notes.until("utterance")
        stage.close()
        stage.close()
        told = list(notes.all)
        play(stage, LINE)
        assert notes.all == told, "a closed stage still reports"
