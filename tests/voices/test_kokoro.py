"""Tests the real Kokoro: words at their times, missing and damaged files, and the graph that is kept."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import parselmouth
import pytest

from voices.errors import VoiceError
from voices.kokoro import LONGEST, KokoroVoice
from voices.kokoro_session import KEPT, MODEL
from voices.manner import PLAIN, SpeakingManner
from voices.voice import Speech


@pytest.fixture(scope="module")
def folder(need_model: Callable[[str], Path]) -> Path:
    return need_model("kokoro-82m")


def pitch(speech: Speech) -> float:
    """Its median pitch in hertz."""
    sound = parselmouth.Sound(speech.samples.astype(np.float64), float(speech.rate))
    hertz = sound.to_pitch_ac(pitch_floor=110, pitch_ceiling=450).selected_array["frequency"]
    return float(np.median(hertz[hertz > 0]))


@pytest.fixture(scope="module")
def voice(folder: Path) -> Iterator[KokoroVoice]:
    voice = KokoroVoice(folder)
    voice.open()
    yield voice
    voice.close()
    voice.close()


@pytest.mark.models
def test_a_sentence_has_its_words_where_they_sound(voice: KokoroVoice) -> None:
    sentence = "Well, the middle of the *night* 😊 it is."
    speech = voice.speak(sentence)
    length = len(speech.samples) / speech.rate
    assert speech.rate == 24000
    assert 1.0 < length < 5.0
    assert 0.1 < np.abs(speech.samples).max() <= 1.0
    assert [word.text for word in speech.words] == sentence.split()
    moments = [moment for word in speech.words for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    assert moments[-1] <= length
    assert all(word.end > word.start for word in speech.words if word.text != "😊")


@pytest.mark.models
def test_a_clause_and_the_next_are_joined_by_the_pause_of_their_mark(voice: KokoroVoice) -> None:
    def joint(first: str, then: str) -> float:
        one, two = voice.speak(first), voice.speak(then)
        sounding = np.flatnonzero(np.abs(np.concatenate([one.samples, two.samples])) > 0.01)
        middle = len(one.samples)
        return float(sounding[sounding >= middle][0] - sounding[sounding < middle][-1]) / voice.rate

    assert joint("I went to the market", "and I came back.") == pytest.approx(0.08, abs=0.06)
    assert joint("You always work hard,", "I know you do.") == pytest.approx(0.18, abs=0.06)
    assert joint("How are you?", "I am well.") == pytest.approx(0.35, abs=0.06)


@pytest.mark.models
def test_a_clause_is_as_loud_as_a_sentence(voice: KokoroVoice) -> None:
    def loudness(text: str) -> float:
        samples = voice.speak(text).samples
        return 20 * float(np.log10(np.sqrt(np.mean(samples[np.abs(samples) > 0.01] ** 2))))

    whole = loudness("It sounds like you worked hard, and I know that you will be tired when you come home tonight.")
    for clause in ("I don't know,", "I hear you.", "She told me yesterday"):
        assert loudness(clause) == pytest.approx(whole, abs=1.5)


@pytest.mark.models
def test_silence_around_what_is_said_is_not_computed(voice: KokoroVoice) -> None:
    piece = voice._phonemes("I hear you.")
    samples, starts = voice._run(piece, 1.0, PLAIN)
    sounding = np.flatnonzero(np.abs(samples) > 0.01) / voice.rate
    assert sounding[0] < 0.18
    assert sounding[-1] > len(samples) / voice.rate - 0.25
    assert starts[0] == pytest.approx(sounding[0], abs=0.06)


@pytest.mark.models
@pytest.mark.parametrize("sentence", ["", "😊", "*smiles*", "你好"])
def test_nothing_to_say_is_no_sound(voice: KokoroVoice, sentence: str) -> None:
    speech = voice.speak(sentence)
    assert len(speech.samples) == 0
    assert speech.words == ()


@pytest.mark.models
def test_speed_changes_the_length(voice: KokoroVoice) -> None:
    slow, fast = (len(voice.speak("Nobody told me.", speed).samples) for speed in (0.7, 1.5))
    assert slow > 1.4 * fast


@pytest.mark.models
def test_a_sentence_longer_than_the_model_is_said_whole(voice: KokoroVoice) -> None:
    sentence = "and so it went, " * (LONGEST // 10)
    speech = voice.speak(sentence, 2.0)
    assert [word.text for word in speech.words] == sentence.split()
    assert all(word.end > word.start for word in speech.words)


@pytest.mark.models
def test_a_manner_changes_pace_loudness_and_pitch_and_every_word_keeps_its_time(voice: KokoroVoice) -> None:
    sentence = "There is a quiet road behind the old mill."
    plain = voice.speak(sentence)
    grave = voice.speak(sentence, manner=SpeakingManner(speed=0.85, pauses=1.5, volume=0.5, gravity=1.0))
    assert len(grave.samples) > 1.1 * len(plain.samples)
    assert 0.3 < np.sqrt(np.mean(grave.samples**2) / np.mean(plain.samples**2)) < 0.65
    assert pitch(grave) < pitch(plain)
    assert [word.text for word in grave.words] == sentence.split()
    moments = [moment for word in grave.words for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    assert moments[-1] <= len(grave.samples) / grave.rate


@pytest.mark.models
def test_the_rewritten_graph_is_kept_and_a_damaged_one_made_again(folder: Path, tmp_path: Path) -> None:
    for name in (MODEL, "vocab.json", "af_heart.bin"):
        (tmp_path / name).symlink_to(folder / name)
    (tmp_path / KEPT).write_bytes(b"not a model")
    voice = KokoroVoice(tmp_path)
    voice.open()
    assert (tmp_path / KEPT).stat().st_size > 80_000_000
    assert len(voice.speak("Good.").samples) > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([MODEL, KEPT, "vocab.json", "af_heart.bin"])


@pytest.mark.models
def test_a_damaged_model_is_named(folder: Path, tmp_path: Path) -> None:
    for name in ("vocab.json", "af_heart.bin"):
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / MODEL).write_bytes((folder / MODEL).read_bytes()[:1_000_000])
    with pytest.raises(VoiceError, match=r"damaged.*companion models get kokoro-82m"):
        KokoroVoice(tmp_path).open()


def test_missing_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="companion models get kokoro-82m"):
        KokoroVoice(tmp_path / "none").open()
    (tmp_path / "af_heart.bin").write_bytes(b"1234")
    with pytest.raises(VoiceError, match="damaged"):
        KokoroVoice(tmp_path).open()
