"""Plays a piece on her piano: rendered ahead, begun when she has announced it, softer while somebody talks."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import soxr

from companion.audio.devices import AudioOutput, Samples
from companion.errors import KNOWN
from companion.events import Event, PieceBegun, PieceOver
from companion.piano.grand import RATE, Grand, Stereo
from companion.piano.midi import Performance
from companion.piano.rendering import LONGER, render_ahead
from companion.speaking.music_under import MusicListeners, MusicUnder

log = logging.getLogger(__name__)

Who = Literal["you", "her"]

RENDERED_S = 5.0
"""So long it is waited at the end for a part that is being rendered."""
_MARGIN = 1.6
"""A piece begins when what is rendered lasts so many times as long as the next part is likely to take."""


@dataclass(frozen=True)
class Recital:
    """A piece that is to be played."""

    id: int
    """Its number in the file."""
    title: str
    seconds: float
    performance: Performance


@dataclass(frozen=True)
class PlayerListeners:
    """Whom the player informs; called on its thread, `level` on the loudspeaker's."""

    emit: Callable[[Event], None]
    clock: Callable[[], float]
    """Seconds on the clock of events."""
    sounding: Callable[[bool], None]
    """Whether there is music."""
    level: Callable[[float], None]
    """Its loudness, 0…1."""
    notify: Callable[[str], None]
    """One sentence for the user."""


class _Playing:
    """A piece from the moment it is wanted to its last sound."""

    def __init__(self, recital: Recital, music: MusicUnder) -> None:
        self.recital, self.music = recital, music
        self.cancelled = threading.Event()
        self.announced = self.rendered = self.begun = False
        self.rendering: threading.Thread | None = None


