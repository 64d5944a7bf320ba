"""Chooses lines of the user's out of earlier talks that can be asked about: things that were told once, besides the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from companion.memory import Memory, Message
from companion.rehearsal.fact_questions import FactQuestion, asking_for
from companion.text.grounding import content_words, is_content_word
from companion.text.topics import mentioned

CONVERSATIONS = 100
"""The newest ones that are looked through."""
SHORTEST, LONGEST = 7, 45
"""Words of a line that is worth asking about."""
RICH = 4
"""Content words that it has at least."""
_THING = re.compile(
    r"\b(?:the|my|our|a|an) ((?:[a-z]+ ){0,2}[a-z]{4,})"
    r"(?=[,.;!?]| (?:of|at|in|on|by|for|from|to|with|and|but|that|which|was|had)\b)"
)
"""“the rope” of the boat: what ends where its phrase does."""
_ASKS = re.compile(r"\?|^\W*(?:please|can you|could you|remind|set|tell me|remember|never|don't)\b", re.IGNORECASE)


@dataclass(frozen=True)
class SharedMemory:
    """A line of the user's, and the question that asks for it."""

    message: Message
    question: FactQuestion


def shared_memories(
    memory: Memory, wanted: int, besides: Iterable[int], forbidden: Iterable[str]
) -> list[SharedMemory]:
    """At most so many, each of another conversation; none rests on the messages `besides` or touches a forbidden topic."""
    taken, topics = set(besides), tuple(forbidden)
    lines = [line for line in _lines(memory) if line.id not in taken and not mentioned(topics, line.text)]
    told = Counter(word for line in lines for word in content_words(line.text))
    found: list[SharedMemory] = []
    for line in sorted(lines, key=lambda one: (-len(content_words(one.text)), one.id)):
        question = _question(line, told)
        if question is not None and line.conversation not in {one.message.conversation for one in found}:
            found.append(SharedMemory(line, question))
        if len(found) == wanted:
            break
    return sorted(found, key=lambda one: one.message.id)


def _lines(memory: Memory) -> Iterator[Message]:
    for conversation in memory.conversations(limit=CONVERSATIONS):
        for message in memory.messages(conversation.id):
            told = message.speaker == "you" and not _ASKS.search(message.text)
            if told and SHORTEST <= len(message.text.split()) <= LONGEST and len(content_words(message.text)) >= RICH:
                yield message


def _question(line: Message, told: Counter[str]) -> FactQuestion | None:
    """Asks by the thing in the line that is spoken of least elsewhere; None where a line has no thing of its own."""
    things = [thing for thing in _THING.findall(line.text) if is_content_word(thing.split()[-1])]
    own = [thing for thing in things if all(told[word] == 1 for word in content_words(thing))]
    return asking_for(f"Do you remember what I told you about the {own[0]}?", line.text) if own else None
