"""Decides when the sound files of a conversation may go on, depending on what is under way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable


class FilePacing:
    """Ties the microphone's files, hearing, turns and recorder to one clock: the samples of the input.

    Time stands still while an utterance is transcribed or a reply generated, and passes while she is audible. So the
    engine calls `begin(x)` when an utterance is to be transcribed; if it has words `begin(turn)`, and in any case `end(x)`;
    and `end(turn)` when the turn is over, however it ended. All may be repeated.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy: set[Hashable] = set()
        self._listened = 0
        self._sounding = self._in_utterance = self._closed = False

    def begin(self, what: Hashable) -> None:
        """The next file must wait for `what`."""
        self._change(lambda: self._busy.add(what))

    def end(self, what: Hashable) -> None:
        """The next file need not wait for `what` any longer."""
        self._change(lambda: self._busy.discard(what))

    def listened(self, samples: int) -> None:
        """Hearing has processed this many samples since the start."""
        with self._changed:
            self._listened = max(self._listened, samples)
            self._changed.notify_all()

    def sounding(self, yes: bool) -> None:
        """The recorder has something left to play (True), or nothing."""
        with self._changed:
            self._sounding = yes
            self._changed.notify_all()

    def in_utterance(self, yes: bool) -> None:
        """Hearing has heard an utterance begin (True), or end: until then it may still become one to answer."""
        with self._changed:
            self._in_utterance = yes
            self._changed.notify_all()

    def close(self) -> None:
        """Release everybody who waits here."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, fed: int) -> bool:
        """Wait until the first `fed` samples have been processed and time may go on; False when closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or (self._listened >= fed and (self._sounding or not self._busy))
            )
            return not self._closed

    def is_quiet(self, since: int) -> bool:
        """Whether the first `since` samples have been processed and nothing is under way."""
        with self._changed:
            under_way = self._busy or self._sounding or self._in_utterance
            return self._listened >= since and not under_way

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()
