"""What is asked of the thing that was just kept without its name, and lines after it that only tell something."""

from __future__ import annotations

import pytest

from companion.deeds.follow_on import read_follow_on
from tests.deeds.room import START, Room

TIMER, REMINDER = "Set a timer for twenty minutes", "Remind me at ten tonight to take the pills"
ALARM, LUNCH = "Wake me at seven", "Put lunch with Pavel in the calendar for Thursday at one"
LIST = "Add milk and bread to the shopping list"


@pytest.mark.parametrize(
    ("before", "line", "said"),
    [
        (TIMER, "kill it", "The 20-minute timer is off."),
        (TIMER, "give it another five", "25 minutes left now."),
        (TIMER, "what's left", "20 minutes left."),
        (TIMER, "oh no the recipe says thirty not twenty", "Timer, 30 minutes."),
        (TIMER, "and one more for ten minutes", "Timer, ten minutes."),
        (ALARM, "half an hour later would be grand", "Alarm, now tomorrow at 7:30 in the morning."),
        (ALARM, "I can have a lie in, make it nine", "Alarm, tomorrow at 9 o'clock in the morning."),
        (
            LUNCH,
            "shift that to Friday instead",
            "In the calendar: lunch with Pavel, on Friday at 1 o'clock in the afternoon.",
        ),
        (LUNCH, "Pavel can't make it any more, take it out", "Lunch with Pavel is out of the calendar."),
        (LIST, "oh and cat food", "On the shopping list: cat food."),
        (LIST, "I got the milk", "Milk: ticked off."),
        (LIST, "not bread, rolls", "On the shopping list: rolls, in place of bread."),
        ("Make a note that the gate code is 4471", "what was the gate code", "Noted today: “the gate code is 4471”."),
    ],
)
def test_what_was_just_kept_need_not_be_named(room: Room, before: str, line: str, said: str) -> None:
    room.say(before)
    assert room.say(line) == said


@pytest.mark.parametrize("before", [TIMER, REMINDER, ALARM, LUNCH, LIST])
@pytest.mark.parametrize(
    "line",
    [
        "not tonight",
        "I need about a month off",
        "how long does grief last do you think",
        "I was up at six and out by seven",
        "that makes three of us",
        "the doctor is at half nine tomorrow, I'm nervous",
        "I've run out of things to say",
        "we ate all the biscuits",
    ],
)
def test_what_only_tells_something_changes_nothing(room: Room, before: str, line: str) -> None:
    room.say(before)
    assert room.say(line) is None


def test_a_word_that_is_not_accounted_for_makes_it_another_line() -> None:
    assert read_follow_on("push that back an hour", "reminder", "take the pills", START) is not None
    assert read_follow_on("my mother pushed that back an hour", "reminder", "take the pills", START) is None


def test_of_two_that_are_kept_the_one_is_asked_for(room: Room) -> None:
    room.say("Set a timer for ten minutes")
    room.say("Set a pasta timer for eight minutes")
    assert room.say("cancel the timer").endswith("?")


def test_both_in_one_answer(room: Room) -> None:
    room.say("Can you set me a reminder")
    assert "pills" in room.say("nine pm pills")
