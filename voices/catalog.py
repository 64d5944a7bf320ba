"""The voices there are here: by name to a `Voice`, and as a list for people."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from voices.errors import VoiceError
from voices.kokoro import KokoroVoice, kokoro_voices
from voices.kokoro_session import MODEL
from voices.system import SystemVoice, system_voices
from voices.voice import Voice

KOKORO_FOLDER = "kokoro-82m"
_ACCENTS = {"a": "American", "b": "British"}
_WHO = {"f": "woman", "m": "man"}


class Listed(NamedTuple):
    """A voice that can be chosen."""

    name: str
    """What `make_voice` takes."""
    title: str
    """For people: “Heart, American woman (Kokoro)”."""


def make_voice(name: str, models_folder: Path) -> Voice:
    """`kokoro:af_heart`, `system` or `system:VOICE` to a voice, not opened; raises VoiceError naming what exists."""
    kind, _, which = name.partition(":")
    folder = models_folder / KOKORO_FOLDER
    if kind == "system":
        return SystemVoice(which)
    if kind == "kokoro" and (not which or which in kokoro_voices(folder) or not folder.is_dir()):
        return KokoroVoice(folder, which or "af_heart")
    there = ", ".join(["system", *(f"kokoro:{voice}" for voice in kokoro_voices(folder))])
    raise VoiceError(f"There is no voice “{name}”; there are: {there}, and the system's as system:NAME.")


def list_voices(models_folder: Path) -> list[Listed]:
    """Every voice that would open: Kokoro's if installed, then the system's. Raises VoiceError."""
    folder = models_folder / KOKORO_FOLDER
    installed = kokoro_voices(folder) if (folder / MODEL).is_file() else []
    system = [Listed(f"system:{voice}", f"{title} (system)") for voice, title in system_voices()]
    return [
        *(Listed(f"kokoro:{v}", _kokoro_title(v)) for v in installed),
        Listed("system", "The system's voice"),
        *system,
    ]


def _kokoro_title(voice: str) -> str:
    accent, who, name = _ACCENTS.get(voice[0], "Other"), _WHO[voice[1]], voice[3:].title()
    return f"{name}, {accent} {who} (Kokoro)"
