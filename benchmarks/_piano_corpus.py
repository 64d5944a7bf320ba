"""Counts intervals and durations of the upper voice in real piano pieces; writes `piano_corpus.toml`.

Run it where music21 is installed, which is large and no dependency: `python -m benchmarks._piano_corpus`. The pieces are in
music21's corpus and their composers long dead.
"""

from __future__ import annotations

import importlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PIECES = (
    "mozart/k545/movement1_exposition.mxl",
    "chopin/mazurka06-2.krn",
    "schumann_clara/polonaise_op1n1.mxl",
    "schumann_clara/polonaise_op1n2.mxl",
    "schumann_clara/polonaise_op1n3.mxl",
    "schumann_clara/polonaise_op1n4.mxl",
    "joplin/maple_leaf_rag.mxl",
    "cpebach/h186.mxl",
)
OUT = Path(__file__).with_name("piano_corpus.toml")


def main() -> int:
    """Reads the pieces and writes their counts, in two halves that can be compared."""
    corpus = importlib.import_module("music21.corpus")
    halves: tuple[list[list[tuple[int, float]]], list[list[tuple[int, float]]]] = ([], [])
    for number, name in enumerate(PIECES):
        line = _upper_voice(corpus.parse(name))
        print(name, len(line), file=sys.stderr)
        halves[number % 2].append(line)
    text = [f"# Made by benchmarks/_piano_corpus.py from: {', '.join(PIECES)}."]
    for name, half in zip(("one", "two"), halves, strict=True):
        text += [f"[{name}.intervals]", *_rows(interval for line in half for interval in intervals(line))]
        text += [f"[{name}.durations]", *_rows(duration(length) for line in half for _, length in line)]
    OUT.write_text("\n".join(text) + "\n", encoding="utf-8")
    return 0


def intervals(line: Iterable[tuple[int, float]]) -> Iterator[str]:
    """Semitones from note to note of (pitch, quarter notes), −12 to 12; what is wider counts as an octave."""
    pitches = [pitch for pitch, _ in line]
    for before, after in itertools.pairwise(pitches):
        yield str(max(-12, min(12, after - before)))


def duration(quarters: float) -> str:
    """The class of a duration in quarter notes."""
    limits = (0.3, 0.55, 0.8, 1.05, 1.55, 2.05)
    names = ("sixteenth", "eighth", "dotted eighth", "quarter", "dotted quarter", "half")
    return next((name for name, limit in zip(names, limits, strict=True) if quarters <= limit), "longer")


def _upper_voice(score: Any) -> list[tuple[int, float]]:
    """The highest note at each onset of the first part, as (pitch, quarter notes until the next onset or its end)."""
    part = score.parts[0].stripTies().flatten().notes
    highest: dict[float, tuple[int, float]] = {}
    for each in part:
        length = float(each.duration.quarterLength)
        if length == 0 or not each.pitches:  # grace notes
            continue
        found = (max(pitch.midi for pitch in each.pitches), length)
        highest[float(each.offset)] = max(found, highest.get(float(each.offset), found))
    return [highest[offset] for offset in sorted(highest)]


def _rows(names: Iterable[str]) -> list[str]:
    return [f'"{name}" = {count}' for name, count in sorted(Counter(names).items())]


if __name__ == "__main__":
    sys.exit(main())
