"""Holds what is asked of reminders and alarms that are kept already, and the words for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.durations import duration_in_words
from companion.deeds.follow_up import ended
from companion.deeds.local_time import in_zone
from companion.deeds.moment_words import moment_in_words, repetition_in_words
from companion.deeds.naming import names
from companion.deeds.scheduling import Planned, half_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import Length, later, on_the_wall
from companion.deeds.spoken_times.repetitions import WITHIN_A_DAY
from companion.deeds.spoken_times.spoken_time import SpokenTime, next_of
from companion.memory.due_times import DueTime, DueTimes
from companion.text.grounding import content_words


@dataclass(frozen=True)
class AboutScheduled(Request):
    """List them, or stop, move or tell the one that is meant."""

    action: Literal["list", "stop", "move", "when"]
    which: str = ""
    """What it is called or when it is, as it was said; empty: not said."""
    every: bool = False
    time: SpokenTime | None = None
    """Where to it is moved, or the days that are asked about."""
    by: timedelta | None = None
    """How much later it is to be."""

    sets = False


@dataclass(frozen=True)
class PutOff(Request):
    """What has just rung is to ring again so much later."""

    length: timedelta

    sets = False


@dataclass(frozen=True)
class LetBe(Request):
    """Her question is answered with “never mind”."""

    sets = False


def asked_about(line: str, name: str, meant: Callable[[str], Sequence[DueTime]]) -> AboutScheduled | None:
    """The alarm or reminder whose time the line asks for by what it is about; None if there is no such."""
    found = (re.fullmatch(pattern.format(name=name), line.rstrip(" ?.!"), re.IGNORECASE) for pattern in _ASKS_ABOUT)
    which = next((one["which"] for one in found if one), "")
    return AboutScheduled("when", which) if which and meant(which) else None


def stopped_by_name(line: str, meant: Callable[[str], Sequence[DueTime]]) -> AboutScheduled | None:
    """The one that the line wants stopped by what it is for alone: “never mind the drops”; None if there is no such."""
    which = ended(line)
    return AboutScheduled("stop", which) if content_words(which) and meant(which) else None


RINGS_FOR = timedelta(hours=1)
"""So long after it has rung, “snooze” means it."""
MOST_SAID = 6
"""So many are told one by one."""
LATE = timedelta(minutes=2)
"""Later than this she says when it should have been."""
NEVER_MIND = re.compile(
    r"(?:no[, ]*)?(?:never ?mind|forget (?:it|about it|that)|don't bother|leave it|cancel(?: (?:it|that))?|no thanks?|nothing|"
    r"let it be|not at all|skip it|stop|don't|no|nope|none)",
    re.IGNORECASE,
)
SNOOZE = re.compile(
    r"snooze(?: (?:it|that|this|the alarm|the reminder))?(?:,? (?:tell|remind|wake) me again)?(?P<length> .*)?|"
    r"(?:(?:remind|wake|tell) me |ring |once more |one more time |again,? )*(?:again|once more|one more time)"
    r"(?P<length2> in .*)|"
    r"(?P<length3>.+?) (?:more|longer)(?: please)?|(?:put (?:it|that) off|postpone (?:it|that))(?P<length4>(?: by| for) .*)?|"
    r"(?:not (?:now|yet),? )(?P<length5>in .*)",
    re.IGNORECASE,
)
PLEA = re.compile(r"(?:(?:just|only|another|about|give me|let me (?:sleep|have|lie|rest)|for)\b[\s,]*)*", re.IGNORECASE)
"""What stands before “ten minutes more” when it is asked for; “that took three minutes longer” only tells."""
ANOTHER = re.compile(
    r"(?:and |also |then )*(?:(?:another|one)(?: alarm| reminder| one)? )?(?P<rest>(?:at|for|in|on) .*)", re.IGNORECASE
)
"""“and another at eight”."""
_ASKS_ABOUT = (
    r"(?:what|when)(?: was|'s| is) (?:that|the|my) {name} (?:about|for|to|with|of)(?: the| my)? (?P<which>.+)",
    r"(?:do|did) (?:i|we) (?:have|set|make)(?: already)? (?:a|an|any) {name} (?:about|for|to|with|of)(?: the| my)? (?P<which>.+)",
    r"when (?:do|must|should|am) i (?:have to |need to |supposed to |meant to )?(?P<which>.+)",
)
"""“What was that reminder about Amy?”, “When do I have to call Amy?”."""
TOO_LATE = "That would have passed already, so it stays as it is."
IT = re.compile(r"(?:it|that|this|that one|this one|the last one|the latest|last)", re.IGNORECASE)


def found_by(one: DueTime, now: datetime) -> str:
    """Words by which this one is found again and no other."""
    return f"{one.text} {moment_in_words(one.due.astimezone(now.tzinfo), now)}".strip()


def when_in_words(plan: Planned, time: SpokenTime | None, now: datetime) -> str:
    """“tomorrow at noon”, “in ten minutes, at 9:10 in the evening”, “every weekday at noon, first tomorrow”."""
    moment = moment_in_words(plan.at, now)
    if plan.rule:
        often = repetition_in_words(plan.rule, plan.at)
        if plan.rule.startswith(WITHIN_A_DAY):
            return f"{often}, first {moment.removeprefix('today ')}"
        return often if "FREQ=DAILY" in plan.rule else f"{often}, first {moment.partition(' at ')[0]}"
    if time is not None and time.ahead is not None and time.ahead.exact:
        return f"in {duration_in_words(time.ahead.elapsed)}, {moment.removeprefix('today ')}"
    return moment


def span_of(length: Length) -> timedelta:
    """So many days and hours."""
    return timedelta(days=length.days) + length.elapsed


def put_later(at: datetime, span: timedelta) -> datetime:
    """So much later; by whole days it stays at its hour, also when the clocks change."""
    if span % timedelta(days=1):
        return later(at, span.total_seconds())
    return on_the_wall(at.replace(tzinfo=None) + span, at.tzinfo)


def with_shift(said: str, plan: Planned) -> str:
    """With a word about an hour that the clocks leave out."""
    return f"{said} The clocks go forward and leave out the hour you named." if plan.shifted else said


def is_at(one: DueTime, time: SpokenTime, now: datetime) -> bool:
    """Whether it is due at the time that these words name."""
    at = one.due.astimezone(now.tzinfo)
    if time.days and not any(span.first <= at.date() <= span.last for span in time.days.readings):
        return False
    if time.clock and at.hour * 60 + at.minute not in time.clock.at:
        return False
    return not time.part or half_of(at) == time.part or (time.part == "night" and at.hour >= 17)


def those_meant(waiting: Sequence[DueTime], which: str, now: datetime) -> Sequence[DueTime]:
    """Those that the words name, by their time or by their text; all, for no words."""
    if not which:
        return waiting
    if IT.fullmatch(which):
        return sorted(waiting, key=lambda one: one.id)[-1:]
    times = find_times(which, now, country_of(now.tzinfo), bare=True)
    wanted = content_words(times[0].without(which) if times else which)
    found = [one for one in waiting if not times or is_at(one, times[0], now)]
    if wanted:
        found = [one for one in found if names(wanted, one.text)]
    return found if wanted or times else []


def be(those: Sequence[DueTime]) -> str:
    """“is” or “are”."""
    return "is" if len(those) == 1 else "are"


def put_back(kept: DueTimes, before: Mapping[str, Any], now: datetime) -> DueTime | None:
    """Put back what `as_they_were` has kept; None, and nothing is changed, when its time has passed: it must not ring now."""
    due = in_zone(datetime.fromisoformat(before["due"]), before["zone"])
    recurrence = before["recurrence"]
    if before["state"] == "waiting" and due <= now:
        again = next_of(recurrence, due, now) if recurrence else None
        if again is None:
            return None
        due = again
    return kept.change(before["id"], before["state"], due, text=before["text"], recurrence=recurrence)


def as_they_were(those: Sequence[DueTime]) -> dict[str, object]:
    """What undoing puts back."""
    return {
        "were": [
            {
                "id": one.id,
                "state": one.state,
                "due": one.due.astimezone(UTC).isoformat(),
                "zone": one.zone,
                "text": one.text,
                "recurrence": one.recurrence,
            }
            for one in those
        ]
    }
