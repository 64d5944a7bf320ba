"""Reads recordings for bench hesitation: which were said hesitantly, which fluently, and by whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound

HESITANT = re.compile(r"\b(?:um+|uh+|hm+|er)\b|<hes|<cutoff")
"""What transcribers write for a filled pause, a drawn-out word and a broken-off one."""
_NO_HESITATION = {"breaths"}
"""What was labelled of some clips and is none."""
_LONG_SILENCE_S, _AROUND_S = 0.4, 0.15
"""A long recording whose words have times is cut at such silences, with a little room around each piece."""


@dataclass(frozen=True, eq=False)
class Clip:
    """One recorded utterance."""

    name: str
    speaker: str
    samples: Samples = field(repr=False)
    text: str
    hesitant: bool
    emotion: str = ""
    """If it was acted."""


def spoken_clips(data: Path) -> Iterator[Clip]:
    """Those of `turns/` that are labelled as hesitations or not, and those of `speech/`; each recording once."""
    done: set[tuple[str, str]] = set()
    rows = [("turns", row) for row in _rows(data, "turns") if row["kind"] in ("hesitation", "spontaneous_um_uh")]
    for folder, row in rows + [("speech", row) for row in _rows(data, "speech")]:
        name = Path(row["path"]).name
        if (row["speaker"], name) in done:
            continue
        done.add((row["speaker"], name))
        samples = read_sound(data / row["path"])
        if folder == "turns" and "words" in row:
            yield from _pieces(name, row, samples)
            continue
        yield Clip(row["path"], row["speaker"], samples, row["text"] or "", _is_hesitant(row))


def _is_hesitant(row: dict[str, Any]) -> bool:
    """By its label, else by what the transcriber wrote."""
    if "phenomena" in row:
        return bool(set(row["phenomena"]) - _NO_HESITATION)
    return bool(HESITANT.search((row["text"] or "").lower()))


def conversations(data: Path) -> Iterator[Samples]:
    """Recordings of several people who talk freely; which of it is hesitant is not labelled."""
    for row in _rows(data, "turns"):
        if row["kind"].startswith(("conversation", "phone")):
            yield read_sound(data / row["path"])


def acted_clips(data: Path) -> Iterator[Clip]:
    """Those of `emotion/`: two sentences, known by heart."""
    for row in _rows(data, "emotion"):
        samples = read_sound(data / row["path"])
        yield Clip(row["path"], row["speaker"], samples, row["text"], False, row["emotion"])


def _rows(data: Path, folder: str) -> list[dict[str, Any]]:
    manifest = data / folder / "manifest.jsonl"
    text = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _pieces(name: str, row: dict[str, Any], samples: Samples) -> Iterator[Clip]:
    pieces: list[list[tuple[float, float, str]]] = [[]]
    for start, end, word in row["words"]:
        if word:
            pieces[-1].append((start, end, word))
        elif end - start >= _LONG_SILENCE_S:
            pieces.append([])
    for words in filter(None, pieces):
        first, last = max(0.0, words[0][0] - _AROUND_S), words[-1][1] + _AROUND_S
        text = " ".join(word for *_, word in words)
        cut = samples[round(first * RATE) : round(last * RATE)]
        yield Clip(f"{name} from {first:.1f} s", row["speaker"], cut, text, bool(HESITANT.search(text)))
