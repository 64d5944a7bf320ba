"""The models folder goes in; the minds, ears and voices a person can choose from come out. Runs behind the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.catalog import Entry, Kind
from models.store import Store
from ui.words import size


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    id: str
    """The value of the setting."""
    title: str


_AUTO = Choice("auto", "what fits this computer")


def minds(models: Path) -> list[Choice]:
    """Language models."""
    return [_AUTO, *_listed("mind", models), Choice("server", "a server I name below")]


def ears(models: Path) -> list[Choice]:
    """Recognisers of speech."""
    return [_AUTO, *_listed("ear", models), Choice("pocketsphinx", "PocketSphinx: small, makes many mistakes")]


def _listed(kind: Kind, models: Path) -> list[Choice]:
    entries = sorted((entry for entry in Store(models).entries() if entry.kind == kind), key=lambda entry: entry.rank)
    return [Choice(entry.id, _title(entry)) for entry in entries]


def _title(entry: Entry) -> str:
    return f"{entry.title} · {size(entry.bytes)}"


def voices(models: Path) -> list[Choice]:
    """Voices."""
    from voices.catalog import list_voices  # here: it brings the libraries that speak

    there = [Choice(voice.name, voice.title) for voice in list_voices(models)]
    return [_AUTO, *there, Choice("none", "no voice, only text")]
