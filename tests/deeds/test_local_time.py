"""A computer whose time zone is set oddly still has one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from companion.deeds.local_time import in_zone, local_zone
from companion.memory.due_times import zone_name


@pytest.fixture(params=["CET-1CEST,M3.5.0,M10.5.0/3", "Mars/Phobos", "Europe/Vienna"])
def _odd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_odd")
def test_an_odd_zone_is_one_with_the_same_hours():
    now = datetime.now()
    here = now.replace(tzinfo=local_zone())
    assert here.utcoffset() == now.astimezone().utcoffset()
    assert in_zone(here.astimezone(UTC), zone_name(here)).replace(tzinfo=None) == now


def test_a_zone_that_is_in_no_table_any_more_is_the_one_here():
    moment = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert in_zone(moment, "Mars/Phobos") == moment
