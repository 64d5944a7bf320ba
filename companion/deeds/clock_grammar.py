"""Understands what is asked about the time and the calendar: the hour here and elsewhere, dates, weekdays, how long until a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from string import capwords
from typing import Literal

from companion.deeds.asking import asks_something
from companion.deeds.cities import zone_of
from companion.deeds.deed import Request
from companion.deeds.past_days import FEASTS, before_today, last_feast, last_weekday
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import readable
from companion.text.calendar_words import MONTH, MONTHS, WEEKDAY
from companion.text.number_words import NUMBERS, SPOKEN_ORDINAL, alternatives, number_of


@dataclass(frozen=True)
class TellTime(Request):
    """The hour, here or in a place."""

    place: str = ""
    zone: str = ""


@dataclass(frozen=True)
class TellDate(Request):
    """The date, or one part of it, of a day."""

    day: date
    part: Literal["date", "month", "year", "week"] = "date"


@dataclass(frozen=True)
class DaysUntil(Request):
    """How many days, or weeks, until a day, or since one."""

    day: date
    unit: Literal["day", "week"] = "day"
    called: str = ""
    """What the user called the day: “Christmas”."""


@dataclass(frozen=True)
class TimeUntil(Request):
    """How long until an hour."""

    moment: datetime


_KNOW = (
    r"(?:(?:(?:do|have) you (?:know|got|have|see|happen to know)|(?:tell|give|show) (?:me|us)|i(?:'d| would) like to know"
    r"|what about"
    r"|i (?:was )?wonder(?:ing)?(?: now)?|remind me|any (?:idea|notion)|do you have any idea) )?"
)
_NOW = (
    r"(?: (?:now|right now|exactly|here|by (?:the|your) clock|at the moment|again|at all|there|then|currently"
    r"|presently|this minute"
    r"|at present))*"
)
_TIME = (
    r"(?:(?:what|wat)(?:'s| is|s)? (?:the )?(?:exact |right |correct |current |local )?(?:time"
    r"|hour)(?: now)?(?: is it| it is| it's"
    r"| do you make it| do we have| have you got| do you have| of (?:day|night)(?: is it| it is)?)?"
    r"|(?:the |exact |right |correct |current )+time(?: it is)?|how late (?:is it|it is))"
)
_HOUR = rf"(?:\d{{1,2}}|{alternatives(NUMBERS)}|noon|midnight)(?: o'?clock)?"
_HERE = re.compile(
    rf"{_KNOW}(?:{_TIME}|what'?s? (?:is )?the clock (?:say|saying|at)"
    rf"|what does the clock say)(?: (?:presently|currently))?{_NOW}"
    rf"|(?:has it gone|is it) (?:past |after |nearly |gone |already |only )*{_HOUR}(?: already| yet)+"
    rf"|has it gone {_HOUR}|is it (?:late|that late) (?:already|yet)",
)
_PRESENT = r"(?: (?:is it|it is))?(?: (?:presently|currently|now|right now))?"
_ELSEWHERE = (
    re.compile(rf"{_KNOW}{_TIME}{_PRESENT} (?:over |out |down |up )?(?:in|at|for) (?P<place>[\w .'-]+?){_NOW}"),
    re.compile(
        rf"{_KNOW}{_TIME} (?:do|does|have|has|would) (?:they|he|she|it)? ?(?:have|got"
        rf"|be)?(?: it)? ?in (?P<place>[\w .'-]+?){_NOW}"
    ),
    re.compile(
        rf"{_KNOW}(?:what|which|wat) time (?:dem get|dem dey|e be|it is|is it|they have)(?: now)? (?:for"
        rf"|in) (?P<place>[\w .'-]+?){_NOW}"
    ),
    re.compile(rf"{_KNOW}(?:what(?:'s| is)? )?(?:the )?time (?:zone )?(?:in|for) (?P<place>[\w .'-]+?){_NOW}"),
    re.compile(
        rf"(?:.+ )?(?:in|to|from) (?P<place>[\w.'-]+(?: [\w.'-]+)?),? (?:so )?{_KNOW}(?:what|which) time (?:have they"
        rf"|is it|do they have|would it be|it is|is it now"
        rf"|is that|are they at)(?: (?:there|over there|out there|for (?:him|her|them)|with (?:him|her|them)))?{_NOW}"
    ),
)
_AND_THERE = re.compile(r"(?:and |what about |how about |and what about )*(?:over )?(?:in )?(?P<place>[\w .'-]+)")
_WHICH_DAY = r"(?:the )?(?:what|which) (?:date|day|weekday|day of the week)(?: of the (?:week|month|year))?"
_DAY_IS = re.compile(
    rf"{_KNOW}(?:{_WHICH_DAY}|what(?:'s| is|s)? the (?:date|day|weekday)(?: of the week)?(?: of| on| for)?|when)"
    r"(?: (?:is|was|will|does|do|did|would|are|falls|of))*(?: it| that| it be)?(?: (?:fall|falls|come"
    r"|be))?(?: on)? (?P<day>.+?)"
    r"(?: (?:be|fall|falls|fall on|land|land on|come|on|this year|next year|is it|was it|it is))*(?: this time)?"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>.+?),? (?:so )?(?:(?:{_WHICH_DAY}|what)(?: (?:is|was|would|will|does|did))?"
    r"(?: that| it)?(?: (?:be|fall|land|on|fall on|land on|have been))*|(?:is|was) (?:it|that) an? (?:weekday|weekend"
    r"|school day)(?: or what| or not)?)"
)
_IS_IT = re.compile(
    rf"(?:is|was) (?:it|today) (?:a |the )?(?:(?:{WEEKDAY})(?: or (?:is it )?(?:a )?(?:{WEEKDAY}))?)(?: today| already)?"
)
_NEAR = r"today|tomorrow|yesterday|(?:the )?day after tomorrow|(?:the )?day before yesterday"
_TODAY = re.compile(
    rf"{_KNOW}(?:(?:what|which)(?:'s| is|s)? (?:the )?(?:date|day)(?: of the week)?(?: (?:is it|it is|is|was|are we"
    rf"|will it be|do we have|are we on))?"
    rf"(?: (?P<d1>{_NEAR}))?|what(?:'s| is|s)? (?P<d2>{_NEAR})(?:'s date|'s)?|(?:the|(?P<d3>{_NEAR})'?s) (?:date|day)"
    r"|(?:what|which) (?P<part>month|year)(?: (?:is it|it is|are we in|is this|do we have|we are in|is it we're in))?"
    r"|what(?:'s| is|s)? the (?P<part2>month|year)|(?:what|which) (?P<part3>week)(?: number)?(?: of the year)?"
    rf" (?:is it|is this|are we in)){_NOW}",
)
_COUNT = re.compile(
    rf"{_KNOW}how (?:many (?:more )?(?P<unit>days|nights|sleeps|weeks)|long|far(?: away)?)"
    r"(?: (?:is it|is there|are there|are left|have we got|have i got|do (?:i|we) have|'s it|it is|we have|i have"
    r"|we've got|has it been|is that))?"
    r"(?:'s it)?(?: (?:left|to go|still|more|now|yet|away))*"
    r" (?P<way>until|till|til|to|before|since|in|of|from|is|are left in)(?: we hit| we get to| it's"
    r"| it is)? (?P<day>.+?)(?: (?:now|then|away|off|left|from now|from today|comes|comes round))*"
)
_REST_OF = re.compile(r"(?:are )?(?:left |still )*(?:in |of )?(?:the |this )(?P<span>year|month|week)")
_YEAR = r"(?P<year>(?:19|20)\d\d|(?:nineteen|twenty)[ -](?:hundred|oh|[a-z]+)(?:[ -](?:and )?[a-z]+)?)"
PAST_DATE = re.compile(
    rf"(?:on )?(?:the )?(?P<d>\d{{1,2}}(?:st|nd|rd|th)?|{SPOKEN_ORDINAL})(?: of)? (?P<month>{MONTH}),? {_YEAR}"
    rf"|(?:on )?(?P<month2>{MONTH})(?: the)? (?P<d2>\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|{SPOKEN_ORDINAL}),? {_YEAR.replace('year', 'year2')}"
)
LAST = re.compile(rf"last (?P<weekday>{WEEKDAY})")
_OFFSETS = {"today": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "day before yesterday": -2}
_CLAUSE = re.compile(r"\s*[,;.?!:]\s*|\s+(?=(?:cos|because|since i|i'm|i am|i need|i've)\b)")
_NOT_MINE = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells|asks?|asked|heard|wrote|texted|when|whenever|if|joke|sings?|song|used to"
    r"|always)\b|[\"“„]",
    re.IGNORECASE,
)
"""What a line must not say beside the question: it may be somebody else's, or meant for another time."""
_TELLS = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|my|we|we're|he|she|it|they|is|are|was|were|am|isn't|aren't)\b|'s\b|^\w+$"
)
_INSTEAD = re.compile(
    r"(?P<what>.+ (?:in|on|until|till) ).+?,? (?:no|sorry|no sorry|i mean|no wait|rather)(?:,? sorry)?,? (?:in |on "
    r"|until )?(?P<right>.+)"
)


