"""Answers with written words what would tempt the LLM to claim a deed, a sense, a past or a meeting that is not so."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.gate.tempting import Temptation, temptation
from companion.gate.tempting_reader import Certainty, certainty
from companion.settings import Settings
from companion.text.line_reader import VectorOf

LATELY = 40
"""Replies in honest words, of this talk and those before it, that she does not give again."""


def honesty_responders(
    settings: Settings,
    output: ReplyOutput,
    dice: random.Random,
    vector_of: VectorOf,
    limit: Callable[[str, str], Temptation | None] = temptation,
) -> tuple[HonestyResponder, HonestyResponder]:
    """The one asked before retrieval and the one asked after it; neither repeats the other.

    `limit`: what a line, read with her name, tempts her to claim.
    """
    lately: deque[str] = deque(maxlen=LATELY)
    return (
        HonestyResponder(settings, output, dice, lately, limit=limit),
        HonestyResponder(settings, output, dice, lately, vector_of, limit),
    )


class HonestyResponder:
    """Asked twice: before retrieval for what no memory can answer, and after it for the rest (“Where are my keys?”)."""

    def __init__(
        self,
        settings: Settings,
        output: ReplyOutput,
        dice: random.Random,
        lately: deque[str],
        after_retrieval: VectorOf | None = None,
        limit: Callable[[str, str], Temptation | None] = temptation,
    ) -> None:
        """`lately`: the honest words of the last talks. `after_retrieval`: gives the sentence vector of a line no pattern knows."""
        self.settings = settings
        """Replaced on the answering thread when the settings change."""
        self._output, self._dice, self._lately, self._vector_of = output, dice, lately, after_retrieval
        self._limit = limit

    def respond(self, pending: PendingReply) -> Outcome:
        """Say honestly what she cannot do or know, if the line asks for it; if it may, let the LLM only ask or own up."""
        found = self._limit(pending.text, self.settings.her_name)
        if found is not None:
            if found.from_memory is not (self._vector_of is not None):
                return Outcome.PASSED
            return self._say(pending, found)
        if self._vector_of is None:
            return Outcome.PASSED
        pending.gate.vector = self._vector_of(pending.text)
        kind, sure = certainty(pending.text, pending.gate.vector)
        if sure is Certainty.SURE:
            return self._say(pending, kind)
        if sure is Certainty.LIKELY:
            pending.gate.tempt()
        return Outcome.PASSED

    def _say(self, pending: PendingReply, kind: Temptation) -> Outcome:
        pending.reply.turn.mark("first_token")
        if kind.cannot:
            self._output.show_limit(pending.reply, kind.cannot)
        said, settings = [*self._lately, *pending.gate.said], self.settings
        words = kind.reply(said, self._dice, settings.her_name or "Ada", settings.temperament)
        self._lately.append(words[0])
        for sentence in pending.gate.mannerly(words):
            self._output.say(pending, sentence)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
