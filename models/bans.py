"""Decides which tokens may not come next, to prevent repetition, echoing the user, and banned phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

RUN = 4
"""Tokens in a row that a reply may not share with a sentence to avoid (with six, “What did you do with …” came for ever)."""


class TokenBans:
    """The bans of one reply: no run of four tokens from the sentences in `avoid`, nor any of them whole; no phrase in `banned`."""

    def __init__(
        self,
        tokenize: Callable[[str], list[int]],
        avoid: Sequence[str] = (),
        banned: Sequence[str] = (),
        beginnings: Callable[[int], Iterable[int]] = lambda _token: (),
    ) -> None:
        """`beginnings`: the tokens that a token's text begins with; without them “probl.” is said where “problem” is banned."""
        self._beginnings = beginnings
        self._after: dict[tuple[int, ...], set[int]] = defaultdict(set)
        self._lengths: set[int] = set()
        for phrase in banned:
            for form in _forms(phrase):
                self._forbid(tokenize(form))
        for sentence in avoid:
            for form in (sentence, " " + sentence):
                tokens = tokenize(form)
                if 1 < len(tokens) <= RUN:  # a line of one word may be answered with that word
                    self._forbid(tokens)
                for i in range(len(tokens) - RUN + 1):
                    self._forbid(tokens[i : i + RUN])

    def now(self, out: Sequence[int]) -> set[int]:
        """The tokens that must not follow `out`."""
        forbidden: set[int] = set()
        for length in self._lengths:
            if length <= len(out):
                forbidden |= self._after.get(tuple(out[len(out) - length :]), set())
        return forbidden

    def _forbid(self, tokens: list[int]) -> None:
        if tokens:
            self._after[tuple(tokens[:-1])] |= {tokens[-1], *self._beginnings(tokens[-1])}
            self._lengths.add(len(tokens) - 1)


def _forms(phrase: str) -> tuple[str, ...]:
    capital = phrase[:1].upper() + phrase[1:]
    return (phrase, " " + phrase, capital, " " + capital)
