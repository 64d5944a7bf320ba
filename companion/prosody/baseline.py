"""Remembers how this speaker usually speaks: a rolling, robust baseline of the last utterances, kept as plain numbers only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from companion.prosody.measuring import MeasuredUtterance

KEPT = 40
"""Utterances: an hour of talk or so; older ones are left out, so that a cold or another microphone is soon the usual."""
LEAST_SPEECH_S = 0.4
"""A shorter utterance ("yes") says little about how somebody speaks."""
_PRIOR_WORTH = 4
"""How many utterances of this speaker count as much as what is known of speakers in general."""
_TO_SPREAD = 1.4826
"""From the median absolute deviation to the standard deviation of normally distributed values."""


@dataclass(frozen=True)
class Usual:
    """What is usual for a figure of speech."""

    centre: float
    spread: float
    """As a standard deviation."""


PEOPLE = {
    "pitch_st": None,
    "pitch_range_st": Usual(6.0, 2.5),
    "intensity_db": None,
    "intensity_range_db": Usual(20.0, 4.0),
    "brightness_db": None,
    "rate": Usual(3.6, 0.8),
    "pause_share": Usual(0.05, 0.08),
    "longest_pause_s": Usual(0.25, 0.3),
    "held_share": Usual(0.01, 0.03),
    "onset_s": Usual(1.0, 0.8),
}
"""What is usual for people in general; None where every voice and every microphone is different."""
_LEAST_SPREAD = {
    "pitch_st": 1.0,
    "pitch_range_st": 1.2,
    "intensity_db": 2.5,
    "intensity_range_db": 2.0,
    "brightness_db": 1.5,
    "rate": 0.4,
    "pause_share": 0.05,
    "longest_pause_s": 0.15,
    "held_share": 0.02,
    "onset_s": 0.4,
}
"""No speaker is more even than this: a few alike utterances must not make the next one look extreme."""


class Baseline:
    """How one speaker usually speaks."""

    def __init__(self, kept: Mapping[str, Iterable[float]] | None = None) -> None:
        """`kept` is what `numbers` gave before; figures that are not known any more are left out."""
        self._values = {name: deque((kept or {}).get(name, ()), maxlen=KEPT) for name in PEOPLE}

    def add(self, utterance: MeasuredUtterance) -> None:
        """Count an utterance, if there is enough speech in it."""
        if utterance.speech_s < LEAST_SPEECH_S:
            return
        self.add_figures(figures_of(utterance))

    def count(self, name: str) -> int:
        """How many utterances are known of a figure."""
        return len(self._values[name])

    def usual(self, name: str) -> Usual | None:
        """What is usual for this speaker, leaning on people in general while little is known; None if nothing is."""
        values, people = self._values[name], PEOPLE[name]
        if not values:
            return people
        centre = median(values)
        spread = max(_LEAST_SPREAD[name], _TO_SPREAD * median(abs(value - centre) for value in values))
        if people is None:
            return Usual(centre, spread)
        own = len(values) / (len(values) + _PRIOR_WORTH)
        return Usual(own * centre + (1 - own) * people.centre, own * spread + (1 - own) * people.spread)

    def above(self, utterance: MeasuredUtterance, name: str) -> float | None:
        """By how many spreads a figure of this utterance is above the usual; None if that can't be told."""
        value, usual = figure(utterance, name), self.usual(name)
        return None if value is None or usual is None else (value - usual.centre) / usual.spread

    def add_figures(self, figures: Mapping[str, float]) -> None:
        """Count an utterance of which only the figures are known; see `figures_of`."""
        for name, values in self._values.items():
            if name in figures:
                values.append(figures[name])

    def numbers(self) -> dict[str, list[float]]:
        """All that is known, for keeping: no words and no sounds, only figures."""
        return {name: list(values) for name, values in self._values.items()}


def figure(utterance: MeasuredUtterance, name: str) -> float | None:
    """One of an utterance's figures by its name in PEOPLE."""
    if name == "held_share":
        return utterance.held_s / utterance.speech_s if utterance.speech_s else None
    value = getattr(utterance, name)
    return None if value is None else float(value)


def figures_of(utterance: MeasuredUtterance) -> dict[str, float]:
    """All that can be told of it, by the names in PEOPLE: what a baseline is made of."""
    found = {name: figure(utterance, name) for name in PEOPLE}
    return {
        name: value for name, value in found.items() if value is not None and not (name == "onset_s" and value == 0)
    }
