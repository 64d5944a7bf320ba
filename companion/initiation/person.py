"""Reads whom an answer names, only where that is certain, and how it is going with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.initiation.understanding import tags, word_list
from companion.remembering.words import LISTS, any_of

_KIN = re.compile(
    rf"\b(?:my|our)\s+(?:(?:big|little|older|younger|eldest|best|old|oldest|twin|late|good|close|dear|dearest|childhood|new)\s+)*"
    rf"(?P<relation>{any_of('kin')})\b(?:,?\s+(?:called\s+|named\s+)?(?P<name>(?-i:[A-Z])[\w-]+))?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:(?:um+|uh|well|oh|probably|maybe)\W+)*(?P<relation>mum|mom|dad|grandma|grandpa|granny)\b", re.IGNORECASE
)
_APPOSED = re.compile(
    rf"\b(?P<name>[A-Z][\w-]+),?\s+(?:is\s+|who is\s+|who's\s+)?my\s+(?:\w+\s+)?(?P<relation>{any_of('kin')})\b"
)
_CAPITAL = re.compile(r"(?<![.?!’'\w])\s*\b(?P<name>[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?)\b")
_FOLLOWING = re.compile(
    r"[\s,.:;–—-]*(?:(?:her|his|their) name(?:'s| is)\s+|(?:she|he)(?:'s| is) called\s+)?"
    r"(?P<name>[A-Z][a-zà-ÿ]+)\b(?!\s+(?:and|is|says)\s+I\b)"
)


@dataclass(frozen=True)
class NamedPerson:
    """Somebody the user likes to talk with."""

    name: str = ""
    """Empty when none was said for certain."""
    relation: str = ""
    """“sister”; empty when it was not said."""

    @property
    def in_words(self) -> str:
        """“your sister Amy”; empty for nobody."""
        relation = f"your {self.relation}" if self.relation else ""
        return f"{relation} {self.name}".strip()


def read_person(text: str) -> NamedPerson:
    """Whom a line names first."""
    for pattern in (_APPOSED, _KIN, _BARE):
        if found := pattern.search(text):
            parts = found.groupdict()
            name = parts.get("name") or ""
            name = name if name[:1].isupper() and name not in word_list("no_person") else ""
            return NamedPerson(name or _after(text, found.end()), parts["relation"].lower())
    for found in _CAPITAL.finditer(text):
        if found["name"] not in word_list("no_person"):
            return NamedPerson(found["name"])
    return NamedPerson()


def _after(text: str, place: int) -> str:
    """A name that follows the relation: “my sister. Amy.”, “my sister, her name's Amy”."""
    found = _FOLLOWING.match(text, place)
    name = found["name"] if found else ""
    return "" if name in word_list("no_person") or name.lower() in LISTS["kin"] else name


def how_it_goes(text: str) -> str:
    """“good”, “hard”, “mixed”, “gone” or “nobody”; empty when nothing is said of it."""
    found = tags("person", text)
    if "nobody" in found and not read_person(text).in_words:
        return "nobody"
    if "gone" in found:
        return "gone"
    if "good" in found and "hard" in found:
        return "mixed"
    return next((one for one in ("hard", "good") if one in found), "")
