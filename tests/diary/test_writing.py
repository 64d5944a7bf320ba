"""The LLM may say a sentence in fewer words, within the budget; a word of the user's stops it."""

from __future__ import annotations

import threading
import time

from companion.diary.own_time import OwnTime
from companion.diary.writing import SIDE, DiaryWriter
from companion.memory import Memory
from companion.remembering.idle import IdleWork
from companion.settings import Settings
from tests.clock import Clock
from tests.fakes import Hold, ScriptedMind

SAID = "I went for a walk in the park and saw a particularly lovely blooming cherry tree."
TOLD = "You went for a walk in the park and saw a particularly lovely blooming cherry tree."
SHORT = "You went for a walk in the park and saw a cherry tree."


def never() -> bool:
    return False


def fill(memory: Memory, clock: Clock) -> None:
    talk = memory.begin_conversation()
    for text in ("Good evening.", SAID, "I had soup."):
        memory.add(talk, "you", text, "typed")
    clock.wait(minutes=46)


def own_time_of(memory: Memory, clock: Clock, mind: ScriptedMind) -> OwnTime:
    own_time = OwnTime(memory, clock, Settings, mains=lambda: True)
    own_time.writer = DiaryWriter(mind, "transcript")
    return own_time


def test_a_line_that_stands_is_kept_as_hers(memory: Memory, clock: Clock) -> None:
    fill(memory, clock)
    mind = ScriptedMind()
    mind.enqueue(SHORT)
    own_time_of(memory, clock, mind).step(never)
    (line,) = memory.diary.list()
    assert line.by == "mind"
    assert line.text.startswith(SHORT)
    assert mind.requests[0].side_context == SIDE
    assert memory.diary.spent_today() > 0


def test_what_does_not_stand_is_thought_again_and_then_told_by_code(memory: Memory, clock: Clock) -> None:
    fill(memory, clock)
    mind = ScriptedMind()
    mind.enqueue("You felt free in the park.", "I was with you in the park.", "Never asked for.")
    own_time_of(memory, clock, mind).step(never)
    (line,) = memory.diary.list()
    assert line.by == "form"
    assert line.text.startswith(TOLD)
    assert len(mind.requests) == 2


def test_when_the_budget_is_spent_code_writes(memory: Memory, clock: Clock) -> None:
    fill(memory, clock)
    memory.diary.spend(120)
    mind = ScriptedMind()
    own_time_of(memory, clock, mind).step(never)
    assert mind.requests == []
    assert memory.diary.list()[0].by == "form"


def test_a_request_ends_when_the_budget_does() -> None:
    ticks = iter(range(100))
    mind = ScriptedMind()
    mind.enqueue((SHORT[:10], SHORT[10:]))
    phrased = DiaryWriter(mind, "transcript", clock=lambda: float(next(ticks))).phrase(SAID, TOLD, never, 3.0)
    assert phrased.text == ""
    assert phrased.seconds >= 3


def test_a_word_of_the_users_stops_it_within_a_tenth_of_a_second(memory: Memory, clock: Clock) -> None:
    fill(memory, clock)
    mind, hold = ScriptedMind(), Hold()
    mind.enqueue(("You went", hold, " for a walk."))
    own_time = own_time_of(memory, clock, mind)
    stopped = threading.Event()

    def step(cancelled: object) -> bool:
        done = own_time.step(cancelled)  # type: ignore[arg-type]
        if mind.requests:
            stopped.set()
        return done

    idle = IdleWork(step, mind.abort, quiet_s=0)
    idle.open()
    idle.set_busy(False)
    hold.until_reached()
    began = time.monotonic()
    idle.set_busy(True)
    assert stopped.wait(5)
    assert time.monotonic() - began < 0.1
    idle.close()
    assert memory.diary.list() == []
    assert memory.diary.spent_today() > 0
    mind.enqueue(SHORT)
    assert own_time.step(never)
    assert memory.diary.list()[0].by == "mind"
