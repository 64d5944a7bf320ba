"""Defines a responder: what it is given, and whether it has answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from companion.gate.reply_gate import ReplyGate
from companion.memory import Message
from companion.replying.prompt import PromptLine
from companion.turns.reply import AssistantTurn


class Outcome(Enum):
    """What became of a line at one responder."""

    PASSED = auto()
    """Not its kind of line: the next responder is asked."""
    ANSWERED = auto()
    """The reply is complete."""
    LATER = auto()
    """It cannot be answered yet, and will be asked again: the line is not committed, or the LLM is not loaded."""


@dataclass
class PendingReply:
    """A line on its way through the responders. One may add to `lines` what the next should know."""

    reply: AssistantTurn
    lines: list[PromptLine]
    """The conversation up to the line to be answered, which is the last."""

    gate: ReplyGate
    """What she says passes here first."""

    rest: str = ""
    """What is left to be answered, once something that the line asks has been done; empty for all of it."""

    @property
    def text(self) -> str:
        """The line to be answered, or what is left of it."""
        return self.rest or self.reply.user_turn.text

    def until_committed(self) -> Message | Outcome:
        """The line as it stands in memory, once it does; or what became of it: LATER, or ANSWERED because it was cancelled.

        For what acts on a line: a preemptive reply would act on half a sentence.
        """
        reply = self.reply
        if not reply.committed and reply.give_up():
            return Outcome.LATER
        reply.wait_until_settled()
        if reply.turn.cancelled or reply.message is None:
            return Outcome.ANSWERED
        return reply.message


LITTLE = 3
"""Fewest words of a line besides a command that deserve a reply of their own."""


class Responder(Protocol):
    """Answers one kind of line. Called on the answering thread only."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Answer the line, or pass it on. Raises CompanionError, ModelError, WorkerError: the turn fails with that sentence."""
