"""Real Qt sound devices on a virtual sound card, and the real window on a virtual screen."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mido
import numpy as np
import pytest

from tests.rig import RATE, Samples, Sound, virtual_screen, virtual_sound, wait_for
from ui.shell.single_instance import raise_running_window, socket_name

pytestmark = pytest.mark.devices
ROOT = Path(__file__).parents[2]
Do = Callable[[str], dict[str, Any]]


@pytest.fixture
def rig() -> Iterator[Sound]:
    with virtual_sound() as sound:
        yield sound


@pytest.fixture
def do(rig: Sound) -> Iterator[Do]:
    command = [sys.executable, "-m", "tests.ui.sounding"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, **rig.environ}, cwd=ROOT, **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(words: str) -> dict[str, Any]:
            stdin.write(words + "\n")
            stdin.flush()
            answer: dict[str, Any] = json.loads(stdout.readline())
            return answer

        yield ask
        stdin.close()
        assert json.loads(stdout.readline()) == {"closed": True}
        assert process.wait(10) == 0


def two_strokes() -> bytes:
    """A MIDI file: A above middle C, twice."""
    file, out = mido.MidiFile(), io.BytesIO()
    track = mido.MidiTrack()
    for _ in range(2):
        track.append(mido.Message("note_on", note=69, velocity=90, time=0))
        track.append(mido.Message("note_off", note=69, time=960))
    file.tracks.append(track)
    file.save(file=out)
    return out.getvalue()


def until_heard(do: Do, tries: int = 20) -> None:
    for _ in range(tries):
        if do("wait 0.5")["heard"] > 6000:
            return
    raise AssertionError("the microphone gave nothing")


def troubles(do: Do, words: str = "wait 0") -> list[str]:
    """What has been told so far, but for a microphone that began late: on a busy computer it does, and is rightly told."""
    return [trouble for trouble in do(words)["troubles"] if "gives no sound" not in trouble]


def test_the_microphone_gives_sixteen_thousand_samples_a_second(rig: Sound, do: Do) -> None:
    until_heard(do)
    do("wait 0")
    assert do("wait 2")["heard"] == pytest.approx(32_000, rel=0.12)
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)).astype(np.float32)
    rig.play(tone)
    assert do("wait 0.5")["loud"] == pytest.approx(0.5, abs=0.03)


def test_the_microphone_is_read_seldom_in_a_quiet_room_and_often_as_soon_as_something_sounds(
    rig: Sound, do: Do
) -> None:
    until_heard(do)
    do("wait 4")
    quiet = do("wait 2")
    assert quiet["heard"] == pytest.approx(32_000, rel=0.12)
    assert quiet["pieces"] < 45
    tone = (0.1 * np.sin(2 * np.pi * 440 * np.arange(3 * RATE) / RATE)).astype(np.float32)
    rig.play(tone)
    do("wait 0.3")
    sounding = do("wait 1")
    assert sounding["heard"] == pytest.approx(16_000, rel=0.15)
    assert sounding["pieces"] > 35


def test_the_loudspeaker_plays_everything_without_gaps_and_counts_it(rig: Sound, do: Do) -> None:
    until_heard(do)
    smooth = [smoothly_played(rig, do, attempt * 48_000) for attempt in range(3)]
    assert any(smooth)  # a sound server on a crowded machine may stumble; ours may not each time


def smoothly_played(rig: Sound, do: Do, start: int) -> bool:
    with rig.record() as recording:
        assert do("play 0.5") == {"position": start}
        assert do("play 0.5") == {"position": start + 24_000}
        assert do("wait 2")["played"] == start + 48_000
    loud = np.nonzero(np.abs(recording.samples) > 0.05)[0]
    return bool(abs((loud[-1] - loud[0]) / RATE - 1.0) < 0.02 and np.diff(loud).max() < RATE / 100)


def test_a_flush_is_silence_at_once_and_the_count_goes_on_from_there(rig: Sound, do: Do) -> None:
    with rig.record() as recording:
        do("play 3")
        do("wait 0.7")
        stopped = do("flush")["position"]
        do("wait 0.5")
        assert do("play 0.2")["position"] == stopped
        assert do("wait 1")["played"] == stopped + 9_600
    loud = np.nonzero(np.abs(recording.samples) > 0.05)[0]
    first = loud[: np.argmax(np.diff(loud)) + 1]
    assert (first[-1] - first[0]) / RATE == pytest.approx(stopped / RATE, abs=0.08)


def test_ducking_is_audible_at_once_though_the_device_holds_a_buffer(rig: Sound, do: Do) -> None:
    until_heard(do)
    with rig.hear() as pieces:
        do("play 6")
        do("wait 1")
        delays = [seconds_until(do(f"gain {level}")["at"], level, do, pieces) for level in (0.2, 1, 0.2, 1, 0.2)]
    assert float(np.median(delays)) < 0.075, delays  # to the end of the ramp


def seconds_until(at: float, level: float, do: Do, pieces: list[tuple[float, Samples]]) -> float:
    do("wait 0.5")
    after = [piece for piece in list(pieces) if piece[0] > at]
    times = np.concatenate([when - np.arange(len(sound), 0, -1) / RATE for when, sound in after])
    loudness = np.abs(np.concatenate([sound for _, sound in after]))
    period = RATE // 1000
    peaks = loudness[: len(loudness) // period * period].reshape(-1, period).max(axis=1)
    near = np.nonzero(peaks < 0.1 if level < 1 else peaks > 0.26)[0]
    return float(times[near[0] * period] - at)


def test_what_is_written_is_told_as_it_comes_out(rig: Sound, do: Do, tmp_path: Path) -> None:
    until_heard(do)
    file = tmp_path / "written.npy"
    smooth = [told_as_it_came_out(rig, do, file) for _ in range(3)]
    assert any(smooth)  # as above


def told_as_it_came_out(rig: Sound, do: Do, file: Path) -> bool:
    with rig.record() as recording:
        do("play 1")
        do("wait 0.3")
        do("gain 0.3")
        do("wait 1.5")
        do("gain 1")
    told = do(f"written {file}")
    written = np.load(file)
    assert max(told["delays"]) < 0.1
    first = int(np.argmax(np.abs(written) > 1e-3))
    start = int(np.argmax(np.abs(recording.samples) > 1e-3))
    assert not np.any(written[first + RATE :])  # silence goes on, and is told
    assert len(written) > 1.5 * RATE
    written = written[first : first + RATE]
    out = recording.samples[start : start + RATE]
    wrong = np.nonzero(np.abs(out - written) > 1e-3)[0]  # where the loudness changes, Qt does it in steps
    return bool(len(out) == RATE and len(wrong) < 0.04 * RATE and (not len(wrong) or np.ptp(wrong) < 0.06 * RATE))


def test_between_sounds_and_after_a_flush_the_device_runs_on_and_nothing_but_sound_is_counted(
    rig: Sound, do: Do, tmp_path: Path
) -> None:
    until_heard(do)
    file = tmp_path / "written.npy"
    smooth = [ran_on(rig, do, file) for _ in range(3)]
    assert any(smooth)  # as above


def ran_on(rig: Sound, do: Do, file: Path) -> bool:
    before = do("written " + str(file))["dry"]
    with rig.record() as recording:
        first = do("play 0.5")["position"]
        do("wait 1.2")
        assert do("play 0.5")["position"] == first + RATE // 2
        assert do("wait 1")["played"] == first + RATE
        do("play 2")
        do("wait 0.5")
        stopped = do("flush")["position"]
        do("wait 1.5")
        assert do("play 0.3")["position"] == stopped
        assert do("wait 1")["played"] == stopped + RATE * 3 // 10
    told = do(f"written {file}")
    assert told["dry"] == before
    sounds = [onsets(np.load(file)), onsets(recording.samples)]
    assert [len(times) for times in sounds] == [4, 4]
    gaps = [np.diff(times)[:2] / RATE for times in sounds]
    return bool(np.abs(gaps[0] - gaps[1]).max() < 0.003)


def onsets(samples: Samples) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Where sound begins after a tenth of a second of silence."""
    loud = np.nonzero(np.abs(samples) > 0.01)[0]
    begun: np.ndarray[Any, np.dtype[np.int64]] = loud[np.diff(loud, prepend=-RATE) > RATE // 10]
    return begun


def test_after_a_sleep_both_devices_are_opened_again_and_nothing_is_said(do: Do) -> None:
    until_heard(do)
    do("play 4")
    do("wait 1")
    assert sorted(do("devices")["changes"]) == ["loudspeaker", "microphone"]
    do("sleep 60")
    do("wait 1.5")
    assert sorted(do("devices")["changes"]) == ["loudspeaker", "microphone"]
    until_heard(do)
    assert do("wait 3.5")["played"] == 192_000
    assert troubles(do) == []


def test_another_default_is_followed_and_told_to_whoever_cancels_echo(rig: Sound, do: Do) -> None:
    until_heard(do)
    do("devices")
    rig.plug("other_speaker")
    rig.default("other_speaker")
    do("wait 1")
    now = do("devices")
    assert now["names"] == ["virtual_microphone", "other_speaker"]
    assert now["changes"] == ["loudspeaker"]
    assert troubles(do) == []


def test_a_headset_that_sounds_like_a_telephone_is_explained_once(rig: Sound, do: Do) -> None:
    until_heard(do)
    for device in ("headset", "headset_microphone"):
        rig.plug(device)
    rig.default("bluez_output.headset")
    do("wait 1")
    do("choose microphone Headset")
    until_heard(do)
    do("sleep 60")
    do("wait 1.5")
    told = troubles(do)
    assert len(told) == 1
    assert "sounds like a telephone" in told[0]


def test_the_systems_canceller_is_found_and_taken_both_ways(rig: Sound, do: Do) -> None:
    until_heard(do)
    assert do("devices")["canceller"] is None
    rig.plug("canceller")
    do("wait 1")
    found = do("devices")
    assert found["names"] == ["virtual_microphone", "speaker"]
    assert found["canceller"]
    do("choose echo system")
    until_heard(do)
    assert do("devices")["names"] == ["microphone_echo-cancel", "speaker_echo-cancel"]


def test_a_microphone_that_falls_silent_is_told_and_taken_up_again(rig: Sound, do: Do) -> None:
    until_heard(do)
    suspend(rig, "1")
    told = [troubles(do, "wait 1") for _ in range(2)][-1]
    assert len(told) == 1
    assert "stopped giving sound" in told[0]
    suspend(rig, "0")
    until_heard(do)


def test_a_loudspeaker_that_is_pulled_out_holds_nobody_up(rig: Sound, do: Do) -> None:
    until_heard(do)
    do("play 2")
    rig.unplug("speaker")
    assert do("wait 5")["played"] == 96_000
    rig.plug("speaker")
    do("wait 3")
    with rig.record() as recording:
        do("play 0.5")
        do("wait 1.5")
    assert np.abs(recording.samples).max() > 0.2


def test_without_any_device_she_says_so_and_time_passes(do: Do, rig: Sound) -> None:
    for device in ("virtual_microphone", "microphone", "speaker"):
        rig.unplug(device)
    do("play 1")
    assert do("wait 6")["played"] == 48_000


def suspend(rig: Sound, yes: str) -> None:
    command = ["pactl", "suspend-source", "virtual_microphone", yes]
    subprocess.run(command, env={**os.environ, **rig.environ}, check=True)


def test_the_window_opens_a_second_start_raises_it_and_it_ends_when_asked(tmp_path: Path) -> None:
    with virtual_screen() as screen:
        environ = {
            **os.environ,
            **screen.environ,
            "COMPANION_TRACE_START": "1",
            "COMPANION_HOME": str(tmp_path),
        }
        command = [sys.executable, "-m", "companion"]
        with subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.PIPE, text=True) as first:
            try:
                opened_raised_and_ended(first, command, environ)
            finally:
                first.kill()
    assert not raise_running_window(tmp_path)
    assert len(socket_name(tmp_path)) < 40
    assert (tmp_path / "memory.db").exists()


