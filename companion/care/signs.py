"""Reads signs.toml: tables of phrases, compiled to patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import cast

from companion.text.phrases import compile_phrases


@cache
def signs() -> dict[str, dict[str, re.Pattern[str]]]:
    """The tables compiled to patterns: this takes half a second, so it is done at the first line and not at the start."""
    text = resources.files("companion.care").joinpath("signs.toml").read_text(encoding="utf-8")
    tables = cast("dict[str, dict[str, list[str]]]", tomllib.loads(text))
    sets = cast("dict[str, str]", tables.pop("sets"))
    return {
        kind: {topic: compile_phrases(phrases, sets) for topic, phrases in table.items()}
        for kind, table in tables.items()
    }
