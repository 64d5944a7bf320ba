"""Decides when the user's turn is over: by the words first, then by the prosody, else by the silence alone."""

from __future__ import annotations

import logging
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from companion.audio.devices import Samples
from companion.hearing.segmenter import MILLISECOND
from companion.hearing.transcripts import EndOfTurnEstimate

log = logging.getLogger(__name__)

WHOLE = 0.97
"""Probability from which on a line counts as surely whole."""
AskProsody = Callable[[int, Samples], None]
"""Asks Smart Turn: the pause's number, and the sound so far. The answer comes back by `Endpointer.add_sound_estimate`."""


@dataclass(frozen=True)
class Evidence:
    """What is known at one moment of a pause."""

    silence_ms: int
    """Since the speech ended, including the detector's lag."""
    words: float | None = None
    """0…1: the LLM's probability that the line ends here; None if it has not answered or cannot tell."""
    sound: float | None = None
    """0…1: Smart Turn's answer in this pause; None if there is none (yet)."""
    patient: bool = False
    """The user asked for time: “let me think”."""


@dataclass(frozen=True)
class EndpointRules:
    """How much silence the estimates are worth: milliseconds, and weights of log odds.

    From 60 TIMIT sentences, whole and broken off, and the labelled pauses of 17 recordings: of the inner pauses 11 % are
    taken for the end, the end itself 500 ms after it; by words alone 14 % and 630 ms, by silence alone 29 % and 890 ms.
    """

    soonest_ms: int = 200
    """No turn ends before this: gaps within fluent speech are that long."""
    even_ms: int = 1000
    """Silence that ends a turn when words and sound leave it open: longer than most people breathe in…"""
    odds_ms: int = 300
    """…shorter by this for each factor e of the odds that the user has finished, longer for each against."""
    sound_weight: float = 0.5
    """Weight of the sound beside the words…"""
    sound_weight_alone: float = 1.0
    """…and when there is no estimate from the words."""
    usual_sound: float = 0.9
    """What Smart Turn answers when it cannot tell: it was trained on ends, and takes most pauses for one."""
    ask_prosody_ms: tuple[int, ...] = (150,)
    """When to ask it: early. Longer silence by itself looks like an end to it (0.13 at 150 ms in mid-sentence, 0.96 at 600)."""
    limit_ms: int = 1200
    """Silence that ends a turn whatever else is known, until the speaker's own pauses tell more…"""
    longest_ms: int = 2000
    """…and the limit never grows beyond this."""
    patient_ms: int = 5000
    """The limit when the user asked for time; nothing else ends the turn then."""
    limit_factor: float = 1.25
    """The limit is this many times the length below which nine in ten of the speaker's own pauses are."""
    pauses_kept: int = 20
    """How many of the latest pauses count."""


class SilenceThreshold:
    """Says how much silence ends a turn, and learns it from one speaker's inner pauses; owned by one thread."""

    def __init__(self, rules: EndpointRules | None = None) -> None:
        self._rules = rules or EndpointRules()
        self._inner_pauses: deque[int] = deque(maxlen=self._rules.pauses_kept)

    def is_reached(self, evidence: Evidence) -> bool:
        """Whether the turn is over at this moment of a pause."""
        log.debug("pause: %s", evidence)
        if evidence.patient:
            return evidence.silence_ms >= self._rules.patient_ms
        return evidence.silence_ms >= self.needed_ms(evidence.words, evidence.sound)

    def needed_ms(self, words: float | None, sound: float | None) -> int:
        """The silence that ends a turn for these estimates (see `Evidence`)."""
        if words is None and sound is None:
            return self.limit_ms
        rules = self._rules
        weight = rules.sound_weight_alone if words is None else rules.sound_weight
        odds = _log_odds(words, 0.5) + weight * (_log_odds(sound, rules.usual_sound) - _log_odds(rules.usual_sound))
        needed = rules.even_ms - rules.odds_ms * odds
        return round(min(self.limit_ms, max(rules.soonest_ms, needed)))

    def add_inner_pause(self, pause_ms: int) -> None:
        """Learn that the user went on speaking after a pause of this length."""
        self._inner_pauses.append(pause_ms)

    @property
    def limit_ms(self) -> int:
        """The silence that ends a turn by itself; longer for somebody who makes long pauses."""
        pauses = sorted(self._inner_pauses)
        nearly_all = pauses[len(pauses) * 9 // 10] if pauses else 0
        return min(self._rules.longest_ms, max(self._rules.limit_ms, round(self._rules.limit_factor * nearly_all)))

    @property
    def ask_prosody_ms(self) -> tuple[int, ...]:
        """Silences at which Smart Turn should be asked."""
        return self._rules.ask_prosody_ms


class Endpointer:
    """Collects the estimates for the pause under way and says whether the turn is over; owned by hearing's thread."""

    def __init__(self, threshold: SilenceThreshold, ask_prosody: AskProsody | None = None) -> None:
        self._threshold, self._ask_prosody = threshold, ask_prosody
        self._number = 0
        self._words: EndOfTurnEstimate | None = None
        self._sound: float | None = None
        self._asked_ms: set[int] = set()
        self.least_ms = 0
        """Silence without which no turn ends, half of it after a line that is surely whole: nobody is in a hurry."""

    def start_pause(self) -> int:
        """Forget the estimates: another pause begins, or another interim transcript of the same one. Returns its number."""
        self._number += 1
        self._words = self._sound = None
        self._asked_ms = set()
        return self._number

    def add_words_estimate(self, number: int, estimate: EndOfTurnEstimate) -> None:
        """Note what the words of pause `number` tell; ignored when another pause has begun."""
        if number == self._number:
            self._words = estimate

    def add_sound_estimate(self, number: int, probability: float) -> None:
        """Note what the sound of pause `number` tells; ignored when another pause has begun."""
        if number == self._number:
            self._sound = probability

    def speech_resumed(self, pause: int) -> None:
        """The user went on after a pause of this many samples: it was an inner one."""
        self._threshold.add_inner_pause(pause // MILLISECOND)
        self.start_pause()

    def is_over(self, silence_ms: int, sound: Callable[[], Samples]) -> bool:
        """Whether the turn is over after this silence; `sound` gives what was said, including the silence."""
        self._ask_if_due(silence_ms, sound)
        words = self._words
        if silence_ms < (self.least_ms // 2 if words is not None and (words.finished or 0) >= WHOLE else self.least_ms):
            return False
        if words is None:  # the LLM is still reading; its answer is worth more than an early guess
            return silence_ms >= self._threshold.limit_ms
        return self._threshold.is_reached(Evidence(silence_ms, words.finished, self._sound, words.patient))

    def _ask_if_due(self, silence_ms: int, sound: Callable[[], Samples]) -> None:
        if self._ask_prosody is None:
            return
        due = {ms for ms in self._threshold.ask_prosody_ms if ms <= silence_ms} - self._asked_ms
        if due:
            self._asked_ms |= due
            self._ask_prosody(self._number, sound())


def _log_odds(probability: float | None, unknown: float = 0.5) -> float:
    """Log odds of the probability, or of `unknown` if it is None; never beyond 1 : 1000: no model knows people that well."""
    p = min(0.999, max(0.001, unknown if probability is None else probability))
    return math.log(p / (1 - p))
