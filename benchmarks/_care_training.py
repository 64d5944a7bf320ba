"""Trains the classifier of `companion/care/reader.py` on `companion/care/lines/` and writes its weights.

Run it with `python -m benchmarks._care_training`.
The ordinary evenings of `benchmarks/_evenings.py` are learnt too. The limits are chosen on lines that are not learnt: those
of `benchmarks/care_lines_unlearnt.jsonl`, and the evenings kept for measuring. It also prints what comes of these. All of it
takes some forty minutes of two processors.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zlib
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
from benchmarks._evenings import LEARNT, evenings
from benchmarks._evenings import UNLEARNT as UNLEARNT_EVENINGS
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

LINES = (*(f"strangers_{number}" for number in range(1, 14)), "pairs", "outright", "everyday")
ORDINARY_KIND = DANGERS[0]
"""A kind has to stand beside a line of no danger too; it teaches nothing."""
UNLEARNT = Path(__file__).with_name("care_lines_unlearnt.jsonl")


@dataclass(frozen=True)
class Line:
    """One line to learn from."""

    text: str
    kind: str
    level: str
    before: tuple[str, ...] = ()
    everyday: bool = False
    """Whether it doesn't even resemble a danger."""


def read_lines() -> list[Line]:
    """All lines of the package, as written, and those of the evenings that are learnt."""
    folder = resources.files("companion.care").joinpath("lines")
    texts = ((name, folder.joinpath(f"{name}.jsonl").read_text("utf-8")) for name in LINES)
    return [line for name, text in texts for line in _lines(text, name == "everyday")] + _of_evenings(LEARNT)


def unlearnt_lines() -> list[Line]:
    """The lines on which the limits are chosen."""
    return _lines(UNLEARNT.read_text("utf-8"), False) + _of_evenings(UNLEARNT_EVENINGS)


def _lines(text: str, everyday: bool) -> list[Line]:
    rows = [json.loads(row) for row in text.splitlines()]
    return [Line(row["text"], row["kind"], row["level"], tuple(row.get("before", ())), everyday) for row in rows]


def _of_evenings(file: Path) -> list[Line]:
    """Every line of ordinary evenings, with those before it that care looks at."""
    return [
        Line(line, ORDINARY_KIND, "none", evening.lines[max(0, at - BEFORE) : at], True)
        for evening in evenings(file)
        for at, line in enumerate(evening.lines)
    ]


def fingerprint() -> int:
    """A number that changes with the lines; the weights carry that of the lines they were made from."""
    folder = resources.files("companion.care").joinpath("lines")
    own = b"".join(folder.joinpath(f"{name}.jsonl").read_bytes() for name in LINES)
    told = "\n".join(line for evening in evenings() for line in evening.lines)
    return zlib.crc32(own + told.encode())


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


def scores_of(lines: Sequence[Line], weights: Mapping[str, NDArray[Any]], said: NDArray[np.float32]) -> Scores:
    """The scores of lines by all weights, and by those of words alone; `said`: what the network says of them, shape (n, …)."""
    seen, _patterns = seen_words(lines)
    words = {
        f"{name}_without": seen.times(
            np.concatenate((weights[f"{name}_ngrams"], weights[f"{name}_patterns"], [weights[f"{name}_bias"]]))
        )
        for name in ("danger", "outright")
    }
    return {
        name: said[:, at] + BY_WORDS * words[f"{name}_without"] for at, name in enumerate(("danger", "outright"))
    } | words


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
    parser.add_argument("--limits-only", action="store_true", help="choose the limits anew for the weights there are")
    parser.add_argument("--models", type=Path, help="the models folder; this computer's if not given")
    args = parser.parse_args()
    environment = find_environment(None, os.environ)
    embedder = ModelChoice(ModelStore(args.models or environment.models)).embedder(environment)
    base = embedder.layers(LAYERS) if embedder is not None else None
    if embedder is None or base is None:
        raise SystemExit("Get the embedding model first: companion models get minilm-l6-v2")
    with resources.as_file(resources.files("companion.care").joinpath("weights.npz")) as file:
        weights: dict[str, NDArray[Any]] = dict(np.load(file)) if args.limits_only else _trained(embedder, base)
        weights = {name: np.asarray(value, np.float32) for name, value in weights.items() if name != "lines"}
        tried = unlearnt_lines()
        said = judgements(base, weights, seen_pieces(tried, embedder))
        _seen, patterns = seen_words(tried)
        scores = scores_of(tried, weights, said)
        weights |= limits(tried, patterns, scores)
        print(json.dumps(figures(tried, patterns, scores, weights, worst=args.check), indent=1, ensure_ascii=False))
        written(weights, file)
        print(f"{file.name}: {file.stat().st_size:,} bytes")


def _trained(embedder: InnerVectors, base: Weights) -> dict[str, NDArray[Any]]:
    """The weights without limits."""
    lines = read_lines()
    examples = seen_pieces(lines, embedder)
    network = learned(examples, base, len(DANGERS), told=_say)
    return word_weights(lines, seen_words(lines)[0]) | network


if __name__ == "__main__":
    main()
