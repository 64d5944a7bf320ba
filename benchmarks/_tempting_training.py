"""Learns the weights by which the gate reads tempting lines: `python -m benchmarks._tempting_training`. Needs the embedding model.

Prints what five-fold cross-validation says of them, unless `--quick`. The same lines give the same weights, but for rounding.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._evenings import LEARNT, ordinary_lines
from companion.environment import find_environment
from companion.text.line_reader import Numbers, packed, softmax, word_features
from models.embedding import Embedder

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "companion/gate/lines/tempting.jsonl"
WEIGHTS = ROOT / "companion/gate/tempting.npz"
KINDS = ("none", "deed", "past", "body", "knowledge", "sight", "meeting", "sharedpast")
ROUNDS, FOLDS = 200, 5
REGULARISED = 1e-4
"""Weight of the squares of the weights (L2)."""


def learn(inputs: Numbers, kinds: NDArray[np.int64], number: int = len(KINDS)) -> Numbers:
    """Weights of shape (inputs + 1, number of kinds), by Adam on the cross-entropy."""
    rows = np.concatenate((inputs, np.ones((len(inputs), 1), np.float32)), axis=1)
    wanted = np.eye(number, dtype=np.float32)[kinds] / len(rows)
    weights: Numbers = np.zeros((rows.shape[1], number), np.float32)
    mean: Numbers = np.zeros_like(weights)
    square: Numbers = np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        slope: Numbers = rows.T @ (softmax(rows @ weights) / len(rows) - wanted) + np.float32(REGULARISED) * weights
        mean = (0.9 * mean + 0.1 * slope).astype(np.float32)
        square = (0.999 * square + 0.001 * slope * slope).astype(np.float32)
        pace = 0.05 * (1 - step / ROUNDS) + 0.002
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def cross_validated(inputs: Numbers, kinds: NDArray[np.int64], number: int = len(KINDS)) -> Numbers:
    """Each line's probabilities by weights that were learned without it; shape (n, number of kinds)."""
    order = np.random.default_rng(0).permutation(len(kinds))
    shares = np.zeros((len(kinds), number), np.float32)
    for fold in range(FOLDS):
        kept = order[fold::FOLDS]
        others = np.setdiff1d(order, kept)
        weights = learn(inputs[others], kinds[others], number)
        shares[kept] = softmax(inputs[kept] @ weights[:-1] + weights[-1])
    return shares


def report(shares: Numbers, kinds: NDArray[np.int64], label: str) -> None:
    """Print how many tempting lines are noticed, and how many ordinary ones are taken for tempting."""
    tempts, likely = kinds > 0, 1 - shares[:, 0]
    for least in (0.5, 0.8):
        noticed, alarms = (likely[tempts] >= least).mean(), (likely[~tempts] >= least).mean()
        print(f"{label}: from {least}: noticed {noticed:.3f}, false alarms {alarms:.3f}")


def main() -> int:
    """Learn from the lines, report, and write the weights."""
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    rows += [{"text": line, "kind": KINDS[0]} for line in ordinary_lines()]
    texts, kinds = [row["text"] for row in rows], np.array([KINDS.index(row["kind"]) for row in rows])
    embedder = Embedder(find_environment(None, os.environ).models / "minilm-l6-v2")
    embedder.open()
    words, vectors = word_features(texts), embedder.embed(texts)
    both = np.concatenate((words, vectors), axis=1)
    if "--quick" not in sys.argv:
        report(cross_validated(both, kinds), kinds, "with vectors")
        report(cross_validated(words, kinds), kinds, "words alone")
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file,
            kinds=np.array(KINDS),
            lines=np.array(hashlib.sha256(LINES.read_bytes() + LEARNT.read_bytes()).hexdigest()),
            with_vector=packed(learn(both, kinds)),
            without=packed(learn(words, kinds)),
        )
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size // 1000} kB from {len(rows)} lines", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
