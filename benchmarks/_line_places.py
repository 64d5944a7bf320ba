"""Tells of lines to learn from what was done just before them, as the grammars alone read it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks._deed_lines import a_trial

Done = tuple[str, bool]
"""The deed of which something was done, and whether it kept or changed something."""


def done_at(lines: Iterable[str]) -> Mapping[str, Done]:
    """What is done at each of these lines that the grammars read."""
    found: dict[str, Done] = {}
    with tempfile.TemporaryDirectory() as folder:
        for line in dict.fromkeys(filter(None, lines)):
            with a_trial(Path(folder)) as trial:
                came = trial.say(line)
            if came.deeds and not came.asks:
                found[line] = (came.deeds[-1], came.changed)
    return found
