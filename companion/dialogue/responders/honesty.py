"""Answers with written words what would tempt the LLM to claim a deed, a sense, a past or a meeting that is not so."""

from __future__ import annotations

import random

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.gate.tempting import temptation


class HonestyResponder:
    """Asked twice: before retrieval for what no memory can answer, and after it for the rest (“Where are my keys?”)."""

    def __init__(self, output: ReplyOutput, after_retrieval: bool, dice: random.Random) -> None:
        self._output, self._after_retrieval, self._dice = output, after_retrieval, dice
        self.her_name = ""
        """So that “What time is it, Ada?” is read like “What time is it?”; set on the answering thread."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Say honestly what she cannot do or know, if the line asks for it."""
        found = temptation(pending.text, self.her_name)
        if found is None or found.from_memory is not self._after_retrieval:
            return Outcome.PASSED
        pending.reply.turn.mark("first_token")
        for sentence in found.reply(pending.gate.said, self._dice):
            self._output.say(pending, sentence)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
