"""Turns what only the user and she share into a question that asks for it, such as “What do I call my car?”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from companion.memory import Memory
from companion.memory.fact import Fact
from companion.rehearsal.fact_questions import FactQuestion, asking_for
from companion.text.topics import mentioned

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^You call (?P<of>(?!me\b|yourself\b)[^“]+) “(?P<x>[^”]+)”"), "What do I call {of}?"),
    (re.compile(r"^When you say “(?P<of>[^”]+)”, it means “(?P<x>[^”]+)”"), "What does it mean when I say “{of}”?"),
    (
        re.compile(r"^(?:We laugh about )?“(?P<x>[^”]+)”(?: is a joke of ours)?\.$"),
        "What do the two of us laugh about?",
    ),
    (re.compile(r"^You say “(?P<x>[^”]+)” when you go\.$"), "What do I say when I go?"),
    (re.compile(r"^You call yourself “(?P<x>[^”]+)”"), "What do I call myself?"),
    (re.compile(r"^You call me “(?P<x>[^”]+)”"), "What do I call you?"),
)
"""What is surest to be asked for comes first."""


@dataclass(frozen=True)
class SharedThing:
    """One thing the two share, and the question that asks for it."""

    fact: Fact
    question: FactQuestion


def shared_things(memory: Memory, wanted: int, forbidden: Iterable[str]) -> list[SharedThing]:
    """At most so many that can be asked for, the surest first; none touches a forbidden topic."""
    topics = tuple(forbidden)
    facts = [fact for fact in memory.facts.list("shared") if mentioned(topics, fact.text) is None]
    found: list[SharedThing] = []
    for pattern, question in _PATTERNS:
        for fact in facts:
            if (said := pattern.match(fact.text)) is None:
                continue
            of = re.sub(r"\byour\b", "my", said.groupdict().get("of") or "")
            asked = asking_for(question.format(of=of), f"It is {said['x']}")
            if asked is not None and asked.line not in {one.question.line for one in found}:
                found.append(SharedThing(fact, asked))
    return found[:wanted]
