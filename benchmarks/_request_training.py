"""Learns the weights by which deeds know a request: `python -m benchmarks._request_training`. Needs the embedding model.

Prints what five-fold cross-validation says of them, unless `--quick`. The same lines give the same weights, but for rounding.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np

from benchmarks._deed_lines import EVENING
from benchmarks._tempting_training import cross_validated, learn, report
from companion.deeds.likely import NO_DEED, inner_vectors, marked
from companion.environment import find_environment
from companion.text.line_reader import packed, word_features
from models.embedding import Embedder

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "companion/deeds/lines/requests.jsonl"
WEIGHTS = ROOT / "companion/deeds/requests.npz"
KINDS = (NO_DEED, "clock", "timer", "alarm", "reminder", "calendar", "list", "note", "sum", "cannot")


def main() -> int:
    """Learn from the lines, report, and write the weights."""
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    texts, kinds = [row["text"] for row in rows], np.array([KINDS.index(row["deed"]) for row in rows])
    embedder = Embedder(find_environment(None, os.environ).models / "minilm-l6-v2")
    embedder.open()
    words, vectors = word_features([marked(text, EVENING) for text in texts]), inner_vectors(texts, embedder)
    if vectors is None:
        raise SystemExit("This embedding model shows no inner layers; get minilm-l6-v2 and try again.")
    both = np.concatenate((words, vectors), axis=1)
    if "--quick" not in sys.argv:
        report(cross_validated(both, kinds, len(KINDS)), kinds, "with vectors")
        report(cross_validated(words, kinds, len(KINDS)), kinds, "words alone")
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file,
            kinds=np.array(KINDS),
            lines=np.array(hashlib.sha256(LINES.read_bytes()).hexdigest()),
            with_vector=packed(learn(both, kinds, len(KINDS))),
            without=packed(learn(words, kinds, len(KINDS))),
        )
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size // 1000} kB from {len(rows)} lines", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
