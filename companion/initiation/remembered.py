"""Puts into memory what the answers told: a rule for somebody who likes quiet, whom the user likes to talk with, their own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from companion.errors import CompanionError
from companion.initiation.person import read_person
from companion.initiation.taking_back import WITH
from companion.memory import Memory
from companion.memory.fact import FactCandidate
from companion.memory.interviews import KeptAnswer
from companion.remembering import extract_facts
from companion.told_rules.rule import Manner
from companion.told_rules.scope import Scope

BRIEFLY = Manner("length", "a bit less")
"""How she is to somebody who likes quiet."""


_MY_NAME = re.compile(r"\b(?i:my name(?:'s| is)|i(?:'m| am) called|call me) ([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)\b")


def own_name(text: str, now: datetime) -> str:
    """The user's own name, where a line says it: “I'm called Theo”; else empty."""
    for candidate in extract_facts(text, now):
        found = re.search(r"(?:is|called) (.+)\.$", candidate.text) if candidate.slot == "your name" else None
        if found and not candidate.ends:
            return found[1]
    said = _MY_NAME.search(text)
    return said[1] if said else ""


def remember(memory: Memory, answers: Mapping[str, KeptAnswer], remembering: bool) -> None:
    """Keep the rule and, while she is `remembering`, the person; each with the line that told it."""
    _keep_rule(memory, answers.get("company"))
    if remembering and (person := answers.get("person")) is not None and person.value not in ("gone", "skipped"):
        _keep_person(memory, person)


def _keep_rule(memory: Memory, company: KeptAnswer | None) -> None:
    """“Briefly”, if quiet was wanted; what another interview told of it ends in any case."""
    if company is None or company.message is None:
        return
    told = [rule for rule in memory.rules.list(ended=False) if rule.manner == BRIEFLY and rule.message is not None]
    memory.rules.end(rule.id for rule in told if memory.interviews.holds(rule.message))
    if company.value == "quiet":
        memory.rules.add(BRIEFLY, Scope(), _line(memory, company.message), company.message)


def _keep_person(memory: Memory, person: KeptAnswer) -> None:
    text = _line(memory, person.message)
    found = read_person(text)
    said = found.name or found.relation
    if person.message is None or not said or said not in text:
        return
    whom = found.in_words
    fact = FactCandidate(
        "person" if found.relation else "you",
        f"{WITH}{said.lower()}",
        "yes",
        f"You like to talk with {whom}.",
        said,
        found.name if found.relation else "",
        found.relation,
    )
    memory.facts.accept(fact, person.message)


def _line(memory: Memory, message: int | None) -> str:
    """The line as it was said; empty when it was forgotten meanwhile."""
    if message is None:
        return ""
    try:
        return memory.message(message).text
    except CompanionError:
        return ""
