"""Reads a line by what it means and how it is worded, and tells how sure it is of a danger: a classifier trained on written lines.

It sees the line's vector from inner layers of the embedding model, that of the lines before, its words and letters, and what
the patterns found. `benchmarks/_care_training.py` makes its weights from `lines/`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from companion.care.signal import DANGERS, HINT, Kind, Level, RiskSignal

Vector = NDArray[np.float32]

NGRAMS, KIND_NGRAMS = 1 << 14, 1 << 12
"""Places for the hashed words and letters: for danger and outrightness, and for each kind."""
BEFORE = 3
"""How many of the user's lines before are read with it."""
FEWEST_WORDS = 3
"""Shorter lines mean too little by themselves."""
BARE = 7
"""Most words of a line that says what a pattern found and nothing beside it that would make a joke of it: of the lines that the
classifier doubts, 14 of 18 such were danger."""


class InnerVectors(Protocol):
    """The embedding model, as far as it is needed here."""

    def inner(self, texts: Sequence[str]) -> Vector | None:
        """A vector for each text, shape (n, size), from the model's inner layers; None when this model shows none."""


@dataclass(frozen=True)
class Reading:
    """What the classifier makes of a line."""

    danger: float
    """Log odds that it shows danger, less those from which she asks."""
    outright: float
    """Log odds that it shows danger said outright, less those from which she names help at once."""
    kind: Kind
    whole: bool
    """Whether it was read with vectors, and not by words and letters alone."""
    veto: bool = False
    """Whether it is nearly certain that the line only sounds like danger."""

    @property
    def level(self) -> Level | None:
        """What the classifier alone would do."""
        return "safe" if self.outright > 0 else "ask" if self.danger > 0 else None


@dataclass(frozen=True)
class Evidence:
    """What is known of a line."""

    words: str
    """The normalised line."""
    found: RiskSignal | None
    """What the patterns found."""
    line: Vector | None = None
    """Its inner vector; None without the embedding model."""
    before: Vector | None = None
    """That of the lines before it; None if there are none."""


def evidence(
    words: str, found: RiskSignal | None, text: str, recent: Sequence[str], embedder: InnerVectors | None
) -> Evidence:
    """Gathers what is known of a line. `recent`: the user's lines before it, oldest first."""
    texts = [text, " ".join(recent[-BEFORE:])] if recent else [text]
    vectors = embedder.inner(texts) if embedder is not None else None
    if vectors is None:
        return Evidence(words, found)
    return Evidence(words, found, vectors[0], vectors[1] if len(texts) > 1 else None)


def ngrams(words: str) -> NDArray[np.int64]:
    """The hashes of a normalised line's runs of one to three words and three to five letters, each once."""
    each = words.split()
    pieces = {f"w{' '.join(each[a : a + size])}" for size in (1, 2, 3) for a in range(len(each) - size + 1)}
    pieces |= {f"c{words[a : a + size]}" for size in (3, 4, 5) for a in range(len(words) - size)}
    return np.fromiter((zlib.crc32(piece.encode()) for piece in sorted(pieces)), np.int64)


def pattern_features(found: RiskSignal | None) -> Vector:
    """What the patterns found, as numbers: danger said outright, a hint."""
    return np.array([found is not None and found.topic != HINT, found is not None and found.topic == HINT], np.float32)


def unit(vector: Vector, middle: Vector) -> Vector:
    """The vector seen from the middle of all lines, at length 1."""
    away = vector - middle
    return np.asarray(away / max(float(np.linalg.norm(away)), 1e-9), np.float32)


class Reader:
    """The trained weights."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        size = len(weights["middle"])
        self._squares = [_symmetric(weights[f"{name}_squares"], size) for name in ("danger", "outright")]

    def read(self, seen: Evidence) -> Reading:
        """How sure the classifier is that a line shows danger, that it says so outright, and of which kind it would be."""
        hashes = ngrams(seen.words)
        whole = seen.line is not None
        limits = self._weights["limits" if whole else "limits_without"]
        danger, outright = (self._score(number, seen, hashes) for number in (0, 1))
        return Reading(
            danger - float(limits[0]),
            outright - float(limits[1]),
            self._kind(seen, hashes),
            whole,
            veto=bool(danger < limits[2]) and len(seen.words.replace(".", "").split()) > BARE,
        )

    def _score(self, number: int, seen: Evidence, hashes: NDArray[np.int64]) -> float:
        weights, name = self._weights, ("danger", "outright")[number]
        if seen.line is None:
            name += "_without"
        score = float(weights[f"{name}_bias"]) + float(weights[f"{name}_patterns"] @ pattern_features(seen.found))
        score += float(weights[f"{name}_ngrams"][hashes % NGRAMS].sum()) / max(len(hashes), 1) ** 0.5
        if seen.line is not None:
            line = unit(seen.line, weights["middle"])
            score += float(weights[f"{name}_line"] @ line + line @ self._squares[number] @ line)
            if seen.before is not None:
                score += float(weights[f"{name}_before"] @ unit(seen.before, weights["middle"]))
        return float(score)

    def _kind(self, seen: Evidence, hashes: NDArray[np.int64]) -> Kind:
        weights = self._weights
        scores = (
            weights["kind_bias"]
            + weights["kind_ngrams"][:, hashes % KIND_NGRAMS].sum(axis=1) / max(len(hashes), 1) ** 0.5
        )
        if seen.line is not None:
            scores = scores + weights["kind_line"] @ unit(seen.line, weights["middle"])
        return DANGERS[int(np.argmax(scores))]


def _symmetric(upper: Vector, size: int) -> Vector:
    """The square matrix whose upper triangle, row by row, was kept; what lies off the diagonal was kept doubled."""
    square = np.zeros((size, size), np.float32)
    square[np.triu_indices(size)] = upper
    return square


@cache
def reader() -> Reader:
    """The reader with the weights of this package."""
    with resources.files("companion.care").joinpath("weights.npz").open("rb") as file, np.load(file) as weights:
        return Reader(
            {name: weights[name].astype(np.float32) for name in weights.files if weights[name].dtype.kind == "f"}
        )
