"""A loudspeaker whose device plays nothing is noticed while music alone sounds: the piece goes on, and ends."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat
from pytestqt.qtbot import QtBot

from companion.audio.devices import Samples
from ui.sound.loudspeaker import MESSAGES, Loudspeaker
from ui.sound.pcm import Encoder

_ROOM = 1_000_000


class Sink(QObject):
    """A device that takes what it is given; it plays only as long as it is not held up."""

    stateChanged = Signal()  # noqa: N815 - as Qt names it

    def __init__(self) -> None:
        super().__init__()
        self.held_up, self.played_us = False, 0

    def bufferSize(self) -> int:
        return _ROOM

    def bytesFree(self) -> int:
        return _ROOM

    def processedUSecs(self) -> int:
        self.played_us += 0 if self.held_up else 10_000
        return self.played_us

    def setVolume(self, level: float) -> None:
        """Every loudness is alike to it."""

    def start(self) -> QIODevice:
        return Taking(self)

    def stop(self) -> None:
        """It plays nothing anyway."""


class Taking(QIODevice):
    """Takes what is written."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return len(data)


class Piece:
    """Music without end; counts how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self, count: int) -> Samples:
        self.taken += count
        return np.zeros(count, np.float32)

    def dropped(self, count: int) -> None:
        """Nothing is dropped here."""


class HeldUp(Loudspeaker):
    """A loudspeaker on such a device."""

    def __init__(self, sink: Sink, told: list[str]) -> None:
        super().__init__("")
        form = QAudioFormat()
        form.setSampleRate(self.rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Float)
        self.given = sink
        self._played, self._notify = lambda _: None, told.append
        self._start_device(form)

    def _start_device(self, form: QAudioFormat) -> bool:
        self._encoder, self._frame, self._rate = Encoder(form, self.rate), form.bytesPerFrame(), form.sampleRate()
        self._sink = self.given  # type: ignore[assignment]
        self.given.stateChanged.connect(self._state_changed)
        self._start_empty(self.given)  # type: ignore[arg-type]
        return True

    def _available(self) -> list[QAudioDevice]:
        return []

    def _default(self) -> QAudioDevice:
        return QAudioDevice()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def held_up(told: list[str], qtbot: QtBot) -> Iterator[HeldUp]:
    speaker = HeldUp(Sink(), told)
    yield speaker
    speaker._played = speaker._notify = None
    speaker.release()


def test_music_alone_on_a_hung_device_is_told_and_goes_on_to_its_end(
    held_up: HeldUp, told: list[str], qtbot: QtBot
) -> None:
    piece = Piece()
    held_up.music(piece)
    qtbot.waitUntil(lambda: held_up._has_worked, timeout=3000)
    held_up.given.held_up = True
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [MESSAGES.lost.format("")]
    before = piece.taken
    qtbot.waitUntil(lambda: piece.taken > before + held_up.rate // 10, timeout=3000)


def test_music_that_is_heard_is_no_trouble(held_up: HeldUp, told: list[str], qtbot: QtBot) -> None:
    held_up.music(Piece())
    qtbot.wait(900)
    assert told == []
    assert held_up._sink is not None
