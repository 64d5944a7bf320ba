"""Records what she says in a conversation with sound files, on the clock of the input."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from companion.audio.devices import RATE, Music, ReferenceListener, Samples
from companion.audio.pacing import FilePacing
from companion.errors import CompanionError
from companion.files import make_file, reason, refuse_own


class SpeechRecorder:
    """An AudioOutput that keeps the input's time: `advance` plays what is queued, and silence where there is nothing."""

    def __init__(self, path: Path | None, pacing: FilePacing, rate: int = 24_000) -> None:
        """`path`: the WAV file (16 bit, mono) to write; None: write none. `rate`: samples a second of what `play` takes."""
        self.rate = rate
        self._path, self._pacing = path, pacing
        self._file: soundfile.SoundFile | None = None
        self._lock = threading.Lock()
        self._queue: deque[Samples] = deque()
        self._queued = self._played = self._passed = self._written = 0
        self._tell: Callable[[int], None] | None = None
        self._notify: Callable[[str], None] | None = None
        self._gain = 1.0
        self._music: Music | None = None
        self._reference: ReferenceListener = lambda _samples, _delay: None

    def start(self, played: Callable[[int], None], notify: Callable[[str], None]) -> None:
        """Start; raises CompanionError if the file cannot be written. `played` is called on the thread of `advance`."""
        self._tell, self._notify = played, notify
        if self._path is None:
            return
        try:
            refuse_own(self._path)
            make_file(self._path)
            self._file = soundfile.SoundFile(
                self._path, "w", samplerate=self.rate, channels=1, subtype="PCM_16", format="WAV"
            )
        except (OSError, soundfile.SoundFileError) as error:
            raise CompanionError(
                f"The recording {self._path} can't be written ({reason(error)}); choose another --out."
            ) from error

    def gain(self, level: float) -> None:
        """See AudioOutput; counts from the next `advance` on."""
        self._gain = level

    def reference(self, take: ReferenceListener) -> None:
        """See AudioOutput."""
        self._reference = take

    def music(self, source: Music | None) -> None:
        """See AudioOutput; the input's time passes while there is music."""
        with self._lock:
            self._music = source
            self._pacing.sounding(source is not None or bool(self._queue))

    def play(self, samples: Samples) -> int:
        """Queue samples; returns the position of their first one, counted in samples queued and not flushed."""
        with self._lock:
            position = self._played + self._queued
            if len(samples):
                self._queue.append(np.asarray(samples, np.float32))
                self._queued += len(samples)
                self._pacing.sounding(True)
            return position

    def flush(self) -> int:
        """Drop what is queued; returns the position that was audible last."""
        with self._lock:
            self._queue.clear()
            self._queued = 0
            self._pacing.sounding(self._music is not None)
            return self._played

    def advance(self, samples: int) -> None:
        """Play and record for as long as this many samples of input (16 kHz) take."""
        if self._tell is None:
            return
        with self._lock:
            self._passed += samples
            due = self._passed * self.rate // RATE - self._written
            self._written += due
            spoken = self._take(due)
            sound = np.pad(spoken, (0, due - len(spoken)))
            if self._music is not None:
                sound += self._music.take(due)
            sound *= np.float32(self._gain)
            self._write(sound)
            played, silent = self._played, self._music is None and not len(spoken)
        if not silent:
            self._reference(sound if self._music is not None else sound[: len(spoken)], 0.0)
        if len(spoken):
            self._tell(played)

    def stop(self) -> None:
        """Close the file. May be called twice."""
        with self._lock:
            self._tell = None
            self._queue.clear()
            self._queued = 0
            self._pacing.sounding(False)
            if self._file is not None:
                self._file.close()
                self._file = None

    def _take(self, most: int) -> Samples:
        parts: list[Samples] = []
        while most and self._queue:
            part = self._queue.popleft()
            if len(part) > most:
                self._queue.appendleft(part[most:])
                part = part[:most]
            parts.append(part)
            most -= len(part)
        sound: Samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        self._queued -= len(sound)
        self._played += len(sound)
        self._pacing.sounding(bool(self._queue) or self._music is not None)
        return sound

    def _write(self, samples: Samples) -> None:
        if self._file is None:
            return
        try:
            self._file.write(samples)
        except (OSError, soundfile.SoundFileError) as error:
            self._file = None
            if self._notify is not None:
                self._notify(f"The recording {self._path} can't be written any further ({reason(error)}).")
