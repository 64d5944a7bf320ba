"""Voices that are not hers are loaded when needed, two at most, freed when told to, and a failing one is told once."""

from __future__ import annotations

from companion.errors import CompanionError
from companion.speaking.other_voices import OtherVoices
from tests.fakes import SilentVoice


def test_each_voice_says_its_own_sentences() -> None:
    voices = {name: SilentVoice() for name in ("neutral", "low")}
    others = OtherVoices(voices.get, lambda _sentence: None)
    assert others.speak("neutral", "This is the first.", 1.0) is not None
    others.speak("low", "Good evening.", 1.0)
    others.speak("neutral", "And this is the second.", 1.0)
    assert [said for said, _ in voices["neutral"].said] == ["This is the first.", "And this is the second."]
    assert [said for said, _ in voices["low"].said] == ["Good evening."]
    assert voices["neutral"].opened == 1


def test_only_one_sample_is_loaded_beside_the_voice_that_asks() -> None:
    voices = {name: SilentVoice() for name in ("neutral", "low", "high")}
    others = OtherVoices(voices.get, lambda _sentence: None)
    for name in ("neutral", "low", "high"):
        others.speak(name, "Good evening.", 1.0)
    assert [voices[name].closed for name in ("neutral", "low", "high")] == [0, 1, 0]
    others.leave()
    assert voices["neutral"].closed == voices["high"].closed == 1


def test_a_voice_that_fails_is_told_once_and_its_words_are_only_shown() -> None:
    voice, told = SilentVoice(), list[str]()
    voice.failures["Hello."] = CompanionError("No voice can be had; install espeak-ng.")
    others = OtherVoices({"neutral": voice}.get, told.append)
    assert others.speak("neutral", "Hello.", 1.0) is None
    assert others.speak("neutral", "Once more.", 1.0) is None
    assert told == ["No voice can be had; install espeak-ng."]


def test_where_there_is_no_voice_nothing_is_spoken() -> None:
    others = OtherVoices(lambda _name: None, lambda _sentence: None)
    assert others.speak("neutral", "Hello.", 1.0) is None
