"""Answers by the LLM: holds lines back until it is loaded, and generates every reply that needs it."""

from __future__ import annotations

from companion.dialogue.outages import Outage
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.replying.generator import Generator
from companion.turns.reply import AssistantTurn

WAIT_S = 1.5
"""How long a line waits for an LLM that is being loaded before that is told."""
LOADING = "Her mind is still being loaded; she answers as soon as it is there."


class LlmHolder:
    """The generator in use, and the turns that wait until there is one; owned by the answering thread."""

    def __init__(self) -> None:
        self.generator: Generator | None = None
        self._waiting: list[AssistantTurn] = []
        self._untold: list[AssistantTurn] = []
        """Those of the waiting that nobody has been told of."""
        self._why = ""
        """Why there is no LLM; empty while it is being loaded."""

    def replace(self, generator: Generator) -> list[AssistantTurn]:
        """Use this generator from now on; returns the turns that waited for one."""
        self.generator, self._why = generator, ""
        waiting, self._waiting, self._untold = self._waiting, [], []
        return waiting

    def note_absence(self, why: str) -> None:
        """There is no LLM, for this reason; those who wait are told."""
        self._why, self._untold = why, list(self._waiting)

    @property
    def patience_s(self) -> float | None:
        """Seconds until those who wait should be told why; None if there is nobody to tell."""
        if not self._untold:
            return None
        return 0.0 if self._why else WAIT_S

    def take_untold(self) -> tuple[list[AssistantTurn], str, Outage]:
        """Those who have waited for that long, what to show, and what to say."""
        untold, self._untold = [reply for reply in self._untold if not reply.turn.cancelled], []
        return untold, self._why or LOADING, Outage.MIND if self._why else Outage.WAKING

    def respond(self, pending: PendingReply) -> Outcome:
        """Hold the line back while there is no LLM. A preemptive reply does not wait: it is begun again once committed.

        Nor is there one by an LLM that could not take it back; it only reads the line.
        """
        if self.generator is not None:
            if self.generator.rolls_back or not pending.reply.give_up():
                return Outcome.PASSED
            self.generator.prefill(pending.reply.turn, pending.lines)
            return Outcome.LATER
        if not pending.reply.give_up():
            self._waiting.append(pending.reply)
            self._untold.append(pending.reply)
        return Outcome.LATER


class LlmResponder:
    """Generates the reply, or gives written words that surely fit better; the last of the responders, so it never passes."""

    def __init__(self, llm: LlmHolder, output: ReplyOutput) -> None:
        self._llm, self._output = llm, output

    def respond(self, pending: PendingReply) -> Outcome:
        """Generate a reply to the line and what was noted beside it."""
        generator = self._llm.generator
        assert generator is not None, "the LLM holder stands before this one"
        if written := pending.gate.words_at_once(generator.is_small):
            pending.reply.turn.mark("first_token")
            for sentence in written:
                self._output.say(pending, sentence)
            return Outcome.ANSWERED
        generated = generator.generate(pending.reply.turn, pending.lines, pending.gate)
        self._output.pass_on_all(pending.reply, generated)
        return Outcome.ANSWERED
