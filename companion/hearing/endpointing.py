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
    """0…1: Smart Turn's answer in this pause; None while or because there is none."""
    patient: bool = False
    """They asked for time: “let me think”."""


@dataclass(frozen=True)
class EndpointRules:
    """How much silence an opinion is worth; milliseconds, and weights of log odds.

    From 60 TIMIT sentences, whole and broken off, and the labelled pauses of 17 recordings: of the inner pauses 11 % are
    taken for the end, the end itself 500 ms after it; by words alone 14 % and 630 ms, by silence alone 29 % and 890 ms.
    """

    soonest_ms: int = 200
    """No turn ends before: so long are the gaps within fluent speech."""
    even_ms: int = 1000
    """Silence that ends a turn when words and sound leave it open: longer than most people breathe in…"""
    odds_ms: int = 300
    """…less for each factor e of the odds that they have finished, more for each against."""
    sound: float = 0.5
    """Weight of the sound beside the words…"""
    sound_alone: float = 1.0
    """…and when there are none, or the mind can't tell."""
    usual_sound: float = 0.9
    """What Smart Turn gives where it has no opinion: it was trained on ends, and finds most pauses finished."""
    ask_ms: tuple[int, ...] = (150,)
    """When it is asked: early. Of later silence it makes an end by itself (0.13 at 150 ms in mid-sentence, 0.96 at 600)."""
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
        rules = self._rules
        weight = rules.sound_alone if words is None else rules.sound
        odds = _odds(words, 0.5) + weight * (_odds(sound, rules.usual_sound) - _odds(rules.usual_sound))
        needed = rules.even_ms - rules.odds_ms * odds
        return round(min(self.limit_ms, max(rules.soonest_ms, needed)))

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


def _odds(probability: float | None, unknown: float = 0.5) -> float:
    """Log odds of what is known, else of `unknown`; never beyond 1 : 1000, for no model is that sure of people."""
    sure = min(0.999, max(0.001, unknown if probability is None else probability))
    return math.log(sure / (1 - sure))
