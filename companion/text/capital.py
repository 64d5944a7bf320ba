"""Begins words with a capital letter."""

from __future__ import annotations


def capital(words: str) -> str:
    """With a capital at the front; the rest as it is."""
    return words[:1].upper() + words[1:]
