"""Reads the lines in which words are marked as slots, and makes more of them: other words in the slots, small letters, no marks."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from companion.deeds.slot_reader import ALONE, DEEDS, LABELS, TAGS, Place
from companion.deeds.slot_words import words_of

_MARK = re.compile(r"\[(?P<label>\w+):(?P<words>[^\[\]]*)\]")
_SWAPPED = ("when", "length", "text", "item", "list", "place", "old", "by", "not")
_BESIDE = re.compile(r"[\s,]*(?:(?:at|on|in)\s+)?", re.IGNORECASE)
_LEAD = re.compile(r"(?:in|after|within)\b", re.IGNORECASE)


@dataclass(frozen=True)
class MarkedLine:
    """A request whose words are marked."""

    text: str
    deed: str
    action: str
    slots: tuple[tuple[str, int, int], ...]
    """Label, first and last letter of each."""
    place: Place = ALONE
    before: str = ""
    """What the same person said right before; empty for nothing."""
    number: int = 0
    """Which line of the file it is, or is made from."""

    def tags(self) -> list[int]:
        """What each word is, as numbers of TAGS."""
        made, last = [], None
        for start, end in words_of(self.text):
            slot = next((one for one in self.slots if one[1] < end and start < one[2]), None)
            made.append(TAGS.index(f"{'I' if slot == last else 'B'} {slot[0]}") if slot else 0)
            last = slot
        return made


def marked_lines(file: Path) -> list[MarkedLine]:
    """All lines of a file, each further request of a line as one of its own; raises ValueError with the line that is wrong."""
    made: list[MarkedLine] = []
    for number, row in enumerate(file.read_text(encoding="utf-8").splitlines()):
        given = json.loads(row)
        taken: list[tuple[int, int]] = []
        for at, one in enumerate((given, *given.get("also", ()))):
            if one["deed"] not in DEEDS or (at and not taken):
                continue
            line = replace(_marked(one, number), before=said_before(given), place=Place(taken=tuple(taken)))
            made.append(line)
            taken += [(start, end) for _, start, end in line.slots]
    return made


def said_before(row: Mapping[str, Any]) -> str:
    """The line right before it, that its row of a file has; empty for none."""
    before = row.get("before", ())
    return before if isinstance(before, str) else str(before[-1]) if before else ""


def _marked(given: dict[str, str], number: int) -> MarkedLine:
    text, slots, at = "", [], 0
    marked = given["marked"]
    for found in _MARK.finditer(marked):
        if found["label"] not in LABELS:
            raise ValueError(f"No such label in line {number + 1}: {marked}")
        text += marked[at : found.start()]
        slots.append((found["label"], len(text), len(text) + len(found["words"])))
        text += found["words"]
        at = found.end()
    text += marked[at:]
    return MarkedLine(text, given["deed"], given["action"], _joined(text, slots), number=number)


def _joined(text: str, slots: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """With times that stand side by side as one: “[when:Friday] at [when:eight]” is marked in this way, and as a whole."""
    made: list[tuple[str, int, int]] = []
    for label, start, end in slots:
        if made and made[-1][0] == label in ("when", "old") and _BESIDE.fullmatch(text[made[-1][2] : start]):
            made[-1] = (label, made[-1][1], end)
        else:
            made.append((label, start, end))
    return tuple(made)


def more_lines(lines: Sequence[MarkedLine], copies: int, seed: int = 0) -> list[MarkedLine]:
    """Copies of the lines with other words in their slots, taken from lines of the same deed; every third in small letters."""
    dice = np.random.default_rng(seed)
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in lines:
        for label, start, end in one.slots:
            words[_pool(one, label, one.text[start:end])].append(one.text[start:end])
    made = []
    for one in lines:
        for _ in range(copies):
            other = _swapped(one, words, dice) if not one.place.taken else one
            if dice.random() < 0.35:
                other = _plain(other)
            if (other.text, other.slots) != (one.text, one.slots):
                made.append(other)
    return made


def _pool(one: MarkedLine, label: str, words: str) -> tuple[str, str]:
    if label in ("when", "old", "not") and (one.deed != "list"):
        return "time", "ahead" if _LEAD.match(words) else "clock" if re.search(
            r"\d|o'clock|half|quarter|past", words
        ) else "day"
    if label in ("item", "not"):
        return "item", one.deed
    return label, one.deed


def _swapped(one: MarkedLine, words: dict[tuple[str, str], list[str]], dice: np.random.Generator) -> MarkedLine:
    text, slots, at = "", [], 0
    for label, start, end in one.slots:
        said = one.text[start:end]
        pool = words[_pool(one, label, said)]
        if label in _SWAPPED and dice.random() < 0.5 and pool:
            other = pool[int(dice.integers(len(pool)))]
            said = other[:1].upper() + other[1:] if start == 0 else other
        text += one.text[at:start]
        slots.append((label, len(text), len(text) + len(said)))
        text += said
        at = end
    return replace(one, text=text + one.text[at:], slots=tuple(slots))


def _plain(one: MarkedLine) -> MarkedLine:
    """In small letters, without marks at the end and commas, as some type and as an ear may hear it."""
    kept = [at for at, letter in enumerate(one.text) if letter not in ",.!?;" or one.text[at - 1 : at].isdigit()]
    moved = [sum(at < end for at in kept) for end in range(len(one.text) + 1)]
    text = "".join(one.text[at] for at in kept).lower()
    slots = tuple((label, moved[start], moved[end]) for label, start, end in one.slots)
    place = replace(one.place, taken=tuple((moved[start], moved[end]) for start, end in one.place.taken))
    return replace(one, text=text, slots=slots, place=place) if len(text) == len(kept) else one


def actions_of(lines: Iterable[MarkedLine]) -> list[str]:
    """“alarm cancel”, “alarm set” … as the lines have them."""
    return sorted({f"{one.deed} {one.action}" for one in lines})
