"""Gives each line to the interview while that is under way; after care, before anything else."""

from __future__ import annotations

from collections.abc import Callable

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.initiation.reaction import Reaction
from companion.memory import Message


class InterviewResponder:
    """Passes every line while there is no interview. `active` and `take` are set by `dialogue/initiation.py`."""

    def __init__(self) -> None:
        self.output: ReplyOutput | None = None
        self.active: Callable[[], bool] = lambda: False
        """Whether the next line is given to the interview."""
        self.take: Callable[[Message], Reaction | None] = lambda _message: None
        """What the interview says to a line; None when it was no answer."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Say what the interview says to the line. Acts only once the line is committed."""
        if not self.active() or self.output is None:
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        reaction = self.take(message)
        if reaction is None:
            return Outcome.PASSED
        reply = pending.reply
        reply.turn.mark("first_token")
        self.output.tell(reply, reaction.events)
        self.output.say_voiced(reply, reaction.says)
        self.output.tell(reply, reaction.after)
        return Outcome.ANSWERED
