"""Finds what she remembers of the person that a letter is to; never what is of a forbidden topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.memory import Memory
from companion.memory.fact import Quote
from companion.text.calendar_words import MONTHS
from companion.text.topics import mentioned

MOST = 3
"""So much she offers at once."""


@dataclass(frozen=True)
class Material:
    """One thing that she remembers."""

    text: str
    """“Nora plays the cello.”"""
    when: datetime
    """When it was last told."""
    quote: Quote | None
    """The words it rests on; None for what was written by hand on the memory page."""


def remembered(memory: Memory, to: str) -> list[Material]:
    """What is known of the person named or related like this, the newest first. Raises CompanionError when the file fails."""
    topics = memory.facts.forbidden_topics()
    words = {word.lower() for word in re.findall(r"[^\W\d_][\w'’-]*", to)} - {
        "my",
        "our",
        "the",
        "a",
        "an",
        "dear",
        "old",
        "best",
    }
    found: list[Material] = []
    for person in memory.facts.people():
        if not words & ({person.name.lower(), person.relation.lower()} - {""}) or mentioned(topics, person.name):
            continue
        for fact in memory.facts.list(person=person.id):
            said = " ".join([fact.text, *(quote.text for quote in fact.quotes)])
            if fact.current and mentioned(topics, said) is None:
                found.append(Material(fact.text, fact.told, fact.quotes[-1] if fact.quotes else None))
    return sorted(found, key=lambda one: one.when, reverse=True)[:MOST]


def offered(material: Sequence[Material]) -> str:
    """What she says of it, each with when it was told: “I remember “Nora plays the cello” (3 March).”"""
    told = "; ".join(f"“{one.text.rstrip('.')}” ({one.when.day} {MONTHS[one.when.month - 1]})" for one in material)
    use = (
        "Say “use that” if it should be in the letter." if len(material) == 1 else "Say “use all that”, or which of it."
    )
    return f"I remember: {told}. {use}" if material else ""


_USE = re.compile(
    r"(?:yes(?:,? (?:please|do))?[,. ]*)?(?:(?:please )?(?:use|take|put in|mention|include) (?:it|that|this|them|those|"
    r"these|both|all(?: of (?:it|that|them)| that)?|everything)"
    r"|yes(?:,? (?:please|do|use it))?|both|all of (?:it|that|them)|all that|use (?P<which>.+))",
    re.IGNORECASE,
)


def chosen(answer: str, material: Sequence[Material]) -> list[Material]:
    """What of it the user says to use; nothing if the answer says nothing of that."""
    found = _USE.fullmatch(answer.strip(" .!"))
    if found is None:
        return []
    which = (found["which"] or "").lower()
    if not which:
        return list(material)
    words = set(re.findall(r"[^\W\d_]{3,}", which)) - {"the", "bit", "about", "that", "one", "first"}
    return [one for one in material if words & set(re.findall(r"[^\W\d_]{3,}", one.text.lower()))]
