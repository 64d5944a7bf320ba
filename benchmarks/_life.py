"""Reads a life that the user tells her: the evenings in order, and what was told, changed or never told in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args

from benchmarks._judge import Entry, Kind, words

LIVES = resources.files("benchmarks") / "lives"
"""One file for each life. Nora's is told in a roundabout, literary voice; the product was developed on hers and, later, on
Dermot's. His and Kayla's are told the way people talk, by someone who knew nothing of the product. Nothing was fitted to Kayla's.
"""
NAMES = ("nora", "dermot", "kayla")


@dataclass(frozen=True)
class LifeLine:
    """One line the user says."""

    text: str
    about: Entry | None = None
    """What a right reply would tell; None in small talk."""


@dataclass(frozen=True)
class Evening:
    """One conversation."""

    at: datetime
    """When it begins, local time."""
    lines: tuple[LifeLine, ...]

    @property
    def asks(self) -> bool:
        """Whether it contains questions about the life."""
        return any(line.about for line in self.lines)


@dataclass(frozen=True)
class Boundary:
    """A topic that must not come up unless the user asks about it."""

    quote: str
    never: str
    """A pattern."""


@dataclass(frozen=True)
class Life:
    """The person, the evenings in order, and the topics that must not come up."""

    name: str
    evenings: tuple[Evening, ...]
    boundaries: tuple[Boundary, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is asked about, each entry once."""
        return tuple(dict.fromkeys(line.about for e in self.evenings for line in e.lines if line.about))

    @property
    def said(self) -> frozenset[str]:
        """All words the user ever says, in lower case."""
        return frozenset(word.casefold() for e in self.evenings for line in e.lines for word in words(line.text))

    def evening_of(self, quote: str) -> Evening:
        """Returns the evening on which these words are said. Raises StopIteration when they never are."""
        return next(e for e in self.evenings if any(quote in line.text for line in e.lines))

    def shortened(self) -> Life:
        """Returns the evenings up to the first one with questions, with every other question of that one: for `--quick`."""
        last = next(n for n, evening in enumerate(self.evenings) if evening.asks)
        asking = self.evenings[last]
        questions = [line for line in asking.lines if line.about][::2]
        lines = tuple(line for line in asking.lines if not line.about or line in questions)
        return Life(self.name, (*self.evenings[:last], Evening(asking.at, lines)), self.boundaries)


def read_life(file: Traversable = LIVES / "nora.toml") -> Life:
    """Reads the life in this file. Raises KeyError when a question refers to an entry that does not exist."""
    told: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    entries = {name: _entry(kind, name, row) for kind in get_args(Kind) for name, row in told[kind].items()}
    evenings = tuple(Evening(row["at"], tuple(_lines(row["lines"], entries))) for row in told["sessions"])
    return Life(told["name"], evenings, tuple(Boundary(**row) for row in told["boundaries"].values()))


def _entry(kind: Kind, name: str, row: dict[str, Any]) -> Entry:
    right, wrong = (tuple(row.pop(key, ())) for key in ("right", "wrong"))
    return Entry(name, kind, right=right, wrong=wrong, **row)


def _lines(rows: Iterable[str | dict[str, str]], entries: dict[str, Entry]) -> Iterable[LifeLine]:
    for row in rows:
        yield LifeLine(row) if isinstance(row, str) else LifeLine(row["ask"], entries[row["of"]])
