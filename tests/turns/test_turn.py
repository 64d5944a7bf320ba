"""Checks that a turn is cancelled once for all, and records the times of its phases."""

from __future__ import annotations

import threading

from companion.turns.turn import Turn


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_cancel_is_told_once_to_each_who_asked():
    turn, told = Turn(1, Clock()), list[str]()
    turn.on_cancel(lambda: told.append("first"))
    turn.on_cancel(lambda: told.append("second"))
    assert not turn.cancelled
    turn.cancel()
    turn.cancel()
    assert turn.cancelled
    assert told == ["first", "second"]


def test_who_asks_after_the_cancel_is_told_at_once():
    turn, told = Turn(1, Clock()), list[str]()
    turn.cancel()
    turn.on_cancel(lambda: told.append("late"))
    assert told == ["late"]


def test_nobody_misses_a_cancel_that_comes_while_they_ask():
    for _ in range(50):
        turn, told = Turn(1, Clock()), threading.Event()
        cancelling = threading.Thread(target=turn.cancel)
        cancelling.start()
        turn.on_cancel(told.set)
        assert told.wait(20)
        cancelling.join()


def test_who_is_told_may_look_at_the_turn():
    turn, seen = Turn(1, Clock()), list[bool]()
    turn.on_cancel(lambda: seen.append(turn.cancelled and turn.between("a", "b") is None))
    turn.cancel()
    assert seen == [True]


def test_only_the_first_time_of_a_phase_counts():
    clock = Clock()
    turn = Turn(1, clock)
    turn.mark_at("speech_end", 99.5)
    turn.mark("heard")
    clock.seconds = 102.0
    turn.mark("first_audio")
    turn.mark("heard")
    turn.mark_at("speech_end", 0.0)
    assert turn.between("heard", "first_audio") == 2.0
    assert turn.between("speech_end", "heard") == 0.5


def test_between_is_unknown_until_both_happened():
    turn = Turn(1, Clock())
    turn.mark("heard")
    assert turn.between("heard", "first_audio") is None
    assert turn.between("endpoint", "heard") is None
