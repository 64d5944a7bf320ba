"""Makes a variation of a piece: other tempo, loudness or hand of the same notes, or the same motif in another mood."""

from __future__ import annotations

import functools
import io
import re
import tomllib
from importlib.resources import files
from typing import Any

import mido

from companion.errors import CompanionError
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi, details_of, named, opened
from companion.piano.mood import Mood
from companion.piano.score import Piece

_SOFTEST, _LOUDEST = 8, 120
_SLOWEST = 0xFFFFFF
"""Microseconds in a quarter note: more the file can't hold."""


@functools.cache
def changes() -> dict[str, Any]:
    """The changes by name, as `variation.toml` describes them."""
    return tomllib.loads(files("companion.piano").joinpath("variation.toml").read_text(encoding="utf-8"))


def change_asked(text: str) -> str | None:
    """The change that words such as “a little faster, please” ask for; None if none."""
    plain = " ".join(re.findall(r"[a-z]+", text.lower()))
    found = [(len(words), name) for name, table in changes().items() for words in table["words"] if _has(plain, words)]
    return max(found)[1] if found else None


def vary(data: bytes, change: str, seed: int) -> bytes:
    """The MIDI file of the variation. `seed` decides what is composed anew. Raises CompanionError.

    Another mood needs the motif, which only files that were composed here have.
    """
    table = changes()[change]
    if changes_mood(change):
        return as_midi(in_another_mood(data, change, seed))
    file = opened(data)
    if "hand" in table:
        file.tracks = [
            track for track in file.tracks if not track.name.endswith(" hand") or table["hand"] in track.name
        ]
    for track in file.tracks:
        for message in track:
            if message.type == "set_tempo":
                message.tempo = min(_SLOWEST, round(message.tempo / table.get("tempo", 1.0)))
            elif message.type == "note_on" and message.velocity:
                louder = round(message.velocity * table.get("loudness", 1.0))
                message.velocity = min(_LOUDEST, max(_SOFTEST, louder))
    if "tempo" in table and not any(message.type == "set_tempo" for message in file.tracks[0]):
        tempo = round(mido.bpm2tempo(120) / table["tempo"])  # a file that names no tempo means 120
        file.tracks[0].insert(0, mido.MetaMessage("set_tempo", tempo=tempo))
    named(file, _titled(details_of(file).title, change))
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def changes_mood(change: str) -> bool:
    """Whether it is composed anew on the same motif."""
    return "gladness" in changes()[change] or "energy" in changes()[change]


def in_another_mood(data: bytes, change: str, seed: int) -> Piece:
    """A new piece on the motif of this one. Raises CompanionError for a file that was not composed here."""
    details = details_of(opened(data))
    if details.theme is None:
        raise CompanionError(
            "This piece was not composed here, so its theme is not known; it can be made faster, slower, softer or louder, "
            "or be played with one hand."
        )
    table, mood = changes()[change], details.mood
    energy = _moved(mood.energy, table.get("energy"))
    gladness = _moved(mood.gladness, table.get("gladness"))
    piece = compose(Wish(mood=Mood(energy, gladness)), seed, details.theme)
    why = f"You asked for “{details.title}” {change}, so it is in {piece.key}, with the same motif."
    return piece.called(_titled(details.title, change), why)


def _moved(value: float, change: tuple[float, float, float] | None) -> float:
    """The value moved by the first number, within the other two."""
    return value if change is None else round(min(change[2], max(change[1], value + change[0])), 3)


def _titled(title: str, change: str) -> str:
    """“Rain”, “Rain, sadder”, “Rain, sadder and faster”."""
    if not title:
        return change.capitalize()
    known = any(title.endswith(f"{word} {name}") for name in changes() for word in (",", "and"))
    return f"{title} and {change}" if known else f"{title}, {change}"


def _has(text: str, words: str) -> bool:
    return re.search(rf"\b{words}\b", text) is not None
