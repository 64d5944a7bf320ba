"""Fills the Memory room with facts and people, and stores what is added or corrected there."""

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
    """The Memory room; `Memories` in QML."""

    changed = Signal()
    added = Signal()
    """The typed sentence is stored."""

    def __init__(self, now: Now, background: Background, parent: QObject | None = None) -> None:
        """`background` reads and writes the data file."""
        super().__init__(parent)
        self._now = now
        self._reader: GuardedCalls[FactReader] = GuardedCalls(background, self._failed)
        self.facts: RowList[FactRow] = RowList(FactRow, self)
        self.people: RowList[PersonRow] = RowList(PersonRow, self)
        self._reset()

    def _reset(self) -> None:
        self._query, self._notice, self._read = FactQuery(), "", False
        self._picked = False
        """Whether the user chose a group; until then the first group with any facts is shown."""
        self._tabs: list[dict[str, Any]] = []
        self._who: PersonRow | None = None

    def attach(self, engine: EngineApi) -> None:
        """Read from this engine's opened memory."""
        self._reader.target = FactReader(engine.memory, self._now)

    def detach(self) -> None:
        """Empty the lists; the memory is locked."""
        self._reader.target = None
        self._reset()
        self.facts.replace_all([])
        self.people.replace_all([])
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Reload what is shown."""
        wanted = self._query
        self._reader.call(lambda knowledge: knowledge.page(wanted), self._show)

    def _show(self, page: FactPage) -> None:
        if page.query != self._query:
            return  # the answer to an earlier question
        if page.query.person and page.person is None:
            self._query_for(person=0)  # they are forgotten
            return
        first = next((tab["id"] for tab in page.tabs if tab["count"]), page.query.group)
        if not self._picked and not page.query.words and first != page.query.group:
            self._query_for(group=first)
            return
        self._tabs, self._who, self._read = page.tabs, page.person, True
        self.facts.update(page.facts)
        self.people.update(page.people)
        self.changed.emit()

    def _query_for(self, **what: Any) -> None:
        self._query = dataclasses.replace(self._query, **what)
        self._notice = ""
        self.changed.emit()
        self.refresh()

    @Slot(str)
    def show(self, group: str) -> None:
        """Show one group."""
        self._picked = True
        self._query_for(group=group, person=0)

    @Slot(int)
    def visit(self, person: int) -> None:
        """Show a person's page; 0 shows all people."""
        self._query_for(person=person)

    @Slot(str)
    def search(self, words: str) -> None:
        """Search all facts for words; empty words end the search."""
        if words.strip() != self._query.words:
            self._query_for(words=words.strip())

    @Slot(str)
    def add(self, text: str) -> None:
        """Store a sentence the user wrote: in the group shown, or where it fits if that is “You” or “People”."""
        subject = None if self._query.group in ("you", "person") else self._query.group
        if text.strip():
            self._reader.call(lambda knowledge: knowledge.facts.add(text.strip(), subject), self._added)

    def _added(self, fact: Any) -> None:
        self.added.emit()
        person, self._picked = fact.person.id if fact.person is not None else 0, True
        self._query_for(group=fact.subject, person=person, words="")

    @Slot(int, str)
    def correct(self, id: int, text: str) -> None:
        """Replace a fact's sentence."""
        if text.strip():
            self._change(lambda facts: facts.edit(id, text.strip()))

    @Slot(int, bool)
    def pin(self, id: int, on: bool) -> None:
        """Pin a fact, so that it is in every prompt, or unpin it."""
        self._change(lambda facts: facts.pin(id, on))

    def _change(self, work: Any) -> None:
        self.notify("")
        self._reader.call(lambda knowledge: work(knowledge.facts), lambda _: self.refresh())

    def _failed(self, error: Exception) -> None:
        self.notify(error_sentence(error))

    @Slot(str)
    def notify(self, sentence: str) -> None:
        """Show a sentence; an empty one removes it."""
        self._notice = plain(sentence)
        self.changed.emit()

    def _nothing(self) -> bool:
        return self._read and not any(tab["count"] for tab in self._tabs)

    tabs = Property("QVariantList", lambda self: self._tabs, notify=changed)  # type: ignore[arg-type]
    group = Property(str, lambda self: self._query.group, notify=changed)
    words = Property(str, lambda self: self._query.words, notify=changed)
    person = Property(int, lambda self: self._who.id if self._who else 0, notify=changed)
    name = Property(str, lambda self: self._who.name if self._who else "", notify=changed)
    relation = Property(str, lambda self: self._who.relation if self._who else "", notify=changed)
    met = Property(int, lambda self: len(self.people.rows), notify=changed)
    nothing = Property(bool, _nothing, notify=changed)
    read = Property(bool, lambda self: self._read, notify=changed)
    notice = Property(str, lambda self: self._notice, notify=changed)
