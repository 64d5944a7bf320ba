"""Finds, at the beginning or the end of a request, when a rule is to hold, and takes it off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from companion.text.calendar_words import NAMED_HOURS, WEEKDAY
from companion.text.number_words import COUNTS, alternatives
from companion.told_rules.scope import DAY_BEGINS, PARTS, WEEKEND, WORKDAYS, Scope

_DAYS = WEEKDAY.split("|")
_NUMBERS = COUNTS | {"a few": 3, "half an": 0}
_NUMBER = alternatives(_NUMBERS)
_HOUR = (
    r"(?P<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|midnight|lunch(?:time)?|dinner|"
    r"supper|breakfast|bedtime)(?:[:.](?P<m>\d\d))?(?: ?o'?clock)?(?: ?(?P<half>[ap]\.?m\.?|in the morning|in the evening|at night|"
    r"in the afternoon))?"
)
_HOUR2 = _HOUR.replace("<h>", "<h2>").replace("<m>", "<m2>").replace("<half>", "<half2>")
_ALWAYS = (
    r"from now on|from here on(?: out)?|from today(?: on)?|always|in (?:the )?future|for good|for ?ever|all the time|every time|"
    r"at all times|any time|day and night|whenever we talk|as a rule|generally|in general|permanently|every day|all day(?: long)?|"
    r"going forward|starting (?:now|today)|as of (?:now|today)"
)
_PART = r"(?P<part>morning|afternoon|evening|night)"
_SINCE = r"(?:after|past|from|(?:once|when) it(?:'s| is)(?: past| after)?|(?:once|when) it gets past)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (_ALWAYS, "always"),
    (rf"(?:between {_HOUR} and|from {_HOUR.replace('?P<', '?P<x')} (?:to|till|until)) {_HOUR2}", "between"),
    (rf"(?:(?:every|each|in the|on) )?{_PART}s? (?:until|till|before) {_HOUR}", "before"),
    (rf"(?:before|until(?= .*(?:every|each) day)) {_HOUR}(?: (?:every|each) day)?", "before"),
    (rf"{_SINCE} {_HOUR}(?: on(?:wards?)?)?", "after"),
    (rf"(?:on |every |each )(?P<days>(?:{WEEKDAY})s?(?:(?:,| and|, and| or) (?:{WEEKDAY})s?)*)(?: {_PART}s?)?", "days"),
    (rf"(?P<days>(?:{WEEKDAY})s)", "days"),
    (r"(?:on |during |every |at )?(?:weekdays?|workdays?|working days|week days)|during the (?:working )?week|"
     r"on (?:work|working|school) days|monday (?:to|through|till) friday", "weekdays"),
    (rf"(?:on )?weekday {_PART}s", "weekdays"),
    (r"(?:on |at |during |over |every )?(?:the )?weekends?", "weekend"),
    (r"late (?:at night|in the evening)|in the late evenings?|late in the evenings?", "late"),
    (r"early in the mornings?|first thing(?: in the mornings?)?|in the early mornings?|before breakfast", "early"),
    (r"(?:for )?(?:the rest of )?(?:tonight|this evening)(?: only)?|(?:for|(?:for )?the rest of) the (?:evening|night)", "tonight"),
    (r"(?:for )?this (?P<now>morning|afternoon)", "this part"),
    (r"(?:for )?(?:the rest of )?(?:today|the day)(?: only)?", "today"),
    (r"for (?:now|the moment|the time being)|right now|at the moment", "today"),
    (r"(?:for )?(?:the rest of )?(?:this|the) week", "this week"),
    (r"(?:until|till|'til) (?:tomorrow(?: (?P<then>morning|noon|afternoon|evening|night))?|"
     r"i (?:wake|get) up|(?:the )?morning)", "until tomorrow"),
    (r"(?:from|starting) tomorrow(?: on)?", "from tomorrow"),
    (r"(?:for )?tomorrow", "tomorrow"),
    (rf"(?:until|till|'til) (?:next )?(?P<day>{WEEKDAY})", "until day"),
    (rf"(?:until|till|'til) {_HOUR}(?: today| tonight)?", "until hour"),
    (rf"for (?:the next |another )?(?P<n>\d{{1,4}}|{_NUMBER}) (?P<unit>minute|hour|day|week|month)s?", "for"),
    (rf"(?:(?:in|during) (?:the|my) |every |each |of an? |at |over the )?{_PART}s?(?:[- ]?time)?", "part"),
)  # fmt: skip
_BARE_PART = re.compile(r"(?:morning|afternoon|evening|night)")
"""“Good night.”, “night”: no time of a rule without a word before it."""


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    only = r"(?:(?:but )?(?:only|just|at least|especially|particularly) )?"
    return tuple(
        (
            re.compile(rf"(?P<rest>.*?)(?:^|[\s,;:–-]+){only}(?P<time>{pattern})", re.DOTALL),
            re.compile(rf"{only}(?P<time>{pattern})\b[\s,;:–-]*(?P<rest>.*)", re.DOTALL),
            name,
        )
        for pattern, name in _PATTERNS
    )


def take_time(text: str, now: datetime) -> tuple[Scope | None, str]:
    """The scope that the lower-case text begins or ends with, and the rest; None when it names no time."""
    for last, first, name in _compiled():
        for pattern in (last, first):
            found = pattern.fullmatch(text)
            if found and not _BARE_PART.fullmatch(found["time"]) and (scope := _READ[name](found, now)) is not None:
                return scope, found["rest"].strip(" ,;:–-")
    return None, text


def _hours(found: re.Match[str], evening: bool, second: str = "") -> int | None:
    """Minutes after midnight of the hour it names; one without am or pm is an evening hour if `evening`."""
    groups = found.groupdict()
    before = "" if second or groups.get("h") else "x"
    hour, minute, half = (groups.get(f"{before}{name}{second}") or "" for name in ("h", "m", "half"))
    if hour in NAMED_HOURS:
        return NAMED_HOURS[hour]
    number = int(hour) if hour.isdigit() else _NUMBERS[hour]
    late = half.startswith("p") or half in ("in the evening", "in the afternoon") or (half == "at night" and number > 5)
    if number < 12 and (late or (evening and not half and number > 3)):
        number += 12
    elif number == 12 and half and (half.startswith("a") or half == "at night"):
        number = 0
    return number * 60 + int(minute or 0) if number < 24 else None


def _after(found: re.Match[str], _now: datetime) -> Scope | None:
    first = _hours(found, True)
    if first is None:
        return None
    return Scope(first=first, last=12 * 60 if DAY_BEGINS <= first < 12 * 60 else DAY_BEGINS)


def _before(found: re.Match[str], _now: datetime) -> Scope | None:
    part = found.groupdict().get("part") or ""
    last = _hours(found, part in ("evening", "night"))
    return None if last is None else Scope(first=PARTS[part][0] if part else DAY_BEGINS, last=last)


def _between(found: re.Match[str], _now: datetime) -> Scope | None:
    first, last = _hours(found, False), _hours(found, False, "2")
    if first is None or last is None:
        return None
    groups = found.groupdict()
    begins = _either(first, groups["h"] or groups["xh"], groups["half"] or groups["xhalf"])
    ends = _either(last, groups["h2"], groups["half2"])
    if len(begins) == len(ends) == 2:
        begins = begins[:1]  # “nine to five”, “ten to twelve”: from before noon on
    first, last = min(
        ((one, two) for one in begins for two in ends), key=lambda span: (span[1] - span[0]) % 1440 or 1440
    )
    return Scope(first=first, last=last)


def _either(minutes: int, hour: str, half: str | None) -> tuple[int, ...]:
    """The two times of day that an hour can mean which does not say its half of the day; else the one."""
    return (minutes,) if half or hour in NAMED_HOURS or minutes >= 780 else (minutes, (minutes + 720) % 1440)


def _part(found: re.Match[str], _now: datetime) -> Scope:
    part = found["part"]
    return Scope(first=PARTS[part][0], last=PARTS[part][1])


def _days(found: re.Match[str], _now: datetime) -> Scope:
    days = tuple(number for number, day in enumerate(_DAYS) if day in found["days"])
    return Scope(days=days).joined(_part(found, _now) if found.groupdict().get("part") else Scope())


def _weekdays(found: re.Match[str], _now: datetime) -> Scope:
    return Scope(days=WORKDAYS).joined(_part(found, _now) if found.groupdict().get("part") else Scope())


def _midnight(now: datetime, days: int, minutes: int = 0) -> datetime:
    day = now.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days, minutes=minutes)


def _next_hour(found: re.Match[str], now: datetime) -> Scope | None:
    """“until ten”: the next ten o'clock, before or after noon unless it says which."""
    minutes = _hours(found, False)
    if minutes is None:
        return None
    said = found["half"] or found["h"] in NAMED_HOURS or minutes >= 780
    times = [_midnight(now, day, minutes + half) for day in (0, 1) for half in ((0,) if said else (0, 720))]
    return Scope(until=min(time for time in times if time > now.replace(tzinfo=None)))


