"""Teaches the part of the classifier that reads words and letters: logistic regression over hashed n-grams, by Newton's method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.care.reader import ngrams

Floats = NDArray[np.float64]
STRENGTH = 5.0
"""How much an error weighs against large weights."""
ROUNDS, STEPS, EXACT = 6, 200, 1e-3
"""Rounds of Newton's method; most steps in each, and the share of the first slope at which it is good enough."""


@dataclass(frozen=True)
class Table:
    """What is seen of each line: hashed n-grams, each divided by the root of how many there are, and a few other numbers."""

    owner: NDArray[np.int64]
    hashes: NDArray[np.int64]
    values: Floats
    others: Floats
    """Shape (lines, others); the last is always 1."""
    places: int

    def __len__(self) -> int:
        return len(self.others)

    def times(self, weights: Floats) -> Floats:
        """The score of each line. `weights`: of the places, then of the other numbers."""
        grams = np.bincount(self.owner, weights[self.hashes] * self.values, len(self))
        return np.asarray(grams + self.others @ weights[self.places :])

    def back(self, lines: Floats) -> Floats:
        """The sum of what is seen of all lines, each as often as `lines` says."""
        grams = np.bincount(self.hashes, lines[self.owner] * self.values, self.places)
        return np.concatenate([grams, self.others.T @ lines])


def table(words: Sequence[str], others: NDArray[np.floating], places: int) -> Table:
    """What is seen of normalised lines. `others`: shape (lines, any number)."""
    hashes = [ngrams(one) for one in words]
    count = np.array([len(one) for one in hashes])
    return Table(
        np.repeat(np.arange(len(words)), count),
        np.concatenate(hashes) % places,
        np.repeat(1 / np.maximum(count, 1) ** 0.5, count),
        np.concatenate([np.asarray(others, float).reshape(len(words), -1), np.ones((len(words), 1))], axis=1),
        places,
    )


def fitted(seen: Table, wanted: NDArray[np.bool_], weight: Floats) -> Floats:
    """The weights by which the wanted lines score above 0; a line of weight 0 is not learnt from."""
    weights = np.zeros(seen.places + seen.others.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-seen.times(weights)))
        slope = seen.back(STRENGTH * weight * (wanted - chance)) - weights
        weights += _solved(seen, STRENGTH * weight * chance * (1 - chance), slope)
    return weights


def _solved(seen: Table, bend: Floats, slope: Floats) -> Floats:
    """Newton's step, by conjugate gradients."""
    x, rest = np.zeros_like(slope), slope.copy()
    step, size = rest.copy(), float(rest @ rest)
    enough = size * EXACT**2
    for _ in range(STEPS):
        if size <= enough:
            break
        moved = seen.back(bend * seen.times(step)) + step
        length = size / float(step @ moved)
        x += length * step
        rest -= length * moved
        size, before = float(rest @ rest), size
        step = rest + size / before * step
    return x
