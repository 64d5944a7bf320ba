"""Lists of words come in from `words.toml`; alternatives for patterns go out."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_TOML = resources.files("companion.remembering").joinpath("words.toml").read_text(encoding="utf-8")
LISTS: dict[str, frozenset[str]] = {
    name: frozenset(word.replace("_", " ") for word in words.split()) for name, words in tomllib.loads(_TOML).items()
}
"""Each list's words, lower case; a hyphen may be a space when it is said."""


def any_of(name: str) -> str:
    """A pattern for any word of a list, the longest first; hyphens may be spaces."""
    words = sorted(LISTS[name], key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\-", "[- ]") for word in words) + ")"
