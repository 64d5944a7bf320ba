"""Brings .ics files into the calendar, whole or not at all, and writes the calendar as such a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from icalendar import Calendar as IcsCalendar
from icalendar import Event as IcsEvent
from icalendar import vRecur

from companion.deeds.calendar_reading import LARGEST, FileEvent, beginning_of_series, read_file
from companion.deeds.local_time import zone_named
from companion.errors import CompanionError
from companion.files import exported_file
from companion.memory.calendar import Calendar, CalendarEvent, wall

_ONE_OF = " moved from "
"""Between the name of an event that comes again and the time of it that was moved."""
_OURS = b"-//companion//calendar//EN"
"""What files that she wrote name as their program."""


@dataclass(frozen=True)
class Imported:
    """What became of a file: how many events are new, changed, the same as before, and so on."""

    added: int = 0
    changed: int = 0
    same: int = 0
    taken_out: int = 0
    """The file cancels them."""
    stay_out: int = 0
    """They had been taken out of this calendar before."""
    left_out: int = 0
    """No beginning, a year that cannot be, a rule that cannot be kept, or beyond the most that are read."""

    @property
    def in_words(self) -> str:
        """“New: 3. Changed: 0. Here already: 1. Left out: 0.”"""
        told = f"New: {self.added}. Changed: {self.changed}. Here already: {self.same}. Left out: {self.left_out}."
        told += f" Cancelled by the file: {self.taken_out}." if self.taken_out else ""
        return told + (f" Taken out here before, and still out: {self.stay_out}." if self.stay_out else "")


def read_calendar(calendar: Calendar, path: Path, here: tzinfo | None, again: bool = False) -> Imported:
    """As `import_events`, from a file."""
    try:
        if path.stat().st_size > LARGEST:
            raise CompanionError(f"{path} is larger than {LARGEST // 1_000_000} MB; export a part of the calendar.")
        data = path.read_bytes()
    except OSError as error:
        raise CompanionError(f"{path} can't be read ({error.strerror}); give the path of an .ics file.") from error
    return import_events(calendar, data, here, again)


def write_calendar(calendar: Calendar, path: Path) -> str:
    """Write all that is in the calendar to a file, whole or not at all; a sentence about it.

    Raises CompanionError, also where a file stands that another program wrote.
    """
    events = len(calendar.events())
    try:
        if path.is_file() and not _is_ours(path):
            raise CompanionError(f"{path} is there already and not of this program; choose another name.")
        with exported_file(path) as draft:
            draft.write_bytes(write_events(calendar))
    except OSError as error:
        raise CompanionError(f"{path} can't be written ({error.strerror}); choose another place.") from error
    return f"{path} has {events} event{'s' * (events != 1)}; that file is not encrypted."


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return _OURS in file.read(1000)


def import_events(calendar: Calendar, data: bytes, here: tzinfo | None, again: bool = False) -> Imported:
    """Keep the events of a file; one that came before is changed, and one that was taken out stays out unless `again`.

    Raises CompanionError when it is no calendar or broken; then nothing of it is kept.
    """
    contents = read_file(data, here)
    plan = _Plan({event.uid: event for event in calendar.everything()}, again)
    plan.series(contents.events)
    plan.single_times(contents.events)
    plan.decide()
    calendar.keep(plan.added, plan.changed, plan.taken_out)
    return Imported(
        *(len(plan.added), len(plan.changed), plan.same, len(plan.taken_out), plan.stay_out),
        contents.left_out + plan.left_out,
    )


@dataclass
class _Plan:
    """What an import is about to do."""

    before: Mapping[str, CalendarEvent]
    """All events by their names, also removed ones."""
    again: bool
    wanted: dict[str, CalendarEvent] = field(default_factory=dict)
    """What the file has, by name."""
    cancelled: set[str] = field(default_factory=set)
    added: list[CalendarEvent] = field(default_factory=list)
    changed: list[CalendarEvent] = field(default_factory=list)
    taken_out: list[int] = field(default_factory=list)
    same: int = 0
    stay_out: int = 0
    left_out: int = 0

    def series(self, found: Iterable[FileEvent]) -> None:
        """Take the events themselves; of two with one name, the higher sequence."""
        latest: dict[str, FileEvent] = {}
        for one in found:
            if one.instead_of is None and one.sequence >= latest.get(one.uid, one).sequence:
                latest[one.uid] = one
        self.cancelled = {uid for uid, one in latest.items() if one.event is None}
        self.left_out += len(self.cancelled - self.before.keys())
        self.wanted = {uid: self._still_without(one.event) for uid, one in latest.items() if one.event is not None}

    def single_times(self, found: Iterable[FileEvent]) -> None:
        """Take the single times that were moved or cancelled out of their series."""
        latest: dict[tuple[str, str], FileEvent] = {}
        for one in found:
            if one.instead_of is None or one.uid in self.cancelled:
                continue
            series = self.wanted.get(one.uid) or self.before.get(one.uid)
            if series is None and one.event is None:
                self.left_out += 1
                continue
            then = beginning_of_series(one.instead_of, series or one.event)  # type: ignore[arg-type]
            if one.sequence >= latest.get((one.uid, then), one).sequence:
                latest[one.uid, then] = one
            if series is not None:
                self.wanted[one.uid] = replace(series, except_on=tuple(sorted({*series.except_on, then})))
        for (uid, then), one in latest.items():
            name = f"{uid}{_ONE_OF}{then}"
            if one.event is None:
                self.cancelled.add(name)
            else:
                self.wanted[name] = replace(one.event, uid=name, recurrence="", except_on=())

    def decide(self) -> None:
        """What is added, changed and taken out."""
        for uid, event in self.wanted.items():
            before = self.before.get(uid)
            if not self.again and self._is_out(uid):
                self.stay_out += 1
            elif before is None:
                self.added.append(event)
            elif _alike(now := replace(event, id=before.id, message=before.message), before):
                self.same += 1
            else:
                self.changed.append(now)
        gone = {*self.cancelled, *(uid for uid in self.before if self._moved_back(uid))}
        gone |= {uid for uid in self.before if uid.partition(_ONE_OF)[0] in self.cancelled}
        self.taken_out = [self.before[uid].id for uid in sorted(gone & self.before.keys()) if not self._is_out(uid)]

    def _still_without(self, event: CalendarEvent) -> CalendarEvent:
        """With the times that this calendar left out before, except those that were moved and are moved back."""
        before = self.before.get(event.uid)
        if before is None or not event.recurrence:
            return event
        moved = {uid.partition(_ONE_OF)[2] for uid, one in self.before.items() if uid.startswith(event.uid + _ONE_OF)}
        return replace(event, except_on=tuple(sorted({*event.except_on, *before.except_on} - moved)))

    def _moved_back(self, uid: str) -> bool:
        series, moved, _ = uid.partition(_ONE_OF)
        return bool(moved) and series in self.wanted and uid not in self.wanted and uid not in self.cancelled

    def _is_out(self, uid: str) -> bool:
        names = (uid, uid.partition(_ONE_OF)[0])
        return any(name in self.before and self.before[name].removed is not None for name in names)


def _alike(now: CalendarEvent, before: CalendarEvent) -> bool:
    """Whether both are the same; the parts of a rule may come in any order."""
    return replace(now, recurrence="") == replace(before, recurrence="") and _parts(now) == _parts(before)


def _parts(event: CalendarEvent) -> frozenset[str]:
    return frozenset(event.recurrence.split(";")) - {"INTERVAL=1"}


def write_events(calendar: Calendar) -> bytes:
    """All that is in the calendar, as a file."""
    written = IcsCalendar()
    written.add("prodid", _OURS.decode())
    written.add("version", "2.0")
    events = {event.uid: event for event in calendar.events()}
    moved = {uid for uid in events if uid.partition(_ONE_OF)[0] in events and _ONE_OF in uid}
    for uid, event in events.items():
        series, _, then = uid.partition(_ONE_OF)
        if uid in moved:
            part = _ics(replace(event, uid=series))
            part.add("recurrence-id", _in_zone(wall(then), events[series].zone))
        else:
            gone = tuple(one for one in event.except_on if f"{uid}{_ONE_OF}{one}" not in moved)
            part = _ics(replace(event, except_on=gone))
        written.add_component(part)
    written.add_missing_timezones()
    return bytes(written.to_ical())


def _ics(event: CalendarEvent) -> IcsEvent:
    written = IcsEvent()
    written.add("uid", event.uid)
    written.add("summary", event.title)
    written.add("dtstamp", datetime.now(UTC))
    written.add("dtstart", _in_zone(event.begins, event.zone))
    if event.ends is not None:
        ends = event.ends if isinstance(event.ends, datetime) else event.ends + timedelta(days=1)
        written.add("dtend", _in_zone(ends, event.zone))
    if event.recurrence:
        written.add("rrule", vRecur.from_ical(_rule_in_utc(event)))
    for one in event.except_on:
        written.add("exdate", _in_zone(wall(one), event.zone))
    for name, text in (("location", event.place), ("description", event.notes)):
        if text:
            written.add(name, text)
    return written


def _in_zone(moment: datetime | date, zone: str) -> datetime | date:
    return moment.replace(tzinfo=zone_named(zone)) if isinstance(moment, datetime) else moment


def _rule_in_utc(event: CalendarEvent) -> str:
    """The rule with its end in UTC, as the standard asks beside a beginning that has a zone; a day for whole days."""
    found = re.search(r"UNTIL=(\d{8})T?(\d{6})?", event.recurrence)
    if not found:
        return event.recurrence
    if event.whole_days:
        return event.recurrence.replace(found[0], f"UNTIL={found[1]}")
    last = datetime.strptime(f"{found[1]}{found[2] or '235959'}", "%Y%m%d%H%M%S").replace(tzinfo=zone_named(event.zone))
    return event.recurrence.replace(found[0], f"UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}")
