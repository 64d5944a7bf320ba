"""Says several things one after the other: “rain, long words and cats”."""

from __future__ import annotations

from collections.abc import Sequence


def listed(items: Sequence[str]) -> str:
    """With commas, and “and” before the last; empty for nothing."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
