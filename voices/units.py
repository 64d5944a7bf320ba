"""Writes out measures and rates: `-5 °C` is “minus five degrees Celsius”, `50 mg/ml` “fifty milligrams per millilitre”."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.money import BIG
from voices.numbers import NUMBER, cardinal, fraction, is_one
from voices.tables import table

_NAMED: dict[str, str] = table("units")["units"]
_SAME = frozenset(
    [
        "horsepower",
        "hertz",
        "kilohertz",
        "megahertz",
        "gigahertz",
        "terahertz",
        "kelvin",
        "lux",
        "millimetres of mercury",
    ]
)
_IRREGULAR = {"foot": "feet", "inch": "inches"}
_POWERS = {"2": "square ", "3": "cubic "}
_NAMES = "|".join(re.escape(name) for name in sorted(_NAMED, key=len, reverse=True))
_UNIT = rf"(?:{_NAMES})(?:\^[23]|(?<=m)[23](?!\d)|(?<=ft)[23](?!\d))?"
_UNSAFE = frozenset(
    [
        "in",
        "A",
        "d",
        "N",
        "F",
        "T",
        "J",
        "K",
        "ac",
        "ct",
        "pt",
        "cal",
        "mo",
        "bar",
        "kt",
        "AU",
        "MP",
        "d",
        "bit",
        "h",
        "ha",
    ]
)
"""Units that are also something else: taken only where nothing else is meant."""

_PER_WORDS = (
    r"(?:month|day|hour|week|year|person|night|litre|liter|gallon|minute|second|head|piece|item|ticket|user|seat|unit|page|word|copy|"
    r"share|visit|session|class|mile|room|household|child|adult|guest|car|cup|box|bottle|bag|pack|pair|game|trip|meal|plate|ton|"
    r"tonne|barrel|acre|employee|student|team|order|call|post|dose|serving|row|family|inch|pound|kilo|gram|metre|meter|kilometre|"
    r"kilometer|set|side|serve|question|point|roll|sheet|square|capita|annum|patient|device|lesson|game|match|round|lap|cycle|pax|each)s?"
)
_SHORT_PER = (
    "mo|d|hr|h|wk|yr|min|sec|s|kg|lb|oz|g|mg|L|l|ml|mL|dl|dL|gal|km|mi|m|cm|mm|ft|GB|MB|kWh|ha|mol|ea|pp|inch|in"
)
_RATE = re.compile(
    rf"(?<=[\w°%€$£])(?P<gone>\s?/\s?(?:(?<=[A-Za-z]/)(?P<times>\d+)\s?)?(?:(?P<word>{_PER_WORDS})|(?P<unit>(?:sq ft|"
    rf"{_SHORT_PER})(?:\^[23]|(?<=m)[23])?)))(?![\w/])"
)
_BARE_RATE = re.compile(
    r"(?<![\w/])(?P<above>kg|mg|g|km|ml|kWh|MB|GB|mol|lb|[€$£])/(?P<below>(?:kg|L|l|ml|dL|m|cm|km|s|h|hr|min|mol|kWh|ha|"
    r"sq ft)(?:\^[23])?)(?![\w/])"
)
_NUMBER_NEAR = re.compile(
    r"(?:\d[\d.,]*|\b(?:dollar|pound|euro|yen|cent|pence|percent|rupee|metre|hour|gram|litre|second)s?)"
    r"\s?[\w°²³^.€$£]*(?: [a-z]+)?$"
)
_NOUN = (
    r"(?=[ -](?!(?:and|or|to|of|in|on|at|is|was|are|were|away|from|by|per|long|tall|high|wide|deep|old|ago|later|each|a|an|"
    r"the|for|with|so|but|than|more|less|left|off|out|up|down|will|have|has|had|that|which|as|if|when|because|before|after|every|into|it|this|we|I|he|she|they|you|today|tomorrow|now|only|outside|inside|tonight|over|under|above|below|plus|minus|times)\b)[a-z]{3,})"
)
_MEASURE = re.compile(
    rf"(?P<one>\b(?:[Aa]n?|[Aa]nother|[Ee]very|[Ee]ach|[Tt]h[ia]s|[Mm]y)\s+)?(?<![\w.])(?P<gone>(?P<minus>[-+–])?(?P<n>{NUMBER})"
    rf"(?P<gap>\s?|-)(?P<unit>{_UNIT})(?P<dot>\.(?=\s+[a-z(]|,))?)(?![\w^°])(?P<noun>{_NOUN})?"
)
_FEET = re.compile(r"(?<![\w.])(\d{1,2})'\s?(\d{1,2}(?:\.\d)?)(?:\"|''|″)?(?!\w)")
_FEET_ALONE = re.compile(
    r"(?<![\w.'])(?P<n>\d{1,3})(?P<sign>'|\")(?=\s?(?:tall|long|wide|high|deep|x|by|pipe|screen|TV|monitor|pizza|board|boat|ceiling))"
)
_INCHES = re.compile(r"(?<![\w.'])(?P<n>\d{1,3}(?:\.\d)?)\"(?=[\s,.;)x×]|$)")
_PART_OF_UNIT = re.compile(
    r"(?<![\w/.])(?:(?P<whole>\d{1,3})(?:\s+|-))?(?P<above>[1-9]\d?)/(?P<below>[2-9]|1[026]|32|64)(?P<gap>\s?|-)"
    r"(?P<unit>lbs?|oz|tsps?|tbsps?|in(?=[.,;]|-|$)|mi|gal|pt|qt|kg|km|hrs?|h|yd|ft|L|l|ml|cm|mm|min|yrs?|″|"
    r"\"(?!\w))(?!\w)\.?(?=[\s,;:!?)-]|$)" + f"(?P<noun>{_NOUN})?"
)
_MANY = re.compile(
    rf"(?<![\w.])(?P<n>{NUMBER})(?P<big>m|M|mn|mil|bn|B|b|tn|k|K)(?=\+?\s+(?:people|doses|shots|tests|tickets|tweets|emails|accounts|devices|phones|animals|migrants|families|[A-Z][a-z]+(?:ans|ese|s)|views?|users?|followers?|subscribers?|subs|downloads?|copies|"
    r"times|votes?|dollars|pounds|euros|jobs|homes|households|tonnes|tons|customers|viewers|members|listeners|streams|plays|likes|shares|"
    r"fans|players|residents|inhabitants|workers|employees|students|visitors|tourists|passengers|cars|houses|years|units|records|rows|"
    r"items|sales|visits|clicks|readers|children|adults|women|men|patients|cases|deaths|refugees|voters|barrels|acres|hectares|trees|"
    r"books|words|lines|steps|miles|hours|songs|photos|posts|messages|requests|tokens|parameters|hits|worth|signatures|bees|birds|in\b)\b)"
)
_MILLION = re.compile(rf"(?<![\w.])(?P<n>{NUMBER})\s?mil(?!\w)")
_YEARS_OLD = re.compile(r"(?<![\w.])(?P<n>\d{1,3})[\s-]?(?:y/o|yo|y\.o\.?)(?![\w])")
_THOUSANDS = re.compile(rf"(?<![\w.])(?P<n>{NUMBER})(?P<big>k|K|M|bn|mn|B|tn)(?![\w^°])")
_LABELLED = re.compile(
    r"(?<![\w.])(?P<n>[48])(?P<k>K)(?=\s(?:TV|video|screen|monitor|resolution|display|movie|film|camera|UHD|footage|stream)|\s?UHD)"
)
_RUN = re.compile(
    r"(?<![\w.])(?P<n>\d{1,2}(?:\.\d)?)(?P<k>[kK])(?=\s(?:run|race|walk|fun run|jog|row|course|finish|time|personal|"
    r"training|plan|event)\b)"
)


def rates(draft: Draft) -> None:
    """Read the slash of a rate as “per”: `$9/person`, `5 litres/day`, `60 words/min`."""
    draft.replace(_YEARS_OLD, lambda m: f"{m['n']}-year-old")
    draft.replace_inside(_RATE, _per)
    draft.replace(_BARE_RATE, _bare_rate)


def parts_of_units(draft: Draft) -> None:
    """Write out `¾ tsp`, `2½ lb` and `3/4-in`, while the fraction still stands in figures."""
    draft.replace(_PART_OF_UNIT, _part_of_unit)


def measures(draft: Draft) -> None:
    """Write out every number with a unit, and numbers with k, m and bn."""
    draft.replace(_LABELLED, lambda m: f"{cardinal(m['n'])} K")
    draft.replace(_RUN, lambda m: f"{cardinal(m['n'])} K")
    draft.replace(_MANY, lambda m: f"{cardinal(m['n'])} {BIG[m['big']]}")
    draft.replace(_FEET, _feet)
    draft.replace(_FEET_ALONE, lambda m: f"{cardinal(m['n'])} {'foot' if m['sign'] == chr(39) else 'inch'}")
    draft.replace(_INCHES, _inches)
    draft.replace_inside(_MEASURE, _measure)
    draft.replace(_MILLION, lambda m: f"{cardinal(m['n'])} million")
    draft.replace(_THOUSANDS, lambda m: f"{cardinal(m['n'])} {BIG[m['big']]}")


def unit(written: str, one: bool) -> str:
    """The unit in words, singular if `one`."""
    name, _, power = written.partition("^")
    if not power and name not in _NAMED:
        name, power = name[:-1], name[-1]
    said = _NAMED.get(name, name)
    return _POWERS.get(power, "") + (said if one else _plural(said))


def _plural(name: str) -> str:
    if name in _SAME:
        return name
    first, gap, rest = name.partition(" ")
    if (
        first
        in ("square", "cubic", "light", "fluid", "kilowatt", "watt", "megawatt", "milliamp", "foot", "astronomical")
        and gap
    ):
        return f"{first} {_plural(rest)}"
    return _IRREGULAR.get(first, first + "s") + gap + rest


def _per(match: re.Match[str]) -> str | None:
    if not _NUMBER_NEAR.search(match.string[max(0, match.start() - 40) : match.start()]):
        return None
    what = match["word"] or {"ea": "each", "pp": "person", "d": "day"}.get(match["unit"]) or unit(match["unit"], True)
    if match["times"]:
        what = f"{match['times']} {what}s"
    if not match["word"] and match["unit"].startswith("s^"):
        what = {"s^2": "second squared", "s^3": "second cubed"}[match["unit"]]
    return f" {'' if what == 'each' else 'per '}{what}"


def _bare_rate(match: re.Match[str]) -> str:
    """`kg/m³` without a number before it."""
    above = match["above"] if match["above"] in "€$£" else unit(match["above"], False)
    return f"{above} per {unit(match['below'], True)}"


def _part_of_unit(match: re.Match[str]) -> str:
    above, below, name = int(match["above"]), int(match["below"]), match["unit"].replace('"', "″")
    part = fraction(above, below)
    attribute = match["gap"] == "-"
    said = unit(name, one=not match["whole"] or attribute)
    if match["whole"]:
        return f"{cardinal(match['whole'])} and {'a' + part.removeprefix('one') if above == 1 else part} {said}"
    if attribute:
        return f"{part.removesuffix('s') if below == 4 else part} {said}"
    of = " of" if match["noun"] is not None else ""
    article = "an" if said[0] in "aeiou" or said.startswith("hour") else "a"
    return f"half {article} {said}{of}" if (above, below) == (1, 2) else f"{part} of {article} {said}{of}"


def _feet(match: re.Match[str]) -> str:
    return f"{cardinal(match[1])} foot {cardinal(match[2])}"


def _inches(match: re.Match[str]) -> str | None:
    """`27"`, unless the mark closes a quotation, which another one has opened."""
    if match.string[: match.start()].count('"') % 2:
        return None
    return f"{cardinal(match['n'])} {unit('in', is_one(match['n']))}"


def _measure(match: re.Match[str]) -> str | None:
    name, gap = match["unit"], match["gap"]
    if name in _UNSAFE and not _is_meant(match):
        return None
    attribute = (
        gap == "-" or (name == "A" and match["noun"] is not None) or (bool(match["one"]) and match["noun"] is not None)
    )
    sign = {"-": "minus ", "–": "minus ", "+": "plus "}.get(match["minus"] or "", "")
    number = f"{sign}{cardinal(match['n'])}"
    return f"{number} {unit(name, attribute or is_one(match['n']))}"


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a unit that is also a word or a letter is a unit here."""
    name, gap, after = match["unit"], match["gap"], match.string[match.end() :]
    if name == "in":
        measured = re.match(r"\s?(?:x|by|tall|long|wide|deep|thick|per)\b", after)
        feet = re.search(r"\b(?:ft|feet|foot)\.?,?\s$", match.string[: match.start()])
        return not after.startswith("-") and bool(gap != " " or match["dot"] or measured or feet)
    if name in ("h", "d", "mo", "ha", "cal", "bar", "ct", "pt", "kt", "ac", "bit"):
        return gap != "-" and (name != "d" or (gap == "" and match["n"] not in ("2", "3")))
    if name == "K":
        return gap == " "
    if name in ("N", "J", "MP", "T", "F"):
        return (gap == " " and name != "F") or name == "MP"
    return name == "A" and ("." in match["n"] or bool(re.match(r"\s(?:fuse|current|circuit|breaker|charger)", after)))
