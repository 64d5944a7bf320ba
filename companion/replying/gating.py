"""Makes the gate of a reply from the lines of the conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from companion.care.replies import without_help
from companion.gate.reply_gate import ReplyGate
from companion.replying.prompt import PromptLine
from companion.text.notes import Note
from companion.text.sentences import split
from companion.told_rules.manners import Manners

RECENT = 20
"""Her last replies, of which no sentence is said again."""


def gate_for(
    lines: Sequence[PromptLine], forbidden: Sequence[str] = (), told: Sequence[str] = (), manners: Manners | None = None
) -> ReplyGate:
    """The gate of the reply to the last of `lines`; `forbidden` topics, and what else was `told`, as for `ReplyGate`.

    `manners`: what the rules allow that the user has told her.
    """
    asked = [line.text for line in lines if line.speaker == "you"]
    notes = [text for line in lines for text in noted(line.notes)]
    gate = ReplyGate(asked, sentences_of_hers(lines), forbidden, [*told, *notes])
    if manners is not None:
        gate.follow(manners, asked_lately(lines))
    if lines:
        gate.add_memories(noted(lines[-1].notes))
    return gate


def noted(notes: Iterable[Note]) -> list[str]:
    """What notes tell of the user, without the help that her own words named: the LLM may not name it."""
    return [note.text if note.speaker == "you" else without_help(note.text) for note in notes]


def asked_lately(lines: Sequence[PromptLine]) -> list[bool]:
    """Of each of her last replies among these lines, oldest first, whether it asked something."""
    return ["?" in line.text for line in lines if line.speaker == "her"][-RECENT:]


def sentences_of_hers(lines: Sequence[PromptLine]) -> tuple[str, ...]:
    """The sentences of her last replies among these lines, oldest first."""
    hers = [line.text for line in lines if line.speaker == "her"][-RECENT:]
    return tuple(sentence for text in hers for sentence in split(text))
