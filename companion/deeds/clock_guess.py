"""Guesses what a line asks of the clock when no phrase fits it whole: by words that ask, and a place or one day that is named."""

from __future__ import annotations

import re
from datetime import date, datetime

from companion.deeds.cities import zone_of
from companion.deeds.clock_grammar import (
    LAST,
    PAST_DATE,
    DaysUntil,
    TellDate,
    TellTime,
    TimeUntil,
    before_today,
    dated_in,
    last_weekday,
)
from companion.deeds.deed import Request
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import readable

_TELLS = re.compile(
    r"\b(?:said|says|told|tells|asked|asks|heard|always|never|used to|wish|imagine|suppose|would have|should i|shall we"
    r"|do you (?:think|like|believe"
    r"|remember|reckon|prefer|feel|ever)|remind|remember|wake|alarm|timer|set|calendar|list|note|why|who|whose|joke|song|favourite|favorite|worse|worst"
    r"|best|better|happiest|most|we (?:met|live|had)|(?:he|she|they|i|we) (?:went|came|died|left|got|had|woke|forgot|lost))\b"
)
_TIME = re.compile(
    r"\b(?:what|wha|wat|whats|which)(?:'s| is|s)?(?: the| our| your)? ?(?:\w+ )?(?:time|hour)\b(?! (?:did|does|do|should"
    r"|shall|will|would|can|are you|were|was"
    r"|is (?:the|my|our|your|dinner|lunch)|of year|to|for|i|you|we))"
    r"|\b(?:have|got|know|tell|give|check|read|see)(?: you| me| us| out)* (?:the|a) (?:right |correct "
    r"|exact )?time\b(?! (?:of|to|for|i|when|that|you|we|when))"
    r"|\btime check\b|\bhow late (?:is it|it is)\b|\bwhat does the clock say\b|\bwhat o'?clock\b"
)
_THERE = re.compile(
    r"\b(?:what|wha|wat|whats)(?:'s| is|s)?(?: the| our)? ?(?:\w+ )?(?:time|hour|o'?clock)\b(?! (?:did|does|should|shall"
    r"|will|would|can|are you|were"
    r"|was|to|i|you|we)\b)|\bthe time\b|\btime (?:over|in|difference|zone)\b|\bhow (?:late|early) is it\b"
    r"|^(?:is it|are they|is (?:he|she)|would it be|will it be) .*\b(?:late|early|night|morning|asleep|awake|bedtime)\b"
)
_PLACE = re.compile(r"\b(?:in|for|at|over|to|from|of) (?=(?P<place>[\w.']+(?: [\w.']+){0,2}))")
_DAY = re.compile(
    r"\b(?:what|wha|wat|whats|which|tell me the|know the|give me the)\b(?! an?\b)(?:'s| is|s)?(?: \w+){0,3}? (?:day|date"
    r"|weekday)\b(?! (?:did|should|shall|would you|do you|night|my|your|his|her"
    r"|people|everybody))|\b(?:what|which|does|will|would|tell me)\b.*\b(?:fall|falls|land|lands)\b|\bday of the week\b"
    r"|\b(?:is|was) (?:it|that|he|she|i) (?:on )?a (?:monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|weekday|weekend)\b|^when(?:'s| is)\b"
)
_TODAY = re.compile(r"\b(?:today|today's|todays|is it|it is|are we|this is|we at|we on)\b")
_COUNT = re.compile(
    r"\b(?:how (?:many|long|far|soon|much)|count(?:down)?|number of (?:days|weeks|sleeps)"
    r"|(?:days|sleeps|weeks) (?:to|till|til|until|left|before))\b"
)
_WAY = re.compile(r"\b(?:until|till|til|'til|to|before|away|off|left|since|from now|go)\b")
MOST_WORDS = 22


