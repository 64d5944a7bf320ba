"""When something comes again, also when the clocks change."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from companion.deeds.spoken_times.spoken_time import first_of, next_of

LONDON = ZoneInfo("Europe/London")


def test_seven_stays_seven_when_the_clocks_change() -> None:
    first = datetime(2026, 10, 24, 7, tzinfo=LONDON)
    second = next_of("FREQ=DAILY", first, first)
    assert second == datetime(2026, 10, 25, 7, tzinfo=LONDON)
    assert second.timestamp() - first.timestamp() == 25 * 3600


def test_a_time_that_is_left_out_comes_once_that_day() -> None:
    first = datetime(2026, 3, 28, 1, 30, tzinfo=LONDON)
    left_out = next_of("FREQ=DAILY", first, first)
    assert f"{left_out:%d %H:%M %Z}" == "29 02:30 BST"
    assert left_out is not None
    assert f"{next_of('FREQ=DAILY', first, left_out):%d %H:%M}" == "30 01:30"


def test_hours_and_minutes_really_pass() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    second = next_of("FREQ=HOURLY;INTERVAL=2", first, first)
    assert f"{second:%H:%M %Z}" == "01:30 GMT"


def test_every_other_tuesday_keeps_its_weeks() -> None:
    wednesday = datetime(2026, 12, 2, 12, tzinfo=LONDON)
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    first = first_of(rule, wednesday.replace(hour=9), wednesday)
    assert first == datetime(2026, 12, 8, 9, tzinfo=LONDON)
    assert next_of(rule, first, first) == datetime(2026, 12, 22, 9, tzinfo=LONDON)


def test_the_thirty_first_comes_only_in_months_that_have_one() -> None:
    first = datetime(2027, 1, 31, 9, tzinfo=LONDON)
    assert next_of("FREQ=MONTHLY;BYMONTHDAY=31", first, first) == datetime(2027, 3, 31, 9, tzinfo=LONDON)


def test_it_is_over_after_its_last_day() -> None:
    first = datetime(2026, 12, 1, 9, tzinfo=LONDON)
    rule = "FREQ=DAILY;UNTIL=20261202T235959"
    second = next_of(rule, first, first)
    assert second is not None
    assert next_of(rule, first, second) is None
