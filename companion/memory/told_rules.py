"""Keeps the rules that the user has told her: makes, replaces, ends and undoes them, and lists all there have been."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import Scope

_COLUMNS = "id, kind, degree, value, days, first, last, starts, until, quote, told, message, ended, replaced_by"
_IN_FORCE = "ended is null and replaced_by is null"

RuleList = list[ToldRule]
"""Inside `ToldRules`, `list` is the method."""


class ToldRules:
    """All rules. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def list(self, ended: bool = True) -> RuleList:
        """All rules, the newest first; without the ended and replaced ones and those whose time is over unless `ended`."""
        where = "1" if ended else _IN_FORCE
        rows = self._database.rows(f"select {_COLUMNS} from told_rule where {where} order by id desc")  # noqa: S608 - our own words
        return [rule for rule in map(_as_rule, rows) if ended or not rule.over(self._now())]

    def rule(self, rule: int) -> ToldRule:
        """One rule. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from told_rule where id = ?", (rule,)):  # noqa: S608 - our own words
            return _as_rule(row)
        raise CompanionError(f"There is no rule {rule}; `companion rules list` shows which there are.")

    def in_force(self) -> RuleList:
        """The rules that hold now, oldest first, without those that a newer one of them contradicts."""
        now, holding = self._now(), RuleList()
        for rule in self.list(ended=False):
            if rule.holds(now) and not any(newer.manner.contradicts(rule.manner) for newer in holding):
                holding.append(rule)
        return holding[::-1]

    def add(self, manner: Manner, scope: Scope, quote: str, message: int | None = None) -> ToldRule:
        """Keep a rule; it replaces those that it contradicts and whose times lie wholly within its own."""
        before = [rule for rule in self.list(ended=False) if manner.contradicts(rule.manner)]
        values = (
            *(manner.kind, manner.degree, storable(manner.value)),
            *("".join(map(str, scope.days)), scope.first, scope.last, _iso(scope.starts), _iso(scope.until)),
            *(storable(quote), iso_time(self._now()), message),
        )
        sql = """insert into told_rule(kind, degree, value, days, first, last, starts, until, quote, told, message)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        with self._database.writing() as writer:
            writer.execute(sql, values)
            number = int(writer.last_insert_rowid())
            for old in before:
                if scope.covers(old.scope):
                    writer.execute("update told_rule set replaced_by = ? where id = ?", (number, old.id))
        return self.rule(number)

    def undo(self, rule: int) -> ToldRule:
        """As if the rule had not been told: it ends, and what it replaced is in force again; one that had ended is back.

        Raises CompanionError for an unknown number, and for a rule that another has replaced: undo that one.
        """
        found = self.rule(rule)
        if found.replaced_by is not None:
            raise CompanionError(f"Rule {rule} was replaced by rule {found.replaced_by}; undo that one.")
        with self._database.writing() as writer:
            ended = iso_time(self._now()) if found.ended is None else None
            writer.execute("update told_rule set ended = ? where id = ?", (ended, rule))
            if ended:
                writer.execute("update told_rule set replaced_by = null where replaced_by = ?", (rule,))
        return self.rule(rule)

    def end(self, rules: Iterable[int]) -> None:
        """End these, and what they replaced, too: nothing of it is in force again."""
        with self._database.writing() as writer:
            for rule in rules:
                self._end(writer, rule)

    def _end(self, writer: apsw.Connection, rule: int) -> None:
        chain = """with recursive chain(id) as (select ? union
            select told_rule.id from told_rule join chain on told_rule.replaced_by = chain.id)"""
        sql = f"{chain} update told_rule set ended = ? where ended is null and id in chain"  # noqa: S608 - our own words
        writer.execute(sql, (rule, iso_time(self._now())))


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _as_rule(row: tuple[Any, ...]) -> ToldRule:
    number, kind, degree, value, days, first, last, starts, until, quote, told, message, ended, replaced_by = row
    scope = Scope(tuple(map(int, days)), first, last, _time(starts), _time(until))
    when = datetime.fromisoformat(told)
    return ToldRule(number, Manner(kind, degree, value), scope, quote, when, message, _time(ended), replaced_by)