def read_clock(line: str, now: datetime, country: str = "") -> Request | None:
    """What the line asks of the clock; what it tells beside the question is left out."""
    text = readable(line).strip(" ?!.,")
    if (found := _INSTEAD.fullmatch(text)) and (corrected := _read(found["what"] + found["right"], now, country)):
        return corrected
    if (whole := _read(text, now, country)) is not None:
        return whole
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    if not 1 < len(clauses) <= 5:
        return None
    for number, clause in enumerate(clauses):
        rest = clauses[number + 1 :] + (clauses[:number] if not clause.startswith("i mean ") else [])
        if not all(_tells(other) for other in rest):
            continue
        if (asked := _read(_plainly(clause), now, country)) is not None:
            return asked
    return None


def read_elsewhere(line: str) -> TellTime | None:
    """“and in Tokyo?” after the time somewhere else."""
    found = _AND_THERE.fullmatch(readable(line).strip(" ?!.,"))
    return _there(found["place"]) if found else None


def _tells(clause: str) -> bool:
    """Whether a part of a line only tells something of the one who speaks, so that it may be passed over."""
    return bool(_TELLS.search(clause)) and not _NOT_MINE.search(clause) and not asks_something(clause)


def _plainly(clause: str) -> str:
    return re.sub(r"^(?:so|and|but|i mean|well|or|now|then|um+) ", "", clause).strip()


