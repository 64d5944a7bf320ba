"""Shows the persona's examples as earlier turns of a chat: a few at first, all once the LLM has had time to read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.language import ChatMessage

FEW, STEP = 4, 3
"""Exchanges that stand before the first reply even if nothing has been read ahead, a good second of evaluation on two cores; and
how many more are read at a time."""
MARKS = 8
"""Tokens that a chat template puts around a message."""


class ExampleTurns:
    """The examples, and how many of them the next prompt shows."""

    def __init__(self, exchanges: Sequence[tuple[str, str]], count: Callable[[str], int]) -> None:
        """`exchanges`: what the user said, and what she answered; `count` tells how many tokens a text is."""
        self._turns = tuple(
            message
            for line, reply in exchanges
            for message in (ChatMessage("user", line), ChatMessage("assistant", reply))
        )
        self._shown = self._all = len(exchanges)
        self.cost = count("\n".join(one.content for one in self._turns)) + MARKS * len(self._turns) if exchanges else 0
        """Tokens of all of them."""

    @property
    def messages(self) -> tuple[ChatMessage, ...]:
        """Those that the next prompt shows."""
        return self._turns[: 2 * self._shown]

    @property
    def all_shown(self) -> bool:
        """Whether the next prompt shows all of them."""
        return self._shown == self._all

    def few(self) -> None:
        """Show only the first few: what stands before them has changed, so that nothing of them is in the LLM's cache."""
        self._shown = min(FEW, self._all)

    def more(self) -> bool:
        """Show some more; False if there are no more."""
        grows = not self.all_shown
        self._shown = min(self._shown + STEP, self._all)
        return grows

    def fewer(self) -> None:
        """Take the last step back: there was no time to read it."""
        self._shown = max(min(FEW, self._all), self._shown - STEP)
