"""Keeps size and hash of each downloaded file of a folder, for files whose hash the catalogue doesn't know."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from models.fetching.fetch import Arrived

_NAME = ".receipts.json"


@dataclass(frozen=True)
class Receipts:
    """The receipts of one model's folder."""

    folder: Path

    def read(self) -> dict[str, Arrived]:
        """Receipts by file name; a damaged list counts as empty, because the files themselves are what matters."""
        try:
            values = json.loads((self.folder / _NAME).read_text(encoding="utf-8"))
            return {name: Arrived(**value) for name, value in values.items()}
        except (FileNotFoundError, ValueError, TypeError, AttributeError):
            return {}

    def keep(self, name: str, arrived: Arrived) -> None:
        """Add the receipt of a file."""
        self._write(self.read() | {name: arrived})

    def drop(self, name: str) -> None:
        """Remove the receipt of a file."""
        left = {other: arrived for other, arrived in self.read().items() if other != name}
        if left:
            self._write(left)
        else:
            (self.folder / _NAME).unlink(missing_ok=True)

    def _write(self, receipts: dict[str, Arrived]) -> None:
        draft = self.folder / f"{_NAME}.new"
        draft.write_text(json.dumps({name: asdict(arrived) for name, arrived in receipts.items()}), encoding="utf-8")
        os.replace(draft, self.folder / _NAME)
