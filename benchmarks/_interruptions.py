"""Lets people speak into her replies through the whole of hearing, in audio time, and keeps what the ear was given.

It is a closed loop: when hearing ducks or stops her, the microphone gets less of her voice, once the room's delay has passed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks._rooms import Room
from companion.audio.devices import RATE, Samples
from companion.audio.pacing import FilePacing
from companion.hearing import (
    Barge,
    EndOfTurnEstimate,
    FinalTranscript,
    Hearing,
    HearingListeners,
    HearingModels,
    InterimTranscript,
)
from companion.hearing.echo import EchoCanceller
from models.stt import Transcript
from models.voice_activity import SileroDetector

PIECE = RATE // 50
"""Samples that the microphone brings, and the loudspeaker takes, at a time: 20 ms."""
EARLY_MS = (20, 50)
"""By how much the reference comes too early, between these, anew in each reply: a device does not report its delay exactly.

Measured with Qt and PulseAudio: 67 to 96 ms, up to 23 ms apart from one reply to the next."""
GAINS = {Barge.DUCK: 0.2, Barge.STOP: 0.0, Barge.RELEASE: 1.0}
AFTER_S, BETWEEN_S = 2.5, 1.0
"""How long the microphone is listened to after a line, and silence between two replies."""
SILENT = Room(delay_ms=40, gain=0.0)
"""A room in which the microphone picks up nothing of her voice."""


class KeepingEar:
    """Recognises nothing, and keeps the sound of what it was given."""

    def __init__(self) -> None:
        self.given: Samples = np.zeros(0, np.float32)

    def open(self) -> None:
        """Nothing to load."""

    def transcribe(self, samples: Samples) -> Transcript:
        """Keep the samples; the words stand for any."""
        self.given = samples
        return Transcript("some words that go on")

    def close(self) -> None:
        """Nothing to free."""


@dataclass(frozen=True, eq=False)
class Interruption:
    """What came of one line spoken into a reply; milliseconds after its onset, None when it never happened."""

    duck_ms: float | None
    stop_ms: float | None
    heard: Samples
    """What the ear was given, shape (n,); empty if nothing."""


class InterruptedTalk:
    """She speaks, alone or interrupted, in one room, with one hearing that learns the room as it goes."""

    def __init__(self, room: Room, her: Sequence[Samples], rate: int) -> None:
        """`her`: her sentences at `rate`."""
        self._room, self._her, self.rate = room, her, rate
        self._echo = room.stream(rate)
        self._fed = self._sentence = self._place = 0
        self._dice, self._early_ms = random.Random(room.seed), 0.0
        self._reply = np.zeros(0, np.float32)
        self._speaking = self._paused = self._dropped = False
        self._gain, self._wanted = 0.0, 0.0
        self._pacing, self._ear = FilePacing(), KeepingEar()
        self._found: list[Barge] = []
        self._heard: list[Samples] = []
        models = HearingModels(SileroDetector(), self._ear, EchoCanceller(), overlap_detector=SileroDetector())
        self._hearing = Hearing(models, self._listeners(), clock=lambda: self._fed / RATE)
        self._hearing.open()

    def close(self) -> None:
        """End hearing's threads."""
        self._hearing.close()

    def alone(self, seconds: float) -> int:
        """One reply that nobody interrupts; returns how often she stopped for herself."""
        self._begin_reply()
        stops = sum(self._tick() is Barge.STOP for _ in range(int(seconds * RATE) // PIECE))
        self._end_reply()
        return stops

    def interrupt(self, after_s: float, line: Samples, onset: int) -> Interruption:
        """One reply, and a line whose speech begins `after_s` into it; `onset`: the sample at which it begins in `line`."""
        self._begin_reply()
        began, first = self._fed, int(after_s * RATE) - onset
        duck = stop = None
        for _ in range((first + len(line) + int(AFTER_S * RATE)) // PIECE):
            at = self._fed - began - first
            found = self._tick(_part(line, at))
            passed = (at + PIECE - onset) * 1000 / RATE
            if duck is None and found in (Barge.DUCK, Barge.STOP) and at > 0:
                duck = passed
            if stop is None and found is Barge.STOP and at > 0:
                stop = passed
            if self._heard and at > len(line):
                break
        self._end_reply()
        return Interruption(duck, stop, np.concatenate([np.zeros(0, np.float32), *self._heard]))

    def _begin_reply(self) -> None:
        for _ in range(int(BETWEEN_S * RATE) // PIECE):
            self._tick()
        self._reply = np.concatenate([*self._her[self._sentence :], *self._her[: self._sentence]])
        self._sentence = (self._sentence + 1) % len(self._her)
        self._place, self._heard = 0, []
        self._early_ms = min(self._dice.uniform(*EARLY_MS), self._room.delay_ms)
        self._speak(True)

    def _end_reply(self) -> None:
        if self._speaking:
            self._speak(False)
        self._paused = False
        for _ in range(int(BETWEEN_S * RATE) // PIECE):
            self._tick()

    def _speak(self, on: bool) -> None:
        self._speaking, self._wanted = on, float(on)
        self._hearing.sounding(on)

    def _tick(self, person: Samples | None = None) -> Barge:
        """Let 20 ms pass; returns the last thing that was to be done about somebody over her."""
        far = self._next()
        if self._gain or self._wanted or far.any():  # a loudspeaker is given nothing between two replies
            self._hearing.played(far, self.rate, (self._room.delay_ms - self._early_ms) / 1000)
        heard = self._echo.feed(far)
        self._fed += PIECE
        self._hearing.hear(heard if person is None else np.clip(heard + person, -1.0, 1.0).astype(np.float32))
        self._pacing.wait(self._fed)
        return self._obey()

    def _obey(self) -> Barge:
        if self._dropped and self._paused:
            self._paused = False
            self._speak(True)
        found, self._found, self._dropped = self._found, [], False
        last = Barge.NOTHING
        for one in found:
            if not self._speaking:
                break
            last, self._wanted = one, GAINS[one]
            if one is Barge.STOP:
                self._paused = True
                self._speak(False)
        return last

    def _next(self) -> Samples:
        size = PIECE * self.rate // RATE
        if self._gain == self._wanted == 0.0:
            return np.zeros(size, np.float32)
        piece = np.take(self._reply, np.arange(self._place, self._place + size), mode="wrap")
        self._place += size
        faded: Samples = piece * np.linspace(self._gain, self._wanted, size, dtype=np.float32)
        self._gain = self._wanted
        return faded

    def _listeners(self) -> HearingListeners:
        return HearingListeners(
            onset=lambda _at: self._found.append(Barge.STOP),
            dropped=lambda _at: setattr(self, "_dropped", True),
            interim_transcript=_judge,
            utterance=lambda number: self._pacing.begin(("utterance", number)),
            final_transcript=self._take,
            barge=self._found.append,
            waits=lambda number, on: (self._pacing.begin if on else self._pacing.end)(("pause", number)),
            listened=self._pacing.listened,
        )

    def _take(self, said: FinalTranscript) -> None:
        self._heard.append(self._ear.given)
        self._pacing.end(("utterance", said.number))


def _judge(guess: InterimTranscript) -> None:
    guess.report_end_of_turn(EndOfTurnEstimate())


def _part(line: Samples, at: int) -> Samples:
    """The 20 ms from sample `at` of the line on, with silence where it has none."""
    piece = np.zeros(PIECE, np.float32)
    first, last = max(0, at), min(len(line), at + PIECE)
    if last > first:
        piece[first - at : last - at] = line[first:last]
    return piece
