"""Defines what answering is given besides an LLM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from companion.deeds.deeds import Deeds
from companion.dialogue.responders.initiation import InterviewResponder
from companion.dialogue.responders.unasked import UnaskedResponder
from companion.events import Event
from companion.memory import Memory
from companion.prosody.mood import Mood
from companion.speaking.synthesis import Synthesis


@dataclass(frozen=True)
class AnsweringDependencies:
    """What answering needs besides an LLM."""

    memory: Memory
    synthesis: Synthesis
    emit: Callable[[Event], None]
    clock: Callable[[], float]
    """Seconds, for the events' `t`."""
    now: Callable[[], datetime]
    """The local date and time."""
    notify: Callable[[str], None]
    """Tells the user one sentence."""
    deeds: Deeds
    deed_done: Callable[[], None] = lambda: None
    """Told when a deed was done: a due time may have come or gone."""
    interview: InterviewResponder = field(default_factory=InterviewResponder)
    mood: Callable[[], Mood | None] = lambda: None
    """How the user seems while saying the line."""
    stop_downloads: Callable[[], int] = lambda: 0
    """Pauses every download; how many there were."""
    unasked: UnaskedResponder | None = None
