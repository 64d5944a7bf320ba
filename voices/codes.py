"""Reads numbers that are no amounts, digit by digit or in pairs: telephones, PINs, flights, rooms, roads, versions."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, digits, label

_CALL = (
    r"\b(?:call(?:ed|ing)?|phone|ring|dial(?:led)?|text(?:ed)?|tel(?:ephone)?|fax|sms|whatsapp|mobile|cell|hotline|"
    r"helpline|reach (?:me|us|them|her|him)|number|line)\b"
)
_GROUPS = r"(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]\d{2,6}){1,4}"
_PHONE = re.compile(rf"(?<![\w.$£€])(?P<n>{_GROUPS})(?![\w-]|[.,:]\d|\s?[$£€%])")
_CALLED = re.compile(
    rf"{_CALL}[^.\d!?]{{0,24}}?(?P<gone>\+?\d{{3,5}}(?: \d{{2,6}}){{1,4}}|\+?\d{{5,15}}|911|999|112|311|411|988|101|111|"
    rf"116|000)(?![\w%]|[.,:]\d|\s(?:people|times|friends|of)\b)",
    re.I,
)  # fmt: skip
_INTERNATIONAL = re.compile(r"(?<!\w)\+(?=\d)\d{7,15}(?!\w)")
_LONG = re.compile(r"(?<![\w.,$£€])(?:0\d{6,}|\d{10,})(?![\w%]|[.,]\d|\s?[$£€])")
_VANITY = re.compile(r"(?<![\w-])(?P<n>1[- ]\d{3}|0\d{2,4})[- ](?P<word>[A-Z]{3,9})(?![\w-])")
_EXTENSION = re.compile(r"\b(?:[Ee]xt)\.?\s?(?=\d)")
_SECRET = re.compile(
    r"\b(?:PIN|pin|code|password|passcode|pass|ID|id|account|reference|ref|serial|extension|zip|postcode|combination|tracking|"
    r"confirmation|booking|licence|license|passport|order|invoice|ticket|model|card)"
    r"(?: (?:number|code|no\.?))?(?: (?:is|was|ends in|ending in|ending))?[ :]{1,2}(?P<gone>#?(?:\d{3,}(?:[ -]\d{2,})*|"
    r"\d{2}(?:-\d{2,})+))(?![\w%]|[.,]\d)"
)
_LABEL = re.compile(
    r"\b(?:[Ff]light|[Gg]ate|[Rr]oom|[Rr]oute|[Rr]te\.?|[Hh]ighway|[Hh]wy\.?|[Ii]nterstate|[Bb]us|[Tt]rain|[Ee]rror|[Ss]tatus|HTTP|Boeing|Airbus|[Cc]hannel|"
    r"[Aa]partment|[Aa]pt\.?|[Ss]uite|[Pp]latform|[Ww]ard|[Hh]all|[Tt]rack|[Ll]ocker|Peugeot|Mazda|[Uu]nit|Psalm|Form|[Pp]lane|[Ll]ine)\s#?(?P<gone>\d{3,4})(?![\w%]|[.,:]\d|-)"
)
_LETTERED = re.compile(
    r"\b(?:[Aa]partment|[Ff]lat|[Ss]uite|[Uu]nit|[Ss]eat|[Rr]oom|[Gg]ate|[Rr]ow|[Pp]latform|[Pp]ier|[Tt]erminal|[Ll]ocker|[Ss]ection|[Bb]lock|[Hh]ouse|"
    r"[Bb]uilding|[Cc]lass|[Gg]rade|[Bb]ay|[Ff]orm|[Nn]umber)\s#?(?P<gone>\d{1,4}[A-Z])(?!\w)"
)
_PARAGRAPH = re.compile(r"(?<!\w)(?P<n>\d{3})\((?P<a>[a-z])\)(?:\((?P<b>\d)\))?")
_PLANE = re.compile(r"(?<![\w-])(?P<a>7[0-8]7|A3[0-8]0)(?P<gone>-)(?P<b>\d{1,3})(?!\w)")
_FLIGHT = re.compile(r"(?<![\w-])(?P<who>[A-Z]{2})\s(?P<n>\d{2,4})(?![\w%]|[.,:]\d)")
_FLYING = re.compile(r"\b(?:flight|fly|flew|plane|boards?|boarding|lands?|landed|gate|departs?|arrives?)\b", re.I)
_VERSION = re.compile(r"(?<![\w])v?(\d+(?:\.\d+){2,})(?!\w)")
_V = re.compile(r"(?<!\w)v\.?\s?(?=\d+\.\d)")
_DIGITS_HASH = re.compile(r"(?<=\d)#(?!\w)")
_NUMBER_SIGN = re.compile(r"(?<![\w&])#\s?(?=\d)|\bn[º°]\.?\s?(?=\d)")
_HASHTAG = re.compile(r"(?<![\w&])#(?P<tag>[^\W\d_]\w{0,60})")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_HOUSE = re.compile(
    r"(?<![\w.,$-])(?P<n>\d{3,4})(?P<letter>[A-D])?(?=\s(?:[NSEW]\.?\s)?(?:[A-Z][a-z]+\s){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Square|Terrace)\b)"
)


def codes(draft: Draft) -> None:
    """Read what names a thing and counts nothing."""
    draft.replace(_DIGITS_HASH, " hash")
    draft.replace(_EXTENSION, "extension ")
    draft.replace(_VANITY, lambda m: f"{digits(m['n'])} {m['word'].title()}")
    draft.replace_inside(_CALLED, lambda m: _groups(m["gone"]))
    draft.replace_inside(_SECRET, lambda m: _groups(m["gone"]))
    draft.replace(_PHONE, _phone)
    draft.replace(_INTERNATIONAL, lambda m: _groups(m[0]))
    draft.replace(_LONG, lambda m: digits(m[0]))
    draft.replace_inside(_LABEL, lambda m: label(m["gone"]))
    draft.replace_inside(_LETTERED, lambda m: f"{label(m['gone'][:-1])} {m['gone'][-1]}")
    draft.replace(_PARAGRAPH, lambda m: f"{label(m['n'])} {m['a']}" + (f" {m['b']}" if m["b"] else ""))
    draft.replace(_HOUSE, lambda m: label(m["n"]) + (f" {m['letter']}" if m["letter"] else ""))
    draft.replace(_FLIGHT, lambda m: f"{'.'.join(m['who'])} {label(m['n'])}" if _FLYING.search(m.string) else None)
    draft.replace(_PLANE, lambda m: f"{label(m['a'])} {label(m['b'])}" if m["a"].isdigit() else None)
    draft.replace(_V, "version ")
    draft.replace(_VERSION, _version)
    draft.replace(_NUMBER_SIGN, "number ")


def hashtags(draft: Draft) -> None:
    """Read `#GoodNews` as “hashtag Good News”."""
    draft.replace(_HASHTAG, lambda m: f"hashtag {_HUMP.sub(' ', m['tag'])}")


def _groups(written: str) -> str:
    said = ", ".join(digits(group) for group in re.findall(r"\d+", written))
    return ("plus " if written.startswith("+") else "") + said


def _phone(match: re.Match[str]) -> str | None:
    """Groups of digits that are a telephone number, and neither a large number with spaces nor a range."""
    written = match["n"]
    groups = re.findall(r"\d+", written)
    count = sum(map(len, groups))
    marked = written.startswith(("+", "0")) or "(" in written
    spaced_number = re.fullmatch(r"\d{1,3}(?: \d{3})+", written) and not written.startswith("0")
    if count < 7 or count > 16 or (spaced_number and not marked):
        return None
    if not marked and (
        ("." in written and not re.fullmatch(r"\d{3}\.\d{3}\.\d{4}", written))
        or ("-" not in written and len(groups) < 3)
    ):
        return None
    if len(groups) == 2 and len(groups[0]) == len(groups[1]) == 4 and not marked:
        return None
    return _groups(written)


def _version(match: re.Match[str]) -> str:
    parts = match[1].split(".")
    if len(parts) == 4 and all(len(part) < 4 for part in parts):
        return " dot ".join(cardinal(part) if len(part) < 3 else digits(part) for part in parts)
    return " point ".join(cardinal(part) for part in parts)
