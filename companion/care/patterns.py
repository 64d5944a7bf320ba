"""Finds danger in a normalised line by written patterns."""

from __future__ import annotations

from companion.care.answers import without_everyday
from companion.care.signal import DANGERS, HINT, Kind, RiskSignal
from companion.care.signs import signs

_AT_ONCE: dict[Kind, str] = {"medical": "now"}
"""The topic of a danger said outright, where it isn't `plain`."""


def plain(kind: Kind) -> RiskSignal:
    """A danger that is certain."""
    return RiskSignal(kind, _AT_ONCE.get(kind, "plain"))


def danger(full: str) -> RiskSignal | None:
    """The danger that the patterns find in a normalised line."""
    text = without_everyday(full)
    hint: RiskSignal | None = None
    for kind in DANGERS:
        for topic, pattern in signs()[kind].items():
            if pattern.search(text):
                if topic != HINT:
                    return RiskSignal(kind, topic)
                hint = hint or RiskSignal(kind, topic)
    return hint
