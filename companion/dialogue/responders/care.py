"""Answers signs of danger and sincere questions with written words, before the LLM is asked anything."""

from __future__ import annotations

import random
from collections.abc import Sequence

from companion.care import Care, RiskSignal
from companion.care.detection import sounds_young
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.replying.prompt import PromptLine
from companion.turns.occasion import occasion_of
from companion.turns.reply import AssistantTurn

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
        before, hers = _exchanges(pending.lines[:-1])
        pending.reply.occasion = occasion_of([*before, pending.lines[-1].text])
        signal = self.care.detect(pending.lines[-1].text, before, hers)
        if sounds_young(pending.lines[-1].text, before):
            pending.gate.protect_child()
        if signal is None:
            return Outcome.PASSED
        pending.reply.turn.mark("first_token")
        self._say(pending.reply, signal)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED

    def add(self, pending: PendingReply) -> None:
        """After a reply to something else: ask once more what was passed over, or tell that she stays, where it is due."""
        before, hers = _exchanges(pending.lines[:-1])
        signal = self.care.afterthought(pending.lines[-1].text, before, hers)
        if signal is not None and not pending.reply.turn.cancelled:
            self._say(pending.reply, signal)

    def come_back(self, reply: AssistantTurn, signal: RiskSignal, today: str) -> bool:
        """Speak first, of a danger of an earlier talk; the reply is complete then. `today`: “tonight” or the like."""
        self._say(reply, signal, today)
        return True

    def _say(self, reply: AssistantTurn, signal: RiskSignal, today: str = "today") -> None:
        answer = self.care.answer(signal, self._dice, today)
        if signal.kind != "sincere":
            reply.occasion = "danger"
        if signal.level is not None:
            self._output.show_care(reply, signal.level, signal.kind)
        if answer.written:
            self._output.show_help(reply, answer.written)
        for sentence, spoken in zip(answer.sentences, answer.spoken, strict=True):
            self._output.say_exempt(reply, sentence, spoken)
        if answer.written:
            self._output.say_exempt(reply, answer.written, "")


def _exchanges(lines: Sequence[PromptLine]) -> tuple[list[str], list[str]]:
    """The user's last lines, and what she answered to each."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        if line.speaker == "you":
            pairs.append((line.text, ""))
        else:
            said, reply = pairs.pop() if pairs else ("", "")  # she may have spoken first
            pairs.append((said, f"{reply} {line.text}".strip()))
    return [said for said, _ in pairs[-RECENT:]], [reply for _, reply in pairs[-RECENT:]]
