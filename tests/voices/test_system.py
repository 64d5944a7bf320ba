"""Tests that the system voice makes samples in memory, with word times and speed, and none for an empty text."""

import pickle
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.errors import VoiceError
from voices.manner import SpeakingManner
from voices.system import SystemVoice, system_voices
from voices.voice import Speech

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the in-memory driver is for Linux")


@pytest.fixture(scope="module")
def voice() -> SystemVoice:
    voice = SystemVoice()
    voice.open()
    return voice


def _is_in_order(speech: Speech) -> bool:
    moments = [moment for word in speech.words for moment in (word.start, word.end)]
    return moments == sorted(moments) and (not moments or moments[-1] <= len(speech.samples) / speech.rate + 1e-6)


def test_a_sentence_is_audible_and_each_word_has_its_time(voice: SystemVoice) -> None:
    speech = voice.speak("Meet me at 7 p.m. in **Lisbon** 😊, please.")
    assert speech.rate == voice.rate
    assert speech.samples.dtype == np.float32
    assert 1.0 < len(speech.samples) / speech.rate < 5.0
    assert 0.05 < np.abs(speech.samples).max() <= 1.0
    assert [word.text for word in speech.words] == [
        "Meet",
        "me",
        "at",
        "7",
        "p.m.",
        "in",
        "**Lisbon**",
        "😊,",
        "please.",
    ]
    assert _is_in_order(speech)
    silent = speech.words[7]
    assert silent.start == silent.end
    assert all(word.end > word.start for word in speech.words if word is not silent)


def test_a_word_starts_where_its_sound_starts(voice: SystemVoice) -> None:
    speech = voice.speak("Stop, go.")
    start = int(speech.words[1].start * speech.rate)
    before, after = speech.samples[start - 1500 : start - 300], speech.samples[start : start + 2500]
    assert np.abs(after).max() > 5 * np.abs(before).max()


@pytest.mark.parametrize(("text", "pause_s"), [("Hello there.", 0.32), ("Hello there,", 0.15), ("Hello there", 0.05)])
def test_it_begins_at_once_and_ends_in_a_pause(voice: SystemVoice, text: str, pause_s: float) -> None:
    speech = voice.speak(text)
    samples = np.abs(speech.samples)
    sounding = np.flatnonzero(samples > 0.02 * samples.max())
    assert sounding[0] < 0.08 * voice.rate
    assert (len(samples) - sounding[-1]) / voice.rate == pytest.approx(pause_s, abs=0.04)
    assert speech.words[-1].end == pytest.approx(len(samples) / voice.rate - pause_s, abs=0.01)


@pytest.mark.parametrize("sentence", ["", "   ", "😊", "***", "你好", "…"])
def test_nothing_to_say_is_no_sound(voice: SystemVoice, sentence: str) -> None:
    speech = voice.speak(sentence)
    assert len(speech.samples) == 0
    assert speech.words == ()


def test_it_speaks_again_and_again_and_beside_another(voice: SystemVoice) -> None:
    first = voice.speak("Once more.")
    other = SystemVoice("gmw/en-us")
    other.open()
    other.speak("And me.")
    other.close()
    other.close()
    del other
    assert len(voice.speak("Once more.").samples) == pytest.approx(len(first.samples), rel=0.2)


def test_speed_changes_the_length(voice: SystemVoice) -> None:
    slow, fast = (len(voice.speak("This is one rather long sentence.", speed).samples) for speed in (0.6, 1.8))
    assert slow > 1.8 * fast


def test_a_manner_changes_pace_and_loudness(voice: SystemVoice) -> None:
    sentence = "This is one rather long sentence."
    plain, late = voice.speak(sentence), voice.speak(sentence, manner=SpeakingManner(0.8, 1.5, 0.5, whisper=1.0))
    assert len(late.samples) > 1.1 * len(plain.samples)
    assert np.abs(late.samples).max() == pytest.approx(0.5 * np.abs(plain.samples).max(), rel=0.15)
    assert late.words[-1].end <= len(late.samples) / late.rate


def test_a_long_text_is_said_whole(voice: SystemVoice) -> None:
    speech = voice.speak("word " * 700, speed=2.0)
    assert len(speech.words) == 700
    assert _is_in_order(speech)
    assert speech.words[-1].end > speech.words[-2].start > 60


def test_an_unknown_voice_is_refused_in_one_sentence() -> None:
    with pytest.raises(VoiceError, match="choose another voice"):
        SystemVoice("nobody").open()


def test_it_must_be_opened_first() -> None:
    with pytest.raises(VoiceError, match="not open"):
        SystemVoice().speak("Hello.")


def test_the_voices_of_the_system_are_listed_english_first() -> None:
    voices = system_voices()
    assert len(voices) > 50
    assert voices[0][1].startswith("English")


def test_it_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(SystemVoice("gmw/en-us"))).rate == SystemVoice.rate


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_it(voice: SystemVoice, sentence: str) -> None:
    assert _is_in_order(voice.speak(sentence))
