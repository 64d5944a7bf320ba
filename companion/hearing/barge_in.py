"""Detector frames while she is audible in, one each; out comes what to do: duck, stop, or back to full loudness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

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
    """How much it takes. A frame's weight is its probability of being speech, less `rest`; weights add up, not below 0."""

    rest: float = 0.3
    """Frames less likely than this speak against speech."""
    duck: float = 0.2
    """Weight that ducks: one frame that is half likely."""
    stop: float = 2.0
    """Weight that stops: three to five frames of clear speech."""
    above_db: float = 6.0
    """How far above what is left of her own voice and of the room a frame must be to count as anything."""
    release_ms: int = 256
    """How long the weight must have been 0 until she is loud again."""
    floor_rise_db: float = 0.1
    """How much the floor may rise a frame; it falls at once by half of the way."""


class BargeIn:
    """Adds up the evidence that somebody speaks over her (a cumulative sum test, Page 1954)."""

    def __init__(self, rules: BargeRules | None = None) -> None:
        self._rules = rules or BargeRules()
        self._floor: float | None = None
        self.reset()

    def reset(self) -> None:
        """She starts or stops being audible: nothing has been said over her yet. The floor of the room is kept."""
        self._weight = 0.0
        self._quiet = 0
        self._ducked = self._stopped = False

    def frame(self, likely: float, level_db: float, echo: float = 0.0) -> Barge:
        """The next 32 ms.

        `likely`: the detector's probability of speech, and `level_db`: the loudness (dBFS), both of the cleaned signal;
        `echo`: 0…1, how likely all of it is only what is left of her own voice. After STOP nothing until `reset`.
        """
        rules = self._rules
        counts = likely * (1.0 - echo) if self._loud(level_db, likely) else 0.0
        self._weight = max(0.0, self._weight + counts - rules.rest)
        self._quiet = 0 if self._weight > 0 else self._quiet + FRAME_MS
        if self._stopped:
            return Barge.NOTHING
        if self._weight >= rules.stop:
            self._stopped = True
            return Barge.STOP
        return self._loudness()

    def _loudness(self) -> Barge:
        if not self._ducked and self._weight >= self._rules.duck:
            self._ducked = True
            return Barge.DUCK
        if self._ducked and self._quiet >= self._rules.release_ms:
            self._ducked = False
            return Barge.RELEASE
        return Barge.NOTHING

    def _loud(self, level_db: float, likely: float) -> bool:
        """Whether a frame stands out; the floor learns from those that are not speech."""
        floor = level_db if self._floor is None else self._floor
        stands_out = level_db >= floor + self._rules.above_db
        if level_db < floor:
            floor += 0.5 * (level_db - floor)
        elif likely < self._rules.rest:
            floor = min(level_db, floor + self._rules.floor_rise_db)
        self._floor = floor
        return stands_out


LEAST_VOICED_MS = 190
"""Speech below which nothing can have been said; as `Rules.speech_ms` of the segmenter."""
LEAST_CONFIDENCE = 0.3
"""Confidence of the ear below which its words are taken for noise."""


def resumes(text: str, voiced_ms: int, confidence: float, is_backchannel: Callable[[str], bool]) -> bool:
    """Whether she goes on where she was held: nothing was said over her, or only an "mm-hm".

    `text` and `confidence` (0…1) are the ear's, `voiced_ms` how long the detector found speech in it.
    """
    if voiced_ms < LEAST_VOICED_MS or not text.strip() or confidence < LEAST_CONFIDENCE:
        return True
    return is_backchannel(text)
