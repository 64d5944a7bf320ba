"""A rule holds by the clock: hours that pass midnight, days of the week, a last moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.told_rules.scope import WORKDAYS, Scope
from companion.told_rules.when import take_time

SUNDAY = datetime(2026, 11, 29, 21, 30)


def test_hours_past_midnight_belong_to_the_day_before():
    nights = Scope(days=WORKDAYS, first=22 * 60, last=5 * 60)
    friday = datetime(2026, 11, 27, 23, 0)
    assert nights.holds(friday)
    assert nights.holds(friday + timedelta(hours=3))
    assert not nights.holds(friday + timedelta(days=1))
    assert not nights.holds(friday - timedelta(hours=2))


def test_it_ends_at_its_last_moment():
    today = Scope(until=datetime(2026, 11, 30))
    assert today.holds(SUNDAY)
    assert not today.holds(SUNDAY + timedelta(hours=3))
    assert today.over(SUNDAY + timedelta(hours=3))


scopes = st.builds(
    Scope,
    days=st.sampled_from([(), WORKDAYS, (5, 6), (0,)]),
    first=st.sampled_from([None, 300, 1320]),
    last=st.sampled_from([300, 720]),
    until=st.sampled_from([None, datetime(2026, 12, 1), datetime(2026, 12, 3)]),
)


@given(scopes, scopes, st.integers(0, 14 * 24 * 4))
def test_a_scope_that_covers_another_holds_whenever_the_other_does(wide: Scope, narrow: Scope, quarter: int):
    now = datetime(2026, 11, 25) + timedelta(minutes=15 * quarter)
    if wide.covers(narrow) and narrow.holds(now):
        assert wide.holds(now)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("be blunt in the morning", "in the morning"),
        ("be blunt after eleven", "after 23:00"),
        ("be blunt before nine", "before 09:00"),
        ("be blunt on sunday mornings", "in the morning, on Sundays"),
        ("be blunt monday to friday", "on weekdays"),
        ("be blunt in the evening", "in the evening"),
        ("be blunt for the rest of the evening", "until 05:00 tomorrow"),
        ("be blunt at night", "at night, from 22:00 on"),
        ("be blunt in the afternoons", "in the afternoon"),
        ("be blunt tonight", "until 05:00 tomorrow"),
        ("be blunt today", "until midnight"),
        ("be blunt until noon", "until 12:00 tomorrow"),
        ("be blunt between ten and twelve", "from 10:00 to 12:00"),
        ("be blunt between eight and ten in the evening", "from 20:00 to 22:00"),
        ("be blunt from eight in the evening to ten", "from 20:00 to 22:00"),
        ("be blunt from ten at night to six", "from 22:00 to 06:00"),
        ("be blunt from ten to two at night", "from 22:00 to 02:00"),
        ("be blunt between twelve and two at night", "from 00:00 to 02:00"),
        ("be blunt between twelve and two", "from 12:00 to 14:00"),
        ("be blunt between eleven and one in the afternoon", "from 11:00 to 13:00"),
        ("be blunt from nine to five in the afternoon", "from 09:00 to 17:00"),
        ("be blunt from nine to five", "from 09:00 to 17:00"),
        ("be blunt from noon to two", "from 12:00 to 14:00"),
        ("be blunt from 22 to 6", "from 22:00 to 06:00"),
        ("be blunt until tomorrow", "until 05:00 tomorrow"),
        ("be blunt until tomorrow morning", "until 05:00 tomorrow"),
        ("be blunt until tomorrow noon", "until 12:00 tomorrow"),
        ("be blunt until tomorrow evening", "until 17:00 tomorrow"),
        ("be blunt for 9999 months", "until 14 March 2848"),
    ],
)
def test_a_time_is_read_and_said(words: str, told: str):
    scope, rest = take_time(words, SUNDAY)
    assert scope is not None
    assert (scope.in_words(SUNDAY), rest) == (told, "be blunt")


@pytest.mark.parametrize(
    ("words", "hour", "told"),
    [
        ("be blunt this evening", 9, "from 17:00 today on, until 05:00 tomorrow"),
        ("be blunt tonight", 9, "from 17:00 today on, until 05:00 tomorrow"),
        ("be blunt this evening", 18, "until 05:00 tomorrow"),
        ("be blunt tonight", 2, "until 05:00 today"),
        ("be blunt this afternoon", 9, "from 12:00 today on, until 17:00 today"),
        ("be blunt this afternoon", 13, "until 17:00 today"),
        ("be blunt this morning", 9, "until 12:00 today"),
    ],
)
def test_a_part_of_today_that_is_to_come_is_waited_for(words: str, hour: int, told: str):
    now = SUNDAY.replace(hour=hour)
    scope, rest = take_time(words, now)
    assert scope is not None
    assert (scope.in_words(now), rest, scope.holds(now)) == (told, "be blunt", not told.startswith("from"))


def test_a_time_that_no_calendar_has_is_none():
    assert take_time("be blunt for 99999999999 weeks", SUNDAY) == (None, "be blunt for 99999999999 weeks")
