"""Lists and makes the operating system's own voices."""

from __future__ import annotations

from pathlib import Path

from voices.family import ListedVoice
from voices.voice import Voice


class SystemFamily:
    """`system`, the usual one, and `system:VOICE`; they need no download."""

    prefix = "system"
    models: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()

    def names(self, models_folder: Path) -> list[str]:
        """The usual one, and a hint that there are others."""
        return [self.prefix, f"{self.prefix}:NAME"]

    def list_voices(self, models_folder: Path) -> list[ListedVoice]:
        """The usual one, then each of the system's; raises VoiceError."""
        from voices.system import system_voices

        each = [ListedVoice(f"{self.prefix}:{voice}", f"{title} (system)") for voice, title in system_voices()]
        return [ListedVoice(self.prefix, "The system's voice"), *each]

    def make(self, voice: str, models_folder: Path) -> Voice:
        """Any name: whether the system knows it shows when it is opened."""
        from voices.system import SystemVoice

        return SystemVoice(voice)
