"""Sentences come in, spoken clips go out: one thread that turns text into samples, ahead of what is being heard."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from companion.errors import KNOWN
from companion.turns.reply import AssistantTurn
from voices.voice import Speech, Voice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clip:
    """One sentence of a reply, with its sound; None when it can only be shown."""

    reply: AssistantTurn
    text: str
    speech: Speech | None
    spoken: str | None = None
    """What is said instead of the text; empty: it is only to be shown, such as a list of telephone numbers."""


@dataclass(frozen=True)
class Finish:
    """Nothing more comes of this reply."""

    reply: AssistantTurn


class Synthesis:
    """The stage between thinking and playback."""

    def __init__(
        self,
        play: Callable[[Clip | Finish], None],
        notify: Callable[[str], None],
        urgent: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """`play` takes what is ready, `notice` one sentence when the voice fails; both are called on this stage's thread.

        While inside `urgent()`, other work leaves the processor to the voice.
        """
        self._play, self._notice, self._urgent = play, notify, urgent
        self._voice: Voice | None = None
        self._speed = 1.0
        self._drafted: AssistantTurn | None = None
        self._queue: queue.SimpleQueue[Clip | Finish | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="speaking", daemon=True)

    def open(self) -> None:
        """Begin."""
        self._thread.start()

    def use_voice(self, voice: Voice | None, speed: float) -> None:
        """From the next sentence on speak with `voice` (None: only show)."""
        self._voice, self._speed = voice, speed

    def set_speed(self, speed: float) -> None:
        """From the next sentence on speak so fast."""
        self._speed = speed

    def say(self, reply: AssistantTurn, text: str, spoken: str | None = None) -> None:
        """Speak one sentence or clause of a reply; or `spoken` in its place, nothing when that is empty."""
        self._queue.put(Clip(reply, text, None, spoken))

    def finish(self, reply: AssistantTurn) -> None:
        """No more sentences come."""
        self._queue.put(Finish(reply))

    def close(self) -> None:
        """End; what is still queued is forgotten."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            if isinstance(message, Finish):
                self._play(message)
            else:
                self._say(message)

    def _say(self, clip: Clip) -> None:
        """Of a draft only the first words are made into sound: what may be dropped must not keep the processor."""
        if self._drafted is clip.reply:
            clip.reply.wait_settled()
        self._drafted = None if clip.reply.committed else clip.reply
        if clip.reply.turn.cancelled:
            return
        clip.reply.turn.mark("clause")
        speech = None
        if clip.spoken != "":
            with self._urgent():
                speech = self._speech(clip)
        self._play(Clip(clip.reply, clip.text, speech, clip.spoken))

    def _speech(self, clip: Clip) -> Speech | None:
        voice = self._voice
        if voice is None:
            return None
        try:
            return voice.speak(clip.spoken or clip.text, self._speed)
        except KNOWN as error:
            if voice is not self._voice:
                return self._speech(clip)  # it was replaced while it spoke
            if not clip.reply.turn.cancelled:
                self._notice(str(error))
        except Exception:
            log.exception("the voice failed")
            self._notice("Her voice failed because of a fault in this program; her words are shown instead.")
        return None
