"""Tests of what is understood of roundabout requests, by likelihood and by a part of the line or its words."""

from __future__ import annotations

import hashlib
from datetime import date
from importlib import resources

import numpy as np
import pytest

from benchmarks._evenings import LEARNT as EVENINGS
from companion.deeds.calendar_guess import guess_calendar
from companion.deeds.clock_grammar import DaysUntil, TellDate, TellTime
from companion.deeds.clock_guess import surely_of_the_clock
from companion.deeds.list_guess import guess_list
from companion.deeds.note_guess import guess_note
from companion.deeds.scheduled_guess import guess_scheduled, what_for
from companion.deeds.scheduled_requests import AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.sum_grammar import Reckon
from companion.deeds.sum_guess import guess_sum
from companion.deeds.timer_guess import surely_of_timers
from companion.gate.tempting import temptation
from tests.deeds.room import START, Room


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("he'll be here at nine he'll want feeding remind me quarter past eight put the oven on", "put the oven on"),
        ("weekdays at quarter to four i've to collect the child say it to me", "collect the child"),
        ("hey like can you bug me at four tomorrow about my english essay i swear i'll forget", "english essay"),
    ],
)
def test_what_a_reminder_is_for_is_found_beside_the_request(line: str, text: str):
    assert what_for(line, find_times(line, START)) == text


def test_a_line_that_takes_reminders_away_sets_none():
    found = guess_scheduled("stop telling me about the tablets i'm finished the course now", START, "reminder")
    assert found is not None
    assert (found.action, found.which) == ("stop", "tablets")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "seconds", "name"),
    [
        ("steep this for five it tastes of ditch the nettle tea", 300, "nettle tea"),
        ("i'm putting the hair dye on now it says thirty five minutes so count that for me", 2100, "hair dye"),
        ("i forgot to start it so do sixteen instead of twenty for the fish pie", 960, "fish pie"),
    ],
)
def test_a_timer_is_set_by_its_length_however_it_is_said(line: str, seconds: int, name: str):
    found = surely_of_timers(line, [])
    assert found is not None
    assert found.length is not None  # type: ignore[union-attr]
    assert found.length.total_seconds() == seconds  # type: ignore[union-attr]
    assert found.name == name  # type: ignore[union-attr]


def test_a_note_keeps_the_words_before_or_after_the_request():
    found = guess_note("the spare key is under the blue pot jot it down would you")
    assert found is not None
    assert found.text == "the spare key is under the blue pot"  # type: ignore[union-attr]


def test_a_man_of_note_is_no_note():
    assert guess_note("a man of note, my uncle, mostly promissory notes") is None


def test_a_list_is_told_from_its_things():
    found = guess_list("hon add uh paper towels dish soap and those little uh clementines to the grocery list")
    assert found is not None
    assert (found.action, found.name) == ("add", "grocery")


def test_an_event_has_its_name_and_its_time():
    found = guess_calendar("so we're going to the panto on the nineteenth at three stick that in there", START)
    assert found is not None
    assert found.title == "panto"  # type: ignore[attr-defined]


def test_talk_around_a_request_does_not_hide_it(room: Room):
    assert room.say("set an alarm for noon tomorrow i'm not joking it's my day off") == "Alarm, tomorrow at noon."


@pytest.mark.parametrize(
    "line", ["no alarm on Friday for him either way he said", "I had no timer for ten minutes running when it burned"]
)
def test_a_part_that_is_turned_into_its_opposite_sets_nothing(room: Room, line: str):
    room.say(line)
    assert not room.memory.due_times.list()


@pytest.mark.parametrize(
    "line", ["Remind me how to get there at nine", "The alarm at seven woke me", "My timer went off twice"]
)
def test_what_asks_for_words_or_tells_of_a_ring_sets_nothing(room: Room, line: str):
    room.say(line)
    assert not room.memory.due_times.list()


def test_the_weights_are_learned_from_these_lines():
    place = resources.files("companion.deeds")
    lines = place.joinpath("lines", "requests.jsonl").read_bytes() + EVENINGS.read_bytes()
    with place.joinpath("requests.npz").open("rb") as file, np.load(file) as kept:
        assert str(kept["lines"]) == hashlib.sha256(lines).hexdigest()


def test_an_answer_is_found_in_the_talk_around_it(room: Room):
    assert room.say("Set a timer for the cake") == "For how long?"
    assert room.say("Oh, eighteen minutes should do it") == "Cake timer, 18 minutes."


def test_an_hour_that_comes_soon_by_day_too_is_asked_about(room: Room):
    room.now = START.replace(hour=14)
    assert room.say("wake me at three") == "Today at 3 o'clock in the afternoon or tomorrow at 3 o'clock at night?"
    assert room.say("in the afternoon") == "Alarm, today at 3 o'clock in the afternoon."


