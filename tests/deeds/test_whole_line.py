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
