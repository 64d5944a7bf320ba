"""What is measured of an utterance: pitch, loudness, rate, pauses, held sounds, words."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.prosody.measuring import measure, measure_words
from tests.prosody.sounds import held, joined, silence, syllables


def test_pitch_is_told_in_semitones_above_100_hertz():
    measured = measure(joined(syllables(8, hertz=200.0, glide=1.0)), RATE, "", 0.0)
    assert measured.pitch_st == pytest.approx(12.0, abs=0.3)
    assert measured.pitch_range_st == pytest.approx(0.0, abs=0.5)


def test_a_gliding_voice_has_a_wider_range():
    narrow = measure(joined(syllables(8, glide=1.05)), RATE, "", 0.0)
    wide = measure(joined(syllables(8, glide=1.6)), RATE, "", 0.0)
    assert wide.pitch_range_st > narrow.pitch_range_st + 3


def test_a_louder_voice_has_more_decibels():
    soft, loud = (measure(joined(syllables(8, loud=loud)), RATE, "", 0.0) for loud in (0.05, 0.5))
    assert loud.intensity_db - soft.intensity_db == pytest.approx(20.0, abs=1.5)


@pytest.mark.parametrize("rate", [2.5, 4.0, 6.0])
def test_rate_counts_syllables_a_second_of_speech(rate: float):
    measured = measure(joined(syllables(12, rate)), RATE, "", 0.0)
    assert measured.rate == pytest.approx(rate, rel=0.15)


def test_pauses_are_counted_and_take_no_time_from_the_rate():
    measured = measure(joined(syllables(6), silence(0.8), syllables(6), silence(0.5), syllables(4)), RATE, "", 0.0)
    assert measured.pauses == 2
    assert measured.longest_pause_s == pytest.approx(0.8, abs=0.15)
    assert measured.pause_share == pytest.approx(1.3 / 5.3, abs=0.06)
    assert measured.rate == pytest.approx(4.0, rel=0.2)


def test_the_silence_around_an_utterance_is_no_pause():
    measured = measure(np.concatenate([silence(1.5), syllables(8), silence(1.5)]), RATE, "", 0.0)
    assert measured.pauses == 0
    assert measured.seconds == pytest.approx(2.0, abs=0.2)


def test_a_held_voice_is_found_though_no_word_tells_of_it():
    measured = measure(joined(syllables(4), held(0.6), silence(0.3), syllables(4)), RATE, "", 0.0)
    assert measured.held_sounds == 1
    assert measured.held_s == pytest.approx(0.6, abs=0.15)
    assert measure(joined(syllables(8)), RATE, "", 0.0).held_sounds == 0


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(RATE, np.float32), np.ones(100, np.float32)])
def test_no_sound_has_no_speech(samples: np.ndarray):
    measured = measure(samples, RATE, "Yes.", 1.5)
    assert measured.speech_s == 0
    assert measured.pitch_st is None
    assert measured.onset_s == 1.5


def test_noise_has_no_pitch():
    noise = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    assert measure(noise, RATE, "", 0.0).pitch_st is None


@pytest.mark.parametrize(
    ("text", "filled_pauses"),
    [
        ("Um, I think, uh, so.", 2),
        ("Well, I like it.", 1),
        ("I like it well.", 0),
        ("So… maybe.", 1),
        ("The umbrella is here.", 0),
        ("Hmm.", 1),
    ],
)
def test_fillers_are_counted(text: str, filled_pauses: int):
    assert measure_words(text).filled_pauses == filled_pauses


@pytest.mark.parametrize(
    ("text", "restarts"),
    [
        ("I, I don't know.", 1),
        ("I was, I was at home.", 1),
        ("It was Mon- Tuesday.", 1),
        ("She's a well-kept secret.", 0),
        ("It was very, very good.", 0),
        ("No, no.", 0),
        ("I went home and I slept.", 0),
    ],
)
def test_starts_that_were_broken_off_are_counted(text: str, restarts: int):
    assert measure_words(text).restarts == restarts


def test_words_of_doubt_are_counted():
    assert measure_words("I guess so. I’m not sure.").unsure_phrases == 2
    assert measure_words("I am sure.").unsure_phrases == 0
