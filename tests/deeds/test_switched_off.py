"""What is switched off is not done, and said to be off; quiet hours hold back reminders and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from companion.deeds.deed import DeedName
from companion.deeds.quiet_hours import in_quiet_hours
from companion.settings import DEEDS, Settings
from tests.deeds.room import Room


def test_every_deed_can_be_switched_off():
    assert set(get_args(DeedName)) <= set(DEEDS)


def test_what_is_off_is_not_done_and_is_said_to_be_off(room: Room):
    room.deeds.off = lambda: ("timer", "alarm")
    answer = room.answer("Set a timer for ten minutes and an alarm for seven tomorrow morning.")
    assert answer is not None
    assert (answer.said, answer.receipts) == ("That is switched off in Settings.", ())
    assert answer.cannot == ("timer", "alarm")
    assert room.memory.due_times.list() == []
    assert (room.say("What time is it?") or "").startswith("It's")


@pytest.mark.parametrize(
    ("first", "rung", "line", "said"),
    [
        ("Set an alarm for noon", False, "Cancel my alarm", "The alarm tomorrow at noon is off."),
        ("Wake me in five minutes", True, "Snooze", "Again in nine minutes."),
        ("Wake me in five minutes", True, "Turn the alarm off", "All right."),
        ("Set an alarm for noon", False, "Which alarms are set?", "There's one: tomorrow at noon."),
        ("Set a timer for five minutes", False, "Stop the timer", "The five-minute timer is off."),
        ("Set a timer for five minutes", True, "Two more minutes", "Timer, two minutes."),
        (
            "Remind me at noon to call Amy",
            False,
            "Cancel the reminder",
            "The reminder “call Amy” tomorrow at noon is off.",
        ),
    ],
)
def test_what_was_set_before_can_still_be_stopped_put_off_and_listed(
    room: Room, first: str, rung: bool, line: str, said: str
):
    room.say(first)
    if rung:
        room.wait(minutes=5)
        room.memory.due_times.ring(room.memory.due_times.list()[0])
    room.deeds.off = lambda: ("timer", "alarm", "reminder")
    answer = room.answer(line)
    assert answer is not None
    assert (answer.said, answer.cannot) == (said, ())
    assert room.say("Set a timer for ten minutes") == "That is switched off in Settings."


def test_what_she_can_do_leaves_it_out(room: Room):
    assert "timers" in room.deeds.capabilities()
    room.deeds.off = lambda: ("timer",)
    assert "timers" not in room.deeds.capabilities()
    room.deeds.off = lambda: DEEDS
    assert room.deeds.capabilities().startswith("I talk with you")


def test_what_was_done_before_is_not_undone_for_something_that_is_off(room: Room):
    assert room.say("Set a timer for ten minutes.") == "Timer, ten minutes."
    room.deeds.off = lambda: ("timer",)
    assert room.say("No, fifteen minutes.") == "That is switched off in Settings."
    assert len(room.memory.due_times.list()) == 1


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "quiet"),
    [("22:30", "07:30", "22:29", False), ("22:30", "07:30", "22:30", True), ("22:30", "07:30", "03:00", True),
     ("22:30", "07:30", "07:30", False), ("13:00", "14:00", "13:59", True), ("13:00", "14:00", "14:00", False),
     ("08:00", "08:00", "08:00", False)],
)  # fmt: skip
def test_quiet_hours(begins: str, ends: str, clock: str, quiet: bool):
    now = datetime.fromisoformat(f"2026-03-02T{clock}:00")
    settings = Settings(quiet=True, quiet_from=begins, quiet_to=ends)
    assert in_quiet_hours(settings, now) is quiet
    assert not in_quiet_hours(Settings(quiet_from=begins, quiet_to=ends), now)
