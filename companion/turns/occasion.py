"""Reads what a line is an occasion for: talk, a joke, a goodbye, sad news; danger is told by care."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from companion.courtesy import is_grave

Occasion = Literal["talk", "joke", "goodbye", "sadness", "danger"]
"""What a reply answers, as far as it bears on how she says it."""

LATELY = 3
"""Lines of the user's in which sad news still weighs: the last one and those before it."""

_JOKE = re.compile(
    r"\b(?:ha(?:ha)+h?|hehe+|lol|lmao|rofl|joking|just kidding|knock,? knock|make me (?:laugh|smile)|cheer me up"
    r"|(?:tell|know|hear|got)(?: me| us)?(?: an?| any| another| your best)? (?:joke|pun|riddle)s?"
    r"|another (?:joke|pun|riddle)|say something (?:funny|silly)|tease me)\b",
    re.IGNORECASE,
)
_PARTINGS = frozenset({"goodbye", "goodnight", "out", "food", "people", "work", "travel", "away", "stop", "pause"})
_GLADNESS = frozenset({"laugh", "praise"})


def occasion_of(told: Sequence[str]) -> Occasion:
    """What the last of the user's lines is an occasion for, after those before it."""
    if any(map(is_grave, told[-LATELY:])):
        return "sadness"
    return "joke" if told and _JOKE.search(told[-1]) else "talk"


def occasion_of_courtesy(kind: str, before: Occasion) -> Occasion:
    """The same for a courtesy of this kind; what weighs already weighs on."""
    if before in ("sadness", "danger"):
        return before
    if kind in _PARTINGS:
        return "goodbye"
    return "joke" if kind in _GLADNESS else before
