"""Summaries: which conversations are due, and that a summary never outlives the words it was made from."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from companion.memory import Memory
from companion.memory.conversations import Message
from companion.memory.day_summaries import DaySummaries, DaySummary
from tests.clock import Clock


@pytest.fixture
def days(memory: Memory, clock: Clock) -> DaySummaries:
    return DaySummaries(memory.database, clock)


def talk(memory: Memory, turn_taking: int = 2) -> int:
    conversation = memory.begin_conversation()
    for number in range(turn_taking):
        memory.add(conversation, "you", f"Nora called, number {number}.", "typed")
        memory.add(conversation, "her", f"What did she say, number {number}?", "typed")
    return conversation


def day(conversation: int, title: str = "Nora's calls") -> DaySummary:
    return DaySummary(
        conversation, datetime(2026, 3, 2, 21, 0), title, "We talked about Nora.", ("Nora", "Zoë"), "glad", 0
    )


def kept(days: DaySummaries, memory: Memory, conversation: int) -> bool:
    return days.save(day(conversation), memory.messages(conversation))


def test_a_saved_summary_knows_its_last_message(memory: Memory, days: DaySummaries):
    conversation = talk(memory)
    assert days.for_conversation(conversation) is None
    assert kept(days, memory, conversation)
    newest = memory.messages(conversation)[-1].id
    assert days.for_conversation(conversation) == dataclasses.replace(day(conversation), through=newest)


def test_a_conversation_is_due_once_it_has_been_quiet_and_not_again(memory: Memory, days: DaySummaries, clock: Clock):
    conversation = talk(memory)
    clock.wait(minutes=9)
    assert days.due(10) == []
    clock.wait(minutes=1)
    assert days.due(10) == [conversation]
    assert kept(days, memory, conversation)
    assert days.due(10) == []


def test_one_that_went_on_is_due_again_and_its_new_summary_replaces_the_old(
    memory: Memory, days: DaySummaries, clock: Clock
):
    conversation = talk(memory)
    kept(days, memory, conversation)
    memory.add(conversation, "you", "She called again.", "typed")
    assert days.due(10) == []
    clock.wait(minutes=10)
    assert days.due(10) == [conversation]
    days.save(day(conversation, "Nora again"), memory.messages(conversation))
    assert [d.title for d in days.list()] == ["Nora again"]


def test_fewer_than_two_exchanges_are_not_summarized(memory: Memory, days: DaySummaries, clock: Clock):
    talk(memory, turn_taking=1)
    memory.begin_conversation()
    long = talk(memory)
    clock.wait(hours=1)
    assert days.due(10) == [long]


def test_the_newest_conversation_is_due_first(memory: Memory, days: DaySummaries, clock: Clock):
    conversations = [talk(memory) for _ in range(3)]
    clock.wait(hours=1)
    assert days.due(10) == conversations[::-1]


@pytest.mark.parametrize("change", ["said", "edited", "forgotten", "grown"])
def test_a_summary_of_a_conversation_that_changed_meanwhile_is_not_saved(
    memory: Memory, days: DaySummaries, change: str
):
    conversation = talk(memory)
    made_of = memory.messages(conversation)
    change_it(memory, made_of, change)
    assert not days.save(day(conversation), made_of)
    assert days.for_conversation(conversation) is None


@pytest.mark.parametrize("change", ["edited", "forgotten", "grown"])
def test_a_summary_is_deleted_when_its_words_change_and_is_due_again(
    memory: Memory, days: DaySummaries, clock: Clock, change: str
):
    conversation, other = talk(memory, 3), talk(memory)
    assert kept(days, memory, conversation)
    assert kept(days, memory, other)
    change_it(memory, memory.messages(conversation), change)
    assert days.for_conversation(conversation) is None
    assert [d.conversation for d in days.list()] == [other]
    clock.wait(hours=1)
    assert days.due(10) == [conversation]


def change_it(memory: Memory, messages: list[Message], change: str) -> None:
    if change == "said":
        memory.add(messages[0].conversation, "you", "One more thing.", "typed")
    elif change == "grown":
        memory.extend(messages[-1].id, "And then?")
    else:
        with memory.database.writing() as writer:
            sql = (
                "delete from message where id = ?"
                if change == "forgotten"
                else "update message set text = 'No.' where id = ?"
            )
            writer.execute(sql, (messages[1].id,))


def test_a_conversation_forgotten_meanwhile_has_no_summary(memory: Memory, days: DaySummaries):
    conversation = talk(memory)
    made_of = memory.messages(conversation)
    kept(days, memory, conversation)
    memory.forgetting.conversation(conversation)
    assert not days.save(day(conversation), made_of)
    assert not days.save(day(conversation), [])
    assert days.list() == []


def test_summaries_are_listed_newest_first_in_pages(memory: Memory, days: DaySummaries, clock: Clock):
    conversations: list[int] = []
    for _ in range(3):
        conversations.append(talk(memory))
        kept(days, memory, conversations[-1])
        clock.wait(days=1)
    assert [d.conversation for d in days.list(2)] == conversations[:0:-1]
    assert [d.conversation for d in days.list(2, before=conversations[1])] == conversations[:1]
    assert days.list()[-1].date == memory.conversation(conversations[0]).started