def _read(text: str, now: datetime, country: str) -> Request | None:
    if _HERE.fullmatch(text):
        return TellTime()
    for pattern in _ELSEWHERE:
        if (found := pattern.fullmatch(text)) and (there := _there(found["place"])):
            return there
    if found := _TODAY.fullmatch(text):
        named = _first(found, "d1", "d2", "d3").removeprefix("the ") or "today"
        part = _first(found, "part", "part2", "part3") or "date"
        return TellDate(now.date() + timedelta(days=_OFFSETS[named]), part)  # type: ignore[arg-type]
    if _IS_IT.fullmatch(text) or re.fullmatch(rf"is today (?:a )?(?:{WEEKDAY})(?: or (?:a )?(?:{WEEKDAY}))?", text):
        return TellDate(now.date())
    if found := _COUNT.fullmatch(text):
        return _count(found, now, country)
    past = " was " in f" {text} "
    if (found := _DAY_IS.fullmatch(text)) and (day := _day(found["day"], now, country, past)):
        return TellDate(day)
    if found := _DAY_FIRST.fullmatch(text):
        words = found["day"].split()
        days = (
            _day(" ".join(words[first:]), now, country, past) for first in range(max(0, len(words) - 8), len(words))
        )
        return next((TellDate(one) for one in days if one is not None), None)
    return None


