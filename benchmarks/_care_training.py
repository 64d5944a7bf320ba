"""Trains the classifier of `companion/care/reader.py` on `companion/care/lines/` and writes its weights.

Run it with `python -m benchmarks._care_training`.
It also prints what becomes of lines it was not trained on: four parts, each line with its likeness in one part. All of it takes
some twenty minutes of one processor; `--tried 1` tries one part only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._care_limits import Scores, figures, limits
from benchmarks._care_network import Example, judgements, learned
from benchmarks._care_words import Table, fitted, table
from companion.care.network import LAYERS, Weights
from companion.care.patterns import danger
from companion.care.reader import (
    BEFORE,
    BY_WORDS,
    KIND_NGRAMS,
    NGRAMS,
    InnerVectors,
    pattern_features,
    shown,
)
from companion.care.signal import DANGERS
from companion.environment import find_environment
from companion.runtime.model_choice import ModelChoice
from companion.text.normalised_words import normalised
from models.store import ModelStore

LINES = (*(f"strangers_{number}" for number in range(1, 8)), "pairs", "outright", "everyday")
PARTS = 4
"""Parts of the cross-validation."""


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


def seen_words(lines: Sequence[Line], places: int = NGRAMS) -> tuple[Table, NDArray[np.float32]]:
    """The words and letters of each line with what the patterns find, and that alone, shape (n, 2)."""
    words = [normalised(line.text) for line in lines]
    patterns = np.array([pattern_features(danger(one)) for one in words], np.float32)
    return table(words, patterns, places), patterns


def seen_pieces(lines: Sequence[Line], embedder: InnerVectors) -> list[Example]:
    """Every line as the network sees it."""
    examples = []
    for line in lines:
        states = shown(embedder, line.text)
        before = shown(embedder, " ".join(line.before[-BEFORE:])) if line.before else None
        if states is None:
            raise SystemExit("This embedding model does not show its inner layers.")
        examples.append(
            Example(
                states.astype(np.float16),
                None if before is None else before.astype(np.float16),
                line.level != "none",
                line.level == "plain",
                DANGERS.index(line.kind),
                line.everyday,
            )
        )
    return examples


def goals(lines: Sequence[Line]) -> dict[str, NDArray[np.bool_]]:
    """Which lines show danger, and which say so outright."""
    levels = np.array([line.level for line in lines])
    return {"danger": levels != "none", "outright": levels == "plain"}


def weights_of(lines: Sequence[Line], outright: bool) -> NDArray[np.float64]:
    """How much each line counts: what is said outright twice where it must not be missed."""
    return np.array([2.0 if outright and line.level == "plain" else 1.0 for line in lines])


def parts_of(lines: Sequence[Line]) -> NDArray[np.int64]:
    """The part of the cross-validation in which each line is; lines that are alike are in one."""
    dice = random.Random(1)
    part_of = {group: dice.randrange(PARTS) for group in sorted({line.group for line in lines})}
    return np.array([part_of[line.group] for line in lines])


def by_words(lines: Sequence[Line], seen: Table) -> Scores:
    """The score of each line by words alone, from a classifier that learnt from the other parts."""
    parts, scores = parts_of(lines), {}
    for name, goal in goals(lines).items():
        scores[f"{name}_without"] = np.zeros(len(lines))
        for number in range(PARTS):
            weight = weights_of(lines, name == "outright") * (parts != number)
            scores[f"{name}_without"][parts == number] = seen.times(fitted(seen, goal, weight))[parts == number]
    return scores


def by_network(lines: Sequence[Line], examples: Sequence[Example], base: Weights, tried: Sequence[int]) -> Scores:
    """What networks that learnt from the other parts say of the lines of some parts; of others no numbers."""
    parts, said = parts_of(lines), np.full((len(lines), 2), np.nan)
    for number in tried:
        learnt = [one for one, part in zip(examples, parts, strict=True) if part != number]
        asked = [one for one, part in zip(examples, parts, strict=True) if part == number]
        made = learned(learnt, base, len(DANGERS), told=_say)
        said[parts == number] = judgements(base, made, asked)[:, :2]
    return {"danger": said[:, 0], "outright": said[:, 1]}


def together(words: Scores, network: Scores) -> Scores:
    """Both parts' scores added up as the reader does, beside those by words alone."""
    return {name: score + BY_WORDS * words[f"{name}_without"] for name, score in network.items()} | dict(words)


def word_weights(lines: Sequence[Line], seen: Table) -> dict[str, NDArray[Any]]:
    """The weights of words, letters and patterns, by name."""
    weights: dict[str, NDArray[Any]] = {}
    for name, goal in goals(lines).items():
        found = fitted(seen, goal, weights_of(lines, name == "outright"))
        weights[f"{name}_ngrams"], weights[f"{name}_patterns"] = found[:NGRAMS], found[NGRAMS:-1]
        weights[f"{name}_bias"] = found[-1]
    short = table([normalised(line.text) for line in lines], np.zeros((len(lines), 0)), KIND_NGRAMS)
    even = np.ones(len(lines))
    kinds = np.array([fitted(short, np.array([line.kind == kind for line in lines]), even) for kind in DANGERS])
    return weights | {"kind_ngrams": kinds[:, :-1], "kind_bias": kinds[:, -1]}


def written(weights: Mapping[str, NDArray[Any]], file: Path) -> None:
    """Keeps the weights, with half the digits."""
    shrunk = {name: np.asarray(value, np.float16) for name, value in weights.items()}
    np.savez_compressed(file, **shrunk, lines=np.array(fingerprint()))  # type: ignore[arg-type]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the worst mistakes too")
    parser.add_argument(
        "--tried", type=int, default=PARTS, help="parts on which the network is tried (each takes as long again)"
    )
    parser.add_argument("--models", type=Path, help="the models folder; this computer's if not given")
    args = parser.parse_args()
    environment = find_environment(None, os.environ)
    embedder = ModelChoice(ModelStore(args.models or environment.models)).embedder(environment)
    base = embedder.layers(LAYERS) if embedder is not None else None
    if embedder is None or base is None:
        raise SystemExit("Get the embedding model first: companion models get minilm-l6-v2")
    lines = read_lines()
    seen, patterns = seen_words(lines)
    examples = seen_pieces(lines, embedder)
    scores = together(by_words(lines, seen), by_network(lines, examples, base, range(args.tried)))
    chosen = limits(lines, patterns, scores)
    print(json.dumps(figures(lines, patterns, scores, chosen, worst=args.check), indent=1, ensure_ascii=False))
    weights = word_weights(lines, seen) | learned(examples, base, len(DANGERS), told=_say) | chosen
    with resources.as_file(resources.files("companion.care").joinpath("weights.npz")) as file:
        written(weights, file)
        print(f"{file.name}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
