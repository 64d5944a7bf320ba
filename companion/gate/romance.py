"""Finds what only a lover says: she begins no romance with anyone, and takes none up."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from companion.gate.self_claims import clauses
from companion.text.phrases import compile_phrases

_DENIES = re.compile(
    r" (?:not|never|nobody|if|whether|say|says|said|tell|tells|told|means|mean|word|words|pretend|that (?:he|she|they)|"
    r"(?:he|she|they|who|mother|father|daughter|son|people|everybody|everyone)) $"
)
"""What stands right before words of love that are none of hers: “I won't say I love you”, “everybody will love you”."""


def romantic(sentence: str) -> str | None:
    """The words of love in a sentence of hers; None: there are none."""
    for clause in clauses(sentence):
        for found in _phrases().finditer(clause):
            if not _DENIES.search(clause[: found.start()]):
                return found[0].strip(" .")
    return None


@cache
def _phrases() -> re.Pattern[str]:
    table: dict[str, Any] = tomllib.loads(
        resources.files("companion.gate").joinpath("romance.toml").read_text(encoding="utf-8")
    )
    return compile_phrases(table["romance"]["phrases"], table["sets"])
