"""Learns the weights by which the gate reads what kind of line it answers: `python -m benchmarks._listening_training`.

Prints what five-fold cross-validation says of them, unless `--quick`. The same lines give the same weights, but for rounding.
Needs the embedding model.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._tempting_training import cross_validated, learn
from companion.environment import find_environment
from companion.gate.listening import LIKELY, SURE
from companion.text.line_reader import Numbers, packed
from models.embedding import Embedder

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "companion/gate/lines/listening.jsonl"
WEIGHTS = ROOT / "companion/gate/listening.npz"
SCALE = 1.5
"""By which the vectors are longer while it learns: with 1 too few lines are surely of a kind, with 2 too many are wrongly so."""


def report(shares: Numbers, wanted: NDArray[np.int64]) -> None:
    """Print how many kinds are read rightly, and from each limit on, how many lines are answered and how many of them rightly."""
    right, likely = shares.argmax(axis=1) == wanted, shares.max(axis=1)
    found = [f"right {right.mean():.3f}"]
    for least in (LIKELY, SURE):
        found.append(
            f"from {least}: {(likely >= least).mean():.3f} of the lines, right {right[likely >= least].mean():.3f}"
        )
    print("; ".join(found))


def main() -> int:
    """Learn from the lines, report, and write the weights."""
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    names = sorted({row["kind"] for row in rows})
    kinds = np.array([names.index(row["kind"]) for row in rows])
    embedder = Embedder(find_environment(None, os.environ).models / "minilm-l6-v2")
    embedder.open()
    vectors = (SCALE * embedder.embed([row["line"] for row in rows])).astype(np.float32)
    if "--quick" not in sys.argv:
        report(cross_validated(vectors, kinds, len(names)), kinds)
    weights = learn(vectors, kinds, len(names))
    weights[:-1] *= SCALE
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file,
            kinds=np.array(names),
            lines=np.array(hashlib.sha256(LINES.read_bytes()).hexdigest()),
            weights=packed(weights),
        )
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size // 1000} kB from {len(rows)} lines", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
