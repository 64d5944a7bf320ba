"""Cleans typed or pasted text into a line that can be kept and answered."""

from __future__ import annotations

import unicodedata

from companion.errors import CompanionError
from companion.text.characters import ordinary

LONGEST = 200_000
"""Most characters of a line; longer text is refused."""


def clean(text: str) -> str:
    """Remove NUL, control characters and what can't be seen, write odd spaces and line breaks as ordinary ones, and trim.

    Raises CompanionError when nothing is left or when it is longer than `LONGEST`.
    """
    kept = "".join(c for c in ordinary(text) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    if not kept:
        raise CompanionError("There was nothing to read in that; type a few words.")
    if len(kept) > LONGEST:
        raise CompanionError(
            f"That is {len(kept):,} characters; she can take {LONGEST:,} at a time, so send it in parts."
        )
    return kept