@pytest.mark.parametrize(
    "line", ["Give me five minutes", "Just give me ten minutes, will you", "give me a minute, I'm thinking"]
)
def test_who_asks_her_to_wait_wants_no_timer(room: Room, line: str):
    assert room.say(line) is None


def test_a_correction_counts_while_she_still_speaks(room: Room):
    room.say("Set a timer for ten minutes")
    room.hers = "Timer, ten—"
    assert room.say("no, fifteen minutes") == "Timer, 15 minutes."
    assert len(room.memory.due_times.list("timer")) == 1


@pytest.mark.parametrize("line", ["Make a list of the kings of England", "Start a list of the kings of England"])
def test_a_list_that_is_knowledge_is_no_deed_and_is_not_refused(room: Room, line: str):
    assert room.say(line) is None
    assert temptation(line, "Ada") is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("The bill is sixty-four euro, what's a ten percent tip?", 6.4),
        ("so there's five of us and the bill is a hundred and forty two fifty what's that each", 28.5),
        ("what's the percent if i got thirty four out of forty", 85),
        ("if the carpet is four metres by three point five how many square metres am i buying", 14),
    ],
)
def test_a_sum_is_known_by_what_its_numbers_are_to_each_other(line: str, value: float):
    found = guess_sum(line, 2026)
    assert isinstance(found, Reckon)
    assert float(found.value) == pytest.approx(value)


def test_the_clock_is_read_by_the_place_or_the_day_that_a_line_names():
    there = surely_of_the_clock(
        "my sister is in Sydney and I never know is she asleep what time would it be with her", START
    )
    assert isinstance(there, TellTime)
    assert there.place == "Sydney"
    assert surely_of_the_clock("oh how many days left in the year do you know", START) == DaysUntil(
        date(2026, 12, 31), "day", "the end of the year"
    )
    assert surely_of_the_clock("and what time is it in Nowhereville now", START) is None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("I have to be out of this bed by 5 40 so make a racket at 5 30", 330),
        ("lads are collecting me at five so have me roused by twenty past four", 260),
        ("tomorrow is early shift so an alarm four twenty am please and make it loud", 260),
        ("could you be a pet and get me up for half five mass tomorrow morning", 330),
        ("Set one for midday too because I will go back to sleep.", 720),
    ],
)
def test_the_time_of_an_alarm_is_the_one_that_belongs_to_the_request(line: str, at: int):
    found = guess_scheduled(line, START, "alarm")
    assert isinstance(found, Schedule)
    assert found.time is not None
    assert found.time.clock is not None
    assert found.time.clock.at[0] == at


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("in two hours remind me to turn the immersion off", "turn the immersion off"),
        ("when it gets to half nine tell me put the dog out, he can't hold it", "put the dog out"),
    ],
)
def test_what_a_reminder_is_for_may_sound_like_an_end(line: str, text: str):
    found = guess_scheduled(line, START, "reminder")
    assert isinstance(found, Schedule)
    assert found.text == text


def test_reminders_are_read_out():
    found = guess_scheduled("read all my reminders for next week", START, "reminder")
    assert isinstance(found, AboutScheduled)
    assert found.action == "list"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("the twenty-first, is that a Sunday or a Monday", date(2026, 3, 21)),
        ("does the 25th fall on a friday this year", date(2026, 3, 25)),
        ("hundred days from today is what date", date(2026, 6, 10)),
        ("What is forty-five days after the tenth of April?", date(2026, 5, 25)),
    ],
)
def test_another_day_than_today_is_told_when_it_is_asked_for(line: str, day: date):
    assert surely_of_the_clock(line, START) == TellDate(day)


@pytest.mark.parametrize(
    ("line", "place"), [("Tokyo time?", "Tokyo"), ("Honolulu, what time do they have?", "Honolulu")]
)
def test_a_place_at_the_beginning_is_where_the_time_is_asked(line: str, place: str):
    found = surely_of_the_clock(line, START)
    assert isinstance(found, TellTime)
    assert found.place == place


def test_what_is_left_of_a_month_is_counted():
    assert surely_of_the_clock("Remaining days in this month, please?", START) == DaysUntil(
        date(2026, 3, 31), "day", "the end of the month"
    )


@pytest.mark.parametrize(
    "line",
    [
        "when is the next bank holiday",
        "when's Eid in days from now",
        "Which Friday is the thirteenth, next one coming?",
    ],
)
def test_what_she_cannot_work_out_is_not_answered_with_the_hour(line: str):
    assert surely_of_the_clock(line, START) is None


def test_being_asked_to_talk_sets_no_reminder_but_a_line_with_an_hour_does():
    assert guess_scheduled("so tell me about the wind on the sea today", START, "reminder") is None
    assert guess_scheduled("tell me how your day was today", START, "reminder") is None
    found = guess_scheduled("tell me about the dentist tomorrow at nine", START, "reminder")
    assert isinstance(found, Schedule)
