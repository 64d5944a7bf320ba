"""Reads what kind of line the user said, by weights learned from written examples: words, letters, and the sentence's vector."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
VectorOf = Callable[[str], Numbers | None]
"""Returns a text's sentence vector, or None while there is no model for it."""

PLACES = 1 << 13
"""Places for words and letters; several may share one."""
LETTERS = (3, 4)
"""Letters in a row that count, within a word and its ends."""
_OTHER = re.compile(r"[^a-z0-9' ?!]+")
_MARK = re.compile(r"([?!])")


class LineReader:
    """A linear classifier (multinomial logistic regression), with weights for lines with a vector and for lines without."""

    def __init__(self, kinds: Sequence[str], with_vector: Numbers, without: Numbers) -> None:
        """Weights of shape (inputs + 1, kinds); the last row is the bias."""
        self.kinds = tuple(kinds)
        self._with_vector, self._without = with_vector, without

    @classmethod
    def load(cls, package: str, name: str) -> LineReader:
        """Read the weights that `benchmarks/_tempting_training.py` wrote into a package."""
        with resources.files(package).joinpath(name).open("rb") as file, np.load(file) as kept:
            return cls(
                [str(kind) for kind in kept["kinds"]],
                kept["with_vector"].astype(np.float32),
                kept["without"].astype(np.float32),
            )

    def read(self, line: str, vector: Numbers | None = None) -> dict[str, float]:
        """The probability, 0 to 1, of each kind; `vector`: the line's sentence vector, shape (384,), if there is one."""
        words = word_features([line])[0]
        if vector is None:
            inputs, weights = words, self._without
        else:
            inputs, weights = np.concatenate((words, vector)), self._with_vector
        shares = softmax((inputs @ weights[:-1] + weights[-1])[None])[0]
        return dict(zip(self.kinds, map(float, shares), strict=True))


def word_features(lines: Sequence[str]) -> Numbers:
    """Words, their neighbours and runs of letters of each line, hashed and of length 1; shape (n, PLACES)."""
    made = np.zeros((len(lines), PLACES), np.float32)
    for row, line in enumerate(lines):
        for piece in set(_pieces(line)):
            made[row, zlib.crc32(piece.encode()) % PLACES] = 1.0
        made[row] /= max(1.0, float(np.linalg.norm(made[row])))
    return made


def softmax(scores: Numbers) -> Numbers:
    """Probabilities of each row of scores; shape (n, kinds)."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    made: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return made


def _pieces(line: str) -> Iterator[str]:
    plain = _MARK.sub(r" \1 ", _OTHER.sub(" ", line.lower().replace("’", "'")))
    words = plain.split()
    for at, word in enumerate(words):
        yield f"1 {word}"
        if at:
            yield f"2 {words[at - 1]} {word}"
        if at > 1:
            yield f"3 {words[at - 2]} {words[at - 1]} {word}"
        inside = f"<{word}>"
        for size in LETTERS:
            yield from (f"letters {inside[begin : begin + size]}" for begin in range(len(inside) - size + 1))
    if not words:
        return
    yield f"begins {' '.join(words[:2])}"
    yield f"ends {' '.join(words[-2:])}"


def packed(weights: Numbers) -> NDArray[Any]:
    """The weights as they are kept in a file: half the precision."""
    return weights.astype(np.float16)
