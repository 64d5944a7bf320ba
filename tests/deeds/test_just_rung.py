"""What is said to what rings, or has just rung, is about what is meant."""

from __future__ import annotations

import pytest

from tests.deeds.room import Room


def rings(room: Room, *lines: str) -> Room:
    """One after the other rings, three minutes apart, the last of them now."""
    for minutes, line in enumerate(lines):
        room.say(line.format(5 + 3 * minutes))
    room.wait(minutes=5 + 3 * (len(lines) - 1))
    for one in room.memory.due_times.list():
        room.memory.due_times.ring(one)
    return room


PASTA, AMY, ALARM = (
    "Set a pasta timer for {} minutes",
    "Remind me in {} minutes to call Amy",
    "Wake me in {} minutes",
)


@pytest.mark.parametrize(
    ("first", "last", "line", "kind"),
    [
        (PASTA, AMY, "Remind me again in ten minutes", "reminder"),
        (AMY, PASTA, "Remind me again in ten minutes", "reminder"),
        (PASTA, AMY, "Snooze", "reminder"),
        (AMY, PASTA, "Five more minutes", "timer"),
        (PASTA, ALARM, "Five more minutes", "alarm"),
        (ALARM, PASTA, "Five more minutes", "timer"),
        (ALARM, PASTA, "Wake me again in ten minutes", "alarm"),
        (ALARM, AMY, "Snooze the alarm", "alarm"),
    ],
)
def test_what_rang_last_is_put_off_or_what_is_named(room: Room, first: str, last: str, line: str, kind: str) -> None:
    rings(room, first, last)
    assert room.say(line)
    assert [one.kind for one in room.memory.due_times.list()] == [kind]


def test_a_timer_alone_is_put_off_in_any_words(room: Room) -> None:
    rings(room, PASTA)
    assert room.say("Remind me again in ten minutes") == "Pasta timer, ten minutes."


@pytest.mark.parametrize("line", ["Turn the alarm off", "Turn it off", "I'm up", "Alarm off", "Stop the alarm"])
def test_who_is_up_is_not_woken_again(room: Room, line: str) -> None:
    rings(room, ALARM)
    room.say("Set an alarm for noon")
    assert room.say("Snooze") == "Again in nine minutes."
    room.wait(minutes=3)
    assert "The alarm today at 9:14 in the evening is off." in (room.say(line) or "")
    (noon,) = room.memory.due_times.list()
    assert noon.local.hour == 12
    assert (room.say("undo that") or "").endswith("is back.")
    assert len(room.memory.due_times.list()) == 2


def test_that_is_so_as_long_as_it_waits(room: Room) -> None:
    rings(room, ALARM)
    room.say("Snooze")
    room.wait(minutes=8)
    assert (room.say("I'm up.") or "").endswith("is off.")
    assert room.memory.due_times.list() == []
    assert room.say("I'm up.") is None


@pytest.mark.parametrize("line", ["Stop", "Quiet", "Timer off", "Enough"])
def test_what_may_mean_her_words_leaves_it_waiting(room: Room, line: str) -> None:
    rings(room, ALARM)
    room.say("Snooze")
    room.say(line)
    assert len(room.memory.due_times.list()) == 1


def test_an_alarm_that_was_set_meanwhile_stays(room: Room) -> None:
    rings(room, ALARM)
    room.say("Wake me in an hour")
    assert room.say("I'm up") == "All right."
    assert len(room.memory.due_times.list()) == 1


def test_a_timer_that_was_put_off_is_stopped_as_well(room: Room) -> None:
    rings(room, PASTA)
    room.say("Two more minutes")
    assert room.say("Stop the timer") == "The pasta timer is off."
    assert room.memory.due_times.list() == []
