"""Which tokens end a line, and a line without its own end: for asking a mind whether somebody has finished."""

from __future__ import annotations

import re
from collections.abc import Callable

_STOPS = ("", ".", "?", "!", "...", "…", "?!", "!!", '."', '?"', '!"', ".”", "?”", "!”")
_BREAKS = ("", "\n", "\n\n", "\r\n")


def end_tokens(tokenize: Callable[[bytes], list[int]]) -> list[int]:
    """The tokens with which a mind says that a line is over: full stops, question marks, line breaks and their like."""
    forms = [(stop + line).encode() for stop in _STOPS for line in _BREAKS if stop + line]
    return sorted({tokens[0] for form in forms if len(tokens := tokenize(form)) == 1})


def without_end_marks(line: str) -> str:
    """The line without its final punctuation: a recogniser puts full stops on anything."""
    return re.sub(r"[\s.,;:!?…—–\-\"'”’)]+$", "", line)
