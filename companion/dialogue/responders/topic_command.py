"""Keeps topics that the user never wants brought up, or allows again, from the line on that says so."""

from __future__ import annotations

import re

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import LITTLE, Outcome, PendingReply
from companion.memory import Memory, Message
from companion.remembering.topic_commands import TopicCommand, fact_of, parse_topic_command
from companion.text.topics import other_names, pronoun

_CALLED = re.compile(r"\b(?:call|calling|called)\b", re.IGNORECASE)


class TopicCommandResponder:
    """Acts whether or not remembering is on: it is asked for in so many words. Only once the line is committed."""

    def __init__(self, memory: Memory, output: ReplyOutput) -> None:
        self._memory, self._output = memory, output

    def respond(self, pending: PendingReply) -> Outcome:
        """Keep or lift what the line asks, and say so; the LLM answers what else the line says."""
        command = parse_topic_command(pending.text)
        reply = pending.reply
        if command is None or (command.kind == "allow" and not self._forbidden_facts(command)):
            return Outcome.PASSED
        if "topic" in reply.carried_out:
            self._hold(command, pending)
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        self._keep(command, message)
        self._hold(command, pending)
        reply.carried_out.add("topic")
        reply.turn.mark("first_token")
        self._output.say_exempt(reply, _answer(command))
        return Outcome.PASSED if len(command.rest.split()) >= LITTLE else Outcome.ANSWERED

    def _hold(self, command: TopicCommand, pending: PendingReply) -> None:
        """Keep the rest of this reply off the topic, which the line itself speaks of."""
        if command.kind == "forbid":
            pending.gate.forbid(command.topic)

    def _forbidden_facts(self, command: TopicCommand) -> list[int]:
        names = {f"topic {name}" for name in other_names(command.topic)}
        return [fact.id for fact in self._memory.facts.list("boundary") if fact.slot in names]

    def _keep(self, command: TopicCommand, message: Message) -> None:
        facts = self._memory.facts
        before = self._forbidden_facts(command)
        allowed = [fact.id for fact in facts.list("boundary") if fact.slot == f"allowed {command.topic}"]
        candidate = fact_of(command)
        kept = facts.accept(candidate, message.id) or facts.add(
            candidate.text, "boundary"
        )  # forgotten once, asked again
        for old in before if command.kind == "allow" else allowed:
            facts.supersede(old, kept.id)


def _answer(command: TopicCommand) -> str:
    if _CALLED.search(command.quote):
        return "All right. I won't call you that."
    them = pronoun(command.topic)
    if command.kind == "allow":
        return f"All right. Then I may speak of {them} again."
    return f"All right. Not a word about {them} unless you begin."
