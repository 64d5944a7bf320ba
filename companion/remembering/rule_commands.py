"""Carries out what a line tells her about how to be: makes rules, replaces, ends and undoes them, and says what is in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from companion.errors import CompanionError
from companion.memory import Memory
from companion.text.second_person import second_person
from companion.told_rules import wording
from companion.told_rules.grammar import RuleCommand, parse_rule_command
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import Scope

NO_RULE = "She cannot follow this as a rule. Tell her how to be, and when, such as “Be blunter in the morning” or “Ask me less”."


@dataclass(frozen=True)
class RuleOutcome:
    """What became of a command about how she is to be."""

    answer: str
    """What she says to it; true, for it is done."""
    made: tuple[ToldRule, ...] = ()
    ended: tuple[ToldRule, ...] = ()


class RuleCommands:
    """Any thread may call it. Raises CompanionError when the file fails."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory, self._now = memory, now

    def concern(self, command: RuleCommand) -> bool:
        """Whether there is anything to do: “you can joke again” is no command where no rule forbids it."""
        return command.action in ("make", "unclear") or bool(self._meant(command))

    def carry_out(self, command: RuleCommand, message: int | None = None, said: str = "") -> RuleOutcome:
        """Do it; `message` told it, in the words `said`."""
        if command.action == "unclear":
            return RuleOutcome(wording.not_checkable(_to_you(command.condition)))
        if command.action == "make":
            return self._make(command, message, command.quote if command.quote in said else said or command.quote)
        rules = self._meant(command)
        if command.action == "end last":
            return self._undo_told_with(rules[0])
        self._memory.rules.end(rule.id for rule in rules)
        return RuleOutcome(wording.ended(rules, self._now()), ended=tuple(map(self._again, rules)))

    def add(self, text: str) -> RuleOutcome:
        """Keep the rule in a sentence written by hand. Raises CompanionError when there is none in it."""
        command = parse_rule_command(text, self._now())
        if command is None or command.action not in ("make", "unclear"):
            raise CompanionError(NO_RULE)
        outcome = self.carry_out(command)
        if not outcome.made:
            raise CompanionError(wording.no_clock(_to_you(command.condition)))
        return outcome

    def undo(self, rule: int) -> RuleOutcome:
        """As if a rule had not been told, or put it back if it was ended. Raises CompanionError for an unknown number."""
        found = self._memory.rules.rule(rule)
        if found.ended is None:
            return self._undo(found)
        back = self._memory.rules.undo(rule)
        return RuleOutcome(wording.confirmation([(back.manner, back.scope)], self._now()), made=(back,))

    def _undo(self, rule: ToldRule) -> RuleOutcome:
        return self._undo_all([rule], lambda: [])

    def _undo_told_with(self, newest: ToldRule) -> RuleOutcome:
        """Undo every rule that was told with this one, also such as come back when another of them goes."""

        def of_the_line() -> list[ToldRule]:
            return [rule for rule in self._in_force() if rule.told_with(newest)]

        return self._undo_all(of_the_line(), of_the_line)

    def _undo_all(self, rules: list[ToldRule], come_back: Callable[[], list[ToldRule]]) -> RuleOutcome:
        before, gone = {one.id for one in self._in_force()}, list[ToldRule]()
        named = rules
        while rules:
            gone += [self._memory.rules.undo(rule.id) for rule in rules]
            rules = come_back()
        back = [one for one in self._in_force() if one.id not in before]
        return RuleOutcome(wording.ended(named, self._now(), back), ended=tuple(gone))

    def _in_force(self) -> list[ToldRule]:
        return self._memory.rules.list(ended=False)

    def _make(self, command: RuleCommand, message: int | None, quote: str) -> RuleOutcome:
        rules = [(self._stronger(manner, scope), scope) for manner, scope in command.rules]
        made = tuple(self._memory.rules.add(manner, scope, quote, message) for manner, scope in rules)
        return RuleOutcome(wording.confirmation(rules, self._now()), made=made)

    def _stronger(self, manner: Manner, scope: Scope) -> Manner:
        """The same told twice is meant more strongly: “shorter” after “shorter”."""
        before = (old.manner for old in self._memory.rules.list(ended=False) if old.scope == scope)
        return next((manner.after(old) for old in before if old.respect == manner.respect), manner)

    def _meant(self, command: RuleCommand) -> list[ToldRule]:
        """The rules, newest first, that a command ends."""
        rules = self._memory.rules.list(ended=False)
        if command.action == "end last":
            return rules[:1]
        return rules if command.action == "end all" else [rule for rule in rules if _ends(rule.manner, command)]

    def _again(self, rule: ToldRule) -> ToldRule:
        return self._memory.rules.rule(rule.id)


def _ends(manner: Manner, command: RuleCommand) -> bool:
    for kind, words in command.kinds:
        same = manner.kind == kind or (kind == "length" and manner.kind in ("sentences", "words"))
        if same and (not words or manner.value.lower() == words.lower()):
            return True
    return False


def _to_you(condition: str) -> str:
    """“when i'm tired” as she says it: “when you're tired”."""
    turned = second_person(condition).rstrip(".")
    return turned[:1].lower() + turned[1:]
