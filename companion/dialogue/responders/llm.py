"""Answers by the LLM: holds lines back until it is loaded, and generates every reply that needs it."""

from __future__ import annotations

from companion.dialogue.history import PromptHistory
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.replying.generator import Generator
from companion.turns.reply import AssistantTurn


class LlmHolder:
    """The generator in use, and the turns that wait until there is one; owned by the answering thread."""

    def __init__(self) -> None:
        self.generator: Generator | None = None
        self._waiting: list[AssistantTurn] = []

    def replace(self, generator: Generator) -> list[AssistantTurn]:
        """Use this generator from now on; returns the turns that waited for one."""
        self.generator = generator
        waiting, self._waiting = self._waiting, []
        return waiting

    def respond(self, pending: PendingReply) -> Outcome:
        """Hold the line back while there is no LLM. A preemptive reply does not wait: it is begun again once committed."""
        if self.generator is not None:
            return Outcome.PASSED
        if not pending.reply.give_up():
            self._waiting.append(pending.reply)
        return Outcome.LATER


class LlmResponder:
    """Generates the reply; the last of the responders, so it never passes."""

    def __init__(self, llm: LlmHolder, history: PromptHistory, output: ReplyOutput) -> None:
        self._llm, self._history, self._output = llm, history, output

    def respond(self, pending: PendingReply) -> Outcome:
        """Generate a reply to the line and what was noted beside it."""
        generator = self._llm.generator
        assert generator is not None, "the LLM holder stands before this one"
        forbidden = self._history.forbidden_topics(pending.lines)
        generated = generator.generate(pending.reply.turn, pending.lines, forbidden)
        self._output.pass_on_all(pending.reply, generated)
        return Outcome.ANSWERED
