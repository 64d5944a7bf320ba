"""Reads numbers typed in a terminal, and makes text harmless for one."""

from __future__ import annotations

import argparse
import unicodedata

_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def harmless(text: str) -> str:
    """Replaces what could move the terminal's cursor or reverse its text."""
    return "".join(c if c in "\n\t" or not _moves(c) else "\ufffd" for c in text)


def number(text: str) -> int:
    """Reads a count or an id; SQLite's integers end at 2⁶³."""
    digits = text.lstrip("0") or text[:1]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19 or int(digits) >= 2**63:
        raise argparse.ArgumentTypeError(f"not a number from 0 on: {text if len(text) <= 40 else text[:39] + '…'}")
    return int(digits)


def _moves(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNS
