"""Reads the words of the interview from their file: what is asked, again in other words, and what is said in between."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

STEPS = ("company", "evenings", "voice", "humour", "person", "name", "speaks_first")
"""The questions, in order; the last two are asked by her."""
HERS = ("name", "speaks_first")

NEUTRAL = "neutral"
"""The voice that asks: anybody's but hers."""


@dataclass(frozen=True)
class VoicedSentence:
    """A sentence, and who says it."""

    text: str
    voice: str = NEUTRAL
    """`neutral`, a voice's name such as `kokoro:am_michael`, or empty: hers."""
    after_breath: bool = False
    """Whether a breath is heard before it: she is there."""


@functools.cache
def words() -> Mapping[str, Any]:
    """The whole file."""
    text = resources.files("companion.initiation").joinpath("questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def title(step: str) -> str:
    """What a question is about, in a word or two."""
    return str(words()[step]["title"])


def number(step: str) -> int:
    """A question's number, from 1."""
    return STEPS.index(step) + 1
