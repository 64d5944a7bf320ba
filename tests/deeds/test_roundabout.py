"""Requests in free words that name several times, hesitate, or leave to one part of the line what another has said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from companion.deeds.scheduled_guess import guess_scheduled, more_alarms
from companion.deeds.scheduling import Schedule
from companion.deeds.smoothing import smoothed
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
