"""Tests the speech recognisers: what they understand, what hallucinations they drop, and what they say of missing files."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.hallucinations import Segment, doubted, runs_away, sift
from models.speech import WHISPER_FILES, SphinxStt, WhisperStt, audio_data, make_stt
from models.whisper import WINDOW_S, Whisper
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


@pytest.mark.parametrize(
    "text",
    [
        "A farm has a packing shed. A farm has a packing shed. A",
        "two other cases, Two other cases",
        "We go to the lake. We go to the lake. We go",
        "by eating yogurt you may live longer you may live longer",
        "Firefox " * 20,
    ],
)
def test_words_that_come_right_again_run_away(text):
    assert runs_away([segment(text)], 3.0)


def test_a_line_that_found_no_end_runs_away():
    assert runs_away([Segment("One, two", 0.1, -0.1, 1.0, cut=True)], 3.0)


def test_full_stops_without_end_are_nothing_and_not_worth_hearing_again():
    assert not runs_away([Segment(". . . . . .", 0.95, -0.2, 3.0, cut=True)], 1.0)


@pytest.mark.parametrize(
    "text", ["No, no, no, no.", "Well, well, well, look at you.", "I want to, I want to go home.", "22 or 23.", "Okay"]
)
def test_people_may_say_a_word_or_two_again(text):
    assert not runs_away([segment(text)], 2.0)


def test_what_the_sieve_would_drop_or_is_unsure_is_doubted():
    assert doubted([segment("Thank you.", 0.7, -0.3)], SOUND)
    assert doubted([segment("Funk it.", 0.2, -1.4)], SOUND)
    assert not doubted([segment("Thank you.", 0.2, -0.3)], SOUND)


def test_nothing_said_and_nothing_to_hear_are_no_doubt():
    assert not doubted([], SOUND)
    assert not doubted([segment(".", 0.95, -1.3)], SOUND)
    assert not doubted([segment("Thank you.", 0.7, -0.9)], silence(2))


class Passes:
    """A quick and a whole pass with lines prepared; remembers which were asked for."""

    def __init__(self, quick: Segment) -> None:
        self.asked: list[str] = []
        self._lines = {"quick": quick, "whole": segment("The whole of it.")}

    def whisper(self) -> Whisper:
        return Whisper(lambda samples: self._hear("quick"), lambda samples: self._hear("whole"))

    def _hear(self, which: str) -> list[Segment]:
        self.asked.append(which)
        return [self._lines[which]]


def test_a_plain_line_takes_one_quick_pass():
    passes = Passes(segment("Good morning."))
    whisper = passes.whisper()
    assert whisper.transcribe(SOUND)["text"] == "Good morning."
    assert passes.asked == ["quick"]
    assert (whisper.passes, whisper.whole_passes) == (1, 0)


@pytest.mark.parametrize(
    "line",
    [
        segment("We go to the lake. We go to the lake."),
        segment("Thank you.", 0.7, -0.3),
        Segment("One, two", 0.1, -0.1, 1.0, cut=True),
    ],
)
def test_a_line_that_runs_away_or_is_doubted_is_heard_whole(line):
    passes = Passes(line)
    whisper = passes.whisper()
    assert whisper.transcribe(SOUND)["segments"] == [segment("The whole of it.")]
    assert passes.asked == ["quick", "whole"]
    assert (whisper.passes, whisper.whole_passes) == (1, 1)


def test_what_is_longer_than_the_window_is_heard_whole_at_once():
    passes = Passes(segment("Good morning."))
    passes.whisper().transcribe(np.zeros(int(WINDOW_S * 16000) + 1, np.float32))
    assert passes.asked == ["whole"]


def test_an_unknown_ear_names_those_that_exist(tmp_path: Path):
    with pytest.raises(ModelError, match="pocketsphinx") as caught:
        make_stt("whisper-huge", tmp_path, 1)
    assert "whisper-tiny.en" in str(caught.value)


def test_missing_files_say_what_to_do(tmp_path: Path):
    with pytest.raises(ModelError, match=r"model\.bin.*companion models get whisper-tiny\.en"):
        make_stt("whisper-tiny.en", tmp_path, 1).open()


def test_damaged_files_say_what_to_do(tmp_path: Path):
    folder = tmp_path / "whisper-base"
    folder.mkdir()
    for name in WHISPER_FILES:
        (folder / name).write_bytes(b"{ this is no model")
    with pytest.raises(ModelError, match=r"damaged.*companion models get whisper-base"):
        make_stt("whisper-base", tmp_path, 1).open()


def test_an_ear_that_is_not_open_says_so():
    for stt in (WhisperStt(Path("nowhere"), 1), SphinxStt()):
        with pytest.raises(ModelError, match="not open"):
            stt.transcribe(SOUND)
        stt.close()


def test_broken_samples_become_sixteen_bits_without_wrapping():
    data = audio_data(np.array([0, 2.0, -2.0, np.nan], np.float32)).get_raw_data()
    assert np.frombuffer(data, "<i2").tolist() == [0, 32767, -32767, 0]


@pytest.fixture(scope="module")
def sphinx():
    stt = SphinxStt()
    stt.open()
    yield stt
    stt.close()


@pytest.mark.slow
def test_pocketsphinx_understands_without_any_download(sphinx):
    answer = sphinx.transcribe(in_a_room(0.3, "I want to go home tomorrow morning.", 0.5))
    assert "tomorrow morning" in answer.text
    assert answer.seconds > 0


def test_pocketsphinx_hears_nothing_in_nothing(sphinx):
    assert sphinx.transcribe(np.zeros(16000, np.float32)).text == ""
    assert sphinx.transcribe(np.zeros(0, np.float32)).text == ""


@pytest.fixture(scope="module")
def whisper(need_model: Callable[[str], Path]):
    stt = WhisperStt(need_model("whisper-tiny.en"), 2)
    stt.open()
    yield stt
    stt.close()


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
def test_the_quick_pass_hears_what_the_whole_one_does_and_says_it_once(whisper):
    sound = in_a_room(0.3, "My sister lives in a small house by the river.", 0.3)
    (quick,), (whole,) = whisper.whisper.quick(sound), whisper.whisper.whole(sound)
    assert quick.text.lower().strip(" .") == whole.text.lower().strip(" .")
    assert quick.logprob == pytest.approx(whole.logprob, abs=0.3)
    assert quick.no_speech == pytest.approx(whole.no_speech, abs=0.3)
    assert not quick.cut


@pytest.mark.models
def test_the_quick_pass_fits_a_sound_as_short_as_a_click_and_as_long_as_its_window(whisper):
    assert whisper.transcribe(np.full(16, 0.1, np.float32)).text == ""
    lines = [piece for n in range(6) for piece in ("Then we walk along the river.", 0.5)]
    sound = np.resize(in_a_room(*lines), int(WINDOW_S * 16000))
    assert whisper.whisper.quick(sound)[0].text.lower().count("river") >= 6


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
    stt = WhisperStt(folder, 1)
    stt.open()
    assert stt.transcribe(speech("Good morning.")).text
