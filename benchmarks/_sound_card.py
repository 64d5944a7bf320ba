"""Runs a virtual sound card during a benchmark: PulseAudio with a recordable loudspeaker, and hiss in the microphone."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import numpy as np

from companion.audio.devices import Samples
from companion.errors import CompanionError

RATE = 48_000
"""Samples per second of the virtual devices."""
_MODULES = (
    ("module-null-sink", "sink_name=speaker", f"rate={RATE}"),
    ("module-null-sink", "sink_name=microphone", f"rate={RATE}"),
    ("module-remap-source", "source_name=virtual_microphone", "master=microphone.monitor"),
)
_FEEDS = (("microphone", "/dev/urandom", "3000"), ("speaker", "/dev/zero", "65536"))
"""A room at about −80 dBFS, and silence for the loudspeaker: one that nothing plays to renders two seconds ahead."""
_PATIENCE_S = 15.0


@dataclass
class Recording:
    """What came out of the loudspeaker."""

    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    """Mono, shape (n,), at RATE; filled in when the recording ends."""


@contextmanager
def sound_card() -> Iterator[None]:
    """Makes these the default devices of this process and its children. Raises CompanionError without PulseAudio."""
    for program in ("pulseaudio", "pactl", "pacat", "parec"):
        if which(program) is None:
            raise CompanionError(
                f"This needs {program} for its virtual sound card; install pulseaudio and pulseaudio-utils."
            )
    with tempfile.TemporaryDirectory(prefix="sound-") as folder, _environment(folder), ExitStack() as running:
        socket = f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native"
        daemon = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error", "-L", socket]
        running.enter_context(_process(*daemon, without="PULSE_SERVER"))
        _wait_for_server()
        for module in _MODULES:
            subprocess.run(["pactl", "load-module", *module], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["pactl", "set-default-sink", "speaker"], check=True)
        subprocess.run(["pactl", "set-default-source", "virtual_microphone"], check=True)
        for sink, source, volume in _FEEDS:
            running.enter_context(
                _process(
                    "pacat", "--raw", "-d", sink, f"--rate={RATE}", "--latency-msec=20", f"--volume={volume}", source
                )
            )
        yield


@contextmanager
def recorded() -> Iterator[Recording]:
    """Records the loudspeaker while the block runs."""
    recording = Recording()
    form = ["--raw", "-d", "speaker.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le"]
    with tempfile.TemporaryFile() as file:
        with _process("parec", *form, "--latency-msec=200", out=file.fileno()):
            end = time.monotonic() + _PATIENCE_S
            while not os.fstat(file.fileno()).st_size and time.monotonic() < end:
                time.sleep(0.05)
            yield recording
        file.seek(0)
        recording.samples = (np.frombuffer(file.read(), "<i2") / 32768).astype(np.float32)


@contextmanager
def _environment(folder: str) -> Iterator[None]:
    new = {
        "XDG_RUNTIME_DIR": folder,
        "PULSE_SERVER": f"unix:{folder}/native",
        "PULSE_COOKIE": str(Path(folder, "cookie")),
        "QT_QPA_PLATFORM": "offscreen",
    }
    before = {name: os.environ.get(name) for name in new}
    os.environ.update(new)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _process(*command: str, out: int = subprocess.DEVNULL, without: str = "") -> Iterator[None]:
    environ = {name: value for name, value in os.environ.items() if name != without}
    process = subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_server() -> None:
    end = time.monotonic() + _PATIENCE_S
    while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode:
        if time.monotonic() > end:
            raise CompanionError("The virtual sound card did not start; `pulseaudio -n` on its own may say why.")
        time.sleep(0.05)
