"""Decides from detector frames whether somebody speaks over her: whether to duck, stop, or go back to full loudness."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

import numpy as np

FRAME_MS = 32
"""Audio a detector frame holds (512 samples at 16 kHz)."""
SPEECHLIKE = 0.5
"""Probability from which a frame sounds like speech."""


class Barge(Enum):
    """What to do after a frame."""

    NOTHING = auto()
    """No change."""
    DUCK = auto()
    """Somebody may be speaking over her: play softer."""
    STOP = auto()
    """Somebody is: be silent, and keep the place."""
    RELEASE = auto()
    """Nobody was: back to full loudness."""


@dataclass(frozen=True)
class BargeRules:
    """How much evidence it takes. A frame weighs its probability of being speech minus `rest`; weights add up, not below 0.

    Fitted on one half of the recordings of `bench barge-in`, and tested on the other.
    """

    rest: float = 0.5
    """Frames with a lower probability count against speech…"""
    rest_early: float = 0.4
    """…and while the echo path is new, and some of what somebody says is taken away with it, these."""
    duck: float = 0.05
    """Weight that ducks: one frame of probability one half. A certain frame alone is below `stop`, so ducking comes first."""
    stop: float = 0.7
    """Weight that stops: two frames of clear speech, never one alone, however clear."""
    stop_early: float = 0.8
    """The same while the echo path is new, and some of her own voice may still be there."""
    stop_unconfirmed: float = 0.9
    """The same when the other canceller leaves nothing: two frames of the clearest speech, three of clear."""
    above_db: float = 6.0
    """How much louder than the background a frame must be to count at all.

    With 3 she stops for noises too, with 10 one stop in ten comes later than 300 ms."""
    fades: float = 0.02
    """Weight that a frame takes away which sounds like speech and is too soft to count: between two loud syllables nothing
    speaks against somebody, and she does not stay ducked for people far away."""
    release_ms: int = 256
    """How long the weight must have been 0 before she is loud again."""


class BargeIn:
    """Adds up the evidence that somebody speaks over her, in a cumulative sum test (Page 1954)."""

    def __init__(self, rules: BargeRules | None = None) -> None:
        self._rules = rules or BargeRules()
        self._background = NoiseFloor()
        self._ducked = self._stopped = False
        self._evidence_ms = self._taken_back_ms = 0
        self.reset()

    @property
    def evidence_ms(self) -> int:
        """How long ago the evidence that counts now began; 0 if there is none."""
        return self._evidence_ms

    def reset(self) -> None:
        """Forget the evidence, because she becomes audible or has stopped. The background stays known."""
        if self._stopped:  # somebody was speaking over her
            self._background.forget((self._evidence_ms - self._taken_back_ms) // FRAME_MS)
            self._background.forget_speech()
        self._weight = 0.0
        self._quiet_ms = self._evidence_ms = self._taken_back_ms = 0
        self._ducked = self._stopped = False

    def take_back(self, decided: Barge, early: bool) -> Barge:
        """What was decided for this frame was for her own voice; returns what to do instead.

        The evidence is judged anew with the next frame; it stays as long as the echo path is new (`early`), else little of it.
        It is no background either: else who then speaks as loudly as she would not stand out.
        """
        self._background.forget((self._evidence_ms - self._taken_back_ms) // FRAME_MS)
        self._taken_back_ms = self._evidence_ms
        ducked = self._ducked and decided is Barge.STOP
        self._ducked = self._stopped = False
        self._weight = min(self._weight, self._rules.stop if early else self._rules.duck)
        return Barge.RELEASE if ducked else Barge.NOTHING

    def add_frame(
        self,
        likely: float,
        level_db: float,
        echo: float = 0.0,
        certain: bool = True,
        early: bool = False,
        soft: bool = False,
        placed: bool = False,
    ) -> Barge:
        """Count the next 32 ms; returns what to do. After STOP it returns NOTHING until `reset`.

        `likely` is the detector's probability of speech and `level_db` the loudness (dBFS), both of the signal without her
        echo. `echo`: 0…1, the probability that the frame is only what is left of her own voice. `certain`: whether the
        other canceller confirms that somebody is there; without it she ducks, and stops later. `early`: the echo path is new.
        `soft`: the frame is so soft beside her echo that it may be what is left of it, and speaks for nobody.
        `placed`: it is known when her echo comes, so what sounds like speech is somebody's, and no background at once.
        """
        if self._stopped:
            return Barge.NOTHING
        stands_out = (
            level_db >= self._background.learn(level_db, placed and likely >= SPEECHLIKE) + self._rules.above_db
        )
        rest = self._rules.rest_early if early else self._rules.rest
        evidence = self._evidence(likely * (1.0 - echo) - rest, stands_out and not soft)
        self._weight = max(0.0, self._weight + evidence)
        self._quiet_ms = 0 if self._weight > 0 else self._quiet_ms + FRAME_MS
        self._evidence_ms = self._evidence_ms + FRAME_MS if self._weight > 0 else 0
        self._taken_back_ms = min(self._taken_back_ms, self._evidence_ms)
        if not certain:
            return self._decide(self._rules.stop_unconfirmed)
        return self._decide(self._rules.stop_early if early else self._rules.stop)

    def _evidence(self, weight: float, loud: bool) -> float:
        """What a frame adds; `weight`: by its sound alone, `loud`: whether it is loud enough to speak for somebody."""
        return weight if loud or weight <= 0.0 else -self._rules.fades

    def _decide(self, stop: float) -> Barge:
        if self._weight >= stop:
            self._stopped = True
            return Barge.STOP
        if not self._ducked and self._weight >= self._rules.duck:
            self._ducked = True
            return Barge.DUCK
        if self._ducked and self._quiet_ms >= self._rules.release_ms:
            self._ducked = False
            return Barge.RELEASE
        return Barge.NOTHING


class NoiseFloor:
    """Estimates how loud it is when nobody speaks over her: the room, and what is left of her own voice."""

    SILENCE_DB = -75.0
    """The lowest estimate, however silent the room."""
    FIRST_DB = -50.0
    """The highest estimate from the first frame alone: somebody may be speaking already."""
    PAST = 4000 // FRAME_MS
    """Frames the estimate is made from."""
    SHARE = 0.9
    """This quantile of them is the background. What somebody says until she stops is shorter than a tenth of them."""
    EVERY = 4
    """Frames between two estimates."""
    STEADY, STEADY_DB = 8, 7.0
    """So many frames whose loudness differs by no more than this are the background at once: a machine, not syllables."""
    LATELY = 1000 // FRAME_MS
    """Frames after which what sounds like speech belongs to the background, too: a television, people at another table."""
    FIRST = PAST // 2
    """So many frames the first one stands for: else who speaks in her first second would be most of the background."""

    def __init__(self) -> None:
        self._level_db: float | None = None
        self._past: deque[tuple[float, bool]] = deque(maxlen=self.PAST)
        """The loudness of frames, and whether they sounded like speech."""
        self._heard = 0

    def forget(self, frames: int) -> None:
        """Take back the latest frames: somebody was speaking over her."""
        for _ in range(min(frames, len(self._past))):
            self._past.pop()

    def forget_speech(self) -> None:
        """Take back what sounded like speech lately: it was, and it was said to her."""
        latest = [self._past.pop() for _ in range(min(self.LATELY, len(self._past)))]
        self._past.extend(one for one in reversed(latest) if not one[1])

    def learn(self, level_db: float, speechlike: bool = False) -> float:
        """Add the next frame's loudness (dBFS); returns the background before it.

        `speechlike`: it sounds like speech, and counts only later: else who speaks over her becomes the background himself.
        """
        before = max(self.SILENCE_DB, min(self.FIRST_DB, level_db)) if self._level_db is None else self._level_db
        if self._level_db is None:
            self._past.extend([(before, False)] * self.FIRST)
        self._level_db = before
        steady_db = self._steady_db()
        self._past.append((level_db, speechlike))
        self._heard += 1
        if self._heard % self.EVERY == 0:
            self._level_db = max(self.SILENCE_DB, self._estimate())
        return max(before, steady_db)

    def _steady_db(self) -> float:
        """The loudness of the last quarter of a second if it hardly changed, else silence."""
        latest = [level_db for level_db, _ in islice(reversed(self._past), self.STEADY)]
        if len(latest) < self.STEADY or max(latest) - min(latest) > self.STEADY_DB:
            return self.SILENCE_DB
        return sum(latest) / len(latest)

    def _estimate(self) -> float:
        latest = len(self._past) - self.LATELY
        counted = [level_db for at, (level_db, speechlike) in enumerate(self._past) if at < latest or not speechlike]
        return float(np.quantile(counted, self.SHARE)) if counted else self.SILENCE_DB


LEAST_VOICED_MS = 190
"""With less speech than this nothing can have been said; the same as `SegmenterRules.speech_ms`."""
LEAST_CONFIDENCE = 0.3
"""Words recognised with less confidence are taken for noise."""


def should_resume(text: str, voiced_ms: int, confidence: float, is_backchannel: Callable[[str], bool]) -> bool:
    """Whether she should go on where she was paused: nothing was said over her, or only a backchannel ("mm-hm").

    `text` and `confidence` (0…1) are the recogniser's; `voiced_ms` is how much speech the detector found.
    """
    if voiced_ms < LEAST_VOICED_MS or not text.strip() or confidence < LEAST_CONFIDENCE:
        return True
    return is_backchannel(text)
