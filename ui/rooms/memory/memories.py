"""What she knows of the user goes in; the lists of the Memory room come out, and what is added or corrected there is kept."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, Now
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.rows import FactRow, PersonRow, RowList
from ui.parts.words import error_sentence, plain
from ui.rooms.memory.reader import FactPage, FactQuery, FactReader


class Memories(QObject):
    """`memories` in QML."""

    changed = Signal()
    added = Signal()
    """What was typed is remembered."""

    def __init__(self, now: Now, behind: Background, parent: QObject | None = None) -> None:
        """`behind` reads and writes the data file."""
        super().__init__(parent)
        self._now = now
        self._asking: GuardedCalls[FactReader] = GuardedCalls(behind, self._sorry)
        self.facts: RowList[FactRow] = RowList(FactRow, self)
        self.people: RowList[PersonRow] = RowList(PersonRow, self)
        self._clean()

    def _clean(self) -> None:
        self._wanted, self._told, self._read = FactQuery(), "", False
        self._picked = False
        """Whether the user chose a group; until then the first that has any is shown."""
        self._tabs: list[dict[str, Any]] = []
        self._who: PersonRow | None = None

    def attach(self, engine: EngineApi) -> None:
        """Memory is open."""
        self._asking.target = FactReader(engine.memory, self._now)

    def detach(self) -> None:
        """Memory is locked: nothing of it stays here."""
        self._asking.target = None
        self._clean()
        self.facts.replace_all([])
        self.people.replace_all([])
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Read again what is shown."""
        wanted = self._wanted
        self._asking.call(lambda knowledge: knowledge.page(wanted), self._show)

    def _show(self, page: FactPage) -> None:
        if page.wanted != self._wanted:
            return  # the answer to an earlier question
        if page.wanted.person and page.who is None:
            self._want(person=0)  # they are forgotten
            return
        first = next((tab["id"] for tab in page.tabs if tab["count"]), page.wanted.group)
        if not self._picked and not page.wanted.words and first != page.wanted.group:
            self._want(group=first)
            return
        self._tabs, self._who, self._read = page.tabs, page.who, True
        self.facts.update(page.facts)
        self.people.update(page.people)
        self.changed.emit()

    def _want(self, **what: Any) -> None:
        self._wanted = dataclasses.replace(self._wanted, **what)
        self._told = ""
        self.changed.emit()
        self.refresh()

    @Slot(str)
    def show(self, group: str) -> None:
        """One of the groups."""
        self._picked = True
        self._want(group=group, person=0)

    @Slot(int)
    def visit(self, person: int) -> None:
        """Somebody's page; 0 is back to everybody."""
        self._want(person=person)

    @Slot(str)
    def search(self, words: str) -> None:
        """Find words in every fact; none ends the search."""
        if words.strip() != self._wanted.words:
            self._want(words=words.strip())

    @Slot(str)
    def add(self, text: str) -> None:
        """Remember a sentence the user wrote; in the group that is shown, unless that is the first."""
        subject = None if self._wanted.group in ("you", "person") else self._wanted.group
        if text.strip():
            self._asking.call(lambda knowledge: knowledge.facts.add(text.strip(), subject), self._added)

    def _added(self, fact: Any) -> None:
        self.added.emit()
        person, self._picked = fact.person.id if fact.person is not None else 0, True
        self._want(group=fact.subject, person=person, words="")

    @Slot(int, str)
    def correct(self, id: int, text: str) -> None:
        """Say it otherwise."""
        if text.strip():
            self._change(lambda facts: facts.edit(id, text.strip()))

    @Slot(int, bool)
    def pin(self, id: int, on: bool) -> None:
        """She always has it in mind, or no longer."""
        self._change(lambda facts: facts.pin(id, on))

    def _change(self, work: Any) -> None:
        self.tell("")
        self._asking.call(lambda knowledge: work(knowledge.facts), lambda _: self.refresh())

    def _sorry(self, error: Exception) -> None:
        self.tell(error_sentence(error))

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Show a sentence; none takes it away."""
        self._told = plain(sentence)
        self.changed.emit()

    def _nothing(self) -> bool:
        return self._read and not any(tab["count"] for tab in self._tabs)

    tabs = Property("QVariantList", lambda self: self._tabs, notify=changed)  # type: ignore[arg-type]
    group = Property(str, lambda self: self._wanted.group, notify=changed)
    words = Property(str, lambda self: self._wanted.words, notify=changed)
    person = Property(int, lambda self: self._who.id if self._who else 0, notify=changed)
    name = Property(str, lambda self: self._who.name if self._who else "", notify=changed)
    relation = Property(str, lambda self: self._who.relation if self._who else "", notify=changed)
    met = Property(int, lambda self: len(self.people.rows), notify=changed)
    nothing = Property(bool, _nothing, notify=changed)
    read = Property(bool, lambda self: self._read, notify=changed)
    told = Property(str, lambda self: self._told, notify=changed)
