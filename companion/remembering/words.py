"""Loads the lists of words in `words.toml`, and makes patterns of them."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_TOML = resources.files("companion.remembering").joinpath("words.toml").read_text(encoding="utf-8")
LISTS: dict[str, frozenset[str]] = {
    name: frozenset(word.replace("_", " ") for word in words.split()) for name, words in tomllib.loads(_TOML).items()
}
"""The words of each list, in lower case; a hyphen also stands for a space."""


def any_of(name: str) -> str:
    """A pattern that matches any word of a list, longest first; a hyphen also matches a space."""
    words = sorted(LISTS[name], key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\-", "[- ]") for word in words) + ")"
