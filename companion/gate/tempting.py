"""Recognises lines that ask for what she cannot do, sense or know, and keeps the written replies to them."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases
from companion.text.style import normalised as words_of

_DIGITS = re.compile(r"\d[\d:.,]*")


@dataclass(frozen=True)
class Temptation:
    """A kind of line that tempts her to claim what is not so."""

    kind: str
    """The table in tempting.toml, such as `timer` or `weather`."""
    rule: str
    """What she would claim: a deed, knowledge, senses, a past, a meeting; or `name`: another name than hers."""
    from_memory: bool
    """Whether memory may hold the answer (“Where are my keys?”)."""
    replies: tuple[tuple[str, ...], ...]
    """What she says instead, one of these: at most two sentences each."""
    cannot: str = ""
    """What it asks her to do that she cannot, in a word or two: “weather”; empty when it asks for nothing of the kind."""

    def reply(self, said: Sequence[str], dice: random.Random, her: str = "Ada") -> tuple[str, ...]:
        """One of the replies she has not used lately, or the one used longest ago.

        `said`: her sentences, oldest first; `her`: her name, which some replies tell.
        """
        last = {words_of(sentence): number for number, sentence in enumerate(said)}
        replies = [tuple(sentence.replace("{her}", her) for sentence in one) for one in self.replies]
        return min(dice.sample(replies, len(replies)), key=lambda reply: last.get(words_of(reply[0]), -1))


def temptation(line: str, name: str = "") -> Temptation | None:
    """What this line of the user's tempts her to claim; None for most lines. `name` is hers."""
    text = normalised(_DIGITS.sub(" number ", line).replace(",", " . "), name)
    for pattern, kind in _kinds():
        if pattern.search(text):
            return kind
    return None


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Temptation], ...]:
    """The kinds with their patterns; compiled at the first line and not at the start."""
    table = _read()
    sets = table.pop("sets")
    return tuple((compile_phrases(rows["ask"], sets), _kind(name, rows)) for name, rows in table.items())


def _kind(name: str, rows: dict[str, Any]) -> Temptation:
    replies = tuple(tuple(reply) for reply in rows["say"])
    return Temptation(name, rows["rule"], bool(rows.get("memory")), replies, rows.get("cannot", ""))


def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.gate").joinpath("tempting.toml").read_text(encoding="utf-8"))
