"""Which period words name when they are said on Monday, 2 March 2026, at nine in the evening.

The last day of three or less ago may be meant by “last Sunday”, or the one before: both are in it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.periods import period_in

NOW = datetime(2026, 3, 2, 21, 0)

SPANS = [
    ("What did I do today?", "2026-03-02", "2026-03-03"),
    ("What did I say yesterday?", "2026-03-01", "2026-03-02"),
    ("the day before yesterday", "2026-02-28", "2026-03-01"),
    ("What did we talk about the other day?", "2026-02-23", "2026-03-02"),
    ("What did I eat this morning?", "2026-03-02T04", "2026-03-02T12"),
    ("yesterday evening", "2026-03-01T17", "2026-03-02T00"),
    ("What did I dream last night?", "2026-03-01T18", "2026-03-02T05"),
    ("Who did I meet on Tuesday?", "2026-02-24", "2026-02-25"),
    ("Who did I meet last Friday?", "2026-02-27", "2026-02-28"),
    ("last Monday", "2026-02-23", "2026-02-24"),
    ("last Sunday", "2026-02-22", "2026-03-02"),
    ("last Saturday", "2026-02-21", "2026-03-01"),
    ("on Sunday", "2026-03-01", "2026-03-02"),
    ("Where was I last weekend?", "2026-02-28", "2026-03-02"),
    ("last week", "2026-02-23", "2026-03-02"),
    ("this week", "2026-03-02", "2026-03-09"),
    ("last month", "2026-02-01", "2026-03-01"),
    ("this year", "2026-01-01", "2027-01-01"),
    ("last year", "2025-01-01", "2026-01-01"),
    ("three days ago", "2026-02-27", "2026-02-28"),
    ("two weeks ago", "2026-02-12", "2026-02-21"),
    ("a month ago", "2026-01-13", "2026-02-18"),
    ("in the last two weeks", "2026-02-16", "2026-03-03"),
    ("in the past year", "2025-03-02", "2026-03-03"),
    ("What have I been reading lately?", "2026-01-31", "2026-03-03"),
    ("What happened on 3 November?", "2025-11-03", "2025-11-04"),
    ("on November 3rd", "2025-11-03", "2025-11-04"),
    ("on the 3rd of November 2024", "2024-11-03", "2024-11-04"),
    ("on 2 March", "2026-03-02", "2026-03-03"),
    ("July 4, 2023", "2023-07-04", "2023-07-05"),
    ("2025-12-24", "2025-12-24", "2025-12-25"),
    ("Where was I in August?", "2025-08-01", "2025-09-01"),
    ("in February", "2026-02-01", "2026-03-01"),
    ("in March", "2026-03-01", "2026-04-01"),
    ("last March", "2025-03-01", "2025-04-01"),
    ("in July 2023", "2023-07-01", "2023-08-01"),
    ("since January", "2026-01-01", "2026-03-03"),
    ("in spring", "2026-03-01", "2026-06-01"),
    ("last spring", "2025-03-01", "2025-06-01"),
    ("in the summer", "2025-06-01", "2025-09-01"),
    ("last winter", "2025-12-01", "2026-03-01"),
    ("this winter", "2025-12-01", "2026-03-01"),
    ("in the autumn of 2022", "2022-09-01", "2022-12-01"),
    ("Where did I live in 2023?", "2023-01-01", "2024-01-01"),
    ("since 2024", "2024-01-01", "2026-03-03"),
    ("What did I get for Christmas?", "2025-12-24", "2025-12-27"),
    ("on New Year's Eve", "2025-12-31", "2026-01-01"),
    ("at Halloween 2024", "2024-10-31", "2024-11-01"),
]


@pytest.mark.parametrize(("text", "first", "last"), SPANS)
def test_a_time_is_understood(text, first, last):
    period = period_in(text, NOW)
    assert period is not None
    assert (period.first, period.last) == (datetime.fromisoformat(first), datetime.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Where does my sister live?",
        "You may sit down.",
        "I fall asleep in seconds.",
        "on 31 February",
        "in 2031",
        "999999999999 weeks ago",
        "Tell me about 1984.",
        "next Tuesday",
        "My friend April called",
        "in a moment",
    ],
)
def test_future_times_and_other_words_are_no_period(text):
    assert period_in(text, NOW) is None


def test_the_words_for_it_are_where_it_says():
    text = "What did I tell you last Tuesday about Nora?"
    period = period_in(text, NOW)
    assert text[period.start : period.end] == "last Tuesday"


def test_leap_days_are_the_last_there_was():
    assert period_in("on 29 February", NOW).first == datetime(2024, 2, 29)


@given(st.text(max_size=200), st.dates(min_value=date(1900, 1, 1)))
def test_any_text_at_any_time_is_harmless(text, day):
    now = datetime(day.year, day.month, day.day)
    assert period_in(text, now) is None or period_in(text, now).first <= now


@given(st.sampled_from([text for text, _, _ in SPANS]), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_period_has_begun_and_has_a_length(text, day):
    now = datetime(day.year, day.month, day.day, 12)
    period = period_in(text, now)
    assert period is not None or re.search(r"20\d\d", text)
    if period is not None:
        assert period.first <= now
        assert timedelta(0) < period.last - period.first < timedelta(days=200 * 366)


@pytest.mark.parametrize("text", ["Do you think this may help?", "I think 5 may be enough."])
def test_the_verb_is_no_month(text: str) -> None:
    assert period_in(text, datetime(2026, 3, 2)) is None
