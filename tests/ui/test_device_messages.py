"""A sound device that never worked is told in other words than one that stopped, and each once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from ui.sound.device import SoundDevice
from ui.sound.loudspeaker import MESSAGES as LOUDSPEAKER
from ui.sound.microphone import MESSAGES as MICROPHONE


class BrokenDevice(SoundDevice):
    """Can't be opened."""

    def __init__(self, told: list[str]) -> None:
        super().__init__("", MICROPHONE)
        self._notify = told.append

    def _in_use(self) -> bool:
        return False

    def _start_device(self, form: QAudioFormat) -> bool:
        return False

    @Slot()
    def release(self) -> None:
        self._retry.stop()

    def _available(self) -> list[QAudioDevice]:
        return []

    def _default(self) -> QAudioDevice:
        return QAudioDevice()


@pytest.mark.usefixtures("qapp")
def test_a_device_that_never_worked_is_told_once_and_one_that_stopped_too():
    told: list[str] = []
    device = BrokenDevice(told)
    device.notify_late()
    device._device_lost()
    device._device_lost()
    assert told == [MICROPHONE.dead.format("")]
    device._has_worked = True
    device._device_lost()
    assert told[1:] == [MICROPHONE.lost.format("")]
    device.release()


@pytest.mark.usefixtures("qapp")
def test_no_device_at_all_is_told():
    told: list[str] = []
    device = BrokenDevice(told)
    device._open()
    assert told == [MICROPHONE.missing]
    device.release()


@pytest.mark.parametrize("messages", [MICROPHONE, LOUDSPEAKER])
def test_every_message_says_what_to_do_or_what_she_does(messages):
    for sentence in (messages.missing, messages.moved, messages.lost, messages.dead):
        assert sentence.endswith(".")
        assert any(word in sentence for word in ("plug", "choose", "I'm "))
