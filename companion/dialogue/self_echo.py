"""Tells her own words, transcribed from the microphone while she spoke, from somebody else's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ENOUGH = 0.7
"""Least share of the transcribed words that must be hers, in her order; STT mishears what is left of her voice."""
LEAST = 3
"""Fewer words than this are never taken for an echo."""


def echoes(heard: str, hers: str) -> bool:
    """Whether what was heard is most likely her own sentence."""
    words, said = _words(heard), _words(hers)
    if len(words) < LEAST:
        return False
    blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ENOUGH * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())
