"""Speech from the microphone is answered while the engine listens, and not otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from companion.dialogue.speech_input import NO_WORDS
from companion.engine import Devices
from companion.errors import WorkerError
from companion.events import Failed, Heard, State, TurnDone
from tests.engine_on_fakes import EventRecorder, FakeParts, awake
from tests.fakes import (
    QueueMicrophone,
)
from tests.hearing.fakes import SayingEar, ScriptedEar
from tests.speech_made import silence, speech


def states(told: EventRecorder) -> list[str]:
    return [event.state for event in told.of(State)]


class TestListening:
    """By ear: real voice activity, a scripted ear."""

    def said(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.concatenate([silence(0.3), speech("It was windy, and then what?"), silence(1.5)])

    def test_what_the_ear_understood_is_answered(self, tmp_path: Path):
        microphone = QueueMicrophone()
        stt = SayingEar("And then what?")
        with awake(tmp_path, FakeParts(ear_=stt), Devices(microphone=microphone), ready=("mind", "ear")) as her:
            assert microphone.started.wait(20)
            microphone.put(self.said())
            heard = her.told.until(Heard)
            assert (heard.text, heard.typed) == ("And then what?", False)
            assert 0.2 < heard.start < heard.end < 3.5
            first = her.told.until(TurnDone).reply
            stt.says = ""
            microphone.put(self.said())
            her.told.until(State, state="hearing")
            her.told.until(State, state="listening")
            assert her.told.until(Failed).message == NO_WORDS
            stt.says = WorkerError("Her hearing stopped; say that again.")
            microphone.put(self.said())
            assert her.told.until(Failed).message == "Her hearing stopped; say that again."
            stt.says = "Yes?"
            microphone.put(self.said())
            assert her.told.until(Heard).text == "Yes?"
            second = her.told.until(TurnDone).reply
            assert [text for _, text in her.kept()] == ["And then what?", first, "Yes?", second]
            assert first != second
            assert {"listening", "hearing", "thinking"} <= set(states(her.told))

    def test_a_closed_microphone_hears_nothing(self, tmp_path: Path):
        microphone, stt = QueueMicrophone(), ScriptedEar()
        with awake(tmp_path, FakeParts(ear_=stt), Devices(microphone=microphone), ready=("mind", "ear")) as her:
            assert microphone.started.wait(20)
            her.engine.listen(False)
            her.told.until(State, state="muted")
            assert microphone.stops == 1
            microphone.put(self.said())
            her.engine.listen(True)
            her.told.until(State, state="listening")
            assert microphone.starts == 2
        assert stt.heard == []
        assert microphone.stops == 2


def test_the_window_is_told_of_silence_once_and_of_each_sound(tmp_path: Path):
    told: list[tuple[str, float]] = []
    with awake(tmp_path, FakeParts()) as her:
        her.engine.on_level(lambda whose, level: told.append((whose, level)))
        for level in (0.0, 0.0, 0.3, 0.3, 0.0, 0.0, 0.0, 0.2):
            her.engine.level("you", level)
        her.engine.level("her", 0.0)
    assert told == [("you", 0.0), ("you", 0.3), ("you", 0.3), ("you", 0.0), ("you", 0.2), ("her", 0.0)]
