"""Requests in free words that name several times, hesitate, or leave to one part of the line what another has said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.deeds import all_deeds
from companion.deeds.guesser import Guesser
from companion.deeds.reading import DeedReader
from companion.deeds.scheduled_guess import guess_scheduled, more_alarms
from companion.deeds.scheduling import Schedule
from companion.deeds.smoothing import smoothed
from companion.memory import Memory
from tests.deeds.room import START, Room


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "Twenty minutes for the rice and, oh, eight for the peas",
            "Twenty minutes for the rice and eight for the peas",
        ),
        ("remind me to text Mum in like an hour", "remind me to text Mum in an hour"),
        ("wake me at, um, seven", "wake me at seven"),
        ("Set three alarms, one at six, one at seven", "Set one alarm at six, one at seven"),
        ("I like it when it rains, you see", "I like it when it rains, you see"),
        ("Oh, what a day", "Oh, what a day"),
    ],
)
def test_hesitations_are_taken_out(line: str, meant: str) -> None:
    assert smoothed(line) == meant


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Set three alarms, one at six, one at ten past and one at twenty past", ["06:00", "06:10", "06:20"]),
        ("Set two alarms, one at six tomorrow and one at seven", ["06:00", "07:00"]),
    ],
)
def test_several_alarms_announced(room: Room, line: str, hours: list[str]) -> None:
    answer = room.answer(line)
    assert answer is not None
    assert [f"{one.happens:%H:%M}" for one in answer.receipts if one.happens] == hours


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        (
            "I need to be up by six tomorrow and then again at half past, and Ann wants calling at seven",
            [360, 390, 420],
        ),
        ("My flight is at nine tomorrow, I need waking at five", [300]),
        ("I have to be up at six, then have me up again at eight on Sunday", [360, 480]),
        ("The shop opens at nine and I need to be up by eight", [480]),
    ],
)
def test_every_alarm_that_is_asked_for_in_free_words(line: str, hours: list[int]) -> None:
    first = guess_scheduled(line, START, "alarm")
    assert isinstance(first, Schedule)
    clocks = [one.time.clock for one in (first, *more_alarms(line, START)) if one.time is not None]
    assert [clock.at[0] for clock in clocks if clock is not None] == hours


def test_timers_of_one_line_each_have_their_name(room: Room) -> None:
    room.say("two timers: seven minutes for the pasta, twelve for the sauce")
    running = [(one.text, one.length) for one in room.memory.due_times.list("timer")]
    assert sorted(running) == [("pasta", timedelta(minutes=7)), ("sauce", timedelta(minutes=12))]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("I've to fetch Ann at half three tomorrow, give me a shout at three", "fetch Ann"),
        ("I need to pay the plumber. Remind me tomorrow at three in the afternoon", "pay the plumber"),
    ],
)
def test_a_reminder_takes_what_it_lacks_from_the_rest_of_the_line(room: Room, line: str, said: str) -> None:
    answer = room.answer(line)
    assert answer is not None
    assert [(one.text, one.happens) for one in answer.receipts] == [(said, datetime(2026, 3, 3, 15))]


def test_what_a_day_asks_nothing_of_the_calendar(room: Room) -> None:
    assert room.say("What a day.") is None
    assert room.say("What a week!") is None


def test_two_snoozes_ring_once(room: Room) -> None:
    room.say("Wake me in twenty minutes")
    room.wait(minutes=20)
    (alarm,) = room.memory.due_times.list()
    room.memory.due_times.ring(alarm)
    room.say("Snooze")
    room.wait(minutes=1)
    assert room.say("Snooze for five minutes") == "Again in five minutes."
    (waits,) = room.memory.due_times.list()
    assert waits.due == room.now + timedelta(minutes=5)
    assert room.say("undo that") is not None
    (waits,) = room.memory.due_times.list()
    assert waits.due == room.now + timedelta(minutes=8)


@pytest.mark.parametrize(
    ("before", "line", "said"),
    [
        (
            "Put lunch with Ana in for the ninth at half past twelve",
            "could you push lunch with Ana back by an hour",
            "Moved: lunch with Ana, on Monday the 9th of March at 1:30 in the afternoon.",
        ),
        ("Put yoga in for Thursday at 6pm", "yoga's off, take it out", "Yoga is out of the calendar."),
        (
            "Put the meeting with Jens in for Thursday at ten in the morning",
            "The meeting with Jens is not Thursday but Friday",
            "Moved: meeting with Jens, on Friday at 10 o'clock in the morning.",
        ),
        (
            "Remind me at five tomorrow afternoon to get my drops",
            "never mind about the drops",
            "The reminder “get your drops” tomorrow at 5 o'clock in the evening is off.",
        ),
        ("Put light bulbs and string on the hardware list", "Forget the string", "String is off the hardware list."),
        ("Add ramen to my shopping list", "put shampoo on there too", "On the shopping list: shampoo."),
        ("Set a sauce timer for twelve minutes", "sauce needs another five", "17 minutes left now."),
        ("Set a sauce timer for twelve minutes", "never mind the sauce", "The sauce timer is off."),
        ("Set a timer for 20 minutes", "make that 30 actually", "Timer, 30 minutes."),
        (
            "Make a note that the hotel is called Casa do Sol",
            "which hotel was it, I had you note it",
            "Noted today: “the hotel is called Casa do Sol”.",
        ),
        ("Add bread to the shopping list", "what's on the list for the shop", "On the shopping list: bread."),
    ],
)
def test_what_is_kept_is_named_without_its_deed(room: Room, before: str, line: str, said: str) -> None:
    room.say(before)
    assert room.say(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "Never mind the rain",
        "Forget about it",
        "Forget Tom",
        "The party's off",
        "I need another five",
        "The pasta was lovely",
    ],
)
def test_what_is_not_kept_is_not_ended(room: Room, line: str) -> None:
    room.say("Set a pasta timer for twelve minutes")
    room.say("Add milk to the shopping list")
    room.hers = "Ah."
    assert room.say(line) is None


def test_a_timer_in_place_of_another(room: Room) -> None:
    room.say("Set a timer for 25 minutes")
    room.say("cancel that timer, and give me forty-five minutes instead")
    (one,) = room.memory.due_times.list("timer")
    assert one.length == timedelta(minutes=45)


def test_half_past_keeps_the_hour_of_what_is_moved(room: Room) -> None:
    room.say("Set an alarm for seven tomorrow morning")
    assert room.say("Move my seven o'clock alarm to half past") == "Alarm, now tomorrow at 7:30 in the morning."


def test_a_list_does_not_swallow_another_request(memory: Memory) -> None:
    """The guesser that takes words for an alarm is what a real one is sure of."""
    deeds = all_deeds(memory)
    reader = DeedReader(deeds, lambda: START, Sure(deeds))
    reading = reader.read("I need to be up by seven, and stick bread on the shopping list", "Ada", None, None)
    assert reading is not None
    assert [one.deed.name for one in reading.asked] == ["alarm", "list"]


class Sure(Guesser):
    """Takes a line with “be up” in it for an alarm, and no other for anything."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__(deeds, lambda: None)

    def guess(self, line: str, text: str, now: datetime) -> Sequence[tuple[Deed, Request | DeedQuestion]] | None:
        alarm = next(deed for deed in self._deeds.values() if deed.name == "alarm")
        asked = alarm.guess(text, now) if "be up" in text and "bread" not in text else None
        return [(alarm, asked)] if asked is not None else None
