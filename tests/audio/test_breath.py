"""A breath is soft, has no pitch, begins and ends in silence and is over in a second."""

from __future__ import annotations

import numpy as np
import parselmouth
import pytest

from companion.audio.breath import SECONDS, breath


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_it_lasts_under_a_second_and_is_silent_at_both_ends(rate: int):
    samples = breath(rate)
    assert len(samples) == round(SECONDS * rate)
    assert SECONDS < 1
    assert abs(samples[0]) < 1e-4
    assert np.abs(samples[-rate // 6 :]).max() < 1e-4


def test_it_is_softer_than_words():
    samples = breath(24_000)
    decibels = 20 * np.log10(np.sqrt(np.mean(samples**2)))
    assert -46 < decibels < -36
    assert np.abs(samples).max() < 0.1


def test_it_has_no_pitch():
    samples = breath(24_000)
    pitch = parselmouth.Sound(samples.astype(np.float64), 24_000.0).to_pitch_ac(pitch_floor=75, pitch_ceiling=500)
    assert np.count_nonzero(pitch.selected_array["frequency"]) <= 2


def test_it_rises_slowly_and_ebbs_quickly():
    rate = 24_000
    loudness = np.sqrt(np.convolve(breath(rate) ** 2, np.full(rate // 20, 20 / rate), "same"))
    assert 0.4 < int(loudness.argmax()) / rate < 0.7


def test_it_is_most_air_between_one_and_four_kilohertz():
    rate = 24_000
    power = np.abs(np.fft.rfft(breath(rate))) ** 2
    hertz = np.fft.rfftfreq(round(SECONDS * rate), 1 / rate)
    assert power[(hertz > 1000) & (hertz < 4000)].sum() > 0.6 * power.sum()


def test_it_is_the_same_each_time():
    assert np.array_equal(breath(24_000), breath(24_000))