def guess_clock(line: str, now: datetime, country: str = "") -> Request | None:
    """What the line likely asks."""
    text = readable(line).strip(" ?!.,")
    if len(text.split()) > MOST_WORDS or _TELLS.search(text):
        return None
    if _THERE.search(text) and (there := _place(text)):
        return there
    if _TIME.search(text) and len(text.split()) <= 12:
        return TellTime()
    past = bool(re.search(r"\b(?:was|were|born|since|fell|did)\b", text))
    if _COUNT.search(text) and _WAY.search(text) and (day := _one_day(text, now, country, past)):
        return DaysUntil(day, "week" if "week" in text.partition(" ")[2][:20] and "weeks" in text else "day")
    if _DAY.search(text):
        day = _one_day(text, now, country, past)
        if day is not None:
            return TellDate(day)
        return (
            TellDate(now.date())
            if _TODAY.search(text) and not _names_time(text, now) and len(text.split()) <= 12
            else None
        )
    return None


def _place(text: str) -> TellTime | None:
    for found in _PLACE.finditer(text):
        words = found["place"].split()
        for count in range(len(words), 0, -1):
            if known := zone_of(" ".join(words[:count])):
                return TellTime(*known)
    return None


def _names_time(text: str, now: datetime) -> bool:
    return any(time.days for time in find_times(text.replace("today", ""), now))


def _one_day(text: str, now: datetime, country: str, past: bool) -> date | None:
    """The only day that the line names."""
    if found := PAST_DATE.search(text):
        return dated_in(found)
    if found := LAST.search(text):
        return last_weekday(found, now.date())
    named = [time for time in find_times(text, now, country) if time.days and not time.clock and not time.repeats]
    if len(named) != 1 or named[0].days is None or not named[0].days.readings or not named[0].days.readings[0].single:
        return None
    day = named[0].days.readings[0].first
    return before_today(day, now.date(), bool(named[0].days.day_of_month)) if past and day > now.date() else day


_WEEK = re.compile(r"\bweek (?:number|are we|is it|we're)\b|\bwhat week\b")
_YEAR = re.compile(r"\b(?:what|which) year\b")
_YEARS_END = re.compile(r"\b(?:days?|weeks?|long) (?:are |is )?left (?:in|of|till the end of) (?:the|this) year\b")
_LONG = re.compile(r"\b(?:how (?:many|long|far|soon)|(?:days|weeks|sleeps) (?:to|till|until|left|before))\b")
_ANY_DAY = re.compile(
    r"\b(?:day|date|today|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|when|first or)\b"
)
_ANY_TIME = re.compile(r"\b(?:time|hour|clock|late|yet|o'clock)\b")
_AWAY = re.compile(
    r"\b(?:there|over there|asleep|awake|behind|ahead|with (?:him|her|them)|for (?:him|her|them)|time (?:in|is it in))\b"
)

_ELSEWHERE = re.compile(
    r"\btime (?:is it |would it be |it is )?(?:now )?(?:over |out |down )?in (?!the (?:morning|evening|afternoon)\b)\w"
)


def surely_of_the_clock(line: str, now: datetime, country: str = "") -> Request | None:
    """What a line asks that surely asks for the time, a date or how long until one."""
    text = readable(line).strip(" ?!.,")
    if there := _place(text) or (_named_place(line) if _AWAY.search(text) else None):
        return there
    if _ELSEWHERE.search(text):
        return None  # a place that she does not know
    if _YEARS_END.search(text):
        return DaysUntil(date(now.year, 12, 31), "week" if "weeks" in text else "day", "the end of the year")
    if _WEEK.search(text):
        return TellDate(now.date(), "week")
    if _YEAR.search(text):
        return TellDate(now.date(), "year")
    day = _one_day(text, now, country, bool(re.search(r"\b(?:was|were|born|since|fell|did)\b", text)))
    if _LONG.search(text):
        if day is not None:
            return DaysUntil(day, "week" if "weeks" in text else "day")
        clocks = [one for one in find_times(text, now, country, bare=True) if one.clock]
        coming = clocks[0].moments(now).at if clocks else ()
        return TimeUntil(coming[0]) if coming else None
    if day is not None:
        return TellDate(day)
    if _ANY_TIME.search(text):
        return TellTime()
    return TellDate(now.date()) if _ANY_DAY.search(text) else None


def _named_place(line: str) -> TellTime | None:
    """A place that stands anywhere in the line, of two words before one; short words are mostly no places."""
    words = re.findall(r"[\w']+", line)
    for count in (2, 1):
        for at in range(len(words) - count + 1):
            name = " ".join(words[at : at + count])
            if len(name) > 4 and (known := zone_of(name)):
                return TellTime(*known)
    return None
