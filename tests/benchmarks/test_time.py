"""The judge of `bench time` computes by itself when things fall due, and sees what is late, lost or doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks._due_oracle import Expected, Verdicts, days_of, first_day, instant
from benchmarks._due_year import a_year

VIENNA = ZoneInfo("Europe/Vienna")


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def test_the_hour_that_is_left_out_comes_an_hour_later_and_the_doubled_one_first():
    assert instant(date(2028, 3, 26), 150, VIENNA) == at("2028-03-26T01:30")
    assert instant(date(2028, 10, 29), 150, VIENNA) == at("2028-10-29T00:30")


def test_days():
    last, leap = days_of(freq=1, bymonthday=-1), days_of(freq=0, bymonth=2, bymonthday=29)
    assert last(date(2028, 2, 1)) == date(2028, 2, 29)
    assert last(date(2028, 2, 29)) == date(2028, 3, 31)
    assert leap(date(2028, 2, 29)) == date(2032, 2, 29)
    assert first_day(days_of(freq=3), 540, at("2028-03-01T08:00"), VIENNA) == date(2028, 3, 2)


def test_what_is_late_lost_or_doubled_is_seen():
    due = at("2028-03-01T08:00")
    seen = Verdicts({1: Expected("timer", at=due), 2: Expected("timer", at=due)})
    seen.told(1, due + 3, VIENNA, awake_since=0)
    seen.said(1)
    assert (seen.lates, seen.doubled, seen.lost(due + 3, VIENNA)) == ([3.0], 0, 1)
    seen.said(1)
    seen.told(1, due + 4, VIENNA, awake_since=0)
    assert seen.doubled == 2
    seen.told(3, due, VIENNA, awake_since=0)
    assert seen.early == 1


def test_three_days_lose_and_double_nothing(tmp_path: Path):
    year = a_year(tmp_path, 3, 7)
    judged = year.verdicts
    assert len(judged.lates) > 5
    assert max(judged.lates) <= 2
    assert (judged.lost(year.now, year.zone), judged.doubled, judged.early, year.unset) == (0, 0, 0, [])
