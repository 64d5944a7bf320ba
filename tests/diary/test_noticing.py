"""What she counts about people is so: how often a name was said, since when it was not, and that it is new; in doubt, nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from companion.diary.noticing import Before, Noticed, noticed
from companion.diary.own_time import OwnTime
from companion.memory import Memory, Message
from companion.settings import Settings
from tests.clock import Clock

MONTH = timedelta(days=30)
OTHER = ("I had soup for lunch.", "The bus was late.", "I planted the beans.")


def say(memory: Memory, *texts: str) -> list[Message]:
    conversation = memory.begin_conversation()
    return [memory.add(conversation, "you", text, "typed") for text in texts]


def found(
    memory: Memory, lines: Sequence[Message], *people: str, others: Sequence[Message] = (), known_for: timedelta = MONTH
) -> list[Noticed]:
    day = memory.diary.today
    begins = lines[0].at - timedelta(seconds=1)
    before = Before(lambda name, loosely: memory.diary.last_saying(name, begins, loosely), known_for)
    return noticed(lines, people, day, before, others)


def told(noticings: Sequence[Noticed]) -> list[tuple[str, str]]:
    return [(one.kind, one.words.get("count", one.words.get("day", ""))) for one in noticings]


def test_a_name_is_counted_as_often_as_it_is_said(memory: Memory) -> None:
    lines = say(memory, "Amy rang.", "Amy's dog is ill, and so is Amy.", "I wrote to Amy.")
    (one,) = found(memory, lines, "Amy", known_for=timedelta())
    assert (one.kind, one.words) == ("named", {"name": "Amy", "count": "four"})
    assert one.sources == tuple(lines)


def test_twice_is_nothing_to_notice(memory: Memory) -> None:
    assert found(memory, say(memory, "Amy rang.", "I like Amy."), "Amy", known_for=timedelta()) == []


def test_the_last_time_is_told_with_its_date(memory: Memory, clock: Clock) -> None:
    (then,) = say(memory, "Amy rang.")
    clock.wait(days=20)
    (now,) = say(memory, "I met Amy.")
    (one,) = found(memory, [now], "Amy")
    assert (one.kind, one.sources) == ("again", (then, now))
    assert one.words["day"].startswith(f"{then.at.day} ")


def test_a_fortnight_is_long_and_a_day_less_is_not(memory: Memory, clock: Clock) -> None:
    say(memory, "Amy rang.", "Tom rang.")
    clock.wait(days=13)
    assert told(found(memory, say(memory, "I met Amy."), "Amy")) == []
    clock.wait(days=1)
    assert [one.kind for one in found(memory, say(memory, "I met Tom."), "Tom")] == ["again"]


def test_a_new_name_is_new_only_to_somebody_known_for_long(memory: Memory) -> None:
    lines = say(memory, "I met Amy.")
    assert told(found(memory, lines, "Amy")) == [("new", "")]
    assert found(memory, lines, "Amy", known_for=timedelta(days=13)) == []


@pytest.mark.parametrize(
    "before", ["amy rang again.", "I saw AMY.", "Amy's birthday.", "I rang Amy, then slept."], ids=str
)
def test_a_name_said_before_in_any_letters_is_not_new(memory: Memory, clock: Clock, before: str) -> None:
    say(memory, before)
    clock.wait(days=3)
    assert found(memory, say(memory, "I met Amy."), "Amy") == []


def test_what_may_have_been_the_name_since_is_not_passed_over(memory: Memory, clock: Clock) -> None:
    say(memory, "Rose rang.")
    clock.wait(days=20)
    say(memory, "rose was here")
    clock.wait(days=3)
    assert found(memory, say(memory, "I met Rose."), "Rose") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Amy rang.", "I like Amy.", "amy is well.", "I wrote to Amy."),
        ("Amy rang.", "I like Amy.", "We heard Amy Winehouse.", "I wrote to Amy."),
        ("Amy rang.", "I like Amy.", "Lou Amy came, too.", "I wrote to Amy."),
    ],
)
def test_who_may_be_somebody_else_is_not_counted(memory: Memory, lines: tuple[str, ...]) -> None:
    noticings = found(memory, say(memory, *lines), "Amy", "Lou Amy")
    assert [one.words["name"] for one in noticings if one.words["name"] == "Amy"] == []


def test_who_was_named_in_other_lines_of_the_day_is_not_counted(memory: Memory) -> None:
    earlier = say(memory, "I saw amy.")
    assert found(memory, say(memory, "Amy rang.", "I like Amy.", "I wrote to Amy."), "Amy", others=earlier) == []


@pytest.fixture
def own_time(memory: Memory, clock: Clock) -> OwnTime:
    return OwnTime(memory, clock, Settings, mains=lambda: True)


def person(memory: Memory, name: str, relation: str = "") -> None:
    """Somebody the user has written down by hand."""
    with memory.database.writing() as writer:
        writer.execute("insert into person(name, relation) values (?, ?)", (name, relation))
        sql = "insert into fact(subject, person, slot, text, told, origin) values ('person', ?, '', ?, ?, 'added')"
        now = memory.diary.today.isoformat()
        writer.execute(sql, (writer.last_insert_rowid(), f"{name} is well.", now))


def written(memory: Memory, own_time: OwnTime, clock: Clock) -> list[str]:
    clock.wait(minutes=46)
    own_time.step(lambda: False)
    return [line.text for line in memory.diary.of_day(memory.diary.today)]


def test_a_count_stands_in_her_diary_once_and_is_not_counted_on(
    memory: Memory, own_time: OwnTime, clock: Clock
) -> None:
    person(memory, "Amy")
    say(memory, "Amy rang.", "I like Amy.", "I wrote to Amy.")
    first = written(memory, own_time, clock)
    assert sum("three times" in text for text in first) == 1
    say(memory, "Amy came.", "Amy left.", "Amy rang again.")
    later = written(memory, own_time, clock)
    assert sum("times" in text and "Amy" in text for text in later) == 1


def test_a_relation_without_a_name_is_no_name(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    person(memory, "sister", "sister")
    say(memory, "My sister rang.", "I like my sister.", "I wrote to my sister.")
    assert not any("times" in text for text in written(memory, own_time, clock))


def test_somebody_written_down_by_hand_is_not_new(memory: Memory, own_time: OwnTime, clock: Clock) -> None:
    say(memory, *OTHER)
    person(memory, "Amy")
    clock.wait(days=20)
    say(memory, "I met Amy.", *OTHER)
    assert not any("new name" in text or "I find no" in text for text in written(memory, own_time, clock))
