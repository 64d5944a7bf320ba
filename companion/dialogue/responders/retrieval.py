"""Answers questions from memory: what was said before, or that she was never told."""

from __future__ import annotations

import random

from companion.dialogue.history import PromptHistory
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.dialogue.responders.llm import LlmHolder
from companion.replying import fixed_replies
from companion.replying.gating import noted
from companion.replying.generator import Generator
from companion.retrieval.retriever import RetrievalResult, Retriever
from companion.text.sentences import split

FILLERS = ("Hm.", "Let me think.", "Let me see.")
"""What she says aloud while retrieval takes seconds."""


class RetrievalResponder:
    """Answers from memory when the line asks for one; else notes beside the line what the LLM should remember."""

    def __init__(
        self, llm: LlmHolder, retriever: Retriever, history: PromptHistory, output: ReplyOutput, dice: random.Random
    ) -> None:
        self._llm, self._retriever, self._history = llm, retriever, history
        self._output, self._dice = output, dice
        self.remembering = True
        """Whether earlier conversations may come back; set on the answering thread."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Answer from what was retrieved, or say that she was never told; pass when the line asks for neither."""
        reply, generator = pending.reply, self._llm.generator
        assert generator is not None, "the LLM holder stands before this one"
        self._history.begin(generator, reply.user_turn.conversation, self.remembering, pending.gate.manners.rules)
        result = self._retrieve(pending, generator) if self.remembering else RetrievalResult()
        reply.turn.mark("recalled")
        if reply.turn.cancelled:
            return Outcome.ANSWERED
        if result.unknown and result.judged:
            untold = pending.gate.mannerly([fixed_replies.untold(_said_by_her(pending))])
            self._output.say(pending, " ".join(untold))
            return Outcome.ANSWERED
        result = self._history.without_forgotten(result)
        pending.lines[-1] = self._history.remember(reply, result)
        self._output.show_sources(reply, result)
        notes = pending.lines[-1].notes  # what was forgotten meanwhile is not among them
        pending.gate.add_memories(noted(notes))
        if not (result.judged and notes):
            return Outcome.PASSED
        if result.name:
            self._output.say(pending, fixed_replies.named(result.name, notes[-1], self._history.today))
        elif result.sure:
            answer = generator.answer_from_memory(reply.turn, pending.lines, self._history.today, pending.gate)
            self._output.pass_on_all(reply, answer)
        else:
            self._output.say(pending, fixed_replies.unsure(notes, self._history.today))
        return Outcome.ANSWERED

    def _retrieve(self, pending: PendingReply, generator: Generator) -> RetrievalResult:
        reply = pending.reply
        reply.turn.on_cancel(generator.stop)
        context = self._history.context(reply, generator, pending.lines)
        return self._retriever.retrieve(
            pending.text, context, lambda: reply.turn.cancelled, lambda: self._say_filler(pending)
        )

    def _say_filler(self, pending: PendingReply) -> None:
        """Retrieval takes seconds: say a filler in a spoken turn; in a typed one the window shows it."""
        message = pending.reply.message
        if message is None or message.via == "voice":
            self._output.say(pending, self._dice.choice(FILLERS))


def _said_by_her(pending: PendingReply) -> list[str]:
    return [sentence for line in pending.lines if line.speaker == "her" for sentence in split(line.text)]
