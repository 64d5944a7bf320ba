"""Recognises lines that ask for what she cannot do, sense or know, and keeps the written replies to them."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, cast

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases
from companion.text.sentences import split
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
    by_temperament: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    """More of them for each temperament, from honest_words.toml."""
    cannot: str = ""
    """What it asks her to do that she cannot, in a word or two: “weather”; empty when it asks for nothing of the kind."""

    def reply(
        self, said: Sequence[str], dice: random.Random, her: str = "Ada", temperament: str = ""
    ) -> tuple[str, ...]:
        """One of the replies of this temperament that she has not used lately; else another temperament's, or the oldest.

        `said`: her sentences, oldest first; `her`: her name, which some replies tell.
        """
        last = {words_of(sentence): number for number, sentence in enumerate(said)}
        own = _named([*self.replies, *self.by_temperament.get(temperament, ())], her)
        others = [one for of, some in self.by_temperament.items() if of != temperament for one in _named(some, her)]
        for group in (own, others):
            if fresh := [one for one in group if words_of(one[0]) not in last]:
                return dice.choice(fresh)
        return min(own, key=lambda one: last[words_of(one[0])])


def _named(replies: Sequence[tuple[str, ...]], her: str) -> Sequence[tuple[str, ...]]:
    return [tuple(sentence.replace("{her}", her) for sentence in one) for one in replies]


def temptation(line: str, name: str = "") -> Temptation | None:
    """What this line of the user's tempts her to claim; None for most lines. `name` is hers."""
    text = normalised(_DIGITS.sub(" number ", line).replace(",", " . "), name)
    for pattern, kind in _kinds():
        if pattern.search(text):
            return kind
    return None


def temptation_of(kind: str) -> Temptation:
    """This kind of temptation, whatever line tempts her: a table's name in tempting.toml."""
    return next(one for _, one in _kinds() if one.kind == kind)


def words_by_temperament(kind: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The replies to this kind of line that belong to one temperament."""
    return {temperament: [tuple(split(one)) for one in some] for temperament, some in _words()[kind].items()}


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = resources.files("companion.gate").joinpath("honest_words.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, list[str]]]", tomllib.loads(text))


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Temptation], ...]:
    """The kinds with their patterns; compiled at the first line and not at the start."""
    table = _read()
    sets = table.pop("sets")
    return tuple((compile_phrases(rows["ask"], sets), _kind(name, rows)) for name, rows in table.items())


def _kind(name: str, rows: dict[str, Any]) -> Temptation:
    replies = tuple(tuple(reply) for reply in rows["say"])
    return Temptation(
        name, rows["rule"], bool(rows.get("memory")), replies, words_by_temperament(name), rows.get("cannot", "")
    )


def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.gate").joinpath("tempting.toml").read_text(encoding="utf-8"))
