"""She attends to how lines are said while she is talked to: it is kept with the line, unless that is switched off."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from companion.engine import Devices
from companion.events import Heard, TurnDone
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import QueueMicrophone
from tests.hearing.fakes import SayingEar
from tests.speech_made import silence, speech

GLAD = "We had a wonderful day at the sea."
KEPT = "select message, pleasantness, figures from line_mood"


def moods(her: Awake, count: int) -> list[tuple[object, ...]]:
    """What is kept, once there is so much."""
    assert her.engine.memory is not None
    for _ in range(1000):
        if len(rows := her.engine.memory.database.rows(KEPT)) >= count:
            return rows
        time.sleep(0.01)
    raise AssertionError("nothing was kept")


def test_a_spoken_line_is_kept_with_the_figures_of_its_sound(tmp_path: Path):
    microphone = QueueMicrophone()
    parts = FakeParts(ear_=SayingEar(GLAD))
    with awake(tmp_path, parts, Devices(microphone=microphone), ready=("mind", "ear")) as her:
        assert microphone.started.wait(20)
        microphone.put(np.concatenate([silence(0.3), speech("It was windy, and then what?"), silence(1.5)]))
        heard = her.told.until(Heard)
        her.told.until(TurnDone)
        ((message, pleasantness, figures),) = moods(her, 1)
        assert message == heard.message
        assert isinstance(pleasantness, float)
        assert pleasantness > 0.3
        assert '"pitch_st"' in str(figures)


def test_a_typed_line_is_kept_by_its_words(tmp_path: Path):
    with awake(tmp_path) as her:
        her.engine.say(GLAD)
        her.told.until(TurnDone)
        ((_, pleasantness, figures),) = moods(her, 1)
        assert isinstance(pleasantness, float)
        assert figures is None


def test_switched_off_nothing_is_kept(tmp_path: Path):
    with awake(tmp_path) as her:
        her.engine.change(reading_mood=False)
        her.engine.say(GLAD)
        her.told.until(TurnDone)
        her.engine.change(reading_mood=True)
        her.engine.say(GLAD)
        her.told.until(TurnDone)
        moods(her, 1)
        assert her.engine.memory is not None
        assert len(her.engine.memory.database.rows(KEPT)) == 1


@pytest.mark.parametrize("line", ["I am home.", "So I went to bed early."])
def test_what_is_estimated_is_told_in_no_event(tmp_path: Path, line: str):
    with awake(tmp_path) as her:
        her.engine.say(line)
        done = her.told.until(TurnDone)
        assert not any("mood" in name or "energy" in name for name in vars(done))
