"""Keeps what the user tells her about how to be, repeats it back, or takes it back, from the line on that says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import LITTLE, Outcome, PendingReply
from companion.memory import Memory
from companion.remembering.rule_commands import RuleCommands
from companion.remembering.vocative import without_vocative
from companion.replying.gating import asked_lately
from companion.told_rules.grammar import RuleCommand, asks_for_a_text, parse_rule_command
from companion.told_rules.manners import Manners
from companion.told_rules.wording import GO_BACK

UNSAID = ("saying", "calling")
"""Kinds of rule whose lines extraction would keep as a forbidden topic as well."""


class RuleCommandResponder:
    """Acts whether or not remembering is on: it is asked for in so many words. Only once the line is committed."""

    def __init__(
        self, memory: Memory, output: ReplyOutput, now: Callable[[], datetime], manners: Callable[[], Manners]
    ) -> None:
        """`manners` reads what the rules in force allow."""
        self._memory, self._output, self._now, self._manners = memory, output, now, manners
        self._commands = RuleCommands(memory, now)

    def respond(self, pending: PendingReply) -> Outcome:
        """Keep or end what the line tells, and then say what is in force; the LLM answers what else the line says."""
        command = self._parsed(pending)
        reply = pending.reply
        if "rule" in reply.carried_out or command is None or not self._commands.concern(command):
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        outcome = self._commands.carry_out(command, message.id, message.text)
        if outcome.made and not command.rest and all(rule.manner.kind in UNSAID for rule in outcome.made):
            self._memory.facts.mark_extracted([message.id])
        pending.gate.follow(self._manners(), asked_lately(pending.lines))
        reply.carried_out.add("rule")
        reply.turn.mark("first_token")
        self._output.show_rules(reply, outcome, self._now())
        self._output.say_exempt(reply, outcome.answer)
        return Outcome.PASSED if len(command.rest.split()) >= LITTLE else Outcome.ANSWERED

    def _parsed(self, pending: PendingReply) -> RuleCommand | None:
        before = pending.lines[:-1]
        hers = next((line.text for line in reversed(before) if line.speaker == "her"), "")
        asked = next((line.text for line in reversed(before) if line.speaker == "you"), "")
        text = without_vocative(pending.text, self._memory.recall.names.her)
        return parse_rule_command(text, self._now(), GO_BACK in hers, asks_for_a_text(asked), hers)
