"""The microphone, her hearing and the ear, joined and rejoined as settings and models change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from companion.audio.devices import AudioInput, Samples
from companion.hearing import Hearing, HearingListeners, HearingModels, ListeningOptions
from companion.status import Status


@dataclass(frozen=True)
class CaptureDependencies:
    """A microphone and who wants to know what comes of it."""

    input: AudioInput | None
    status: Status
    listeners: HearingListeners
    notify: Callable[[str], None]


class Capture:
    """Opens and closes the microphone; nothing is captured while it is muted."""

    def __init__(self, microphone: CaptureDependencies) -> None:
        self._microphone = microphone
        self._lock = threading.RLock()
        self._hearing: Hearing | None = None
        self._wanted = self._open = self._closed = self._sounding = False

    @property
    def is_open(self) -> bool:
        """Whether the microphone is capturing now."""
        return self._open

    def use_models(self, ears: HearingModels, habits: ListeningOptions) -> None:
        """Listen with this ear (already open) from now on."""
        hearing = Hearing(ears, self._microphone.listeners, habits)
        hearing.open()
        hearing.sounding(self._sounding)
        with self._lock:
            old, self._hearing = self._hearing, hearing
            closed = self._closed
        if old is not None:
            old.close()
            self._microphone.listeners.dropped(0.0)  # whatever it was in the middle of is forgotten: she goes on
        if closed:
            hearing.close()
        else:
            self.listen(self._wanted)

    def listen(self, on: bool) -> None:
        """Open or close the microphone; it opens once there is an ear."""
        with self._lock:
            self._wanted = on
            source = self._microphone.input
            if source is None:
                return
            if on and self._hearing is not None and not self._open:
                source.start(self._hear, self._microphone.notify)
                self._open = True
            elif not on and self._open:
                source.stop()
                self._open = False
            if self._hearing is not None:
                (self._hearing.resume if on else self._hearing.pause)()
            self._microphone.status.microphone(on)

    def sounding(self, on: bool) -> None:
        """She is audible (True) or has stopped."""
        self._sounding = on
        if (hearing := self._hearing) is not None:
            hearing.sounding(on)

    def played(self, samples: Samples, rate: int, delay_s: float) -> None:
        """What the loudspeaker is given; see `Hearing.played`."""
        if (hearing := self._hearing) is not None:
            hearing.played(samples, rate, delay_s)

    def talk(self, on: bool) -> None:
        """Push to talk: pressed, or released."""
        if (hearing := self._hearing) is not None:
            hearing.talk(on)

    def devices_changed(self) -> None:
        """What comes and goes is another microphone or loudspeaker now."""
        if (hearing := self._hearing) is not None:
            hearing.devices_changed()

    @property
    def overflows(self) -> int:
        """Pieces of sound that were lost because nobody took them in time."""
        return self._hearing.overflows if self._hearing is not None else 0

    def close(self) -> None:
        """End; an ear that comes later is not listened with."""
        self.listen(False)
        with self._lock:
            self._closed, hearing = True, self._hearing
        if hearing is not None:
            hearing.close()

    def _hear(self, samples: object) -> None:
        if (hearing := self._hearing) is not None:
            hearing.hear(samples)  # type: ignore[arg-type]
