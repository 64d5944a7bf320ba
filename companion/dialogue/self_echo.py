"""What the ear understood while she spoke, and what she was saying, come in; whether it was only her own voice goes out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ENOUGH = 0.7
"""The share of the words understood that must be hers, in her order. The ear mistakes some of what is left of her voice."""
LEAST = 3
"""Fewer words than that anybody may say."""


def echoes(heard: str, hers: str) -> bool:
    """Whether what was heard is most likely her own sentence again."""
    words, said = _words(heard), _words(hers)
    if len(words) < LEAST:
        return False
    blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ENOUGH * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())
