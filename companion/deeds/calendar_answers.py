"""Answers what is on, whether one is free, and when an event is; finds the events that words name."""

from __future__ import annotations

from datetime import datetime, timedelta

from companion.deeds.calendar_days import Happening, happenings
from companion.deeds.calendar_grammar import AskCalendar
from companion.deeds.calendar_words import days_named, happening_in_words, usual_part
from companion.deeds.deed import DeedQuestion, Done
from companion.deeds.moment_words import day_in_words, moment_in_words
from companion.deeds.naming import names
from companion.deeds.scheduled_requests import MOST_SAID
from companion.deeds.scheduling import Unclear, half_of, planned
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.calendar import Calendar
from companion.text.capital import capital
from companion.text.grounding import content_words
from companion.text.number_words import in_words

AHEAD = timedelta(days=366)
"""So far she looks for an event that is asked for by its name."""


class CalendarAnswers:
    """Looks up, changes nothing."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def on(self, request: AskCalendar, now: datetime) -> Done | DeedQuestion:
        """What is on, on the days that are named or in the next seven."""
        window = (request.time.window(now) if request.time else None) or (now, now + timedelta(days=7))
        if request.time is not None and request.time.clock:
            return self.free(request, now)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        found = happenings(self._calendar.events(), max(window[0], midnight), window[1])
        days = days_named(request.time, window, now)
        if not found:
            return Done(f"Nothing is in the calendar {days}.", f"nothing {days}", kept=False)
        each = [happening_in_words(one, now, (window[1] - window[0]) > timedelta(days=1)) for one in found[:MOST_SAID]]
        more = f"; and {in_words(len(found) - MOST_SAID)} more" if len(found) > MOST_SAID else ""
        said = f"{capital(days)}: {'; '.join(each)}{more}."
        return Done(said, f"{in_words(len(found))} in the calendar {days}", kept=False)

    def free(self, request: AskCalendar, now: datetime) -> Done | DeedQuestion:
        """Whether anything is in the calendar then."""
        time = request.time
        assert time is not None
        window = time.window(now)
        days = days_named(time, window, now) if window else ""
        if time.clock:
            part = half_of(now) if time.days is None else usual_part("", time)
            plan = planned(time, now, time.part or part)
            at = (
                plan.choices[0]
                if isinstance(plan, Unclear) and plan.choices
                else None
                if isinstance(plan, Unclear)
                else plan.at
            )
            if at is None:
                return Done("That has passed already.", "that has passed", kept=False)
            window, days = (at, time.ends(at) or at + timedelta(hours=1)), moment_in_words(at, now)
        if window is None:
            return DeedQuestion("calendar", "When?", request)
        found = happenings(self._calendar.events(), max(window[0], now), window[1])
        if not found:
            return Done(f"You're free {days}: nothing is in the calendar.", f"free {days}", kept=False)
        each = [happening_in_words(one, now, (window[1] - window[0]) > timedelta(days=1)) for one in found[:MOST_SAID]]
        return Done(f"{capital(days)} there's {'; '.join(each)}.", f"not free {days}", kept=False)

    def next(self, now: datetime) -> Done:
        """What comes next."""
        found = [one for one in happenings(self._calendar.events(), now, now + AHEAD) if one.begins >= now]
        if not found:
            return Done("Nothing is coming up in the calendar.", "nothing coming up", kept=False)
        return Done(
            f"Next is {happening_in_words(found[0], now, True)}.", found[0].event.title, found[0].begins, kept=False
        )

    def when(self, request: AskCalendar, now: datetime) -> Done:
        """When the events are that the words name."""
        found = self.meant(request.which, None, now)[:MOST_SAID]
        if not found:
            return Done("There's nothing like that in the calendar.")
        said = "; ".join(f"{one.event.title}, {self.happens(one, now)}" for one in found)
        return Done(f"{capital(said)}.", said, found[0].begins, kept=False)

    def happens(self, one: Happening, now: datetime) -> str:
        """When it happens."""
        return day_in_words(one.begins.date(), now.date()) if one.whole_days else moment_in_words(one.begins, now)

    def meant(self, which: str, time: SpokenTime | None, now: datetime) -> list[Happening]:
        """The next time of each event that the words name, on the days that they name."""
        window = time.window(now) if time is not None else None
        wanted = content_words(which)
        if not wanted and window is None:
            return []
        first, last = window or (now - timedelta(hours=12), now + AHEAD)
        found: dict[int, Happening] = {}
        for one in happenings(self._calendar.events(), first, last):
            if (not wanted or names(wanted, one.event.title)) and one.event.id not in found:
                found[one.event.id] = one
        exact = [one for one in found.values() if wanted <= content_words(one.event.title)]
        return exact or list(found.values())
