"""Times the end of push to talk: people let go of the key with their last word, so listening goes on a little longer."""

from __future__ import annotations

from companion.hearing.segmenter import MILLISECOND


class TalkKey:
    """The key's state, in samples of the microphone's clock; owned by hearing's thread."""

    def __init__(self, release_ms: int) -> None:
        """`release_ms`: how long listening goes on after the release."""
        self._release = release_ms * MILLISECOND
        self._ends_at: int | None = None

    def press(self) -> None:
        """The key is down: listening goes on until it is released."""
        self._ends_at = None

    def release(self, at: int) -> None:
        """The key went up at sample `at`."""
        self._ends_at = at + self._release

    def take_end(self, at: int) -> bool:
        """True once, when listening ends at sample `at`."""
        if self._ends_at is None or at < self._ends_at:
            return False
        self._ends_at = None
        return True
