"""Tells her own words, transcribed from the microphone while she spoke, from somebody else's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ENOUGH = 0.7
"""Least share of the transcribed words that must be hers, in her order; STT mishears what is left of her voice…"""
ALIKE = 0.75
"""…or least likeness, by letters, with some words of hers in a row: “You did it” is what is left of “You didn't”."""
LEAST = 3
"""Fewer words than this are never taken for an echo in a room that is known…"""
FIRST = 6
"""…and in a new one if they are like words that begin among so many of her reply: it is known after them."""


def echoes(heard: str, hers: str, room_is_new: bool = False) -> bool:
    """Whether what was heard is most likely her own sentence.

    `room_is_new`: whether much of her voice may be left, because the echo path is still being learned.
    """
    words, said = _words(heard), _words(hers)
    if len(words) < LEAST:
        return room_is_new and _is_like_some(words, said, FIRST)
    blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ENOUGH * len(words) or _is_like_some(words, said, len(said))


def _is_like_some(words: list[str], said: list[str], among: int) -> bool:
    """Whether the letters are like those of some words of hers in a row that begin `among` so many."""
    heard = "".join(words)
    likeness = SequenceMatcher(None, "", heard, autojunk=False)
    for first in range(min(among, len(said)) if heard else 0):
        for last in range(first + 1, len(said) + 1):
            part = "".join(said[first:last])
            if ALIKE * len(part) > len(heard) / ALIKE:
                break
            likeness.set_seq1(part)
            if likeness.quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE:
                return True
    return False


def _words(text: str) -> list[str]:
    """The words; what comes several times in a row once, because STT repeats what it does not understand."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())
    return [word for word, before in zip(words, ["", *words], strict=False) if word != before]
