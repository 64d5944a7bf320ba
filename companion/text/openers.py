"""Builds patterns for the words that open a line before what it is about: “Well, …”, “Oh, and …”, “Um, so …”."""

from __future__ import annotations

OPENERS = ("well", "so", "oh", "and", "but")
"""They open statements, questions and commands alike."""
HESITATIONS = ("um", "uh")
DRAWN_OUT = ("um+", "uh+")
"""Patterns for hesitations of any length: “ummm”."""


def any_opener(others: str = "", hesitations: tuple[str, ...] = HESITATIONS) -> str:
    """A pattern (a group that captures nothing) for one opening word; `others`: more alternatives for one kind of line."""
    return f"(?:{'|'.join((*OPENERS, *hesitations, *([others] if others else [])))})"
