"""Defines what a family of voices must tell: its prefix, the models it needs, its voices, and how to make one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

from voices.voice import Voice


class ListedVoice(NamedTuple):
    """A voice that can be chosen."""

    name: str
    """What `make_voice` takes: `kokoro:af_heart`."""
    title: str
    """For people: “Heart, American woman (Kokoro)”."""


class VoiceFamily(Protocol):
    """Voices of one kind. Importing and constructing it loads no library that speaks."""

    prefix: str
    """What stands before the colon in its voices' names: `kokoro` in `kokoro:af_heart`."""
    models: tuple[str, ...]
    """Catalogue ids of the models it needs; empty when it needs no download."""
    styles: tuple[str, ...]
    """Catalogue ids of what makes its voices follow the moment; without it they speak, too."""

    def names(self, models_folder: Path) -> list[str]:
        """Names to suggest in an error message; found quickly, without starting anything."""

    def list_voices(self, models_folder: Path) -> list[ListedVoice]:
        """Every voice of this family that would open; raises VoiceError."""

    def make(self, voice: str, models_folder: Path) -> Voice | None:
        """The voice, not opened, whose name is `prefix:voice`, or the usual one if `voice` is empty; None if unknown."""
