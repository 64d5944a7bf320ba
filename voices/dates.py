"""Writes out dates, years, decades and centuries: `3 Nov 2026` is “the third of November twenty twenty-six”."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, ordinal, plural, year

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NAMES = rf"(?:(?:{'|'.join(_MONTHS)})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?:\.(?!\s*$))?)"
_MONTH = rf"(?P<month>{_NAMES})"
_NUMBER_OF_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_DAY = rf"(?P<day>{_NUMBER_OF_DAY})(?:st|nd|rd|th)?"
_LAST = rf"(?P<last>{_NUMBER_OF_DAY})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)"
_DAYS = {"Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
         "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}  # fmt: skip
_DAY_NAMES = "|".join(sorted(_DAYS, key=len, reverse=True))

_ISO = re.compile(
    r"(?<![\w-])(?P<year>\d{4})(?P<sign>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sign)(?P<d>0?[1-9]|[12]\d|3[01])(?:T(?=\d\d:)|(?![\d/-]))"
)
_NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:1[6-9]|20)\d\d|\d\d)(?![\w/-]|\.\d)")
_DAY_OF_YEAR = re.compile(
    r"(?P<cue>\b(?:on|by|until|till|since|before|after|due|dated|from|to|of|"
    r"for)\s+(?:the\s+)?)?(?<![\w/.])(?P<gone>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![\w/]|\.\d|[ -]?(?:inch|cup|of|mile|full|"
    r"a\b|tsp|tbsp|"
    r"pound|lb))"
)  # fmt: skip
_WEEKDAY = re.compile(
    rf"\b(?P<name>{_DAY_NAMES})\b\.?(?=,? ?\d|,? (?:{'|'.join(m[:3] for m in _MONTHS)}))"
    rf"|\b(?P<other>{_DAY_NAMES})\b\.?(?=\s?[-–—]\s?(?:{_DAY_NAMES})\b)|(?<=[a-z.][-–—])(?P<end>{_DAY_NAMES})\b\.?"
)
_DAYS_TO = re.compile(
    rf"\b(?:{'|'.join(_DAYS.values())})s?(?P<gone>\s?[-–—]\s?)(?=(?:{_DAY_NAMES})(?:day|sday|nesday|rsday|urday)?s?\b)"
)
_MONTHS_TO = re.compile(rf"\b(?P<first>{_NAMES})\s?[-–—]\s?(?P<last>{_NAMES})")
_DATE_TO_DAY = re.compile(rf"{_NAMES}(?P<gone>\s?[–—-]\s?)(?={_NUMBER_OF_DAY}(?:st|nd|rd|th)?\s{_NAMES})")
_DATE_TO_MONTH = re.compile(rf"{_NAMES}\s{_NUMBER_OF_DAY}(?:st|nd|rd|th)?(?P<gone>\s?[–—-]\s?)(?={_NAMES}\s\d)")
_DAYS_OF_MONTH = re.compile(
    rf"(?<![\w.:/,-])(?P<the>the\s+)?{_DAY} to (?:the )?{_LAST}(?:\s+of)?\s{_MONTH}(?:,? {_YEAR}(?!\w))?", re.I
)
_MONTH_DAYS = re.compile(rf"\b{_MONTH} (?P<the>the )?{_DAY} to {_LAST}(?![\w:%]|[.,]\d)(?:,? {_YEAR}(?!\w))?")
_DAY_MONTH = re.compile(
    rf"(?<![\w.:/,])(?<!\d[–—-])(?<!\d [–—-])(?<!\d [–—-] )"
    rf"(?P<the>[Tt]he\s+)?{_DAY}(?P<of>\s+of)?[ -]{_MONTH}(?:,?[ -]{_YEAR}(?!\w))?"
)
_MONTH_DAY = re.compile(
    rf"\b{_MONTH} (?P<the>the )?{_DAY}(?![\w:%]|[.,]\d(?!\d{{3}}(?!\d))|\s?[-–—]\s?\d)(?:(?:,? |,){_YEAR}(?!\w))?"
)
_MONTH_ONLY = re.compile(
    rf"\b(?!(?:May|March)\b){_MONTH}(?=\s+(?:1[1-9]|20)\d\d\b)|\b(?P<short>Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)\.(?P<ends>\s*$)?"
)
_YEARS = re.compile(
    r"(?<![\w.,])((?:1[0-9]|20)\d\d)(?:\s?[–-]\s?(?=\d{4})|[–-]|\sto\s|/)((?:1[0-9]|20)?\d\d)(?![\w.,]\d|\w|-|/)"
)
_DECADE = re.compile(r"(?<!\w)'?((?:1[0-9]|20)?\d0)'?s\b")
_SECONDS_AFTER = re.compile(
    r"\b(?:in|for|after|every|takes?|took|within|waits?|hold|rest|lasts?|lasted|just|only|under|over|about|around|than|another|each|per|"
    r"pause|sleep|plank|boil|microwave|heat|blend|count|delay|timeout|run|sprint|jog|repeat|press|shake|stir|"
    r"min) (?P<gone>[1-9]0s)\b",
    re.I,
)
_SECONDS_BEFORE = re.compile(
    r"(?<![\w'])(?P<gone>[1-9]0s)(?=\s(?:later|ago|more|left|timeout|delay|rest|pause|break|plank|sprint|interval|each|timer|video|clip|ad)\b)"
)
_THEN = re.compile(r"\s(?:later|ago|more|left|each)\b")
_DECADES_TO = re.compile(r"(?<!\w)'?(?:1[0-9]|20)?\d0'?s?(?P<gone>\s?[–-]\s?)(?='?(?:1[0-9]|20)?\d0'?s\b)")
_MONTH_OF_YEAR = re.compile(r"(?<![\w/])(?P<m>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])")
_IN_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|before|after|around|circa|about|from|to|of|year|early|late|AD|A\.D\.)\s+|(?<=\())(?P<gone>10\d\d)"
    r"(?![\w%]|[.,]\d|\s+[a-z]+s\b)"
)
_YEAR_OF_ERA = re.compile(r"(?<![\w.,])(?P<era>\d{3,4})(?=\s?(?:A\.?D|B\.?C|C\.?E)\b)")
_YEAR_ALONE = re.compile(r"(?<![\w.,$-])((?:1[1-9]|20)\d\d)(?![\w%]|[.,]\d)")
_BIRTH_YEAR = re.compile(r"(?<!\w)'(?P<n>\d\d)(?![\w'])")


def dates(draft: Draft) -> None:
    """Write out dates with a month, and ranges of days and months."""
    draft.replace(_WEEKDAY, lambda m: _DAYS[m["name"] or m["other"] or m["end"]])
    draft.replace_inside(_DAYS_TO, " to ")
    draft.replace_inside(_DATE_TO_DAY, " to ")
    draft.replace_inside(_DATE_TO_MONTH, " to ")
    draft.replace(_MONTHS_TO, lambda m: f"{_month(m['first'])} to {_month(m['last'])}")
    draft.replace(_ISO, lambda m: date(int(m["d"]), int(m["m"]), m["year"]) + (", " if m[0].endswith("T") else ""))
    draft.replace(_NUMERIC, _numeric)
    draft.replace_inside(_DAY_OF_YEAR, _day_of_year)
    draft.replace(_DAYS_OF_MONTH, _days_of_month)
    draft.replace(_MONTH_DAYS, lambda m: f"{_month_day(m, ordinal(m['day']) + ' to ' + ordinal(m['last']))}")
    draft.replace(_DAY_MONTH, _day_month)
    draft.replace(_MONTH_DAY, lambda m: _month_day(m, ordinal(m["day"])))
    draft.replace(_MONTH_ONLY, lambda m: _month(m["month"] or m["short"]) + ("." if m["ends"] is not None else ""))


def spans_of_years(draft: Draft) -> None:
    """Write out `1914–18` and `the 1990s`, before other ranges."""
    draft.replace(_MONTH_OF_YEAR, lambda m: f"{_MONTHS[int(m['m']) - 1]} {year(m['year'])}")
    draft.replace_inside(_DECADES_TO, " to ")
    draft.replace(_YEARS, _years)
    draft.replace_inside(_SECONDS_AFTER, lambda m: f"{m['gone'][:2]} seconds")
    draft.replace_inside(
        _SECONDS_BEFORE, lambda m: f"{m['gone'][:2]}{' seconds' if _THEN.match(m.string, m.end()) else '-second'}"
    )
    draft.replace(_DECADE, lambda m: plural(year(m[1]) if len(m[1]) == 4 else cardinal(m[1])))


def years(draft: Draft) -> None:
    """Write out what is left of years, when other numbers of four digits are gone."""
    draft.replace_inside(_IN_YEAR, lambda m: year(m["gone"]))
    draft.replace(_YEAR_OF_ERA, lambda m: year(m["era"]))
    draft.replace(_YEAR_ALONE, lambda m: year(m[1]))
    draft.replace(_BIRTH_YEAR, lambda m: f"{'oh ' if m['n'][0] == '0' else ''}{cardinal(str(int(m['n'])))}")


def date(day: int, month: int, in_year: str) -> str:
    """A whole date in words."""
    return f"the {ordinal(str(day))} of {_MONTHS[month - 1]}, {year(in_year)}"


def _month(written: str) -> str:
    return next(m for m in _MONTHS if m.startswith(written[:3]))


def _numeric(match: re.Match[str]) -> str | None:
    """`25/12/2025` and `12/25/2025`; where both could be the month, slashes put the month first and dots the day."""
    first, second, in_year = int(match[1]), int(match[3]), match[4]
    if len(in_year) == 2:
        if match[2] != "/" and not re.fullmatch(r"\d\d\.\d\d\.\d\d", match[0]):
            return None
        in_year = ("20" if int(in_year) < 50 else "19") + in_year
    if match[2] in ".-" or first > 12:
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return date(second, first, in_year)


def _day_of_year(match: re.Match[str]) -> str | None:
    """`12/25`: a date where it can't be a common fraction, or after a word like “on”."""
    first, second = int(match["a"]), int(match["b"])
    cue = match["cue"] or ""
    asked = cue.strip().split(" ")[0] in ("on", "by", "until", "till", "since", "due", "dated", "before", "after")
    common = (first < second and (second <= 10 or second in (12, 16, 32, 64, 100))) or first == second
    if not asked and (common or max(first, second) < 13 or (first, second) in ((24, 7), (9, 11), (7, 24), (22, 7))):
        return None
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return f"{_MONTHS[first - 1]} {ordinal(str(second))}"


def _days_of_month(match: re.Match[str]) -> str:
    in_year = f" {year(match['year'])}" if match["year"] else ""
    return (f"{match['the'] or 'the '}{ordinal(match['day'])} to the {ordinal(match['last'])} "
            f"of {_month(match['month'].title())}{in_year}")  # fmt: skip


def _day_month(match: re.Match[str]) -> str:
    in_year = f" {year(match['year'])}" if match["year"] else ""
    return f"{match['the'] or 'the '}{ordinal(match['day'])} of {_month(match['month'])}{in_year}"


def _month_day(match: re.Match[str], days: str) -> str:
    in_year = f", {year(match['year'])}" if match["year"] else ""
    return f"{_month(match['month'])} {match['the'] or ''}{days}{in_year}"


def _years(match: re.Match[str]) -> str | None:
    slashed = "/" in match[0]
    last = match[2]
    if slashed and (len(last) != 2 or int(last) != (int(match[1]) + 1) % 100):
        return None
    said = year(last) if len(last) == 4 else f"{'oh ' if last[0] == '0' else ''}{cardinal(str(int(last)))}"
    return f"{year(match[1])} {'' if slashed else 'to '}{said}"
