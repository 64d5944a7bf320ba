"""Reads how often something comes again: “every weekday”, “every other Tuesday”, “daily”, “on the first of each month”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.deeds.spoken_times.days import ORDINAL
from companion.deeds.spoken_times.pieces import NUMBER, Piece, every
from companion.text.calendar_words import WEEKDAY
from companion.text.number_words import number_of

_DAYS = WEEKDAY.split("|")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS, WEEKEND = "MO,TU,WE,TH,FR", "SA,SU"
WITHIN_A_DAY = ("FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY")
_PART = r"(?P<part>morning|lunchtime|noon|afternoon|evening|night|midnight)"
_LIST = rf"(?:{WEEKDAY})(?:(?:,? and|, and|,| or) (?:every |each |on )?(?:{WEEKDAY})){{0,6}}"
_PLURALS = rf"(?:{WEEKDAY})s(?:(?:,? and|, and|,| or) (?:on )?(?:{WEEKDAY})s){{0,6}}"
_EVERY = r"(?:(?:on |in )?(?:every|each)(?: single)?)"
_ADVERBS = {
    "daily": "FREQ=DAILY", "nightly": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY", "yearly": "FREQ=YEARLY", "annually": "FREQ=YEARLY", "hourly": "FREQ=HOURLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2", "every fortnight": "FREQ=WEEKLY;INTERVAL=2",
}  # fmt: skip
_UNITS = {
    "second": "SECONDLY", "minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY",
    "year": "YEARLY",
}  # fmt: skip
_OF_MONTH = r"(?:of|in) (?:(?:every|each) month|(?:every|each) (?P<step>other|second|third) month)"
_PATTERNS = {
    "nth weekday": (
        rf"(?:on )?(?:the )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd"
        rf"|4th) (?P<day>{WEEKDAY}) (?:{_OF_MONTH}|of the month)|"
        rf"{_EVERY} (?P<nth2>first|third|fourth|last|1st|3rd|4th) (?P<day2>{WEEKDAY})(?: of (?:the|each|every) month)?|"
        rf"{_EVERY} second (?P<day3>{WEEKDAY}) of (?:the|each|every) month"
    ),
    "day of month": (
        rf"(?:on )?(?:the )?(?P<list>{ORDINAL}(?:(?:, | and | and the |, the )(?:{ORDINAL}))*|last day|last) {_OF_MONTH}|"
        rf"{_EVERY} month on the (?P<list2>{ORDINAL}(?:(?: and | and the |, )(?:{ORDINAL}))*|last day|last)|"
        rf"{_EVERY} (?P<list3>{ORDINAL}) of (?:the|each|every) month|monthly on the (?P<list4>{ORDINAL})"
    ),
    "workdays": (
        rf"(?:{_EVERY} (?:weekday|workday|work day|working day|school ?day)|(?:on )?(?:weekdays|workdays"
        rf"|working days|school ?days)|"
        rf"(?:from )?monday (?:to|through|till|until) friday)(?: {_PART}s?)?\b"
    ),
    "weekend": rf"(?:{_EVERY} weekend|(?:on |at )?(?:the )?weekends)\b",
    "weekdays": (
        rf"{_EVERY} (?P<step>other |second |third |two weeks on |2 weeks on |week on |fortnight on )?(?P<days>{_LIST})"
        rf"(?: {_PART}s?)?(?!'s)\b"
    ),
    "plural": rf"(?:on )?(?P<days>{_PLURALS})(?: {_PART}s?)?(?!')\b",
    "plural part": rf"(?:on )?(?P<days>{WEEKDAY}) {_PART}s(?!')\b",
    "part": rf"(?:{_EVERY} {_PART}|in the (?P<part2>mornings|afternoons|evenings))\b",
    "every": (
        rf"{_EVERY} (?:(?P<n>{NUMBER}|other|half|couple of|few|{ORDINAL}) )?"
        r"(?P<unit>second|minute|min|hour|day|week|month|year)s?(?! (?:time|hand))\b"
    ),
    "adverb": rf"(?P<word>{'|'.join(_ADVERBS)}|once an? (?P<unit2>hour|day|week|month|year))\b",
}
_COMPILED = {name: re.compile(rf"(?<![\w'])(?P<x>{pattern})") for name, pattern in _PATTERNS.items()}
_STEPS = {"other": 2, "second": 2, "third": 3, "two weeks on": 2, "2 weeks on": 2, "fortnight on": 2, "week on": 1}
_COUNTS = {"other": 2, "couple of": 2, "few": 3}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}


@dataclass(frozen=True)
class Repetition:
    """How often: a rule as calendars write it (RFC 5545, “FREQ=WEEKLY;BYDAY=TU”), and the part of the day that was named."""

    rule: str
    part: str = ""

    @property
    def within_a_day(self) -> bool:
        """Whether it comes several times a day, so that it needs no hour."""
        return self.rule.startswith(WITHIN_A_DAY)

    def moved_to(self, weekday: int | None) -> Repetition:
        """On another day of the week, where it comes on one: “every Tuesday”, “no, on Thursday”."""
        if weekday is None or not self.rule.startswith("FREQ=WEEKLY"):
            return self
        return Repetition(re.sub(r"BYDAY=[A-Z]{2}(?=;|$)", f"BYDAY={_CODES[weekday]}", self.rule), self.part)

    def joined(self, weekday: int | None, day_of_month: int | None) -> Repetition:
        """With the day named beside it: “every week on Tuesday”, “monthly on the third”."""
        if weekday is not None and self.rule.startswith("FREQ=WEEKLY") and "BYDAY" not in self.rule:
            return Repetition(f"{self.rule};BYDAY={_CODES[weekday]}", self.part)
        if day_of_month is not None and self.rule.startswith("FREQ=MONTHLY") and ";BY" not in self.rule:
            return Repetition(f"{self.rule};BYMONTHDAY={day_of_month}", self.part)
        return self


def repetitions(line: str) -> Iterator[Piece[Repetition]]:
    """Every repetition that the readable line names."""
    for name, pattern in _COMPILED.items():
        yield from every(pattern, line, lambda found, name=name: _read(name, found))  # type: ignore[misc]


def _read(name: str, found: re.Match[str]) -> Repetition | None:
    groups = found.groupdict()
    part = groups.get("part") or (groups.get("part2") or "").removesuffix("s")
    match name:
        case "nth weekday":
            number = _NTH[groups["nth"] or groups["nth2"] or "second"]
            day = groups["day"] or groups["day2"] or groups["day3"]
            return Repetition(f"FREQ=MONTHLY{_step(groups['step'])};BYDAY={number}{_CODES[_DAYS.index(day)]}")
        case "day of month":
            numbers = _days_of_month(groups["list"] or groups["list2"] or groups["list3"] or groups["list4"])
            return Repetition(f"FREQ=MONTHLY{_step(groups['step'])};BYMONTHDAY={numbers}") if numbers else None
        case "workdays":
            return Repetition(f"FREQ=WEEKLY;BYDAY={WORKDAYS}", part)
        case "weekend":
            return Repetition(f"FREQ=WEEKLY;BYDAY={WEEKEND}")
        case "weekdays" | "plural" | "plural part":
            days = [code for day, code in zip(_DAYS, _CODES, strict=True) if day in groups["days"]]
            return Repetition(f"FREQ=WEEKLY{_step(groups.get('step'))};BYDAY={','.join(days)}", part)
        case "part":
            return Repetition("FREQ=DAILY", part)
        case "adverb":
            unit = groups["unit2"]
            evening = "night" if groups["word"] == "nightly" else ""
            return Repetition(f"FREQ={_UNITS[unit]}" if unit else _ADVERBS[groups["word"]], evening)
    return _every(groups["n"], groups["unit"].replace("min", "minute").replace("minuteute", "minute"))


def _step(word: str | None) -> str:
    step = _STEPS[word.strip()] if word else 1
    return f";INTERVAL={step}" if step > 1 else ""


def _days_of_month(words: str) -> str:
    """“1,15”; -1 is the last; empty when there is no such day."""
    if words.startswith("last"):
        return "-1"
    numbers = [number_of(found[0]) for found in re.finditer(ORDINAL, words)]
    return ",".join(map(str, numbers)) if all(1 <= number <= 31 for number in numbers) else ""


def _every(count: str | None, unit: str) -> Repetition | None:
    if count == "half":
        return Repetition("FREQ=MINUTELY;INTERVAL=30") if unit == "hour" else None
    number = _COUNTS.get(count) or number_of(count) if count else 1
    if not number:
        return None
    return Repetition(f"FREQ={_UNITS[unit]}" + (f";INTERVAL={number}" if number > 1 else ""))


def without_hour(rule: str) -> str:
    """A repetition's rule without its hour: that of the new time is kept in its place."""
    return re.sub(r";BY(?:HOUR|MINUTE|SECOND)=[^;]*", "", rule)
