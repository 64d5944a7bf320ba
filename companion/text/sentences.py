"""Splits growing text into sentences, each as soon as it is certainly whole."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s)|\n+")
_BEFORE = r"(?:^|[\s(“\"'])"
_ABBREVIATION = re.compile(
    _BEFORE + r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Sr|Jr|vs|etc|e\.g|i\.e|a\.m|p\.m|approx|Mt|cf)\.$", re.IGNORECASE
)
_NEVER_LAST = re.compile(_BEFORE + r"(?:(?i:Mr|Mrs|Ms|Dr|Prof|vs|e\.g|i\.e|approx|cf)|[A-HJ-Z])\.$")
"""Single capitals are initials, except “I”."""
_NUMBERED = re.compile(_BEFORE + r"(?:No|Nos|Fig)\.$", re.IGNORECASE)


class Sentences:
    """Splits one growing text. Joined with spaces the sentences are the text."""

    def __init__(self) -> None:
        self._rest = ""

    @property
    def pending(self) -> str:
        """The text of the unfinished sentence, as it was fed."""
        return self._rest

    def feed(self, text: str) -> list[str]:
        """Add text in a piece of any size; returns the sentences that it completed."""
        self._rest += text
        done: list[str] = []
        start = 0
        for end in _END.finditer(self._rest):
            following = self._rest[end.end() :].lstrip(" \t")
            if not following:
                break
            if self._is_boundary(self._rest[start : end.end()], following):
                done.append(self._rest[start : end.end()])
                start = end.end()
        self._rest = self._rest[start:]
        return [clean for sentence in done if (clean := " ".join(sentence.split()))]

    def finish(self) -> list[str]:
        """What is left, now that the text has ended: one sentence or none."""
        rest, self._rest = " ".join(self._rest.split()), ""
        return [rest] if rest else []

    def _is_boundary(self, upto: str, following: str) -> bool:
        if upto.endswith("\n"):
            return True
        if _NEVER_LAST.search(upto) or _is_number(upto):
            return False
        if following[0].isdigit() and _NUMBERED.search(upto):
            return False
        if following[0].islower():
            return not (_ABBREVIATION.search(upto) or upto.endswith(("…", "...")))
        return True


def _is_number(text: str) -> bool:
    """Whether this is only the number of a list's item, such as "3."."""
    return re.fullmatch(r"\s*\d+\.", text) is not None


def split(text: str) -> list[str]:
    """All sentences of a whole text."""
    sentences = Sentences()
    return sentences.feed(text) + sentences.finish()
