"""The virtual screen and sound devices behave like real ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.rig import RATE, RigError, Samples, running, virtual_screen, virtual_sound

pytestmark = pytest.mark.devices


def tone(seconds: float = 0.5, hertz: float = 1000.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(RATE * seconds)) / RATE)).astype(np.float32)


def pitch(samples: Samples) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))


def test_the_screen_takes_a_qt_window():
    code = (
        "from PySide6.QtGui import QGuiApplication as A; a = A([]); "
        "print(a.platformName(), a.primaryScreen().size().width())"
    )
    with virtual_screen("900x700x24") as screen:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env={**os.environ, **screen.environ}, capture_output=True, text=True)
    assert done.stdout.split() == ["xcb", "900"], done.stderr


def test_two_screens_do_not_meet():
    with virtual_screen() as one, virtual_screen() as other:
        assert one.display != other.display


def test_what_is_played_to_the_speaker_is_recorded():
    with virtual_sound() as sound:
        with sound.record() as recording:
            play = ["pacat", "--raw", f"--rate={RATE}", "--channels=1", "--format=float32le"]
            subprocess.run(play, env={**os.environ, **sound.environ}, input=tone().tobytes(), check=True)
        loud = recording.samples[np.abs(recording.samples) > 0.01]
        assert len(loud) > 0.4 * RATE
        assert pitch(loud) == pytest.approx(1000, rel=0.1)


def test_what_is_played_into_the_microphone_is_heard(tmp_path: Path):
    soundfile.write(tmp_path / "tone.wav", tone(), RATE)
    heard = tmp_path / "heard.raw"
    with virtual_sound() as sound, heard.open("wb") as file:
        listen = ["parec", "--raw", f"--rate={RATE}", "--channels=1", "--format=float32le", "--latency-msec=20"]
        with running(listen, sound.environ, out=file.fileno()):
            sound.play(tmp_path / "tone.wav")
            sound.play(tone(0.3, 600))
    samples = np.frombuffer(heard.read_bytes(), "<f4")
    assert np.sum(np.abs(samples) > 0.01) > 0.6 * RATE


def test_devices_can_be_pulled_out_and_plugged_in_again():
    with virtual_sound() as sound:

        def sources() -> str:
            listing = ["pactl", "list", "short", "sources"]
            return subprocess.run(listing, env={**os.environ, **sound.environ}, capture_output=True, text=True).stdout

        assert "virtual_microphone" in sources()
        sound.unplug("virtual_microphone")
        assert "virtual_microphone" not in sources()
        sound.plug("virtual_microphone")
        assert "virtual_microphone" in sources()


def test_nothing_is_left_behind():
    with virtual_sound() as sound:
        assert sound.answers()
    assert not sound.answers()
    assert not Path(sound.environ["XDG_RUNTIME_DIR"]).exists()


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(RigError, match="no-such-server"), running(["no-such-server"], {}):
        pass
