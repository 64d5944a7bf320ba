"""Finds a piano piece for the terminal: a MIDI file, or one kept in the encrypted file, by its number or its day."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless
from companion.deeds.piano_grammar import past_day
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.pieces import KeptPiece
from companion.piano.midi import midi_bytes, with_words

WHICH = "a MIDI file, or a piece of hers: its number, its day (“Sunday”, “2026-03-08”), or “last”"
_MIDI = (".mid", ".midi")


@dataclass(frozen=True)
class FoundPiece:
    """A piece, wherever it was."""

    midi: bytes
    """With its title and reason, if it has any."""
    kept: KeptPiece | None = None
    """Set when it was in the encrypted file."""


def find_piece(which: str, environment: Environment, played: bool = False) -> FoundPiece:
    """The piece that these words name; `played`: note that it is played now. Raises CompanionError when there is none."""
    if Path(which).suffix.lower() in _MIDI or Path(which).is_file():
        return FoundPiece(midi_bytes(Path(which)))
    with opened_memory(environment) as memory:
        piece = _kept(which, memory, environment.now().date())
        if played:
            memory.pieces.mark_played(piece.id)
    return FoundPiece(with_words(piece.midi, piece.title, piece.why), piece)


def print_pieces(environment: Environment, as_json: bool, show: Any) -> None:
    """Prints her pieces, the newest first; `show` prints one JSON object."""
    pieces = []
    if environment.memory_file.exists():
        with opened_memory(environment) as memory:
            pieces = list(memory.pieces.list())
    for piece in pieces:
        if as_json:
            show(piece_as_json(piece))
        else:
            print(harmless(f"{piece.id:>6}  {piece.made:%Y-%m-%d %H:%M}  {piece.seconds:>3.0f} s  {piece.title}"))
    if not pieces:
        print("There are no pieces yet; “Play me something” makes one.", file=sys.stderr)


def piece_as_json(piece: KeptPiece) -> dict[str, Any]:
    """The piece as it is printed: all but its notes."""
    return {
        "id": piece.id, "made": piece.made.isoformat(timespec="seconds"), "title": piece.title, "why": piece.why,
        "seed": piece.seed, "mood": piece.mood, "key": piece.key, "seconds": piece.seconds, "change": piece.change,
        "varies": piece.varies, "played": piece.played.isoformat(timespec="seconds") if piece.played else None,
        "message": piece.message,
    }  # fmt: skip


def _kept(which: str, memory: Memory, today: date) -> KeptPiece:
    if which.isascii() and which.isdigit() and len(which) < 18:
        return memory.pieces.piece(int(which))
    if which.lower() == "last":
        found = [piece for piece in (memory.pieces.last_played(),) if piece is not None]
    else:
        found = list(memory.pieces.of_day(_day(which, today)))
    if not found:
        raise CompanionError(f"There is no piece of hers for “{which}”; `companion piano list` shows which there are.")
    return found[0]


def _day(which: str, today: date) -> date:
    try:
        return date.fromisoformat(which)
    except ValueError:
        day = past_day(which, today)
    if day is None:
        raise CompanionError(f"“{which}” is no piece: give {WHICH}.")
    return day
