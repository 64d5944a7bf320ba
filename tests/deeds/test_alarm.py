"""Alarms are understood, set, corrected, moved, turned off, put off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.deeds.room import Room


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Wake me at seven.", "tomorrow at 7 o'clock in the morning"),
        ("Could you wake me up at half six, please?", "tomorrow at 6:30 in the morning"),
        ("Set an alarm for 6:30 every weekday", "every weekday at 6:30 in the morning, first tomorrow"),
        ("Set a 7 am alarm", "tomorrow at 7 o'clock in the morning"),
        ("alarm for eight tomorrow morning", "tomorrow at 8 o'clock in the morning"),
        ("Set an alarm for 10", "today at 10 o'clock at night"),
        ("Set my alarm for 7 30", "tomorrow at 7:30 in the morning"),
        ("Wake me in twenty minutes", "in 20 minutes, at 9:20 in the evening"),
        ("Set an alarm for noon tomorrow for the dentist", "tomorrow at noon: dentist"),
        ("Get me up at quarter past six on Friday", "on Friday at 6:15 in the morning"),
        ("Tomorrow wake me at six", "tomorrow at 6 o'clock in the morning"),
        ("alarm quarter to eight weekdays", "every weekday at 7:45 in the morning, first tomorrow"),
        ("set the alarm for six, no, hang on, twenty past six", "tomorrow at 6:20 in the morning"),
        ("An alarm at 19:00 tomorrow", "tomorrow at 7 o'clock in the evening"),
    ],
)
def test_an_alarm_is_set_and_read_back(room: Room, line: str, said: str) -> None:
    assert room.say(line) == f"Alarm, {said}."
    assert [one.kind for one in room.memory.due_times.list()] == ["alarm"]


@pytest.mark.parametrize(
    "line",
    [
        "Wake me up when September ends",
        "My alarm goes off at seven every day.",
        "The alarm at seven woke me.",
        "I set an alarm yesterday and still overslept.",
        "I wake up at seven.",
        "Don't wake me up.",
        "The fire alarm went off at nine",
        "You alarm me.",
        "My alarms annoy me at seven and at eight.",
        "Wake up!",
        "That's no cause for alarm.",
        "He said he'd wake me at seven.",
    ],
)
def test_lines_that_only_resemble_an_alarm_do_nothing(room: Room, line: str) -> None:
    assert room.say(line) is None
    assert room.memory.due_times.list() == []


def test_the_time_is_asked_for(room: Room) -> None:
    assert room.say("Set an alarm.") == "For what time?"
    assert room.say("half seven") == "Alarm, tomorrow at 7:30 in the morning."


def test_corrected_moved_listed_and_turned_off(room: Room) -> None:
    room.say("Wake me at seven")
    assert room.say("No, at half seven") == "Alarm, tomorrow at 7:30 in the morning."
    assert room.say("Change my alarm to 8") == "Alarm, now tomorrow at 8 o'clock in the morning."
    room.say("Set an alarm for noon on Friday")
    assert room.say("What alarms do I have?") == (
        "There are two: tomorrow at 8 o'clock in the morning; on Friday at noon."
    )
    assert room.say("Turn off the 8 o'clock alarm") == "The alarm tomorrow at 8 o'clock in the morning is off."
    assert room.say("When does my alarm go off?") == "On Friday at noon."
    assert room.say("Don't wake me up") == "The alarm on Friday at noon is off."


def test_two_at_once(room: Room) -> None:
    room.say("Wake me at 7 and at 8")
    assert len(room.memory.due_times.list("alarm")) == 2
    assert room.say("Cancel all alarms") == "All two alarms are off."


@pytest.mark.parametrize(
    "line", ["Wake me tomorrow at 7 and at 8", "Set an alarm for seven tomorrow morning and another for 8"]
)
def test_several_hours_of_one_day(room: Room, line: str) -> None:
    answer = room.answer(line)
    assert answer is not None
    assert [receipt.happens for receipt in answer.receipts] == [datetime(2026, 3, 3, 7), datetime(2026, 3, 3, 8)]


def test_an_alarm_that_is_not_there_ends_none(room: Room) -> None:
    room.say("Wake me tomorrow at 7 and at 8")
    said = room.say("cancel the second one, the 6 30")
    assert said is not None
    assert said.startswith("There's no such alarm.")
    assert len(room.memory.due_times.list("alarm")) == 2


def test_snooze(room: Room) -> None:
    assert room.say("Snooze") is None
    room.say("Wake me in twenty minutes")
    room.wait(minutes=20)
    (alarm,) = room.memory.due_times.list()
    room.memory.due_times.ring(alarm)
    assert room.say("Snooze") == "Again in nine minutes."
    assert room.say("Snooze for five minutes") == "Again in five minutes."
    assert room.memory.due_times.list()[0].due == room.now + timedelta(minutes=5)


def test_it_is_told(room: Room) -> None:
    room.say("Set an alarm for noon tomorrow for the dentist")
    (alarm,) = room.memory.due_times.list()
    room.wait(hours=15)
    assert room.deeds.tell(alarm) == "Noon: dentist."
    room.wait(hours=2)
    assert room.deeds.tell(alarm, "off") == "The alarm of noon could not ring, while I was off: dentist."
    assert room.deeds.tell(alarm) == "The alarm of noon is over: dentist."


@pytest.mark.parametrize(
    "line", ["That took three minutes longer", "I could sleep two hours more", "We waited an hour longer"]
)
def test_what_took_longer_puts_nothing_off(room: Room, line: str) -> None:
    room.say("Wake me in twenty minutes")
    room.wait(minutes=20)
    (alarm,) = room.memory.due_times.list()
    room.memory.due_times.ring(alarm)
    assert room.say(line) is None
    assert room.say("Just ten minutes more") == "Again in ten minutes."
