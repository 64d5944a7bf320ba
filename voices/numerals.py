"""Writes out numbers in words: times, dates, money, percentages, units, ranges, fractions, and plain numbers."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import NUMBER, cardinal, digits, fraction, is_one, ordinal, plural, year
from voices.units import UNIT, unit

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[1-9]|20)\d\d)"
_DAYS = {"Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
         "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}  # fmt: skip
_COINS = {"$": ("dollar", "cent"), "£": ("pound", "pence"), "€": ("euro", "cent"), "¥": ("yen", ""), "₹": ("rupee", "")}
_BIG = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "bn": "billion",
        "B": "billion", "tn": "trillion", "T": "trillion"}  # fmt: skip
_AS_WORDS = r"(?P<big>k|K|m|M|mn|bn|B|tn|T|\s(?:hundred|thousand|million|billion|trillion))"

_ISO = re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:T(?=\d\d:))?(?![\d-])")
_SLASHED = re.compile(r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\w/])")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b\.?(?=,? \d|,? (?:{'|'.join(m[:3] for m in _MONTHS)}))")
_DAY_MONTH = re.compile(rf"(?<![\w.:/,-])(?P<the>[Tt]he\s+)?{_DAY}(?P<of>\s+of)?[ -]{_MONTH}(?:,?[ -]{_YEAR}(?!\w))?")
_MONTH_DAY = re.compile(rf"\b{_MONTH} (?P<the>the )?{_DAY}(?![\w:%]|[.,]\d)(?:,? {_YEAR}(?!\w))?")
_MONTH_ONLY = re.compile(rf"\b(?!(?:May|March)\b){_MONTH}(?=\s+(?:1[1-9]|20)\d\d\b)")
_CLOCK = re.compile(
    r"(?<![\w:.])(?P<h>[01]?\d|2[0-4])[:h](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:])"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b(?P<dot>\.?))?"
)
_HOUR = re.compile(r"(?<![\w:.,])(?P<h>1[0-2]|0?[1-9])\s?(?P<half>[AaPp])(?:\.[Mm](?P<dot>\.)?|[Mm]\b)(?!\w)")
_MONEY = re.compile(rf"(?P<minus>-)?(?:US|A|C)?(?P<coin>[$£€¥₹])\s?(?P<n>{NUMBER})(?:{_AS_WORDS}\b)?")
_MONEY_AFTER = re.compile(rf"(?P<n>{NUMBER})\s?(?P<coin>[£€$]|EUR\b|USD\b|GBP\b)")
_PERCENT = re.compile(rf"(?<![\w.])(?P<minus>[-+])?(?P<n>{NUMBER})\s?(?P<sign>%|‰)")
_YEARS = re.compile(r"(?<![\w.,])((?:1[1-9]|20)\d\d)\s?[–-]\s?((?:1[1-9]|20)?\d\d)(?![\w.,]\d|\w|-)")
_PHONE = re.compile(r"(?<![\w.])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{2,5}){1,4}(?![\w-])")
_RANGE = re.compile(rf"(?<![\w.-])({NUMBER})\s?(?:[–—]|-(?=\d))\s?({NUMBER})(?!\w*-)")
_MIXED = re.compile(r"(?<![\w/.])(\d{1,3})\s+([1-9])/([2-9]|1\d|100)(?![\w/])")
_FRACTION = re.compile(r"(?<![\w/.])([1-9])/([2-9]|10|16|100)(?![\w/])")
_OVER = re.compile(r"(?<=\d)\s?/\s?(?=\d)")
_DECADE = re.compile(r"(?<!\w)'?((?:1[1-9]|20)?\d0)'?s\b")
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b", re.I)
_FEET = re.compile(r"(?<![\w.])(\d{1,2})'\s?(\d{1,2})(?:\"|'')")
_MEASURE = re.compile(rf"(?<![\w.])(?P<minus>-)?(?P<n>{NUMBER})(?:\s?{UNIT}|(?P<big>k|K|M|bn))(?![\w^°])")
_YEAR_ALONE = re.compile(r"(?<![\w.,$-])((?:1[1-9]|20)\d\d)(?![\w%]|[.,]\d)")
_VERSION = re.compile(r"(?<![\w])v?(\d+(?:\.\d+){2,})(?!\w)")
_POWER = re.compile(r"\^(\d+)")
_MINUS = re.compile(rf"(?<![\w.)])-(?={NUMBER})")
_HASH = re.compile(r"#(?=\d)")
_ANY = re.compile(rf"(?:(?<=\D)|^)\.(?P<tail>\d+)|(?P<n>{NUMBER})")
_SIGNS = ((re.compile(r"(?<=\d)\s*\+\s*(?=\d)"), " plus "), (re.compile(r"(?<=\d)\s*[*x]\s*(?=\d)"), " times "),
          (re.compile(r"(?<=\d)\+"), " plus"), (re.compile(r"(?<=[\w)])\s*=\s*(?=[\w(-])"), " equals "),
          (re.compile(r"(?<=\w)\s+<\s+(?=\w)"), " is less than "), (re.compile(r"(?<=\w)\s+>\s+(?=\w)"), " is more than "),
          (re.compile(r"~\s?(?=\d)"), "about "), (re.compile(r"(?<=\d)°"), " degrees"))  # fmt: skip


def figures(draft: Draft) -> None:
    """Write out every number in words; no digit is left."""
    _dates(draft)
    _clocks(draft)
    _spans(draft)
    draft.replace(_MONEY, _money)
    draft.replace(_MONEY_AFTER, _money)
    draft.replace(_PERCENT, lambda m: f"{_sign(m)}{cardinal(m['n'])} {'percent' if m['sign'] == '%' else 'per mille'}")
    draft.replace(_FEET, lambda m: f"{cardinal(m[1])} foot {cardinal(m[2])}")
    draft.replace(_MEASURE, _measure)
    draft.replace(_ORDINAL, lambda m: ordinal(m[1]))
    for pattern, said in _SIGNS:
        draft.replace(pattern, said)
    draft.replace(_YEAR_ALONE, lambda m: year(m[1]))
    draft.replace(_POWER, _power)
    draft.replace(_MINUS, "minus ")
    draft.replace(_HASH, "number ")
    draft.replace(_ANY, lambda m: f" point {digits(m['tail'])} " if m["tail"] else f" {cardinal(m['n'])} ")


def _dates(draft: Draft) -> None:
    draft.replace(_WEEKDAY, lambda m: _DAYS[m[1]])
    draft.replace(_ISO, lambda m: _date(int(m["d"]), int(m["m"]), m["year"]))
    draft.replace(_SLASHED, _slashed)
    draft.replace(_DAY_MONTH, lambda m: _day_month(m) if m["month"] else None)
    draft.replace(_MONTH_DAY, _month_day)
    draft.replace(_MONTH_ONLY, lambda m: _month(m["month"]))


def _clocks(draft: Draft) -> None:
    draft.replace(_CLOCK, lambda m: _clock(int(m["h"]), int(m["m"])) + _half(m))
    draft.replace(_HOUR, lambda m: cardinal(m["h"].lstrip("0")) + _half(m))


def _spans(draft: Draft) -> None:
    draft.replace(_YEARS, lambda m: f"{year(m[1])} to {year(m[2]) if len(m[2]) == 4 else cardinal(m[2])}")
    draft.replace(_PHONE, _phone)
    draft.replace(_VERSION, lambda m: " point ".join(cardinal(part) for part in m[1].split(".")))
    draft.replace(_DECADE, _decade)
    draft.replace(_RANGE, lambda m: f"{m[1]} to {m[2]}")
    draft.replace(_MIXED, lambda m: _mixed(int(m[1]), int(m[2]), int(m[3])))
    draft.replace(_FRACTION, lambda m: fraction(int(m[1]), int(m[2])) if int(m[1]) < int(m[2]) else None)
    draft.replace(_OVER, " over ")


def _month(written: str) -> str:
    return next(m for m in _MONTHS if m.startswith(written[:3]))


def _date(day: int, month: int, in_year: str) -> str:
    return f"the {ordinal(str(day))} of {_MONTHS[month - 1]}, {year(in_year)}"


def _slashed(match: re.Match[str]) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return _date(second, first, match[4])


def _day_month(match: re.Match[str]) -> str:
    in_year = f" {year(match['year'])}" if match["year"] else ""
    return f"{match['the'] or 'the '}{ordinal(match['day'])} of {_month(match['month'])}{in_year}"


def _month_day(match: re.Match[str]) -> str:
    in_year = f", {year(match['year'])}" if match["year"] else ""
    return f"{_month(match['month'])} {match['the'] or ''}{ordinal(match['day'])}{in_year}"


def _clock(hour: int, minute: int) -> str:
    said = _hour(hour)
    if minute == 0:
        return f"{said} o'clock" if hour in range(1, 13) else f"{said} hundred"
    return f"{said} {'oh ' if minute < 10 else ''}{cardinal(str(minute))}"


def _hour(hour: int) -> str:
    return cardinal(str(hour))


def _half(match: re.Match[str]) -> str:
    """“ P.M” after a time, with a full stop if it also ended the sentence."""
    if not match["half"]:
        return ""
    ends = match["dot"] and not match.string[match.end() :].strip(" \"'”)*_")
    return f" {match['half'].upper()}.M" + ("." if ends else "")


def _money(match: re.Match[str]) -> str:
    groups = match.groupdict()
    sign = {"EUR": "€", "USD": "$", "GBP": "£"}.get(groups["coin"], groups["coin"])
    coin, small = _COINS[sign]
    big = groups.get("big")
    number = groups["n"]
    minus = "minus " if groups.get("minus") else ""
    if big:
        return f"{minus}{cardinal(number)} {_BIG.get(big, big.strip())} {_coins(coin, '2')}"
    whole, _, cents = number.partition(".")
    if len(cents) != 2 or not small:
        return f"{minus}{cardinal(number)} {_coins(coin, number)}"
    said = f"{cardinal(whole)} {_coins(coin, whole)}"
    if cents == "00":
        return minus + said
    change = f"{cardinal(str(int(cents)))} {small if small == 'pence' else _coins(small, str(int(cents)))}"
    return minus + (change if whole == "0" else f"{said} {change}")


def _coins(coin: str, number: str) -> str:
    return coin if coin == "yen" or is_one(number) else plural(coin)


def _sign(match: re.Match[str]) -> str:
    return {"-": "minus ", "+": "plus "}.get(match["minus"] or "", "")


def _measure(match: re.Match[str]) -> str:
    number = f"{_sign(match)}{cardinal(match['n'])}"
    if match["big"]:
        return f"{number} {_BIG[match['big']]}"
    return f"{number} {unit(match['unit'], is_one(match['n']))}"


def _phone(match: re.Match[str]) -> str | None:
    groups = re.findall(r"\d+", match[0])
    if sum(map(len, groups)) < 7 or not re.search(r"[+(-]", match[0]):
        return None
    return ("plus " if match[0].startswith("+") else "") + ", ".join(digits(group) for group in groups)


def _decade(match: re.Match[str]) -> str:
    return plural(year(match[1]) if len(match[1]) == 4 else cardinal(match[1]))


def _mixed(whole: int, above: int, below: int) -> str:
    part = fraction(above, below)
    return f"{cardinal(str(whole))} and {'a' + part.removeprefix('one') if above == 1 else part}"


def _power(match: re.Match[str]) -> str:
    return {"2": " squared", "3": " cubed"}.get(match[1], f" to the power of {cardinal(match[1])}")
