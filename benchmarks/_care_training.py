"""Trains the classifier of `companion/care/reader.py` on `companion/care/lines/` and writes its weights.

Run it with `python -m benchmarks._care_training`.
With `--check` it also prints what it makes of lines it was not trained on: five parts, each line with its likeness in one part.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._care_limits import figures, limits
from companion.care.patterns import danger
from companion.care.reader import BEFORE, KIND_NGRAMS, NGRAMS, ngrams, pattern_features, unit
from companion.care.signal import DANGERS
from companion.environment import find_environment
from companion.runtime.model_choice import ModelChoice
from companion.text.normalised_words import normalised
from models.embedding import Embedder
from models.store import ModelStore

Matrix = NDArray[np.float32]
LINES = (*(f"strangers_{number}" for number in range(1, 6)), "pairs", "outright", "everyday")
PARTS, STRENGTH = 4, 5.0
"""Parts of the cross-validation; how much an error weighs against large weights."""
ROUNDS, EXACT = 400, 1e-4
"""Most steps of one solution, and the change of a weight at which it is good enough."""
_STRANGE_BEFORE, _BARE = 0.15, 0.1
"""Shares of the lines that are learnt once more after lines that have nothing to do with them, and without capitals and stops."""


@dataclass(frozen=True)
class Line:
    """One line to learn from."""

    text: str
    kind: str
    level: str
    before: tuple[str, ...]
    group: int
    """Lines that are alike are in one group."""
    everyday: bool = False
    """Whether it doesn't even resemble a danger."""
    copy: bool = False
    """Whether it is another line, changed."""


