"""Answers “what's my daughter called?” with the one name that was told: no LLM can mistake it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from companion.memory.fact import Person

_ASKS = re.compile(
    r"^(?:(?:so|and|but|now|then|ada|um|er|well|hey|do you (?:know|remember)|can you tell me|tell me|remind me)[\s,]+)*"
    r"(?:what(?:'s| is|s| was)? (?:the name of )?(?:my|our) (?P<called>[a-z][a-z ]{1,30}?)(?:'s name|s name| name)?"
    r"(?: (?:is |was )?called)?"
    r"|what do (?:i|we) call (?:my|our) (?P<call>[a-z][a-z ]{1,30}?)"
    r"|who(?:'s| is|s) (?:my|our) (?P<who>[a-z][a-z ]{1,30}?))"
    r"(?: again| then| please)?[\s?.!]*$",
    re.IGNORECASE,
)
_OF_A_NAME = re.compile(r"\b(?:called|name|names|named|call)\b|^\W*(?:\w+[\s,]+)?who\b", re.IGNORECASE)


_CALLED = re.compile(r"^Your (?P<relation>[a-z ]+) is called (?P<name>[^.]+)\.$")
"""A fact that tells a name, of a pet too."""


def told_name(question: str, people: Iterable[Person], facts: Iterable[str] = ()) -> str:
    """The name of the one person or pet of the relation whose name is asked; else an empty text.

    `facts`: what else is known, as sentences to the user.
    """
    text = question.replace("’", "'").strip()
    found = _ASKS.match(text)
    if found is None or not _OF_A_NAME.search(text):
        return ""
    relation = next(part for part in found.groups() if part).lower().strip()
    names = {one.name for one in people if one.relation == relation and one.name != one.relation}
    names |= {told["name"] for fact in facts if (told := _CALLED.match(fact)) and told["relation"] == relation}
    return names.pop() if len(names) == 1 else ""
