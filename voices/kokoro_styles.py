"""Blends Kokoro's style vectors: a little of another voice's timbre or melody in hers, by the manner of the moment."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voices.errors import VoiceError
from voices.kokoro_session import HOW_TO_GET
from voices.manner import SpeakingManner

_SHAPE = (510, 256)
_TIMBRE = 128
"""The first half of a style vector is what the voice sounds like; the second is its melody and pace."""

Styles = NDArray[np.float32]
"""A voice's style vectors, one row for each length in tokens: shape (510, 256)."""


class Ingredient(NamedTuple):
    """What a manner at its fullest takes of another voice."""

    voice: str
    """Kokoro's name of it."""
    timbre: float
    """Its share in what the voice sounds like, 0…1."""
    melody: float
    """Its share in how the voice moves, 0…1."""


class Blend(NamedTuple):
    """What a kind of voice takes in for each manner; None: nothing of any voice suits it."""

    whisper: Ingredient | None
    brightness: Ingredient | None
    gravity: Ingredient | None


_BLENDS = {
    "af": Blend(Ingredient("af_nicole", 0.3, 0.3), Ingredient("af_bella", 0.3, 0.0), Ingredient("bf_emma", 0.0, 0.5)),
}
"""By accent and speaker, as Kokoro's names begin."""
_NONE = Blend(None, None, None)


class BlendedStyles:
    """The style vectors of one voice, and how far each manner bends them. A file that is not there, or not whole, bends nothing."""

    def __init__(self, folder: Path, voice: str) -> None:
        """Reads the files. Raises VoiceError when the voice's own is missing or damaged."""
        self._own = read_styles(folder, voice)
        blend = _BLENDS.get(voice[:2], _NONE)
        self._bends = [_bend(self._own, folder, ingredient) for ingredient in blend]

    def row(self, tokens: int, manner: SpeakingManner) -> Styles:
        """The style vector for so many tokens, shape (1, 256)."""
        row = self._own[tokens - 1]
        for share, bend in zip((manner.whisper, manner.brightness, manner.gravity), self._bends, strict=True):
            if share and bend is not None:
                row = row + np.float32(share) * bend[tokens - 1]
        bent: Styles = row[None]
        return bent


def read_styles(folder: Path, voice: str) -> Styles:
    """One voice's style vectors. Raises VoiceError."""
    path = folder / f"{voice}.bin"
    try:
        styles = np.fromfile(path, dtype=np.float32)
    except OSError as error:
        there = ", ".join(kokoro_voices(folder)) or "none"
        raise VoiceError(f"Kokoro's voice “{voice}” is not in {folder} (there: {there}); {HOW_TO_GET}") from error
    if styles.size != _SHAPE[0] * _SHAPE[1]:
        raise VoiceError(f"Kokoro's voice {path} is damaged; remove it and {HOW_TO_GET}")
    return styles.reshape(_SHAPE)


def kokoro_voices(folder: Path) -> list[str]:
    """Names of the voices whose files are in the folder."""
    return sorted(path.stem for path in folder.glob("[a-z][fm]_*.bin"))


def _is_whole(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == _SHAPE[0] * _SHAPE[1] * 4


def _bend(own: Styles, folder: Path, ingredient: Ingredient | None) -> Styles | None:
    """What is added to the voice's own vectors at the fullest; None where there is nothing to take."""
    if ingredient is None or not _is_whole(folder / f"{ingredient.voice}.bin"):
        return None
    bend = read_styles(folder, ingredient.voice) - own
    bend[:, :_TIMBRE] *= ingredient.timbre
    bend[:, _TIMBRE:] *= ingredient.melody
    return bend if np.any(bend) else None
