"""Spoken answers: the neutral voice asks, hesitation is heard, “lower” is no command, nobody is hurried, and she speaks herself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.engine import Devices
from companion.events import Agreed, Heard, Noticed, Question, TurnDone
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import FakeLoudspeaker, QueueMicrophone, SilentVoice
from tests.hearing.fakes import SayingEar
from tests.speech_made import silence, speech

SAID = np.concatenate([silence(0.3), speech("It was windy, and then what?"), silence(3.5)])


class Spoken:
    """An engine to which a test says whatever the ear is to understand."""

    def __init__(self, her: Awake, microphone: QueueMicrophone, ear: SayingEar, neutral: SilentVoice) -> None:
        self.her, self.microphone, self.ear, self.neutral = her, microphone, ear, neutral

    def answer(self, text: str) -> str:
        """Says it, and returns what follows."""
        self.ear.says = text
        self.microphone.put(SAID)
        turn = self.her.told.until(Heard, text=text).turn
        return self.her.told.until(TurnDone, turn=turn).reply


@pytest.fixture
def aloud(tmp_path: Path) -> Iterator[Spoken]:
    microphone, ear, neutral, loudspeaker = QueueMicrophone(), SayingEar(), SilentVoice(), FakeLoudspeaker()
    samples = {"lower": "low", "higher": "high"}
    parts = FakeParts(
        ear_=ear,
        voice_=SilentVoice(),
        others_={"neutral": neutral, "low": SilentVoice(), "high": SilentVoice()},
        samples_=samples,
    )
    with awake(tmp_path, parts, Devices(microphone, loudspeaker), ready=("mind", "ear", "voice")) as her:
        assert microphone.started.wait(20)
        loudspeaker.flow()
        her.engine.initiation.start()
        her.told.until(TurnDone)
        yield Spoken(her, microphone, ear, neutral)


def until(so: Callable[[], bool]) -> None:
    """Waits for what another thread does after the turn."""
    end = time.monotonic() + 20
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_neutral_voice_asks_and_a_sample_is_chosen_by_saying_so(aloud: Spoken) -> None:
    aloud.answer("Quiet.")
    assert aloud.answer("They are fine.").endswith("Good evening. Tell me how it was.")
    assert "Would you like a lower or a higher voice?" in [text for text, _ in aloud.neutral.said]
    assert "lower one, then" in aloud.answer("lower")
    others = aloud.her.parts.others_
    until(lambda: [others[name].closed for name in ("low", "high")] == [1, 1])  # type: ignore[attr-defined]
    assert aloud.neutral.closed == 0
    aloud.answer("skip the rest")
    until(lambda: aloud.neutral.closed == 1)
    voice = aloud.her.parts.voice_
    assert isinstance(voice, SilentVoice)
    assert voice.said == []


def test_a_hesitant_answer_is_noticed_and_a_fluent_one_is_not(aloud: Spoken) -> None:
    aloud.answer("I like it quiet.")
    assert aloud.her.told.of(Noticed) == []
    said = aloud.answer("Um, they, uh, they are, um, fine, I guess, maybe.")
    assert said == "I hear some hesitation. Would you agree with that?"
    aloud.answer("Not really.")
    assert [one.yes for one in aloud.her.told.of(Agreed)] == [False]
    assert aloud.her.told.of(Question)[-1].number == 3


def test_with_the_switch_off_no_hesitation_is_noticed(aloud: Spoken) -> None:
    aloud.her.engine.change(reading_mood=False)
    aloud.answer("I like it quiet.")
    aloud.answer("Um, they, uh, they are, um, fine, I guess, maybe.")
    assert aloud.her.told.of(Noticed) == []


def test_a_typed_answer_is_never_called_hesitant(aloud: Spoken) -> None:
    turn = aloud.her.engine.initiation.answer("Um, well, uh, I don't, um, quiet I guess")
    aloud.her.told.until(TurnDone, turn=turn)
    assert aloud.her.told.of(Noticed) == []


def test_an_answer_may_pause_longer_than_a_line_of_a_talk(aloud: Spoken) -> None:
    aloud.ear.says = "I like quiet in the evening when all is done"
    aloud.microphone.put(np.concatenate([SAID[: -int(3.5 * 16000)], silence(2.0), SAID]))
    heard = aloud.her.told.until(Heard)
    assert heard.end - heard.start > 3.0  # one answer, with two seconds of silence in it


def test_with_the_switch_off_nothing_is_made_of_how_an_answer_sounds(aloud: Spoken) -> None:
    aloud.her.engine.change(reading_mood=False)
    aloud.answer("Um, I, uh, like it, um, quiet, I guess, maybe.")
    assert aloud.her.told.of(Noticed) == []
