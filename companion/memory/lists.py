"""Keeps the user's lists and what is on them; what was taken off can be put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database


@dataclass(frozen=True)
class ListItem:
    """One thing on a list."""

    id: int
    list: int
    text: str
    ticked: datetime | None
    """When it was ticked off; None while it is open."""
    made: datetime
    message: int | None = None
    """The line that asked for it."""


@dataclass(frozen=True)
class KeptList:
    """A list by its name."""

    id: int
    name: str
    """Without the word: “shopping”."""
    made: datetime
    used: datetime
    """When it was last asked about or changed."""
    items: tuple[ListItem, ...] = ()
    """In the order in which they were put on."""

    @property
    def open(self) -> tuple[ListItem, ...]:
        """What is not ticked off."""
        return tuple(item for item in self.items if item.ticked is None)


class KeptLists:
    """All lists. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now

    def all(self) -> list[KeptList]:
        """Every list with its items, the one used last at the front."""
        rows = self._database.rows("select id, name, made, used from kept_list order by used desc, id desc")
        items: dict[int, list[ListItem]] = {}
        for row in self._database.rows("select id, list, text, ticked, made, message from list_item order by id"):
            items.setdefault(row[1], []).append(_as_item(row))
        return [_as_list(row, items.get(row[0], ())) for row in rows]

    def one(self, number: int) -> KeptList:
        """One list. Raises CompanionError when there is none with that number."""
        for found in self.all():
            if found.id == number:
                return found
        raise CompanionError(f"There is no list {number} any more; “Which lists are there?” tells those there are.")

    def make(self, name: str) -> KeptList:
        """A new, empty list."""
        at = iso_time(self._now())
        with self._database.writing() as writer:
            writer.execute("insert into kept_list(name, made, used) values (?, ?, ?)", (storable(name), at, at))
            number = int(writer.last_insert_rowid())
        return self.one(number)

    def rename(self, number: int, name: str) -> None:
        """Give a list another name."""
        with self._database.writing() as writer:
            writer.execute("update kept_list set name = ? where id = ?", (storable(name), number))

    def touch(self, number: int) -> None:
        """Note that the list is in use."""
        with self._database.writing() as writer:
            writer.execute("update kept_list set used = ? where id = ?", (iso_time(self._now()), number))

    def add(self, number: int, texts: Iterable[str], message: int | None = None) -> list[int]:
        """Put these on a list; their numbers."""
        at = iso_time(self._now())
        added = []
        with self._database.writing() as writer:
            writer.execute("update kept_list set used = ? where id = ?", (at, number))
            for text in texts:
                sql = "insert into list_item(list, text, made, message) values (?, ?, ?, ?)"
                writer.execute(sql, (number, storable(text), at, message))
                added.append(int(writer.last_insert_rowid()))
        return added

    def tick(self, items: Iterable[int], ticked: bool = True) -> None:
        """Tick these off, or open them again."""
        at = iso_time(self._now()) if ticked else None
        with self._database.writing() as writer:
            writer.executemany("update list_item set ticked = ? where id = ?", [(at, item) for item in items])

    def move(self, items: Iterable[int], to: int) -> None:
        """Put these items on another list."""
        with self._database.writing() as writer:
            writer.executemany("update list_item set list = ? where id = ?", [(to, item) for item in items])

    def take_off(self, items: Iterable[int]) -> None:
        """Delete these items."""
        with self._database.writing() as writer:
            writer.executemany("delete from list_item where id = ?", [(item,) for item in items])

    def remove(self, number: int) -> None:
        """Delete a list and all that is on it."""
        with self._database.writing() as writer:
            writer.execute("delete from kept_list where id = ?", (number,))

    def put_back(self, items: Sequence[ListItem], whole: KeptList | None = None) -> None:
        """Restore items with their places, and the list itself if it was removed. Raises CompanionError if it is gone."""
        with self._database.writing() as writer:
            if whole is not None:
                sql = "insert or ignore into kept_list(id, name, made, used) values (?, ?, ?, ?)"
                writer.execute(sql, (whole.id, whole.name, iso_time(whole.made), iso_time(self._now())))
            for item in items:
                if not writer.execute("select count(*) from kept_list where id = ?", (item.list,)).get:
                    raise CompanionError("The list it was on is gone; nothing was put back.")
                sql = """insert or replace into list_item(id, list, text, ticked, made, message)
                    values (?, ?, ?, ?, ?, (select id from message where id = ?))"""
                ticked = iso_time(item.ticked) if item.ticked else None
                writer.execute(sql, (item.id, item.list, item.text, ticked, iso_time(item.made), item.message))


def _as_item(row: tuple[Any, ...]) -> ListItem:
    number, kept, text, ticked, made, message = row
    when = datetime.fromisoformat(ticked) if ticked else None
    return ListItem(number, kept, text, when, datetime.fromisoformat(made), message)


def _as_list(row: tuple[Any, ...], items: Iterable[ListItem]) -> KeptList:
    number, name, made, used = row
    return KeptList(number, name, datetime.fromisoformat(made), datetime.fromisoformat(used), tuple(items))


def items_as_json(items: Iterable[ListItem]) -> list[list[Any]]:
    """The items as JSON keeps them, for undoing."""
    return [
        [one.id, one.list, one.text, one.ticked.isoformat() if one.ticked else None, one.made.isoformat(), one.message]
        for one in items
    ]


def item_from_json(row: Sequence[Any]) -> ListItem:
    """The item again."""
    number, kept, text, ticked, made, message = row
    when = datetime.fromisoformat(ticked) if ticked else None
    return ListItem(number, kept, text, when, datetime.fromisoformat(made), message)


def list_as_json(kept: KeptList) -> list[Any]:
    """The list without its items, as JSON keeps it."""
    return [kept.id, kept.name, kept.made.isoformat(), kept.used.isoformat()]


def list_from_json(row: Sequence[Any]) -> KeptList:
    """The list again."""
    number, name, made, used = row
    return KeptList(number, name, datetime.fromisoformat(made), datetime.fromisoformat(used))
