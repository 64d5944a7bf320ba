"""Plays sound files in place of a microphone, for the command line, tests and benchmarks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr

from companion.audio.broken_wav import readable
from companion.audio.devices import RATE, Samples
from companion.audio.pacing import FilePacing
from companion.audio.recorder import SpeechRecorder
from companion.errors import CompanionError

__all__ = ["FilePacing", "SpeechRecorder", "WavMicrophone", "read_sound"]

PIECE = RATE // 50
"""Samples fed at a time: 20 ms."""
LEAD = RATE // 2
"""Samples of silence before every file but the first, so that the tail of half duplex swallows none of it."""
_BLOCK = 1024
HISS = 1e-5
"""Loudness of the silence, −100 dBFS: a microphone that gives pure zeros would be reported."""


def read_sound(path: Path) -> Samples:
    """Read a WAV, FLAC or OGG file as mono 16 kHz samples within -1…1; raises CompanionError naming it.

    Of a file whose end or length is missing, everything that is there is read.
    """
    if not path.is_file():
        raise CompanionError(f"There is no sound file {path}.")
    try:
        with soundfile.SoundFile(readable(path)) as file:
            rate, parts = file.samplerate, list(_parts(file))
    except (OSError, soundfile.SoundFileError) as error:
        raise CompanionError(f"{path} can't be read as sound ({error}); it should be WAV, FLAC or OGG.") from error
    if not parts:
        raise CompanionError(f"{path} holds no sound; record it again, or give another file.")
    mono = np.nan_to_num(np.concatenate(parts))
    if not mono.any():
        raise CompanionError(f"{path} holds only silence; see whether the microphone was on, or give another file.")
    if rate != RATE:
        mono = soxr.resample(mono, rate, RATE)
    clipped: Samples = np.clip(mono, -1.0, 1.0).astype(np.float32)
    return clipped


def _parts(file: soundfile.SoundFile) -> Iterator[Samples]:
    """The sound in mono, in small pieces: where the end is missing, only the last piece is lost."""
    while True:
        try:
            part = file.read(_BLOCK, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            if file.tell():
                return
            raise
        if not len(part):
            return
        yield part.mean(axis=1)


class WavMicrophone:
    """Plays files in order, each when the turn that the one before led to is over; then calls `finished`.

    Plays in real time, or (`fast`) as fast as hearing listens, with time standing still as `FilePacing` says.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        pacing: FilePacing,
        finished: Callable[[], None],
        *,
        recorder: SpeechRecorder | None = None,
        fast: bool = False,
        pause_s: float = 1.2,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pause_s`: silence after each file, prolonged until an open utterance ends. `recorder` is advanced at the same rate."""
        self._paths, self._pacing, self._finished, self._recorder = paths, pacing, finished, recorder
        self._fast, self._pause, self._clock = fast, int(pause_s * RATE), clock
        self._sounds: list[Samples] | None = None
        self._hiss = np.random.default_rng(0)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._fed = 0

    def open(self) -> None:
        """Read the files; raises CompanionError naming the one that cannot be read."""
        self._sounds = [read_sound(path) for path in self._paths]

    def start(self, receive: Callable[[Samples], None], notify: Callable[[str], None]) -> None:
        """Start; reads the files unless `open` has. Nothing can go wrong later, so `notify` is never called."""
        if self._sounds is None:
            self.open()
        self._thread = threading.Thread(target=self._run, args=(receive,), name="microphone", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop. May be called twice, and from `finished`."""
        self._stopping.set()
        self._pacing.close()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None

    def _run(self, receive: Callable[[Samples], None]) -> None:
        began = self._clock()
        for piece in self._pieces(began):
            self._fed += len(piece)
            receive(piece)
            if self._recorder is not None:
                self._recorder.advance(len(piece))
        if not self._stopping.is_set():
            self._finished()

    def _pieces(self, began: float) -> Iterable[Samples]:
        """Yield the samples, each chunk when its time has come; ends early when stopped."""
        yield from self._until_quiet(began)  # she may speak first
        for sound in self._sounds or ():
            lead = self._silence(LEAD if self._fed else 0)
            whole = np.concatenate((lead, sound, self._silence(self._pause)))
            for at in range(0, len(whole), PIECE):
                if not self._ready(began):
                    return
                yield whole[at : at + PIECE]
            yield from self._until_quiet(began)

    def _until_quiet(self, began: float) -> Iterable[Samples]:
        """Yield silence until what was said is answered and she is silent."""
        end = self._fed
        while self._ready(began) and not self._pacing.is_quiet(end):
            yield self._silence(PIECE)

    def _ready(self, began: float) -> bool:
        """Wait for the next chunk's time; False when stopped."""
        if self._fast:
            return self._pacing.wait(self._fed)
        return not self._stopping.wait(max(0.0, began + self._fed / RATE - self._clock()))

    def _silence(self, samples: int) -> Samples:
        return (self._hiss.standard_normal(samples) * HISS).astype(np.float32)
