"""Reads the dash between two quantities as “to”, and the parts of scores, line-ups and even chances."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, digits

_SPACED_UNITS = (
    "km|cm|mm|m|kg|g|mg|ml|l|lbs?|oz|ft|in|mi|hrs?|h|mins?|secs?|s|ms|mph|yrs?|Hz|kHz|MHz|GHz|GB|MB|kWh|kW|W|V|bn"
)
_TAIL = (
    r"(?:\s?(?:[ap]\.?\s?m\.?(?![a-z])|°\s?[CF]?|%|[€£¢])|(?:st|nd|rd|th|[a-zμ]{1,4}(?:\^[23])?(?![a-z]))"
    rf"|\s(?:{_SPACED_UNITS})(?![a-z]))?"
)
_QUANTITY = (
    rf"(?:(?:US|AU|CA|NZ|HK|A|C|S|R)?[$£€¥₹₽₩₺₪₫₱฿])?\s?(?:(?:\d+ )?\d{{1,2}}/\d{{1,2}}(?!\d)|"
    rf"\d+(?:,\d{{3}})*(?:[.:]\d+)*){_TAIL}"
)
_DASHED = re.compile(
    rf"(?<![\w./,:–-])(?:[-−](?=\d))?(?:v\.? ?)?(?P<left>{_QUANTITY})(?P<gone>\s?[-–—]\s?|\s?(?:–|—|\.\.\.?|"
    rf"…)\s?(?=-\d))(?=(?P<right>-?{_QUANTITY}))",
    re.I,
)  # fmt: skip
_SPACED = re.compile(r"^\s[-–—]\s$")
_EVEN = re.compile(r"(?<![\w./-])(?P<a>\d{1,2})[-–/](?P<b>\d{1,2})(?![\w/]|[.,]\d|-\d)")
_EVEN_PAIRS = frozenset(
    ["50/50", "50-50", "20/20", "60/40", "40/60", "70/30", "30/70", "80/20", "20/80", "90/10", "24/7", "24-7", "9/11"]
)
_CHAIN = re.compile(r"(?<![\w/.,-])\d{1,5}(?:[-–]\d{1,6}){2,}(?![\w-])")
_LETTERS = re.compile(r"(?<=[A-Za-z])(?P<gone>–)(?=[A-Za-z])")
_A_TO_Z = re.compile(r"(?<![\w-])[A-Z](?P<gone>\s?[–-]\s?)(?=[A-Z](?![\w.-]))")
_TO_WORD = re.compile(
    r"(?:\d|\d\s?[ap]\.?m\.?|noon|Monday|midnight)(?P<gone>\s?[–—-]\s?)(?=(?:noon|midnight|present|now|today|late|close|\d{1,2}\s?[ap]\.?m)\b)",
    re.I,
)
_PLACES = re.compile(
    r"\b(?:[A-Z][a-z]{2,})(?P<gone>\s?(?:–|↔)\s?)(?=(?:[A-Z][a-z]{2,})\s+(?:train|flight|route|road|line|bus|ferry|match|game|border|motorway|railway|trip|journey)\b)"
)


def chains(draft: Draft) -> None:
    """Read three or more numbers joined by hyphens one by one, and even chances without “over”."""
    draft.replace(_EVEN, lambda m: f"{cardinal(m['a'])} {cardinal(m['b'])}" if _is_even(m) else None)
    draft.replace(_CHAIN, _chain)


def ranges(draft: Draft) -> None:
    """Replace the dash between two quantities by “to”: money, times, years, pages, measures and scores."""
    draft.replace_inside(_PLACES, " to ")
    draft.replace_inside(_A_TO_Z, lambda m: " to " if "–" in m["gone"] or m[0][0] == "A" else None)
    draft.replace_inside(_LETTERS, "-")
    draft.replace_inside(_TO_WORD, " to ")
    draft.replace_inside(_DASHED, _to)


def _is_even(match: re.Match[str]) -> bool:
    return match[0].replace("–", "-") in _EVEN_PAIRS


def _chain(match: re.Match[str]) -> str:
    groups = re.split(r"[-–]", match[0])
    if all(len(group) < 3 for group in groups):
        return " ".join(cardinal(group) for group in groups)
    return ", ".join(digits(group) for group in groups)


def _to(match: re.Match[str]) -> str | None:
    """“ to ”, unless the dash joins two parts of a sentence."""
    if _SPACED.match(match["gone"]) and match["gone"] != " - ":
        plain = match["left"].strip().isdigit() and match["right"].strip().isdigit()
        after = match.string[match.end() + len(match["right"]) :]
        if plain and re.match(r"\s[a-z]", after):
            return None
    return " to "
