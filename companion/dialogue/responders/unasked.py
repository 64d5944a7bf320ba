"""Answers what the user says to something unasked: that they don't want it, or that she may stay without a word."""

from __future__ import annotations

from datetime import datetime

from companion.courtesy import read_courtesy
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.dialogue.unasked_needs import UnaskedNeeds
from companion.memory import Memory
from companion.unasked.company import Dismissal, dismissal, wants_company, written

_SHORT = frozenset({"laugh", "agree", "thanks", "praise"})
"""Courtesies that don't end a quiet time."""


class UnaskedResponder:
    """After care, before anything else. `BriefResponder` follows where courtesies are answered."""

    def __init__(self, memory: Memory, needs: UnaskedNeeds) -> None:
        self._memory, self.needs = memory, needs
        self.output: ReplyOutput | None = None

    def respond(self, pending: PendingReply) -> Outcome:
        """Stay quietly, or note what was dismissed, and say so. Acts only once the line is committed."""
        her_name = self.needs.settings().her_name
        refused = dismissal(pending.text, her_name)
        stays = wants_company(pending.text, her_name)
        if not stays and (refused is None or not self._concerns(refused, pending)):
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        if stays:
            self.needs.company.begin(self.needs.now())
        elif refused is not None:
            self._dismiss(refused, message.at)
        return self.say(pending, "company" if stays else refused or "this")

    def say(self, pending: PendingReply, kind: str) -> Outcome:
        """Say written words of this kind."""
        assert self.output is not None, "the answering thread sets it"
        last = next((line.text for line in reversed(pending.lines) if line.speaker == "her"), "")
        pending.reply.turn.mark("first_token")
        self.output.say_exempt(pending.reply, written(kind, self.needs.dice, last))
        return Outcome.ANSWERED

    def _concerns(self, refused: Dismissal, pending: PendingReply) -> bool:
        """Whether it is about something that she said unasked just before; “never” always is about that."""
        if refused == "never":
            return True
        said = self._memory.unasked.all()
        line = pending.reply.message
        lines = self._memory.said_since(said[-1].at) if said else []
        yours = [one for one in lines if one.speaker == "you" and (line is None or one.id != line.id)]
        return bool(said) and not [one for one in yours if one.text != pending.reply.user_turn.text]

    def _dismiss(self, refused: Dismissal, at: datetime) -> None:
        if refused == "never":
            self.needs.change(speaks_first=False)
        if refused == "this":
            self._memory.unasked.dismiss_last()
        if refused == "now":
            self._memory.unasked.add("hush")


class BriefResponder:
    """While she stays quietly: a word for a word. Anything longer ends it, and is left to the others."""

    def __init__(self, unasked: UnaskedResponder) -> None:
        self._unasked = unasked

    def respond(self, pending: PendingReply) -> Outcome:
        """Answer a very short line by a very short one."""
        company, now = self._unasked.needs.company, self._unasked.needs.now()
        courtesy = read_courtesy(pending.text, self._unasked.needs.settings().her_name)
        if not company.holds(now) or (courtesy is not None and courtesy.kind not in _SHORT):
            return Outcome.PASSED
        if isinstance(message := pending.until_committed(), Outcome):
            return message
        if not company.hear(message.text, now):
            return Outcome.PASSED
        return self._unasked.say(pending, "short")
