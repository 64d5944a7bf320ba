"""Knows how lines end: the tokens that end one, and a line without its final punctuation."""

from __future__ import annotations

import re
from collections.abc import Callable

_STOPS = ("", ".", "?", "!", "...", "…", "?!", "!!", '."', '?"', '!"', ".”", "?”", "!”")
_BREAKS = ("", "\n", "\n\n", "\r\n")


def end_tokens(tokenize: Callable[[bytes], list[int]]) -> list[int]:
    """The tokens with which a model ends a line: full stops, question marks, line breaks and their combinations."""
    forms = [(stop + line).encode() for stop in _STOPS for line in _BREAKS if stop + line]
    return sorted({tokens[0] for form in forms if len(tokens := tokenize(form)) == 1})


def without_end_marks(line: str) -> str:
    """The line without its final punctuation, because speech recognisers end anything with a full stop."""
    return re.sub(r"[\s.,;:!?…—–\-\"'”’)]+$", "", line)


def end_of_line(line: str, text: bytes) -> int:
    """Where the last `line` in a prompt's text ends, before its final punctuation; the text's own end if it is not there."""
    wanted = without_end_marks(line).encode()
    if not wanted:
        return len(text)
    # not within a longer word, nor where the prompt ends with the name of who answers: “Ada.” can be a line, too
    ends = [found.end() for found in re.finditer(rb"(?<!\w)" + re.escape(wanted) + rb"(?![\w:])", text)]
    at = text.rfind(wanted)
    return ends[-1] if ends else at + len(wanted) if at > 0 else len(text)
