"""What no phrase fits whole is guessed to be about timers, and nothing that only tells is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer
from companion.deeds.timer_guess import surely_of_timers
from tests.deeds.room import Room


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("would ya ever stick on a timer there, twenty minutes for the scones", "Scones timer, 20 minutes."),
        ("I need you to ping me when half an hour is up", "Timer, 30 minutes."),
        ("bang on the timer for the spuds, say forty minutes", "Spuds timer, 40 minutes."),
    ],
)
def test_what_no_phrase_fits_whole_is_guessed(room: Room, line: str, answer: str):
    assert room.say(line) == answer


@pytest.mark.parametrize(
    "line",
    ["It took ten minutes to find the timer", "Why is a timer set for ten minutes so loud?",
     "He always starts a timer for an hour and then reads", "Give me ten minutes to think",
     "My timer says ten minutes, that was quick",
     "We were told a timer of ten minutes was enough"],
)  # fmt: skip
def test_nothing_is_guessed_of_what_only_tells(room: Room, line: str):
    assert room.say(line) is None


def test_running_timers_are_asked_about_in_any_words(room: Room):
    room.say("Set a pasta timer for ten minutes")
    assert room.say("is there much left on the pasta at all") == "Ten minutes left."
    assert room.say("you can knock off that pasta timer there") == "The pasta timer is off."


def test_what_cannot_be_done_is_not_asked(room: Room) -> None:
    assert room.say("I can't set a timer for ten minutes") is None


@pytest.mark.parametrize(
    ("line", "seconds", "name"),
    [
        ("new timer one hour thirty name it nap", 5400, "nap"),
        ("two minutes forty for the aeropress", 160, "aeropress"),
        ("timer please. quarter of an hour. puff pastry.", 900, "puff pastry"),
        ("beans, thirty minutes.", 1800, "beans"),
        ("moin moin needs forty five minutes of steam, help me count it", 2700, "moin moin"),
        ("the washing machine takes 40 minutes call me when its done", 2400, "washing machine"),
        ("forty five minutes named crumble", 2700, "crumble"),
        ("could you let me know once a half hour has passed? the cream has to sit.", 1800, "cream"),
    ],
)
def test_what_a_timer_is_for_is_found_beside_its_length(line: str, seconds: int, name: str):
    found = surely_of_timers(line, [])
    assert isinstance(found, SetTimer)
    assert found.length == timedelta(seconds=seconds)
    assert found.name == name


@pytest.mark.parametrize(
    "line", ["shave two minutes off the fish timer", "push the timer on by another quarter of an hour"]
)
def test_what_changes_a_timer_sets_none(line: str):
    assert isinstance(surely_of_timers(line, []), AddToTimer)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("resume the timer i paused", "resume"),
        ("shush the timer", "stop"),
        ("can you restart the twelve minute one from the top", "restart"),
        ("has the eye drops timer got much to go?", "left"),
        ("when will the timer for the chicken go?", "left"),
    ],
)
def test_what_is_asked_of_a_timer_sets_none(line: str, action: str):
    found = surely_of_timers(line, ["chicken"])
    assert isinstance(found, AboutTimers | AddToTimer)
    assert getattr(found, "action", "") == action
