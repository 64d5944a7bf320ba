"""Checks how the time of a turn is told, as a line of the log and as a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.events import Interrupted, TurnDone
from companion.turns.latency import SLOW_S, TurnTrace, explain, log_line, phases, trace_of
from companion.turns.turn import Turn

PHASES = {"endpoint": 0.31, "ear": 0.42, "recall": 0.018, "first_token": 0.18, "first_audio": 0.26}


def done(turn: int = 12, gap_s: float | None = 1.17, **more: float) -> TurnDone:
    return TurnDone(turn=turn, reply="", gap_s=gap_s, phases=more or PHASES, prompt_tokens=812, evaluated_tokens=34)


def slow(phase: str, seconds: float = 1.2, evaluated: int = 30) -> TurnTrace:
    return TurnTrace(3, 2.0, {**PHASES, phase: seconds}, 900, evaluated)


def test_a_turn_is_one_line_of_figures():
    assert log_line(trace_of(done())) == (
        "turn 12 endpoint 310 ear 420 first-token 180 first-audio 260 gap 1170 ms recall 18 prompt 34/812 tokens overflows 0"
    )


def test_a_phase_that_nobody_knew_of_is_in_the_line_where_it_happened():
    assert log_line(trace_of(done(endpoint=0.1, second_thought=0.25, first_audio=0.3))).startswith(
        "turn 12 endpoint 100 second-thought 250 first-audio 300 gap 1170 ms prompt"
    )


def test_a_turn_that_was_not_heard_has_no_gap():
    assert " gap - recall 18 prompt 34/812 " in log_line(trace_of(done(gap_s=None)))


def test_an_interrupted_turn_says_so_and_counts_what_was_lost():
    assert log_line(trace_of(Interrupted(turn=4, heard="Well—"), overflows=2)) == (
        "turn 4 gap - prompt 0/0 tokens overflows 2 interrupted"
    )


def marked(**marks: float) -> Turn:
    turn = Turn(1, lambda: 0.0)
    for name, seconds in marks.items():
        turn.mark_at(name, seconds)
    return turn


def test_each_phase_goes_from_the_one_before_to_its_mark():
    turn = marked(speech_end=10.0, endpoint=10.5, heard=10.75, recalled=11.0, first_token=11.5, first_audio=12.5)
    assert phases(turn) == {"endpoint": 0.5, "ear": 0.25, "recall": 0.25, "first_token": 0.5, "first_audio": 1.0}


def test_what_she_thinks_after_she_was_first_heard_is_no_part_of_the_gap():
    turn = marked(speech_end=10.0, endpoint=10.5, first_audio=10.75, recalled=13.0, first_token=14.0)
    assert sum(phases(turn).values()) == 0.75


def test_what_was_done_while_she_waited_is_told_in_the_order_in_which_it_happened():
    marks = {"pause": 10.25, "heard": 10.5, "recalled": 10.5, "first_token": 10.75, "endpoint": 11.5, "clause": 11.25}
    assert phases(marked(speech_end=10.0, first_audio=12.0, **marks)) == {
        "endpoint": 0.25 + 0.25, "ear": 0.25, "recall": 0.0, "first_token": 0.25, "clause": 0.5, "first_audio": 0.5
    }  # fmt: skip


def test_what_did_not_happen_is_left_out():
    assert phases(marked(speech_end=10.0, heard=10.5, first_audio=11.0)) == {"ear": 0.5, "first_audio": 0.5}
    assert phases(marked(endpoint=10.0)) == {}


@given(
    st.dictionaries(
        st.sampled_from(["pause", "endpoint", "heard", "recalled", "first_token", "clause"]), st.floats(0, 9)
    )
)
def test_the_phases_together_are_the_gap(marks: dict[str, float]):
    turn = marked(speech_end=0.0, first_audio=10.0, **marks)
    assert sum(phases(turn).values()) == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("phase", "begins", "helps"),
    [
        ("endpoint", "She waits 1.2 s of the 2.0 s to be sure", "hold Space"),
        ("ear", "Her hearing takes 1.2 s of the 2.0 s", "smaller one"),
        ("recall", "Looking through her memory takes 1.2 s of the 2.0 s", "mind"),
        ("first_token", "Her mind takes 1.2 s of the 2.0 s to begin", "smaller mind"),
        ("clause", "Her mind takes 1.2 s of the 2.0 s for her first words", "smaller mind"),
        ("first_audio", "Her voice takes 1.2 s of the 2.0 s", "the system voice"),
        ("second_thought", "Second thought takes 1.2 s of the 2.0 s", "faster computer"),
    ],
)
def test_the_longest_phase_explains_it(phase: str, begins: str, helps: str):
    said = explain(slow(phase))
    assert said is not None
    assert said.startswith(begins)
    assert helps in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_mind_that_reads_everything_again_is_told_apart():
    assert explain(slow("first_token", evaluated=1800)) == (
        "Her mind reads 1,800 tokens again, which takes 1.2 s of the 2.0 s; a smaller mind or a faster computer would help."
    )


def test_quick_answers_need_no_explanation():
    assert explain(TurnTrace(1, SLOW_S, PHASES)) is None
    assert explain([]) is None
    assert explain(trace_of(Interrupted(turn=1, heard=""))) is None


def test_one_slow_turn_among_quick_ones_is_chance():
    quick = [TurnTrace(turn, 1.0, PHASES) for turn in range(2)]
    assert explain([slow("ear"), *quick]) is None
    assert explain([slow("ear"), slow("ear"), *quick[:1]]) is not None


def test_the_usual_phase_counts_and_not_the_worst():
    traces = [slow("ear", 1.0), slow("ear", 1.1), slow("first_audio", 9.0)]
    said = explain(traces)
    assert said is not None
    assert said.startswith("Her hearing takes 1.0 s of the 2.0 s")


def test_a_gap_without_phases_is_still_told():
    assert explain(TurnTrace(1, 4.0)) == "She takes 4.0 s to answer."
