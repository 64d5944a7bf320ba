"""Sound files without their length, or with misplaced parts, are read to their end; files without sound are named."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion.audio.wav import read_sound
from companion.errors import CompanionError

TONE = (0.3 * np.sin(2 * np.pi * 300 * np.arange(32_000) / 16_000) * 32767).astype("<i2")
PCM = TONE.tobytes()


def part(name: bytes, content: bytes, padded: bool = True) -> bytes:
    return name + struct.pack("<I", len(content)) + content + (b"\0" if padded and len(content) % 2 else b"")


def sound(size: int, behind: bytes = b"") -> bytes:
    """The part with the sound, and the size it claims."""
    return b"data" + struct.pack("<I", size) + PCM + behind


FORM = part(b"fmt ", struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16))
LIST = part(b"LIST", b"INFOabcd")
WHOLE = {
    "whole": FORM + sound(len(PCM)),
    "no length": FORM + sound(0),
    "no length, an odd byte": FORM + sound(0, b"x"),
    "no length behind a list": FORM + LIST + sound(0),
    "no length behind junk": part(b"JUNK", b"\0" * 28) + FORM + sound(0),
    "the largest length": FORM + sound(0xFFFFFFFF),
    "a placeholder": FORM + sound(0x7FFFFFFF),
    "a little too long": FORM + sound(len(PCM) + 1000),
    "too short": FORM + sound(16_000),
    "an odd part that is not padded": FORM + part(b"LIST", b"INFOabc", padded=False) + sound(len(PCM)),
    "an odd part that is": FORM + part(b"LIST", b"INFOabc") + sound(len(PCM)),
    "a list behind": FORM + sound(len(PCM), LIST),
    "tags behind": FORM + sound(len(PCM), b"ID3\x03\0\0\0\0\0\x10" + b"\0" * 16),
}


def riff(body: bytes, size: int = 0) -> bytes:
    return b"RIFF" + struct.pack("<I", size) + b"WAVE" + body


@pytest.mark.parametrize("name", WHOLE)
def test_all_of_the_sound_is_read_whatever_the_length_says(tmp_path: Path, name: str):
    path = tmp_path / "take.wav"
    path.write_bytes(riff(WHOLE[name]))
    assert np.abs(read_sound(path) - TONE / 32768).max() < 0.001


@pytest.mark.parametrize(
    ("subtype", "kind", "big"),
    [("FLOAT", "WAV", False), ("PCM_24", "WAVEX", False), ("ULAW", "WAV", False), ("PCM_16", "WAV", True)],
)
def test_every_kind_of_wav_is_mended(tmp_path: Path, subtype: str, kind: str, big: bool):
    out = io.BytesIO()
    soundfile.write(out, TONE, 16_000, format=kind, subtype=subtype, endian="BIG" if big else "FILE")
    data = bytearray(out.getvalue())
    place = data.find(b"data")
    data[place + 4 : place + 8] = bytes(4)
    path = tmp_path / "take.wav"
    path.write_bytes(data)
    assert len(read_sound(path)) == len(TONE)


def test_a_flac_file_of_unknown_length_or_without_its_end_is_read_as_far_as_it_goes(tmp_path: Path):
    path = tmp_path / "take.flac"
    soundfile.write(path, TONE, 16_000)
    data = bytearray(path.read_bytes())
    path.write_bytes(data[: len(data) // 2])
    assert 8_000 < len(read_sound(path)) < 16_000
    data[21] &= 0xF0
    data[22:26] = bytes(4)  # the number of samples in STREAMINFO
    path.write_bytes(data)
    assert len(read_sound(path)) > 31_000


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (FORM + part(b"data", b""), "holds no sound"),
        (FORM + part(b"data", b"") + LIST, "holds no sound"),
        (FORM + part(b"data", bytes(32_000)), "holds only silence"),
        (FORM, "can't be read as sound"),
        (b"", "can't be read as sound"),
        (sound(0), "can't be read as sound"),
        (FORM[:10], "can't be read as sound"),
    ],
)
def test_a_file_without_sound_is_one_sentence(tmp_path: Path, body: bytes, told: str):
    path = tmp_path / "take.wav"
    path.write_bytes(riff(body))
    with pytest.raises(CompanionError) as caught:
        read_sound(path)
    assert f"{path} {told}" in str(caught.value)
    assert "object at" not in str(caught.value)


def test_an_empty_file_is_no_sound(tmp_path: Path):
    path = tmp_path / "empty.wav"
    path.write_bytes(b"")
    with pytest.raises(CompanionError, match="can't be read as sound"):
        read_sound(path)
