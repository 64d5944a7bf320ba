"""Answers with written words what would tempt the LLM to claim a deed, a sense, a past or a meeting that is not so."""

from __future__ import annotations

import random

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.gate.tempting import Temptation, temptation
from companion.gate.tempting_reader import Certainty, certainty
from companion.text.line_reader import VectorOf


class HonestyResponder:
    """Asked twice: before retrieval for what no memory can answer, and after it for the rest (“Where are my keys?”)."""

    def __init__(self, output: ReplyOutput, dice: random.Random, after_retrieval: VectorOf | None = None) -> None:
        """`after_retrieval`: gives the line's sentence vector, with which it is read when no pattern knows it."""
        self._output, self._dice, self._vector_of = output, dice, after_retrieval
        self.her_name = ""
        """So that “What time is it, Ada?” is read like “What time is it?”; set on the answering thread."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Say honestly what she cannot do or know, if the line asks for it; if it may, let the LLM only ask or own up."""
        found = temptation(pending.text, self.her_name)
        if found is not None:
            if found.from_memory is not (self._vector_of is not None):
                return Outcome.PASSED
            return self._say(pending, found)
        if self._vector_of is None:
            return Outcome.PASSED
        kind, sure = certainty(pending.text, self._vector_of(pending.text))
        if sure is Certainty.SURE:
            return self._say(pending, kind)
        if sure is Certainty.LIKELY:
            pending.gate.tempt()
        return Outcome.PASSED

    def _say(self, pending: PendingReply, kind: Temptation) -> Outcome:
        pending.reply.turn.mark("first_token")
        if kind.cannot:
            self._output.show_limit(pending.reply, kind.cannot)
        for sentence in pending.gate.mannerly(kind.reply(pending.gate.said, self._dice, self.her_name or "Ada")):
            self._output.say(pending, sentence)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
