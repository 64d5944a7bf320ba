"""The chime is soft, begins and ends in silence, and holds its three notes."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.chime import chime


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_it_is_soft_and_silent_at_both_ends(rate: int):
    sound = chime(rate)
    assert 1.5 < len(sound) / rate < 2.5
    assert 0.2 < np.abs(sound).max() < 0.25
    assert np.abs(sound[:5]).max() < 0.01
    assert np.abs(sound[-rate // 100 :]).max() < 0.002
    assert np.abs(np.diff(sound)).max() < 0.1  # no click


def test_its_strokes_are_a_chord():
    rate = 48_000
    sound = chime(rate)
    power = np.abs(np.fft.rfft(sound))
    pitches = np.fft.rfftfreq(len(sound), 1 / rate)
    for note in (392.0, 523.25, 659.26):
        near = power[(pitches > note - 4) & (pitches < note + 4)].max()
        between = power[(pitches > note + 25) & (pitches < note + 60)].max()
        assert near > 4 * between
