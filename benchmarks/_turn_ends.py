"""Compares endpointing rules: how often each would cut in at a pause, and how long it waits after a true end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import median

from benchmarks._pauses import PauseCase, Source
from companion.audio.devices import RATE
from companion.hearing.endpointing import EndpointRules, Evidence, SilenceThreshold
from companion.hearing.segmenter import MILLISECOND, Segmenter, SegmenterRules
from models.smart_turn import SmartTurn
from models.voice_activity import SileroDetector

STEP_MS = 100
"""How often Smart Turn is asked when it decides alone."""
ASK_MS = 50
"""How long its answer takes."""

Curve = list[tuple[float, int]]
"""The share of inner pauses in which a rule cuts in, and its median delay in ms after true ends; one point for each boldness."""
EndRule = Callable[["PauseOrEnd", int], bool]
"""Whether a rule decides that the turn is over after so many ms of detected silence at this place."""


@dataclass
class PauseOrEnd:
    """One pause or end of speech, and what was known about it."""

    source: Source
    inner: bool
    """True when the speaker went on; False when they had finished."""
    start: float
    """Where the speech really ended: seconds of the sound."""
    frames: list[tuple[int, int]]
    """For each frame in which the detector found silence: ms since the true start, ms of detected silence."""
    sound: dict[int, float] = field(default_factory=dict)
    """Smart Turn's probability that the turn is over, by the ms of detected silence it has heard."""
    known: list[tuple[int, float | None, float | None]] = field(default_factory=list)
    """What the product knew, and from when on: ms of detected silence, estimate by words, estimate by sound. On its own clock."""

    def ended_at(self, over: EndRule) -> int | None:
        """Returns the ms after the true start at which a rule ends the turn; None when it does not."""
        return next((at for at, silence in self.frames if over(self, silence)), None)


def pauses_and_end(case: PauseCase, model: SmartTurn | None) -> list[PauseOrEnd]:
    """Returns all pauses and the end of a sound as the detector sees them, with Smart Turn's estimates if a `model` is given."""
    silences = list(_silences(case))
    found = [_pause_or_end(case, True, pause.start, pause.end, silences) for pause in case.pauses]
    if case.end is not None:
        found.append(_pause_or_end(case, False, case.end, len(case.samples) / RATE, silences))
    for place in found if model is not None else ():
        assert model is not None
        _ask_smart_turn(place, case, model)
    return found


def curve(found: Sequence[PauseOrEnd], rules: Sequence[EndRule]) -> Curve:
    """Returns the point of each rule on the curve."""
    return [point for rule in rules if (point := _point(found, rule)) is not None]


def by_silence() -> list[EndRule]:
    """Returns the rules that go by silence alone, 300 ms to 1.3 s."""
    return [partial(_silent_for, most) for most in range(300, 1301, 100)]


def by_sound() -> list[EndRule]:
    """Returns the rules that go by Smart Turn alone, asked from 200 ms on, or else by the longest silence the product accepts."""
    return [partial(_sounds_over, least) for least in (0.5, 0.7, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99)]


def by_product() -> list[EndRule]:
    """Returns the product's rule, with the evidence the product had, more and less bold than it is."""
    usual = EndpointRules()
    shifted = (replace(usual, even_ms=usual.even_ms + more) for more in range(-300, 301, 100))
    return [partial(_product_ends, SilenceThreshold(rules)) for rules in shifted]


def _silent_for(most: int, _pause_or_end: PauseOrEnd, silence: int) -> bool:
    return silence >= most


def _sounds_over(least: float, place: PauseOrEnd, silence: int) -> bool:
    told = [place.sound[at] for at in sorted(place.sound) if at + ASK_MS <= silence]
    return silence >= EndpointRules().limit_ms or (bool(told) and told[-1] >= least)


def _product_ends(endpointing: SilenceThreshold, place: PauseOrEnd, silence: int) -> bool:
    told = [(words, sound) for since, words, sound in place.known if since <= silence]
    if not told:
        return silence >= endpointing.limit_ms
    return endpointing.is_reached(Evidence(silence, *told[-1]))


def _point(found: Sequence[PauseOrEnd], rule: EndRule) -> tuple[float, int] | None:
    inner = [place for place in found if place.inner]
    delays = [at for place in found if not place.inner and (at := place.ended_at(rule)) is not None]
    if not inner or not delays:
        return None
    return round(sum(place.ended_at(rule) is not None for place in inner) / len(inner), 3), round(median(delays))


def _silences(case: PauseCase) -> Iterator[tuple[int, int]]:
    """Yields, for each frame in which the detector finds a pause: ms of the sound, and ms of silence in it."""
    detector = SileroDetector()
    detector.open()
    segmenter = Segmenter(detector, SegmenterRules(silence_ms=60_000))
    for at in range(0, len(case.samples) - detector.frame + 1, detector.frame):
        list(segmenter.feed(case.samples[at : at + detector.frame]))
        if (silence := segmenter.silence_ms) is not None:
            yield (at + detector.frame) // MILLISECOND, silence


def _pause_or_end(
    case: PauseCase, inner: bool, start: float, end: float, silences: Sequence[tuple[int, int]]
) -> PauseOrEnd:
    first, last = round(start * 1000), round(end * 1000)
    frames = [(at - first, silence) for at, silence in silences if first <= at <= last and at - silence > first - 400]
    return PauseOrEnd(case.source, inner, start, frames)


def _ask_smart_turn(place: PauseOrEnd, case: PauseCase, model: SmartTurn) -> None:
    """Asks Smart Turn at each step of silence while it lasts."""
    for at, silence in place.frames:
        due = silence // STEP_MS * STEP_MS
        if 200 <= due <= 1200 and due not in place.sound:
            place.sound[due] = model.probability(case.samples[: round((place.start + at / 1000) * RATE)])
