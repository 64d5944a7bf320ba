"""Teaches the network that reads slots: backpropagation through it and its conditional random field, by Adam, in numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from companion.deeds.slot_reader import ASKED, DEEDS, TAGS, Numbers, Place, allowed, asked_of
from companion.deeds.slot_words import PLACES

OF_WORD, INSIDE, OF_LINE = 64, 96, 48
"""Sizes of the hidden layers: of each word, of each word in its line, of the line."""
MEANING = 224
"""Directions of the words' vectors that are looked at: those in which they differ most."""
ROUNDS, BATCH = 16, 48
PACE, LEFT_OUT, REGULARISED = 4e-3, 0.3, 1e-5
TOLD_LEFT_OUT, NOISE = 0.4, 0.7
Ints = NDArray[np.int64]
Weights = dict[str, Numbers]


@dataclass(frozen=True)
class Example:
    """A marked line, as the network sees it."""

    vectors: NDArray[np.floating]
    """Of its words, shape (n, 1152)."""
    told: Ints
    """Shape (n, PER_WORD)."""
    deed: int
    place: Place
    tags: Ints
    """Shape (n,)."""
    action: int
    marked: bool = True
    """Whether its tags are known; not of a line that asks for nothing."""


def beginning(inputs: int, actions: int, seed: int = 0) -> Weights:
    """Small weights, by chance."""
    dice = np.random.default_rng(seed)
    line = 2 * OF_WORD + ASKED
    shapes = {
        "meaning": (inputs, OF_WORD),
        "told": (PLACES + 1, OF_WORD),
        "in": (3 * OF_WORD + line, INSIDE),
        "out": (INSIDE, len(TAGS)),
        "act": (line, OF_LINE),
        "acts": (OF_LINE, actions),
    }
    made = {name: dice.standard_normal(shape) * np.sqrt(1 / shape[0]) for name, shape in shapes.items()}
    made["meaning"] *= 0.5
    made["told"] = dice.standard_normal(shapes["told"]) * 0.05
    made["told"][PLACES] = 0
    for name, size in (("bias", OF_WORD), ("in bias", INSIDE), ("out bias", len(TAGS)), ("act bias", OF_LINE)):
        made[name] = np.zeros(size)
    made["acts bias"] = np.zeros(actions)
    made["after"] = np.zeros((1 + len(TAGS), len(TAGS)))
    return {name: one.astype(np.float32) for name, one in made.items()}


