"""Counts how many words of spoken lines speech recognition understood, over her voice and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks._words import distance, first_words_lost, first_words_right


@dataclass(frozen=True)
class Understood:
    """What the ear made of a line: over her, and of the recording alone."""

    meant: list[str]
    over_her: list[str]
    alone: list[str]

    @property
    def lost(self) -> bool:
        """Whether the first words are absent."""
        return first_words_lost(self.alone, self.over_her)


def shares(lines: Sequence[Understood], label: str) -> dict[str, float]:
    """Returns figures, each with `label` before its name: the share of first words that were understood, and errors a word."""
    figures: dict[str, float] = {}
    spoken = max(1, sum(len(line.meant) for line in lines))
    for over_her, heard in (("", [line.over_her for line in lines]), ("alone_", [line.alone for line in lines])):
        pairs = [(line.meant, words) for line, words in zip(lines, heard, strict=True)]
        right = float(np.mean([first_words_right(*pair) for pair in pairs]))
        figures[f"{label}{over_her}first_words_right_share"] = round(right, 4)
        figures[f"{label}{over_her}word_error_rate"] = round(sum(distance(*pair) for pair in pairs) / spoken, 4)
    return figures
