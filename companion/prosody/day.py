"""Sums up how the lines of a day seemed to be said, in one word; None when that can't be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Felt = Literal["bright", "calm", "even", "low", "tense"]
FELT: tuple[Felt, ...] = get_args(Felt)
"""All words for a day."""
_ENOUGH = 1.5
"""So much confidence must come together: some four plain lines, or two that were said outright."""
_PLEASANT, _LIVELY = 0.2, 0.25
_FEWEST = 3
"""Lines, of which at least one kind of estimate could be told."""


@dataclass(frozen=True)
class LineMood:
    """How one line seemed to be said; None: can't tell."""

    energy: float | None
    energy_sure: float
    pleasantness: float | None
    pleasantness_sure: float


def felt(lines: Sequence[LineMood]) -> Felt | None:
    """The word for a day with these lines."""
    pleasantness, sure = _mean((one.pleasantness, one.pleasantness_sure) for one in lines)
    energy, energy_sure = _mean((one.energy, one.energy_sure) for one in lines)
    told = sum(one.pleasantness is not None or one.energy is not None for one in lines)
    if told < _FEWEST or max(sure, energy_sure) < _ENOUGH:
        return None
    pleasantness = pleasantness if sure >= _ENOUGH else 0.0
    energy = energy if energy_sure >= _ENOUGH else 0.0
    if pleasantness <= -_PLEASANT:
        return "tense" if energy >= _LIVELY else "low"
    if pleasantness >= _PLEASANT:
        return "calm" if energy <= -_LIVELY else "bright"
    return "calm" if energy <= -_LIVELY else "even"


def _mean(estimates: Iterable[tuple[float | None, float]]) -> tuple[float, float]:
    """The mean of what could be told, by its confidence; and how much confidence there is in all."""
    told = [(value, sure) for value, sure in estimates if value is not None]
    weight = sum(sure for _, sure in told)
    return (sum(value * sure for value, sure in told) / weight if weight else 0.0), weight
