"""Answers greetings, goodbyes, thanks and the like, and lines that depend on her instead of people, in writing and at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime

from companion.courtesy import Wording, is_grave, read_courtesy, read_dependence, reply_to
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.settings import Settings
from companion.text.sentences import split
from companion.turns.occasion import occasion_of_courtesy

_GENTLE = "thoughtful"
"""The temperament of her courtesies after grave news."""
_LATELY = 6
"""Lines of the user's in which there may be such."""


class CourtesyResponder:
    """A line that says anything besides is left to the responders after it."""

    def __init__(
        self, settings: Settings, output: ReplyOutput, now: Callable[[], datetime], dice: random.Random
    ) -> None:
        self.settings = settings
        """Replaced on the answering thread when the settings change."""
        self._output, self._now, self._dice = output, now, dice

    def respond(self, pending: PendingReply) -> Outcome:
        """Say something short and warm to a courtesy; to a line that depends on her, that she is software and glad."""
        her_name = self.settings.her_name
        if (dependence := read_dependence(pending.text, her_name)) is not None:
            chosen = self._wording(pending).choose([dependence.replies])
            return self._say(pending, chosen or dependence.replies[0])
        before = next((line.text for line in reversed(pending.lines[:-1]) if line.speaker == "her"), "")
        courtesy = read_courtesy(pending.text, her_name, before)
        if courtesy is None:
            return Outcome.PASSED
        pending.reply.occasion = occasion_of_courtesy(courtesy.kind, pending.reply.occasion)
        told = [line.text for line in pending.lines[:-1] if line.speaker == "you"][-_LATELY:]
        temperament = _GENTLE if any(map(is_grave, told)) else self.settings.temperament
        reply = reply_to(courtesy, temperament, self._wording(pending))
        return self._say(pending, reply) if reply else Outcome.PASSED

    def _wording(self, pending: PendingReply) -> Wording:
        gate = pending.gate

        def permits(sentences: Sequence[str]) -> bool:
            return gate.manners.some_of(sentences) == list(sentences)

        return Wording(gate.said, self._now().hour, self.settings.your_name, permits, self._dice)

    def _say(self, pending: PendingReply, reply: str) -> Outcome:
        pending.reply.turn.mark("first_token")
        for sentence in pending.gate.mannerly(split(reply)):
            self._output.say(pending, sentence)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
