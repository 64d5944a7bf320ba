"""Tests of the slips of speech recognition that are mended in a spoken request, and of what must stay."""

from __future__ import annotations

import pytest

from companion.deeds.heard import as_meant
from tests.deeds.room import Room


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("remind me at for to collect Ava", "remind me at for to collect Ava"),
        (
            "could you nudge me around for oclock to collect ava",
            "could you nudge me around four o'clock to collect ava",
        ),
        ("in too hours remind me to turn the immersion off", "in two hours remind me to turn the immersion off"),
        ("reminder for two night half ten lock the back door", "reminder for tonight half ten lock the back door"),
        ("get me up at quarter too seven", "get me up at quarter to seven"),
        ("and milk and bread to the shopping list", "add milk and bread to the shopping list"),
        ("Every Thursday at 4 reminds me to collect Sean", "Every Thursday at 4 remind me to collect Sean"),
        ("An alarm for 7.30 tomorrow", "An alarm for 7:30 tomorrow"),
        ("Set a time for ten minutes", "Set a timer for ten minutes"),
        ("Not to self, call the vet", "note to self, call the vet"),
        ("right this down, the code is 5519", "write this down, the code is 5519"),
        ("two tablets for times a day for ten days", "two tablets four times a day for ten days"),
        ("2 alarms tomorrow 615 and 630", "2 alarms tomorrow 6:15 and 6:30"),
        ("Divide 1400 and 40 by 16", "Divide 1440 by 16"),
        ("Time of 45 seconds plank", "timer 45 seconds plank"),
        ("6 coffees at 375.", "6 coffees at 3.75"),
        ("an alarm at for in the morning", "an alarm at four in the morning"),
    ],
)
def test_a_slip_of_the_ear_is_mended(heard: str, meant: str):
    assert as_meant(heard) == meant


@pytest.mark.parametrize(
    "line",
    [
        "That song reminds me of my father",
        "What are you waiting for?",
        "I looked at it for ages, and went to bed at two",
        "Tell me what the money is for",
        "I was right, down by the river it floods",
    ],
)
def test_other_lines_stay_as_they_were_heard(line: str):
    assert as_meant(line) == line


def test_only_a_spoken_line_is_mended(room: Room):
    heard = "Set a time for too minutes"
    assert room.deeds.read(heard) is None
    assert room.deeds.read(heard, spoken=True) is not None