def opened_raised_and_ended(first: subprocess.Popen[str], command: list[str], environ: dict[str, str]) -> None:
    assert first.stderr is not None
    told = next(line for line in first.stderr if line.startswith("first-frame"))
    assert float(told.split()[1]) < 10
    drain = threading.Thread(target=first.stderr.read, daemon=True)
    drain.start()
    memory = Path(environ["COMPANION_HOME"]) / "memory.db"
    wait_for(memory.exists, "the memory to be opened behind the window")
    second = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (second.returncode, second.stdout) == (0, "")
    first.send_signal(signal.SIGTERM)
    assert first.wait(30) == 0
    drain.join(5)


def test_a_piece_is_played_aloud_in_the_terminal(rig: Sound, tmp_path: Path, need_model: Callable[[str], Path]) -> None:
    models = need_model("salamander-grand").parent
    piece = tmp_path / "piece.mid"
    piece.write_bytes(two_strokes())
    environ = {**os.environ, **rig.environ, "COMPANION_MODELS": str(models)}
    command = [sys.executable, "-m", "companion", "piano", "play", str(piece), "--json", "--home", str(tmp_path)]
    with rig.record() as recording:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["event"], told["underruns"]) == ("played", 0)
    assert np.abs(recording.samples).max() > 0.05
    spectrum = np.abs(np.fft.rfft(recording.samples))
    assert np.argmax(spectrum) * RATE / len(recording.samples) == pytest.approx(440, abs=8)


def test_without_a_sound_server_a_piece_is_not_said_to_be_played(
    tmp_path: Path, need_model: Callable[[str], Path]
) -> None:
    models = need_model("salamander-grand").parent
    piece = tmp_path / "piece.mid"
    piece.write_bytes(two_strokes())
    environ = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/nowhere", "COMPANION_MODELS": str(models)}
    command = [sys.executable, "-m", "companion", "piano", "play", str(piece), "--json", "--home", str(tmp_path)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "could not be played aloud" in done.stderr
