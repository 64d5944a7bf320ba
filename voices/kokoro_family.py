"""Lists and makes Kokoro's voices."""

from __future__ import annotations

from pathlib import Path

from voices.family import ListedVoice
from voices.voice import Voice

MODEL_ID = "kokoro-82m"
"""Kokoro's catalogue id, and the name of its folder."""
_USUAL = "af_heart"
_ACCENTS = {"a": "American", "b": "British"}
_SPEAKERS = {"f": "woman", "m": "man"}


class KokoroFamily:
    """`kokoro:af_heart` and the like: one voice for each `.bin` file in the model's folder."""

    prefix = "kokoro"
    models: tuple[str, ...] = (MODEL_ID,)
    styles: tuple[str, ...] = ("kokoro-moments",)

    def names(self, models_folder: Path) -> list[str]:
        """The voices whose files are there."""
        from voices.kokoro_styles import kokoro_voices

        return [f"{self.prefix}:{voice}" for voice in kokoro_voices(models_folder / MODEL_ID)]

    def list_voices(self, models_folder: Path) -> list[ListedVoice]:
        """The voices whose files are there, if the model is there too."""
        from voices.kokoro_session import MODEL
        from voices.kokoro_styles import kokoro_voices

        folder = models_folder / MODEL_ID
        installed = kokoro_voices(folder) if (folder / MODEL).is_file() else []
        return [ListedVoice(f"{self.prefix}:{voice}", _title(voice)) for voice in installed]

    def make(self, voice: str, models_folder: Path) -> Voice | None:
        """Any voice while nothing is downloaded, so that opening it can say what to fetch; else one that is there."""
        from voices.kokoro import KokoroVoice
        from voices.kokoro_styles import kokoro_voices

        folder = models_folder / MODEL_ID
        if voice and folder.is_dir() and voice not in kokoro_voices(folder):
            return None
        return KokoroVoice(folder, voice or _USUAL)


def _title(voice: str) -> str:
    accent, speaker, name = _ACCENTS.get(voice[0], "Other"), _SPEAKERS[voice[1]], voice[3:].title()
    return f"{name}, {accent} {speaker} (Kokoro)"
