"""Keeps the calendar: puts events in, says what is on and when one is free, moves them and takes them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from companion.deeds.beside_times import in_its_half, nearest
from companion.deeds.calendar_answers import CalendarAnswers
from companion.deeds.calendar_days import Happening, happenings, next_happening
from companion.deeds.calendar_goes_on import goes_on
from companion.deeds.calendar_grammar import (
    AskCalendar,
    ChangeEvent,
    PutIn,
    names_the_calendar,
    read_calendar,
    title_of,
)
from companion.deeds.calendar_guess import guess_calendar
from companion.deeds.calendar_words import (
    as_before,
    as_it_was,
    beginning_of,
    begins_at,
    days_of,
    end_in_words,
    its_days,
    length_of,
    on_whole_days,
    usual_part,
    whole_day_event,
)
from companion.deeds.country import country_of
from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.follow_on import FollowOn, named_alike, read_follow_on
from companion.deeds.follow_up import ended, moved
from companion.deeds.moment_words import day_in_words, moment_in_words, repetition_in_words
from companion.deeds.scheduled_requests import NEVER_MIND, LetBe, put_later, span_of
from companion.deeds.scheduling import Planned, Unclear, as_spoken, chosen, correction, half_of, planned
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import Length
from companion.deeds.spoken_times.repetitions import without_hour
from companion.memory import Memory
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import zone_name
from companion.memory.receipts import Receipt
from companion.text.capital import capital
from companion.text.listing import listed

_ALL_DAY = re.compile(
    r"(?:(?:for )?(?:the )?(?:whole|all|entire|full) (?:the )?day|all day(?: long)?|no (?:time|hour))", re.I
)


_WHOLE = re.compile(r"\b(?:the )?(?:whole|entire|full) (?:of )?(?:the )?(?:day\b)?|\ball (?:day|of)\b", re.I)
_THAT = re.compile(r"\b(?:it|that|this)\b", re.I)


class CalendarDeed(Deed):
    """The calendar is in the file; nothing of it rings."""

    name = "calendar"
    can = "keep your calendar"

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._look = CalendarAnswers(memory.calendar)

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if asked is not None and (answer := self._answer(line, now, asked.about)) is not None:
            return answer
        request = read_calendar(line, now) or _by_name(line, now)
        match request:
            case AskCalendar("when", which=which) if not self._look.meant(which, None, now):
                return None
            case ChangeEvent(which=which, time=time, every=every):
                days = time if request.action == "cancel" else None
                sure = names_the_calendar(line) or every
                return request if sure or (which and self._look.meant(which, days, now)) else None
            case PutIn(time=time) if time is not None and time.days and not time.clock and _WHOLE.search(line):
                title = title_of(_WHOLE.sub(" ", request.title or ""))
                return replace(request, title=title or None, whole_days=True)
        return request

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return guess_calendar(line, now)

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """As `Deed.go_on`: “put … in my calendar, and lunch with Tom on Friday at noon”."""
        return goes_on(line, now, before)

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.amend`: “no, at nine”."""
        undo = receipt.undo or {}
        number = undo.get("added", undo["were"][0]["id"] if len(undo.get("were", [])) == 1 else None)
        if number is None:
            return None
        event = self._memory.calendar.event(number)
        by_name = read_calendar(line, now) or _by_name(line, now)
        found_on = read_follow_on(line, "calendar", event.title, now) if by_name is None or _THAT.search(line) else None
        time = correction(line, now) or (found_on.time if found_on is not None and found_on.action == "set" else None)
        at = begins_at(event, now)
        time = nearest(in_its_half(time, at), at) if time is not None and not event.whole_days else time
        if time is None:
            return None
        corrected = (days_of(event) if event.whole_days else as_spoken(at, event.recurrence)).corrected(time)
        usually = "" if time.part else half_of(at) if not event.whole_days else usual_part(event.title, time)
        found = corrected.moments(now, usually)
        whole = event.whole_days and not time.clock
        if not found.at and not whole:
            return None
        fixed = corrected if whole else as_spoken(found.at[0], corrected.rule())
        return PutIn(fixed, event.title, whole_days=whole, moves=None if "added" in undo else number)

    def follow(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.follow`."""
        undo = receipt.undo or {}
        number = undo.get("added", undo["were"][0]["id"] if len(undo.get("were", [])) == 1 else None)
        events = self._memory.calendar.events()
        event = next((one for one in events if one.id == number), None)
        if event is None or named_alike(line, event.title, [one.title for one in events if one.id != event.id]):
            return None
        match read_follow_on(line, "calendar", event.title, now):
            case FollowOn("stop"):
                return ChangeEvent("cancel", event.title)
            case FollowOn("left"):
                return AskCalendar("when", which=event.title)
            case FollowOn("later" | "earlier" as way, length=Length() as length) if not event.whole_days:
                span = span_of(length) * (1 if way == "later" else -1)
                at = put_later(begins_at(event, now), span)
                return PutIn(as_spoken(at, event.recurrence), event.title, moves=event.id)
        return None

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case PutIn():
                return self._put(request, now, message)
            case LetBe():
                return Done("All right, I'll leave it.")
            case AskCalendar("free"):
                return self._look.free(request, now)
            case AskCalendar("next"):
                return self._look.next(now)
            case AskCalendar("when"):
                return self._look.when(request, now)
            case AskCalendar():
                return self._look.on(request, now)
            case ChangeEvent("cancel"):
                return self._cancel(request, now)
            case ChangeEvent():
                return self._one_of(request, now, lambda one: self._move(one, request, now, message))
        raise AssertionError(f"no request of the calendar: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        calendar, undo = self._memory.calendar, receipt.undo or {}
        if (number := undo.get("added")) is not None:
            event = calendar.event(number)
            calendar.remove(number)
            return f"{capital(event.title)} is out of the calendar again."
        back = [calendar.put_back(number) for number in undo.get("removed", [])]
        back += [calendar.change(as_before(calendar.event(before["id"]), before)) for before in undo.get("were", [])]
        if "removed" in undo:
            return f"{capital(listed([one.title for one in back]))} {'is' if len(back) == 1 else 'are'} back in the calendar."
        return f"{capital(back[0].title)} is as before: {self._said_when(back[0], now)}."

    def _answer(self, line: str, now: datetime, about: Request) -> Request | DeedQuestion | None:
        if NEVER_MIND.fullmatch(line):
            return LetBe()
        match about:
            case PutIn(time=time, title=None):
                times = find_times(line, now, country_of(now.tzinfo))
                title = title_of(times[0].without(line) if times else line)
                short = (
                    title
                    and len(title.split()) <= 8
                    and not re.match(r"(?:i|you|he|she|it|what|why|how)\b", title, re.I)
                )
                return replace(about, title=title, time=times[0] if times else time) if short else None
            case PutIn(time=time, choices=choices):
                if _ALL_DAY.fullmatch(line) and time is not None and time.days:
                    return replace(about, whole_days=True, choices=())
                answered = chosen(time, choices, line, now)
                return replace(about, time=answered, choices=()) if answered else None
            case ChangeEvent():
                which = title_of(re.sub(r"\b(?:one|event)$", "", line, flags=re.I))
                times = find_times(line, now, country_of(now.tzinfo), bare=True)
                which = title_of(times[0].without(which)) if times else which
                found = self._look.meant(which, times[0] if times else None, now)
                return replace(about, which=found[0].event.title, time=about.time) if len(found) == 1 else None
        return None

    def _put(self, request: PutIn, now: datetime, message: int | None) -> Done | DeedQuestion:
        if request.title is None:
            return DeedQuestion("calendar", "What shall I put in?", request)
        time = request.time
        whole = request.whole_days or (whole_day_event(request.title) and time is not None and not time.clock)
        if whole and time is not None and time.days and len(time.days.readings) == 1:
            event = on_whole_days(request.title, time, now)
            return self._keep(event, request, now, message)
        plan = planned(time, now, usual_part(request.title, time), "When is it?")
        if isinstance(plan, Unclear):
            question = "At what time, or is it the whole day?" if plan.question == "At what time?" else plan.question
            return DeedQuestion("calendar", question, replace(request, choices=plan.choices))
        ends = time.ends(plan.at) if time is not None else None
        event = CalendarEvent(
            request.title,
            plan.at.replace(tzinfo=None),
            ends.replace(tzinfo=None) if ends is not None else None,
            zone_name(plan.at),
            without_hour(plan.rule),
        )
        return self._keep(event, request, now, message)

    def _keep(self, event: CalendarEvent, request: PutIn, now: datetime, message: int | None) -> Done:
        calendar = self._memory.calendar
        if request.moves is not None:
            before = calendar.event(request.moves)
            length = length_of(before) if event.ends is None else None
            ends = event.begins + length if length is not None else event.ends
            title, begins, zone = event.title, event.begins, event.zone
            changed = replace(before, title=title, begins=begins, ends=ends, zone=zone, recurrence=event.recurrence)
            kept = calendar.change(changed)
            undo: dict[str, object] = {"were": [as_it_was(before)]}
        else:
            kept = calendar.add(replace(event, message=message))
            undo = {"added": kept.id}
        said = f"{'Moved' if request.moves is not None else 'In the calendar'}: {kept.title}, {self._said_when(kept, now)}."
        return Done(said + self._clashes(kept, now), kept.title, begins_at(kept, now), undo)

    def _said_when(self, event: CalendarEvent, now: datetime) -> str:
        begins = begins_at(event, now)
        if event.recurrence:
            often = repetition_in_words(event.recurrence, begins)
            often = often.rpartition(" at ")[0] if event.whole_days else often
            return f"{often}, first {day_in_words(begins.date(), now.date())}"
        if event.whole_days:
            return its_days(event, now)
        one = next_happening(event, begins)
        ends = f" until {end_in_words(one)}" if one is not None and isinstance(event.ends, datetime) else ""
        return f"{moment_in_words(begins, now)}{ends}"

    def _clashes(self, event: CalendarEvent, now: datetime) -> str:
        one = next_happening(event, now)
        if one is None or one.whole_days:
            return ""
        others = happenings(self._memory.calendar.events(), one.begins, one.ends)
        names = [other.event.title for other in others if other.event.id != event.id and not other.whole_days]
        return f" That is at the same time as {listed(names)}." if names else ""

    def _one_of(
        self, request: ChangeEvent, now: datetime, act: Callable[[Happening], Done | DeedQuestion]
    ) -> Done | DeedQuestion:
        days = request.time if request.action == "cancel" else None
        found = self._look.meant(request.which, days, now)
        if not found:
            return Done("There's nothing like that in the calendar.")
        if len(found) > 1:
            several = " or ".join(f"{one.event.title}, {self._look.happens(one, now)}" for one in found[:4])
            return DeedQuestion("calendar", f"Which one: {several}?", request)
        return act(found[0])

    def _cancel(self, request: ChangeEvent, now: datetime) -> Done | DeedQuestion:
        named = request.time is not None and request.time.days is not None
        if not request.every:
            return self._one_of(request, now, lambda one: self._remove([one], named))
        found = self._look.meant("", request.time, now)
        return self._remove(found, True) if found else Done("Nothing is in the calendar then.")

    def _remove(self, found: Sequence[Happening], only_then: bool) -> Done:
        """`only_then`: what comes again and again is left out on that day, and stays otherwise."""
        undo: dict[str, list[object]] = {"removed": [], "were": []}
        for one in found:
            if one.event.recurrence and only_then:
                undo["were"].append(as_it_was(one.event))
                self._memory.calendar.change(replace(one.event, except_on=(*one.event.except_on, beginning_of(one))))
            else:
                undo["removed"].append(one.event.id)
                self._memory.calendar.remove(one.event.id)
        names = listed([one.event.title for one in found])
        again = (
            ", every time that it comes again,"
            if len(found) == 1 and found[0].event.recurrence and not only_then
            else ""
        )
        then = " that day" if undo["were"] and not undo["removed"] else ""
        said = f"{capital(names)}{again} {'is' if len(found) == 1 else 'are'} out of the calendar{then}."
        return Done(said, f"{names} cancelled{then}", found[0].begins, undo)

    def _move(self, one: Happening, request: ChangeEvent, now: datetime, message: int | None) -> Done | DeedQuestion:
        event, time = one.event, request.time
        assert time is not None
        if time.only_length and time.length is not None and not event.whole_days:
            later = as_spoken(time.length.after(one.begins), event.recurrence)
            return self._put(PutIn(later, event.title, moves=event.id), now, message)
        base = days_of(event) if event.whole_days else as_spoken(one.begins, event.recurrence)
        moved = base.corrected(time)
        whole = event.whole_days and not time.clock
        if time.clock and not time.part and not event.whole_days and len(time.clock.at) == 2:
            plan = planned(moved, now, usual_part(event.title, time) or half_of(one.begins))
            if isinstance(plan, Planned):
                moved = as_spoken(plan.at, plan.rule)
        return self._put(PutIn(moved, event.title, whole_days=whole, moves=event.id), now, message)


def _by_name(line: str, now: datetime) -> ChangeEvent | None:
    """What a line asks of an event by its name alone: “lunch is off”, “the meeting is not Thursday but Friday”."""
    if which := ended(line):
        return ChangeEvent("cancel", which)
    if (other := moved(line)) is None:
        return None
    times = find_times(f"at {other[1].strip()}", now, country_of(now.tzinfo))
    return next((ChangeEvent("move", other[0], one) for one in times if one.days or one.clock), None)
