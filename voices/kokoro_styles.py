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


class Share(NamedTuple):
    """How much a manner at its fullest takes of what another voice has and the reference has not."""

    timbre: float
    """In what the voice sounds like, 0…1."""
    melody: float
    """In how it moves, 0…1."""


class Blend(NamedTuple):
    """What voices of one accent and sex take for each manner."""

    whisper: Share
    brightness: Share
    gravity: Share


REFERENCE = "af_heart"
"""What the others are compared with: a difference, not a share of a person, so that it can be added to a man's voice, too."""
INGREDIENTS = ("af_nicole", "af_jessica", "bf_emma")
"""Who whispers; who is lively and a little higher; who is level."""
_WOMAN = Blend(Share(0.22, 0.3), Share(0.0, 0.7), Share(0.0, 0.6))
_MAN = Blend(Share(0.2, 0.15), Share(0.0, 0.5), Share(0.0, 0.6))
_BLENDS = {"af": _WOMAN, "bf": _WOMAN, "am": _MAN, "bm": _MAN}
"""By accent and sex, as Kokoro's names begin; other voices stay as they are."""


class BlendedStyles:
    """The style vectors of one voice, and how far each manner bends them. A file that is not there, or not whole, bends nothing."""

    def __init__(self, folder: Path, voice: str) -> None:
        """Reads the files. Raises VoiceError when the voice's own is missing or damaged."""
        self._own = read_styles(folder, voice)
        shares = _BLENDS.get(voice[:2], ())
        self._bends = [_bend(folder, name, share) for name, share in zip(INGREDIENTS, shares, strict=False)]

    def row(self, tokens: int, manner: SpeakingManner) -> Styles:
        """The style vector for so many tokens, shape (1, 256)."""
        row = self._own[tokens - 1]
        for share, bend in zip((manner.whisper, manner.brightness, manner.gravity), self._bends, strict=False):
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


def _bend(folder: Path, ingredient: str, share: Share) -> Styles | None:
    """What is added to a voice's vectors at the fullest; None where a file lacks."""
    if not all(_is_whole(folder / f"{name}.bin") for name in (ingredient, REFERENCE)):
        return None
    bend = read_styles(folder, ingredient) - read_styles(folder, REFERENCE)
    bend[:, :_TIMBRE] *= share.timbre
    bend[:, _TIMBRE:] *= share.melody
    return bend
