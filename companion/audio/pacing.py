"""What is under way comes in, whether time may go on comes out: the gate of a conversation with files."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable


class FilePacing:
    """Ties the microphone's files, the hearing, the turns and the recorder to one clock: the input's samples.

    Time stands still while an utterance is being recognised or a reply thought, and passes while she is audible.
    So the engine says `begin(x)` when an utterance goes to the ear; `begin(turn)`, then `end(x)` when words came of it,
    `end(x)` alone when none did; and `end(turn)` when the exchange is over, however it ended. Both may be repeated.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy: set[Hashable] = set()
        self._listened = 0
        self._sounding = self._closed = False

    def begin(self, what: Hashable) -> None:
        """Something is under way that the next file must wait for."""
        self._change(lambda: self._busy.add(what))

    def end(self, what: Hashable) -> None:
        """It is over."""
        self._change(lambda: self._busy.discard(what))

    def listened(self, samples: int) -> None:
        """Hearing has dealt with so many samples since the start (its report of that name)."""
        with self._changed:
            self._listened = max(self._listened, samples)
            self._changed.notify_all()

    def sounding(self, yes: bool) -> None:
        """Whether she has something left to say aloud (the recorder's word)."""
        with self._changed:
            self._sounding = yes
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody waits here any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, fed: int) -> bool:
        """Until the first `fed` samples have been listened to and time may go on; False when closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or (self._listened >= fed and (self._sounding or not self._busy))
            )
            return not self._closed

    def quiet(self, since: int) -> bool:
        """True when the first `since` samples have been listened to and nothing is under way."""
        with self._changed:
            return self._listened >= since and not self._busy and not self._sounding

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()
