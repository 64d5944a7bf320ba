"""One ear takes the place of another in the middle of things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.hearing import Ears, Habits
from companion.hearing.capture import Listening, Microphone
from companion.status import Presence
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
def listening(notes: Notes, microphone: QueueMicrophone) -> Iterator[Listening]:
    listening = Listening(Microphone(microphone, Presence(lambda *_: None), notes.reports, pytest.fail))
    listening.listen(True)
    yield listening
    listening.close()


def ears(*answers: str) -> Ears:
    return Ears(LoudnessDetector(), ScriptedEar(*answers))


def test_the_microphone_opens_when_there_is_an_ear(listening: Listening, notes: Notes, microphone: QueueMicrophone):
    assert not listening.is_open
    listening.use(ears("hello"), Habits())
    assert listening.is_open
    microphone.put(LINE)
    assert notes.recognised().text


def test_what_an_ear_had_begun_is_over_when_another_comes(
    listening: Listening, notes: Notes, microphone: QueueMicrophone
):
    listening.use(ears(), Habits())
    microphone.put(sound((0.5, LOUD)))
    notes.until("onset")
    listening.use(ears("again"), Habits())
    assert notes.until("dropped") is not None
    microphone.put(LINE)
    assert notes.recognised().text == "again"


def test_an_ear_that_comes_while_she_speaks_knows_it(listening: Listening, notes: Notes, microphone: QueueMicrophone):
    listening.sounding(True)
    listening.use(ears(), Habits(half_duplex=True))
    microphone.put(LINE)
    notes.until("listened", len(LINE))
    assert notes.named("onset") == []


def test_closing_the_microphone_drops_what_had_begun(listening: Listening, notes: Notes, microphone: QueueMicrophone):
    listening.use(ears(), Habits())
    microphone.put(sound((0.5, LOUD)))
    notes.until("onset")
    listening.listen(False)
    assert notes.until("dropped") is not None
    assert microphone.stops == 1


def test_what_an_ear_that_comes_too_late_hears_is_nothing(listening: Listening, notes: Notes):
    listening.close()
    listening.use(ears(), Habits())
    assert not listening.is_open
    assert notes.named("listened") == []
