"""Turns tokens into text: whole characters only, cut at the first stop, holding back what might become a stop."""

from __future__ import annotations

import codecs
from collections.abc import Callable


class Detokenizer:
    """Turns the tokens of one reply into text."""

    def __init__(self, stops: tuple[str, ...], piece: Callable[[int], bytes]) -> None:
        """`piece`: the bytes of a token."""
        self._stops = stops
        self._piece = piece
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""

    def feed(self, token: int) -> tuple[str, bool]:
        """Text that may be shown now, and whether a stop was reached."""
        return self.feed_text(self._decoder.decode(self._piece(token)))

    def feed_text(self, text: str) -> tuple[str, bool]:
        """The same for text that is already decoded."""
        self._held += text
        found = [at for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if found:
            shown, self._held = self._held[: min(found)], ""
            return shown, True
        keep = max((self._overlap(stop) for stop in self._stops), default=0)
        cut = len(self._held) - keep
        shown, self._held = self._held[:cut], self._held[cut:]
        return shown, False

    def finish(self) -> str:
        """What was held back, when the reply ends without a stop."""
        rest, self._held = self._held + self._decoder.decode(b"", final=True), ""
        return rest

    def _overlap(self, stop: str) -> int:
        """How many of the last held characters could be the beginning of `stop`."""
        longest = min(len(stop) - 1, len(self._held))
        return next((n for n in range(longest, 0, -1) if self._held.endswith(stop[:n])), 0)
