"""A text is spoken into a file, in the manner that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion.__main__ import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the in-memory driver is for Linux")


def spoken(folder: Path, *options: str) -> tuple[float, float]:
    """Seconds and loudness of a sentence in the system's voice."""
    out = folder / "said.wav"
    arguments = ["say", "Now it is late, and the street is quiet.", "--voice", "system", "--out", str(out), *options]
    assert main(["--home", str(folder), *arguments]) == 0
    samples, rate = soundfile.read(out)
    return len(samples) / rate, float(np.sqrt(np.mean(samples**2)))


def test_at_night_it_is_slower_and_softer_and_plain_is_the_default(tmp_path: Path):
    plain, night = spoken(tmp_path, "--manner", "plain"), spoken(tmp_path, "--manner", "night")
    assert spoken(tmp_path) == pytest.approx(plain, rel=0.02)
    assert night[0] > 1.05 * plain[0]
    assert night[1] < 0.9 * plain[1]


def test_an_unknown_manner_is_refused_with_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as refused:
        spoken(tmp_path, "--manner", "angry")
    assert refused.value.code == 2
    assert "playful" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "  ", "😀 ⁇"])
def test_what_holds_nothing_to_say_is_told_and_writes_no_file(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "said.wav"
    assert main(["--home", str(tmp_path), "say", text, "--voice", "system", "--out", str(out)]) == 1
    assert capsys.readouterr().err == "companion: Nothing in that text can be said; write words.\n"
    assert not out.exists()
