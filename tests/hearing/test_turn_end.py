"""The evidence of one pause: whose opinion counts, and when the sound of it is asked for."""

from __future__ import annotations

import numpy as np

from companion.audio.devices import Samples
from companion.hearing.endpointing import Endpointing, EndpointRules
from companion.hearing.transcripts import EndOfTurnEstimate
from companion.hearing.turn_end import TurnEnd

RULES = EndpointRules()
LIMIT = RULES.limit_ms


def sound() -> Samples:
    return np.zeros(16, np.float32)


def ends_at(end: TurnEnd) -> int:
    """Milliseconds of silence at which the turn is over."""
    return next(ms for ms in range(0, 10_000, 32) if end.over(ms, sound))


def near(ms: int, expected: int) -> bool:
    return expected <= ms < expected + 32


def test_while_somebody_is_still_judging_only_the_limit_ends_the_turn():
    end = TurnEnd(Endpointing(RULES))
    end.begin()
    assert near(ends_at(end), LIMIT)


def test_a_line_that_is_surely_finished_ends_it_soonest():
    end = TurnEnd(Endpointing(RULES))
    end.judged(end.begin(), EndOfTurnEstimate(0.999))
    assert near(ends_at(end), RULES.soonest_ms)


def test_an_answer_about_an_earlier_pause_is_late():
    end = TurnEnd(Endpointing(RULES))
    first = end.begin()
    end.begin()
    end.judged(first, EndOfTurnEstimate(0.999))
    end.sounded(first, 0.999)
    assert near(ends_at(end), LIMIT)


def test_who_goes_on_begins_anew():
    end = TurnEnd(Endpointing(RULES))
    end.judged(end.begin(), EndOfTurnEstimate(0.999))
    end.went_on(16 * 300)
    assert near(ends_at(end), LIMIT)


def test_who_asked_for_time_gets_it():
    end = TurnEnd(Endpointing(RULES))
    end.judged(end.begin(), EndOfTurnEstimate(0.999, patient=True))
    assert near(ends_at(end), RULES.patient_ms)


def test_the_sound_is_asked_for_once_at_each_due_silence():
    asked: list[int] = []
    end = TurnEnd(Endpointing(RULES), lambda number, _samples: asked.append(number))
    number = end.begin()
    for ms in range(0, 1000, 32):
        end.over(ms, sound)
    assert asked == [number] * len(Endpointing(RULES).asks_sound_ms)
    another = end.begin()
    end.over(999, sound)
    assert asked[-1] == another
