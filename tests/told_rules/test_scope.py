"""A rule holds by the clock: hours that pass midnight, days of the week, a last moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.told_rules.scope import WEEKDAYS, Scope
from companion.told_rules.when import take_time

SUNDAY = datetime(2026, 11, 29, 21, 30)


def test_hours_past_midnight_belong_to_the_day_before():
    nights = Scope(days=WEEKDAYS, first=22 * 60, last=5 * 60)
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
    days=st.sampled_from([(), WEEKDAYS, (5, 6), (0,)]),
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
    ],
)
def test_a_time_is_read_and_said(words: str, told: str):
    scope, rest = take_time(words, SUNDAY)
    assert scope is not None
    assert (scope.in_words(SUNDAY), rest) == (told, "be blunt")
