"""Carries out what the user asks of her memory: remember, correct, forget, and undo."""

from __future__ import annotations

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.memory import Message
from companion.remembering.command_grammar import MemoryCommand, parse_memory_command
from companion.remembering.memory_commands import MemoryCommands, asks_to_undo


class MemoryCommandResponder:
    """Commands act only once their line is committed: a preemptive reply would act on half a sentence."""

    def __init__(self, commands: MemoryCommands, output: ReplyOutput) -> None:
        self._commands, self._output = commands, output

    def respond(self, pending: PendingReply) -> Outcome:
        """Do what the line asks of memory, and say so; pass when it asks nothing, or nothing that can be done."""
        reply, command = pending.reply, parse_memory_command(pending.text)
        if command is None and not asks_to_undo(pending.text):
            return Outcome.PASSED
        if not reply.committed and reply.give_up():
            return Outcome.LATER
        reply.wait_until_settled()
        if reply.turn.cancelled or reply.message is None:
            return Outcome.ANSWERED
        answer = self._answer(command, pending.text, reply.message)
        if answer is None:
            return Outcome.PASSED
        reply.turn.mark("recalled")
        self._output.say_first(reply, answer)
        return Outcome.ANSWERED

    def _answer(self, command: MemoryCommand | None, text: str, message: Message) -> str | None:
        return self._commands.undo(text) if command is None else self._commands.carry_out(command, message)
