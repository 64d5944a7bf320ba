"""Reads which words of a request say what: when, how long, what it is about. By a small network and a conditional random field.

The weights are learned from lines in which people marked the words (`lines/slots.jsonl`), by `benchmarks/_slot_training.py`.
What each word means in its line, the embedding model's inner layers show; the rest is told by `slot_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from companion.deeds.slot_words import told_of_words, words_of

Numbers = NDArray[np.float32]
LABELS = ("when", "length", "repeat", "text", "item", "list", "place", "old", "not", "by")
TAGS = ("O", *(f"{begins} {label}" for label in LABELS for begins in "BI"))
"""What a word can be: outside, or the beginning or the inside of a slot."""
DEEDS = ("clock", "timer", "alarm", "reminder", "calendar", "list", "note")
OF_DEED = {
    "clock": ("place", "when", "text"),
    "timer": ("length", "text", "when", "repeat", "old", "not", "by"),
    "alarm": ("when", "repeat", "text", "old", "not", "by"),
    "reminder": ("when", "repeat", "text", "old", "not", "by"),
    "calendar": ("when", "repeat", "text", "old", "not", "by", "length"),
    "list": ("item", "list", "not"),
    "note": ("text", "not"),
}
"""The slots that a deed has."""
NOTHING = "none"
"""The action of a line that asks for nothing."""
ASKED = 2 * len(DEEDS) + 4
"""So many numbers tell the deed and the line's place."""
MOST_WORDS = 64
_NEVER = np.float32(-1e4)


@dataclass(frozen=True)
class Place:
    """Where a line stands: what it comes right after, and what of it is read already."""

    follows: bool = False
    """Whether it comes right after something that was done or told."""
    same: bool = False
    """Whether that was of the deed that it is read for."""
    kept: bool = False
    """Whether something was kept or changed then."""
    taken: tuple[tuple[int, int], ...] = ()
    """From which to which letter the words of its first request reach, when it is read for a second."""


ALONE = Place()


@dataclass(frozen=True)
class Slot:
    """Words of a line, and what they say."""

    label: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class SlotReading:
    """What a line asks of a deed, word by word."""

    action: str
    """“set”, “remove”: see the marked lines."""
    sure_of_action: float
    """Its probability among the deed's actions, 0 to 1."""
    slots: tuple[Slot, ...]
    sure: float
    """The probability that every word is what it is taken for, 0 to 1."""
    nothing: float = 0.0
    """The probability that it asks nothing of this deed, 0 to 1."""

    def all(self, label: str) -> tuple[str, ...]:
        """The words of all slots with this label, in their order."""
        return tuple(one.words for one in self.slots if one.label == label)

    def one(self, label: str) -> str:
        """The words of the only slot with this label, or of all together; empty when there is none."""
        return " ".join(self.all(label))


class SlotReader:
    """The network with its weights; any thread may call it."""

    def __init__(self, weights: Mapping[str, Numbers], actions: Sequence[str]) -> None:
        """`actions`: “timer set” and so on, in the order of the outputs. Weights: as `forward` uses them."""
        self._weights, self._actions = weights, tuple(actions)

    @classmethod
    def load(cls, package: str, name: str) -> SlotReader:
        """Read the weights from a file in a package."""
        with resources.files(package).joinpath(name).open("rb") as file, np.load(file) as kept:
            weights = {key: kept[key].astype(np.float32) for key in kept.files if kept[key].dtype == np.float16}
            return cls(weights, [str(one) for one in kept["actions"]])

    def read(self, line: str, deed: str, now: datetime, vectors: Numbers, place: Place = ALONE) -> SlotReading | None:
        """What the line asks of this deed; None for another deed. `vectors`: its words' meanings, shape (n, size)."""
        if deed not in DEEDS:
            return None
        words = words_of(line)
        told = told_of_words(line, words, now, place.taken)
        scores, of_actions = self.scores(vectors, told, deed, place)
        tags, sure = best_path(scores + of_deed(deed), self._weights["after"])
        shares = self.actions(of_actions, deed)
        action = max(shares, key=lambda name: shares[name])
        return SlotReading(action, shares[action], slots_of(line, words, tags), sure, shares.get(NOTHING, 0.0))

    def scores(self, vectors: Numbers, told: NDArray[np.int64], deed: str, place: Place) -> tuple[Numbers, Numbers]:
        """The scores of each word's tags, shape (n, TAGS), and of the line's actions."""
        w = self._weights
        words = np.maximum(vectors @ w["meaning"] + w["told"][told].sum(axis=1) + w["bias"], 0)
        line = np.concatenate((words.mean(axis=0), words.max(axis=0), asked_of(deed, place)))
        inside = np.maximum(
            np.concatenate((beside(words), np.tile(line, (len(words), 1))), axis=1) @ w["in"] + w["in bias"], 0
        )
        return inside @ w["out"] + w["out bias"], np.maximum(line @ w["act"] + w["act bias"], 0) @ w["acts"] + w[
            "acts bias"
        ]

    def actions(self, scores: Numbers, deed: str) -> dict[str, float]:
        """The probability of each of the deed's actions, `NOTHING` among them."""
        mine = [at for at, name in enumerate(self._actions) if name.startswith(f"{deed} ")]
        shares = np.exp(scores[mine] - scores[mine].max())
        shares /= shares.sum()
        return {self._actions[at].removeprefix(f"{deed} "): float(one) for at, one in zip(mine, shares, strict=True)}


