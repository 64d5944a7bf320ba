"""Turns a fact into a question that asks for it, and finds the words that a right answer has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from companion.memory.fact import Fact
from companion.text.grounding import content_words, is_content_word, ungrounded

_WHO = r"(?P<who>Your [\w' -]+?)"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (rf"^{_WHO} (?:is|are) (?:called|named) .+", "What is {who} called?"),
        (r"^You(?:'ve| have)(?: got)? (?:an?|the) (?:\w+ )?(?P<x>\w+) (?:called|named) .+", "What is my {x} called?"),
        (r"^Your name is .+", "What is my name?"),
        (r"^You live .+", "Where do I live?"),
        (r"^You(?:'re| are) allergic to .+", "What am I allergic to?"),
        (r"^You (?:come|are|grew up|were born) (?:from|in) .+", "Where do I come from?"),
        (r"^(?:Your birthday is|You were born on) .+", "When is my birthday?"),
        (r"^You play the .+", "Which instrument do I play?"),
        (r"^You speak .+", "Which languages do I speak?"),
        (r"^You(?: are|'re) (?:reading|learning|writing|building) .+", "What did I say I am {verb} now?"),
        (r"^You want .+", "What do I want to do?"),
        (rf"^{_WHO} lives .+", "Where does {who} live?"),
        (rf"^{_WHO} (?:works|is an?|teaches) .+", "What does {who} do?"),
        (r"^Your favou?rite (?P<x>[\w ]+?) (?:is|are) .+", "What is my favourite {x}?"),
    )
)
_JOB = re.compile(r"^You (?:work|teach)\b|^You(?:'re| are) an? ")
_VERB = re.compile(r"^You(?: are|'re) (\w+ing)\b")
_TYPOGRAPHIC = str.maketrans({"’": "'"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENOUGH = 0.5
"""Least share of the other telling words of a fact that a right answer has."""


@dataclass(frozen=True)
class FactQuestion:
    """A question, and what a right answer to it has."""

    line: str
    names: tuple[str, ...]
    """Names and numbers, all of which must be there, as they are written."""
    words: tuple[str, ...]
    """Other telling words, of which half must be there."""


def question_for(fact: Fact) -> FactQuestion | None:
    """The question that asks for this fact; None when it has no word that could tell a right answer from a wrong one."""
    text = fact.text.translate(_TYPOGRAPHIC).strip()
    line = _by_pattern(fact, text) or _by_topic(fact, text)
    return asking_for(line, fact.text, [quote.text for quote in fact.quotes]) if line else None


def asking_for(line: str, told: str, quotes: Sequence[str] = ()) -> FactQuestion | None:
    """This question about something told; None when all its telling words stand in the question already.

    `quotes`: the user's own words for it, if there are any; a name or number that they lack (the year of “this summer”) may be
    left out of an answer.
    """
    given = content_words(line)
    beyond = [word for word in _telling(told) if not content_words(word) & given and (not quotes or _in(word, quotes))]
    names = tuple(word for word in beyond if word[0].isupper() or word[0].isdigit())
    words = tuple(word for word in beyond if word not in names)
    return FactQuestion(line, names, words) if beyond else None


def missing_from(question: FactQuestion, reply: str) -> tuple[str, ...]:
    """The words that a right answer would have and this reply has not; empty when it is right."""
    said = content_words(reply)
    lacking = [word for word in question.names if not _in(word, [reply])]
    others = [word for word in question.words if not content_words(word) <= said]
    right = 1 - len(others) / len(question.words) if question.words else 1.0
    few = right < ENOUGH and not (question.names and right > 0)
    return (*lacking, *(others if few else ()))


def _in(word: str, texts: Sequence[str]) -> bool:
    """Whether a name or number occurs there, in figures or in words; of other words nothing is asked."""
    return not ungrounded(f"so {word}", texts)


def _by_pattern(fact: Fact, text: str) -> str:
    if fact.slot.startswith("job") and _JOB.match(text):
        return "What do I do for work?"
    for pattern, question in _PATTERNS:
        if found := pattern.match(text):
            groups = {name: _turned(value) for name, value in found.groupdict().items()}
            verb = _VERB.match(text)
            return question.format(**groups, verb=verb[1] if verb else "")
    return ""


def _by_topic(fact: Fact, text: str) -> str:
    """“What did I tell you about …?”, of the person it is about or of its longest telling word."""
    if fact.person is not None and fact.person.name:
        return f"What did I tell you about {fact.person.name}?"
    told = _telling(text)
    longest = max(told, key=len, default="")
    return f"What did I tell you about {longest}?" if len(told) > 1 else ""


def _turned(words: str) -> str:
    """“Your sister” → “my sister”."""
    return re.sub(r"\bYour\b|\byour\b", "my", words)


def _telling(text: str) -> list[str]:
    """The content words as they are written, each once; the capital of the first word says nothing."""
    found = [word for number, word in enumerate(_WORD.findall(text)) if number or word[0].isdigit()]
    return list(dict.fromkeys(word for word in found if is_content_word(word)))
