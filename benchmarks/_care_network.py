"""Teaches the network of `companion/care/network.py`: backpropagation through adapters and head, by Adam, in numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from companion.care.network import (
    ADAPTED,
    LAYERS,
    LONGEST,
    LONGEST_BEFORE,
    LOOKS,
    Numbers,
    Seen,
    Weights,
    adapted,
    gelu,
    gelu_slope,
    in_heads,
    layer,
    out_of_heads,
    pooled,
)

RANK, HIDDEN = 8, 64
"""Width of an adapter; size of the head's hidden layer."""
ROUNDS, BATCH, PACE, DECAY = 4, 32, 1e-3, 0.01
WARM = 0.06
"""Share of the steps in which the pace rises."""
LEFT_OUT = 0.2
"""Share of what the head sees that is hidden from it while it learns."""
OF_OUTRIGHT, OF_KIND = 0.5, 0.2
"""How much errors about outrightness and kind weigh beside those about danger."""
STRANGE_BEFORE = 0.12
"""Share of the lines that are learnt after lines that have nothing to do with them."""
STEEPEST = 1.0
"""Longest step that the slopes of one batch may ask for."""
_FAR = -1e9
Made = dict[str, Numbers]


@dataclass(frozen=True)
class Example:
    """A line, as the network sees it, and what it should say of it."""

    line: NDArray[np.float16]
    """What an inner layer shows of its pieces, shape (n, size)."""
    before: NDArray[np.float16] | None
    danger: bool
    outright: bool
    kind: int
    everyday: bool = False
    """Whether it is ordinary talk, which may stand before any other line without changing what that means."""


@dataclass(frozen=True)
class _Batch:
    x: Numbers
    mask: Numbers
    own: NDArray[np.bool_]
    before: NDArray[np.bool_]


def beginning(base: Weights, kinds: int, seed: int) -> Made:
    """Adapters that change nothing yet, and a head by chance."""
    dice = np.random.default_rng(seed)
    size = len(base[f"{LAYERS[0]}.bq"])

    def some(*shape: int) -> Numbers:
        return np.asarray(dice.standard_normal(shape) / np.sqrt(shape[0]), np.float32)

    made = {
        "before": np.zeros(size, np.float32),
        "looks": np.float32(0.1) * some(size, LOOKS),
        "hidden": some((LOOKS + 1) * size, HIDDEN),
        "hidden bias": np.zeros(HIDDEN, np.float32),
        "out": np.float32(0.5) * some(HIDDEN, 2 + kinds),
        "out bias": np.zeros(2 + kinds, np.float32),
    }
    for name in (f"{number}.{part}" for number in LAYERS for part in ADAPTED):
        rows, columns = base[name].shape
        made[f"{name} in"], made[f"{name} out"] = some(rows, RANK), np.zeros((RANK, columns), np.float32)
    return made


