"""Decides whether she may speak unasked now: only if allowed, rarely, not at night, and never twice without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from companion.deeds.quiet_hours import in_quiet_hours
from companion.memory.unasked import SaidUnasked
from companion.settings import Settings
from companion.text.calendar_words import DAY_BEGINS

MOST_A_DAY = 2
"""Besides greetings."""
GAP = timedelta(hours=3)
"""Between two things said unasked, a greeting among them."""
SILENCE = timedelta(minutes=20)
"""So long nobody must have talked: what is said is no interruption."""
_FIRST_HOUR, _LAST_HOUR = 9, 21


def may_speak_first(
    settings: Settings, said: Sequence[SaidUnasked], last_line: datetime | None, answered: bool, now: datetime
) -> bool:
    """Whether she may say something by herself. `last_line`: when anybody talked last; `answered`: the last unasked word was."""
    if not settings.speaks_first or in_quiet_hours(settings, now) or not _FIRST_HOUR <= now.hour < _LAST_HOUR:
        return False
    if last_line is None or not timedelta() <= now - last_line or now - last_line < SILENCE:
        return False
    return bool(answered) and not hushed(said, now) and _of_today(said, now) < MOST_A_DAY and _rested(said, now)


def hushed(said: Sequence[SaidUnasked], now: datetime) -> bool:
    """Whether the user did not want to be spoken to today."""
    return any(one.kind == "hush" and _day(one.at) == _day(now) for one in said)


def _of_today(said: Sequence[SaidUnasked], now: datetime) -> int:
    return sum(one.kind not in ("greeting", "hush") and _day(one.at) == _day(now) for one in said)


def _rested(said: Sequence[SaidUnasked], now: datetime) -> bool:
    return not said or now - max(one.at for one in said) >= GAP


def _day(moment: datetime) -> datetime:
    return (moment - timedelta(hours=DAY_BEGINS)).replace(hour=0, minute=0, second=0, microsecond=0)
