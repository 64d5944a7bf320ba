"""Reads the letters and the pieces from memory as rows to show. Runs in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ui.parts.words import clock, plain, short_day
from ui.rooms.made.made_rows import LetterRow, PieceRow, VersionRow

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Memory
    from companion.memory.letters import Letter, LetterVersion
    from companion.memory.pieces import KeptPiece

MadeGroup = Literal["letters", "pieces"]
GROUPS: dict[MadeGroup, str] = {"letters": "Letters", "pieces": "Pieces"}
_BEGINNING = 160
"""So many characters of a letter stand in the list."""


@dataclass(frozen=True)
class MadePage:
    """What is shown in the two lists."""

    letters: Sequence[LetterRow]
    pieces: Sequence[PieceRow]

    @property
    def counts(self) -> Mapping[MadeGroup, int]:
        """How many there are."""
        return {"letters": len(self.letters), "pieces": len(self.pieces)}


def made_page(memory: Memory, now: datetime) -> MadePage:
    """Read both lists."""
    letters = [letter_row(letter, now) for letter in memory.letters.list()]
    return MadePage(letters, [piece_row(piece, now) for piece in memory.pieces.list()])


def letter_row(letter: Letter, now: datetime) -> LetterRow:
    """A letter as it stands in the list."""
    count = len(letter.versions)
    versions = "not yet written" if not count else "one version" if count == 1 else f"{count} versions"
    details = [moment(letter.used, now), versions, "ready" if letter.finished is not None else ""]
    title, when = plain(letter.title), " · ".join(filter(None, details))
    beginning = " ".join(plain(letter.text[:_BEGINNING]).split())
    return LetterRow(letter.id, capital(title), beginning, when, f"Letter {title}, {when.replace(' · ', ', ')}")


def version_rows(letter: Letter, now: datetime) -> list[VersionRow]:
    """The versions of a letter, the newest first."""
    shown = letter.shown.id if letter.shown is not None else 0
    rows = [_version_row(number, one, shown, now) for number, one in enumerate(letter.versions, 1)]
    return rows[::-1]


def _version_row(number: int, one: LetterVersion, shown: int, now: datetime) -> VersionRow:
    by = "by hand" if one.by == "hand" else "hers"
    told = plain(one.instruction)
    by = f"{by}: “{told}”" if told else by
    when = moment(one.made, now)
    spoken = f"Version {number}, {by}, {when}{', shown' if one.id == shown else ''}"
    return VersionRow(one.id, number, by, when, one.id == shown, spoken)


def piece_row(piece: KeptPiece, now: datetime) -> PieceRow:
    """A piece as it stands in the list."""
    from ui.rooms.made.piano_roll import piano_roll  # it reads MIDI, which takes a while to load

    roll = piano_roll(piece.midi)
    title, why = plain(piece.title), plain(piece.why)
    details = [moment(piece.made, now), length(piece.seconds), plain(piece.key), plain(piece.change)]
    words = " · ".join(filter(None, details))
    spoken = ", ".join(filter(None, (title, *details, why)))
    return PieceRow(
        piece.id, title, why, words, roll.upper, roll.lower, piece.seconds, piece.message or 0, f"Piece {spoken}"
    )


def moment(when: datetime, now: datetime) -> str:
    """“today 21:40”, “Friday 9:05”, “3 November 12:00”."""
    return f"{short_day(when, now)} {clock(when)}"


def length(seconds: float) -> str:
    """“1:12”."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def capital(text: str) -> str:
    """The same with a capital letter."""
    return text[:1].upper() + text[1:]
