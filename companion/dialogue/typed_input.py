"""Cleans typed or pasted text into a line that can be kept and answered."""

from __future__ import annotations

import unicodedata

from companion.errors import CompanionError

LONGEST = 200_000
"""Most characters of a line; longer text is refused."""

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that make text look different from what it says."""


def clean(text: str) -> str:
    """Remove NUL, control characters and direction overrides, and trim.

    Raises CompanionError when nothing is left or when it is longer than `LONGEST`.
    """
    kept = "".join(
        c for c in text if c in "\n\t" or (c not in _OVERRIDES and unicodedata.category(c) not in ("Cc", "Cs"))
    )
    kept = kept.strip()
    if not kept:
        raise CompanionError("There was nothing to read in that; type a few words.")
    if len(kept) > LONGEST:
        raise CompanionError(
            f"That is {len(kept):,} characters; she can take {LONGEST:,} at a time, so send it in parts."
        )
    return kept
