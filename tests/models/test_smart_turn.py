"""Tests Smart Turn: its input, its answers, and what is said when its file is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.smart_turn import HEARD_S, SmartTurn, features
from models.stt import RATE
from tests.speech_made import in_a_room, silence

FILE = "smart-turn-v3.2-cpu.onnx"


def tone(hertz: float, seconds: float) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


@pytest.mark.parametrize("seconds", [0, 0.01, 3, HEARD_S, 12])
def test_any_length_becomes_one_picture_of_the_last_seconds(seconds):
    picture = features(silence(seconds))
    assert picture.shape == (80, 100 * HEARD_S)
    assert picture.dtype == np.float32
    assert np.isfinite(picture).all()


def test_what_is_older_than_eight_seconds_is_not_seen():
    recent = in_a_room("Hello again.", HEARD_S)[-HEARD_S * RATE :]
    assert np.array_equal(features(recent), features(np.concatenate([tone(440, 2), recent])))


def test_what_is_missing_is_missing_at_the_beginning():
    picture = features(tone(1000, 1))
    assert picture[:, : 100 * (HEARD_S - 1) - 2].max() < picture[:, 100 * (HEARD_S - 1) + 2 :].max() - 1


def test_loudness_does_not_matter():
    sound = in_a_room("Hello again.", 0.3)
    assert features(sound) == pytest.approx(features(sound * np.float32(0.1)), abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("hertz", [200, 500, 1000, 3000, 7000])
def test_it_is_whispers_own_picture(hertz):
    """faster-whisper makes the same one, but for the loudness, of sound that is as even as Smart Turn wants it."""
    extractor = pytest.importorskip("faster_whisper.feature_extractor").FeatureExtractor()
    sound = tone(hertz, HEARD_S) + silence(HEARD_S) * 20
    even = (sound - sound.mean()) / sound.std()
    assert features(sound) == pytest.approx(extractor(even, padding=0)[:, : 100 * HEARD_S], abs=2e-3)


@pytest.mark.models
def test_a_sentence_that_is_over_sounds_more_like_it_than_one_that_goes_on(need_model: Callable[[str], Path]):
    model = SmartTurn(need_model("smart-turn-v3.2") / FILE)
    model.open()
    model.open()
    whole = in_a_room("I walked home along the river tonight.", 0.3)
    cut = in_a_room("I walked home along the")[: -int(0.1 * RATE)]
    assert 0 <= model.probability(cut) < model.probability(whole) <= 1
    model.close()
    with pytest.raises(ModelError, match="not open"):
        model.probability(whole)


def test_a_missing_file_says_how_to_get_it(tmp_path):
    with pytest.raises(ModelError, match=r"companion models get smart-turn-v3\.2"):
        SmartTurn(tmp_path / "smart-turn-v3.2" / FILE).open()


def test_a_damaged_file_says_so(tmp_path):
    file = tmp_path / FILE
    file.write_bytes(b"not a network")
    with pytest.raises(ModelError, match="damaged"):
        SmartTurn(file).open()
