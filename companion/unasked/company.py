"""Reads a wish for company without talk, and a wish not to be asked; keeps how long she stays so, and the written replies."""

from __future__ import annotations

import random
import threading
import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases

Dismissal = Literal["this", "now", "never"]
LASTS = timedelta(hours=1)
"""After so long without a word the quiet is over by itself."""
MOST_WORDS = 4
"""A longer line is talk again."""


def wants_company(line: str, her_name: str = "") -> bool:
    """Whether the user wants her to stay and say nothing."""
    return bool(_patterns("company").search(_plain(line, her_name)))


def dismissal(line: str, her_name: str = "") -> Dismissal | None:
    """Whether the user does not want to be asked this, not now, or never to be spoken to first; None for none of these."""
    text = _plain(line, her_name)
    kinds: tuple[Dismissal, ...] = ("never", "this", "now")
    return next((kind for kind in kinds if _patterns(kind).search(text)), None)


def written(kind: str, dice: random.Random, last: str = "") -> str:
    """One of the written replies of this kind, not the `last`."""
    replies = [one for one in _file()["replies"][kind] if one != last]
    return str(dice.choice(replies))


class QuietCompany:
    """Whether she is staying quietly with the user. Any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: datetime | None = None

    def begin(self, now: datetime) -> None:
        """Stay quietly, from now on."""
        with self._lock:
            self._until = now + LASTS

    def holds(self, now: datetime) -> bool:
        """Whether it still is so."""
        with self._lock:
            return self._until is not None and now < self._until and self._until - now <= LASTS

    def hear(self, line: str, now: datetime) -> bool:
        """Whether a line is so short that the quiet goes on; talk ends it."""
        if not self.holds(now):
            return False
        brief = len(line.split()) <= MOST_WORDS and "?" not in line
        with self._lock:
            self._until = now + LASTS if brief else None
        return brief


def _plain(line: str, her_name: str) -> str:
    return normalised(line.replace(",", " "), her_name)


@cache
def _patterns(kind: str) -> Any:
    table = _file()
    return compile_phrases((table[kind] if kind == "company" else table["dismissed"][kind])["ask"], table["sets"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.unasked").joinpath("company.toml").read_text(encoding="utf-8"))
