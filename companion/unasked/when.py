"""Finds when something was to happen, as a line said it, and from when on it can be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

_AFTERNOON, _SOON = 12, timedelta(days=3)
_EVENING = 18
"""A day that was named without an hour can be asked about from this hour on."""
_LATER = re.compile(r"\b(?:later(?: on)?(?: today)?|soon|in a bit|this week|these days)\b", re.IGNORECASE)
_AROUND = re.compile(
    r"\s*\b(?:on|at|in|by|for|until|till|before|after|from|this|coming|next|early|late|first thing|already|again|then)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """From when to when it was to happen; local, without a zone."""

    begins: datetime
    ends: datetime
    exact: bool
    """Whether an hour was named: then `begins` is when it was to begin."""
    past: bool
    words: tuple[str, ...]
    """The words that say it, in lower case."""

    def without(self, clause: str) -> str:
        """The clause without the words that say when."""
        kept, at = [], 0
        low = clause.lower()
        for start, end in sorted(self._here(low)):
            kept.append(_AROUND.sub("", clause[at:start]).strip() if clause[at:start].strip() else "")
            at = end
        text = " ".join(filter(None, [*kept, clause[at:].strip()]))
        return re.sub(r"\s+([,.])", r"\1", text).strip(" ,")

    def _here(self, low: str) -> Iterator[tuple[int, int]]:
        """Where these words stand in a clause, if they do."""
        for words in self.words:
            if (start := low.find(words)) >= 0:
                yield start, start + len(words)

    def due(self, lasts: bool) -> datetime:
        """From when on it can be asked about; `lasts`: it takes some hours itself."""
        if self.exact:
            return self.begins + timedelta(hours=2 if lasts else 1)
        if self.ends - self.begins <= timedelta(hours=13):
            return self.ends
        return (self.ends - timedelta(minutes=1)).replace(hour=_EVENING, minute=0, second=0, microsecond=0)


def span_of(clause: str, said: datetime, zone: tzinfo) -> Span | None:
    """When the clause says that it was to happen; None if it names no time that can be told."""
    now = said.replace(tzinfo=zone)
    low = clause.lower().replace("’", "'")
    times = [one for one in find_times(low, now) if not one.only_length]
    if any(one.repeats for one in times):
        return Span(said, said, False, True, ())
    spans = [span for one in times for span in one.spans] + [found.span() for found in _LATER.finditer(low)]
    following = bool(re.search(r"\bnext \w+day\b", low))
    found = [one for one in (_span(time, now, following) for time in times) if one is not None]
    if not found:
        return None
    begins, ends, exact = max(found, key=lambda one: one[2])
    return Span(begins, ends, exact, ends <= said, tuple(low[start:end] for start, end in spans))


def _span(time: SpokenTime, now: datetime, following: bool) -> tuple[datetime, datetime, bool] | None:
    moments = time.moments(now)
    named = time.clock is not None or time.ahead is not None
    if named and moments.at:
        first = moments.at[0].replace(tzinfo=None)
        return first, first + timedelta(hours=1), True
    window = time.window(now)
    if window is None:
        return None
    begins, ends = window[0].replace(tzinfo=None), window[1].replace(tzinfo=None)
    soon = (
        begins - now.replace(tzinfo=None) < _SOON
        if following
        else begins.date() <= now.date() and now.hour >= _AFTERNOON
    )
    if soon and time.days and (following or time.days.weekday is not None):
        begins, ends = begins + timedelta(days=7), ends + timedelta(days=7)  # “on Monday”, said late on a Monday
    return begins, ends, False
