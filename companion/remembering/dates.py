"""Puts dates in the place of relative days and times, so that “tomorrow” does not stay tomorrow for ever."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from companion.text.calendar_words import MONTHS, SEASONS, WEEKDAY
from companion.text.number_words import COUNTS, alternatives

_DAYS = WEEKDAY.split("|")
_N = r"\d{1,3}|" + alternatives(COUNTS)
_RELATIVE = re.compile(
    rf"(?:\b(?P<pre>on|by|until|till|from|since|before|after|for|of|through|at|over|during)\s+)?(?P<the>the\s+)?\b(?:"
    rf"(?P<around>day (?:after tomorrow|before yesterday))|"
    rf"(?P<near>today|tomorrow|yesterday)(?P<near_part>\s+(?:morning|afternoon|evening|night))?|"
    rf"(?P<part>tonight|last night|this (?:morning|afternoon|evening))|"
    rf"(?P<ahead>(?:in|within)\s+(?P<n>{_N})\s+(?P<unit>minute|hour|day|week|month|year)s?(?:['’]s? time)?(?!\s+time\b))|"
    rf"(?P<ago>(?P<m>{_N})\s+(?P<what>minute|hour|day|week|month|year)s? ago)|"
    rf"(?P<which>next|this coming|this|last|the coming|coming)\s+(?P<span>weekend|week|month|year|{WEEKDAY}|{'|'.join(SEASONS)})"
    rf"(?P<span_part>\s+(?:morning|afternoon|evening|night))?|"
    rf"(?P<day>{WEEKDAY})(?P<day_part>\s+(?:morning|afternoon|evening|night))?"
    rf")(?!\w|['’]?s?\s*\b(?:club|shift|league|school)\b)",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:every|each|most|always|usually|often|never|other)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|got|bought|met|saw|left|began|died|lost|found|made|took|broke|fell|ran|sold|told|"
    r"gave|\w{2,}ed)\b",
    re.IGNORECASE,
)
_HAS_GOT = re.compile(r"(?:['’]ve|\bhave|\bhas|['’]s)\s+got\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:is|are|will|'ll|’ll|going to|starts?|leaves?|comes?|arrives?|have|has|flies|fly|must|need)\b", re.IGNORECASE
)


def with_dates(sentence: str, said: datetime) -> str:
    """The sentence with dates for relative days and times, given when it was said; habits (“every Friday”) stay as they are."""
    if _HABIT.search(sentence):
        return sentence
    backwards = bool(_PAST.search(_HAS_GOT.sub("has", sentence))) and not _FUTURE.search(sentence)

    def dated(found: re.Match[str]) -> str:
        when = _when(found, said, backwards)
        if not when:
            return found[0]
        preposition, _, bare = when.partition(" ")
        pre = found["pre"]
        moved = f"{pre} {bare}" if pre and pre.lower() not in ("on", "at", "over", "during", "of") else when
        if pre and pre.lower() == "of":
            moved = f"of {bare}"
        return moved[:1].upper() + moved[1:] if found.start() == 0 or preposition == "" else moved

    return _RELATIVE.sub(dated, sentence)


def every_year(sentence: str) -> str:
    """The sentence of a day that comes every year: “is on 5 March”, not “was on Thursday 5 March 2026”."""
    months = "|".join(MONTHS)
    return re.sub(rf"\b(?:was|will be|is) on (?:\w+day )?(\d{{1,2}} (?:{months})) \d{{4}}", r"is on \1", sentence)


def _when(found: re.Match[str], said: datetime, backwards: bool) -> str:
    """The date in words, after its preposition; empty when it stays as it is."""
    today = said.date()
    if found["around"]:
        return f"on {_long(today + timedelta(days=2 if 'after' in found['around'].lower() else -2))}"
    if found["near"]:
        days = {"today": 0, "tomorrow": 1, "yesterday": -1}[found["near"].lower()]
        return _on(today + timedelta(days=days), found["near_part"])
    if found["part"]:
        part = found["part"].lower()
        return _on(
            today - timedelta(days=part == "last night"),
            part.removeprefix("this ").replace("tonight", "evening").replace("last ", ""),
        )
    if found["ahead"] or found["ago"]:
        count, unit = (found["n"], found["unit"]) if found["ahead"] else (found["m"], found["what"])
        number = int(count) if count.isdigit() else COUNTS[count.lower()]
        return _away(said, number if found["ahead"] else -number, unit.lower())
    if found["which"]:
        return _span(today, found["which"].lower(), found["span"].lower(), found["span_part"])
    ahead = (_DAYS.index(found["day"].lower()) - today.weekday()) % 7 or 7
    return _on(today + timedelta(days=ahead - 7 * backwards), found["day_part"], weekday=True)


def _span(today: date, which: str, span: str, part: str | None) -> str:
    steps = {"last": -1, "this": 0}.get(which, 1)
    monday = today - timedelta(days=today.weekday())
    if span == "week":
        return f"in the week of {_long(monday + timedelta(weeks=steps))}"
    if span == "weekend":
        weeks = 0 if "coming" in which else steps
        return f"on the weekend of {_long(monday + timedelta(days=5, weeks=weeks))}"
    if span == "month":
        return f"in {_month(today, steps)}"
    if span == "year":
        return f"in {today.year + steps}"
    if span in SEASONS:
        return f"in the {span} of {_season_year(today, SEASONS[span], steps)}"
    ahead = (_DAYS.index(span) - today.weekday()) % 7
    if which == "last":
        return _on(today + timedelta(days=ahead - 7), part, weekday=True)
    coming = today + timedelta(days=ahead or 7 * (which != "this"))
    return _on(coming if which != "next" else monday + timedelta(weeks=1, days=_DAYS.index(span)), part, weekday=True)


def _season_year(today: date, month: int, steps: int) -> int:
    """The year of the season before, of this year, or of the one to come."""
    begun = today.month >= month
    return today.year - (steps < 0 and not begun) + (steps > 0 and begun)


def _away(said: datetime, number: int, unit: str) -> str:
    if unit in ("minute", "hour"):
        at = said + timedelta(**{f"{unit}s": number})
        return f"at {at:%H:%M} on {_long(at.date())}"
    if unit == "day":
        return f"on {_long(said.date() + timedelta(days=number))}"
    if unit == "week":
        return f"around {_long(said.date() + timedelta(weeks=number))}"
    return f"in {_month(said.date(), number)}" if unit == "month" else f"in {said.year + number}"


def _month(today: date, steps: int) -> str:
    months = today.year * 12 + today.month - 1 + steps
    return f"{MONTHS[months % 12]} {months // 12}"


def _on(day: date, part: str | None, weekday: bool = False) -> str:
    """“on 5 March 2026”; `part`: “on the evening of …”; `weekday`: “on Thursday 5 March 2026”, as it was said."""
    named = f"{_DAYS[day.weekday()].capitalize()} {_long(day)}" if weekday else _long(day)
    return f"on the {part.strip().lower()} of {named}" if part and part.strip() else f"on {named}"


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
