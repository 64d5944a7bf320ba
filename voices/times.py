"""Writes out times of day, durations and ratios: `10:30` is “ten thirty”, `1:52.3` “one minute fifty-two point three seconds”."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, digits

_HALF = r"(?:\s?(?P<half>[AaPp])(?:\.[Mm]\b(?P<dot>\.?)|[Mm]\b(?P<end>\.(?=\s*$))?))"
_CLOCK = re.compile(
    r"(?<![\w:.])(?P<h>[01]?\d|2[0-4])[:h](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:]|\.\d)" + _HALF + "?"
)
_AFTERNOON = re.compile(
    r"(?<![\w:.])(?:1[3-9]|2[0-4]):[0-5]\d(?![\d:])|\b(?:thirteen|(?:four|fif|six|seven|eigh|nine)teen|twenty(?:-\w+)?) hundred\b"
)
"""A time that only a clock of 24 hours shows: beside it `06:00` is “oh six hundred”."""
_DOTTED = re.compile(r"(?<![\w:.,])(?P<h>1[0-2]|0?[1-9])\.(?P<m>[0-5]\d)(?=\s?[AaPp]\.?[Mm]\b)" + _HALF)
_HOUR = re.compile(r"(?<![\w:.,])(?P<h>1[0-2]|0?[1-9])" + _HALF + r"(?!\w)")
_LAP = re.compile(r"(?<![\w:.])(?P<m>\d{1,2}):(?P<s>[0-5]\d)\.(?P<part>\d{1,3})(?![\d:])")
_DURATION = re.compile(
    r"(?P<cue>\b(?:record|marathon|race|lap|finish(?:ed)?|ran|took|lasted|runs for|length|duration|running time|timer|"
    r"clocked)\b[^.:\d]{0,25}\s)"
    r"(?P<gone>(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d))(?![\d:])",
    re.I,
)  # fmt: skip
_HOURS_MINUTES = re.compile(
    r"(?<![\w.])(?P<h>\d{1,3})\s?(?:h|hrs?)\.?\s?(?P<m>[0-5]?\d)\s?(?:m|mins?)(?:\s?(?P<s>[0-5]?\d)\s?(?:s|secs?))?(?!\w)"
)
_MINUTES_SECONDS = re.compile(r"(?<![\w.])(?P<m>\d{1,3})\s?(?:m|mins?)\.?\s?(?P<s>[0-5]?\d)\s?(?:s|secs?)(?!\w)")
_HUNDRED_HOURS = re.compile(r"(?<![\w:.,])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?=\s(?:hours|hrs)\b)")
_PROPORTION = re.compile(r"(?<![\w:.])\d{1,3}(?::\d{1,3}){2,}(?![\w:])")
_RATIO = re.compile(r"(?<![\w:.])(?P<a>\d+(?:\.\d+)?)\s?[:∶]\s?(?P<b>\d+(?:\.\d+)?)(?![\w:])")
_RATIO_WORDS = re.compile(r"\b(?:ratio|odds|scale|aspect|proportions?|mix|diluted?)\b", re.I)


def durations(draft: Draft) -> None:
    """Write out `2h 15m` and `5m 30s`, before `30s` could be a decade and `15m` a length."""
    draft.replace(_HOURS_MINUTES, _duration)
    draft.replace(_MINUTES_SECONDS, _duration)


def clocks(draft: Draft) -> None:
    """Write out times with a colon, and hours with a.m. or p.m."""
    draft.replace(
        _LAP, lambda m: f"{_count(m['m'], 'minute')} {cardinal(str(int(m['s'])))} point {digits(m['part'])} seconds"
    )
    draft.replace_inside(_DURATION, _duration)
    draft.replace(_HUNDRED_HOURS, _hundred_hours)
    draft.replace(_PROPORTION, lambda m: m[0].replace(":", " to ") if re.search(r":\d(?!\d)", m[0]) else None)
    draft.replace(_RATIO, _ratio)
    draft.replace(_CLOCK, _clock)
    draft.replace(_DOTTED, _clock)
    draft.replace(_HOUR, lambda m: cardinal(m["h"].lstrip("0")) + _half(m))


def _duration(match: re.Match[str]) -> str:
    groups = match.groupdict()
    parts = ((groups.get("h"), "hour"), (groups["m"], "minute"), (groups["s"], "second"))
    return " ".join(_count(figures, unit) for figures, unit in parts if figures and int(figures))


def _count(figures: str, unit: str) -> str:
    number = str(int(figures))
    return f"{cardinal(number)} {unit}{'' if number == '1' else 's'}"


def _ratio(match: re.Match[str]) -> str | None:
    """`2:1` is no time, because minutes have two figures; `1:10` is one only beside a word like “ratio”."""
    around = match.string[max(0, match.start() - 30) : match.end() + 30]
    is_time = re.fullmatch(r"(?:[01]?\d|2[0-4]):[0-5]\d", match[0])
    if is_time and not _RATIO_WORDS.search(around):
        return None
    return f"{match['a']} to {match['b']}"


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    hour, minute, second = int(match["h"]), int(match["m"]), int(groups.get("s") or 0)
    said = cardinal(str(hour))
    if minute:
        said = f"{said if hour else 'zero'} {'oh ' if minute < 10 else ''}{cardinal(str(minute))}"
    elif hour % 24 == 0 and not match["half"]:
        said = "midnight" if not second else "zero hundred"
    elif not match["half"]:
        military = hour > 12 or (match["h"][0] == "0" and _AFTERNOON.search(match.string))
        said = f"{'oh ' if hour < 10 else ''}{said} hundred" if military else f"{said} o'clock"
    if second:
        said += f" and {_count(str(second), 'second')}"
    return said + _half(match)


def _hundred_hours(match: re.Match[str]) -> str:
    """`0900 hours` as “zero nine hundred”, `1430 hours` as “fourteen thirty”."""
    minute = "hundred" if match["m"] == "00" else cardinal(str(int(match["m"])))
    return f"{cardinal(match['h'])} {minute}"


def _half(match: re.Match[str]) -> str:
    """“ P.M” after a time, with a full stop if it also ended the sentence."""
    if not match["half"]:
        return ""
    groups = match.groupdict()
    dot = groups.get("dot") or groups.get("end")
    ends = dot and not match.string[match.end() :].strip(" \"'”)*_")
    return f" {match['half'].upper()}.M" + ("." if ends else "")
