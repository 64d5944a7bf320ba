"""Decides what of an uncertain answer is quoted: nothing beside the point, and no line without the one it goes on from."""

from __future__ import annotations

from dataclasses import replace

from companion.memory.retrieved_memory import RetrievedMemory
from companion.retrieval.answer_types import proper_names
from companion.retrieval.question_form import only_asks
from companion.text.grounding import content_words

LEAST_RELATED = 0.25
"""Least recall score of a memory that shares no word with what is asked, to be quoted with a doubt."""
_SHORT, _LONG = 8, 30
"""Most words of a line that may go on from the one before, and of the one before."""


def is_beside_the_point(question: str, memory: RetrievedMemory) -> bool:
    """Whether a memory shares nothing with what is asked for but a name: “I opened Ines's letter” with “What did I study?”."""
    names = {word for name in proper_names(question, begin=True) for word in content_words(name)}
    asked = content_words(question) - names
    told = {word[:4] for word in content_words(memory.text)}
    return bool(asked) and memory.score < LEAST_RELATED and not any(word[:4] in told for word in asked)


def with_line_before(memory: RetrievedMemory, before: str) -> RetrievedMemory:
    """A short line with the user's line before it: “I've played since I was eight” says not what."""
    if not before or len(memory.text.split()) > _SHORT or len(before.split()) > _LONG or only_asks(before):
        return memory
    return replace(memory, text=f"{' '.join(before.split())} … {memory.text}")
