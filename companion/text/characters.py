"""Replaces characters that look like a space, a line break or nothing by what they look like."""

from __future__ import annotations

import re
import unicodedata

_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]")
_INVISIBLE = re.compile(
    r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
    r"|(?<![\U000e0020-\U000e007e\U0001f3f4])[\U000e0000-\U000e007f]+"
)
"""Soft hyphens, zero-width characters, marks of the direction or the byte order; tags, except those that make a flag."""
_JOINER = re.compile(r"(?:^|(?<=[\x00-\u024f\u1e00-\u206f]))[\u200c\u200d]+|[\u200c\u200d]+(?=[\s\x00-\u024f]|$)")
"""Joiners belong to emoji and to other scripts; beside Latin letters, marks and spaces they do nothing."""


def ordinary(text: str) -> str:
    """The text with line breaks as “\\n”, spaces as “ ”, and without what can't be seen. Tabs stay."""
    broken = _SPACE.sub(" ", _BREAK.sub("\n", text))
    return _JOINER.sub("", _INVISIBLE.sub("", broken))


def ordinary_space(character: str) -> str:
    """One character instead of a single one that separates words or lines; others stay."""
    if _BREAK.fullmatch(character):
        return "\n"
    return " " if character == "\t" or unicodedata.category(character) == "Zs" or _SPACE.match(character) else character
