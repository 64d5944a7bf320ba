"""Keeps what was taken of a character card in `character.toml`, beside the settings: a choice, and none of the user's words."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from companion.character.example_exchange import ExampleExchange
from companion.errors import CompanionError
from companion.files import make_folder, read_text, reason, write_whole

FILE = "character.toml"


@dataclass(frozen=True)
class TakenCard:
    """What she has of a card."""

    card: str
    """What the card calls its character."""
    likes: str = ""
    """As in `Character`; empty: her temperament's."""
    dislikes: str = ""
    exchanges: tuple[ExampleExchange, ...] = ()
    name: str = ""
    """What the card changed her name to; empty: nothing."""
    temperament: str = ""
    former_name: str = ""
    """Her name before."""
    former_temperament: str = ""


def read_taken(home: Path) -> TakenCard | None:
    """What was taken of a card; None if nothing was. Raises CompanionError for a file that can't be read."""
    path = home / FILE
    if not path.exists():
        return None
    try:
        table = tomllib.loads(read_text(path))
        said = [ExampleExchange(_text(row["line"]), _text(row["reply"])) for row in table.pop("exchanges", [])]
        known = {f.name for f in fields(TakenCard)}
        return TakenCard(**{name: _text(table[name]) for name in known & set(table)}, exchanges=tuple(said))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CompanionError(
            f"Her character in {path} can't be read; correct it, or `companion character reset`."
        ) from error
    except OSError as error:
        raise CompanionError(f"Her character in {path} can't be opened ({reason(error)}).") from error


def write_taken(home: Path, taken: TakenCard) -> None:
    """Keep it, whole or not at all. Raises CompanionError."""
    rows = [f"{f.name} = {_quoted(getattr(taken, f.name))}" for f in fields(taken) if f.name != "exchanges"]
    for one in taken.exchanges:
        rows += ["", "[[exchanges]]", *(f"{name} = {_quoted(text)}" for name, text in dataclasses.asdict(one).items())]
    try:
        make_folder(home)
        write_whole(home / FILE, "\n".join(rows) + "\n")
    except OSError as error:
        raise CompanionError(f"Her character can't be saved in {home} ({reason(error)}).") from error


def remove_taken(home: Path) -> None:
    """Let her be as she was before the card. Raises CompanionError."""
    try:
        (home / FILE).unlink(missing_ok=True)
    except OSError as error:
        raise CompanionError(f"{home / FILE} can't be removed ({reason(error)}); remove it by hand.") from error


def _text(value: Any) -> str:
    """One line of text. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return " ".join(value.split())


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, except for half surrogates and the sign for delete."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
