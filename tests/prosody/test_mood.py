"""A mood is a soft estimate, and “can't tell” one of its values."""

from __future__ import annotations

import pytest

from companion.audio.devices import RATE
from companion.prosody.baseline import Baseline
from companion.prosody.measuring import MeasuredUtterance, measure, measure_words
from companion.prosody.mood import CANNOT_TELL, OF_WORDS_ALONE, Mood, MoodEstimator
from tests.prosody.sounds import held, joined, silence, syllables

MOODS = MoodEstimator()


def said(text: str = "", hertz: float = 150.0, loud: float = 0.1, rate: float = 4.0) -> MeasuredUtterance:
    return measure(joined(syllables(10, rate, hertz, loud)), RATE, text, 0.8)


@pytest.fixture
def usual() -> Baseline:
    baseline = Baseline()
    for hertz in (145.0, 150.0, 155.0, 148.0, 152.0, 150.0):
        baseline.add(said(hertz=hertz))
    return baseline


def typed(text: str) -> Mood:
    return MOODS.estimate(text, measure_words(text), Baseline())


def test_a_higher_and_louder_voice_than_usual_has_energy(usual: Baseline):
    lively = MOODS.estimate("", said(hertz=210.0, loud=0.4, rate=5.0), usual).energy
    tired = MOODS.estimate("", said(hertz=125.0, loud=0.03, rate=3.2), usual).energy
    assert lively.value is not None
    assert tired.value is not None
    assert lively.value > 0.5
    assert tired.value < -0.5


def test_the_usual_voice_tells_nothing(usual: Baseline):
    assert MOODS.estimate("", said(), usual).energy.value is None


def test_of_a_stranger_no_energy_is_told():
    assert MOODS.estimate("", said(hertz=210.0, loud=0.4), Baseline()).energy == CANNOT_TELL


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I like the sea, I really like it.", 1),
        ("We had a wonderful day at the sea.", 1),
        ("I hate this, everything is awful.", -1),
        ("It was not good at all.", -1),
    ],
)
def test_words_tell_how_pleasant_it_is(text: str, sign: int):
    found = typed(text).pleasantness
    assert found.value is not None
    assert found.value * sign > 0.3


@pytest.mark.parametrize(
    "text",
    [
        *("I went to the shop.", "Great.", "", "What time is it?", "I don't carry a rag like that."),
        *(
            "Stop the alarm now.",
            "Please tell me about the war in 1914.",
            "How bad is the storm going to be?",
            "It is kind of late already.",
            "Well, I came as well.",
            "No, it was Tuesday, I think.",
            "I was pretty late today.",
        ),
    ],
)
def test_plain_and_short_lines_tell_nothing(text: str):
    assert typed(text).pleasantness.value is None


def test_a_typed_line_is_believed_little_and_has_no_energy():
    found = typed("I love this, it is the best day of my life.")
    assert found.energy == CANNOT_TELL
    assert 0 < found.pleasantness.confidence <= OF_WORDS_ALONE


def test_pleasant_words_in_a_low_voice_tell_nothing(usual: Baseline):
    text = "I'm fine, it's all good, really great."
    low = MOODS.estimate(text, said(text, hertz=125.0, loud=0.03, rate=3.2), usual)
    assert low.pleasantness.value is None
    assert MOODS.estimate(text, said(text), usual).pleasantness.value is not None


def test_hesitation_is_told_of_a_halting_voice_without_words(usual: Baseline):
    sound = joined(held(0.6), silence(0.9), syllables(3, 2.5), silence(0.7), held(0.5), syllables(3, 2.5))
    found = MOODS.estimate("", measure(sound, RATE, "", 2.0), usual).hesitation
    assert found.value is not None
    assert found.value > 0.9
    assert MOODS.estimate("", said(), usual).hesitation.value < 0.3
