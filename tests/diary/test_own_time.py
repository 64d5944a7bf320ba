"""She writes on a day that is over or long quiet, on mains power, never of a danger or a forbidden topic, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from companion.diary.own_time import LINES, OwnTime
from companion.memory import Memory
from companion.settings import Settings
from companion.text.grounding import content_words
from tests.clock import Clock

EVENING = (
    "I finally finished the boat I promised my son.",
    "We laughed so hard that I cried.",
    "I had soup for lunch.",
    "I miss my sister Nora, and I never told her.",
    "I was proud of my son today, for the first time in months.",
    "My neighbour Tom lost his dog and I helped him look.",
)


def never() -> bool:
    return False


@pytest.fixture
def settings() -> dict[str, Settings]:
    return {"now": Settings()}


@pytest.fixture
def own_time(memory: Memory, clock: Clock, settings: dict[str, Settings]) -> OwnTime:
    return OwnTime(memory, clock, lambda: settings["now"], mains=lambda: True)


def talk(memory: Memory, *texts: str) -> None:
    conversation = memory.begin_conversation()
    for text in texts:
        memory.add(conversation, "you", text, "typed")
        memory.add(conversation, "her", "I see.", "typed")


def texts(memory: Memory) -> list[str]:
    return [line.text for line in memory.diary.list()]


def test_she_writes_when_it_has_been_quiet_for_long(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, *EVENING)
    assert not own_time.step(never)
    clock.wait(minutes=46)
    assert own_time.step(never)
    assert len(texts(memory)) == LINES
    assert not own_time.step(never)


def test_each_line_says_what_it_rests_on(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    own_time.step(never)
    assert len(memory.diary.list()) == LINES
    for line in memory.diary.list():
        assert all(source.speaker == "you" for source in line.sources)
        assert content_words(line.text) & content_words(line.sources[0].text)


def test_the_day_before_is_written_about_at_once(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, *EVENING)
    clock.wait(days=1)
    talk(memory, "Good morning.")
    assert own_time.step(never)
    assert {line.day for line in memory.diary.list()} == {memory.diary.today - timedelta(days=1)}


def test_what_is_said_later_that_day_may_get_what_is_left(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, EVENING[0], "I had soup for lunch.", "It was fine, I think.")
    clock.wait(minutes=46)
    own_time.step(never)
    assert len(texts(memory)) == 1
    talk(memory, *EVENING[3:])
    clock.wait(minutes=46)
    own_time.step(never)
    assert len(texts(memory)) == LINES
    talk(memory, "I dreamt of my brother, and I was happy.")
    clock.wait(minutes=46)
    own_time.step(never)
    assert len(texts(memory)) == LINES


@pytest.mark.parametrize("off", [{"diary": False}, {"remembering": False}])
def test_switched_off_she_writes_nothing(
    memory: Memory, own_time: OwnTime, clock: Clock, settings: dict[str, Settings], off: dict[str, bool]
) -> None:
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    settings["now"] = replace(Settings(), **off)
    assert not own_time.step(never)
    settings["now"] = Settings()
    assert own_time.step(never)


def test_on_battery_she_writes_nothing(memory: Memory, clock: Clock) -> None:
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    plugged = [False]
    own_time = OwnTime(memory, clock, Settings, mains=lambda: plugged[0])
    assert not own_time.step(never)
    plugged[0] = True
    assert own_time.step(never)


def test_a_discarded_line_is_not_written_again(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    assert own_time.step(never)
    memory.forgetting.make_final(memory.forgetting.diary())
    clock.wait(hours=3)
    assert not own_time.step(never)
    assert texts(memory) == []


def test_a_danger_and_what_follows_it_is_never_written_about(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, "I want to kill myself.", *EVENING)
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    assert own_time.step(never)
    assert texts(memory) == []


def test_a_forbidden_topic_is_never_written_about(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    memory.facts.add("Never bring up my sister", "boundary")
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    own_time.step(never)
    assert texts(memory) != []
    assert not any("sister" in text or "Nora" in text for text in texts(memory))


def test_a_short_hello_is_no_day(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, EVENING[0])
    clock.wait(minutes=46)
    own_time.step(never)
    assert texts(memory) == []


def test_cancelled_she_keeps_nothing_and_begins_again(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    talk(memory, *EVENING)
    clock.wait(minutes=46)
    asked = iter([False, True])
    assert not own_time.step(lambda: next(asked))
    assert texts(memory) == []
    assert own_time.step(never)
    assert len(texts(memory)) == LINES