def _first(found: re.Match[str], *names: str) -> str:
    return next((found[name] for name in names if found[name]), "")


def _there(place: str) -> TellTime | None:
    for words in (place, *(place.rpartition(cut)[2] for cut in (" in ", " near ") if cut in place)):
        if known := zone_of(words):
            return TellTime(*known)
    return None


def _count(found: re.Match[str], now: datetime, country: str) -> Request | None:
    unit: Literal["day", "week"] = "week" if found["unit"] == "weeks" else "day"
    words, way = found["day"], found["way"]
    if rest := _REST_OF.fullmatch(
        words if way not in ("in", "of", "are left in") else f"the {words.removeprefix('the ').removeprefix('this ')}"
    ):
        return DaysUntil(_last_of(rest["span"], now.date()), unit, f"the end of the {rest['span']}")
    if way in ("in", "of", "are left in"):
        return None
    words = re.sub(r"^(?:the )?end of (?:the |this )", "the end of the ", words)
    if ends := re.fullmatch(r"the end of the (year|month|week)", words):
        return DaysUntil(_last_of(ends[1], now.date()), unit, words)
    past = way in ("since", "from") or "has it been" in found[0]
    day = _day(words, now, country, past)
    if day is None:
        moment = _moment(words, now) if not past and not found["unit"] else None
        return TimeUntil(moment) if moment else None
    named = (
        "" if re.search(rf"\d|{MONTH}|{WEEKDAY}|{SPOKEN_ORDINAL}", words) else re.sub(r"^(?:the|on|it's) ", "", words)
    )
    return DaysUntil(day, unit, capwords(named))


def _last_of(span: str, today: date) -> date:
    if span == "year":
        return today.replace(month=12, day=31)
    if span == "week":
        return today + timedelta(days=6 - today.weekday())
    following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _day(words: str, now: datetime, country: str, past: bool = False) -> date | None:
    """The one day that all these words name; of days that come every year the next, or the last one for the past."""
    words = re.sub(r"(?: this (?:coming )?year| this year coming| (?:on )?this year)$", "", words.strip(" ,"))
    if found := PAST_DATE.fullmatch(words):
        return dated_in(found)
    if found := LAST.fullmatch(words):
        return last_weekday(found, now.date())
    times = find_times(words, now, country)
    if not times:
        times = find_times(f"on {words}", now, country)
        words = f"on {words}"
    if (
        len(times) != 1
        or times[0].clock
        or times[0].repeats
        or times[0].without(words).strip(" ,") not in ("", "the", "on", "on the")
    ):
        return None
    named = times[0].days
    if named is None or not named.readings or not named.readings[0].single:
        return None
    day = named.readings[0].first
    if past and day > now.date() and FEASTS.search(words):
        return last_feast(words, now, country)
    return before_today(day, now.date(), bool(named.day_of_month)) if past and day > now.date() else day


def _moment(words: str, now: datetime) -> datetime | None:
    times = find_times(words, now, bare=True)
    if len(times) != 1 or times[0].without(words).strip(" ,"):
        return None
    moments = times[0].moments(now)
    return moments.at[0] if moments.at else None


def dated_in(found: re.Match[str]) -> date | None:
    """The day of a date with its year; None if there is no such day."""
    month = MONTHS.index(_first(found, "month", "month2").capitalize()) + 1
    year = _year(_first(found, "year", "year2"))
    try:
        return date(year, month, number_of(_first(found, "d", "d2")))
    except ValueError:
        return None


def _year(words: str) -> int:
    """“1984”, “nineteen eighty-four”, “twenty twenty six”; 0 for what is no year."""
    if words.isdigit():
        return int(words)
    first, *rest = words.replace("-", " ").split()
    numbers = [NUMBERS.get(word, 0) for word in rest if word not in ("hundred", "and", "oh")]
    return 100 * NUMBERS[first] + sum(numbers)
