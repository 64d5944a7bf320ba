"""Keeps reminders, once or again and again; reads them back exactly, moves, stops and lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.alarm_grammar import read_alarm
from companion.deeds.asked_times import with_context
from companion.deeds.country import country_of
from companion.deeds.deed import WHILE, Away, DeedQuestion, Request
from companion.deeds.moment_words import moment_in_words, repetition_in_words
from companion.deeds.reminder_grammar import NO_REMINDING, WHEN, bare_text, read_reminder, text_answered
from companion.deeds.scheduled import ScheduledDeed
from companion.deeds.scheduled_guess import STANDS_FOR, guess_scheduled, what_for
from companion.deeds.scheduled_requests import LATE, AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.timer_grammar import read_timer
from companion.memory.due_times import DueTime
from companion.text.second_person import second_person

_MORE = re.compile(r"(?:to|that|about|at|in|on|tomorrow|tonight|every|next)\b", re.IGNORECASE)
_TO = re.compile(
    r"(?:no|nope|sorry|wait|i mean(?:t)?|i said|not [^,]+|rather|actually|[,.:; ])*(?P<text>to (?!\d)\w.*)",
    re.IGNORECASE,
)


class ReminderDeed(ScheduledDeed):
    """A reminder is said when it is due and nobody talks."""

    name = kind = "reminder"
    can = "remind you of things, once or again and again"
    when_asked = WHEN

    def grammar(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        """As `ScheduledDeed.grammar`."""
        request = read_reminder(line, now)
        if isinstance(request, AboutScheduled) and "remind" not in line.lower() and not self._meant(request.which, now):
            return None
        if isinstance(request, AboutScheduled) and NO_REMINDING.match(line) and not self._meant(request.which, now):
            return None
        return request

    def in_context(self, request: Request | DeedQuestion, told: Sequence[str], now: datetime) -> Request | DeedQuestion:
        """As `Deed.in_context`: “I've to fetch Ann at half three tomorrow, give me a shout at three.”"""
        about = request.about if isinstance(request, DeedQuestion) else request
        if not isinstance(about, Schedule) or about.time is None or about.moves is not None:
            return request
        line = ". ".join(told)
        times = find_times(line, now, country_of(now.tzinfo))
        text = about.text if about.text and not STANDS_FOR.fullmatch(about.text) else what_for(line, times)
        return replace(about, time=with_context(about.time, times), text=text) if text else request

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return guess_scheduled(line, now, "reminder")

    def confirmed(self, text: str, when: str, moved: bool) -> str:
        """As `ScheduledDeed.confirmed`."""
        return f"I'll remind you {when}{f': {_yours(text)}' if text else ''}."

    def called(self, one: DueTime, now: datetime) -> str:
        """“the reminder “call Amy” tomorrow at noon”."""
        at = self._local(one, now)
        when = repetition_in_words(one.recurrence, at) if one.recurrence else moment_in_words(at, now)
        return f"the reminder {f'“{_yours(one.text)}” ' if one.text else ''}{when}"

    def item(self, one: DueTime, now: datetime) -> str:
        """As `ScheduledDeed.item`."""
        at = self._local(one, now)
        when = repetition_in_words(one.recurrence, at) if one.recurrence else moment_in_words(at, now)
        return f"{when}{f', {_yours(one.text)}' if one.text else ''}"

    def tell(self, due: DueTime, late: timedelta, now: datetime, away: Away = "") -> str:
        """As `Deed.tell`."""
        text = f": {_yours(due.text)}" if due.text else ""
        if late < LATE:
            return f"A reminder{text}." if text else "You wanted to be reminded now."
        at = (due.rung or due.due).astimezone(now.tzinfo)
        return f"I was to remind you {_past(moment_in_words(at, now), at, now)}{WHILE[away]}{text}."

    def _other_text(self, line: str) -> str | None:
        found = _TO.fullmatch(line)
        return bare_text(found["text"]) if found else None

    def _another(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        return read_reminder(f"remind me {line}", now) if _MORE.match(line) else None

    def _answer(self, line: str, now: datetime, about: Request) -> Request | DeedQuestion | None:
        neither = isinstance(about, Schedule) and about.time is None and about.text is None
        return (self._both_answered(line, now) if neither else None) or super()._answer(line, now, about)

    def _both_answered(self, line: str, now: datetime) -> Request | None:
        """The time and what it is for, both in one answer."""
        times = [one for one in find_times(line, now, country_of(now.tzinfo)) if one.clock or one.ahead]
        text = bare_text(times[0].without(line)) if len(times) == 1 else ""
        short = 0 < len(text.split()) <= 8 and not re.match(r"(?:i|you|he|she|it|what|why|how|who|when)\b", text, re.I)
        return Schedule(times[0], text) if short else None

    def _text_answered(self, line: str, now: datetime) -> str:
        asks = read_timer(line) or read_alarm(line, now) or read_reminder(line, now)
        return "" if asks else text_answered(line)


def _yours(text: str) -> str:
    """“call your sister”, for what the user called “call my sister”."""
    turned = second_person(text).removesuffix(".")
    return text[:1] + turned[1:] if turned[1:2] == text[1:2] else turned[:1].lower() + turned[1:]


def _past(words: str, at: datetime, now: datetime) -> str:
    return words.replace("today ", "", 1) if at.date() == now.date() else words
