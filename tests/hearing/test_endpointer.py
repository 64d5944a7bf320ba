"""Checks which estimates count at a pause, and when the prosody model is asked."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import Samples
from companion.hearing.endpointing import Endpointer, EndpointRules, SilenceThreshold
from companion.hearing.transcripts import EndOfTurnEstimate

RULES = EndpointRules()
LIMIT = RULES.limit_ms


def sound() -> Samples:
    return np.zeros(16, np.float32)


def ends_at(endpointer: Endpointer) -> int:
    """Milliseconds of silence at which the turn is over."""
    return next(ms for ms in range(0, 10_000, 32) if endpointer.is_over(ms, sound))


def near(ms: int, expected: int) -> bool:
    return expected <= ms < expected + 32


def test_while_somebody_is_still_judging_only_the_limit_ends_the_turn():
    endpointer = Endpointer(SilenceThreshold(RULES))
    endpointer.start_pause()
    assert near(ends_at(endpointer), LIMIT)


def test_a_line_that_is_surely_finished_ends_it_soonest():
    endpointer = Endpointer(SilenceThreshold(RULES))
    endpointer.add_words_estimate(endpointer.start_pause(), EndOfTurnEstimate(0.999))
    assert near(ends_at(endpointer), RULES.soonest_ms)


def test_an_answer_about_an_earlier_pause_is_late():
    endpointer = Endpointer(SilenceThreshold(RULES))
    first = endpointer.start_pause()
    endpointer.start_pause()
    endpointer.add_words_estimate(first, EndOfTurnEstimate(0.999))
    endpointer.add_sound_estimate(first, 0.999)
    assert near(ends_at(endpointer), LIMIT)


def test_who_goes_on_begins_anew():
    endpointer = Endpointer(SilenceThreshold(RULES))
    endpointer.add_words_estimate(endpointer.start_pause(), EndOfTurnEstimate(0.999))
    endpointer.speech_resumed(16 * 300)
    assert near(ends_at(endpointer), LIMIT)


def test_who_asked_for_time_gets_it():
    endpointer = Endpointer(SilenceThreshold(RULES))
    endpointer.add_words_estimate(endpointer.start_pause(), EndOfTurnEstimate(0.999, patient=True))
    assert near(ends_at(endpointer), RULES.patient_ms)


def test_the_sound_is_asked_for_once_at_each_due_silence():
    asked: list[int] = []
    endpointer = Endpointer(SilenceThreshold(RULES), lambda number, _samples: asked.append(number))
    number = endpointer.start_pause()
    for ms in range(0, 1000, 32):
        endpointer.is_over(ms, sound)
    assert asked == [number] * len(SilenceThreshold(RULES).ask_prosody_ms)
    another = endpointer.start_pause()
    endpointer.is_over(999, sound)
    assert asked[-1] == another
