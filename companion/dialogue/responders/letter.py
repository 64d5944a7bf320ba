"""Works on letters: asks what is missing, writes by the LLM, changes, shows and reads them."""

from __future__ import annotations

from companion.deeds.deeds import SWITCHED_OFF, Deeds
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.dialogue.responders.llm import LlmHolder
from companion.letters.desk import LetterDesk
from companion.letters.writing import CancelledError, LetterWriter
from companion.memory import Memory
from companion.settings import Settings


class LetterResponder:
    """Acts only once the line is committed. What needs the LLM waits for it, as every reply does."""

    def __init__(self, memory: Memory, llm: LlmHolder, output: ReplyOutput, settings: Settings, deeds: Deeds) -> None:
        """`deeds`: what they are asked for outright is no answer to a question about a letter."""
        self._llm, self._output = llm, output
        self.settings = settings
        """Her name and the user's; set on the answering thread."""
        self.desk = LetterDesk(
            memory,
            lambda: self.settings.your_name,
            remembering=lambda: self.settings.remembering,
            is_a_deed=lambda line: deeds.asks_outright(line, self.settings.her_name),
        )

    def respond(self, pending: PendingReply) -> Outcome:
        """Do what the line asks of a letter; pass on one that asks nothing of any."""
        reply = pending.reply
        hers = [line.text for line in pending.lines[:-1] if line.speaker == "her"]
        step = self.desk.read(pending.text, self.settings.her_name, hers)
        if step is None or "letter" in reply.carried_out:
            return Outcome.PASSED
        if "letter" in self.settings.deeds_off:
            return self._refuse(pending)
        if self.desk.needs_llm(step) and (outcome := self._llm.respond(pending)) is not Outcome.PASSED:
            return outcome
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        reply.carried_out.add("letter")
        reply.turn.mark("first_token")
        writer = None
        if (generator := self._llm.generator) is not None:
            reply.turn.on_cancel(generator.llm.abort)
            writer = LetterWriter(generator.llm, seed=reply.turn.number)
        try:
            answer = self.desk.carry_out(
                step,
                writer,
                lambda: reply.turn.cancelled,
                message.id,
                lambda sentence: self._output.say_exempt(reply, sentence),
            )
        except CancelledError:
            return Outcome.ANSWERED
        if answer.letter is not None:
            self._output.show_letter(reply, answer.letter)
        self._output.show_undone(reply, answer.undone)
        self._output.show_receipts(reply, answer.receipts)
        if answer.cannot:
            self._output.show_limit(reply, answer.cannot)
        self._output.show_quotes(reply, [one.quote for one in answer.material if one.quote is not None])
        for sentence in answer.said:
            self._output.say_exempt(reply, sentence)
        return Outcome.ANSWERED

    def _refuse(self, pending: PendingReply) -> Outcome:
        """Say that letters are switched off; nothing is done."""
        if isinstance(message := pending.until_committed(), Outcome):
            return message
        pending.reply.carried_out.add("letter")
        pending.reply.turn.mark("first_token")
        self._output.show_limit(pending.reply, "letter")
        self._output.say_exempt(pending.reply, SWITCHED_OFF)
        return Outcome.ANSWERED
