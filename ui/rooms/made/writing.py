"""Reads a letter or a piece from memory and writes it to a file. Runs in the background."""

from __future__ import annotations

from pathlib import Path

from companion.errors import CompanionError
from companion.files import make_folder, reason
from ui.parts.engine_api import EngineApi

LETTER_FORMS = {"txt": "Text", "md": "Markdown", "pdf": "PDF"}
"""The endings of a letter's file, with what they stand for."""
PIECE_FORMS = {"mid": "MIDI", "flac": "FLAC"}
"""The endings of a piece's file."""


def write_letter(engine: EngineApi, number: int, target: Path) -> None:
    """Write the text that counts, whole or not at all. Raises CompanionError."""
    from companion.letters.exporting import export_letter  # it reads letters apart

    letter = engine.memory.letters.one(number)
    try:
        make_folder(target.parent)
    except OSError as error:
        raise CompanionError(f"{target} can't be written ({reason(error)}); choose another place.") from error
    export_letter(letter, target)


def write_piece(engine: EngineApi, number: int, target: Path) -> None:
    """Write the piece as MIDI or as sound, whole or not at all. Raises CompanionError, ModelError."""
    from companion.piano import midi, piece_file  # they load the renderer

    piece = engine.memory.pieces.piece(number)
    data = midi.with_words(piece.midi, piece.title, piece.why)
    piece_file.write_piece(target, data, piece.title, lambda: piece_file.kept_grand(engine.store))
