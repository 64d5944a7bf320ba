"""Reads of which kind a line is, and gives written answers that fit nearly every line of that kind.

A small LLM's second and third try fit less well than its first, and its first least of all where somebody is ill, low or grieving.
Here only the kind of a line is believed, which a linear classifier reads from its sentence vector, and nothing is claimed.
`benchmarks/_listening_training.py` makes the weights from `lines/listening.jsonl`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from companion.gate.questions import ASKS, REQUESTS
from companion.text.line_reader import Numbers, softmax
from companion.text.style import normalised

LIKELY = 0.3
"""From this probability on a kind is believed, and the LLM not asked a second time: two of three lines are of that kind, and most
others of one that is near it."""
SURE = 0.5
"""From this one on the LLM is not asked at all, about what hurts or if it is a small one: two readers found two of three such
answers sensible and no untrue, of a 1.5B LLM's one of three, and every sixth untrue."""

LONGEST = 80
"""Words of a line that is of one kind; a pasted page was answered as somebody's garden."""

Words = tuple[str, ...]
"""An answer: one or two sentences."""


@dataclass(frozen=True)
class _Kind:
    say: Sequence[Words]
    own: bool
    """Whether another try of the LLM is worth more: the line wants something of its own said, or the kind is often misread."""
    heavy: bool
    """Whether the line tells of something that hurts."""


def fitting_words(line: str, vector: Numbers | None) -> Sequence[Words]:
    """Answers that fit every line of the kind that this line most likely is; none if no kind is likely.

    `vector`: the line's sentence vector, shape (384,); without one the kind is not read.
    """
    kind, likely = kind_of(line, vector)
    return _answers()[kind].say if likely >= LIKELY else ()


def beats_another_try(line: str, vector: Numbers | None) -> bool:
    """Whether these answers fit the line more likely than what the LLM says at a second try."""
    kind, likely = kind_of(line, vector)
    return likely >= LIKELY and not _answers()[kind].own


def words_at_once(line: str, vector: Numbers | None, small: bool, lately: Sequence[str] = ()) -> Sequence[Words]:
    """The answers that surely fit the line better than what the LLM says at its first try; mostly none.

    `small`: whether it is a small LLM; a larger one is better at all that doesn't hurt. `lately`: sentences of hers of which none
    may be such an answer, so that she never gives two of them on end.
    """
    kind, likely = kind_of(line, vector)
    if likely < SURE or REQUESTS.match(line) or not _sentences().isdisjoint(map(normalised, lately)):
        return ()
    found = _answers()[kind]
    return found.say if found.heavy or (small and not found.own) else ()


def kind_of(line: str, vector: Numbers | None) -> tuple[str, float]:
    """The likeliest kind and its probability; a question is one of the kinds that ask, no other line is.

    The probability is 0 without a vector, and of a line so long that it is of many kinds.
    """
    if vector is None or len(line.split()) > LONGEST:
        return "", 0.0
    names, weights = _weights()
    asks = ASKS.search(line) is not None
    shares = softmax((vector @ weights[:-1] + weights[-1])[None])[0]
    likely = {name: float(share) for name, share in zip(names, shares, strict=True) if name.startswith("asks_") is asks}
    return max(likely.items(), key=lambda one: one[1])


@cache
def _weights() -> tuple[Sequence[str], Numbers]:
    """The kinds, and weights of shape (385, kinds); the last row is the bias."""
    with resources.files("companion.gate").joinpath("listening.npz").open("rb") as file, np.load(file) as kept:
        return [str(kind) for kind in kept["kinds"]], kept["weights"].astype(np.float32)


@cache
def _answers() -> Mapping[str, _Kind]:
    text = resources.files("companion.gate").joinpath("listening.toml").read_text(encoding="utf-8")
    return {
        kind: _Kind(tuple(map(tuple, rows["say"])), bool(rows.get("own")), bool(rows.get("heavy")))
        for kind, rows in tomllib.loads(text).items()
    }


@cache
def _sentences() -> frozenset[str]:
    return frozenset(normalised(sentence) for kind in _answers().values() for words in kind.say for sentence in words)
