"""Checks what hearing reports, when it is muted, and that neither a slow recogniser nor a fault of ours stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from companion.audio.devices import RATE, Samples
from companion.hearing import Barge, EndOfTurnEstimate, Hearing, HearingModels, InterimTranscript, ListeningOptions
from companion.hearing.hearing import LATE, NOTHING_HELD
from companion.hearing.prosody import ProsodyModel
from companion.hearing.transcriber import FAULT
from models.stt import SpeechToText
from tests.hearing.fakes import BROKEN_EAR, LengthEar, LoudnessDetector, Notes, ScriptedEar, pieces, sound

QUIET, LOUD = 0.001, 0.3
LINE = sound((0.5, QUIET), (0.8, LOUD), (1.5, QUIET))
LIMIT_S = 1.2
"""Silence that ends a line of which nothing is known."""


@contextmanager
def hearing(
    notes: Notes, stt: SpeechToText | None = None, turns: ProsodyModel | None = None, echo: Any = None, **habits: float
) -> Iterator[Hearing]:
    ears = HearingModels(LoudnessDetector(), stt or ScriptedEar(), echo, turns)
    stage = Hearing(ears, notes.reports, ListeningOptions(**habits))  # type: ignore[arg-type]
    stage.open()
    try:
        yield stage
    finally:
        stage.close()


def play(stage: Hearing, samples: Samples) -> None:
    """As fast as it is taken, without waiting for anybody."""
    for piece in pieces(samples):
        stage.hear(piece)


def test_a_line_is_reported_from_onset_to_words():
    notes = Notes()
    with hearing(notes, ScriptedEar("hello")) as stage:
        notes.play(stage, LINE)
        answer = notes.recognised()
    assert answer.text == "hello"
    assert answer.number == 1
    assert answer.start == pytest.approx(0.5, abs=0.07)
    assert answer.end == pytest.approx(1.3, abs=0.13)
    assert answer.decided == pytest.approx(answer.end + LIMIT_S, abs=0.04)
    assert [name for name, _ in notes.all if name in ("onset", "utterance", "final_transcript")] == [
        "onset",
        "utterance",
        "final_transcript",
    ]


def test_listened_tells_the_time_of_the_input_after_everything_it_led_to():
    notes = Notes()
    with hearing(notes) as stage:
        notes.play(stage, LINE)
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


def test_in_half_duplex_nothing_is_heard_while_she_speaks():
    notes = Notes()
    with hearing(notes, half_duplex=True) as stage:
        stage.sounding(True)
        play(stage, LINE)
        stage.sounding(False)
        play(stage, sound((2, QUIET)))
        notes.until("listened", len(LINE) + 2 * RATE)
    assert not notes.named("onset")


def test_half_duplex_may_begin_for_a_while_with_her_next_word():
    notes = Notes()
    with hearing(notes) as stage:
        stage.sounding(True)
        stage.half_duplex_for(60.0)
        play(stage, LINE)
        stage.sounding(False)
        stage.sounding(True)
        play(stage, LINE)
        stage.sounding(False)
        play(stage, sound((2, QUIET)))
        notes.until("listened", 2 * len(LINE) + 2 * RATE)
    assert notes.named("onset") == [pytest.approx(0.5, abs=0.07)]


def test_another_device_ends_it():
    notes = Notes()
    with hearing(notes) as stage:
        stage.half_duplex_for(60.0)
        stage.devices_changed()
        stage.sounding(True)
        play(stage, LINE)
        stage.sounding(False)
        play(stage, sound((2, QUIET)))
        notes.until("listened", len(LINE) + 2 * RATE)
    assert len(notes.named("onset")) == 1


def test_in_half_duplex_she_listens_in_the_rests_of_what_rings():
    notes = Notes()
    with hearing(notes, half_duplex=True, tail_ms=0) as stage:
        stage.sounding(True)
        play(stage, sound((1, LOUD)))
        stage.sounding(True, listens=True)
        notes.play(stage, LINE)
        assert notes.recognised().start == pytest.approx(1.5, abs=0.07)


def test_after_she_has_stopped_the_tail_is_not_heard_either():
    notes = Notes()
    with hearing(notes, half_duplex=True, tail_ms=300) as stage:
        stage.sounding(True)
        stage.sounding(False)
        notes.play(stage, sound((0.28, LOUD), (0.72, QUIET), (0.8, LOUD), (1.5, QUIET)))
        answer = notes.recognised()
    assert answer.start == pytest.approx(1.0, abs=0.07)
    assert len(notes.named("onset")) == 1


def test_times_count_what_was_not_heard():
    notes = Notes()
    with hearing(notes, half_duplex=True, tail_ms=0) as stage:
        stage.sounding(True)
        notes.play(stage, sound((3, LOUD)))
        stage.sounding(False)
        notes.play(stage, LINE)
        answer = notes.recognised()
    assert answer.start == pytest.approx(3.5, abs=0.07)


def test_in_half_duplex_her_first_word_drops_what_somebody_had_begun():
    notes = Notes()
    with hearing(notes, half_duplex=True) as stage:
        play(stage, sound((1, LOUD)))
        stage.sounding(True)
        assert notes.until("dropped") == pytest.approx(1.0, abs=0.07)
    assert not notes.named("utterance")


def test_a_closed_microphone_stays_closed_when_she_has_stopped():
    notes = Notes()
    with hearing(notes, half_duplex=True) as stage:
        stage.pause()
        stage.sounding(True)
        stage.sounding(False)
        play(stage, LINE)
        stage.resume()
        play(stage, LINE)
        assert notes.recognised().number == 1
    assert len(notes.named("onset")) == 1


def test_an_ear_that_dies_is_an_answer():
    notes = Notes()
    with hearing(notes, ScriptedEar(BROKEN_EAR, BROKEN_EAR, "again")) as stage:
        notes.play(stage, LINE)
        notes.play(stage, LINE)
        broken, whole = notes.recognised(), notes.recognised()
    assert (broken.text, broken.failure) == ("", str(BROKEN_EAR))
    assert (whole.text, whole.failure) == ("again", "")


def test_a_fault_of_ours_in_the_ear_costs_one_utterance_and_is_logged(caplog):
    notes = Notes()
    with hearing(notes, ScriptedEar(ZeroDivisionError("ours"), ZeroDivisionError("ours"), "again")) as stage:
        notes.play(stage, LINE)
        notes.play(stage, LINE)
        assert notes.recognised().failure == FAULT
        assert notes.recognised().text == "again"
    assert "ZeroDivisionError: ours" in caplog.text


def test_a_fault_of_ours_while_listening_closes_the_microphone_and_says_so(caplog):
    notes, detector = Notes(), LoudnessDetector()
    stage = Hearing(HearingModels(detector, ScriptedEar("again")), notes.reports)
    stage.open()
    detector.broken = True
    notes.play(stage, LINE)
    assert "open the microphone again" in str(notes.until("notify"))
    notes.until("listened", len(LINE))
    detector.broken = False
    stage.resume()
    notes.play(stage, LINE)
    assert notes.recognised().text == "again"
    stage.close()
    assert len(notes.named("notify")) == len(notes.named("broke")) == 1
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


def test_a_microphone_that_gives_only_zeros_is_told_within_two_seconds():
    notes = Notes()
    with hearing(notes, microphone="USB headset") as stage:
        notes.play(stage, np.zeros(2 * RATE, np.float32))
        (sentence,) = notes.named("notify")
        assert str(sentence).startswith("The microphone “USB headset” gives only silence")
        notes.play(stage, np.zeros(20 * RATE, np.float32))
        assert len(notes.named("notify")) == 1


def test_a_detector_that_cannot_keep_up_is_told_once_until_it_can_again():
    gate = threading.Event()

    class SlowDetector(LoudnessDetector):
        def probability(self, samples):
            gate.wait()
            return super().probability(samples)

    notes = Notes()
    stage = Hearing(HearingModels(SlowDetector(), ScriptedEar()), notes.reports)
    stage.open()
    play(stage, sound((3, QUIET)))
    assert notes.until("notify") == LATE
    gate.set()
    notes.until("listened", 3 * RATE)
    gate.clear()
    play(stage, sound((3, QUIET)))
    assert notes.until("notify") == LATE
    gate.set()
    stage.close()
    assert len(notes.named("notify")) == 2


def test_what_the_detector_has_no_time_for_is_lost_and_counted_not_queued_for_ever():
    gate = threading.Event()

    class StuckDetector(LoudnessDetector):
        def probability(self, samples):
            gate.wait()
            return super().probability(samples)

    notes = Notes()
    stage = Hearing(HearingModels(StuckDetector(), ScriptedEar("after")), notes.reports, ListeningOptions(backlog_s=3))
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


FINISHED, UNFINISHED = EndOfTurnEstimate(0.99), EndOfTurnEstimate(0.001)


def line(seconds: float = 0.8, silence: float = 1.5) -> Samples:
    return sound((0.5, QUIET), (seconds, LOUD), (silence, QUIET))


class TestAPause:
    """Guesses, and when a turn is over."""

    def test_is_guessed_at_once_and_its_words_are_those_of_the_whole(self):
        notes, stt = Notes(), ScriptedEar("hello")
        with hearing(notes, stt) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        (guess,) = notes.guesses
        assert (guess.text, guess.silent) == ("hello", True)
        assert (guess.start, guess.end) == (answer.start, answer.end)
        assert answer.text == "hello"
        assert len(stt.heard) == 1, "the ear hears the same thing only once"
        assert notes.names("onset", "interim_transcript", "utterance", "final_transcript") == [
            "onset",
            "interim_transcript",
            "utterance",
            "final_transcript",
        ]

    def test_is_guessed_after_150_ms_of_silence(self):
        notes = Notes()
        with hearing(notes) as stage:
            notes.play(stage, sound((0.5, QUIET), (0.8, LOUD), (0.04, QUIET)))
            assert not notes.guesses, "90 ms of the 150 are the detector's lag"
            notes.play(stage, sound((0.06, QUIET)))
            assert notes.guesses

    def test_words_come_without_a_pause_too(self):
        notes = Notes()
        with hearing(notes, ScriptedEar("I was", "I was going to")) as stage:
            notes.play(stage, sound((0.5, QUIET), (1.2, LOUD)))
            notes.until("interim_transcript")
            notes.play(stage, sound((1.0, LOUD)))
            notes.until("interim_transcript")
        assert [(guess.text, guess.silent) for guess in notes.guesses] == [("I was", False), ("I was going to", False)]
        assert not notes.named("speech_resumed")

    def test_within_which_they_go_on_was_none_of_the_end(self):
        notes = Notes(UNFINISHED)
        with hearing(notes, ScriptedEar("I was", "I was going home")) as stage:
            notes.play(stage, sound((0.5, QUIET), (0.6, LOUD), (0.3, QUIET)))
            notes.until("interim_transcript")
            notes.play(stage, sound((0.4, LOUD), (1.5, QUIET)))
            answer = notes.recognised()
        assert [guess.text for guess in notes.guesses] == ["I was", "I was going home"]
        assert notes.names("interim_transcript", "speech_resumed", "utterance") == [
            "interim_transcript",
            "speech_resumed",
            "interim_transcript",
            "utterance",
        ]
        assert answer.text == "I was going home"

    def test_after_a_line_that_is_finished_is_the_end_at_once(self):
        notes = Notes(FINISHED)
        with hearing(notes) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(0.2, abs=0.04)

    def test_after_a_line_that_is_not_finished_is_the_end_at_the_limit(self):
        notes = Notes(UNFINISHED)
        with hearing(notes) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(LIMIT_S, abs=0.04)

    def test_after_a_plea_for_time_is_long(self):
        notes = Notes(EndOfTurnEstimate(0.99, patient=True))
        with hearing(notes) as stage:
            notes.play(stage, line(silence=5.3))
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(5.0, abs=0.04)

    def test_that_nobody_judges_is_the_end_at_the_limit(self):
        notes = Notes(opinion=None)
        with hearing(notes) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(LIMIT_S, abs=0.04)

    def test_the_longest_silence_is_what_the_user_chose(self):
        notes = Notes(UNFINISHED)
        with hearing(notes, silence_ms=600) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(0.6, abs=0.04)

    def test_is_longer_for_somebody_who_makes_long_pauses(self):
        notes = Notes(UNFINISHED)
        pausing = sound((0.6, LOUD), (1, QUIET), (0.6, LOUD), (1, QUIET), (0.6, LOUD), (2.5, QUIET))
        with hearing(notes) as stage:
            notes.play(stage, pausing)
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(1.25 * 1.09, abs=0.1)

    def test_an_opinion_of_an_earlier_pause_counts_for_nothing(self):
        notes = Notes(opinion=None)
        with hearing(notes, ScriptedEar("stop", "stopping is hard")) as stage:
            notes.play(stage, sound((0.5, QUIET), (0.6, LOUD), (0.5, QUIET)))
            first = notes.until("interim_transcript")
            notes.play(stage, sound((0.6, LOUD), (0.1, QUIET)))
            second = notes.until("interim_transcript")
            assert isinstance(first, InterimTranscript)
            assert isinstance(second, InterimTranscript)
            first.report_end_of_turn(FINISHED)
            notes.play(stage, sound((1.5, QUIET)))
            answer = notes.recognised()
        assert answer.decided - answer.end == pytest.approx(LIMIT_S, abs=0.04)

    def test_is_awaited_until_it_is_judged(self):
        notes = Notes()
        with hearing(notes) as stage:
            notes.play(stage, line())
            notes.recognised()
        (began, ended) = notes.named("waits")
        assert began == (1, True)
        assert ended == (1, False)

    def test_nobody_waits_any_more_for_a_pause_that_was_none(self):
        notes = Notes(opinion=None)
        with hearing(notes) as stage:
            notes.play(stage, sound((0.6, LOUD), (0.5, QUIET), (0.6, LOUD), (1.5, QUIET)))
            notes.recognised()
        waiting: set[object] = set()
        for number, on in (value for value in notes.named("waits") if isinstance(value, tuple)):
            (waiting.add if on else waiting.remove)(number)
        assert not waiting

    def test_how_it_sounds_counts_too(self):
        model, notes = ScriptedTurns(0.001), Notes(EndOfTurnEstimate(0.75))
        with hearing(notes, turns=model) as stage:
            notes.play(stage, line(silence=0.35))
            assert model.asked.acquire(timeout=20)
            notes.play(stage, sound((2, QUIET)))
            answer = notes.recognised()
        assert answer.decided - answer.end > 0.72, "0.54 s of silence would do without the sound of it"
        assert model.opened == model.closed == 1

    def test_a_model_of_sounds_that_fails_leaves_it_to_the_words(self, caplog):
        model, notes = ScriptedTurns(ZeroDivisionError("ours")), Notes(FINISHED)
        with hearing(notes, turns=model) as stage:
            notes.play(stage, line())
            assert notes.recognised().decided > 0
        assert model.closed == 1

    def test_a_guess_that_fails_costs_nothing(self):
        notes = Notes()
        with hearing(notes, ScriptedEar(BROKEN_EAR, "hello")) as stage:
            notes.play(stage, line())
            answer = notes.recognised()
        assert not notes.guesses
        assert (answer.text, answer.failure) == ("hello", "")


class ScriptedTurns:
    """Finds every sound equally finished."""

    def __init__(self, opinion: float | Exception) -> None:
        self.opened = self.closed = 0
        self.asked = threading.Semaphore(0)
        self._opinion = opinion

    def open(self) -> None:
        self.opened += 1

    def probability(self, samples: Samples) -> float:
        assert 0 < len(samples) <= 8 * RATE
        try:
            if isinstance(self._opinion, Exception):
                raise self._opinion
            return self._opinion
        finally:
            self.asked.release()

    def close(self) -> None:
        self.closed += 1


class OnlyEcho:
    """Cancels nothing, and takes all that is there for her own voice."""

    likely_echo = 1.0

    def clean(self, samples: Samples, at: int) -> Samples:
        return samples


class TestOverHer:
    """What is said while she is audible."""

    def test_speech_ducks_her_then_stops_her_and_is_heard_whole(self):
        notes = Notes()
        with hearing(notes, ScriptedEar("wait")) as stage:
            stage.sounding(True)
            notes.play(stage, line())
            answer = notes.recognised()
        assert notes.names("barge", "onset", "final_transcript") == ["barge", "barge", "onset", "final_transcript"]
        assert notes.named("barge") == [Barge.DUCK, Barge.STOP]
        assert (answer.text, answer.start) == ("wait", pytest.approx(0.5, abs=0.07))

    def test_a_click_ducks_her_for_a_moment(self):
        notes = Notes()
        with hearing(notes) as stage:
            stage.sounding(True)
            notes.play(stage, sound((0.512, QUIET), (0.02, LOUD), (1, QUIET)))
        assert notes.named("barge") == [Barge.DUCK, Barge.RELEASE]
        assert not notes.named("onset")

    def test_what_is_left_of_her_own_voice_is_no_line(self):
        notes = Notes()
        with hearing(notes, ScriptedEar("her own words"), echo=OnlyEcho()) as stage:
            stage.sounding(True)
            notes.play(stage, sound((2, LOUD)))
            stage.sounding(False)
            notes.play(stage, sound((0.1, LOUD), (2, QUIET)))
        assert notes.names("onset", "interim_transcript", "utterance", "final_transcript") == []

    def test_who_began_under_her_voice_and_goes_on_is_heard(self):
        notes = Notes()
        with hearing(notes, ScriptedEar("I began", "I began too soon"), echo=OnlyEcho()) as stage:
            stage.sounding(True)
            notes.play(stage, sound((0.5, LOUD)))
            stage.sounding(False)
            notes.play(stage, sound((0.8, LOUD), (2, QUIET)))
            answer = notes.recognised()
        assert answer.start == pytest.approx(0, abs=0.07)
        assert notes.names("onset", "final_transcript") == ["onset", "final_transcript"]

    def test_a_stop_of_which_no_speech_comes_is_taken_back(self):
        notes = Notes()
        with hearing(notes) as stage:
            stage.sounding(True)
            notes.play(stage, sound((0.512, QUIET), (0.064, LOUD), (1, QUIET)))
        assert Barge.STOP in notes.named("barge")
        assert notes.named("onset") == []
        assert len(notes.named("dropped")) == 1, "or she is silent for ever"

    def test_a_cough_over_her_is_dropped_soon(self):
        notes = Notes()
        with hearing(notes) as stage:
            stage.sounding(True)
            notes.play(stage, sound((0.512, QUIET), (0.128, LOUD), (2, QUIET)))
        (dropped,) = notes.named("dropped")
        at = notes.all.index(("dropped", dropped))
        assert notes.all.index(("listened", round(1.4 * RATE))) > at, "she goes on 0.7 s after it"

    def test_a_stop_is_taken_back_when_the_microphone_is_closed(self):
        notes = Notes()
        with hearing(notes) as stage:
            stage.sounding(True)
            notes.play(stage, sound((0.512, QUIET), (0.064, LOUD), (0.1, QUIET)))
            assert Barge.STOP in notes.named("barge")
            stage.pause()
            notes.play(stage, sound((0.1, QUIET)))
            assert len(notes.named("dropped")) == 1


class TestPushToTalk:
    """Only between press and release."""

    def test_nothing_is_heard_unless_the_key_is_pressed(self):
        notes = Notes()
        with hearing(notes, push_to_talk=True) as stage:
            notes.play(stage, line())
        assert notes.names("onset", "barge", "interim_transcript") == []
        assert not any(notes.named("level"))

    def test_a_press_stops_her_and_the_release_ends_the_line_however_long_it_paused(self):
        notes = Notes(FINISHED)
        with hearing(notes, LengthEar((3.0, "so"), (9.0, "so it is")), push_to_talk=True) as stage:
            stage.talk(True)
            notes.play(stage, sound((0.2, QUIET), (0.6, LOUD), (3, QUIET), (0.6, LOUD)))
            stage.talk(False)
            notes.play(stage, sound((0.3, QUIET)))
            answer = notes.recognised()
        assert notes.named("barge")[0] is Barge.STOP
        assert answer.text == "so it is"
        assert answer.decided == pytest.approx(4.4 + 0.25, abs=0.05)
        assert len(notes.named("final_transcript")) == 1

    def test_the_last_word_may_come_a_little_after_the_release(self):
        notes = Notes()
        with hearing(notes, ScriptedEar("yes"), push_to_talk=True) as stage:
            stage.talk(True)
            notes.play(stage, sound((0.3, LOUD)))
            stage.talk(False)
            notes.play(stage, sound((0.2, LOUD), (2, QUIET), (1, LOUD), (2, QUIET)))
            answer = notes.recognised()
        assert answer.end == pytest.approx(0.45, abs=0.1)
        assert len(notes.named("onset")) == 1, "after the release she is deaf"

    def test_who_only_silences_her_with_the_key_is_told_nothing(self):
        notes = Notes()
        with hearing(notes, push_to_talk=True) as stage:
            stage.sounding(True)
            stage.talk(True)
            notes.play(stage, sound((0.5, QUIET)))
            stage.talk(False)
            notes.play(stage, sound((0.5, QUIET)))
        assert notes.named("notify") == []

    def test_a_press_without_a_word_is_told_and_is_nothing(self):
        notes = Notes()
        with hearing(notes, push_to_talk=True) as stage:
            stage.talk(True)
            notes.play(stage, sound((0.5, QUIET)))
            stage.talk(False)
            notes.play(stage, sound((0.5, QUIET)))
        assert notes.names("onset", "dropped", "utterance") == ["dropped"]
        assert notes.named("notify") == [NOTHING_HELD]

    def test_pressing_again_before_the_end_goes_on(self):
        notes = Notes()
        with hearing(notes, ScriptedEar(), push_to_talk=True) as stage:
            stage.talk(True)
            notes.play(stage, sound((0.5, LOUD)))
            stage.talk(False)
            notes.play(stage, sound((0.1, QUIET)))
            stage.talk(True)
            notes.play(stage, sound((2, QUIET), (0.5, LOUD)))
            assert not notes.named("utterance")
            stage.talk(False)
            notes.play(stage, sound((0.5, QUIET)))
            assert notes.recognised().start == pytest.approx(0, abs=0.07)

    def test_a_microphone_closed_meanwhile_takes_the_stop_back(self):
        notes = Notes()
        with hearing(notes, push_to_talk=True) as stage:
            stage.talk(True)
            notes.play(stage, sound((0.5, QUIET)))
            stage.pause()
            notes.play(stage, sound((0.5, QUIET)))
            assert len(notes.named("dropped")) == 1

    def test_in_the_other_modes_the_key_does_nothing(self):
        notes = Notes()
        with hearing(notes) as stage:
            stage.talk(True)
            stage.talk(False)
            notes.play(stage, line())
            assert notes.recognised()
        assert notes.named("barge") == []
