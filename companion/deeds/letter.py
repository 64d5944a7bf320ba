"""Undoes what was done to letters; what a line asks of them is read by `companion/letters/`, for it needs the LLM."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.letters import Letter, letter_as_json, letter_from_json
from companion.memory.receipts import Receipt


class LetterDeed(Deed):
    """Stands in the list of deeds for what she says that she can do, and for its receipts."""

    name = "letter"
    can = "write letters with you"

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """Nothing: see the first line of this file."""
        return None

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """Never called, for nothing is read."""
        raise AssertionError(f"letters are not written here: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`: the version before, the letter away, or back; refused where that would undo more."""
        undo, letters = receipt.undo or {}, self._memory.letters
        if (number := undo.get("written")) is not None:
            return self._take_away(letters.one(number))
        if (number := undo.get("finished")) is not None:
            letters.one(number)
            letters.finish(number, finished=False)
            return "The letter is open again."
        if (kept := undo.get("removed")) is not None:
            letters.put_back(letter_from_json(kept))
            return "The letter is back."
        if _was_changed_since(letters.one(undo["letter"]), undo):
            raise CompanionError(
                "The letter was changed again since then; nothing was undone. Go back to an earlier version of it."
            )
        letters.show_version(undo["letter"], undo["version"])
        return "The letter is as it was before."

    def _take_away(self, letter: Letter) -> str:
        """Remove a first draft, with a receipt so that it can come back. Raises CompanionError for one changed since."""
        if len(letter.versions) > 1:
            raise CompanionError(
                "The letter was changed since it was written; nothing was undone. If it shall go with all its versions, remove it."
            )
        removed = {"removed": letter_as_json(self._memory.letters.remove(letter.id))}
        self._memory.receipts.add("letter", f"{letter.title}: removed", None, removed, letter.message)
        return "The letter is gone."


def _was_changed_since(letter: Letter, undo: Mapping[str, Any]) -> bool:
    """Whether another version counts now than the one that was made then, or the one before that."""
    shown = letter.shown
    if shown is None or shown.id == undo["version"]:
        return False
    if (made := undo.get("made")) is not None:
        return shown.id != int(made)
    return shown.by != "her" or shown.before != undo["version"]  # receipts of older versions do not name what was made
