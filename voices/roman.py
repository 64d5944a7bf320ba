"""Writes out Roman numerals: ordinals for rulers, popes and centuries, cardinals for everything else."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, ordinal, year
from voices.tables import table

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_TABLE = table("roman")
_RULERS, _GIVEN, _NUMBERED = ("|".join(_TABLE[name].split()) for name in ("rulers", "given", "numbered"))
_OFFICES = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Pharaoh|Prince|Princess|Duke|Shah|Saint|St\\.?"
_CHAPTER = re.compile(
    rf"\b(?P<what>{_NUMBERED}) (?P<gone>{_VALID}|[ivx]{{1,5}})(?=(?P<tail>[a-cA-C]?)(?![\w'.]\w)(?!\w))"
)
_OXIDATION = re.compile(r"(?<=[A-Za-z])\s?\((?P<n>I{1,3}|IV|VI{0,2})\)")
_SMALL = re.compile(r"(?<!\w)\((?P<gone>i{1,3}|iv|vi{0,3}|ix|x)(?=\))")
_WORLD_WAR = re.compile(r"(?<!\w)WW(?P<n>III?|I|[123])(?!\w)")
_CENTURY = re.compile(
    rf"(?<!\w)(?P<n>{_VALID})(?:th)?(?=(?:\s(?:and|or|to)\s[IVX]+)?\s(?:[Cc]entur|[Dd]ynast|[Oo]lympiad|Legion|Corps))"
)
_REIGN = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?:{_OFFICES})\s)?(?:[A-Z][\w'’]+\s)?(?:[A-Z][\w’]+))\s(?P<gone>{_VALID})(?=(?:['’]s)?(?![\w.]\w)(?!\w))"
)
_FIRST = re.compile(
    rf"\b(?:(?P<office>{_OFFICES})\s[A-Z]\w+|{_RULERS})\s(?P<gone>I)(?=['’]s\b|[,.;:!?)]|$|\s(?:of|was|is|had|ruled|reigned|died|became|and|who|came|took|in)\b)"
)
_RULER = re.compile(rf"(?:^|\s)(?:{_RULERS})$|^(?:{_OFFICES})\s", re.I)
_GIVEN_NAME = re.compile(rf"^(?:{_GIVEN}|{_RULERS})\s[A-Z]")
_NOT_PEOPLE = re.compile(
    r"\b(?:World|Windows|Final|Grand|Street|Super|Star|Civilization|Elder|Dragon|Mega|Resident|Union|Palace|Air|College|Type|Part|Stage)\b"
)
_YEAR = re.compile(rf"(?<!\w)(?=M[IVXLCDM]{{3,}})(?P<n>{_VALID})(?!\w)")
_NOT_NUMERALS = frozenset(
    [
        "I",
        "C",
        "D",
        "L",
        "M",
        "DC",
        "MD",
        "CD",
        "CV",
        "MC",
        "MM",
        "CC",
        "DI",
        "LI",
        "XL",
        "XXL",
        "MI",
        "MIX",
        "DIM",
        "CIVIL",
        "LCD",
        "DM",
        "CM",
    ]
)


def roman_numerals(draft: Draft) -> None:
    """Write out numerals after a name, a heading or before a century, and years of Roman letters."""
    draft.replace(_WORLD_WAR, lambda m: f"World War {cardinal(m['n'] if m['n'].isdigit() else str(value(m['n'])))}")
    draft.replace(_CENTURY, lambda m: ordinal(str(value(m["n"]))) if m["n"] else None)
    draft.replace_inside(_CHAPTER, _chapter)
    draft.replace(
        _OXIDATION,
        lambda m: f" {cardinal(str(value(m['n'])))}" if m["n"] != "I" or m.string[m.start()] == "(" else None,
    )
    draft.replace_inside(_SMALL, lambda m: cardinal(str(value(m["gone"].upper()))))
    draft.replace_inside(_FIRST, "the first")
    draft.replace_inside(_REIGN, _reign)
    draft.replace(_YEAR, lambda m: year(str(value(m["n"]))) if 1500 < value(m["n"]) < 2100 else None)


def value(letters: str) -> int:
    """The number that Roman letters stand for."""
    values = [_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _chapter(match: re.Match[str]) -> str | None:
    letters = match["gone"]
    if match["what"].startswith("No") and len(letters) < 2:
        return None
    ends = re.match(r"\s*(?:[.,;:!?)]|$)", match.string[match.end() :])
    if letters == "I" and match["what"][0].islower() and not ends:
        return None  # “the book I read”
    if letters in ("C", "D", "L", "M", "CD", "DC", "MC", "MD"):
        return None
    if letters.islower() and (letters.upper() in _NOT_NUMERALS - {"I"} or not re.fullmatch(_VALID, letters.upper())):
        return None
    return cardinal(str(value(letters.upper())))


def _reign(match: re.Match[str]) -> str | None:
    """“the eighth” after a ruler's name, or after a first name and a family name; “four” after anything else."""
    letters, name = match["gone"], match["name"]
    if (
        not letters
        or letters in _NOT_NUMERALS
        or (len(letters) == 1 and letters != "V" and not _RULER.search(name))
        or name == "Malcolm"
    ):
        return None
    number = str(value(letters))
    is_person = not _NOT_PEOPLE.search(name) and (_RULER.search(name) or _GIVEN_NAME.search(name))
    return f"the {ordinal(number)}" if is_person else cardinal(number)
