"""Defines what the moment suggests for one reply, where no told rule says anything: how short, how many questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoodSuggestion:
    """What somebody's mood suggests. A rule that the user has told wins, always."""

    fewer_sentences: int = 0
    """So many fewer than usual; at least one stays."""
    questions: int | None = None
    """Most questions; None: any."""


NO_SUGGESTION = MoodSuggestion()
