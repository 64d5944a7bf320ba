"""Writes out postal addresses: street names and points of the compass, states, ZIP codes, postcodes, roads."""

from __future__ import annotations

import re

from voices.chemistry import spell
from voices.draft import Draft
from voices.numbers import digits, label
from voices.tables import table

_TABLE = table("addresses")
_STATES: dict[str, str] = _TABLE["states"]
_STATE = re.compile(
    rf"(?<=[a-z],)\s+(?P<state>{'|'.join(_STATES)})\b(?P<zip>\s+\d{{5}}(?:-\d{{4}})?(?!\d))?(?P<tail>(?=[.,;:!?)]|$|\s))"
)
_ZIP = re.compile(rf"(?<=\b)(?P<state>{'|'.join(_STATES)})\s+(?P<zip>\d{{5}}(?:-\d{{4}})?)(?![\w-])")
_POSTCODE = re.compile(r"(?<!\w)(?P<a>[A-Z]{1,2})(?P<b>\d{1,2})(?P<c>[A-Z]?)\s(?P<d>\d)(?P<e>[A-Z]{2})(?!\w)")
_POINTS: dict[str, str] = _TABLE["points"]
_WAYS: dict[str, str] = _TABLE["ways"]
_KINDS = "|".join(_WAYS)
_POINT = re.compile(
    rf"(?<![\w.])(?P<point>NE|NW|SE|SW|[NSEW])(?P<dot>\.?)\s(?=\d+(?:st|nd|rd|th)\b|(?:[A-Z][a-z]+\s){{1,2}}(?:{_KINDS}|{'|'.join(_WAYS.values())})\b)"
)
_POINT_AFTER = re.compile(
    rf"(?<=\b)(?:{_KINDS}|{'|'.join(_WAYS.values())})\b\.?,?\s(?P<gone>NE|NW|SE|SW|[NSEW])(?![\w.'])"
)
_WAY = re.compile(
    rf"(?<=[a-z]\s)(?P<way>{_KINDS})\b(?P<dot>\.?)(?!\s+[A-Z][a-z]+\s+(?:{_KINDS})\b)(?P<after>\s+(?!(?:North|South|East|West))[A-Z][a-z])?"
)
_UNITS: dict[str, str] = _TABLE["parts"]
_UNIT = re.compile(rf"\b(?P<unit>{'|'.join(_UNITS)})\b\.?(?=\s#?(?:\d|[A-Z]\b))", re.I)
_BOX = re.compile(r"\bP\.?\s?O\.?\s(?=Box\b)")
_ROAD = re.compile(r"(?<![\w-])(?P<road>I|US|SR|CR|A|M|B|E)-(?P<n>\d{1,4})(?![\w-])")


def addresses(draft: Draft) -> None:
    """Write out the parts of an address, before its numbers are read."""
    draft.replace(_BOX, "P.O ")
    draft.replace(_STATE, _state)
    draft.replace(_ZIP, lambda m: f"{_STATES[m['state']]} {_zip(m['zip'])}" if m["state"] != "ID" else None)
    draft.replace(_POSTCODE, lambda m: " ".join(part for part in (
        spell(m["a"]), label(m["b"]), m["c"], digits(m["d"]), spell(m["e"])) if part))  # fmt: skip
    draft.replace(_ROAD, lambda m: f"{spell(m['road'])} {label(m['n'])}")
    draft.replace(_UNIT, lambda m: _UNITS[m["unit"].title()])
    draft.replace(_POINT, lambda m: _POINTS[m["point"]] + " ")
    draft.replace_inside(_POINT_AFTER, lambda m: _POINTS[m["gone"]])


def streets(draft: Draft) -> None:
    """Write out the kind of street after a name or an ordinal."""
    draft.replace(_WAY, _way)


def _zip(figures: str) -> str:
    return ", ".join(digits(group) for group in figures.split("-"))


def _state(match: re.Match[str]) -> str | None:
    state, code = match["state"], match["zip"]
    if not code and state in ("IN", "OR", "ME", "OK", "HI") and not re.match(r"[.,;)]|$", match.string[match.end() :]):
        return None
    return f" {_STATES[state]}" + (f" {_zip(code.strip())}" if code else "")


def _way(match: re.Match[str]) -> str | None:
    """“Street”, unless a title or a saint's name begins here: “near Dr. Hill”, “in St. Louis”."""
    before = match.string[: match.start()].split()
    named = bool(before) and (before[-1][:1].isupper() or before[-1].endswith(("st", "nd", "rd", "th")))
    if not named or (match["after"] and match["way"] in ("St", "Dr")):
        return None
    ends = match["dot"] and not match.string[match.end() :].strip(" \"'”)*_")
    return _WAYS[match["way"]] + ("." if ends else "") + (match["after"] or "")