class PiecePlayer:
    """One piece at a time. Any thread may call it; its own thread owns what is playing."""

    def __init__(self, output: AudioOutput | None, grand: Callable[[], Grand], listeners: PlayerListeners) -> None:
        """`grand` gives the samples; it raises CompanionError when they are not on this computer."""
        self._output, self._grand, self._listeners = output, grand, listeners
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._now: _Playing | None = None
        self._fading: _Playing | None = None
        """The one before, while it fades; the next begins after it."""
        self._talking: set[Who] = set()
        self._wanted: int | None = None
        self._last: int | None = None
        self.late = 0
        """How often the loudspeaker wanted samples of a piece that were not rendered yet, since she was opened."""
        self._thread = threading.Thread(target=self._run, name="piano", daemon=True)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def audible(self) -> bool:
        """Whether there is a loudspeaker to play through."""
        return self._output is not None

    @property
    def playing(self) -> int | None:
        """The number of the piece that sounds, or is about to; None for none."""
        return self._wanted

    @property
    def last(self) -> int | None:
        """The number of the piece that sounds, or sounded last since she was opened."""
        return self._last

    def play(self, recital: Recital, announced: bool = True) -> None:
        """Stop what sounds, and play this: at once, or (not `announced`) when `announce` is called."""
        self._last = self._wanted = recital.id
        self._queue.put(partial(self._prepare, recital, announced))

    def announce(self) -> None:
        """She has said what comes: begin, if something waits for it."""
        self._queue.put(self._announced)

    def stop(self) -> bool:
        """Let it fade away; whether there was something to stop."""
        there, self._wanted = self._wanted is not None, None
        self._queue.put(self._stop)
        return there

    def step_back(self, who: Who, on: bool) -> None:
        """Somebody talks (`on`), or has stopped: the piece is softer meanwhile, and does not begin while you talk."""
        self._queue.put(partial(self._step_back, who, on))

    def close(self) -> None:
        """End at once."""
        if (now := self._now) is not None:
            now.cancelled.set()
        if self._output is not None:
            self._output.music(None)
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        if (now := self._now) is not None and now.rendering is not None:
            now.rendering.join(RENDERED_S)

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            try:
                message()
            except Exception:
                log.exception("the piano failed")
                self._listeners.notify("The piano stopped because of a fault in this program; the log says more.")

    def _prepare(self, recital: Recital, announced: bool) -> None:
        self._stop()
        if self._output is None:
            return
        listeners = MusicListeners(self._listeners.level, lambda seconds, whole: self._over(playing, seconds, whole))
        music = MusicUnder(self._output.rate, listeners)
        playing = self._now = _Playing(recital, music)
        playing.announced = announced
        music.step_back(bool(self._talking))
        playing.rendering = threading.Thread(
            target=self._render, args=(playing, self._output.rate), name="rendering", daemon=True
        )
        playing.rendering.start()

    def _render(self, playing: _Playing, rate: int) -> None:
        """Render it in parts, on a thread of its own."""
        convert, began, length = _Mono(rate), time.perf_counter(), 0.0
        try:
            for part in render_ahead(playing.recital.performance, self._grand(), playing.cancelled.is_set):
                playing.music.add(convert.feed(part))
                length += len(part) / RATE
                speed = (time.perf_counter() - began) / length
                rest = min(LONGER * len(part) / RATE, max(0.0, playing.recital.seconds - length))
                if length >= _MARGIN * speed * rest:
                    self._queue.put(partial(self._rendered, playing))
            playing.music.add(convert.last())
            playing.music.complete()
            self._queue.put(partial(self._rendered, playing))
        except KNOWN as error:
            self._listeners.notify(str(error))
            self._queue.put(partial(self._ended, playing, 0.0, False))
        except Exception:
            log.exception("rendering failed")
            self._listeners.notify(
                "The piece could not be played because of a fault in this program; the log says more."
            )
            self._queue.put(partial(self._ended, playing, 0.0, False))

    def _rendered(self, playing: _Playing) -> None:
        playing.rendered = True
        self._begin_if_due()

    def _announced(self) -> None:
        if self._now is not None:
            self._now.announced = True
            self._begin_if_due()

    def _step_back(self, who: Who, on: bool) -> None:
        (self._talking.add if on else self._talking.discard)(who)
        if self._now is not None:
            self._now.music.step_back(bool(self._talking))
            self._begin_if_due()

    def _begin_if_due(self) -> None:
        now = self._now
        if now is None or now.begun or not (now.announced and now.rendered):
            return
        if self._fading is not None or "you" in self._talking:
            return
        assert self._output is not None, "nothing is prepared without a loudspeaker"
        now.begun = True
        self._listeners.sounding(True)
        self._output.music(now.music)
        clock = self._listeners.clock()
        piece = now.recital
        self._listeners.emit(PieceBegun(t=clock, id=piece.id, title=piece.title, seconds=round(piece.seconds, 1)))

    def _stop(self) -> None:
        now = self._now
        if now is None:
            return
        self._now = None
        now.cancelled.set()
        if now.begun:
            self._fading = now
            now.music.stop()

    def _over(self, playing: _Playing, seconds: float, whole: bool) -> None:
        """On the loudspeaker's thread."""
        self._queue.put(partial(self._ended, playing, seconds, whole))

    def _ended(self, playing: _Playing, seconds: float, whole: bool) -> None:
        if playing not in (self._now, self._fading):
            return
        self._now = None if self._now is playing else self._now
        self._fading = None if self._fading is playing else self._fading
        if self._now is None and self._wanted == playing.recital.id:
            self._wanted = None
        if not playing.begun:
            return
        assert self._output is not None, "it could not have begun"
        self._output.music(None)
        self._listeners.level(0.0)
        self._listeners.sounding(False)
        self.late += playing.music.late
        if playing.music.late:
            log.warning("the loudspeaker waited %d times for the piano", playing.music.late)
        told = PieceOver(t=self._listeners.clock(), id=playing.recital.id, played_s=round(seconds, 1), whole=whole)
        self._listeners.emit(told)
        self._begin_if_due()


class _Mono:
    """Mixes stereo to mono and brings it to the loudspeaker's rate, part by part without a seam."""

    def __init__(self, rate: int) -> None:
        self._stream = None if rate == RATE else soxr.ResampleStream(RATE, rate, 1, dtype="float32")

    def feed(self, part: Stereo) -> Samples:
        """The part, as far as it is converted."""
        mono: Samples = part.mean(axis=1).astype(np.float32)
        if self._stream is None:
            return mono
        converted: Samples = self._stream.resample_chunk(mono)
        return converted

    def last(self) -> Samples:
        """What is left."""
        rest = np.zeros(0, np.float32)
        if self._stream is None:
            return rest
        converted: Samples = self._stream.resample_chunk(rest, last=True)
        return converted
