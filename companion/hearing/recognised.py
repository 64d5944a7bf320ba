"""One utterance and what the ear made of it: the message hearing hands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recognised:
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
    """Seconds of input audio at which the silence after it was long enough."""
    ear_s: float
    """Seconds the recognition took."""
    confidence: float
    """0…1."""
    continues: bool = False
    """True when it was cut for its length and goes on in the next one."""
    failure: str = ""
    """When the ear failed: what failed and what to do."""
