"""Puts the day in place of “that morning” and “that day”: “PE is on Thursday, ping me at 7:30 that morning”."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times

_THAT = re.compile(
    r"(?:\b(?:for|on|in|of|by|at) )?\b(?:that|the same) (?P<part>day|morning|afternoon|evening|night)\b", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:on|for|by|this|from)\s+(?=\w)|^(?:at|in)\s+", re.IGNORECASE)
_NEAR = re.compile(r"(?:today|tomorrow|the day after)\b", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\b(?:morning|afternoon|evening|night)\b", re.IGNORECASE)


def with_its_day(line: str, now: datetime) -> str:
    """The line with the day that it named last before; unchanged where it names none, or the words stand for none."""
    found = _THAT.search(line)
    day = _named_before(line[: found.start()], now) if found is not None else ""
    if found is None or not day:
        return line
    part = found["part"].lower()
    said = day if _NEAR.match(day) else f"on {day}"
    if part != "day" and day[:1].isalpha() and " " not in day:
        said += f" {part}"
    elif part != "day":
        said += " at night" if part == "night" else f" in the {part}"
    return f"{line[: found.start()]}{said}{line[found.end() :]}"


def _named_before(told: str, now: datetime) -> str:
    """The words of the last day that was named, without an hour; empty when there is none."""
    country = country_of(now.tzinfo)
    for one in reversed(find_times(told, now, country)):
        if one.days is None or one.repeats is not None:
            continue
        for start, end in one.spans:
            words = _LEAD.sub("", told[start:end].strip())
            alone = find_times(words, now, country)
            if len(alone) == 1 and alone[0].days == one.days and not alone[0].clock and not _OF_A_DAY.search(words):
                return words
    return ""
