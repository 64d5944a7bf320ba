"""Checks that the microphone and hearing are connected again when models or settings change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.hearing import HearingModels, ListeningOptions
from companion.hearing.capture import WAKING, Capture, CaptureDependencies
from companion.status import Status
from tests.fakes import QueueMicrophone
from tests.hearing.fakes import LoudnessDetector, Notes, ScriptedEar, sound

QUIET, LOUD = 0.001, 0.3
LINE = sound((0.5, QUIET), (0.8, LOUD), (1.5, QUIET))


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def microphone() -> QueueMicrophone:
    return QueueMicrophone()


@pytest.fixture
def listening(notes: Notes, microphone: QueueMicrophone) -> Iterator[Capture]:
    listening = Capture(CaptureDependencies(microphone, Status(lambda *_: None), notes.reports, pytest.fail))
    listening.listen(True)
    yield listening
    listening.close()


def ears(*answers: str) -> HearingModels:
    return HearingModels(LoudnessDetector(), ScriptedEar(*answers))


def test_the_microphone_opens_when_there_is_an_ear(listening: Capture, notes: Notes, microphone: QueueMicrophone):
    assert not listening.is_open
    listening.use_models(ears("hello"), ListeningOptions())
    assert listening.is_open
    microphone.put(LINE)
    assert notes.recognised().text


def test_what_an_ear_had_begun_is_over_when_another_comes(
    listening: Capture, notes: Notes, microphone: QueueMicrophone
):
    listening.use_models(ears(), ListeningOptions())
    microphone.put(sound((0.5, LOUD)))
    notes.until("onset")
    listening.use_models(ears("again"), ListeningOptions())
    assert notes.until("dropped") is not None
    microphone.put(LINE)
    assert notes.recognised().text == "again"


def test_an_ear_that_comes_while_she_speaks_knows_it(listening: Capture, notes: Notes, microphone: QueueMicrophone):
    listening.sounding(True)
    listening.use_models(ears(), ListeningOptions(half_duplex=True))
    microphone.put(LINE)
    notes.until("listened", len(LINE))
    assert notes.named("onset") == []


@pytest.mark.parametrize(
    ("now", "hears"),
    [((), True), (("piano",), True), (("voice", "rest"), True), (("voice",), False), (("voice", "piano"), False)],
)
def test_in_half_duplex_only_her_voice_and_what_rings_make_her_deaf(
    listening: Capture, notes: Notes, microphone: QueueMicrophone, now: tuple[str, ...], hears: bool
):
    listening.use_models(ears("hello"), ListeningOptions(half_duplex=True))
    listening.sounds(frozenset(now))
    microphone.put(LINE)
    notes.until("listened", len(LINE))
    assert bool(notes.named("onset")) is hears


def test_closing_the_microphone_drops_what_had_begun(listening: Capture, notes: Notes, microphone: QueueMicrophone):
    listening.use_models(ears(), ListeningOptions())
    microphone.put(sound((0.5, LOUD)))
    notes.until("onset")
    listening.listen(False)
    assert notes.until("dropped") is not None
    assert microphone.stops == 1


def test_without_an_ear_nobody_is_made_to_believe_that_she_listens(notes: Notes, microphone: QueueMicrophone):
    told: list[str] = []
    states: list[str] = []
    capture = Capture(
        CaptureDependencies(microphone, Status(lambda state, _: states.append(state)), notes.reports, told.append)
    )
    capture.listen(True)
    capture.talk(True)
    assert told == [WAKING]
    capture.no_models("The ear is damaged; fetch it again.")
    assert states[-1] == "muted"
    capture.listen(True)
    capture.talk(True)
    assert told == [WAKING, *["The ear is damaged; fetch it again."] * 2]
    assert states[-1] == "muted"
    capture.use_models(ears("hello"), ListeningOptions())
    assert states[-1] == "listening"
    capture.no_models("Another ear is damaged.")
    assert states[-1] == "listening"
    capture.close()


def test_what_an_ear_that_comes_too_late_hears_is_nothing(listening: Capture, notes: Notes):
    listening.close()
    listening.use_models(ears(), ListeningOptions())
    assert not listening.is_open
    assert notes.named("listened") == []


def test_nobody_is_said_to_listen_while_the_device_gives_no_sound(notes: Notes, microphone: QueueMicrophone):
    states: list[str] = []
    told: list[str] = []
    status = Status(lambda state, _detail: states.append(state))
    capture = Capture(CaptureDependencies(microphone, status, notes.reports, told.append))
    capture.listen(True)
    capture.use_models(ears(), ListeningOptions())
    assert states == ["listening"]
    microphone.notify("I can't find a microphone.")
    assert states == ["listening", "idle"]
    assert told == ["I can't find a microphone."]
    microphone.put(sound((0.1, QUIET)))
    assert states[-1] == "listening"
    capture.close()
