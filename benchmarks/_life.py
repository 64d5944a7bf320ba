"""A life told to her, read from its file: the evenings in order, and what was told, changed or never told in them."""

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
"""A file each. Nora's is told in a roundabout, literary voice; the product was developed on hers and, later, on Dermot's. His and
Kayla's are told as people talk; whoever wrote them knew nothing of the product. Nothing was fitted to Kayla's."""
NAMES = ("nora", "dermot", "kayla")


@dataclass(frozen=True)
class LifeLine:
    """What the user says."""

    text: str
    about: Entry | None = None
    """What a right reply would tell; None in small talk."""


@dataclass(frozen=True)
class Evening:
    """One session."""

    at: datetime
    """When it begins; local."""
    lines: tuple[LifeLine, ...]

    @property
    def asks(self) -> bool:
        """Whether it holds questions about the life."""
        return any(line.about for line in self.lines)


@dataclass(frozen=True)
class Boundary:
    """What must not come up unless it is asked for."""

    quote: str
    never: str
    """Pattern."""


@dataclass(frozen=True)
class Life:
    """The person, the evenings in order, and what must not come up."""

    name: str
    evenings: tuple[Evening, ...]
    boundaries: tuple[Boundary, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is asked about, each once."""
        return tuple(dict.fromkeys(line.about for e in self.evenings for line in e.lines if line.about))

    @property
    def said(self) -> frozenset[str]:
        """All words the user ever says, in small letters."""
        return frozenset(word.casefold() for e in self.evenings for line in e.lines for word in words(line.text))

    def evening_of(self, quote: str) -> Evening:
        """Where these words are said. Raises StopIteration when they never are."""
        return next(e for e in self.evenings if any(quote in line.text for line in e.lines))

    def shortened(self) -> Life:
        """Up to the first evening with questions, and of those every other: for a look."""
        last = next(n for n, evening in enumerate(self.evenings) if evening.asks)
        asking = self.evenings[last]
        questions = [line for line in asking.lines if line.about][::2]
        lines = tuple(line for line in asking.lines if not line.about or line in questions)
        return Life(self.name, (*self.evenings[:last], Evening(asking.at, lines)), self.boundaries)


def read_life(file: Traversable = LIVES / "nora.toml") -> Life:
    """The life in this file. Raises KeyError when a question is about nothing."""
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
