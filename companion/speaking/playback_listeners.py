"""Names whom playback informs of what is audible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.events import Event
from companion.turns.reply import AssistantTurn


@dataclass(frozen=True)
class PlaybackListeners:
    """Whom playback informs; called on its thread."""

    emit: Callable[[Event], None]
    clock: Callable[[], float]
    """Seconds on the clock of events."""
    audible: Callable[[bool], None]
    """Whether she is audible, or about to be."""
    resting: Callable[[bool], None]
    """Whether what rings is silent for a while; called often."""
    level: Callable[[float], None]
    """Her loudness, 0…1."""
    turn_over: Callable[[AssistantTurn], None]
    """The turn is over, however it ended."""
    notify: Callable[[str], None]
    """One sentence for the user."""
