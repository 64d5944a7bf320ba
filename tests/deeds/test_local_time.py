"""A computer whose time zone is set oddly still has one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest
import tzlocal

from companion.deeds.local_time import in_zone, local_zone
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


def test_a_zone_that_is_in_no_table_any_more_is_the_one_here():
    moment = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert in_zone(moment, "Mars/Phobos") == moment
