"""A computer whose time zone is set oddly still has one."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import tzlocal

from companion.deeds.local_time import READ_AGAIN_S, ComputerZone, hours_of, in_zone, local_zone, with_zone
from companion.memory.due_times import zone_name


@pytest.mark.parametrize(
    "error", [ZoneInfoNotFoundError("no zone Mars/Phobos"), ValueError("no name: CET-1CEST,M3.5.0")]
)
def test_an_odd_zone_is_one_with_the_same_hours(error: Exception, monkeypatch: pytest.MonkeyPatch):
    def odd() -> None:
        raise error

    monkeypatch.setattr(tzlocal, "get_localzone", odd)
    now = datetime(2026, 12, 1, 12)
    here = now.replace(tzinfo=local_zone())
    assert here.utcoffset() == datetime.now().astimezone().utcoffset()
    assert in_zone(here.astimezone(UTC), zone_name(here)).replace(tzinfo=None) == now


def test_a_zone_whose_setting_is_a_copy_is_one_of_the_same_hours_with_a_name(monkeypatch: pytest.MonkeyPatch):
    with files("tzdata.zoneinfo.America").joinpath("New_York").open("rb") as copied:
        copy = ZoneInfo.from_file(copied, key="local")  # as tzlocal gives it
    monkeypatch.setattr(tzlocal, "get_localzone", lambda: copy)
    zone = local_zone()
    assert hours_of(zone) == hours_of(ZoneInfo("America/New_York"))
    kept = zone_name(datetime(2026, 7, 1, tzinfo=zone))
    assert kept.startswith("America/")
    assert ZoneInfo(kept).utcoffset(datetime(2026, 7, 1)) == timedelta(hours=-4)


def test_another_zone_is_noticed_while_the_program_runs(monkeypatch: pytest.MonkeyPatch):
    seconds = [0.0]
    zone = ComputerZone(lambda: seconds[0])
    names = []
    before = os.environ.get("TZ")
    try:
        for name in ("Asia/Tokyo", "America/New_York"):
            monkeypatch.setenv("TZ", name)
            names.append(str(zone()))
            seconds[0] += READ_AGAIN_S + 1
        names.append(str(zone()))
    finally:
        monkeypatch.undo()
        assert os.environ.get("TZ") == before
        time.tzset()
        tzlocal.reload_localzone()
    assert names == ["Asia/Tokyo", "America/New_York", "America/New_York"]


def test_a_zone_that_is_in_no_table_any_more_is_the_one_here():
    moment = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert in_zone(moment, "Mars/Phobos") == moment


def test_the_first_look_in_another_zone_has_its_hour():
    landed = [False]

    def wall() -> datetime:
        return datetime(2026, 3, 2, 15 if landed[0] else 21)

    def here() -> ZoneInfo:
        landed[0] = True  # as `ComputerZone` does for the clock of the computer
        return ZoneInfo("America/New_York")

    assert with_zone(wall, here)().astimezone(UTC) == datetime(2026, 3, 2, 20, tzinfo=UTC)


def test_the_computers_clock_and_zone_change_together(monkeypatch: pytest.MonkeyPatch):
    seconds = [0.0]
    now = with_zone(datetime.now, ComputerZone(lambda: seconds[0]))
    try:
        for name in ("Europe/Vienna", "America/New_York"):
            monkeypatch.setenv("TZ", name)
            assert abs((now() - datetime.now(UTC)).total_seconds()) < 60, name
            seconds[0] += READ_AGAIN_S + 1
    finally:
        monkeypatch.undo()
        time.tzset()
        tzlocal.reload_localzone()
