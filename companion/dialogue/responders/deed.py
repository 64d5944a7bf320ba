"""Does what the line asks for outright, and confirms it with its receipt."""

from __future__ import annotations

from collections.abc import Callable

from companion.deeds.deeds import Deeds
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply


class DeedResponder:
    """Acts only once the line is committed, and only once on a line that waited for the LLM."""

    def __init__(self, deeds: Deeds, output: ReplyOutput, changed: Callable[[], None]) -> None:
        """`changed` is called when something was done: a due time may have come or gone."""
        self.deeds, self._output, self._changed = deeds, output, changed
        self.her_name = ""
        """So that “Ada, set a timer” is read like “Set a timer”; set on the answering thread."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Do it, show the receipts and say what was done; pass on a line that asks for no deed."""
        reply = pending.reply
        hers = next((line.text for line in reversed(pending.lines[:-1]) if line.speaker == "her"), "")
        reading = self.deeds.read(pending.text, self.her_name, hers, reply.spoken_to)
        if reading is None:
            return Outcome.PASSED
        if "deed" in reply.carried_out:
            pending.rest = reading.rest
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        answer = self.deeds.carry_out(reading, message.id)
        reply.carried_out.add("deed")
        self._changed()
        reply.turn.mark("first_token")
        self._output.show_undone(reply, answer.undone)
        self._output.show_receipts(reply, answer.receipts)
        for what in answer.cannot:
            self._output.show_limit(reply, what)
        self._output.say_exempt(reply, answer.said)
        pending.rest = reading.rest
        return Outcome.PASSED if "?" in reading.rest else Outcome.ANSWERED
