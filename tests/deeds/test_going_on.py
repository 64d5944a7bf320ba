"""Lines after something was done, or that lack something: she changes it, tells of it, or asks which and what."""

from __future__ import annotations

import pytest

from companion.memory import Memory
from tests.deeds.room import Room


def said(memory: Memory, *lines: str) -> str | None:
    room = Room(memory)
    return [room.say(line) for line in lines][-1]


def test_of_two_that_are_alike_she_asks_which(memory: Memory):
    first = "remind me tomorrow at 5pm of the phone call with Jean"
    second = "remind me on Friday at 9am of the phone call with the council"
    assert (said(memory, first, second, "cancel the phone call reminder") or "").startswith("Which one:")


def test_the_one_that_is_named_is_ended(memory: Memory):
    first = "remind me tomorrow at 5pm of the phone call with Jean"
    second = "remind me on Friday at 9am of the phone call with the council"
    answer = said(memory, first, second, "cancel the council reminder") or ""
    assert "council" in answer
    assert answer.endswith("off.")


def test_of_two_events_that_are_alike_she_asks_which(memory: Memory):
    first = "put the hurling match in the calendar on Saturday at 2pm"
    second = "put the soccer match in the calendar on Sunday at 3pm"
    assert (said(memory, first, second, "cancel the match") or "").startswith("Which one:")


@pytest.mark.parametrize("line", ["drop it", "that one, forget it", "forget about that one"])
def test_what_was_just_set_is_dropped(memory: Memory, line: str):
    said(memory, "remind me tomorrow at ten in the morning to text Chidi", line)
    assert memory.due_times.list("reminder") == []


@pytest.mark.parametrize("line", ["I forgot it again", "he dropped it", "don't forget it"])
def test_what_only_tells_drops_nothing(memory: Memory, line: str):
    said(memory, "remind me tomorrow at ten in the morning to text Chidi", line)
    assert len(memory.due_times.list("reminder")) == 1


def test_she_tells_what_it_was_set_to(memory: Memory):
    assert said(memory, "wake me at 7:20", "and what did you set it to") == "Tomorrow at 7:20 in the morning."


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("actually double it", "20 minutes left now."),
        ("make that half that", "Five minutes left now."),
        ("it doubled", None),
    ],
)
def test_a_timer_is_doubled_or_halved(memory: Memory, line: str, answer: str | None):
    assert said(memory, "timer for ten minutes", line) == answer


@pytest.mark.parametrize(
    ("line", "question", "answer", "told"),
    [
        ("how many days until", "Until what day?", "Christmas", "298 days until Christmas."),
        ("what time is it over there", "Where?", "Perth", "It's 4 o'clock in the morning on Tuesday in Perth."),
        ("um note something down for us", "What shall I note?", "the key is at Ann's", "Noted: “the key is at Ann's”."),
    ],
)
def test_what_is_missing_is_asked_for(memory: Memory, line: str, question: str, answer: str, told: str):
    room = Room(memory)
    assert room.say(line) == question
    assert room.say(answer) == told


@pytest.mark.parametrize("line", ["how many days until it stops", "it was cold over there"])
def test_what_lacks_nothing_is_not_asked_for(memory: Memory, line: str):
    assert said(memory, line) not in ("Until what day?", "Where?")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("I've the milking to do in the morning, so set an alarm for ten to five", "04:50"),
        ("set an alarm for ten to five in the afternoon", "16:50"),
        ("alarm 0715 mon to fri", "07:15"),
    ],
)
def test_the_half_of_the_day_is_taken_from_the_line(memory: Memory, line: str, at: str):
    answer = Room(memory).answer(line)
    assert answer is not None
    assert [f"{one.happens:%H:%M}" for one in answer.receipts if one.happens] == [at]


def test_the_day_after_is_asked_for_too(memory: Memory):
    assert (
        said(memory, "what's in the diary tomorrow", "and the day after that")
        == "Nothing is in the calendar on Wednesday."
    )


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("not the brown sauce, I don't want that on it", "Brown sauce is off the shopping list."),
        ("what's that leave", "On the shopping list: rashers, brown sauce and batch loaf."),
        ("they'll leave on Sunday", None),
    ],
)
def test_a_clause_is_no_thing_for_a_list(memory: Memory, line: str, answer: str | None):
    assert said(memory, "shopping list: rashers, brown sauce, batch loaf", line) == answer


def test_what_is_told_first_is_noted_without_the_asking(memory: Memory):
    assert (
        said(memory, "the filter is a DA29 dash 3, note that somewhere will ya")
        == "Noted: “the filter is a DA29 dash 3”."
    )


def test_the_week_after_is_asked_for_too(memory: Memory):
    room = Room(memory)
    assert room.say("What's on this week?") == "Nothing is in the calendar from today to Sunday."
    assert room.say("What about the week after?") == (
        "Nothing is in the calendar from Monday the 9th of March to Sunday the 15th of March."
    )


def test_two_things_are_asked_of_the_list_that_was_just_used(memory: Memory):
    room = Room(memory)
    room.say("Put milk and bread on the shopping list")
    assert room.say("Take off the milk and add yoghurt") == (
        "Milk is off the shopping list. On the shopping list: yoghurt."
    )


def test_a_note_among_other_things_is_not_taken_down(memory: Memory):
    room = Room(memory)
    assert room.say("Two pounds and a note, thank you, with a smile") is None
    assert room.say("A wee note, the boiler man is on the fifth") == "Noted: “the boiler man is on the fifth”."
