"""How long something lasts, in words and in figures."""

from __future__ import annotations

import pytest

from companion.deeds.spoken_times.lengths import lengths
from companion.deeds.spoken_times.pieces import Length, readable


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("ten minutes", 600),
        ("an hour and a half", 5400),
        ("hour and a half", 5400),
        ("half an hour", 1800),
        ("a half hour", 1800),
        ("a quarter of an hour", 900),
        ("three quarters of an hour", 2700),
        ("90 secs", 90),
        ("twenty-five minutes", 1500),
        ("a ten-minute", 600),
        ("two and a half hours", 9000),
        ("2½ hours", 9000),
        ("1.5 hours", 5400),
        ("one point five hours", 5400),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("1 hr 20", 4800),
        ("20min", 1200),
        ("a minute and a half", 90),
        ("2 hours, 5 minutes and 10 seconds", 7510),
        ("a hundred and twenty minutes", 7200),
        ("a couple of minutes", 120),
    ],
)
def test_a_length(words: str, seconds: float) -> None:
    (found,) = lengths(readable(words))
    assert found.value == Length(seconds=seconds)


def test_days_weeks_and_months_are_counted_by_the_calendar() -> None:
    assert [piece.value for piece in lengths("a fortnight")] == [Length(days=14)]
    assert [piece.value for piece in lengths("a year and a half")] == [Length(months=18)]


@pytest.mark.parametrize(
    "words", ["minutes", "ten to nine", "half a month", "0 minutes", "9999 years", "a times table"]
)
def test_what_is_no_length(words: str) -> None:
    assert list(lengths(words)) == []
