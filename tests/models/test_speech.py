"""The ears: what they understand, what they refuse to make up, and what they say when something is missing."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.inventions import Segment, sift
from models.speech import WHISPER_FILES, SphinxEar, WhisperEar, audio_data, make_ear
from tests.speech_made import in_a_room, silence, speech

SOUND = silence(3) * 100


def segment(text: str, no_speech: float = 0.05, logprob: float = -0.2, compression: float = 1.0) -> Segment:
    return Segment(text, no_speech, logprob, compression)


def heard(*segments: Segment, samples=SOUND) -> str:
    return sift(segments, samples)[0]


@pytest.mark.parametrize(
    "text", ["Thank you.", "Thanks for watching!", "you", "Bye.", "Okay", "Subtitles by the Amara.org community"]
)
def test_an_invention_on_noise_is_not_heard(text):
    assert heard(segment(text, 0.7, -0.83)) == ""


@pytest.mark.parametrize("text", ["Thank you.", "Bye.", "Okay", "Thanks for watching."])
def test_a_person_who_really_says_it_is_heard(text):
    assert heard(segment(text, 0.2, -0.4)) == text


def test_a_confident_invention_where_there_seems_to_be_no_speech_is_not_heard():
    assert heard(segment("Thank you.", 0.8, -0.5)) == ""


def test_a_confident_invention_on_a_sound_too_faint_for_it_is_not_heard():
    assert heard(segment("Thank you."), samples=silence(2)) == ""


@pytest.mark.parametrize("text", [".", "♪♪", "[Music]", "(coughing)", "*sighs*", "", " ... "])
def test_what_holds_no_word_is_not_heard(text):
    assert heard(segment(text)) == ""


def test_notes_about_sounds_are_taken_out_of_a_line():
    assert heard(segment("[door closes] I'm home. ♪")) == "I'm home."


def test_hopeless_sound_is_not_heard_and_doubtful_words_are():
    assert heard(segment("I'm going to go to the bathroom.", 0.58, -1.67)) == ""
    assert heard(segment("Firebox.", 0.08, -1.2)) == "Firebox."


def test_a_decoder_caught_in_a_loop_is_cut_short():
    assert heard(segment("I don't know. " * 40, compression=9.0)) == "I don't know"


def test_a_person_who_repeats_herself_is_heard():
    assert heard(segment("No, no, no, no, no, no, no.", compression=2.6)) == "No, no, no, no, no, no, no."


def test_confidence_is_the_probability_of_the_words():
    assert sift([segment("Hello.", logprob=np.log(0.8))], SOUND)[1] == pytest.approx(0.8)
    assert sift([], SOUND) == ("", 0.0)


def test_an_unknown_ear_names_those_that_exist(tmp_path: Path):
    with pytest.raises(ModelError, match="pocketsphinx") as caught:
        make_ear("whisper-huge", tmp_path, 1)
    assert "whisper-tiny.en" in str(caught.value)


def test_missing_files_say_what_to_do(tmp_path: Path):
    with pytest.raises(ModelError, match=r"model\.bin.*companion models get whisper-tiny\.en"):
        make_ear("whisper-tiny.en", tmp_path, 1).open()


def test_damaged_files_say_what_to_do(tmp_path: Path):
    folder = tmp_path / "whisper-base"
    folder.mkdir()
    for name in WHISPER_FILES:
        (folder / name).write_bytes(b"{ this is no model")
    with pytest.raises(ModelError, match=r"damaged.*companion models get whisper-base"):
        make_ear("whisper-base", tmp_path, 1).open()


def test_an_ear_that_is_not_open_says_so():
    for ear in (WhisperEar(Path("nowhere"), 1), SphinxEar()):
        with pytest.raises(ModelError, match="not open"):
            ear.transcribe(SOUND)
        ear.close()


def test_broken_samples_become_sixteen_bits_without_wrapping():
    data = audio_data(np.array([0, 2.0, -2.0, np.nan], np.float32)).get_raw_data()
    assert np.frombuffer(data, "<i2").tolist() == [0, 32767, -32767, 0]


@pytest.fixture(scope="module")
def sphinx():
    ear = SphinxEar()
    ear.open()
    yield ear
    ear.close()


def test_pocketsphinx_understands_without_any_download(sphinx):
    answer = sphinx.transcribe(in_a_room(0.3, "I want to go home tomorrow morning.", 0.5))
    assert "tomorrow morning" in answer.text
    assert answer.seconds > 0


def test_pocketsphinx_hears_nothing_in_nothing(sphinx):
    assert sphinx.transcribe(np.zeros(16000, np.float32)).text == ""
    assert sphinx.transcribe(np.zeros(0, np.float32)).text == ""


@pytest.fixture(scope="module")
def whisper(need_model: Callable[[str], Path]):
    ear = WhisperEar(need_model("whisper-tiny.en"), 2)
    ear.open()
    yield ear
    ear.close()


@pytest.mark.models
def test_whisper_understands(whisper):
    answer = whisper.transcribe(in_a_room(0.3, "My sister lives in Lisbon.", 0.3))
    assert answer.text.lower().strip(" .") == "my sister lives in lisbon"
    assert 0.3 < answer.confidence <= 1


@pytest.mark.models
def test_whisper_hears_thanks_but_makes_none_up(whisper):
    assert "hank you" in whisper.transcribe(in_a_room(0.3, "Thank you.", 0.3)).text
    for noise in (np.zeros(32000, np.float32), silence(3), silence(3) * 100):
        assert whisper.transcribe(noise).text == ""
    assert whisper.transcribe(np.zeros(0, np.float32)).text == ""


@pytest.mark.models
def test_whisper_keeps_all_of_what_is_longer_than_its_window(whisper):
    lines = ["The first thing is the red boat.", "Then we walk along the river.", "Nobody knows where the dog went."]
    text = whisper.transcribe(
        in_a_room(*[line for n in range(6) for line in (*lines, 0.4)], "Good night, Samantha.")
    ).text
    assert text.lower().count("river") == 6
    assert "night" in text[-40:].lower()


@pytest.mark.models
def test_whisper_never_asks_the_network(whisper, models_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "whisper-tiny.en"
    shutil.copytree(models_folder / "whisper-tiny.en", folder)

    def no(*_args: object, **_named: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", no)
    monkeypatch.setattr(socket.socket, "connect", no)
    ear = WhisperEar(folder, 1)
    ear.open()
    assert ear.transcribe(speech("Good morning.")).text
