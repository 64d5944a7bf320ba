"""“That morning” is the morning of the day that the line named before; where it named none, nothing changes."""

from __future__ import annotations

import pytest

from companion.deeds.same_day import with_its_day
from companion.memory import Memory
from tests.deeds.room import START, Room


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "PE is on Thursday, ping me at 7:30 that morning",
            "PE is on Thursday, ping me at 7:30 on Thursday morning",
        ),
        (
            "dinner tomorrow, remind me that evening at seven",
            "dinner tomorrow, remind me tomorrow evening at seven",
        ),
        ("the party is on the 11th, put cake in for that day", "the party is on the 11th, put cake in on the 11th"),
        ("I remember that day well", "I remember that day well"),
        ("what was that morning like", "what was that morning like"),
    ],
)
def test_the_day_is_put_in_its_place(line: str, meant: str):
    assert with_its_day(line, START) == meant


def test_an_alarm_is_set_for_the_day_of_the_event(memory: Memory):
    answer = Room(memory).answer("My scan is on the 14th. Set an alarm for 7 am that day.")
    assert answer is not None
    assert [f"{one.happens:%d %H:%M}" for one in answer.receipts if one.happens] == ["14 07:00"]
