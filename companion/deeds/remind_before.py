"""Reads the wish to be reminded some time before what was just put in: “… and remind me an hour before”."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from companion.deeds.beside_times import span_by
from companion.deeds.calendar_grammar import PutIn
from companion.deeds.calendar_words import usual_part
from companion.deeds.scheduled_requests import put_later
from companion.deeds.scheduling import Planned, Schedule, as_spoken, planned
from companion.deeds.spoken_times.pieces import on_the_wall
from companion.memory.receipts import Receipt

_WISH = (
    r"(?:(?:can|could|would|will) you |please |then |also )*"
    r"(?:remind|nudge|ping|tell|warn|alert|poke|prompt)(?: me| us)(?: (?:about|of) (?:it|that|this))?"
    r",? (?:about |like |say |maybe )?(?P<length>(?:(?!\bbefore\b)[\w' -]){3,30}?) "
    r"(?:before(?:hand)?(?: (?:it|that|then)(?: starts| begins)?)?|ahead(?: of (?:it|that|time))?|in advance|earlier)"
    r"(?: please| as well| too)*[.!? ]*"
)
_TAIL = re.compile(rf"(?P<head>.+?)(?:[,.;]? and |[,.;] ){_WISH}", re.IGNORECASE)
_ALONE = re.compile(rf"(?:(?:oh|and|also|ok|yes|right)[, ]+)*{_WISH}", re.IGNORECASE)


def before_it(line: str) -> tuple[str, str] | None:
    """What a line asks first, empty for nothing, and how long before that somebody is to be reminded."""
    if found := _ALONE.fullmatch(line.strip()):
        return "", found["length"]
    found = _TAIL.fullmatch(line.strip())
    return (found["head"], found["length"]) if found is not None else None


def reminder_before(of: object, length: str, now: datetime) -> Schedule | None:
    """The reminder of an event, asked for or kept just now, so long before it as the words say; None if that can't be told."""
    at, text = _begins(of, now)
    span = timedelta(days=1) if re.fullmatch(r"(?:the|a|one) day", length, re.IGNORECASE) else span_by(length, now)
    when = put_later(at, -span) if span is not None and at is not None else None
    return Schedule(as_spoken(when), text) if when is not None and when > now else None


def _begins(of: object, now: datetime) -> tuple[datetime | None, str]:
    """When it begins, None when it has no one hour, and what it is called."""
    if isinstance(of, Receipt):
        at = on_the_wall(of.happens, now.tzinfo) if of.deed == "calendar" and of.happens is not None else None
        return at, of.text
    if not isinstance(of, PutIn) or of.time is None or not of.title or of.whole_days:
        return None, ""
    plan = planned(of.time, now, usual_part(of.title, of.time), "")
    return (plan.at if isinstance(plan, Planned) else None), of.title
