"""Connects the microphone with hearing, and again with a new one when settings or models change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from companion.audio.devices import AudioInput, Samples
from companion.hearing import Hearing, HearingListeners, HearingModels, ListeningOptions
from companion.status import Status

WAKING = "Her hearing is still being loaded; one moment, or type to her."


@dataclass(frozen=True)
class CaptureDependencies:
    """The microphone and those who are informed."""

    input: AudioInput | None
    """None: there is no microphone."""
    status: Status
    listeners: HearingListeners
    notify: Callable[[str], None]


class Capture:
    """Opens and closes the microphone; nothing is captured while it is muted."""

    def __init__(self, dependencies: CaptureDependencies) -> None:
        self._dependencies = dependencies
        self._lock = threading.RLock()
        self._hearing: Hearing | None = None
        self._wanted = self._open = self._closed = False
        self._sounding = (False, False)
        """Whether she is audible, and whether she listens meanwhile, in half duplex too."""
        self._gives_sound = True
        """False from the device's word that something is wrong with it until its next sound."""
        self._least_silence_ms = 0
        self._why_deaf = ""
        """Why there are no models to hear with; empty while they may still come."""

    @property
    def is_open(self) -> bool:
        """Whether the microphone is capturing now."""
        return self._open

    def use_models(self, models: HearingModels, options: ListeningOptions) -> None:
        """Listen with these models from now on; the speech recogniser is open already."""
        hearing = Hearing(models, self._dependencies.listeners, options)
        hearing.open()
        hearing.sounding(*self._sounding)
        hearing.wait_at_least(self._least_silence_ms)
        with self._lock:
            old, self._hearing, self._why_deaf = self._hearing, hearing, ""
            closed = self._closed
        if old is not None:
            old.close()
            self._dependencies.listeners.dropped(0.0)  # speech under way is forgotten, so that she goes on
        if closed:
            hearing.close()
        else:
            self.listen(self._wanted)

    def listen(self, on: bool) -> None:
        """Open or close the microphone; it opens as soon as there are models."""
        with self._lock:
            self._wanted = on
            source = self._dependencies.input
            if source is None:
                return
            if on and self._hearing is not None and not self._open:
                self._open = self._gives_sound = True
                source.start(self._hear, self._device_says)
            elif not on and self._open:
                source.stop()
                self._open = False
            if self._hearing is not None:
                (self._hearing.resume if on else self._hearing.pause)()
            self._dependencies.status.microphone(None if on and not self._gives_sound else on and not self._why_deaf)
            if on and self._why_deaf:
                self._dependencies.notify(self._why_deaf)

    def no_models(self, why: str) -> None:
        """The models could not be loaded, for this reason: whoever opens the microphone is told, until others come."""
        with self._lock:
            if self._hearing is None and self._dependencies.input is not None:
                self._why_deaf = why
                self._dependencies.status.microphone(False)

    def wait_at_least(self, silence_ms: int) -> None:
        """From now on take no turn before so much silence; 0: as usual."""
        self._least_silence_ms = silence_ms
        if (hearing := self._hearing) is not None:
            hearing.wait_at_least(silence_ms)

    def sounding(self, on: bool, listens: bool = False) -> None:
        """She becomes audible (True), or has stopped; see `Hearing.sounding`. May be called often."""
        before, self._sounding = self._sounding, (on, listens)
        if (hearing := self._hearing) is not None and before != self._sounding:
            hearing.sounding(on, listens)

    def half_duplex_for(self, seconds: float) -> None:
        """See `Hearing.half_duplex_for`."""
        if (hearing := self._hearing) is not None:
            hearing.half_duplex_for(seconds)

    def sounds(self, now: frozenset[str]) -> None:
        """What is audible: “voice”, “piano”, “rest” while what rings is silent; in half duplex only the voice makes her deaf."""
        self.sounding(bool(now - {"rest"}), listens=now & {"voice", "rest"} != {"voice"})

    def played(self, samples: Samples, rate: int, delay_s: float) -> None:
        """Note what the loudspeaker is given; see `Hearing.played`."""
        if (hearing := self._hearing) is not None:
            hearing.played(samples, rate, delay_s)

    def talk(self, on: bool) -> None:
        """The push-to-talk key was pressed (True) or released."""
        if (hearing := self._hearing) is not None:
            hearing.talk(on)
        elif on and self._dependencies.input is not None:
            self._dependencies.notify(self._why_deaf or WAKING)

    def devices_changed(self) -> None:
        """Another microphone or loudspeaker is in use now."""
        if (hearing := self._hearing) is not None:
            hearing.devices_changed()

    @property
    def overflows(self) -> int:
        """Chunks of sound lost because the detector could not keep up."""
        return self._hearing.overflows if self._hearing is not None else 0

    def close(self) -> None:
        """Stop; models that come later are not used."""
        self.listen(False)
        with self._lock:
            self._closed, hearing = True, self._hearing
        if hearing is not None:
            hearing.close()

    def _device_says(self, sentence: str) -> None:
        """Tell what is wrong with the microphone; until it gives sound again, nobody is said to be listening."""
        self._sounds(False)
        self._dependencies.notify(sentence)

    def _hear(self, samples: object) -> None:
        if not self._gives_sound:
            self._sounds(True)
        if (hearing := self._hearing) is not None:
            hearing.hear(samples)  # type: ignore[arg-type]

    def _sounds(self, yes: bool) -> None:
        """Note whether the device gives sound. Takes no lock: the device may hold its own, which `listen` waits for."""
        self._gives_sound = yes
        if self._open:
            self._dependencies.status.microphone(yes or None)
            if not self.is_open:  # it was closed meanwhile
                self._dependencies.status.microphone(False)
