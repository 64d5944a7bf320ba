"""Tells whether words name a reminder, an alarm or an event: one word of two is not enough to cancel it."""

from __future__ import annotations

from collections.abc import Set

from companion.text.grounding import content_words


def names(wanted: Set[str], text: str) -> bool:
    """Whether all words that were said are in the text, or all its words were said: “call Tom” does not name “call Amy”."""
    known = content_words(text)
    return bool(wanted & known) and (wanted <= known or known <= wanted)
