"""Speaks with the system's voice while hers is down or not loaded yet, so that a spoken line never ends in silence."""

from __future__ import annotations

import logging
from collections.abc import Callable

from companion.errors import KNOWN
from voices.manner import SpeakingManner
from voices.voice import Speech, Voice

log = logging.getLogger(__name__)

FAULT = "Her voice failed because of a fault in this program; her words are shown instead."


class StandIn:
    """Owned by the speaking thread. The voice is loaded when it is needed first, and freed when hers works again."""

    def __init__(self, make: Callable[[], Voice | None], notify: Callable[[str], None]) -> None:
        """`make` gives the voice, not opened; None for no voice. `notify` gets one sentence if it fails, too."""
        self._make, self._notify = make, notify
        self._voice: Voice | None = None
        self._failed = False

    def speak(self, sentence: str, speed: float, manner: SpeakingManner) -> Speech | None:
        """Speak one sentence; None if it can only be shown. A failure is told once."""
        if self._failed:
            return None
        try:
            if self._voice is None:
                self._voice = self._opened()
            return self._voice.speak(sentence, speed, manner) if self._voice is not None else None
        except KNOWN as error:
            self._fail(str(error))
        except Exception:
            log.exception("the system's voice failed")
            self._fail(FAULT)
        return None

    def leave(self) -> None:
        """Her voice works: free this one. It is tried again when hers fails the next time."""
        voice, self._voice, self._failed = self._voice, None, False
        if voice is not None:
            voice.close()

    def _opened(self) -> Voice | None:
        voice = self._make()
        if voice is not None:
            voice.open()
        return voice

    def _fail(self, sentence: str) -> None:
        self.leave()
        self._failed = True
        self._notify(sentence)
