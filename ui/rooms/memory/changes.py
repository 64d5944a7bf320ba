"""Fills “How she changed” with the rules she was told, and adds and undoes them there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import RowList, RuleRow
from ui.parts.words import error_sentence, plain, short_day

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Memory
    from companion.told_rules.rule import ToldRule


class Changes(QObject):
    """The rules of the Memory room; `Changes` in QML."""

    changed = Signal()
    added = Signal()
    """The typed rule is kept."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads and writes the data file."""
        super().__init__(parent)
        self._now = now
        self._memory: GuardedCalls[Memory] = GuardedCalls(background, self._failed)
        self.rows: RowList[RuleRow] = RowList(RuleRow, self)
        self._notice, self._live = "", 0

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._memory.target = engine.memory

    def detach(self) -> None:
        """Empty the list; the memory is locked."""
        self._memory.target = None
        self._notice = ""
        self._show([])

    @Slot()
    def refresh(self) -> None:
        """Reload the rules."""
        self._memory.call(lambda memory: memory.rules.list(), self._show)

    @Slot(str)
    def add(self, text: str) -> None:
        """Keep the rule in a sentence the user wrote, or tell why it is none."""
        if text.strip():
            self._change(lambda memory: self._commands(memory).add(text.strip()), self.added.emit)

    @Slot(int)
    def undo(self, id: int) -> None:
        """End a rule as if it had not been told, or put one back that was ended."""
        self._change(lambda memory: self._commands(memory).undo(id))

    def _commands(self, memory: Memory) -> Any:
        from companion.remembering.rule_commands import RuleCommands

        return RuleCommands(memory, self._now)

    def _change(self, work: Callable[[Memory], Any], done: Callable[[], None] = lambda: None) -> None:
        self.notify("")

        def success(_outcome: Any) -> None:
            done()
            self.refresh()

        self._memory.call(work, success)

    def _show(self, rules: Sequence[ToldRule]) -> None:
        now = self._now()
        ordered = sorted(rules, key=lambda rule: (rule.over(now), -rule.id))
        self._live = sum(not rule.over(now) for rule in rules)
        self.rows.update([self._row(rule) for rule in ordered])
        self.changed.emit()

    def _row(self, rule: ToldRule) -> RuleRow:
        from companion.told_rules.wording import as_sentence, state

        now = self._now()
        text, told, quote = (
            plain(as_sentence(rule, now)),
            short_day(rule.told, now),
            " ".join(plain(rule.quote).split()),
        )
        over = state(rule, now, lambda at: short_day(at, now))
        spoken = f"{text} “{quote}”, {told}" + (f", {over}" if over else "")
        undo = "" if rule.replaced_by is not None else "Put back" if rule.ended is not None else "" if over else "Undo"
        return RuleRow(rule.id, text, quote, told, rule.message or 0, over, undo, spoken)

    def _failed(self, error: Exception) -> None:
        self.notify(error_sentence(error))

    @Slot(str)
    def notify(self, sentence: str) -> None:
        """Show a sentence; an empty one removes it."""
        self._notice = plain(sentence)
        self.changed.emit()

    live = Property(int, lambda self: self._live, notify=changed)
    """How many rules are not over."""
    count = Property(int, lambda self: len(self.rows.rows), notify=changed)
    notice = Property(str, lambda self: self._notice, notify=changed)
