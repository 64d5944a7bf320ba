"""Defines how one sentence is spoken beside its words: pace, pauses, loudness, and how much of another timbre is in the voice."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class SpeakingManner:
    """Factors of the voice's own way, and shares of timbre; a voice that has no such timbre leaves the shares out."""

    speed: float = 1.0
    """Times the speed that the user set."""
    pauses: float = 1.0
    """Times the length of the pauses between clauses and sentences."""
    volume: float = 1.0
    """Times the voice's own loudness, as amplitude."""
    whisper: float = 0.0
    """0…1: none of the whispering timbre, to as much as leaves her herself and understood."""
    brightness: float = 0.0
    """0…1: none of the bright timbre and its livelier melody, to as much as leaves her herself."""
    gravity: float = 0.0
    """0…1: none of the low, level melody, to as much as leaves her herself."""

    def towards(self, other: SpeakingManner, share: float) -> SpeakingManner:
        """What lies between this manner and another; `share` 0 is this one, 1 the other."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return SpeakingManner(*(mine + share * (theirs - mine) for mine, theirs in pairs))

    def is_near(self, other: SpeakingManner, most: float) -> bool:
        """Whether the two differ in nothing by more than `most`."""
        return all(abs(mine - theirs) <= most for mine, theirs in zip(astuple(self), astuple(other), strict=True))


PLAIN = SpeakingManner()
"""As the voice speaks by itself."""
