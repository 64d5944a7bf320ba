"""Splits growing text into sentences, each as soon as it is certainly whole."""

from __future__ import annotations

import re

from companion.text.abbreviations import ends_sentence

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s)|\n+")
_OPEN = re.compile(r"(?:…|\.\s?\.)[\"'”’)\]*_]*$|[\"'”’)\]]$")
"""Dots, a quotation or a bracket, after which a small letter goes on: “Stop!” she cried."""
PAUSES = " ,;:—–-"
"""What ends a clause within a sentence, with what may stand before and after it."""
_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"\s*(\d{1,3})\.")
_ITEM = re.compile(r"\s*(\d{1,3})\.\s+\S")


def ended(text: str) -> str:
    """The text with a full stop where only a clause ends it: “But if he's not,” becomes “But if he's not.”"""
    return text if re.search(r"[.!?…。！？][\"'”’)\]*_]*$", text) else f"{text.rstrip(PAUSES)}."


class Sentences:
    """Splits one growing text. Joined with spaces the sentences are the text."""

    def __init__(self) -> None:
        self._rest = ""
        self._certain = 0
        self._item = 0
        """The number of the list's last item."""

    @property
    def pending(self) -> str:
        """The text that certainly belongs to the unfinished sentence, as it was fed."""
        return self._rest[: self._certain]

    def feed(self, text: str) -> list[str]:
        """Add text in a piece of any size; returns the sentences that it completed."""
        self._rest += text
        return self._cut(complete=False)

    def finish(self) -> list[str]:
        """What is left, now that the text has ended."""
        done = self._cut(complete=True)
        rest, self._rest, self._certain = " ".join(self._rest.split()), "", 0
        return [*done, rest] if rest else done

    def _cut(self, complete: bool) -> list[str]:
        done: list[str] = []
        start, certain = 0, len(self._rest)
        for end in _END.finditer(self._rest):
            following = self._rest[end.end() :].lstrip(" \t")
            if not following:
                break
            whole = self._is_boundary(self._rest[start : end.end()], following, complete)
            if whole is None:
                certain = len(self._rest) - len(following)
                break
            if whole:
                done.append(self._rest[start : end.end()])
                if item := _ITEM.match(done[-1]):
                    self._item = int(item[1])
                start = end.end()
        self._rest, self._certain = self._rest[start:], certain - start
        return [clean for sentence in done if (clean := " ".join(sentence.split()))]

    def _is_boundary(self, upto: str, following: str, complete: bool) -> bool | None:
        if upto.endswith("\n"):
            return True
        if number := _NUMBER.fullmatch(upto):
            return int(number[1]) not in (1, self._item + 1)  # otherwise it says something: “Which year?” “1984.”
        if not _WORD.search(upto) or (following[0].islower() and _OPEN.search(upto)):
            return False
        if upto[-1] == "." and following[0] == ".":
            return _is_dot_apart(following, complete)
        if upto[-1] == "." and not upto.endswith(".."):
            return ends_sentence(upto, following, complete)
        return True


def _is_dot_apart(following: str, complete: bool) -> bool | None:
    """False for “. . .”, which goes on; True for “...”; None while that can't be told."""
    if len(following) == 1 and not complete:
        return None
    return len(following) > 1 and not following[1].isspace()


def split(text: str) -> list[str]:
    """All sentences of a whole text."""
    sentences = Sentences()
    return sentences.feed(text) + sentences.finish()
