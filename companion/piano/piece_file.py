"""Writes a piece that is kept to a file that others can open: MIDI, or sound as FLAC or WAV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from companion.errors import CompanionError
from companion.files import exported_file, make_folder, reason
from companion.piano.grand import MODEL, Grand
from companion.piano.midi import performance_in
from companion.piano.rendering import render
from companion.piano.sound_file import FORMATS, write_sound
from models.store import ModelStore

_MIDI = (".mid", ".midi")


def write_piece(target: Path, midi: bytes, title: str, grand: Callable[[], Grand]) -> None:
    """Write it in the format that the file's name ends in, whole or not at all.

    `grand`: gives the samples, which only sound needs. Raises CompanionError, and what `grand` raises.
    """
    ending = target.suffix.lower()
    if ending not in (*_MIDI, *FORMATS):
        raise CompanionError(f"{target} is no piece by its name; let it end in .mid, .flac or .wav.")
    try:
        make_folder(target.parent)
        if ending in _MIDI:
            with exported_file(target) as draft:
                draft.write_bytes(midi)
            return
    except OSError as error:
        raise CompanionError(f"{target} can't be written ({reason(error)}); choose another place.") from error
    write_sound(target, render(performance_in(midi), grand()), title)


def kept_grand(store: ModelStore) -> Grand:
    """The samples on this computer. Raises ModelError, saying how to get them."""
    store.require(MODEL)
    return Grand(store.file(MODEL).parent)
