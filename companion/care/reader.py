"""Reads a line by what it means and how it is worded, and tells how sure it is of a danger: a classifier trained on written lines.

Two parts add up their scores. `network.py` reads the line and those before it piece by piece, going on from an inner layer of the
embedding model; the other part, which does without that model, adds up weights of the line's words and letters and of what the
patterns found. `benchmarks/_care_training.py` makes the weights from `lines/`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from companion.care.network import LAYERS, Weights, adapted, judged
from companion.care.signal import DANGERS, HINT, Kind, Level, RiskSignal

Vector = NDArray[np.float32]

NGRAMS, KIND_NGRAMS = 1 << 14, 1 << 12
"""Places for the hashed words and letters: for danger and outrightness, and for each kind."""
BEFORE = 3
"""How many of the user's lines before are read with it."""
INNER_LAYERS, FIRST_INNER = 3, 3
"""How many inner layers the embedding model shows of a piece, and after how many of its layers the first of them stands."""
BY_WORDS = 0.75
"""How much the score of words and letters counts beside that of the network."""
FEWEST_WORDS = 3
"""Shorter lines mean too little by themselves."""
BARE = 7
"""Most words of a line that says what a pattern found and nothing beside it that would make a joke of it: of the lines that the
classifier doubts, 14 of 18 such were danger."""


class InnerVectors(Protocol):
    """The embedding model, as far as it is needed here."""

    def pieces(self, text: str) -> tuple[Vector, NDArray[np.int64]] | None:
        """What the third to fifth layer show of each word piece, one after the other, shape (n, 3 · size), and its place.

        None when this model shows none.
        """

    def layers(self, numbers: Sequence[int]) -> Mapping[str, Vector] | None:
        """The weights of some of its layers."""


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
    """Whether the line is likely to only sound like danger: she asks where the patterns would name help at once."""
    harmless: bool = False
    """Whether it is nearly certain that it only sounds like danger: the patterns are not believed."""
    unlikely: bool = False
    """Whether it is so unlikely to show danger that a mere hint of the patterns is not believed."""

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
    """What an inner layer shows of its pieces, shape (n, size); None without the embedding model."""
    before: Vector | None = None
    """The same of the lines before it; None if there are none."""
    upper: Weights = field(default_factory=dict, compare=False, repr=False)
    """The layers above that one, with their adapters."""


def evidence(
    words: str, found: RiskSignal | None, text: str, recent: Sequence[str], embedder: InnerVectors | None
) -> Evidence:
    """Gathers what is known of a line. `recent`: the user's lines before it, oldest first."""
    upper = reader().upper(embedder) if embedder is not None else None
    line = shown(embedder, text) if embedder is not None and upper is not None else None
    if embedder is None or upper is None or line is None:
        return Evidence(words, found)
    before = shown(embedder, " ".join(recent[-BEFORE:])) if recent else None
    return Evidence(words, found, line, before, upper)


def shown(embedder: InnerVectors, text: str) -> Vector | None:
    """The states of a text's pieces from which the network goes on; None when the model shows none."""
    pieces = embedder.pieces(text)
    if pieces is None:
        return None
    size = pieces[0].shape[1] // INNER_LAYERS
    at = (LAYERS[0] - FIRST_INNER) * size
    return pieces[0][:, at : at + size]


def ngrams(words: str) -> NDArray[np.int64]:
    """The hashes of a normalised line's runs of one to three words and three to five letters, each once."""
    each = words.split()
    pieces = {f"w{' '.join(each[a : a + size])}" for size in (1, 2, 3) for a in range(len(each) - size + 1)}
    pieces |= {f"c{words[a : a + size]}" for size in (3, 4, 5) for a in range(len(words) - size)}
    return np.fromiter((zlib.crc32(piece.encode()) for piece in sorted(pieces)), np.int64)


def pattern_features(found: RiskSignal | None) -> Vector:
    """What the patterns found, as numbers: danger said outright, a hint."""
    return np.array([found is not None and found.topic != HINT, found is not None and found.topic == HINT], np.float32)


class Reader:
    """The trained weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._uppers: WeakKeyDictionary[InnerVectors, Weights | None] = WeakKeyDictionary()

    def upper(self, embedder: InnerVectors) -> Weights | None:
        """The upper layers of the embedding model with their adapters; made once for each. None if the model shows none."""
        if embedder not in self._uppers:
            base = embedder.layers(LAYERS)
            self._uppers[embedder] = None if base is None else adapted(base, self.weights)
        return self._uppers[embedder]

    def read(self, seen: Evidence) -> Reading:
        """How sure the classifier is that a line shows danger, that it says so outright, and of which kind it would be."""
        hashes = ngrams(seen.words)
        danger, outright = (self._by_words(name, seen, hashes) for name in ("danger", "outright"))
        if seen.line is None:
            kinds, limits = self._kinds(hashes), self.weights["limits_without"]
        else:
            said = judged(seen.upper, self.weights, seen.line, seen.before)
            danger, outright = float(said[0]) + BY_WORDS * danger, float(said[1]) + BY_WORDS * outright
            kinds, limits = said[2:], self.weights["limits"]
        long = len(seen.words.replace(".", "").split()) > BARE
        return Reading(
            danger - float(limits[0]),
            outright - float(limits[1]),
            DANGERS[int(np.argmax(kinds))],
            whole=seen.line is not None,
            veto=bool(long and danger <= limits[2]),
            harmless=bool(long and danger <= limits[3]),
            unlikely=bool(long and danger <= limits[4]),
        )

    def _by_words(self, name: str, seen: Evidence, hashes: NDArray[np.int64]) -> float:
        weights = self.weights
        score = float(weights[f"{name}_bias"]) + float(weights[f"{name}_patterns"] @ pattern_features(seen.found))
        grams = float(weights[f"{name}_ngrams"][hashes % NGRAMS].sum())
        return score + grams / float(max(len(hashes), 1) ** 0.5)

    def _kinds(self, hashes: NDArray[np.int64]) -> Vector:
        seen = self.weights["kind_ngrams"][:, hashes % KIND_NGRAMS].sum(axis=1) / max(len(hashes), 1) ** 0.5
        return np.asarray(self.weights["kind_bias"] + seen)


@cache
def reader() -> Reader:
    """The reader with the weights of this package."""
    with resources.files("companion.care").joinpath("weights.npz").open("rb") as file, np.load(file) as weights:
        return Reader(
            {name: weights[name].astype(np.float32) for name in weights.files if weights[name].dtype.kind == "f"}
        )
