"""Spells acronyms that are spelled (`FBI`, `AT&T`, `two DVDs`), not those that are words (`NASA`) nor words said loudly (`NO`)."""

from __future__ import annotations

import re

from voices.chemistry import spell
from voices.draft import Draft
from voices.numbers import cardinal
from voices.roman import value
from voices.tables import table

_TABLE = table("acronyms")
_SAID_AS_WORDS = frozenset(_TABLE["words"].split())
_WORDS = frozenset(_TABLE["emphasis"].split())
_SPELLED = frozenset(_TABLE["spelled"].split())
_WITHOUT_VOWELS = frozenset(_TABLE["sounds"].split())

_PREFIXED = re.compile(r"(?<![\w.])(?P<first>[a-z])(?P<letters>[A-Z]{2,4})(?![\w])")
_PLAIN_ROMAN = frozenset(["II", "III", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XVI", "XVII", "XVIII", "XIX"])
_AND = re.compile(r"(?<![\w&])(?P<a>[A-Z]{1,3})(?P<gone>\s?&\s?)(?P<b>[A-Z]{1,3})(?P<s>['’]?s)?(?![\w&])")
_ACRONYM = re.compile(r"(?<![\w.'’])(?P<letters>[A-Z]{2,6})(?P<s>['’]?s)?(?![\w])")
_SHOUT = re.compile(r"\b[A-Z]{2,}\b")
_SHOUTED_WORDS = re.compile(r"[A-Za-z]{2,}")
_US_AS_US = re.compile(
    r"\b(?:let|join|tell|give|gives|gave|help|helps|with|of|for|about|between|both|told|loves?|see|ask|asked|BOTH|FOR)\s$",
    re.I,
)
_IT_DEPARTMENT = re.compile(
    r"\b(?:in|an|our|the|his|her|my|your|their|of|for|at work,?|does|studied|studying)\s$", re.I
)
_IT_THING = re.compile(
    r"^\s(?:department|team|support|job|guys?|manager|consultant|specialist|staff|company|sector|skills|desk|person|services?|people|engineer|director|systems?|security|infrastructure)\b",
    re.I,
)
_KNOWN_MIXED = re.compile(r"(?<!\w)(?P<name>pH|PhD|MSc|BSc|MPhil|iOS|macOS|IoT|LaTeX|eBay|WiFi|PhDs)(?!\w)")
_MIXED_SAID = {"pH": "P.H", "PhD": "P.H.D", "PhDs": "P.H D's", "MSc": "M.S.C", "BSc": "B.S.C", "MPhil": "M Phil", "iOS": "i O.S",
               "macOS": "mac O.S",
               "IoT": "I.O.T", "LaTeX": "lay tech", "eBay": "e bay", "WiFi": "Wi-Fi"}  # fmt: skip


def acronyms(draft: Draft) -> None:
    """Spell what is spelled."""
    draft.replace(_KNOWN_MIXED, lambda m: _MIXED_SAID[m["name"]])
    draft.replace(_PREFIXED, lambda m: spell(m["first"] + m["letters"]))
    draft.replace(_AND, _and)
    if _shouted(draft.text):
        draft.replace(_SHOUT, lambda m: m[0].lower() if _is_loud(m[0]) else None)
    draft.replace(_ACRONYM, _acronym)


def _and(match: re.Match[str]) -> str:
    return f"{spell(match['a'])} and {_plural(match['b']) if match['s'] else spell(match['b'])}"


def _plural(letters: str) -> str:
    """`DVD` with an s: “D.V D's”, since espeak-ng reads neither `DVDs` nor `D.V.D's` with its last sound."""
    return f"{spell(letters[:-1])} {letters[-1]}'s" if len(letters) > 1 else f"{letters}'s"


def _acronym(match: re.Match[str]) -> str | None:
    letters = match["letters"]
    if letters in _PLAIN_ROMAN:
        return cardinal(str(value(letters)))
    if not _is_spelled(letters, match):
        return None
    return _plural(letters) if match["s"] else spell(letters)


def _is_spelled(letters: str, match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if letters == "US":
        return not _US_AS_US.search(before)
    if letters == "IT":
        return bool(_IT_THING.search(after) or (_IT_DEPARTMENT.search(before) and not re.match(r"\s[a-z]", after)))
    if letters == "AD" or (letters == "WHO" and before.endswith(("the ", "The "))):
        return True
    if letters in _SPELLED:
        return True
    if letters in _SAID_AS_WORDS or letters in _WORDS:
        return False
    if not set(letters) & set("AEIOUY"):
        return letters not in _WITHOUT_VOWELS
    return len(letters) < 4


def _is_loud(word: str) -> bool:
    """Whether a word in a sentence of capitals is an ordinary word."""
    spelled = word in _SPELLED or (not set(word) & set("AEIOUY") and word not in _WITHOUT_VOWELS)
    return word in _WORDS or (len(word) > 3 and not spelled and word not in _SAID_AS_WORDS)


def _shouted(text: str) -> bool:
    """Whether the whole sentence is in capitals, so that capitals do not mark acronyms."""
    words = _SHOUTED_WORDS.findall(text)
    return len(words) > 2 and all(word.isupper() for word in words)
