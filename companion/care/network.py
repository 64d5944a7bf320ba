"""Reads a line piece by piece: the upper layers of the embedding model, adapted to danger, and a head that judges their states.

The embedding model has six layers. The fourth says what each word piece means here; this network goes on from there, by the
model's own fifth and sixth layers with a small change (an adapter: two thin matrices) added to each of their matrices.
`benchmarks/_care_network.py` teaches the adapters and the head; the layers stay as they are in the model's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder_layers import MATRICES

Numbers = NDArray[np.float32]
Weights = Mapping[str, Numbers]

LAYERS, HEADS = (4, 5), 12
"""The layers that are adapted, the first being 0, and the parts in which each attends."""
ADAPTED = MATRICES
"""The matrices of a layer that are adapted: all of them."""
LOOKS = 4
"""Ways in which the head looks at the pieces, each with weights of its own."""
LONGEST, LONGEST_BEFORE = 96, 32
"""Pieces of a line, and of what was said before it, that are read."""
_FAR = np.float32(-1e9)


@dataclass(frozen=True)
class Seen:
    """What a layer's outcome was made from, for going back through it."""

    x: Numbers
    q: Numbers
    k: Numbers
    v: Numbers
    attention: Numbers
    mixed: Numbers
    first: tuple[Numbers, Numbers]
    middle: Numbers
    hidden: Numbers
    bent: Numbers
    last: tuple[Numbers, Numbers]


def adapted(base: Weights, adapters: Weights) -> dict[str, Numbers]:
    """The weights of the upper layers with their adapters added. Keys: layer, stop, part; adapters `3.q in`, `3.q out`."""
    changed = {f"{layer}.{part}" for layer in LAYERS for part in ADAPTED}
    return {
        name: value + adapters[f"{name} in"] @ adapters[f"{name} out"] if name in changed else value
        for name, value in base.items()
    }


def judged(upper: Weights, head: Weights, line: Numbers, before: Numbers | None) -> Numbers:
    """The log odds of danger and of danger said outright, and a score for each kind, from an inner layer's states.

    Shapes: `line` (n, size), `before` (m, size), what is given back (2 + kinds,).
    """
    x = line[:LONGEST]
    own = np.ones((1, len(x)), bool)
    if before is not None:
        earlier = before[-LONGEST_BEFORE:] + head["before"]
        x = np.concatenate([x, earlier])
        own = np.concatenate([own, np.zeros((1, len(earlier)), bool)], axis=1)
    h, total = x[None], np.zeros_like(x[None])
    for number in LAYERS:
        h, _ = layer(upper, number, h, np.zeros(h.shape[:2], np.float32))
        total += h
    looked = pooled(head, total / np.float32(len(LAYERS)), own)[0]
    said = gelu(looked @ head["hidden"] + head["hidden bias"]) @ head["out"] + head["out bias"]
    return np.asarray(said[0])


def layer(weights: Weights, number: int, x: Numbers, mask: Numbers) -> tuple[Numbers, Seen]:
    """One layer of a BERT encoder. Shapes: `x` (lines, pieces, size), `mask` (lines, pieces): 0, or far below for padding."""

    def times(value: Numbers, part: str) -> Numbers:
        rows = value.reshape(-1, value.shape[2]) @ weights[f"{number}.{part}"]
        rows += weights[f"{number}.b{part}"]
        return np.asarray(rows.reshape(*value.shape[:2], -1))

    q, k, v = (in_heads(times(x, part)) for part in "qkv")
    scores = q @ k.swapaxes(2, 3) * np.float32(q.shape[3] ** -0.5) + mask[:, None, None, :]
    attention = softmax(scores, 3)
    mixed = out_of_heads(attention @ v)
    middle, first = normed(x + times(mixed, "o"), weights[f"{number}.g1"], weights[f"{number}.b1"])
    hidden = times(middle, "up")
    bent = gelu(hidden)
    y, last = normed(middle + times(bent, "down"), weights[f"{number}.g2"], weights[f"{number}.b2"])
    return y, Seen(x, q, k, v, attention, mixed, first, middle, hidden, bent, last)


def pooled(head: Weights, h: Numbers, own: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """What the head sees of each line: its pieces' weighted means, one for each look, and their plain mean; and the weights.

    Shapes: `h` (lines, pieces, size), `own` (lines, pieces): whether a piece is of the line itself; ((LOOKS + 1) · size).
    """
    looks = softmax(h @ head["looks"] + np.where(own, 0, _FAR).astype(np.float32)[:, :, None], 1)
    plain = own / own.sum(axis=1, keepdims=True)
    shares = np.concatenate([looks, plain[:, :, None].astype(np.float32)], axis=2)
    return (shares.swapaxes(1, 2) @ h).reshape(len(h), -1), shares


def in_heads(x: Numbers) -> Numbers:
    """Shape (lines, pieces, size) → (lines, heads, pieces, size of a head)."""
    lines, pieces, size = x.shape
    return x.reshape(lines, pieces, HEADS, size // HEADS).transpose(0, 2, 1, 3)


def out_of_heads(x: Numbers) -> Numbers:
    """The other way round."""
    lines, _, pieces, _ = x.shape
    return x.transpose(0, 2, 1, 3).reshape(lines, pieces, -1)


def normed(x: Numbers, scale: Numbers, shift: Numbers) -> tuple[Numbers, tuple[Numbers, Numbers]]:
    """Layer normalisation; and the values before scale and shift, and by what they were divided."""
    away = x - x.mean(axis=-1, keepdims=True)
    spread = 1 / np.sqrt((away * away).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    even = away * spread
    return even * scale + shift, (even, spread)


def softmax(x: Numbers, axis: int) -> Numbers:
    """Shares that sum to 1 along an axis."""
    grown = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(grown / grown.sum(axis=axis, keepdims=True))


def gelu(x: Numbers) -> Numbers:
    """The bend of the hidden layers, by its approximation with a hyperbolic tangent."""
    bent = _inner(x)
    np.tanh(bent, out=bent)
    bent += 1
    bent *= x
    bent *= np.float32(0.5)
    return bent


def gelu_slope(x: Numbers) -> Numbers:
    """How steep it is."""
    tanh = np.tanh(_inner(x))
    steep = np.float32(0.7978846) * (1 + np.float32(3 * 0.044715) * x * x)
    return np.asarray(np.float32(0.5) * (1 + tanh + x * (1 - tanh * tanh) * steep))


def _inner(x: Numbers) -> Numbers:
    inner = x * x
    inner *= np.float32(0.7978846 * 0.044715)
    inner += np.float32(0.7978846)
    inner *= x
    return inner
