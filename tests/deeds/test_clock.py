"""The clock understands what is asked of it and tells it truly."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from companion.deeds.asking import as_asked
from companion.deeds.clock import ClockDeed
from companion.deeds.deed import Done, Request

NOW = datetime(2026, 3, 2, 16, 5, tzinfo=ZoneInfo("Europe/Vienna"))


def said(line: str, now: datetime = NOW) -> str | None:
    clock = ClockDeed()
    text = as_asked(line, "Ada")
    request = clock.read(text, now, None) or clock.read_loosely(text, now)
    if request is None:
        return None
    assert isinstance(request, Request)
    done = clock.do(request, now, None)
    assert isinstance(done, Done)
    assert not done.kept
    return done.said


@pytest.mark.parametrize(
    "line",
    ["What time is it?", "what's the time", "Hey Ada, do you know what time it is?", "Could you tell me the time, please?",
     "Have you got the time?", "What is the time right now, Ada?"],
)  # fmt: skip
def test_the_hour(line: str):
    assert said(line) == "It's 4:05 in the afternoon."


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("What's the date today?", "Today is Monday the 2nd of March."),
        ("What day is it?", "Today is Monday the 2nd of March."),
        ("What's tomorrow's date?", "Tomorrow is Tuesday the 3rd of March."),
        ("What day was yesterday?", "Yesterday was Sunday the 1st of March."),
        ("Which day is the 14th of May?", "That is Thursday the 14th of May."),
        ("What month is it?", "It's March."),
        ("What year is it?", "It's 2026."),
        ("How many days until the 5th of March?", "Three days until Thursday the 5th of March."),
        ("How long until Friday?", "Four days until Friday the 6th of March."),
        ("How many days are there until Christmas?", "298 days until Christmas."),
        ("How many weeks till the 17th of March", "Two weeks and one day until Tuesday the 17th of March."),
        ("When was Easter this year?", "That was Sunday the 20th of April, 2025."),
        ("When was pancake day?", "That was Tuesday the 17th of February."),
        ("How many days until March 1st?", "364 days until Monday the 1st of March."),
    ],
)
def test_the_date(line: str, answer: str):
    assert said(line) == answer


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 0, "midnight"), (12, 0, "noon"), (0, 30, "12:30 at night"), (7, 0, "7 o'clock in the morning"),
     (23, 59, "11:59 at night")],
)  # fmt: skip
def test_the_hours_of_a_day(hour: int, minute: int, words: str):
    assert said("What time is it?", NOW.replace(hour=hour, minute=minute)) == f"It's {words}."


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("What's the time in Tokyo?", "It's 12:05 at night on Tuesday in Tokyo."),
        ("What time is it over in New York now?", "It's 10:05 in the morning in New York."),
        ("what time is it in LA rn", "It's 7:05 in the morning in Los Angeles."),
        ("What's the time in Paris, no, sorry, in Delhi?", "It's 8:35 in the evening in Delhi."),
        ("my brother is in Chicago, what time have they?", "It's 9:05 in the morning in Chicago."),
        ("What time is it in Nigeria?", "It's 4:05 in the afternoon in Nigeria."),
    ],
)
def test_the_time_elsewhere(line: str, answer: str):
    assert said(line) == answer


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("What year is it, I need it for a form", "It's 2026."),
        ("Is it Monday or Tuesday today?", "Today is Monday the 2nd of March."),
        ("Is today Monday or Tuesday, I've lost track", "Today is Monday the 2nd of March."),
        ("What date was last Friday?", "That was Friday the 27th of February."),
        ("I was born on the 5th of March 1961, what weekday was that?", "That was Sunday the 5th of March, 1961."),
        ("St Patrick's Day, is it a weekday or what?", "That is Tuesday the 17th of March."),
        ("How long have I got until midnight?", "Seven hours and 55 minutes until midnight."),
        ("How many days since the first of January?", "60 days since Thursday the 1st of January."),
        ("How many days left in the year?", "304 days until the end of the year."),
        ("Has it gone four yet?", "It's 4:05 in the afternoon."),
        ("When is Easter?", "That is Sunday the 5th of April."),
        ("My friend said it's late, what time is it?", None),
        ("What time is it, and dance with me", None),
        ("What time is it, and remind me at six to call", None),
    ],
)
def test_what_is_told_beside_a_question(line: str, answer: str | None):
    assert said(line) == answer


@pytest.mark.parametrize(
    "line",
    ["What time did you say?", "I had no time.", "Time flies.", "What a day it is!", "She asked what time it is.",
     "What day shall we meet?", "How long until you answer?", "What's the time in Narnia?", "What date did we meet?",
     "How many days until the 30th of February?"],
)  # fmt: skip
def test_other_lines_are_none_of_its_business(line: str):
    assert said(line) is None


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "and what would the time be over there in Melbourne at the minute",
            "It's 2:05 at night on Tuesday in Melbourne.",
        ),
        ("would you ever check what day the twenty first of june is going to be", "That is Sunday the 21st of June."),
        ("how many sleeps have we before the fifth of march", "Three days until Thursday the 5th of March."),
        ("what class of a day is it at all today", "Today is Monday the 2nd of March."),
    ],
)
def test_what_no_phrase_fits_whole_is_guessed(line: str, answer: str):
    assert said(line) == answer


@pytest.mark.parametrize(
    "line",
    ["I don't know what day my body thinks it is", "How is it they work out when Diwali falls, is it the moon?",
     "What time would I want to be leaving to make a half nine start in Reading?", "My grandad fell at Monte Cassino this evening",
     "Nobody can stay awake today, that's the cricket from Sydney for you", "what day is worse, a Monday or a Sunday evening"],
)  # fmt: skip
def test_nothing_is_guessed_of_what_only_tells(line: str):
    assert said(line) is None
