"""Measures how quick recall and storing are with ten thousand, a hundred thousand and a million messages.

Messages are made up (`benchmarks/_synthetic_life.py`) and not stored the product's way; what is timed is the product's own:
`Recall.recall` with its model, `Memory.add`, and making vectors of what is due.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from benchmarks._synthetic_life import Sample, SyntheticLife
from benchmarks.recall import MODEL
from companion.memory import Key, Memory, open_memory
from companion.memory.recall import Recall
from companion.memory.retrieved_memory import RetrievedMemory
from models.embedding import Embedder

QUESTIONS = 60
COMMITS = 200
DUE = 128


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Fills a memory step by step and measures at each size."""
    embedder = Embedder(args.environment.models / MODEL)
    embedder.open()
    sizes = (10_000, 100_000) if args.quick else (10_000, 100_000, 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        memory = open_memory(Path(folder) / "memory.db", Key(bytes(range(32))), args.environment.now)
        life = SyntheticLife(memory, embedder)
        figures = {str(size): _measured(memory, life, size, embedder) for size in sizes}
        memory.close()
    return {**_named(figures), "sizes": figures}


def _named(figures: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Picks the promised figures and names them."""
    short = {"10000": "10k", "100000": "100k", "1000000": "1m"}
    promised = {f"recall_p95_ms_{short[size]}": of["recall_p95_ms"] for size, of in figures.items()}
    return {**promised, "commit_p95_ms": max(of["commit_p95_ms"] for of in figures.values())}


class PlannedEmbedder:
    """Takes the real model's time, but returns for a question a vector near that of the message asked for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.vector: NDArray[np.float32] | None = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder."""
        vectors = self._embedder.embed(texts)
        return vectors if self.vector is None else self.vector[None]

    def inner(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """See Embedder."""
        return self._embedder.inner(texts)

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.int64]] | None:
        """See Embedder."""
        return self._embedder.pieces(text)

    def layers(self, numbers: Sequence[int]) -> dict[str, NDArray[np.float32]] | None:
        """See Embedder."""
        return self._embedder.layers(numbers)


def _measured(memory: Memory, life: SyntheticLife, size: int, embedder: Embedder) -> dict[str, Any]:
    print(f"{size} messages …", file=sys.stderr, flush=True)
    before, began = psutil.Process().memory_info().rss, time.perf_counter()
    samples = life.grow(size)
    grown_s = time.perf_counter() - began
    planned = PlannedEmbedder(embedder)
    recall = Recall(memory.database, lambda: life.end)
    recall.use_embedder(planned)
    warm_ms, _ = _timed(recall.preload)
    times, found = _asked(recall, planned, life, samples)
    commits = _commits(memory)
    due = _indexed(memory, recall, planned, life)
    figures = {
        **_spread("recall", [wall for wall, _ in times]),
        **_spread("recall_cpu", [cpu for _, cpu in times]),
        "found_of_those_asked_for": round(found, 3),
        "warm_ms": round(warm_ms),
        **_spread("commit", [wall for wall, _ in commits]),
        **_spread("commit_cpu", [cpu for _, cpu in commits]),
        "bytes_per_message": round(memory.database.path.stat().st_size / size),
        "indexed_per_s": round(due, 1),
        "rss_mb": round(psutil.Process().memory_info().rss / 2**20),
        "rss_grown_mb": round((psutil.Process().memory_info().rss - before) / 2**20),
        "filled_s": round(grown_s, 1),
    }
    recall.use_embedder(None)
    return figures


def _asked(
    recall: Recall, planned: PlannedEmbedder, life: SyntheticLife, samples: Sequence[Sample]
) -> tuple[list[tuple[float, float]], float]:
    """Returns what each question took, and the share of them whose message was among the first eight."""
    step = max(len(samples) // QUESTIONS, 1)
    times, found = [], []
    for sample in samples[::step][:QUESTIONS]:
        question, planned.vector = life.question(sample), life.beside(sample.vector)
        answer: list[RetrievedMemory] = []
        times.append(_timed(lambda: answer.extend(recall.recall(question))))  # noqa: B023 - called at once
        found.append(any(set(sample.words) <= set(one.text.split()) for one in answer))
    planned.vector = None
    return times, float(np.mean(found))


def _commits(memory: Memory) -> list[tuple[float, float]]:
    conversation = memory.begin_conversation()
    line = "I walked home along the river tonight, and it was colder than I had thought."
    return [_timed(lambda: memory.add(conversation, "you", line, "typed")) for _ in range(COMMITS)]


def _indexed(memory: Memory, recall: Recall, planned: PlannedEmbedder, life: SyntheticLife) -> float:
    """Returns how many due messages get a vector per second."""
    conversation = memory.begin_conversation()
    for sentence in life.sentences[:DUE]:
        memory.add(conversation, "you", sentence, "typed")
    began, done = time.perf_counter(), 0
    while done < DUE:
        done += recall.embed_pending()
    return done / (time.perf_counter() - began)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Returns milliseconds by the clock, and of this thread's own work: they differ on a busy machine."""
    began, worked = time.perf_counter(), time.thread_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000


def _spread(name: str, times: Sequence[float]) -> dict[str, float]:
    return {f"{name}_{p}_ms": round(float(np.quantile(times, q)), 1) for p, q in (("p50", 0.5), ("p95", 0.95))}