def learned(examples: Sequence[Example], actions: int, seed: int = 0, rounds: int = ROUNDS) -> Weights:
    """Weights by which these lines are read as they are marked."""
    middle, axes = _axes(examples)
    examples = [replace(one, vectors=(one.vectors.astype(np.float32) - middle) @ axes) for one in examples]
    weights = beginning(axes.shape[1], actions, seed)
    mean = {name: np.zeros_like(one) for name, one in weights.items()}
    square = {name: np.zeros_like(one) for name, one in weights.items()}
    dice = np.random.default_rng(seed)
    steps, step = rounds * -(-len(examples) // BATCH), 0
    for _ in range(rounds):
        for batch in _batches(examples, dice):
            step += 1
            slopes = _slopes(weights, batch, dice)
            pace = PACE * (1 - step / (steps + 1))
            for name, slope in slopes.items():
                slope += REGULARISED * weights[name]
                mean[name] += 0.1 * (slope - mean[name])
                square[name] += 0.001 * (slope * slope - square[name])
                weights[name] -= (
                    pace * mean[name] / (1 - 0.9**step) / (np.sqrt(square[name] / (1 - 0.999**step)) + 1e-8)
                ).astype(np.float32)
            weights["told"][PLACES] = 0
    weights["after"] += allowed()
    weights["meaning"] = axes @ weights["meaning"]
    weights["bias"] -= middle @ weights["meaning"]
    return weights


def _axes(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    """The mean of the words' vectors, and the directions in which they differ most, as long as makes them differ alike in each."""
    some = np.concatenate([one.vectors for one in examples[:1500]]).astype(np.float32)
    spread, found = np.linalg.eigh(np.cov(some, rowvar=False))
    made = (found / np.sqrt(np.maximum(spread, 1e-6)))[:, : -MEANING - 1 : -1]
    return some.mean(axis=0), np.ascontiguousarray(made, np.float32)


def _batches(examples: Sequence[Example], dice: np.random.Generator) -> Iterator[list[Example]]:
    """All lines in batches of like length, in an order by chance."""
    keys = [len(one.tags) + dice.random() * 2 for one in examples]
    order = sorted(range(len(examples)), key=keys.__getitem__)
    starts = dice.permutation(range(0, len(order), BATCH))
    for start in starts:
        yield [examples[at] for at in order[start : start + BATCH]]


def _padded(rows: Sequence[NDArray[np.generic]], fill: float) -> NDArray[np.generic]:
    longest = max(len(one) for one in rows)
    made = np.full((len(rows), longest, *rows[0].shape[1:]), fill, rows[0].dtype)
    for at, one in enumerate(rows):
        made[at, : len(one)] = one
    return made


@dataclass(frozen=True)
class _Pass:
    """What a batch makes of the layers, kept for the way back."""

    x: Numbers
    some: Ints
    counts: Numbers
    mask: Numbers
    lengths: Ints
    words: Numbers
    drop: Numbers
    """What is left of the words, by chance."""
    line: Numbers
    near: Numbers
    inside: Numbers
    inside_drop: Numbers
    acts: Numbers

    @property
    def long(self) -> Numbers:
        """The number of words of each line."""
        return self.lengths.astype(np.float32)


def _slopes(w: Weights, batch: Sequence[Example], dice: np.random.Generator) -> Weights:
    """The slope of the loss in each weight."""
    seen = _forward(w, batch, dice)
    tags = _padded([one.tags for one in batch], 0).astype(np.int64)
    scores = (seen.inside * seen.inside_drop) @ w["out"] + w["out bias"]
    known = np.array([one.marked for one in batch])
    d_scores, d_after = np.zeros_like(scores), np.zeros_like(w["after"])
    if known.any():
        field = w["after"] + allowed()
        d_scores[known], d_after = field_slopes(scores[known], field, tags[known], seen.lengths[known])
    found = seen.acts @ w["acts"] + w["acts bias"]
    shares = np.exp(found - found.max(axis=1, keepdims=True))
    d_acts = shares / shares.sum(axis=1, keepdims=True)
    d_acts[np.arange(len(batch)), [one.action for one in batch]] -= 1
    count = np.float32(1 / len(batch))
    in_scores, in_acts = ((one * count).astype(np.float32) for one in (d_scores, d_acts))
    return {"after": d_after * count, **_backward(w, seen, in_scores, in_acts)}


def _forward(w: Weights, batch: Sequence[Example], dice: np.random.Generator) -> _Pass:
    x = _padded([one.vectors for one in batch], 0).astype(np.float32)
    told = _padded([one.told for one in batch], PLACES).astype(np.int64)
    lengths = np.array([len(one.tags) for one in batch])
    mask = (np.arange(x.shape[1])[None] < lengths[:, None]).astype(np.float32)[:, :, None]
    x += NOISE * dice.standard_normal(x.shape, np.float32)
    some, counts = _counted(told)
    counts *= _kept(counts.shape, TOLD_LEFT_OUT, dice)
    of_told = (counts @ w["told"][some]).reshape(*told.shape[:2], -1)
    words = np.maximum(x @ w["meaning"] + of_told + w["bias"], 0) * mask
    drop = _kept(words.shape, LEFT_OUT, dice)
    h = words * drop
    asked = np.array([asked_of(DEEDS[one.deed], one.place) for one in batch])
    line = np.concatenate((h.sum(axis=1) / lengths.astype(np.float32)[:, None], h.max(axis=1), asked), axis=1)
    none = np.zeros_like(h[:, :1])
    near = np.concatenate((np.concatenate((none, h[:, :-1]), 1), h, np.concatenate((h[:, 1:], none), 1)), axis=2)
    wide = near.shape[2]
    inside = np.maximum(near @ w["in"][:wide] + (line @ w["in"][wide:])[:, None] + w["in bias"], 0)
    inside_drop = _kept(inside.shape, LEFT_OUT, dice)
    acts = np.maximum(line @ w["act"] + w["act bias"], 0)
    return _Pass(x, some, counts, mask, lengths, words, drop, line, near, inside, inside_drop, acts)


def _backward(w: Weights, seen: _Pass, d_scores: Numbers, d_acts: Numbers) -> Weights:
    made: Weights = {"out bias": d_scores.sum(axis=(0, 1)), "acts bias": d_acts.sum(axis=0)}
    made["out"], made["acts"] = _product(seen.inside * seen.inside_drop, d_scores), seen.acts.T @ d_acts
    d_act = (d_acts @ w["acts"].T) * (seen.acts > 0)
    made["act"], made["act bias"] = seen.line.T @ d_act, d_act.sum(axis=0)
    d_inside = ((d_scores @ w["out"].T) * seen.inside_drop * (seen.inside > 0)).astype(np.float32)
    d_lines = d_inside.sum(axis=1)
    made["in"] = np.concatenate((_product(seen.near, d_inside), seen.line.T @ d_lines))
    made["in bias"] = d_lines.sum(axis=0)
    wide, size = seen.near.shape[2], seen.words.shape[2]
    d_near, d_line = d_inside @ w["in"][:wide].T, d_lines @ w["in"][wide:].T + d_act @ w["act"].T
    h = seen.words * seen.drop
    d_h = d_near[:, :, size : 2 * size].copy()
    d_h[:, :-1] += d_near[:, 1:, :size]
    d_h[:, 1:] += d_near[:, :-1, 2 * size :]
    d_h += d_line[:, None, :size] / seen.long[:, None, None]
    d_h += (h == h.max(axis=1)[:, None]) * (h > 0) * d_line[:, None, size : 2 * size]
    d_words = (d_h * seen.drop * (seen.words > 0) * seen.mask).astype(np.float32)
    made["meaning"], made["bias"] = _product(seen.x, d_words), d_words.sum(axis=(0, 1))
    made["told"] = np.zeros_like(w["told"])
    made["told"][seen.some] = seen.counts.T @ d_words.reshape(-1, size)
    return made


def field_slopes(scores: Numbers, after: Numbers, tags: Ints, lengths: Ints) -> tuple[Numbers, Numbers]:
    """The slopes of −log P(tags) in the scores, shape (lines, n, tags), and in what follows what."""
    count, longest, size = scores.shape
    rows = np.arange(count)
    first, step = after[0], after[1:]
    ahead = np.zeros_like(scores)
    ahead[:, 0] = scores[:, 0] + first
    for at in range(1, longest):
        new = _log_sum(ahead[:, at - 1, :, None] + step, 1) + scores[:, at]
        ahead[:, at] = np.where((at < lengths)[:, None], new, ahead[:, at - 1])
    back = np.zeros_like(scores)
    for at in range(longest - 2, -1, -1):
        new = _log_sum(step + (scores[:, at + 1] + back[:, at + 1])[:, None, :], 2)
        back[:, at] = np.where((at + 1 < lengths)[:, None], new, 0)
    total = _log_sum(ahead[rows, lengths - 1], 1)[:, None]
    inside = (np.arange(longest)[None] < lengths[:, None])[:, :, None]
    slope = np.exp(np.minimum(ahead + back - total[:, :, None], 0)) * inside
    d_after = np.zeros_like(after)
    d_after[0] = slope[:, 0].sum(axis=0)
    for at in range(1, longest):
        both = ahead[:, at - 1, :, None] + step + (scores[:, at] + back[:, at])[:, None, :] - total[:, :, None]
        d_after[1:] += (np.exp(np.minimum(both, 0)) * (at < lengths)[:, None, None]).sum(axis=0)
    wanted = np.eye(size, dtype=np.float32)[tags] * inside
    np.subtract.at(d_after[0], tags[:, 0], 1)
    for at in range(1, longest):
        there = at < lengths
        np.subtract.at(d_after, (1 + tags[there, at - 1], tags[there, at]), 1)
    return (slope - wanted).astype(np.float32), d_after.astype(np.float32)


def _counted(told: Ints) -> tuple[Ints, Numbers]:
    """Which places occur, and how often each does in each word; shapes (places,) and (words, places)."""
    some, where = np.unique(told, return_inverse=True)
    counts = np.zeros((told.shape[0] * told.shape[1], len(some)), np.float32)
    np.add.at(counts, (np.repeat(np.arange(len(counts)), told.shape[2]), where.ravel()), 1)
    return some, counts


def _log_sum(values: Numbers, axis: int) -> Numbers:
    most = values.max(axis=axis, keepdims=True)
    made: Numbers = np.squeeze(most, axis) + np.log(np.exp(values - most).sum(axis=axis))
    return made


def _kept(shape: tuple[int, ...], share: float, dice: np.random.Generator) -> Numbers:
    """What is left out by chance, so that no weight relies on another (dropout)."""
    made: Numbers = ((dice.random(shape, np.float32) >= share) / np.float32(1 - share)).astype(np.float32)
    return made


def _product(one: Numbers, other: Numbers) -> Numbers:
    made: Numbers = one.reshape(-1, one.shape[-1]).T @ other.reshape(-1, other.shape[-1])
    return made
