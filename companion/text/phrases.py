"""Compiles phrases with choices and gaps, as in care/signs.toml and gate/*.toml, to one pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_GAPS = {"..": 3, "...": 6, "....": 40}


def compile_phrases(phrases: Sequence[str], sets: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases in a text from `words.normalised`. Raises ValueError for an invalid phrase."""
    return re.compile("(?<= )(?:" + "|".join(_phrase(_filled(phrase, sets)) for phrase in phrases) + ")")


def _filled(phrase: str, sets: Mapping[str, str]) -> str:
    while "@" in phrase:
        phrase = re.sub(r"@(\w+)", lambda found: f"({sets[found[1]]})", phrase)
    return phrase


def _phrase(phrase: str) -> str:
    return "".join(_piece(piece) for piece in _split(phrase, " ") if piece)


def _piece(piece: str) -> str:
    if piece in _GAPS:
        lazy = "" if piece == "...." else "?"
        return rf"(?:[^ .]+ ){{0,{_GAPS[piece]}}}{lazy}"
    if piece.startswith("("):
        optional = piece.endswith("?")
        choices = _split(piece.removesuffix("?")[1:-1], "|")
        if not piece.endswith((")", ")?")) or not all(choices):
            raise ValueError(f"“{piece}” is not a choice like (a|b) or (a|b)?")
        return f"(?:{'|'.join(map(_phrase, choices))}){'?' if optional else ''}"
    if piece == "^":
        return r"(?<=\. )"
    if piece == "$":
        return r"(?=\.)"
    if not re.fullmatch(r"\w+\*?|\.", piece):
        raise ValueError(f"“{piece}” is not a word")
    return re.escape(piece.removesuffix("*")) + (r"[^ .]* " if piece.endswith("*") else " ")


def _split(text: str, mark: str) -> list[str]:
    """Split at `mark`, but not within brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if depth:
        raise ValueError(f"“{text}” has a bracket too many")
    return parts
