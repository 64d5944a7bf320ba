"""Defines what the stages are given: the devices, and what they ask of the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from companion.audio.devices import AudioInput, AudioOutput
from companion.audio.pacing import FilePacing
from companion.environment import Environment
from companion.events import Event
from companion.runtime.downloads import Downloads


@dataclass(frozen=True)
class Devices:
    """What she hears with and is heard by; None where there is nothing."""

    microphone: AudioInput | None = None
    loudspeaker: AudioOutput | None = None
    pacing: FilePacing | None = None
    """Paces a microphone that is made of files."""
    clock: Callable[[], float] | None = None
    """Seconds for the events' `t`; the wall clock since the start if not given."""
    on_change: Callable[[Callable[[], None]], None] = lambda _tell: None
    """Given what to call when a device has been opened anew: what was learnt of the echo no longer holds."""
    why_none: str = ""
    """Why there is neither, if there should be: told when she opens."""


class EngineSide(Protocol):
    """What the stages ask of the engine that holds them."""

    @property
    def environment(self) -> Environment:
        """Folders, settings and clock as they are now."""

    @property
    def started(self) -> datetime:
        """Since when the program runs, with its zone; until the memory is opened it is locked."""

    @property
    def fetching(self) -> bool:
        """Whether a model is being downloaded."""

    @property
    def downloads(self) -> Downloads:
        """What is being downloaded."""

    def change(self, **settings: Any) -> None:
        """Apply and keep settings."""

    def emit(self, event: Event) -> None:
        """Tell an event to every listener."""

    def notify(self, sentence: str) -> None:
        """Tell the user one sentence."""

    def clock(self) -> float:
        """Seconds, for the events' `t`."""

    def level(self, whose: str, level: float) -> None:
        """Tell how loud "you" or "her" is, 0…1."""
