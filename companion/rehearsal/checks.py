"""Makes the checks of a rehearsal from a home: what must not change when the mind does, and how each is asked and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from companion.environment import Environment
from companion.memory import Memory
from companion.memory.fact import Fact
from companion.rehearsal.fact_questions import FactQuestion, question_for
from companion.rehearsal.judging import (
    Judge,
    admits_not_knowing,
    avoids,
    keeps_rule,
    knows,
    says_goodnight,
    says_name,
    talks_like_her,
)
from companion.rehearsal.shared_memories import shared_memories
from companion.rehearsal.shared_questions import shared_things
from companion.text.topics import mentioned
from companion.told_rules.wording import as_sentence

Kind = Literal["name", "talk", "rule", "topic", "fact", "memory", "shared", "untold", "goodnight"]

FACTS, MEMORIES, SHARED, RULES, TOPICS = 10, 2, 1, 6, 4
"""Most of each that are asked."""
EVERYDAY = (
    "I had a long day and I'm just sitting down now.",
    "What do you like about rainy evenings?",
    "I might cook something nice tonight.",
)
ABOUT_ME = "What do you remember about me?"
GOOD_NIGHT = "Good night."
_NEVER_TOLD = (
    ("What is my shoe size?", ("shoe", "shoes")),
    ("What colour is my front door?", ("door",)),
    ("What was my first teacher called?", ("teacher", "teachers")),
    ("What is my bicycle called?", ("bicycle", "bike")),
    ("Which perfume do I wear?", ("perfume",)),
)
"""Questions, each with the words that nobody may have said."""


@dataclass(frozen=True)
class Check:
    """One thing that must not change."""

    kind: Kind
    about: str
    """What it is, in words for the user: a fact, a rule, a quotation."""
    line: str
    """What she is asked; several checks may share one line."""
    judge: Judge


@dataclass(frozen=True)
class CheckList:
    """All checks of a home."""

    checks: tuple[Check, ...]
    remarks: tuple[str, ...]
    """Of what there was less than is asked for, in a sentence each."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is asked, each line once, in order."""
        return tuple(dict.fromkeys(check.line for check in self.checks))


def check_list(memory: Memory, environment: Environment) -> CheckList:
    """The checks for what this memory and these settings hold."""
    settings = environment.settings
    forbidden = memory.facts.forbidden_topics()
    asked = list(_questions(memory, forbidden))[:FACTS]
    used = [quote.message for fact, _ in asked for quote in fact.quotes]
    talks = shared_memories(memory, MEMORIES, used, forbidden)
    shared = shared_things(memory, SHARED, forbidden)
    rules = memory.rules.in_force()[-RULES:]
    name = settings.her_name or "Ada"
    known = (name, settings.your_name, "I", *(fact.text for fact in memory.facts.list()))
    checks = [
        Check("name", "Her name", "What is your name?", says_name(name)),
        *(Check("talk", "How she talks", line, talks_like_her(name)) for line in EVERYDAY),
        *(Check("rule", as_sentence(rule), EVERYDAY[0], keeps_rule(rule, settings.your_name)) for rule in rules),
        *(Check("topic", f"Never bring up: {topic}", ABOUT_ME, avoids(topic)) for topic in forbidden[:TOPICS]),
        *(Check("fact", fact.text, question.line, knows(question)) for fact, question in asked),
        *(Check("memory", f"“{one.message.text}”", one.question.line, knows(one.question)) for one in talks),
        *(Check("shared", one.fact.text, one.question.line, knows(one.question)) for one in shared),
        *(Check("untold", "What you never told her", line, admits_not_knowing(known)) for line in _untold(memory)),
        Check("goodnight", "How she says good night", GOOD_NIGHT, says_goodnight),
    ]
    return CheckList(tuple(checks), tuple(_remarks(len(asked), len(talks))))


def _questions(memory: Memory, forbidden: Sequence[str]) -> Iterator[tuple[Fact, FactQuestion]]:
    """The facts that say most, with a question each; no two with the same question, for one answer need not have both."""
    lines: set[str] = set()
    for fact in memory.facts.profile(FACTS * 5):
        if fact.subject == "boundary" or mentioned(forbidden, fact.text):
            continue
        question = question_for(fact)
        if question is not None and question.line not in lines:
            lines.add(question.line)
            yield fact, question


def _untold(memory: Memory) -> list[str]:
    """A question for something of which nobody has said a word; none if all have come up."""
    for line, words in _NEVER_TOLD:
        if not any(
            memory.search(word, limit=1, whole=True).hits or memory.facts.search(word, limit=1) for word in words
        ):
            return [line]
    return []


def _remarks(facts: int, memories: int) -> Iterator[str]:
    if facts < FACTS:
        yield f"Her memory holds {facts} facts that can be asked for, so she is asked {facts} instead of {FACTS}."
    if memories < MEMORIES:
        yield f"Of earlier talks {memories} can be asked about, instead of {MEMORIES}."
