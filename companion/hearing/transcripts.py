"""What the ear made of an utterance: the messages hearing hands on, one of the whole and guesses before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class EndOfTurnEstimate:
    """What the words of a guess tell about whether it is all."""

    finished: float | None = None
    """0…1; None when nobody can tell."""
    patient: bool = False
    """They asked for time."""


EstimateListener = Callable[[EndOfTurnEstimate], None]
"""To be called once for each guess, on any thread."""


@dataclass(frozen=True, eq=False)
class InterimTranscript:
    """What was said so far, while it is not certain that it is all."""

    text: str
    """Empty when there are no words in it."""
    start: float
    """Seconds of input audio at which the speech began."""
    end: float
    """Seconds of input audio at which it ended, as far as it goes."""
    silent: bool
    """Whether they have paused; otherwise they are in the middle of it."""
    report_end_of_turn: EstimateListener
    """For who understands the words."""
    asked_at: float = 0.0
    """When the ear was given it, on the clock of `time.monotonic`."""
    overlapping: bool = False
    """Whether she was audible when it began."""


@dataclass(frozen=True)
class FinalTranscript:
    """The answer to one utterance; every reported utterance gets exactly one."""

    number: int
    """Which utterance, from 1."""
    text: str
    """Empty when it was no speech after all, or when the ear failed."""
    start: float
    """Seconds of input audio at which the speech began."""
    end: float
    """Seconds of input audio at which the speech ended."""
    decided: float
    """Seconds of input audio at which it was certain that it had ended."""
    decided_at: float
    """The same moment on the clock of `time.monotonic`."""
    confidence: float
    """0…1."""
    overlapping: bool = False
    """Whether she was audible when it began."""
    continues: bool = False
    """True when it was cut for its length and goes on in the next one."""
    failure: str = ""
    """When the ear failed: what failed and what to do."""
