"""Rewrites a sentence for the voice, remembering for every character which written character it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_WORD = re.compile(r"\S+")
Said = str | Callable[[re.Match[str]], str | None]


class Draft:
    """Text and, per character, the index in the written sentence it came from; the indices never go down."""

    def __init__(self, sentence: str) -> None:
        self.text = sentence
        self.origins = list(range(len(sentence)))

    def replace(self, pattern: re.Pattern[str], said: Said) -> None:
        """Replace each match by `said`, whose origins are spread over the match; None leaves the match as it is."""
        self._rewrite(pattern, said, 0)

    def replace_inside(self, pattern: re.Pattern[str], said: Said) -> None:
        """Replace only the group `gone` of each match; the words around it keep their own origins."""
        self._rewrite(pattern, said, "gone")

    def _rewrite(self, pattern: re.Pattern[str], said: Said, group: int | str) -> None:
        pieces: list[str] = []
        origins: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = said if isinstance(said, str) else said(match)
            start, end = match.span(group)
            if new is None or start == end:
                continue
            pieces += self.text[done:start], new
            origins += self.origins[done:start]
            origins += self._spread(start, end, new)
            done = end
        if done:
            self.text = "".join(pieces) + self.text[done:]
            self.origins = origins + self.origins[done:]

    def _spread(self, start: int, end: int, new: str) -> list[int]:
        """An origin for each character of `new`: word by word if it has as many words as it stands for, else evenly."""
        written = [start + word.start() for word in _WORD.finditer(self.text[start:end])]
        spoken = [word.start() for word in _WORD.finditer(new)]
        if 1 < len(written) == len(spoken):
            return [self.origins[written[max(0, bisect_right(spoken, k) - 1)]] for k in range(len(new))]
        return [self.origins[start + k * (end - start) // len(new)] for k in range(len(new))]

    def keep_group(self, pattern: re.Pattern[str]) -> None:
        """Replace each match by the one group that matched, with its own origins; removes marks around words."""
        pieces: list[str] = []
        origins: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            group = match.lastindex or 0
            pieces += self.text[done : match.start()], match[group]
            origins += self.origins[done : match.start()] + self.origins[match.start(group) : match.end(group)]
            done = match.end()
        if done:
            self.text = "".join(pieces) + self.text[done:]
            self.origins = origins + self.origins[done:]

    def replace_characters(self, change: Callable[[str], str]) -> None:
        """Replace every character by `change(character)`, a text of any length."""
        changed = [change(character) for character in self.text]
        self.origins = [o for o, new in zip(self.origins, changed, strict=True) for _ in new]
        self.text = "".join(changed)
