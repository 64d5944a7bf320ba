"""The part of the week, as people say it."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.text.calendar_words import part_of_week


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 3, 3, 5, 0), "Tuesday morning"),
        (datetime(2026, 3, 3, 12, 0), "Tuesday afternoon"),
        (datetime(2026, 3, 3, 21, 0), "Tuesday evening"),
        (datetime(2026, 3, 3, 23, 30), "Tuesday night"),
        (datetime(2026, 3, 4, 2, 0), "Tuesday night"),
        (datetime(2026, 3, 4, 4, 59), "Tuesday night"),
    ],
)
def test_a_night_belongs_to_the_evening_before_it(now: datetime, said: str) -> None:
    assert part_of_week(now) == said
