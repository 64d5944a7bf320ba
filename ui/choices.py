"""The catalogue goes in; the minds, ears and voices a person can choose from come out. Runs behind the window."""

from __future__ import annotations

from dataclasses import dataclass

from models.catalog import Entry, Kind, read_catalog
from ui.words import size


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    id: str
    """The value of the setting."""
    title: str


_AUTO = Choice("auto", "what fits this computer")


def minds() -> list[Choice]:
    """Language models."""
    return [_AUTO, *_listed("mind"), Choice("server", "a server I name below")]


def ears() -> list[Choice]:
    """Recognisers of speech."""
    return [_AUTO, *_listed("ear"), Choice("pocketsphinx", "PocketSphinx: small, makes many mistakes")]


def _listed(kind: Kind) -> list[Choice]:
    entries = sorted((entry for entry in read_catalog() if entry.kind == kind), key=lambda entry: entry.rank)
    return [Choice(entry.id, _title(entry)) for entry in entries]


def _title(entry: Entry) -> str:
    return f"{entry.title} · {size(entry.bytes)}"


def voices() -> list[Choice]:
    """Voices."""
    return [_AUTO, Choice("system", "the system's voice"), Choice("none", "no voice, only text")]
