"""Answers signs of danger and sincere questions with written words, before the LLM is asked anything."""

from __future__ import annotations

import random

from companion.care import Care
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply

RECENT = 6
"""Lines of the user's before this one that are read with it."""


class CareResponder:
    """Where a true or safe answer matters more than a lively one."""

    def __init__(self, care: Care, output: ReplyOutput, dice: random.Random) -> None:
        self.care = care
        """Replaced on the answering thread when the settings change."""
        self._output, self._dice = output, dice

    def respond(self, pending: PendingReply) -> Outcome:
        """Answer with written words if the line, after the lines before it, carries a risk signal."""
        before = [line.text for line in pending.lines[:-1] if line.speaker == "you"][-RECENT:]
        signal = self.care.detect(pending.lines[-1].text, before)
        if signal is None:
            return Outcome.PASSED
        answer = self.care.answer(signal, self._dice)
        pending.reply.turn.mark("first_token")
        for sentence in answer.sentences:
            self._output.say_exempt(pending, sentence)
        if answer.written:
            self._output.say_exempt(pending, answer.written, "")
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
