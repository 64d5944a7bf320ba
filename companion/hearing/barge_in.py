"""Detector frames while she is audible in, one each; out comes what to do: duck, stop, or back to full loudness."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

FRAME_MS = 32
"""Audio a detector frame holds (512 samples at 16 kHz)."""


class Barge(Enum):
    """What a frame asks for."""

    NOTHING = auto()
    """Go on as it is."""
    DUCK = auto()
    """Perhaps somebody speaks over her: softer."""
    STOP = auto()
    """Somebody does: silent, and remember the place."""
    RELEASE = auto()
    """It was nothing: back to full loudness."""


@dataclass(frozen=True)
class BargeRules:
    """How much it takes. A frame's weight is its probability of being speech, less `rest`; weights add up, not below 0.

    Fitted on one half of the recordings of `bench barge-in`, and tried on the other.
    """

    rest: float = 0.4
    """Frames less likely than this speak against speech."""
    duck: float = 0.05
    """Weight that ducks: one frame that is half likely. With a certain frame more it is below `stop`: ducking comes first."""
    stop: float = 0.7
    """Weight that stops: two frames of clear speech, and never one frame alone, however clear."""
    above_db: float = 6.0
    """How much louder than the background a frame must be to count as anything.

    With 3 she stops for noises too, with 10 one stop in ten comes later than 300 ms."""
    release_ms: int = 256
    """How long the weight must have been 0 until she is loud again."""


class BargeIn:
    """Adds up the evidence that somebody speaks over her (a cumulative sum test, Page 1954)."""

    def __init__(self, rules: BargeRules | None = None) -> None:
        self._rules = rules or BargeRules()
        self._background = Background()
        self.reset()

    def reset(self) -> None:
        """She starts or stops being audible: nothing has been said over her yet. The background stays known."""
        self._weight = 0.0
        self._quiet_ms = 0
        self._ducked = self._stopped = False

    def add_frame(self, likely: float, level_db: float, echo: float = 0.0, certain: bool = True) -> Barge:
        """The next 32 ms.

        `likely`: the detector's probability of speech, and `level_db`: the loudness (dBFS), both of a signal without her
        echo; `echo`: 0…1, how likely all of it is only what is left of her own voice; `certain`: whether
        something else says that anybody is there: without it she ducks, but goes on. After STOP nothing until `reset`.
        """
        if self._stopped:
            return Barge.NOTHING
        stands_out = level_db >= self._background.learn(level_db) + self._rules.above_db
        counts = likely * (1.0 - echo) if stands_out else 0.0
        self._weight = max(0.0, self._weight + counts - self._rules.rest)
        self._quiet_ms = 0 if self._weight > 0 else self._quiet_ms + FRAME_MS
        if not certain:
            self._weight = min(self._weight, self._rules.stop)
        return self._decide(certain)

    def _decide(self, certain: bool) -> Barge:
        if certain and self._weight >= self._rules.stop:
            self._stopped = True
            return Barge.STOP
        if not self._ducked and self._weight >= self._rules.duck:
            self._ducked = True
            return Barge.DUCK
        if self._ducked and self._quiet_ms >= self._rules.release_ms:
            self._ducked = False
            return Barge.RELEASE
        return Barge.NOTHING


class Background:
    """How loud it is when nobody speaks over her: the room, and what is left of her own voice."""

    SILENCE_DB = -75.0
    """Never less, however silent the room."""
    PAST = 4000 // FRAME_MS
    """Frames it is judged from."""
    SHARE = 0.9
    """Of these, this share is not louder. What somebody said until she stopped is too short to make a tenth."""
    EVERY = 4
    """Frames between two judgements."""

    def __init__(self) -> None:
        self._level_db: float | None = None
        self._past: deque[float] = deque(maxlen=self.PAST)
        self._heard = 0

    def learn(self, level_db: float) -> float:
        """Take the next frame's loudness; returns what the background was before it. The first frame is background."""
        before = max(self.SILENCE_DB, level_db) if self._level_db is None else self._level_db
        self._level_db = before
        self._past.append(level_db)
        self._heard += 1
        if self._heard % self.EVERY == 0:
            self._level_db = max(self.SILENCE_DB, float(np.quantile(self._past, self.SHARE)))
        return before


LEAST_VOICED_MS = 190
"""Speech below which nothing can have been said; as `Rules.speech_ms` of the segmenter."""
LEAST_CONFIDENCE = 0.3
"""Confidence of the ear below which its words are taken for noise."""


def should_resume(text: str, voiced_ms: int, confidence: float, is_backchannel: Callable[[str], bool]) -> bool:
    """Whether she goes on where she was held: nothing was said over her, or only an "mm-hm".

    `text` and `confidence` (0…1) are the ear's, `voiced_ms` how long the detector found speech in it.
    """
    if voiced_ms < LEAST_VOICED_MS or not text.strip() or confidence < LEAST_CONFIDENCE:
        return True
    return is_backchannel(text)
