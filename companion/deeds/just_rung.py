"""Understands what is said to an alarm or a timer that rings, or has just rung: “turn it off”, “I'm up”, “five more minutes”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from companion.deeds.deed import Done, Request
from companion.deeds.local_time import seconds_between
from companion.deeds.scheduled_requests import PLEA, RINGS_FOR, SNOOZE
from companion.deeds.spoken_times.finding import find_times
from companion.memory import Memory
from companion.memory.due_times import DueKind, DueTime

MEANT_FOR = {"alarm": timedelta(minutes=5), "timer": timedelta(minutes=1)}
"""So long after it began to ring, “turn the alarm off” means the ringing, and no alarm of another day."""
_PUT_OFF_FOR: Mapping[DueKind, timedelta] = {"timer": timedelta(minutes=5), "alarm": RINGS_FOR, "reminder": RINGS_FOR}
"""So long after it rang, “five more minutes” means it."""
_VERBS: Mapping[str, DueKind] = {"remind": "reminder", "reminder": "reminder", "wake": "alarm", "alarm": "alarm"}
_IS_UP = r"(?:i'm|i am) (?:up|awake|getting up|coming)(?: now| already)?"
_UP = re.compile(rf"(?:(?:ok|okay|yes|yeah|fine|all right|alright)[, ]+)*{_IS_UP}(?:[, ]+{_IS_UP})*", re.IGNORECASE)
_OFF = re.compile(
    r"(?:ok|okay|yes|fine|all right|just|now|[, ])*(?:"
    r"(?:stop|silence|dismiss)(?: (?:it|that|ringing|(?:the|that) (?:ringing|noise|alarm|timer)))?|"
    r"(?:turn|switch|shut) (?:it|that|the (?:alarm|timer)) off|(?:turn|switch|shut) off (?:it|that|the (?:alarm|timer))|"
    r"(?:alarm|timer) off|quiet|be quiet|enough|that's enough)(?: now)?",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(\w+) more (minutes?|hours?|seconds?)\b", re.IGNORECASE)
"""“five more minutes” is “five minutes more”."""
_ANOTHER = re.compile(r"(?:(?:just|give me|only|please) )*another (\w+ (?:minutes?|hours?))", re.IGNORECASE)
_FOR_GOOD = re.compile(r"\b(?:off|dismiss)\b", re.IGNORECASE)
"""Ends what was put off as well; “stop” may mean her words."""
_NAMED = re.compile(r"\b(?:alarm|timer)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Silenced(Request):
    """What rings has been heard; it is silent since the line began."""

    up: bool = False
    """Whether somebody says that they are up."""
    again: tuple[int, ...] = ()
    """What waits because something that rang was put off, and is to be stopped."""

    sets = False

    def done(self, now: datetime) -> Done:
        """What she says to it."""
        return Done("Good morning." if self.up and 4 <= now.hour < 12 else "All right.")


def after_silence(request: Silenced, stopped: Done, now: datetime) -> Done:
    """What was stopped with it, told with her “good morning”."""
    greeting = f"{said} " if request.up and (said := request.done(now).said) != "All right." else ""
    return replace(stopped, said=f"{greeting}{stopped.said}")


def just_rung(memory: Memory, kind: DueKind, now: datetime, within: timedelta) -> DueTime | None:
    """The last of this kind that has rung, if that was not long ago."""
    rung = [
        one
        for one in memory.due_times.list(kind, states=("waiting", "over"))
        if one.rung and 0 <= seconds_between(one.rung, now) < within.total_seconds()
    ]
    return max(rung, key=lambda one: one.rung or one.due, default=None)


def rang_last(memory: Memory, line: str, now: datetime) -> DueTime | None:
    """What a line that puts off is about: “remind” and “wake” name their kind if such a one has rung; else what rang last."""
    rung = [one for kind, span in _PUT_OFF_FOR.items() if (one := just_rung(memory, kind, now, span)) is not None]
    named: set[DueKind] = {kind for word, kind in _VERBS.items() if re.search(rf"\b{word}\b", line, re.IGNORECASE)}
    meant = [one for one in rung if one.kind in named] or rung
    return max(meant, key=lambda one: one.rung or one.due, default=None)


def read_silenced(line: str, memory: Memory, kind: DueKind, now: datetime) -> Silenced | None:
    """Whether the line ends the ringing of this kind."""
    up, off = _UP.fullmatch(line), _OFF.fullmatch(line)
    if not up and not off:
        return None
    named = _NAMED.search(line)
    if named and named[0].lower() != kind:
        return None
    rings = just_rung(memory, kind, now, MEANT_FOR[kind]) is not None
    meant = bool(named) or (kind == "alarm" if up else rings and _FOR_GOOD.search(line) is not None)
    again = waiting_again(memory, kind) if meant else ()
    return Silenced(up is not None, again) if rings or again else None


def waiting_again(memory: Memory, kind: DueKind) -> tuple[int, ...]:
    """The numbers of those of this kind that wait because they were put off when they rang."""
    put_off = {
        (receipt.undo or {}).get("set")
        for receipt in memory.receipts.list(undone=False)
        if receipt.deed == kind and "again" in (receipt.undo or {})
    }
    return tuple(one.id for one in memory.due_times.list(kind) if one.id in put_off)


def put_off_already(memory: Memory, kind: DueKind, rung: DueTime | None) -> DueTime | None:
    """What waits because that one was put off before; it is moved then, so that two snoozes ring once."""
    again = {
        (receipt.undo or {}).get("set")
        for receipt in memory.receipts.list(undone=False)
        if rung is not None and receipt.deed == kind and (receipt.undo or {}).get("again") == rung.id
    }
    return next((one for one in memory.due_times.list(kind) if one.id in again), None)


def length_put_off(line: str, now: datetime, usual: timedelta) -> timedelta | None:
    """For how long the line puts off what has rung: “snooze”, “five more minutes”; None if it does not."""
    again = _ANOTHER.fullmatch(line)
    found = SNOOZE.fullmatch(f"{again[1]} more" if again else _MORE.sub(r"\1 \2 more", line))
    if not found:
        return None
    words = next((words for name, words in found.groupdict().items() if name.startswith("length") and words), "")
    times = find_times(words, now) if words else []
    length = next((length for one in times if (length := one.length or one.ahead)), None)
    if words and (length is None or not length.exact):
        return None
    if found["length3"] and not PLEA.fullmatch(times[0].without(words)):
        return None
    return length.elapsed if length else usual
