"""Defines what can be asked of a list, and reads a line's words with the lists that there are in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from companion.deeds.deed import Request
from companion.deeds.list_items import items_of
from companion.deeds.list_names import items_meant, named_list
from companion.memory.lists import KeptList

ListAction = Literal[
    "add", "remove", "tick", "untick", "read", "left", "count", "ask", "lists", "clear", "clear_ticked", "delete", "create", "swap",
    "move", "rename",
]  # fmt: skip


@dataclass(frozen=True)
class AboutList(Request):
    """What is to be done with a list, or told of it."""

    action: ListAction
    name: str = ""
    """The list's name; empty for “the list”."""
    items: tuple[str, ...] = ()
    """What it is about, as it was said."""
    other: str = ""
    """What to put in its place, the other list, or the new name."""


OFF = r"(?:off of|off|from|out of)"


class ListWords:
    """Knows which lists the words of a line can mean."""

    def __init__(self, lists: Sequence[KeptList], recent: KeptList | None) -> None:
        self.lists, self.recent = lists, recent

    def splits(self, text: str, between: str) -> Iterator[tuple[str, str]]:
        """Every way to take the text apart at these words so that a list is named after them: what is before, and its name."""
        for found in re.finditer(rf"(?:^| |, ?)(?:{between}) ", text, re.IGNORECASE):
            name = self.name(text[found.end() :])
            if name is not None:
                yield text[: found.start()], name

    def name(self, words: str) -> str | None:
        """The list that these words name, also with something told after it: “the guests he's travelling”."""
        if (name := named_list(words, self.lists)) is not None:
            return name
        found = re.match(
            r"(?P<list>(?:the|my|our) .+?),? (?:i|we|he|she|it|they|that)(?:'[a-z]+)?"
            r" ",
            words,
            re.IGNORECASE,
        )
        return named_list(found["list"], self.lists) if found else None

    def items_on(self, words: str, name_words: str | None) -> tuple[str, tuple[str, ...]] | None:
        """The list and the items, if the list is named or one of the lists has them."""
        items = items_of(words)
        if not items:
            return None
        if name_words:
            name = self.name(name_words)
            return (name, items) if name is not None else None
        return ("", items) if all(self.holds(item, None) for item in items) else None

    def holds(self, item: str, name: str | None) -> bool:
        """Whether that list (any, for None) has the item; a list that is not there holds all, so that she says that it isn't."""
        if name is not None:
            return True
        return any(items_meant(item, kept.items) for kept in self.lists)
