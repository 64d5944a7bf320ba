"""Measures what share of the evidence for LoCoMo's questions is among the first 5, 10 and 20 messages recalled.

Each dialogue is stored in a memory of its own, the product's way: with its dates, with vectors made from the list of what is
due, and with both speakers' names known when questions are asked. For comparison, from the same file: words alone (BM25) and
meaning alone.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._locomo import ADVERSARIAL, LocomoDialogue, Question, dialogues
from companion.errors import CompanionError
from companion.memory import Key, open_memory
from companion.memory.query import SpeakerNames, read_query
from companion.memory.recall import Recall
from companion.memory.retrieved_memory import RetrievedMemory
from companion.memory.vectors import unpacked
from models.embedding import Embedder

MODEL = "minilm-l6-v2"
DEEPEST = 20


@dataclass(frozen=True)
class RecallResult:
    """What recall found for one question."""

    category: int
    evidence: frozenset[int]
    ours: Sequence[int]
    """Message ids, best first."""
    words: Sequence[int]
    meaning: Sequence[int]
    score: float
    """The best message's score."""
    stranger: float
    """The best score in another dialogue, which does not contain the answer."""
    seconds: float


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Stores every dialogue and asks every question."""
    if args.data is None:
        raise CompanionError("This figure needs LoCoMo: give the folder of evaluation data with --data.")
    told = dialogues(args.data)[: 1 if args.quick else None]
    embedder = Embedder(args.environment.models / MODEL)
    embedder.open()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        lives = [RecallLife(dialogue, Path(folder) / f"{number}.db", embedder) for number, dialogue in enumerate(told)]
        told_s = time.perf_counter() - began
        answers = [answer for number, life in enumerate(lives) for answer in life.answers(lives[number - 1])]
        for life in lives:
            life.close()
    return {**_figures(answers), "messages": sum(len(life.ids) for life in lives), "telling_s": round(told_s, 1)}


class RecallLife:
    """One dialogue, stored in a memory of its own."""

    def __init__(self, dialogue: LocomoDialogue, file: Path, embedder: Embedder) -> None:
        self._dialogue, self._embedder = dialogue, embedder
        self._memory = open_memory(file, Key(bytes(range(32))), self._now)
        self.recall = Recall(self._memory.database, self._now, SpeakerNames(dialogue.her, dialogue.you))
        self.recall.use_embedder(embedder)
        self.ids = self._tell()
        while self.recall.embed_pending():
            pass
        self._matrix = self._vectors()

    def answers(self, stranger: RecallLife) -> Iterator[RecallResult]:
        """Asks every question that has evidence, of this dialogue and of `stranger`."""
        for question in self._dialogue.questions:
            if question.evidence:
                yield self._answer(question, stranger)

    def close(self) -> None:
        """Closes the file."""
        self._memory.close()

    def _now(self) -> datetime:
        return self._dialogue.end

    def _tell(self) -> dict[str, int]:
        ids = {}
        for session in self._dialogue.sessions:
            conversation = self._memory.begin_conversation()
            for said in session:
                ids[said.id] = self._memory.add(conversation, said.speaker, said.text, "typed", said.at).id
        return ids

    def _answer(self, question: Question, stranger: RecallLife) -> RecallResult:
        began = time.perf_counter()
        found = self.recall.recall(question.text, DEEPEST)
        seconds = time.perf_counter() - began
        return RecallResult(
            category=question.category,
            evidence=frozenset(self.ids[one] for one in question.evidence),
            ours=[one.message for one in found],
            words=self._by_words(question),
            meaning=self._by_meaning(question),
            score=_best(found),
            stranger=_best(stranger.recall.recall(question.text, 1)) if stranger is not self else 0.0,
            seconds=seconds,
        )

    def _by_words(self, question: Question) -> list[int]:
        """Ranks by FTS5's own BM25 over the stems: any of the question's words, names included."""
        words = read_query(question.text, SpeakerNames(), self._now()).words
        match = " or ".join(f'"{word}"' for word in words).replace(" or ", " OR ")
        sql = "select rowid from stems where stems match ? order by rank limit ?"
        return [row[0] for row in self._memory.database.rows(sql, (match, DEEPEST))] if words else []

    def _by_meaning(self, question: Question) -> list[int]:
        """Ranks by cosine with the question as it is."""
        ids, vectors = self._matrix
        likeness = vectors @ self._embedder.embed([question.text])[0]
        return [int(number) for number in ids[np.argsort(-likeness)[:DEEPEST]]]

    def _vectors(self) -> tuple[Any, Any]:
        rows = self._memory.database.rows("select message, vector from meaning")
        return np.array([row[0] for row in rows]), unpacked([row[1] for row in rows])


def _best(found: Sequence[RetrievedMemory]) -> float:
    return found[0].score if found else 0.0


def _figures(answers: Sequence[RecallResult]) -> dict[str, Any]:
    categories = sorted({answer.category for answer in answers})
    return {
        "questions": len(answers),
        **{f"r{depth}": _found(answers, depth, lambda one: one.ours) for depth in (5, 10, 20)},
        **{f"bm25_r{depth}": _found(answers, depth, lambda one: one.words) for depth in (5, 10, 20)},
        **{f"vector_r{depth}": _found(answers, depth, lambda one: one.meaning) for depth in (5, 10, 20)},
        "by_category": {
            str(category): {
                f"r{depth}": _found([one for one in answers if one.category == category], depth, lambda one: one.ours)
                for depth in (5, 10, 20)
            }
            for category in categories
        },
        **{f"pooled_r{depth}": _pooled(answers, depth) for depth in (10, 20)},
        **_separation(answers),
        "recall_p50_ms": round(statistics.median(one.seconds for one in answers) * 1000, 1),
        "recall_p95_ms": round(float(np.quantile([one.seconds for one in answers], 0.95)) * 1000, 1),
        "asking_s": round(sum(one.seconds for one in answers), 1),
    }


def _found(answers: Sequence[RecallResult], depth: int, which: Callable[[RecallResult], Sequence[int]]) -> float:
    """Returns the mean over the questions of the share of their evidence that is among the first `depth`."""
    return round(statistics.fmean(len(one.evidence & {*which(one)[:depth]}) / len(one.evidence) for one in answers), 3)


def _pooled(answers: Sequence[RecallResult], depth: int) -> float:
    """Returns the share of all evidence together: a question with six pieces of it counts six times."""
    found = sum(len(one.evidence & {*one.ours[:depth]}) for one in answers)
    return round(found / sum(len(one.evidence) for one in answers), 3)


def _separation(answers: Sequence[RecallResult]) -> dict[str, Any]:
    """Returns how well the best score separates questions with an answer from those without: the chance that it is higher."""
    right = [one.score for one in answers if one.category != ADVERSARIAL]
    twisted = [one.score for one in answers if one.category == ADVERSARIAL]
    strange = [one.stranger for one in answers]
    return {
        "bar_auc": _auc(right, strange),
        "bar_auc_adversarial": _auc(right, twisted),
        "bar_at": {
            str(bar): [_above(right, bar), _above(twisted, bar), _above(strange, bar)] for bar in (0.3, 0.4, 0.5, 0.6)
        },
    }


def _above(scores: Sequence[float], bar: float) -> float:
    return round(float(np.mean(np.array(scores) >= bar)), 3)


def _auc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    if not higher or not lower:
        return None
    pairs = np.subtract.outer(np.array(higher), np.array(lower))
    return round(float((pairs > 0).mean() + (pairs == 0).mean() / 2), 3)
