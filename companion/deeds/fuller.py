"""Chooses between two readings of one line: by phrases that fit it or a part of it, and word by word as learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.kept_notes import stems

_WORDS = ("text", "name", "title", "which", "items", "words")
"""Fields that hold what was said; of a list, `name` is its own."""
SURE_OF_OTHER_WORDS = 0.4
"""From this probability on the words that were read count, though a phrase has none of them."""
SURE_OF_LENGTH = 0.4
"""The same of a length that is longer than the one that a phrase has read."""
_PARTS_OF_TIME = ("length", "ahead", "days", "clock", "part", "repeats")
_FINER = frozenset(
    {"count", "untick", "clear_ticked", "delete", "create", "swap", "rename", "restart", "next", "free", "left", "move"}
)
"""What phrases tell apart and the marks do not."""


def fuller(
    by_phrases: Request | DeedQuestion, by_words: Request | DeedQuestion | None, corrected: bool, sure: float = 0.0
) -> Request | DeedQuestion:
    """The one that leaves out less of the line: a request rather than a question; else that of each word.

    `sure`: how sure that of each word is, 0 to 1.
    """
    if not isinstance(by_words, Request):
        return by_phrases
    if isinstance(by_phrases, DeedQuestion):
        return by_words
    mine, theirs = _parts(by_phrases), _parts(by_words)
    if type(by_phrases) is not type(by_words) or mine["action"] != theirs["action"]:
        return by_phrases if mine["action"] in _FINER else by_words
    if mine["time"] != theirs["time"]:
        more = (corrected and theirs["time"] is not None) or _says_more(mine["time"], theirs["time"], sure)
        return by_words if more else by_phrases
    others = sure >= SURE_OF_OTHER_WORDS and bool(theirs["words"]) and not mine["words"] & theirs["words"]
    return by_words if mine["words"] < theirs["words"] or others else by_phrases


def _says_more(mine: object, theirs: object, sure: float) -> bool:
    """Whether the second time says all that the first does, and a day, an hour or an often besides; or is the longer length."""
    if isinstance(mine, timedelta) and isinstance(theirs, timedelta):
        return sure >= SURE_OF_LENGTH and theirs > mine
    if not isinstance(mine, SpokenTime) or not isinstance(theirs, SpokenTime):
        return mine is None and theirs is not None
    said = [(getattr(mine, name), getattr(theirs, name)) for name in _PARTS_OF_TIME]
    return all(not one or one == other for one, other in said)


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
