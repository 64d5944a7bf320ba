"""Learns the weights by which deeds know a request: `python -m benchmarks._request_training`. Needs the embedding model.

Prints what five-fold cross-validation says of them, unless `--quick`. The same lines give the same weights, but for rounding.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._deed_lines import EVENING
from benchmarks._evenings import LEARNT, ordinary_lines
from benchmarks._line_places import done_at
from benchmarks._slot_lines import said_before
from benchmarks._tempting_training import cross_validated, learn, report
from companion.deeds.likely import AFTER, NO_DEED, after_deed, inner_vectors, marked
from companion.environment import find_environment
from companion.text.line_reader import Numbers, packed, word_features
from models.embedding import Embedder

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "companion/deeds/lines/requests.jsonl"
WEIGHTS = ROOT / "companion/deeds/requests.npz"
AGAIN = 0.5
"""So many of the lines stand a second time after a deed that they have nothing to do with."""
KINDS = (NO_DEED, "clock", "timer", "alarm", "reminder", "calendar", "list", "note", "sum", "cannot")


def main() -> int:
    """Learn from the lines, report, and write the weights."""
    rows = [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]
    rows += [{"text": line, "deed": NO_DEED} for line in ordinary_lines()]
    embedder = Embedder(find_environment(None, os.environ).models / "minilm-l6-v2")
    embedder.open()
    words, both, kinds = inputs_of(rows, embedder)
    if "--quick" not in sys.argv:
        report(cross_validated(both, kinds, len(KINDS)), kinds, "with vectors")
        alone = kinds[: len(rows)]
        report(cross_validated(words[: len(rows)], alone, len(KINDS)), alone, "words alone")
    with_vector = packed(learn(both, kinds, len(KINDS)))
    without = packed(learn(words[: len(rows)], kinds[: len(rows)], len(KINDS)))
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file,
            kinds=np.array(KINDS),
            lines=np.array(hashlib.sha256(LINES.read_bytes() + LEARNT.read_bytes()).hexdigest()),
            with_vector=with_vector,
            without=without,
        )
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size // 1000} kB from {len(rows)} lines", file=sys.stderr)
    return 0


def inputs_of(rows: Sequence[Mapping[str, Any]], embedder: Embedder) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Words alone, words with vectors and the deed before, and the kinds; after the rows some of them again, out of place.

    Raises SystemExit without inner layers.
    """
    texts = [row["text"] for row in rows]
    words, vectors = word_features([marked(text, EVENING) for text in texts]), inner_vectors(texts, embedder)
    if vectors is None:
        raise SystemExit("This embedding model shows no inner layers; get minilm-l6-v2 and try again.")
    done, dice = done_at(map(said_before, rows)), np.random.default_rng(0)
    befores = [said_before(row) for row in rows]
    fallback = [row.get("like", row["deed"]) for row in rows]
    after = [
        (done[one][0] if one in done else deed) if one else "" for one, deed in zip(befores, fallback, strict=True)
    ]
    again = [at for at, one in enumerate(befores) if not one and dice.random() < AGAIN]
    whole = [*range(len(rows)), *again]
    places = np.array([after_deed(one) for one in (*after, *(str(dice.choice(AFTER)) for _ in again))])
    both = np.concatenate((words[whole], vectors[whole], places), axis=1)
    return words[whole], both, np.array([KINDS.index(rows[at]["deed"]) for at in whole])


if __name__ == "__main__":
    sys.exit(main())
