"""Keeps the families of voices: finds one by a voice's name, lists all voices, makes one.

To add a family, write a file with a `VoiceFamily` and name it in `FAMILIES`.
"""

from __future__ import annotations

from pathlib import Path

from voices.errors import VoiceError
from voices.family import ListedVoice, VoiceFamily
from voices.kokoro_family import KokoroFamily
from voices.system_family import SystemFamily
from voices.voice import Voice

FAMILIES: tuple[VoiceFamily, ...] = (KokoroFamily(), SystemFamily())
"""In the order in which their voices are listed."""

BUILT_IN = "system"
"""The voice that needs no download."""


def models_needed(name: str) -> tuple[str, ...]:
    """Catalogue ids of the models that the voice of this name needs; empty for none, and for a name of no family."""
    family = _family_of(name)
    return family.models if family else ()


def styles_wanted(name: str) -> tuple[str, ...]:
    """Catalogue ids of what makes the voice of this name follow the moment; it speaks without it, too."""
    family = _family_of(name)
    return family.styles if family else ()


def list_voices(models_folder: Path) -> list[ListedVoice]:
    """Every voice that would open; raises VoiceError."""
    return [voice for family in FAMILIES for voice in family.list_voices(models_folder)]


def make_voice(name: str, models_folder: Path) -> Voice:
    """The voice called `kokoro:af_heart`, `system`, `system:VOICE`, …, not opened; raises VoiceError naming what exists."""
    family = _family_of(name)
    voice = family.make(name.partition(":")[2], models_folder) if family else None
    if voice is None:
        known = ", ".join(known for family in FAMILIES for known in family.names(models_folder))
        raise VoiceError(f"There is no voice “{name}”; there are: {known}.")
    return voice


def _family_of(name: str) -> VoiceFamily | None:
    prefix = name.partition(":")[0]
    return next((family for family in FAMILIES if family.prefix == prefix), None)
