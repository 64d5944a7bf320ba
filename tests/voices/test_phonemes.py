"""Tests that phonemes know their words, also where espeak-ng joins words, and that word times follow marks."""

import numpy as np
import pytest

from voices.espeak import Espeak
from voices.phonemes import Phoneme, kokoro_phonemes, phonemes
from voices.speakable import SpokenWord, speakable
from voices.timing import Mark, pause, trim, word_times


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    espeak = Espeak("en-us")
    espeak.open()
    return espeak


def _said(espeak: Espeak, text: str) -> list[Phoneme]:
    return phonemes(text, lambda words: kokoro_phonemes(espeak.phonemes(words), british=False))


def _of_word(found: list[Phoneme], word: int) -> str:
    return "".join(p.sign for p in found if p.word == word)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Hello, I'm here.", "həlˈO, Im hˈɪɹ."),
        ("water", "wˈɔTəɹ"),
        ("the harbour in Lisbon", "ðə hˈɑɹbəɹ ɪn lˈɪsbən"),
        ("my choice of church", "mI ʧˈYs ʌv ʧˈɜɹʧ"),
    ],
)
def test_the_alphabet_is_kokoros(espeak: Espeak, text: str, signs: str) -> None:
    assert "".join(p.sign for p in _said(espeak, text)) == signs


def test_the_letter_a_is_no_article_after_a_word_that_takes_letters(espeak: Espeak) -> None:
    assert _of_word(_said(espeak, "vitamin A helps"), 1) == "ˈA"
    assert _of_word(_said(espeak, "Plan A is good"), 1) == "ˈA"
    assert _of_word(_said(espeak, "I plan a trip"), 2) == "ə"
    assert _of_word(_said(espeak, "A dog"), 0) == "ə"


def test_words_run_together_are_told_apart(espeak: Espeak) -> None:
    found = _said(espeak, "in the middle of the night, out of it")
    assert [_of_word(found, index) for index in (0, 1, 3, 4, 5)] == ["ɪn", "ðə", "ʌv", "ðə", "nˈIt"]
    assert all(_of_word(found, index) for index in range(9))


def test_punctuation_stays_and_belongs_to_no_word(espeak: Espeak) -> None:
    found = _said(espeak, "The F.B.I? No— wait… yes!")
    assert [p.sign for p in found if p.word is None and p.sign != " "] == ["?", "—", "…", "!"]
    assert _of_word(found, 4) == "jˈɛs"


def test_times_are_spread_between_marks() -> None:
    words = (SpokenWord("a", "aa"), SpokenWord("😊", ""), SpokenWord("b", "bb"))
    timed = word_times(words, [Mark(0, 0.0), Mark(2, 1.0), Mark(3, 1.5), Mark(5, 9.0)], 2.0)
    assert [(w.text, w.start, w.end) for w in timed] == [("a", 0.0, 1.0), ("😊", 1.0, 1.0), ("b", 1.5, 2.0)]


def test_marks_that_go_back_never_make_words_overlap() -> None:
    timed = word_times(speakable("one two three"), [Mark(0, 0.5), Mark(4, 0.2), Mark(8, 0.9), Mark(6, 0.7)], 1.0)
    moments = [moment for word in timed for moment in (word.start, word.end)]
    assert moments == sorted(moments)


def test_what_is_said_has_a_short_lead_and_the_pause_asked_for() -> None:
    sound = np.concatenate([np.zeros(24000), np.full(2400, 0.5), np.full(240, 0.004), np.zeros(100)]).astype(np.float32)
    samples, cut_s, sounds_s = trim(sound, 24000, 0.3)
    assert cut_s == pytest.approx(0.97)
    assert sounds_s == pytest.approx(0.13)
    assert len(samples) == pytest.approx(24000 * (0.03 + 0.1 + 0.3), abs=2)
    dying = samples[int(0.13 * 24000) :]
    assert (np.diff(dying[:300]) <= 0).all()
    assert dying[0] > 0 == dying[340:].max()


def test_silence_alone_is_nothing() -> None:
    assert len(trim(np.zeros(5000, np.float32), 24000, 0.3).samples) == 0


def test_a_pause_is_as_long_as_its_mark() -> None:
    sentence, clause, comma, none = (pause(text) for text in ("Yes.”", "She knows —", "Yes,", "I went home"))
    assert sentence > clause > comma > none > 0
    assert pause("Is it?") == pause("It is…") == sentence
    assert pause("") == none


def test_british_english_is_spoken_too():
    espeak = Espeak("en")
    espeak.open()
    assert "ɹ" not in espeak.phonemes("car")
    assert espeak.phonemes("water").endswith("ə")
