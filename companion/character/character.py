"""Reads the temperaments from their file, and holds one character: what of her the LLM is told, and shown by examples."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

DEFAULT = "warm"
"""The temperament of somebody who has not chosen one."""


@dataclass(frozen=True)
class Exchange:
    """What a user said on another evening, and what she answered."""

    line: str
    reply: str


@dataclass(frozen=True)
class Character:
    """Small enough for an LLM of 1.5 B: a sentence each, and a dozen exchanges."""

    temperament: str
    """Its name in the settings: "warm", "funny", "thoughtful", "dry"."""
    title: str
    """What the settings call it."""
    meaning: str
    """A sentence for the user who chooses: how she will be."""
    manner: str
    """How she talks: adjectives that follow “You are …”."""
    likes: str
    """What she likes: it stays the same over restarts and minds."""
    dislikes: str
    """What she can't stand."""
    by_key: Mapping[str, Exchange]
    """Her example exchanges, by what they are about ("mishap"), in the order in which they are shown."""
    only_here: tuple[str, ...]
    """Words of the exchanges that a small LLM would take for the user's life; banned until somebody says them."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All her example exchanges."""
        return tuple(self.by_key.values())

    @classmethod
    def of(cls, temperament: str) -> Character:
        """The character of this temperament; the default one's for an unknown name."""
        known = temperaments()
        return known.get(temperament, known[DEFAULT])


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
            manner=one["manner"],
            likes=one["likes"],
            dislikes=one["dislikes"],
            by_key=MappingProxyType({key: Exchange(lines[key], reply) for key, reply in one["replies"].items()}),
            only_here=(*table["only_here"], *one["only_here"]),
        )
        for name, one in table["temperaments"].items()
    }