def _for(found: re.Match[str], now: datetime) -> Scope:
    number = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"]]
    unit = found["unit"]
    minutes = {"minute": 1, "hour": 60, "day": 1440, "week": 7 * 1440, "month": 30 * 1440}[unit] * number or 30
    if unit in ("minute", "hour"):
        end = now.replace(tzinfo=None, second=0, microsecond=0) + timedelta(minutes=minutes + 1)
        return Scope(until=end)
    return Scope(until=_midnight(now, minutes // 1440))


def _this_part(found: re.Match[str], now: datetime) -> Scope | None:
    first, last = PARTS[found["now"]]
    end = _midnight(now, 0, last)
    return Scope(starts=_to_come(first, now), until=end) if end > now.replace(tzinfo=None) else None


def _tonight(_found: re.Match[str], now: datetime) -> Scope:
    if now.hour * 60 + now.minute < DAY_BEGINS:
        return Scope(until=_midnight(now, 0, DAY_BEGINS))
    return Scope(starts=_to_come(PARTS["evening"][0], now), until=_midnight(now, 1, DAY_BEGINS))


def _to_come(minutes: int, now: datetime) -> datetime | None:
    """That time today; None when it has passed."""
    at = _midnight(now, 0, minutes)
    return at if at > now.replace(tzinfo=None) else None


def _until_tomorrow(found: re.Match[str], now: datetime) -> Scope:
    then = found["then"] or "morning"
    return Scope(until=_midnight(now, 1, NAMED_HOURS["noon"] if then == "noon" else PARTS[then][0]))


_READ: dict[str, Callable[[re.Match[str], datetime], Scope | None]] = {
    "always": lambda _found, _now: Scope(),
    "between": _between,
    "after": _after,
    "before": _before,
    "days": _days,
    "weekdays": _weekdays,
    "weekend": lambda _found, _now: Scope(days=WEEKEND),
    "late": lambda _found, _now: Scope(first=22 * 60, last=DAY_BEGINS),
    "early": lambda _found, _now: Scope(first=DAY_BEGINS, last=9 * 60),
    "tonight": _tonight,
    "this part": _this_part,
    "today": lambda _found, now: Scope(until=_midnight(now, 1)),
    "this week": lambda _found, now: Scope(until=_midnight(now, 7 - now.weekday())),
    "until tomorrow": _until_tomorrow,
    "from tomorrow": lambda _found, now: Scope(starts=_midnight(now, 1)),
    "tomorrow": lambda _found, now: Scope(starts=_midnight(now, 1), until=_midnight(now, 2)),
    "until day": lambda found, now: Scope(until=_midnight(now, (_DAYS.index(found["day"]) - now.weekday()) % 7 or 7)),
    "until hour": _next_hour,
    "for": _for,
    "part": _part,
}