def learned(
    examples: Sequence[Example],
    base: Weights,
    kinds: int,
    seed: int = 0,
    rounds: int = ROUNDS,
    told: Callable[[str], None] = lambda _text: None,
) -> Made:
    """Adapters and a head by which these lines are judged as they are marked. `told` hears of each round."""
    made, dice = beginning(base, kinds, seed), np.random.default_rng(seed)
    talk = [one for one in examples if one.everyday]
    mean, square = ({name: np.zeros_like(one) for name, one in made.items()} for _ in range(2))
    steps, step = rounds * -(-len(examples) // BATCH), 0
    for number in range(rounds):
        errors = []
        for some in batches([_length(one) for one in examples], BATCH, dice):
            step += 1
            error, slopes = _slopes(base, made, [_among_others(examples[at], talk, dice) for at in some], dice)
            errors.append(error)
            long = np.sqrt(sum(float((one * one).sum()) for one in slopes.values()))
            pace = PACE * min(1, step / (WARM * steps)) * (1 - step / (steps + 1))
            for name, slope in slopes.items():
                slope *= np.float32(min(1, STEEPEST / max(long, 1e-9)))
                mean[name] += np.float32(0.1) * (slope - mean[name])
                square[name] += np.float32(0.02) * (slope * slope - square[name])
                ahead = mean[name] / (1 - 0.9**step) / (np.sqrt(square[name] / (1 - 0.98**step)) + 1e-8)
                made[name] -= (pace * (ahead + DECAY * made[name])).astype(np.float32)
        told(f"round {number + 1} of {rounds}: error {np.mean(errors):.3f}")
    return made


def _among_others(example: Example, talk: Sequence[Example], dice: np.random.Generator) -> Example:
    """The line, or now and then the same after a line that has nothing to do with it."""
    if example.before is not None or not talk or dice.random() >= STRANGE_BEFORE:
        return example
    return replace(example, before=talk[int(dice.integers(len(talk)))].line)


def judgements(base: Weights, made: Made, examples: Sequence[Example]) -> Numbers:
    """What the network says of each line; shape (n, 2 + kinds)."""
    upper, given = adapted(base, made), np.zeros((len(examples), len(made["out bias"])), np.float32)
    for some in batches([_length(one) for one in examples], 2 * BATCH):
        batch = _batch([examples[at] for at in some], made["before"])
        looked = pooled(made, _forward(upper, batch)[0], batch.own)[0]
        given[some] = gelu(looked @ made["hidden"] + made["hidden bias"]) @ made["out"] + made["out bias"]
    return given


def batches(lengths: Sequence[int], size: int, dice: np.random.Generator | None = None) -> Iterator[NDArray[np.int64]]:
    """Places of examples of about the same length; in another order each time, if there are dice."""
    keys = np.array(lengths, float)
    if dice is not None:
        keys += dice.uniform(0, 6, len(keys))
    order = np.argsort(keys, kind="stable")
    parts = [order[at : at + size] for at in range(0, len(order), size)]
    if dice is not None:
        dice.shuffle(parts)
    yield from parts


def _length(example: Example) -> int:
    before = 0 if example.before is None else min(len(example.before), LONGEST_BEFORE)
    return min(len(example.line), LONGEST) + before


def _batch(examples: Sequence[Example], segment: Numbers) -> _Batch:
    widest = max(map(_length, examples))
    x = np.zeros((len(examples), widest, len(segment)), np.float32)
    own, before = np.zeros(x.shape[:2], bool), np.zeros(x.shape[:2], bool)
    for row, one in enumerate(examples):
        line = one.line[:LONGEST]
        x[row, : len(line)], own[row, : len(line)] = line, True
        if one.before is not None:
            earlier = one.before[-LONGEST_BEFORE:]
            x[row, len(line) : len(line) + len(earlier)] = earlier + segment
            before[row, len(line) : len(line) + len(earlier)] = True
    return _Batch(x, np.where(own | before, 0, _FAR).astype(np.float32), own, before)


def _forward(upper: Weights, batch: _Batch) -> tuple[Numbers, list[Seen]]:
    """The mean of the upper layers' states, and what each was made from."""
    h, total, seen = batch.x, np.zeros_like(batch.x), []
    for number in LAYERS:
        h, one = layer(upper, number, h, batch.mask)
        total += h
        seen.append(one)
    return total / np.float32(len(LAYERS)), seen


def _slopes(base: Weights, made: Made, examples: Sequence[Example], dice: np.random.Generator) -> tuple[float, Made]:
    """The error of a batch, and how it changes with each weight that learns."""
    upper, batch = adapted(base, made), _batch(examples, made["before"])
    h, seen = _forward(upper, batch)
    looked, shares = pooled(made, h, batch.own)
    kept = (dice.random(looked.shape) > LEFT_OUT).astype(np.float32) / np.float32(1 - LEFT_OUT)
    given = looked * kept
    inside = given @ made["hidden"] + made["hidden bias"]
    bent = gelu(inside)
    error, back = _error(bent @ made["out"] + made["out bias"], examples)
    slopes = {"out": bent.T @ back, "out bias": back.sum(axis=0)}
    back = (back @ made["out"].T) * gelu_slope(inside)
    slopes |= {"hidden": given.T @ back, "hidden bias": back.sum(axis=0)}
    back = ((back @ made["hidden"].T) * kept).reshape(len(examples), LOOKS + 1, -1)
    onto_h = shares @ back
    of_share = h @ back.swapaxes(1, 2)[:, :, :LOOKS]
    looks = shares[:, :, :LOOKS]
    of_score = looks * (of_share - (looks * of_share).sum(axis=1, keepdims=True))
    slopes["looks"] = np.einsum("btd,btl->dl", h, of_score, optimize=True)
    onto_h += of_score @ made["looks"].T
    slopes |= _through_layers(upper, made, seen, onto_h / np.float32(len(LAYERS)), batch.before)
    return error, slopes


def _error(said: Numbers, examples: Sequence[Example]) -> tuple[float, Numbers]:
    """The mean error of what was said, and how it changes with that."""
    wanted = np.array([[one.danger, one.outright] for one in examples], np.float32)
    kind = np.array([one.kind for one in examples])
    both, of = said[:, :2], np.array([1, OF_OUTRIGHT], np.float32)
    error = (of * (np.logaddexp(0, both) - wanted * both)).sum() / len(kind)
    kinds = said[:, 2:] - said[:, 2:].max(axis=1, keepdims=True)
    kinds = kinds - np.log(np.exp(kinds).sum(axis=1, keepdims=True))
    rows = np.arange(len(kind))
    has_kind = np.array([not one.everyday for one in examples], np.float32)  # ordinary talk resembles no danger
    error -= OF_KIND * (has_kind * kinds[rows, kind]).mean()
    of_kind = np.exp(kinds)
    of_kind[rows, kind] -= 1
    of_kind *= has_kind[:, None]
    slope = np.concatenate([of * (1 / (1 + np.exp(-both)) - wanted), np.float32(OF_KIND) * of_kind], axis=1)
    return float(error), (slope / len(kind)).astype(np.float32)


def _through_layers(upper: Weights, made: Made, seen: Sequence[Seen], each: Numbers, before: NDArray[np.bool_]) -> Made:
    """Slopes of the adapters and of the mark of earlier lines. `each`: the slope of every layer's states."""
    slopes: Made = {}
    back = np.zeros_like(each)
    for number, one in zip(reversed(LAYERS), reversed(seen), strict=True):
        back = _through_layer(upper, made, number, one, back + each, slopes)
    slopes["before"] = back[before].sum(axis=0)
    return slopes


def _through_layer(upper: Weights, made: Made, number: int, seen: Seen, back: Numbers, slopes: Made) -> Numbers:
    def through(part: str, given: Numbers, slope: Numbers) -> Numbers:
        """Goes back through a matrix, noting the slopes of its adapter."""
        name, rows, lines = f"{number}.{part}", _flat(given), _flat(slope)
        slopes[f"{name} in"] = np.asarray(rows.T @ (lines @ made[f"{name} out"].T))
        slopes[f"{name} out"] = np.asarray((rows @ made[f"{name} in"]).T @ lines)
        return np.asarray((lines @ upper[name].T).reshape(given.shape))

    back = _through_norm(back, seen.last, upper[f"{number}.g2"])
    bent = through("down", seen.bent, back) * gelu_slope(seen.hidden)
    back = _through_norm(back + through("up", seen.middle, bent), seen.first, upper[f"{number}.g1"])
    mixed = in_heads(through("o", seen.mixed, back))
    of_share = mixed @ seen.v.swapaxes(2, 3)
    of_score = seen.attention * (of_share - (seen.attention * of_share).sum(axis=3, keepdims=True))
    of_score *= np.float32(seen.q.shape[3] ** -0.5)
    onto = {
        "q": of_score @ seen.k,
        "k": of_score.swapaxes(2, 3) @ seen.q,
        "v": seen.attention.swapaxes(2, 3) @ mixed,
    }
    for part, slope in onto.items():
        back = back + through(part, seen.x, out_of_heads(slope))
    return back


def _flat(x: Numbers) -> Numbers:
    return x.reshape(-1, x.shape[-1])


def _through_norm(back: Numbers, seen: tuple[Numbers, Numbers], scale: Numbers) -> Numbers:
    even, spread = seen
    back = back * scale
    return np.asarray(
        spread * (back - back.mean(axis=-1, keepdims=True) - even * (back * even).mean(axis=-1, keepdims=True))
    )
