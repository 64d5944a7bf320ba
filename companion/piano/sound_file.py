"""Writes what was rendered as a FLAC or WAV file, which names the piece and the maker of the samples."""

from __future__ import annotations

from pathlib import Path

import soundfile

from companion.errors import CompanionError
from companion.files import exported_file, reason
from companion.piano.grand import RATE, Stereo

FORMATS = {".flac": "FLAC", ".wav": "WAV"}
"""By the end of the file's name."""
CREDIT = "Piano samples: Salamander Grand Piano V3 by Alexander Holm, CC BY 3.0"


def check_format(path: Path) -> None:
    """Raises CompanionError for a file that is neither FLAC nor WAV by its name."""
    if path.suffix.lower() not in FORMATS:
        raise CompanionError(f"{path} is neither FLAC nor WAV by its name; let it end in .flac or .wav.")


def write_sound(path: Path, sound: Stereo, title: str) -> None:
    """Writes the file, whole or not at all. Raises CompanionError."""
    check_format(path)
    kind = FORMATS[path.suffix.lower()]
    try:
        with (
            exported_file(path) as draft,
            soundfile.SoundFile(
                draft, "w", samplerate=RATE, channels=sound.shape[1], subtype="PCM_16", format=kind
            ) as file,
        ):
            file.title, file.comment = title, CREDIT
            file.write(sound)
    except (OSError, soundfile.SoundFileError) as error:
        raise CompanionError(f"{path} can't be written ({reason(error)}); choose another place.") from error
