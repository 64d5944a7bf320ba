"""Takes back what an answer became: the rule that it told ends, the fact is forgotten; the words stay, as what was said."""

from __future__ import annotations

from collections.abc import MutableMapping

from companion.memory import Memory
from companion.memory.interviews import KeptAnswer

WITH = "like talk with "
"""How the slot begins of the fact that somebody is liked to be talked with."""


def take_back(memory: Memory, answers: MutableMapping[str, KeptAnswer], question: str) -> tuple[str, ...]:
    """Remove this answer from `answers` and undo what it became; returns a sentence for each copy that still holds it."""
    answer = answers.pop(question, None)
    if answer is None or answer.message is None:
        return ()
    if question == "company":
        memory.rules.end([rule.id for rule in memory.rules.list(ended=False) if rule.message == answer.message])
    if question == "person":
        return _forget(memory, answer.message)
    return ()


def _forget(memory: Memory, message: int) -> tuple[str, ...]:
    told = [
        fact.id
        for fact in memory.facts.list()
        if fact.slot.startswith(WITH) and any(quote.message == message for quote in fact.quotes)
    ]
    gone = [memory.forgetting.fact(fact) for fact in told]
    return tuple(copy.why for copy in memory.forgetting.make_final(*gone))
