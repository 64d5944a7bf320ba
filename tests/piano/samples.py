"""Makes samples of a piano that are plain tones, and a grand that reads them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import soundfile

from companion.piano.grand import RATE, Grand

NAMES = ("C", "D#", "F#", "A")


def sine_grand(folder: Path, lowest: int = 48, highest: int = 84, seconds: float = 3.0) -> Grand:
    """Each sample a sine that begins after 20 ms of silence; the layers have different loudness."""
    at = np.arange(int(seconds * RATE)) / RATE
    for pitch in range(lowest, highest + 1, 3):
        tone = np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * at) * np.exp(-at)
        for layer, peak in ((4, 0.1), (8, 0.2), (12, 0.4)):
            sound = np.concatenate((np.zeros(RATE // 50), tone * peak)).astype(np.float32)
            name = f"{NAMES[pitch % 12 // 3]}{pitch // 12 - 1}v{layer}.ogg"
            soundfile.write(folder / name, np.stack((sound, sound), axis=1), RATE, format="OGG")
    return Grand(folder)


def one_tone_grand(folder: Path) -> Grand:
    """Every sample of the whole keyboard the same short tone: where only matters that something sounds."""
    at = np.arange(RATE // 5) / RATE
    tone = (0.3 * np.sin(2 * np.pi * 440 * at) * np.exp(-9 * at)).astype(np.float32)
    soundfile.write(folder / "tone.ogg", np.stack((tone, tone), axis=1), RATE, format="OGG")
    for pitch in range(21, 109, 3):
        for layer in (4, 8, 12):
            shutil.copy(folder / "tone.ogg", folder / f"{NAMES[pitch % 12 // 3]}{pitch // 12 - 1}v{layer}.ogg")
    return Grand(folder)
