"""Sets alarms, once or again and again; moves, stops, lists and puts them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.alarm_grammar import NO_WAKING, read_alarm
from companion.deeds.deed import WHILE, Away, DeedQuestion, Request
from companion.deeds.durations import clock_in_words
from companion.deeds.just_rung import read_silenced
from companion.deeds.moment_words import moment_in_words, repetition_in_words
from companion.deeds.scheduled import ScheduledDeed
from companion.deeds.scheduled_guess import guess_scheduled, more_alarms
from companion.deeds.scheduled_requests import LATE
from companion.deeds.scheduling import Schedule, which_moment
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.due_times import DueTime
from companion.text.calendar_words import DAY_BEGINS
from companion.text.capital import capital


class AlarmDeed(ScheduledDeed):
    """An alarm rings in quiet hours too."""

    name = kind = "alarm"
    can = "set alarms"
    snooze = timedelta(minutes=9)
    when_asked = "For what time?"
    needs_hour = True

    def grammar(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        """As `ScheduledDeed.grammar`."""
        if (silenced := read_silenced(line, self._memory, "alarm", now)) is not None:
            return silenced
        if NO_WAKING.match(line) and not self._waiting():
            return None
        return _in_doubt(read_alarm(line, now), line, now)

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return guess_scheduled(line, now, "alarm")

    def guess_also(self, line: str, now: datetime) -> Sequence[Request]:
        """As `Deed.guess_also`."""
        first = self.guess(line, now)
        return more_alarms(line, now) if isinstance(first, Schedule) else ()

    def usual_part(self, time: SpokenTime | None, now: datetime) -> str:
        """On another day, and again and again, people wake in the morning."""
        if time is None or time.part:
            return ""
        today = time.days is None or any(span.first == now.date() for span in time.days.readings)
        return "" if today and not time.repeats else "morning"

    def confirmed(self, text: str, when: str, moved: bool) -> str:
        """As `ScheduledDeed.confirmed`."""
        return f"{'Alarm, now' if moved else 'Alarm,'} {when}{f': {text}' if text else ''}."

    def called(self, one: DueTime, now: datetime) -> str:
        """“the alarm tomorrow at 7 o'clock in the morning”."""
        at = self._local(one, now)
        when = repetition_in_words(one.recurrence, at) if one.recurrence else moment_in_words(at, now)
        return f"the alarm {when}{f' for {one.text}' if one.text else ''}"

    def item(self, one: DueTime, now: datetime) -> str:
        """As `ScheduledDeed.item`."""
        return self.called(one, now).removeprefix("the alarm ")

    def tell(self, due: DueTime, late: timedelta, now: datetime, away: Away = "") -> str:
        """As `Deed.tell`."""
        at = (due.rung or due.due).astimezone(now.tzinfo)
        clock = clock_in_words(at.hour, at.minute)
        purpose = f": {due.text}" if due.text else ""
        if late >= LATE:
            missed = f"could not ring{WHILE[away]}" if away else "is over"
            return f"The alarm of {clock} {missed}{purpose}."
        return f"{capital(clock) if clock in ('noon', 'midnight') else f'It is {clock}'}{purpose}."


def _in_doubt(request: Request | None, line: str, now: datetime) -> Request | DeedQuestion | None:
    """A question, if an hour of the night was understood that comes soon by day as well: “wake me at three”, said at two."""
    if not isinstance(request, Schedule) or request.time is None or "morning" in line.lower():
        return request
    time = request.time
    if time.part != "morning" or time.days or time.repeats or not time.clock:
        return request
    night, day = time.moments(now).plain, replace(time, part="").moments(now).plain
    if night is None or day is None or night == day or night.hour >= DAY_BEGINS or day.date() != now.date():
        return request
    choices = (day, night)
    return DeedQuestion("alarm", which_moment(choices, now, repeats=False), replace(request, choices=choices))
