"""Defines the lists that QML shows: rows are frozen values, and each of their fields is a role."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True)
class SourceRow:
    """A stored message that can be opened: what a reply or a fact rests on."""

    message: int
    when: str
    """Its day in words."""
    text: str
    """The words."""


@dataclass(frozen=True)
class ReceiptRow:
    """The proof of a deed, as it stands under her reply."""

    id: int
    """0 for one that is not kept."""
    words: str
    """“timer · 21:50 · pasta, ten minutes”."""
    undo: bool
    """Whether it can be undone."""
    spoken: str
    """The same, for screen readers."""


@dataclass(frozen=True)
class LineRow:
    """A line of the conversation."""

    who: str
    """`you`, `her`, or `neutral`: the voice that asks in the interview."""
    text: str
    when: str = ""
    stored: bool = True
    """False until memory has stored it."""
    cut: bool = False
    """She was interrupted."""
    turn: int = 0
    message: int = 0
    sources: list[dict[str, Any]] = field(default_factory=list)
    """The messages the reply rests on, each a `SourceRow` as a dict."""
    receipts: list[dict[str, Any]] = field(default_factory=list)
    """What was done at this line's turn, each a `ReceiptRow` as a dict."""


@dataclass(frozen=True)
class ConversationRow:
    """A conversation in the list."""

    id: int
    day: str
    when: str
    title: str
    """The title of its summary where there is one; else its first words."""
    lines: int
    """How many lines it has."""


@dataclass(frozen=True)
class HitRow:
    """A hit of the search: a line that was said, or something kept."""

    conversation: int
    """0 for something kept."""
    message: int
    who: str
    when: str
    marked: str
    """Styled text, escaped, with the words found in bold."""
    spoken: str
    """The same, plain, for screen readers."""
    kind: str = ""
    """What is kept (`KeptKind`); empty for a line."""
    called: str = ""
    """What is kept, in words: “note”, “shopping list”."""


@dataclass(frozen=True)
class FactRow:
    """A fact and the quotes it rests on."""

    id: int
    group: str
    """The heading it is listed under."""
    text: str
    times: str
    """Since and until when it is true, where the user said so."""
    pinned: bool
    quotes: list[dict[str, Any]]
    """The user's own words, each a `SourceRow` as a dict."""
    written: str
    """Without quotes: that it was written by hand, and when."""
    earlier: list[dict[str, Any]]
    """The facts it replaced: the sentence as `was`, its `times`, and the fields of a `SourceRow`."""
    spoken: str
    """All of it, for screen readers."""


@dataclass(frozen=True)
class PersonRow:
    """A person the user knows."""

    id: int
    name: str
    relation: str
    facts: int
    """How many facts are known about them."""


@dataclass(frozen=True)
class RuleRow:
    """A rule she was told about how to be."""

    id: int
    text: str
    quote: str
    """The user's words."""
    told: str
    """The day they were said, in words."""
    message: int
    """The message that told it; 0 when it was written by hand."""
    standing: str
    """Why it no longer holds; empty while it does."""
    undo: str
    """What the button that undoes it says; empty for none."""
    spoken: str
    """All of it, for screen readers."""


@dataclass(frozen=True)
class TodoRow:
    """Something that waits for its time, or that was done."""

    id: int
    """Of the due time, or of the receipt."""
    kind: str
    """“timer”, or the name of another deed."""
    section: str
    """Under which heading it stands."""
    text: str
    when: str
    """Its details: how long, when, how often."""
    button: str
    """What its button says; empty for no button."""
    spoken: str
    """All of it, for screen readers."""
    over: bool = False
    """Whether it is undone."""
    ends: float = 0.0
    """When a running timer ends, in seconds of local time; 0 for none."""
    length_s: float = 0.0
    """Seconds that a timer lasts in all; 0 for what is no timer."""
    left_s: float = 0.0
    """Seconds that a paused timer has left."""


@dataclass(frozen=True)
class ArrivalRow:
    """A missing model and its download."""

    id: str
    title: str
    licence: str
    status: str
    share: float
    words: str


@dataclass(frozen=True)
class PhaseRow:
    """One phase of an answer."""

    label: str
    seconds: float
    share: float
    """Share of the chart's width, 0…1."""
    colour: str
    """The name of a colour of the theme."""


@dataclass(frozen=True)
class TimingRow:
    """How long one answer took."""

    gap: str
    """Time from the end of the user's speech to her first sound, in words."""
    phases: list[dict[str, Any]]
    """The phases in order, each a `PhaseRow` as a dict."""
    spoken: str
    """All of it, for screen readers."""


Row = TypeVar("Row", bound="DataclassInstance")


class RowList(QAbstractListModel, Generic[Row]):
    """A Qt list model over rows of one dataclass."""

    countChanged = Signal()

    def __init__(self, kind: type[Row], parent: QObject | None = None) -> None:
        """`kind` is the dataclass; its fields become the roles."""
        super().__init__(parent)
        self._names = [field.name for field in dataclasses.fields(kind)]
        self.rows: list[Row] = []

    def rowCount(self, parent: Index = _TOP) -> int:
        """The number of rows; called by Qt."""
        return 0 if parent.isValid() else len(self.rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """The dataclass's fields; called by Qt."""
        return {Qt.ItemDataRole.UserRole + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def data(self, index: Index, role: int = 0) -> Any:
        """One field of one row; called by Qt."""
        number = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= number < len(self._names):
            return None
        return getattr(self.rows[index.row()], self._names[number])

    def replace_all(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; the view starts anew."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        self.countChanged.emit()

    def append(self, *rows: Row) -> None:
        """Add rows at the end."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()
            self.countChanged.emit()

    def prepend(self, *rows: Row) -> None:
        """Add rows at the beginning."""
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self.rows[:0] = rows
            self.endInsertRows()
            self.countChanged.emit()

    def update(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; rows that are the same at both ends keep their place on the screen."""
        first = _common(self.rows, rows)
        last = _common(self.rows[first:][::-1], rows[first:][::-1])
        here, there = len(self.rows) - last, len(rows) - last
        if first < here:
            self.beginRemoveRows(QModelIndex(), first, here - 1)
            del self.rows[first:here]
            self.endRemoveRows()
        if first < there:
            self.beginInsertRows(QModelIndex(), first, there - 1)
            self.rows[first:first] = rows[first:there]
            self.endInsertRows()
        self.countChanged.emit()

    def replace(self, number: int, row: Row) -> None:
        """Replace one row."""
        if self.rows[number] != row:
            self.rows[number] = row
            index = self.index(number)
            self.dataChanged.emit(index, index)

    def remove(self, number: int) -> None:
        """Remove one row."""
        self.beginRemoveRows(QModelIndex(), number, number)
        del self.rows[number]
        self.endRemoveRows()
        self.countChanged.emit()

    count = Property(int, lambda self: len(self.rows), notify=countChanged)
    """How many rows there are: known at once, while a view counts its rows only when it draws."""


def _common(some: Sequence[Row], others: Sequence[Row]) -> int:
    """How many leading items are the same."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))
