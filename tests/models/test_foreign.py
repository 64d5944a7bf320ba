"""Speech in another language is noticed by how unsure, or how caught in a loop, a recogniser of English is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.foreign import is_other_language, sounds_foreign
from models.hallucinations import Segment
from models.speech import make_stt
from models.whisper import Whisper


def heard(text: str, logprob: float, no_speech: float = 0.1, compression: float = 1.0) -> list[Segment]:
    return [Segment(text, no_speech, logprob, compression)]


FOREIGN = [
    (heard("I'm going to see what's going on in the next video.", -1.44, 0.68), 2.1),
    (heard("Minash Mr. Aratatam, 17 in Kankan house.", -1.31, 0.42), 2.8),
    (heard("the next one.", -1.6, 0.5), 2.0),
    (heard("My name is Mr. " + "ter" * 60, -0.08, 0.38, 9.0) + heard("and " * 30, -0.1, 0.3, 5.0), 2.8),
    (heard("We are now in the city" + " of the city" * 20, -0.24, 0.4, 4.0), 3.0),
]
ENGLISH = [
    (heard("She had your dark suit in greasy wash water all year.", -0.12), 3.4),
    (heard("Mascareed parties, tax ones imagination.", -0.62, 0.2), 3.2),
    (heard("6.", -0.72, 0.56), 1.8),
    (heard("5 5", -0.69, 0.56), 1.6),
    (heard("Oh, Dora.", -1.6, 0.4), 0.6),
    (heard("No, no, no, no, no, no, no, no, no.", -0.3, 0.1, 3.1), 4.0),
    ([], 5.0),
    (heard("…", -2.0, 0.9), 5.0),
]


@pytest.mark.parametrize(("segments", "seconds"), FOREIGN)
def test_guesses_and_loops_are_foreign(segments: list[Segment], seconds: float):
    assert sounds_foreign(segments, seconds)


@pytest.mark.parametrize(("segments", "seconds"), ENGLISH)
def test_what_is_understood_short_or_without_words_is_not(segments: list[Segment], seconds: float):
    assert not sounds_foreign(segments, seconds)


def test_one_unsure_part_of_a_long_line_does_not_make_it_foreign():
    segments = [
        *heard("I went to the market and bought apples, pears and a loaf of bread.", -0.2),
        *heard("Ezhava.", -2.0),
    ]
    assert not sounds_foreign(segments, 8.0)


def test_a_loop_at_the_end_of_a_line_that_was_understood_does_not_make_it_foreign():
    understood = "I went to the market and bought apples, pears, a loaf of bread and some cheese for my mother"
    assert not sounds_foreign(heard(understood + " and the" * 8, -0.3, compression=3.0), 9.0)


@pytest.mark.parametrize(
    ("probabilities", "other"),
    [
        ([("<|en|>", 0.95), ("<|de|>", 0.03)], False),
        ([("<|de|>", 0.93), ("<|en|>", 0.03)], True),
        ([("de", 0.93), ("en", 0.03)], True),
        ([("<|cy|>", 0.12), ("<|en|>", 0.1)], True),
        ([("<|nl|>", 0.6), ("<|en|>", 0.4)], False),
        ([], False),
    ],
)
def test_a_recogniser_of_many_languages_must_be_sure(probabilities: list[tuple[str, float]], other: bool):
    assert is_other_language(probabilities) is other


def test_who_knows_other_languages_judges_by_them():
    sure, unsure = heard("I want a glass of water.", -0.1), heard("I vont a glas vasser bitte.", -2.0)
    german = [("<|de|>", 0.9), ("<|en|>", 0.1)]
    two_seconds = np.ones(32_000, np.float32)
    assert Whisper(lambda _: sure, lambda _: sure, lambda: german).is_foreign(sure, two_seconds)
    assert not Whisper(lambda _: sure, lambda _: sure, lambda: []).is_foreign(unsure, two_seconds)
    assert not Whisper(lambda _: sure, lambda _: sure, lambda: german).is_foreign(sure, two_seconds[:8_000])
    assert Whisper(lambda _: unsure, lambda _: unsure).is_foreign(unsure, two_seconds)


@pytest.mark.models
def test_german_is_noticed_and_english_is_not(need_model: Callable[[str], Path]):
    from tests.speech_made import speech

    folder = need_model("whisper-tiny.en")
    stt = make_stt("whisper-tiny.en", folder.parent, 2)
    stt.open()
    try:
        english = stt.transcribe(speech("My dog is called Max and he is four years old."))
        german = stt.transcribe(
            speech("Wichtig ist, dass ich heute nicht zur Arbeit muss, weil ich Urlaub habe.", "de")
        )
        assert (english.foreign, german.foreign) == (False, True)
    finally:
        stt.close()
