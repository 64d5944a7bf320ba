"""Reads the labelled requests and the lines that only resemble them, and asks all deeds what they make of each."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from companion.deeds.deeds import Answer, Deeds
from companion.memory import Key, Memory, open_memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from models.embedding import Embedder

EVENING = datetime(2026, 12, 1, 19, 30, tzinfo=ZoneInfo("Europe/Dublin"))
"""When every line is said; the labels count from here."""
_CLAIM = re.compile(
    r"\b(?:I've|I have|I'll|I will) (?:now )?(?:set|start|add|put|not(?:e|ed)|wr(?:ite|itten)|sav|remov|tak|tick|cross|cancel"
    r"|mov|stop|remind|wake|let you know|call you|ring)\w*\b(?! (?:none|nothing|no\b))"
    r"|^(?:timer|alarm|reminder|noted|added|done|removed)\b",
    re.IGNORECASE,
)
"""Words with which she would claim that something is done, or will be."""


@dataclass(frozen=True)
class LabelledRequest:
    """A line, and what is to come of it."""

    text: str
    deed: str
    """The deed; `cannot` for what she can't do, `none` for a line that asks for nothing."""
    slots: Mapping[str, Any]
    before: tuple[str, ...] = ()
    asks_back: bool = False
    also: tuple[LabelledRequest, ...] = ()
    """What else the same line asks for."""


@dataclass(frozen=True)
class DeedOutcome:
    """What came of a line."""

    deeds: tuple[str, ...]
    """Of which deeds the line was understood to ask something; empty when it went on to the next responder."""
    said: str
    """What she says: of the deed, or one of the written replies; empty where the LLM would answer."""
    receipts: tuple[Receipt, ...]
    made: tuple[DueTime, ...]
    """The due times that are new, or due at another moment now."""
    ended: tuple[DueTime, ...]
    """The due times that wait no longer."""
    cannot: str
    """What she said that she can't do, as the event has it."""
    took_s: float
    changed: bool
    """Whether anything in the file has changed but for the receipts."""

    @property
    def asks(self) -> bool:
        """Whether she asks back, and did nothing yet."""
        return bool(self.deeds) and self.said.endswith("?") and not self.receipts

    @property
    def claims_falsely(self) -> bool:
        """Whether she says that something is done, or will be, which no receipt and no change in the file proves."""
        if self.receipts:
            return any(one.undo is not None for one in self.receipts) and not self.changed
        return bool(_CLAIM.search(self.said)) and not self.asks


def labelled_requests(file: Path) -> list[LabelledRequest]:
    """The lines of a JSON Lines file."""
    return [_request(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _request(row: Mapping[str, Any], text: str = "") -> LabelledRequest:
    return LabelledRequest(
        row.get("text", text),
        row["deed"],
        row.get("slots", {}),
        tuple(row.get("before", ())),
        bool(row.get("asks_back")),
        tuple(_request(one, row["text"]) for one in row.get("also", ())),
    )


class DeedTrial:
    """All deeds on a file of their own, in which nothing is kept yet."""

    def __init__(self, memory: Memory, embedder: Embedder | None) -> None:
        self._memory = memory
        memory.recall.use_embedder(embedder)
        self._deeds = Deeds(memory, lambda: EVENING)
        self._said = ""

    def say(self, line: str, spoken: bool = False) -> DeedOutcome:
        """Do what the line asks, as the responders would, up to the first that needs an LLM."""
        before, kept = self._due(), self._kept()
        began = time.perf_counter()
        reading = self._deeds.read(line, "Ada", self._said, spoken)
        answer = self._deeds.carry_out(reading) if reading is not None else Answer("")
        took = time.perf_counter() - began
        deeds: tuple[str, ...] = tuple(one.deed.name for one in reading.asked) if reading is not None else ()
        if reading is not None and not deeds:
            deeds = ("undo",) if reading.undo is not None else ("abilities",)
        limit = self._deeds.limit(line, "Ada") if reading is None else None
        said = answer.said or (" ".join(limit.replies[0]) if limit else "")
        self._said = said
        after = self._due()
        made = tuple(one for one in after.values() if _moved(before.get(one.id), one))
        ended = tuple(one for one in before.values() if one.id not in after)
        cannot = limit.cannot if limit else ""
        return DeedOutcome(deeds, said, answer.receipts, made, ended, cannot, took, kept != self._kept())

    def _due(self) -> dict[int, DueTime]:
        return {one.id: one for one in self._memory.due_times.list()}

    def _kept(self) -> Sequence[object]:
        """All that deeds keep but for the receipts."""
        lists = [(kept.name, kept.items) for kept in self._memory.lists.all()]
        return [
            *self._memory.due_times.list(states=("waiting", "paused", "stopped", "over")),
            *self._memory.calendar.events(),
            sorted(lists),
            self._memory.notes.all(),
            list(self._memory.calendar.events()),
        ]


def _moved(before: DueTime | None, one: DueTime) -> bool:
    return before is None or before.due != one.due


@contextmanager
def a_trial(folder: Path, embedder: Embedder | None = None) -> Iterator[DeedTrial]:
    """A trial in an empty file; made in `folder`, which is the caller's to delete."""
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
        memory = open_memory(Path(place) / "memory.db", Key(bytes(32)), lambda: EVENING.replace(tzinfo=None))
        try:
            yield DeedTrial(memory, embedder)
        finally:
            memory.close()


def outcome(request: LabelledRequest, folder: Path, text: str = "", embedder: Embedder | None = None) -> DeedOutcome:
    """What comes of the line after those before it; `text`: as it was heard, if it was spoken."""
    with a_trial(folder, embedder) as trial:
        for line in request.before:
            trial.say(line)
        return trial.say(text or request.text, bool(text))
