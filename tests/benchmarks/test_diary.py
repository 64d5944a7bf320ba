"""The benchmark of her diary sees a line that does not rest on what was said."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from benchmarks.diary import _days, _grounded
from companion.memory import Message
from companion.memory.diary import DiaryLine

AT = datetime(2026, 3, 2, 21)


@pytest.mark.parametrize(
    ("text", "grounded"),
    [
        ("You saw Nora on the pier. Of the whole day, I would keep that.", True),
        ("“I saw Nora on the pier.” Noted.", True),
        ("You saw Nina on the pier.", False),
        ("You saw Nora on the pier and cried.", False),
        ("You saw Nora on the pier at 7.", False),
    ],
)
def test_a_line_rests_on_its_sources_and_on_written_forms(text: str, grounded: bool) -> None:
    said = Message(1, 1, "you", "I saw Nora on the pier.", AT, "typed", False)
    assert _grounded(DiaryLine(1, date(2026, 3, 2), text, "form", AT, (said,))) is grounded


def test_the_made_up_days_have_a_danger_and_a_forbidden_topic() -> None:
    days = _days(None)
    assert any(day.never for day in days)
    assert any("alive any more" in line for day in days for line in day.lines)
