"""Reads whether a line is a courtesy and nothing else: a greeting, a goodbye, thanks, praise, an apology, a laugh."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases

LONGEST = 160
"""Characters of a longer line are more than a courtesy."""
MOST_WORDS_OF_ASSENT = 7
"""A longer agreement says something."""
_ASSENT = frozenset({"laugh", "agree"})
"""Kinds that answer her, if she asked or offered something: the LLM must hear them then."""
_THANKED = frozenset({"thanks"})
_STAYING = frozenset({"there", "hello", "praise", *_ASSENT})
"""Kinds beside which a reason to leave is news: “Hi, dinner's ready.”"""
_BETWEEN = "between"
_FOR_GOOD = re.compile(r"\b(?:good ?-?bye|farewell)\b", re.IGNORECASE)
"""Beside an apology it may be meant for good, and is no mere courtesy."""
_DIGITS = re.compile(r"\d[\d:.,]*")
_OFFERS = re.compile(
    r"\b(?:i can|i could|i'll|i'd|let me|shall|want|would you|if you like|tell me|go on|how about|why not|let's|say the word)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Courtesy:
    """What a line is, when it is nothing but that."""

    kind: str
    """A table of courtesies.toml, such as “goodnight” or “food” (a goodbye, because dinner is ready)."""
    thanks: bool = False
    """Whether it thanks her as well."""
    wish: str = ""
    """The words of a wish for a holiday: “Happy Christmas”."""


@dataclass(frozen=True)
class _Piece:
    kind: str
    sure: bool
    """Whether the phrase is a courtesy by itself."""
    words: str


def read_courtesy(line: str, her_name: str = "", before: str = "") -> Courtesy | None:
    """What courtesy the line is; None if it says anything besides. `before`: her reply before it, empty if there is none."""
    if len(line) > LONGEST:
        return None
    pieces = _cover(_plain(line, her_name), her_name.lower())
    kinds, sure = {piece.kind for piece in pieces}, {piece.kind for piece in pieces if piece.sure}
    if not sure:
        return None
    if "apology" in kinds and _FOR_GOOD.search(line):
        return None
    kind = next(name for name in _phrases() if name in kinds)
    if kind not in sure and sure <= _STAYING:
        return None
    if "?" in line and not any(_table()[name].get("may_ask", False) for name in kinds):
        return None
    if (kind in _ASSENT or (kinds & _ASSENT and kind in _THANKED)) and not _may_assent(kind, line, before):
        return None
    wish = next((piece.words for piece in pieces if piece.kind == "season" and piece.sure), "")
    return Courtesy(kind, bool(kinds & _THANKED) and kind not in _THANKED, wish.replace("xmas", "christmas").title())


def is_grave(line: str) -> bool:
    """Whether a line tells of a death, an illness or the like, after which no joke is made of a goodbye."""
    return bool(_grave().search(normalised(line)))


def _may_assent(kind: str, line: str, before: str) -> bool:
    """Whether an agreement or a laugh is only that, and no answer to what she asked or offered."""
    if len(line.split()) > MOST_WORDS_OF_ASSENT or (kind == "agree" and not before):
        return False
    return "?" not in before and not _OFFERS.search(before.replace("’", "'"))


def _plain(line: str, her_name: str) -> str:
    return normalised(_DIGITS.sub(" number ", line).replace(",", " . "), her_name)


def _cover(text: str, name: str) -> tuple[_Piece, ...]:
    """The fewest phrases that together are the whole text; empty when words are left over."""
    best: dict[int, tuple[_Piece, ...]] = {1: ()}
    for at in (place + 1 for place, letter in enumerate(text) if letter == " "):
        if at not in best:
            continue
        for end, piece in _pieces(text, at, name):
            if end not in best or len(best[at]) + 1 < len(best[end]):
                best[end] = (*best[at], piece)
    return best.get(len(text), ())


def _pieces(text: str, at: int, name: str) -> Iterator[tuple[int, _Piece]]:
    """The phrases that begin at this place, and where each ends."""
    for free in (".", name):
        if free and text.startswith(f"{free} ", at):
            yield at + len(free) + 1, _Piece(_BETWEEN, False, "")
    for kind, rows in _phrases().items():
        for pattern, sure in rows:
            if (found := pattern.match(text, at)) and found.end() > at:
                yield found.end(), _Piece(kind, sure, found[0].strip())


@cache
def _phrases() -> dict[str, list[tuple[re.Pattern[str], bool]]]:
    """The phrases of each kind, in the order of the file, and whether each is a courtesy by itself."""
    table, sets = _table(), _file()["sets"]
    made = {
        kind: [
            (compile_phrases([one], sets), part == "ask")
            for part in ("ask", "beside")
            for phrase in rows.get(part, ())
            for one in (phrase, f"{phrase} $")
        ]
        for kind, rows in table.items()
    }
    return {**made, _BETWEEN: [(compile_phrases([one], sets), False) for one in _file()[_BETWEEN]]}


@cache
def _grave() -> re.Pattern[str]:
    return compile_phrases(["(@grave)"], _file()["sets"])


@cache
def _table() -> dict[str, dict[str, Any]]:
    return {kind: rows for kind, rows in _file().items() if kind not in ("sets", _BETWEEN)} | {_BETWEEN: {}}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.courtesy").joinpath("courtesies.toml").read_text(encoding="utf-8"))
