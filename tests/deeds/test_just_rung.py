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
