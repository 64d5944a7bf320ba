"""What is known of a pause comes in, whether the speaker's turn is over goes out: words first, then prosody, then silence alone."""

from __future__ import annotations

import logging
import math
from collections import deque
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evidence:
    """One moment of a pause."""

    silence_ms: int
    """Since the speech ended; the detector's lag is part of it."""
    words: float | None = None
    """0…1: how likely the mind finds it that the line ends here; None while or because it hasn't told."""
    sound: float | None = None
    """0…1: Smart Turn's latest answer in this pause; None while or because there is none."""
    patient: bool = False
    """They asked for time: “let me think”."""


@dataclass(frozen=True)
class EndpointRules:
    """How much silence an opinion is worth; milliseconds, and weights of log odds."""

    soonest_ms: int = 200
    """No turn ends before: so long are the gaps within fluent speech."""
    even_ms: int = 700
    """Silence that ends a turn when words and sound leave it open…"""
    odds_ms: int = 150
    """…less for each factor e of the odds that they have finished, more for each against."""
    words: float = 1.0
    sound: float = 0.3
    """Weights of the two; words know better: in a sentence cut anywhere the voice does not fall or hesitate."""
    limit_ms: int = 1200
    """Silence that ends a turn whatever else is known, until the speaker's own pauses tell more…"""
    longest_ms: int = 2000
    """…and at most then."""
    patient_ms: int = 5000
    """The limit when time was asked for; nothing else ends the turn then."""
    spare: float = 1.25
    """The limit is so much longer than nearly all of the speaker's own pauses."""
    pauses: int = 20
    """How many of the latest pauses count."""
    ask_ms: tuple[int, ...] = (200, 400, 600)
    """Silences at which Smart Turn is worth its time."""


class Endpointing:
    """Decides when a turn is over; owned by one thread, kept for one speaker."""

    def __init__(self, rules: EndpointRules | None = None) -> None:
        self._rules = rules or EndpointRules()
        self._inner: deque[int] = deque(maxlen=self._rules.pauses)

    def over(self, evidence: Evidence) -> bool:
        """Whether the turn is over at this moment of a pause."""
        log.debug("pause: %s", evidence)
        if evidence.patient:
            return evidence.silence_ms >= self._rules.patient_ms
        return evidence.silence_ms >= self.needed_ms(evidence.words, evidence.sound)

    def needed_ms(self, words: float | None, sound: float | None) -> int:
        """The silence that ends a turn of which this much is known."""
        if words is None and sound is None:
            return self.limit_ms
        odds = self._rules.words * _odds(words) + self._rules.sound * _odds(sound)
        needed = self._rules.even_ms - self._rules.odds_ms * odds
        return round(min(self.limit_ms, max(self._rules.soonest_ms, needed)))

    def went_on(self, pause_ms: int) -> None:
        """They went on after a pause so long: it was an inner one."""
        self._inner.append(pause_ms)

    @property
    def limit_ms(self) -> int:
        """The silence that alone ends a turn, now: longer for somebody who makes long pauses."""
        nearly_all = sorted(self._inner)[len(self._inner) * 9 // 10] if self._inner else 0
        return min(self._rules.longest_ms, max(self._rules.limit_ms, round(self._rules.spare * nearly_all)))

    @property
    def asks_sound_ms(self) -> tuple[int, ...]:
        """Silences at which Smart Turn should be asked."""
        return self._rules.ask_ms


def _odds(probability: float | None) -> float:
    """Log odds; even when nothing is known, and never beyond 1 : 1000, for no model is that sure of people."""
    if probability is None:
        return 0.0
    sure = min(0.999, max(0.001, probability))
    return math.log(sure / (1 - sure))
