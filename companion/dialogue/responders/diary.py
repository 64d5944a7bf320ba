"""Answers lines that ask about her diary, from the diary."""

from __future__ import annotations

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.diary.asked import answered, diary_request
from companion.memory import Memory
from companion.memory.fact import Quote
from companion.settings import Settings


class DiaryResponder:
    """Needs no LLM. What it reads out passes the gate as any written words do."""

    def __init__(self, memory: Memory, output: ReplyOutput, settings: Settings) -> None:
        self._memory, self._output = memory, output
        self.settings = settings
        """Replaced on the answering thread when the settings change."""

    def respond(self, pending: PendingReply) -> Outcome:
        """Say whether she keeps one, or what she wrote on a day; pass on a line that asks nothing of it."""
        request = diary_request(pending.text, self.settings.her_name)
        if request is None:
            return Outcome.PASSED
        answer = answered(request, self._memory, self.settings)
        pending.reply.turn.mark("first_token")
        quotes = [Quote(one.id, one.conversation, one.text, one.at) for one in answer.sources]
        self._output.show_quotes(pending.reply, quotes)
        pending.reply.set_sources(one.id for one in answer.sources)
        for sentence in pending.gate.mannerly(answer.sentences):
            self._output.say(pending, sentence)
        pending.reply.turn.mark("recalled")
        return Outcome.ANSWERED
