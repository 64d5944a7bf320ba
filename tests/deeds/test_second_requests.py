"""Two requests in one line, of which the first would take the second for its words, and what is said of it right after."""

from __future__ import annotations

import pytest

from companion.deeds import reading
from companion.memory import Memory
from tests.deeds.room import Room


def said(memory: Memory, *lines: str) -> str:
    room = Room(memory)
    return [room.say(line) for line in lines][-1] or ""


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "remind me to take the bread out in forty minutes and also put flour on the list",
            "I'll remind you in 40 minutes, at 9:40 in the evening: take the bread out. New list, shopping: flour.",
        ),
        (
            "dentist Thursday at three and the physio Friday at ten, put both in the calendar",
            "In the calendar: dentist, on Thursday at 3 o'clock in the afternoon. "
            "In the calendar: physio, on Friday at 10 o'clock in the morning.",
        ),
        (
            "cancel my alarm and set a new one for eight in the morning",
            "There's no alarm. Alarm, tomorrow at 8 o'clock in the morning.",
        ),
        (
            "timer for the spuds twenty minutes and one for the carrots ten",
            "Spuds timer, 20 minutes. Carrots timer, ten minutes.",
        ),
        (
            "remind me to take my pills at eight every morning and at nine every evening",
            "I'll remind you every day at 8 o'clock in the morning: take your pills. "
            "I'll remind you every day at 9 o'clock in the evening: take your pills.",
        ),
        (
            "put the match in the calendar for Sunday at three and remind me an hour before",
            "In the calendar: match, on Sunday at 3 o'clock in the afternoon. "
            "I'll remind you on Sunday at 2 o'clock in the afternoon: match.",
        ),
    ],
)
def test_both_are_done(memory: Memory, line: str, answer: str):
    assert said(memory, line) == answer


@pytest.mark.parametrize(
    "text",
    [
        "ring Pat and put the bins out",
        "ring Pat and put the heating on",
        "pick up the kids and get off at Camden",
        "mix and add salt",
    ],
)
def test_two_duties_are_one_reminder(memory: Memory, text: str):
    said(memory, f"remind me at ten tonight to {text}")
    assert [one.text for one in memory.due_times.list()] == [text]


def test_she_reminds_before_what_was_just_put_in(memory: Memory):
    answer = said(memory, "put lunch with Tom in the calendar for Friday at one", "and remind me an hour before")
    assert answer == "I'll remind you on Friday at noon: lunch with Tom."


def test_before_something_that_has_no_hour_she_asks_when(memory: Memory):
    assert said(memory, "put cake on the list", "and remind me an hour before") == "When shall I remind you?"


def test_half_past_is_of_the_hour_that_was_said(memory: Memory):
    answer = said(memory, "put lunch with Tom in the calendar for Friday at one", "actually make it half past")
    assert answer == "In the calendar: lunch with Tom, on Friday at 1:30 in the afternoon."


def test_an_hour_that_was_taken_for_the_other_half_of_the_day_is_put_right(memory: Memory):
    assert said(memory, "set an alarm for ten", "in the morning") == "Alarm, tomorrow at 10 o'clock in the morning."


def test_timers_are_named_by_their_order(memory: Memory):
    rice, chicken = "set a timer for the rice for ten minutes", "and fifteen for the chicken"
    assert said(memory, rice, chicken, "stop the first one") == "The rice timer is off."


def test_one_for_five_is_another_timer(memory: Memory):
    assert said(memory, "set a timer for ten minutes", "and one for five as well") == "Timer, five minutes."


def test_make_that_two_counts_what_was_put_on(memory: Memory):
    said(memory, "put melons on the shopping list", "make that two")
    assert [item.text for item in memory.lists.all()[0].items] == ["two melons"]


@pytest.mark.parametrize(
    ("before", "line", "answer"),
    [
        ("what's 340 divided by 4", "and by 5?", "340 divided by 5 is 68."),
        ("wake me", "half six", "Alarm, tomorrow at 6:30 in the morning."),
        ("note the code is 4417", "no, 4471", "Noted: “the code is 4471”."),
        (
            "what's on next week",
            "and the week after that?",
            "Nothing is in the calendar from Monday the 16th of March to Sunday the 22nd of March.",
        ),
    ],
)
def test_a_short_line_goes_on_with_the_one_before(memory: Memory, before: str, line: str, answer: str):
    assert said(memory, before, line) == answer


def test_an_event_keeps_the_for_in_its_name(memory: Memory):
    answer = said(memory, "pencil me in for a haircut saturday at eleven")
    assert answer == "In the calendar: haircut, on Saturday at 11 o'clock in the morning."


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "make me a list for the camping trip with tent, stove and torch",
            "New list, camping trip: tent, stove and torch.",
        ),
        ("my alarm for the morning, make it five to seven", "Alarm, tomorrow at 6:55 in the morning."),
        ("remind me bout footy kit thurs 7am", "I'll remind you on Thursday at 7 o'clock in the morning: footy kit."),
        (
            "remind me about the bins of a Tuesday at nine in the evening",
            "I'll remind you every Tuesday at 9 o'clock in the evening, first tomorrow: the bins.",
        ),
        ("I'm out of washing up liquid, stick it on", "New list, shopping: washing up liquid."),
        (
            "jot this, the plumber said the valve is under the sink",
            "Noted: “the plumber said the valve is under the sink”.",
        ),
        ("what am I to be reminded of this week", "There's no reminder then."),
        ("wake me early", "For what time?"),
        ("change my alarm", "There's no alarm."),
    ],
)
def test_idioms_are_read_as_they_are_meant(memory: Memory, line: str, answer: str):
    assert said(memory, line) == answer


@pytest.mark.parametrize("line", ["I'm out of patience, put it on the table", "We go walking of a Sunday"])
def test_idioms_alone_ask_for_nothing(memory: Memory, line: str):
    assert Room(memory).say(line) is None


@pytest.mark.parametrize(
    ("kind", "before"),
    [("alarm", "set an alarm for seven in the morning"), ("reminder", "remind me at noon tomorrow to eat")],
)
def test_a_change_without_its_time_is_asked_for(memory: Memory, kind: str, before: str):
    assert said(memory, before, f"change the {kind}") == "To when?"


@pytest.mark.parametrize("times", [100, 300])
def test_of_a_pasted_page_no_joint_is_looked_at(memory: Memory, monkeypatch: pytest.MonkeyPatch, times: int):
    """It has hundreds of joints, and at each a part as long as the page would be read."""
    read: list[str] = []
    taken_off = reading.as_asked

    def counted(line: str, her_name: str = "", closing: bool = False) -> str:
        read.append(line)
        return taken_off(line, her_name, closing)

    monkeypatch.setattr(reading, "as_asked", counted)
    assert said(memory, "so it goes and " * times) == ""
    assert len(read) < 20
