"""Reads the temperaments from their file, and holds one character: what of her the LLM is told, and shown by examples."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from types import MappingProxyType

from companion.character.example_exchange import ExampleExchange
from companion.character.taken_card import TakenCard

DEFAULT = "warm"
"""The temperament of somebody who has not chosen one."""

_GIVES_WAY = ("grievance", "more", "news", "again", "loss", "choice", "fact", "greeting")
"""Her own examples that make room for a card's, first the ones that matter least to how she talks."""


@dataclass(frozen=True)
class Character:
    """Small enough for an LLM of 1.5 B: a sentence each, and a dozen exchanges."""

    temperament: str
    """Its name in the settings: "warm", "funny", "thoughtful", "dry"."""
    title: str
    """What the settings call it."""
    meaning: str
    """A sentence for the user who chooses: how she will be."""
    way_of_talking: str
    """How she talks: adjectives that follow “You are …”."""
    likes: str
    """What she likes: it stays the same over restarts and minds."""
    dislikes: str
    """What she can't stand."""
    by_key: Mapping[str, ExampleExchange]
    """Her example exchanges, by what they are about ("mishap"), in the order in which they are shown."""
    only_here: tuple[str, ...]
    """Words of the exchanges that a small LLM would take for the user's life; banned until somebody says them."""

    @property
    def exchanges(self) -> tuple[ExampleExchange, ...]:
        """All her example exchanges."""
        return tuple(self.by_key.values())

    @classmethod
    def of(cls, temperament: str, taken: TakenCard | None = None) -> Character:
        """The character of this temperament, the default one's for an unknown name, with what was `taken` of a card."""
        known = temperaments()
        own = known.get(temperament, known[DEFAULT])
        return own if taken is None else own._with(taken)

    def _with(self, taken: TakenCard) -> Character:
        """With the card's likings, and its examples in place of as many of her own: the prompt stays as long as it was."""
        dropped = _GIVES_WAY[: len(taken.exchanges)]
        kept = {key: one for key, one in self.by_key.items() if key not in dropped}
        leaving = kept.pop("leaving")
        theirs = {f"card{number}": one for number, one in enumerate(taken.exchanges, 1)}
        return replace(
            self,
            likes=taken.likes or self.likes,
            dislikes=taken.dislikes or self.dislikes,
            by_key=MappingProxyType({**kept, **theirs, "leaving": leaving}),
            only_here=(*self.only_here, *_names(taken.exchanges)),
        )


@functools.cache
def temperaments() -> Mapping[str, Character]:
    """Every temperament by its name, in the order of the settings."""
    text = resources.files("companion.character").joinpath("temperaments.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    lines = table["lines"]
    return {
        name: Character(
            temperament=name,
            title=one["title"],
            meaning=one["meaning"],
            way_of_talking=one["way_of_talking"],
            likes=one["likes"],
            dislikes=one["dislikes"],
            by_key=MappingProxyType({key: ExampleExchange(lines[key], reply) for key, reply in one["replies"].items()}),
            only_here=(*table["only_here"], *one["only_here"]),
        )
        for name, one in table["temperaments"].items()
    }


def _names(exchanges: Sequence[ExampleExchange]) -> tuple[str, ...]:
    """Names in a card's examples: a small LLM would take them for people in the user's life."""
    said = " ".join(f"{one.line} {one.reply}" for one in exchanges)
    return tuple(dict.fromkeys(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", said)))
