"""Tells her own words, transcribed from the microphone while she spoke, from somebody else's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ENOUGH = 0.7
"""Least share of the transcribed words that must be hers, in her order; STT mishears what is left of her voice."""
LEAST = 3
"""Fewer words than this are never taken for an echo in a room that is known."""
ALIKE = 0.75
"""Least likeness, by letters, of what was heard in a new room and of some words of hers in a row: “You did it” is what is left
of “You didn't”."""

FIRST = 6
"""Such words begin among so many of her reply, which last as long as a room is new."""


def echoes(heard: str, hers: str, room_is_new: bool = False) -> bool:
    """Whether what was heard is most likely her own sentence.

    `room_is_new`: whether much of her voice may be left, because the echo path is still being learned; then a single word of hers
    is enough, and it need not be spelled as hers.
    """
    words, said = _words(heard), _words(hers)
    if room_is_new and _begins_alike(words, said):
        return True
    if len(words) < LEAST:
        return False
    blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ENOUGH * len(words)


def _begins_alike(words: list[str], said: list[str]) -> bool:
    heard = "".join(words)
    likeness = SequenceMatcher(None, "", heard, autojunk=False)
    for first in range(min(FIRST, len(said)) if heard else 0):
        for last in range(first + 1, len(said) + 1):
            part = "".join(said[first:last])
            if ALIKE * len(part) > len(heard) / ALIKE:
                break
            likeness.set_seq1(part)
            if likeness.quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE:
                return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())