def asked_of(deed: str, place: Place) -> Numbers:
    """The deed and the line's place as the network sees them; shape (ASKED,)."""
    mine = [one == deed for one in DEEDS]
    after = [place.follows and one for one in (*mine, True, place.same, place.kept)]
    return np.array([*mine, *after, bool(place.taken)], np.float32)


def beside(words: Numbers) -> Numbers:
    """Each word with the one before it and the one after it; shape (n, 3 · size)."""
    none = np.zeros_like(words[:1])
    return np.concatenate((np.concatenate((none, words[:-1])), words, np.concatenate((words[1:], none))), axis=1)


def allowed() -> Numbers:
    """What may follow what, 0 or far below: a slot goes on only with its own kind. Shape (1 + TAGS, TAGS), the first: at first."""
    made = np.zeros((1 + len(TAGS), len(TAGS)), np.float32)
    for to, name in enumerate(TAGS):
        if name.startswith("I "):
            made[:, to] = _NEVER
            made[[1 + to, 1 + TAGS.index(f"B {name[2:]}")], to] = 0
    return made


def of_deed(deed: str) -> Numbers:
    """What is to be added to the scores of tags, so that a deed has no other's slots; shape (TAGS,)."""
    return np.array([0 if name == "O" or name[2:] in OF_DEED[deed] else _NEVER for name in TAGS], np.float32)


def best_path(scores: Numbers, after: Numbers) -> tuple[list[int], float]:
    """The likeliest tags (Viterbi), and their probability; `after`: how well one follows another, as `allowed`."""
    best = total = scores[0] + after[0]
    came = []
    for row in scores[1:]:
        ways = best[:, None] + after[1:]
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
        sums = total[:, None] + after[1:]
        most = sums.max(axis=0)
        total = most + np.log(np.exp(sums - most).sum(axis=0)) + row
    tags = [int(best.argmax())]
    for back in reversed(came):
        tags.append(int(back[tags[-1]]))
    most = total.max()
    return tags[::-1], float(np.exp(best.max() - most - np.log(np.exp(total - most).sum())))


def slots_of(line: str, words: Sequence[tuple[int, int]], tags: Sequence[int]) -> tuple[Slot, ...]:
    """The slots that these tags make of the words."""
    spans: list[tuple[str, int, int]] = []
    for (start, end), tag in zip(words, tags, strict=True):
        if tag == 0:
            continue
        begins, label = TAGS[tag].split(" ")
        if begins == "I" and spans:
            spans[-1] = (label, spans[-1][1], end)
        else:
            spans.append((label, start, end))
    return tuple(Slot(label, start, end, line[start:end]) for label, start, end in spans)


@cache
def slot_reader() -> SlotReader:
    """The reader with its learned weights."""
    return SlotReader.load("companion.deeds", "slots.npz")
