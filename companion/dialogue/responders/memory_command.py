"""Carries out what the user asks of her memory: remember, correct, forget, and undo."""

from __future__ import annotations

from companion.deeds.notes import is_for_notes
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.memory import Memory
from companion.remembering.memory_commands import MemoryCommands


class MemoryCommandResponder:
    """Commands act only once their line is committed: a preemptive reply would act on half a sentence."""

    def __init__(self, commands: MemoryCommands, output: ReplyOutput, memory: Memory) -> None:
        self._commands, self._output, self._memory = commands, output, memory

    def respond(self, pending: PendingReply) -> Outcome:
        """Do what the line asks of memory, and say so; pass when it asks nothing, or nothing that can be done."""
        reply = pending.reply
        if is_for_notes(pending.text, self._memory) or not self._commands.concern(pending.text):
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        answer = self._commands.respond(pending.text, message)
        if answer is None:
            return Outcome.PASSED
        reply.turn.mark("recalled")
        self._output.say_first(pending, answer)
        return Outcome.ANSWERED