def read_lines() -> list[Line]:
    """All lines of the package, as written."""
    folder = resources.files("companion.care").joinpath("lines")
    rows = [
        json.loads(row) | {"everyday": name == "everyday"}
        for name in LINES
        for row in folder.joinpath(f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    groups = _groups(rows)
    return [
        Line(row["text"], row["kind"], row["level"], tuple(row.get("before", ())), group, row["everyday"])
        for row, group in zip(rows, groups, strict=True)
    ]


def fingerprint() -> int:
    """A number that changes with the lines; the weights carry that of the lines they were made from."""
    folder = resources.files("companion.care").joinpath("lines")
    return zlib.crc32(b"".join(folder.joinpath(f"{name}.jsonl").read_bytes() for name in LINES))


def _groups(rows: list[dict[str, Any]]) -> list[int]:
    """Joins lines that begin alike, follow the same lines, or stand near one another and share their words."""
    of = list(range(len(rows)))

    def root(number: int) -> int:
        while of[number] != number:
            number = of[number]
        return number

    words = [normalised(row["text"]).split() for row in rows]
    alike: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        alike[" ".join(words[number][:5])].append(number)
        if row.get("before"):
            alike["after " + " ".join(row["before"])].append(number)
        for near in range(max(0, number - 3), number):
            shared = len({*words[near]} & {*words[number]})
            if shared > 0.45 * min(len({*words[near]}), len({*words[number]})):
                alike[f"near {near} {number}"] = [near, number]
    for members in alike.values():
        for member in members[1:]:
            of[root(member)] = root(members[0])
    return [root(number) for number in range(len(rows))]


def with_copies(lines: list[Line], dice: random.Random) -> list[Line]:
    """The lines, and some of them again: after lines about something else, and without capitals and stops."""
    everyday = [line.text for line in lines if line.everyday and len(line.text) < 60]
    copies = []
    for line in lines:
        if not line.before and dice.random() < _STRANGE_BEFORE:
            before = tuple(dice.sample(everyday, dice.randint(1, BEFORE)))
            copies.append(Line(line.text, line.kind, line.level, before, line.group, line.everyday, True))
        if dice.random() < _BARE:
            bare = re.sub(r"[.,!?;:“”\"’']+", "", line.text).lower()
            copies.append(Line(bare, line.kind, line.level, line.before, line.group, line.everyday, True))
    return [*lines, *copies]


@dataclass(frozen=True)
class Features:
    """What the classifier sees of each line."""

    line: Matrix
    before: Matrix
    hashes: list[NDArray[np.int64]]
    patterns: Matrix
    middle: NDArray[np.float32]

    def grams(self, places: int) -> Matrix:
        """The hashed words and letters, each row divided by the root of how many there are."""
        table = np.zeros((len(self.hashes), places), np.float32)
        for row, hashes in enumerate(self.hashes):
            np.add.at(table[row], hashes % places, 1 / max(len(hashes), 1) ** 0.5)
        return table


def features(lines: list[Line], embedder: Embedder) -> Features:
    """Reads every line as the program does."""
    vectors = embedder.inner([line.text for line in lines])
    before = embedder.inner([" ".join(line.before[-BEFORE:]) for line in lines])
    if vectors is None or before is None:
        raise SystemExit("This embedding model does not show its inner layers.")
    middle = vectors[[not line.copy for line in lines]].mean(axis=0).astype(np.float16).astype(np.float32)
    words = [normalised(line.text) for line in lines]
    return Features(
        np.array([unit(one, middle) for one in vectors], np.float32),
        np.array([unit(one, middle) * bool(line.before) for one, line in zip(before, lines, strict=True)], np.float32),
        [ngrams(one) for one in words],
        np.array([pattern_features(danger(one)) for one in words], np.float32),
        middle,
    )


def kernels(seen: Features) -> tuple[Matrix, Matrix, Matrix]:
    """How alike each two lines are: read with vectors; by words alone; and for kinds."""
    grams = seen.grams(NGRAMS)
    words = grams @ grams.T + seen.patterns @ seen.patterns.T + 1
    alike = seen.line @ seen.line.T
    short = seen.grams(KIND_NGRAMS)
    whole = words + 2 * (alike + alike**2) + 0.5 * (seen.before @ seen.before.T)
    return whole, words, 1 + alike + short @ short.T


def solved(kernel: Matrix, ridge: NDArray[Any], right: NDArray[Any], start: Matrix) -> NDArray[Any]:
    """Solves (kernel + diag(ridge)) x = right by conjugate gradients from `start`: far quicker than by elimination."""
    x, near = start.copy(), 1 / (kernel.diagonal() + ridge)
    rest = right - kernel @ x - ridge * x
    step = ahead = near * rest
    size = float(rest @ ahead)
    for _ in range(ROUNDS):
        moved = kernel @ step + ridge * step
        length = size / max(float(step @ moved), 1e-30)
        x, rest = x + length * step, rest - length * moved
        if float(np.abs(near * rest).max()) < EXACT:
            break
        ahead = near * rest
        size, before = float(rest @ ahead), size
        step = ahead + size / before * step
    return x


def fitted(kernel: Matrix, wanted: NDArray[np.bool_], weight: Matrix) -> Matrix:
    """Logistic regression with L2, in its dual form, by Newton's method: the weight of each line."""
    duals, scores = np.zeros(len(wanted), np.float32), np.zeros(len(wanted), np.float32)
    goal = wanted.astype(np.float32)
    for _ in range(5):
        chance = 1 / (1 + np.exp(-scores))
        bend = np.maximum(STRENGTH * weight * chance * (1 - chance), 1e-4)
        duals[:] = solved(kernel, 1 / bend, scores + STRENGTH * weight * (goal - chance) / bend, duals)
        scores[:] = kernel @ duals
    return duals


def goals(lines: list[Line]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which lines show danger, and which say so outright."""
    levels = np.array([line.level for line in lines])
    return levels != "none", levels == "plain"


def weights_of(lines: list[Line], outright: bool) -> Matrix:
    """How much each line counts: copies half, and what is said outright twice where it must not be missed."""
    return np.array(
        [(0.5 if line.copy else 1.0) * (2 if outright and line.level == "plain" else 1) for line in lines], np.float32
    )


def cross_validated(lines: list[Line], kernel: tuple[Matrix, Matrix, Matrix]) -> dict[str, Matrix]:
    """The scores of every line by a classifier that learnt from the other parts."""
    dice = random.Random(1)
    part_of = {group: dice.randrange(PARTS) for group in sorted({line.group for line in lines})}
    part = np.array([part_of[line.group] for line in lines])
    scores = {
        f"{name}{way}": np.zeros(len(lines), np.float32) for name in ("danger", "outright") for way in ("", "_without")
    }
    for number in range(PARTS):
        learnt, asked = np.flatnonzero(part != number), np.flatnonzero(part == number)
        for name, goal in zip(("danger", "outright"), goals(lines), strict=True):
            weight = weights_of(lines, name == "outright")[learnt]
            for way, table in zip(("", "_without"), kernel[:2], strict=True):
                duals = fitted(table[np.ix_(learnt, learnt)], goal[learnt], weight)
                scores[name + way][asked] = table[np.ix_(asked, learnt)] @ duals
    return scores


def trained(lines: list[Line], seen: Features, kernel: tuple[Matrix, Matrix, Matrix]) -> dict[str, NDArray[Any]]:
    """The weights, by name."""
    grams, weights = seen.grams(NGRAMS), _middle(seen)
    rows, columns = np.triu_indices(seen.line.shape[1])
    for name, goal in zip(("danger", "outright"), goals(lines), strict=True):
        for way, table in zip(("", "_without"), kernel[:2], strict=True):
            duals = fitted(table, goal, weights_of(lines, name == "outright"))
            weights[f"{name}{way}_ngrams"] = duals @ grams
            weights[f"{name}{way}_patterns"] = duals @ seen.patterns
            weights[f"{name}{way}_bias"] = duals.sum()
            if not way:
                weights[f"{name}_line"], weights[f"{name}_before"] = 2 * duals @ seen.line, 0.5 * duals @ seen.before
                square = 2 * (seen.line * duals[:, None]).T @ seen.line
                weights[f"{name}_squares"] = square[rows, columns] * np.where(rows == columns, 1, 2)
    of_kind = [np.array([line.kind == kind for line in lines]) for kind in DANGERS]
    duals = np.array([fitted(kernel[2], goal, weights_of(lines, False)) for goal in of_kind])
    weights["kind_ngrams"], weights["kind_line"] = duals @ seen.grams(KIND_NGRAMS), duals @ seen.line
    weights["kind_bias"] = duals.sum(axis=1)
    return weights


def _middle(seen: Features) -> dict[str, NDArray[Any]]:
    return {"middle": seen.middle}


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the worst mistakes too")
    parser.add_argument("--models", type=Path, help="the models folder; this computer's if not given")
    args = parser.parse_args()
    environment = find_environment(None, os.environ)
    embedder = ModelChoice(ModelStore(args.models or environment.models)).embedder(environment)
    if embedder is None:
        raise SystemExit("Get the embedding model first: companion models get minilm-l6-v2")
    lines = with_copies(read_lines(), random.Random(1))
    seen = features(lines, embedder)
    kernel = kernels(seen)
    scores = cross_validated(lines, kernel)
    weights = trained(lines, seen, kernel) | limits(lines, seen.patterns, scores)
    print(json.dumps(figures(lines, seen.patterns, scores, weights, worst=args.check), indent=1, ensure_ascii=False))
    with resources.as_file(resources.files("companion.care").joinpath("weights.npz")) as file:
        shrunk = {name: np.asarray(value, np.float16) for name, value in weights.items()}
        np.savez_compressed(file, **shrunk, lines=np.array(fingerprint()))  # type: ignore[arg-type]
        print(f"{file.name}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
