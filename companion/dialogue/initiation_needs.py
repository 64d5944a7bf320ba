"""Defines what the interview needs of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from companion.dialogue.responders.initiation import InterviewResponder
from companion.environment import Environment
from companion.events import Event
from companion.initiation.answer_sounds import AnswerSounds
from companion.initiation.asking import Surroundings
from companion.memory import Memory, Via


class InterviewedEngine(Protocol):
    """The engine, as the interview knows it."""

    @property
    def environment(self) -> Environment:
        """Folders, settings and clock as they are now."""

    @property
    def fetching(self) -> bool:
        """Whether a model is being downloaded."""

    def change(self, **settings: Any) -> None:
        """Apply and keep settings."""

    def emit(self, event: Event) -> None:
        """Tell an event to every listener."""

    def clock(self) -> float:
        """Seconds, for the events' `t`."""


@dataclass(frozen=True)
class InitiationDependencies:
    """What the interview needs of the program."""

    memory: Memory
    responder: InterviewResponder
    engine: InterviewedEngine
    surroundings: Callable[[], Surroundings]
    via: Callable[[], Via]
    """Whether she speaks or writes."""
    loading: Callable[[], bool]
    """Whether a part of her is being loaded."""
    free_voices: Callable[[str], None]
    """No voice but hers, and this one unless it is empty, is needed any more."""
    wait_at_least: Callable[[int], None]
    """Takes how many milliseconds of silence must end a spoken answer; 0: as usual."""
    sounds: AnswerSounds
    quiet: Callable[[], bool]
    """Whether nobody talks, and nothing is loaded."""
