"""Remembers what is out of order, so that it is said aloud once and not at every line."""

from __future__ import annotations

import threading
from enum import Enum


class Outage(Enum):
    """What may fail in a spoken turn, with the words that are said aloud; the screen says why and what to do."""

    MIND = "I can't think right now; the screen says why. Please try again in a moment."
    WAKING = "I'm still waking up. I'll answer as soon as I can think."
    EAR = "My hearing failed just now. Please say that again in a moment."
    EAR_WAKING = "One moment; my hearing is starting again, and I'll make out what you said."
    WORDS = "I heard you, but I couldn't make out the words. Please say that again."
    LANGUAGE = "I only understand English. Please say that in English, or once more if it was."
    MEMORY = "I can't keep what you say right now, so I haven't answered. The screen says what to do."
    DEED = "I couldn't do that; the screen says why."


class Outages:
    """Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: set[Outage] = set()

    def begin(self, outage: Outage) -> str:
        """Note that this fails; returns what to say aloud, which is nothing if it failed before and has not worked since."""
        with self._lock:
            known = outage in self._under_way
            self._under_way.add(outage)
        return "" if known else outage.value

    def end(self, *outages: Outage) -> None:
        """Note that these work."""
        with self._lock:
            self._under_way.difference_update(outages)
