"""Checks how much silence ends a turn, by its words, its sound, and the pauses this speaker makes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.hearing import EndOfTurnEstimate
from companion.hearing.endpointing import WHOLE, Endpointer, EndpointRules, Evidence, SilenceThreshold

RULES = EndpointRules()
FRAME_MS = 32
maybe = st.none() | st.floats(0, 1)


def ends_at(threshold: SilenceThreshold, **known) -> int:
    """The silence at which a turn ends about which this is known all the time, asked at every frame."""
    moments = range(0, 10_000, FRAME_MS)
    return next(ms for ms in moments if threshold.is_reached(Evidence(silence_ms=ms, **known)))


def about(ms: int):
    return pytest.approx(ms, abs=FRAME_MS)


def test_a_finished_line_ends_sooner_than_an_open_one_and_that_sooner_than_a_broken_one():
    finished, opened, broken = (ends_at(SilenceThreshold(), words=words) for words in (0.9, 0.4, 0.01))
    assert finished < opened < broken


def test_a_line_that_breaks_off_waits_as_long_as_if_nothing_were_known():
    assert ends_at(SilenceThreshold(), words=0.001) == ends_at(SilenceThreshold()) == about(RULES.limit_ms)


def test_the_surest_line_waits_out_the_gaps_of_fluent_speech():
    assert ends_at(SilenceThreshold(), words=1.0, sound=1.0) >= RULES.soonest_ms


def test_a_voice_that_has_not_finished_delays_what_the_words_call_finished():
    assert ends_at(SilenceThreshold(), words=0.8, sound=0.05) > ends_at(SilenceThreshold(), words=0.8, sound=0.95)


def test_a_mind_that_cannot_tell_leaves_it_to_the_sound():
    assert (
        ends_at(SilenceThreshold(), sound=0.97)
        < ends_at(SilenceThreshold(), sound=0.85)
        < ends_at(SilenceThreshold(), sound=0.3)
    )


def test_asking_for_time_buys_it_whatever_the_line_sounds_like():
    assert ends_at(SilenceThreshold(), words=1.0, sound=1.0, patient=True) == about(RULES.patient_ms)


@given(maybe, maybe)
def test_silence_always_ends_a_turn_in_the_end_and_never_at_once(words: float | None, sound: float | None):
    assert RULES.soonest_ms <= ends_at(SilenceThreshold(), words=words, sound=sound) <= RULES.limit_ms + FRAME_MS


@given(st.floats(0, 1), st.floats(0, 1), maybe)
def test_likelier_words_never_wait_longer(one: float, other: float, sound: float | None):
    threshold = SilenceThreshold()
    less, more = sorted((one, other))
    assert threshold.needed_ms(more, sound) <= threshold.needed_ms(less, sound)


def test_somebody_who_makes_long_pauses_is_waited_for_longer():
    threshold = SilenceThreshold()
    before = threshold.limit_ms
    for _ in range(4):
        threshold.add_inner_pause(1150)
    assert threshold.limit_ms > before
    assert ends_at(threshold, words=0.001) == about(threshold.limit_ms)


def test_nobody_is_waited_for_without_end():
    threshold = SilenceThreshold()
    for _ in range(5):
        threshold.add_inner_pause(60_000)
    assert threshold.limit_ms == RULES.longest_ms


def test_long_pauses_are_forgotten_when_they_no_longer_come():
    threshold = SilenceThreshold()
    threshold.add_inner_pause(1500)
    for _ in range(RULES.pauses_kept):
        threshold.add_inner_pause(300)
    assert threshold.limit_ms == RULES.limit_ms


def test_smart_turn_is_asked_while_its_answer_still_counts():
    asks = SilenceThreshold().ask_prosody_ms
    assert list(asks) == sorted(set(asks))
    assert asks[0] > 0
    assert asks[-1] < RULES.limit_ms


def test_even_odds_change_nothing():
    usual = RULES.usual_sound
    assert SilenceThreshold().needed_ms(0.5, usual) == SilenceThreshold().needed_ms(0.5, None) == RULES.even_ms
    assert SilenceThreshold().needed_ms(math.e / (1 + math.e), None) == pytest.approx(
        RULES.even_ms - RULES.odds_ms, abs=1
    )


def test_without_words_the_sound_counts_more():
    threshold = SilenceThreshold()
    assert threshold.needed_ms(None, 0.98) < threshold.needed_ms(0.5, 0.98) < RULES.even_ms


def test_in_an_interview_no_turn_ends_before_its_silence_and_a_whole_answer_after_half_of_it():
    def ends_after(estimate: EndOfTurnEstimate) -> int:
        endpointer = Endpointer(SilenceThreshold())
        endpointer.least_ms = 2600
        endpointer.add_words_estimate(endpointer.start_pause(), estimate)
        no_sound = lambda: np.zeros(0, np.float32)  # noqa: E731
        return next(ms for ms in range(0, 10_000, FRAME_MS) if endpointer.is_over(ms, no_sound))

    assert ends_after(EndOfTurnEstimate()) == about(2600)
    assert ends_after(EndOfTurnEstimate(0.9)) == about(2600)
    assert ends_after(EndOfTurnEstimate(WHOLE)) == about(1300)
    assert ends_after(EndOfTurnEstimate(patient=True)) == about(RULES.patient_ms)
