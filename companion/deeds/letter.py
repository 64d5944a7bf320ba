"""Undoes what was done to letters; what a line asks of them is read by `companion/letters/`, for it needs the LLM."""

from __future__ import annotations

from datetime import datetime

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.memory import Memory
from companion.memory.letters import letter_from_json
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
        """As `Deed.undo`: the version before, the letter away, or back. Raises CompanionError when it is gone meanwhile."""
        undo, letters = receipt.undo or {}, self._memory.letters
        if (number := undo.get("written")) is not None:
            letters.remove(number)
            return "The letter is gone."
        if (number := undo.get("finished")) is not None:
            letters.finish(number, finished=False)
            return "The letter is open again."
        if (kept := undo.get("removed")) is not None:
            letters.put_back(letter_from_json(kept))
            return "The letter is back."
        letters.show_version(undo["letter"], undo["version"])
        return "The letter is as it was before."
