"""Guesses what a line asks of the clock when no phrase fits it whole: by words that ask, and a place or one day that is named."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from companion.deeds.cities import zone_of
from companion.deeds.clock_grammar import (
    LAST,
    PAST_DATE,
    DaysUntil,
    TellDate,
    TellTime,
    TimeUntil,
    dated_in,
)
from companion.deeds.deed import Request
from companion.deeds.past_days import before_today, last_weekday
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import readable

_TELLS = re.compile(
    r"\b(?:said|says|told|tells|asked|asks|heard|always|never|used to|wish|imagine|suppose|would have"
    r"|should i|shall we"
    r"|do you (?:think|like|believe"
    r"|remember|reckon|prefer|feel|ever)|remind|remember|wake|alarm|timer|set|calendar|list|note|why"
    r"|who|whose|joke|song|favourite|favorite|worse|worst"
    r"|best|better|happiest|most|we (?:met|live|had)|(?:he|she|they|i|we) (?:went|came|died|left|got"
    r"|had|woke|forgot|lost))\b"
)
_TIME = re.compile(
    r"\b(?:what|wha|wat|whats|which)(?:'s| is|s)?(?: the| our| your)? ?(?:\w+ )?(?:time"
    r"|hour)\b(?! (?:did|does|do|should"
    r"|shall|will|would|can|are you|were|was"
    r"|is (?:the|my|our|your|dinner|lunch)|of year|to|for|i|you|we))"
    r"|\b(?:have|got|know|tell|give|check|read|see)(?: you| me| us| out)* (?:the|a) (?:right |correct "
    r"|exact )?time\b(?! (?:of|to|for|i|when|that|you|we|when))"
    r"|\btime check\b|\bhow late (?:is it|it is)\b|\bwhat does the clock say\b|\bwhat o'?clock\b"
)
_THERE = re.compile(
    r"\b(?:what|wha|wat|whats)(?:'s| is|s)?(?: the| our)? ?(?:\w+ )?(?:time|hour"
    r"|o'?clock)\b(?! (?:did|does|should|shall"
    r"|will|would|can|are you|were"
    r"|was|to|i|you|we)\b)|\bthe time\b|\btime (?:over|in|difference|zone)\b|\bhow (?:late|early) is it\b"
    r"|^(?:is it|are they|is (?:he|she)|would it be|will it be) .*\b(?:late|early|night|morning"
    r"|asleep|awake|bedtime)\b"
)
_PLACE = re.compile(r"\b(?:in|for|at|over|to|from|of) (?=(?P<place>[\w.']+(?: [\w.']+){0,2}))")
_DAY = re.compile(
    r"\b(?:what|wha|wat|whats|which|tell me the|know the|give me the)\b(?! an?\b)(?:'s| is"
    r"|s)?(?: \w+){0,3}? (?:day|date"
    r"|weekday)\b(?! (?:did|should|shall|would you|do you|night|my|your|his|her"
    r"|people|everybody))|\b(?:what|which|does|will|would|tell me)\b.*\b(?:fall|falls|land|lands)\b"
    r"|\bday of the week\b"
    r"|\b(?:is|was) (?:\w+ ){1,4}?(?:on )?a (?:monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|weekday|weekend)\b|^when(?:'s| is)\b"
)
_TODAY = re.compile(r"\b(?:today|today's|todays|is it|it is|are we|this is|we at|we on)\b")
_COUNT = re.compile(
    r"\b(?:how (?:many|long|far|soon|much)|count(?:down)?|number of (?:days|weeks|sleeps)"
    r"|(?:days|sleeps|weeks) (?:to|till|til|until|left|before))\b"
)
_WAY = re.compile(r"\b(?:until|till|til|'til|to|before|away|off|left|since|from now|go)\b")
_YEAR_TO_COME = re.compile(r"\b(?:until|till|til|to|before) (20\d\d)\b")
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
        if text.startswith("when"):
            return None  # “when is it enough?”
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
    if found := _YEAR_TO_COME.search(text):
        return date(int(found[1]), 1, 1)
    if found := PAST_DATE.search(text):
        return dated_in(found)
    if found := LAST.search(text):
        return last_weekday(found, now.date())
    named = [time for time in find_times(text, now, country) if time.days and not time.clock and not time.repeats]
    if any(one.days and one.days.weekday is None for one in named):
        named = [one for one in named if one.days and one.days.weekday is None and one.days.readings]
    if len(named) > 1:
        named = [one for one in named if one.days and one.days.readings and one.days.readings[0].single]
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
    r"\b(?:there|over there|asleep|awake|behind|ahead|with (?:him|her|them)|for (?:him|her|them)"
    r"|time (?:in|is it in))\b"
)

_ASKS_NOW = re.compile(
    r"\bwhat are we at\b|\bwhat(?:'s| is) it (?:showing|really|now)\b|\b(?:passed|past|gone) (?:noon"
    r"|midnight|\w+ (?:already|yet))\b"
    r"|\bis it (?:even )?(?:morning|night|noon|late)\b"
)
_ELSEWHERE = re.compile(
    r"\btime (?:is it |would it be |it is )?(?:now )?(?:over |out |down )?in (?!the (?:morning"
    r"|evening|afternoon)\b)\w"
)


_CANNOT_TELL = re.compile(
    r"\b(?:bank holiday|leap year|clocks? (?:go|change|spring|fall)|summer ?time|time difference"
    r"|what's the difference|day of the year"
    r"|months (?:to|till|until|left)|eid|diwali|thanksgiving|lent|ramadan|mother's day|father's day"
    r"|which \w+day is the)\b"
)
"""Asks for what she cannot work out; a guess would be another answer."""
_LEFT_OF = re.compile(
    r"\b(?:left|remaining|more)\b.*\b(?:of|in|till the end of|have we got of) (?:the|this) (?P<what>year|month)\b"
)
_AT_FIRST = re.compile(r"^(?P<x>[\w.']+(?: [\w.']+)?)(?:,| time\b| now\b| is\b)")
_SAME_DAYS = (
    (re.compile(r"\b(?:fall|falls|land|lands|hit)\b"), ","),
    (re.compile(r"\b(?:saint |st\.? )?patrick'?s?(?: day)?(?!\w)"), "st patrick's day"),
    (re.compile(r"\bsanta\b"), "christmas"),
    (re.compile(r"\bof the week\b|\bth(?:is|e)(?: coming)? year\b"), ""),
    (re.compile(r"\b(?:on|is that|is it|that) an? \w+day(?: or an? \w+day)?\b"), ""),
    (re.compile(r"^hundred\b"), "a hundred"),
    (re.compile(r"\bfrom today\b"), "from now"),
)


def _counted_on(text: str, now: datetime) -> date | None:
    """“a hundred days from today”, “forty-five days after the tenth of January”."""
    times = find_times(text, now)
    lengths = [one.ahead or one.length for one in times if one.ahead or one.only_length]
    length = lengths[0] if len(lengths) == 1 else None
    if length is None or length.exact or not (times[0].ahead or re.search(r"\b(?:after|from now|notice)\b", text)):
        return None
    begins = [
        one.days.readings[0].first for one in times if one.days and one.days.readings and one.days.readings[0].single
    ]
    return length.on(begins[0] if begins else now.date())


def surely_of_the_clock(line: str, now: datetime, country: str = "") -> Request | None:
    """What a line asks that surely asks for the time, a date or how long until one."""
    text = readable(line).strip(" ?!.,")
    if there := _place(text) or (_named_place(line) if _AWAY.search(text) else None) or _place_at_first(text):
        return there
    if _ELSEWHERE.search(text) or _CANNOT_TELL.search(text):
        return None
    if left := _LEFT_OF.search(text):
        end = date(now.year, 12, 31)
        if left["what"] == "month":
            end = (now.date().replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return DaysUntil(end, "week" if "weeks" in text else "day", f"the end of the {left['what']}")
    for words, same in _SAME_DAYS:
        text = words.sub(same, text)
    if (counted := _counted_on(text, now)) is not None and re.search(r"\b(?:what|which|when)\b", text):
        return TellDate(counted)
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
    if _ANY_TIME.search(text) or _ASKS_NOW.search(text):
        return TellTime()
    return TellDate(now.date()) if _ANY_DAY.search(text) else None


def _place_at_first(text: str) -> TellTime | None:
    """“Tokyo time?”, “Honolulu, what time do they have?”."""
    found = _AT_FIRST.match(text)
    words = found["x"].split() if found else []
    for some in (words, words[:1]):
        if len(name := " ".join(some)) > 3 and (known := zone_of(name)):
            return TellTime(*known)
    return None


def _named_place(line: str) -> TellTime | None:
    """A place that stands anywhere in the line, of two words before one; short words are mostly no places."""
    words = re.findall(r"[\w']+", line)
    for count in (2, 1):
        for at in range(len(words) - count + 1):
            name = " ".join(words[at : at + count])
            if len(name) > 4 and (known := zone_of(name)):
                return TellTime(*known)
    return None
