"""Lines whose parts belong together: a time that is taken back further on, and an hour that another part of the line has."""

from __future__ import annotations

import pytest

from companion.deeds.taken_back import put_right
from tests.deeds.room import START, Room


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "remind me at eight to turn the heating off, no, at half eight",
            "remind me at half eight to turn the heating off",
        ),
        (
            "lunch with Pavel Thursday at one, no, half one, put it in",
            "lunch with Pavel Thursday at half one, put it in",
        ),
        ("I leave by eight so wake me an hour before that", "I leave so wake me an hour before eight"),
        (
            "put eight minutes on for the peas and then fifteen for the fish",
            "put eight minutes on for the peas and then fifteen minutes for the fish",
        ),
        ("alarm for seven tomorrow, seven fifteen actually", "alarm for seven fifteen tomorrow"),
        ("remind me at nine to call Amy, ten rather", "remind me at ten to call Amy"),
        ("he came at eight, nobody knew, actually", "he came at eight, nobody knew, actually"),
        ("set a timer for ten minutes, no thanks", "set a timer for ten minutes, no thanks"),
        ("he came at eight, no, nobody saw him", "he came at eight, no, nobody saw him"),
    ],
)
def test_what_is_taken_back_is_put_right(line: str, meant: str) -> None:
    assert put_right(line, START) == meant


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Wake me at seven and remind me to take the laptop at eight", ["2026-03-03 07:00", "2026-03-03 08:00"]),
        (
            "Set two alarms tomorrow, 6 15 and 6 30 cos I sleep through the first",
            ["2026-03-03 06:15", "2026-03-03 06:30"],
        ),
        ("Can you get me up on Saturday? Nine will do", ["2026-03-07 09:00"]),
        ("Set a reminder. Eleven tomorrow morning. Send Julia the photos", ["2026-03-03 11:00"]),
    ],
)
def test_the_rest_of_the_line_tells_the_hour(room: Room, line: str, hours: list[str]) -> None:
    answer = room.answer(line)
    assert answer is not None
    assert [f"{one.happens:%Y-%m-%d %H:%M}" for one in answer.receipts if one.happens] == hours


def test_an_alarm_without_an_hour_is_asked_for(room: Room) -> None:
    assert room.say("Can you set the alarm for the morning please") == "For what time?"


def test_a_whole_day_is_not_asked_for_its_hour(room: Room) -> None:
    assert (
        room.say("Block off the whole of the twenty-second for the in-laws")
        == "In the calendar: in-laws, on Sunday the 22nd of March."
    )


@pytest.mark.parametrize(
    ("line", "days"),
    [
        (
            "Put in the calendar we're away from the twentieth to the twenty-third",
            "from Friday the 20th of March to Monday the 23rd of March",
        ),
        ("We're in Cork from Friday till Sunday, put that in the diary", "from Friday to Sunday"),
        (
            "Block out the 5th to the 9th of May for the course",
            "from Tuesday the 5th of May to Saturday the 9th of May",
        ),
    ],
)
def test_an_event_is_on_all_the_days_from_the_first_to_the_last(room: Room, line: str, days: str) -> None:
    assert days in (room.say(line) or "")
    event = room.memory.calendar.events()[0]
    assert event.ends is not None
    assert event.ends > event.begins


def test_an_event_that_moves_from_one_day_to_another_is_no_longer(room: Room) -> None:
    room.say("Put lunch with Ann in the calendar on Friday at one")
    room.say("Move lunch with Ann from Friday to Sunday")
    assert [one.ends for one in room.memory.calendar.events()] == [None]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "I've to take the blue tablet at ten and the white one at half ten, remind me",
            [("take the blue tablet", "22:00"), ("take the white one", "22:30")],
        ),
        (
            "Remind me to feed the cat at seven and the dog at eight tomorrow morning",
            [("feed the cat", "07:00"), ("feed the dog", "08:00")],
        ),
        ("Remind me to buy a pen and a pad at ten", [("buy a pen and a pad", "22:00")]),
        ("Remind me at half nine to ring Ann and Bob", [("ring Ann and Bob", "21:30")]),
    ],
)
def test_two_things_with_an_hour_each_are_two_reminders(room: Room, line: str, kept: list[tuple[str, str]]) -> None:
    room.say(line)
    found = sorted(room.memory.due_times.list("reminder"), key=lambda one: one.due)
    assert [(one.text, f"{one.due.astimezone(START.tzinfo):%H:%M}") for one in found] == kept
