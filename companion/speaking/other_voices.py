"""Speaks sentences in voices that are not hers: the neutral one that asks her interview, and samples of those to choose from."""

from __future__ import annotations

import logging
from collections.abc import Callable

from companion.errors import KNOWN
from voices.voice import Speech, Voice

log = logging.getLogger(__name__)

_MOST_OPEN = 2
"""Voices that are loaded at once: the one that asks, and one sample."""


class OtherVoices:
    """Owned by the speaking thread. A voice is loaded when it is needed first, and freed when the interview is over."""

    def __init__(self, make: Callable[[str], Voice | None], notify: Callable[[str], None]) -> None:
        """`make` gives the voice of a name, not opened; None for no voice. `notify` gets one sentence if one fails."""
        self._make, self._notify = make, notify
        self._open: dict[str, Voice | None] = {}

    def speak(self, name: str, sentence: str, speed: float) -> Speech | None:
        """Speak one sentence; None if it can only be shown. A failure is told once."""
        try:
            voice = self._voice(name)
            return None if voice is None else voice.speak(sentence, speed)
        except KNOWN as error:
            self._notify(str(error))
        except Exception:
            log.exception("the voice %s failed", name)
            self._notify("A voice failed because of a fault in this program; its words are shown instead.")
        self._open[name] = None
        return None

    def leave(self, but: str = "") -> None:
        """Free all of them, or all but this one."""
        for name in [name for name in self._open if name != but]:
            if (voice := self._open.pop(name)) is not None:
                voice.close()

    def _voice(self, name: str) -> Voice | None:
        if name not in self._open:
            while len(self._open) >= _MOST_OPEN:
                oldest = list(self._open)[1]  # the first is the one that asks
                if (voice := self._open.pop(oldest)) is not None:
                    voice.close()
            voice = self._make(name)
            if voice is not None:
                voice.open()
            self._open[name] = voice
        return self._open[name]
