"""Style vectors are bent by the manner, never out of shape, and only by what is on the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voices.errors import VoiceError
from voices.kokoro_styles import BlendedStyles
from voices.manner import PLAIN, SpeakingManner

WHISPER = SpeakingManner(whisper=1.0)


def put(folder: Path, voice: str, value: float) -> None:
    np.full((510, 256), value, np.float32).tofile(folder / f"{voice}.bin")


def test_plainly_it_is_the_voice_itself(tmp_path: Path):
    put(tmp_path, "af_heart", 0.5)
    put(tmp_path, "af_nicole", -1.0)
    assert np.array_equal(BlendedStyles(tmp_path, "af_heart").row(7, PLAIN), np.full((1, 256), 0.5, np.float32))


def test_a_whisper_takes_less_than_half_of_the_whispering_voice(tmp_path: Path):
    put(tmp_path, "af_heart", 0.0)
    put(tmp_path, "af_nicole", 1.0)
    row = BlendedStyles(tmp_path, "af_heart").row(7, WHISPER)
    assert row.shape == (1, 256)
    assert row.min() >= 0
    assert 0 < row.max() < 0.5


def test_half_a_whisper_takes_half_as_much(tmp_path: Path):
    put(tmp_path, "af_heart", 0.0)
    put(tmp_path, "af_nicole", 1.0)
    styles = BlendedStyles(tmp_path, "af_heart")
    assert np.allclose(styles.row(7, PLAIN.towards(WHISPER, 0.5)) * 2, styles.row(7, WHISPER))


def test_what_is_not_on_the_disk_or_not_whole_changes_nothing(tmp_path: Path):
    put(tmp_path, "af_heart", 0.5)
    (tmp_path / "af_nicole.bin").write_bytes(b"half of it")
    assert np.all(BlendedStyles(tmp_path, "af_heart").row(7, WHISPER) == 0.5)


def test_another_voice_takes_only_what_the_whispering_voice_has_besides(tmp_path: Path):
    put(tmp_path, "am_michael", 5.0)
    put(tmp_path, "af_heart", 1.0)
    put(tmp_path, "af_nicole", 2.0)
    row = BlendedStyles(tmp_path, "am_michael").row(7, WHISPER)
    assert 5.0 < row.min() < row.max() < 5.5


@pytest.mark.parametrize("voice", ["af_sky", "am_michael", "bf_emma", "bm_george"])
@pytest.mark.parametrize("manner", [WHISPER, SpeakingManner(brightness=1.0), SpeakingManner(gravity=1.0)])
def test_every_kind_of_voice_is_bent_by_every_manner(tmp_path: Path, voice: str, manner: SpeakingManner):
    for value, name in enumerate((voice, "af_heart", "af_nicole", "af_jessica")):
        put(tmp_path, name, float(value))
    put(tmp_path, "bf_emma", -3.0)
    own = BlendedStyles(tmp_path, voice)
    assert not np.array_equal(own.row(7, PLAIN), own.row(7, manner))


def test_a_voice_that_no_blend_suits_stays_itself(tmp_path: Path):
    put(tmp_path, "zz_other", 0.5)
    put(tmp_path, "af_nicole", 1.0)
    assert np.all(BlendedStyles(tmp_path, "zz_other").row(7, WHISPER) == 0.5)


def test_her_own_file_damaged_is_told(tmp_path: Path):
    (tmp_path / "af_heart.bin").write_bytes(b"half of it")
    with pytest.raises(VoiceError, match="damaged"):
        BlendedStyles(tmp_path, "af_heart")
