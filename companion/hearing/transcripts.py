"""Defines the transcripts that hearing passes on: interim ones while an utterance lasts, then a final one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from companion.audio.devices import Samples


class Overlapping(IntEnum):
    """Whether she was audible when an utterance began."""

    NO = 0
    ROOM_KNOWN = 1
    ROOM_NEW = 2
    """She was, and how her voice comes back in this room was not known yet: it may be her own echo."""


@dataclass(frozen=True)
class EndOfTurnEstimate:
    """What the words of an interim transcript tell about whether the line is finished."""

    finished: float | None = None
    """The probability, 0…1; None if it cannot be told."""
    patient: bool = False
    """The user asked for time: “let me think”."""


EstimateListener = Callable[[EndOfTurnEstimate], None]
"""To be called once for each interim transcript, on any thread."""


@dataclass(frozen=True, eq=False)
class InterimTranscript:
    """What was said so far, while it is not certain that the line is whole."""

    text: str
    """Empty if there are no words in it."""
    start: float
    """Seconds of input audio at which the speech began."""
    end: float
    """Seconds of input audio at which it ended so far."""
    silent: bool
    """Whether the user has paused; otherwise still speaks."""
    report_end_of_turn: EstimateListener
    """Takes the estimate that is made from the words."""
    asked_at: float = 0.0
    """When the transcription was requested, on the clock of `time.monotonic`."""
    overlapping: Overlapping = Overlapping.NO


@dataclass(frozen=True)
class FinalTranscript:
    """What was said in one utterance; every reported utterance gets exactly one."""

    number: int
    """Which utterance, from 1."""
    text: str
    """Empty if it was no speech after all, or if the recogniser failed."""
    start: float
    """Seconds of input audio at which the speech began."""
    end: float
    """Seconds of input audio at which the speech ended."""
    decided: float
    """Seconds of input audio at which its end was certain."""
    decided_at: float
    """The same moment on the clock of `time.monotonic`."""
    confidence: float
    """0…1."""
    overlapping: Overlapping = Overlapping.NO
    continues: bool = False
    """It was cut for its length and goes on in the next one."""
    foreign: bool = False
    """It sounds like another language than English, so the text is nonsense."""
    failure: str = ""
    """If the recogniser failed: what failed and what to do."""
    samples: Samples | None = field(default=None, compare=False, repr=False)
    """What was heard: mono, 16 kHz, with a little silence around it."""
