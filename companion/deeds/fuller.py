"""Chooses between two readings of one line: by phrases that fit it or a part of it, and word by word as learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.kept_notes import stems

_WORDS = ("text", "name", "title", "which", "items", "words")
"""Fields that hold what was said; of a list, `name` is its own."""
_FINER = frozenset(
    {"count", "untick", "clear_ticked", "delete", "create", "swap", "rename", "restart", "next", "free", "left", "move"}
)
"""What phrases tell apart and the marks do not."""


def fuller(
    by_phrases: Request | DeedQuestion, by_words: Request | DeedQuestion | None, corrected: bool
) -> Request | DeedQuestion:
    """The one that leaves out less of the line: a request rather than a question; else that of each word."""
    if not isinstance(by_words, Request):
        return by_phrases
    if isinstance(by_phrases, DeedQuestion):
        return by_words
    mine, theirs = _parts(by_phrases), _parts(by_words)
    if type(by_phrases) is not type(by_words) or mine["action"] != theirs["action"]:
        return by_phrases if mine["action"] in _FINER else by_words
    if mine["time"] != theirs["time"]:
        return by_words if corrected and theirs["time"] is not None else by_phrases
    return by_words if mine["words"] < theirs["words"] else by_phrases


def _parts(request: Request) -> Mapping[str, Any]:
    """Its action, the words in it, and its time or length."""
    words: set[str] = set()
    time = None
    for field in fields(request):
        value = getattr(request, field.name)
        if isinstance(value, SpokenTime):
            time = replace(value, spans=())
        elif field.name in ("length", "by"):
            time = value if time is None else time
        elif field.name in _WORDS and value:
            words |= stems(value if isinstance(value, str) else " ".join(value))
    return {"action": getattr(request, "action", ""), "words": words, "time": time}
