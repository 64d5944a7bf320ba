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
    if not text.isascii() or not text.isdigit() or int(text[:20]) >= 2**63:
        raise argparse.ArgumentTypeError(f"not a number from 0 on: {text}")
    return int(text)


def _moves(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNS
