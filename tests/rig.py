"""Provides a screen and sound devices that exist only while a test runs: Xvfb, and PulseAudio with null sinks.

Both work as root and without any hardware. Add the `environ` of what they yield to that of the program under test.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples per second of the virtual devices."""

Samples = NDArray[np.float32]

DEVICES = {
    "speaker": ("module-null-sink", "sink_name=speaker", f"rate={RATE}"),
    "microphone": ("module-null-sink", "sink_name=microphone", f"rate={RATE}"),
    "virtual_microphone": (
        "module-remap-source",
        "source_name=virtual_microphone",
        "master=microphone.monitor",
    ),
}
"""Qt hides the monitors of sinks, so what a program hears as its microphone is a remapped source."""

OTHERS = {
    "other_speaker": ("module-null-sink", "sink_name=other_speaker", f"rate={RATE}"),
    "headset": (
        "module-remap-sink",  # a null sink would take up the rate of whoever plays to it
        "sink_name=bluez_output.headset",
        "master=speaker",
        "sink_properties=device.description=Headset",
        "rate=16000",
        "channels=1",
    ),
    "headset_microphone": (
        "module-remap-source",
        "source_name=bluez_input.headset",
        "source_properties=device.description=Headset",
        "master=microphone.monitor",
        "rate=16000",
        "channels=1",
    ),
    "echo": ("module-loopback", "source=speaker.monitor", "sink=microphone", "latency_msec=60"),
    "canceller": (
        "module-echo-cancel",
        "source_name=microphone_echo-cancel",
        "source_master=virtual_microphone",
        "sink_name=speaker_echo-cancel",
        "sink_master=speaker",
        "aec_method=null",
    ),
}
"""Devices that are there only when plugged in."""


HISS = ("pacat", "--raw", "-d", "microphone", f"--rate={RATE}", "--latency-msec=20", "--volume=3000")
"""Noise at about −80 dBFS: without a feed capture begins late or never, and the program takes zeros for a dead microphone."""


AWAKE = ["pacat", "--raw", "-d", "speaker", f"--rate={RATE}", "--latency-msec=20", "/dev/zero"]
"""Silence for the loudspeaker: a null sink that nothing plays to renders two seconds ahead, and a sound played then is late."""


class RigError(Exception):
    """The virtual devices could not be started; make test installs what they need."""


@dataclass(frozen=True)
class Screen:
    """A virtual screen that is running."""

    display: str
    """Such as `:1`."""

    @property
    def environ(self) -> dict[str, str]:
        """Environment variables for the program whose window is to appear there."""
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}


@contextlib.contextmanager
def virtual_screen(size: str = "1280x800x24") -> Iterator[Screen]:
    """Runs an X server of its own on a free display, without a monitor."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    with open(read, encoding="ascii") as told, running(command, {}, keep_open=(write,)):
        os.close(write)
        number = told.readline().strip()
        if not number:
            raise RigError("Xvfb did not start")
        yield Screen(f":{number}")


@dataclass
class Recording:
    """What came out of the loudspeaker while it was recorded."""

    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    """Mono, shape (n,), within -1…1, at RATE; filled in when the recording ends."""


@dataclass(frozen=True)
class Sound:
    """A loudspeaker and a microphone that can be fed, recorded and unplugged."""

    environ: dict[str, str]
    """Environment variables for the program that is to play and to listen."""
    _modules: dict[str, str] = field(default_factory=dict)
    """The number PulseAudio gave to each device that is plugged in."""

    def play(self, sound: Path | Samples) -> None:
        """Plays a WAV file, or mono samples at RATE, into the microphone; returns when it has been heard."""
        if isinstance(sound, Path):
            self._run("paplay", "-d", "microphone", "--latency-msec=50", str(sound))
        else:
            raw = ["--raw", f"--rate={RATE}", "--channels=1", "--format=float32le"]
            self._run("pacat", "-d", "microphone", "--latency-msec=50", *raw, data=sound.astype("<f4").tobytes())

    @contextlib.contextmanager
    def record(self) -> Iterator[Recording]:
        """Records the loudspeaker while the block runs; the samples are there when it ends."""
        recording = Recording()
        command = ["parec", "--raw", "-d", "speaker.monitor", f"--rate={RATE}", "--channels=1"]
        with tempfile.TemporaryFile() as file:
            with running([*command, "--format=float32le", "--latency-msec=20"], self.environ, out=file.fileno()):
                wait_for(lambda: os.fstat(file.fileno()).st_size > 0, "the recording to begin")
                yield recording
            file.seek(0)
            data = file.read()
        recording.samples = np.frombuffer(data[: len(data) // 4 * 4], "<f4").astype(np.float32)

    @contextlib.contextmanager
    def hear(self) -> Iterator[list[tuple[float, Samples]]]:
        """Yields a list that fills with what leaves the loudspeaker: mono pieces at RATE, with the monotonic time of arrival."""
        pieces: list[tuple[float, Samples]] = []
        command = ["parec", "--raw", "-d", "speaker.monitor", f"--rate={RATE}", "--channels=1"]
        read, write = os.pipe()
        with running([*command, "--format=float32le", "--latency-msec=5"], self.environ, out=write):
            os.close(write)
            thread = threading.Thread(target=_arrivals, args=(read, pieces))
            thread.start()
            wait_for(lambda: bool(pieces), "the recording to begin")
            yield pieces
        thread.join()

    def default(self, device: str) -> None:
        """Makes this sink the default loudspeaker."""
        self._run("pactl", "set-default-sink", device)

    def unplug(self, device: str) -> None:
        """Unplugs `speaker`, `microphone` or `virtual_microphone`."""
        self._run("pactl", "unload-module", self._modules.pop(device))

    def plug(self, device: str) -> None:
        """Plugs in a device, again or one of OTHERS; those of DEVICES become the default again."""
        self._modules[device] = self._run("pactl", "load-module", *{**DEVICES, **OTHERS}[device]).strip()
        if device == "speaker":
            self._run("pactl", "set-default-sink", device)
        if device == "virtual_microphone":
            self._run("pactl", "set-default-source", device)

    def mute(self, source: str, on: bool) -> None:
        """Switches a microphone off at the sound server, as a key on a laptop does, or on again."""
        self._run("pactl", "set-source-mute", source, str(int(on)))

    def answers(self) -> bool:
        """Whether the sound server answers."""
        found = subprocess.run(["pactl", "info"], env={**os.environ, **self.environ}, capture_output=True, check=False)
        return found.returncode == 0

    def _run(self, *command: str, data: bytes | None = None) -> str:
        done = subprocess.run(command, env={**os.environ, **self.environ}, input=data, capture_output=True, check=False)
        if done.returncode:
            raise RigError(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode()


def _arrivals(pipe: int, pieces: list[tuple[float, Samples]]) -> None:
    with open(pipe, "rb", buffering=0) as stream:
        while data := stream.read(1 << 16):
            pieces.append((time.monotonic(), np.frombuffer(data[: len(data) // 4 * 4], "<f4").astype(np.float32)))


@contextlib.contextmanager
def virtual_sound() -> Iterator[Sound]:
    """Runs a sound server of its own: a loudspeaker, and a microphone that hears a faint hiss until something is played."""
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        sound = Sound(
            {"XDG_RUNTIME_DIR": folder, "PULSE_SERVER": f"unix:{folder}/native", "PULSE_COOKIE": f"{folder}/cookie"}
        )
        daemon = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error"]
        socket = f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native"
        without_server = {name: value for name, value in sound.environ.items() if name != "PULSE_SERVER"}
        with running([*daemon, "-L", socket], without_server):
            wait_for(sound.answers, "PulseAudio to answer")
            for device in DEVICES:
                sound.plug(device)
            with running([*HISS, "/dev/urandom"], sound.environ), running(AWAKE, sound.environ):
                yield sound


@contextlib.contextmanager
def running(
    command: list[str], environ: Mapping[str, str], keep_open: tuple[int, ...] = (), out: int = subprocess.DEVNULL
) -> Iterator[None]:
    """Runs a process as long as the block; it ends with this process even when this one is killed."""
    for program in (command[0], "setpriv"):
        if shutil.which(program) is None:
            raise RigError(f"{program} is not installed; make test installs it")
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", *command],
        env={**os.environ, **environ},
        pass_fds=keep_open,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], bool], what: str, patience_s: float = 15.0) -> None:
    """Waits until the condition holds. Raises RigError after that many seconds."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise RigError(f"waited {patience_s:.0f} s in vain for {what}")
        time.sleep(0.02)
