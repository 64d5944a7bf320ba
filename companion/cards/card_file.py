"""Reads a character card (SillyTavern's V1, V2 and V3, as JSON or in a PNG) as plain texts; nothing in it is run or fetched.

Format: https://github.com/malfoyslastname/character-card-spec-v2, https://github.com/kwaroran/character-card-spec-v3
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from companion.cards import png_text
from companion.errors import CompanionError
from companion.files import reason
from companion.text.characters import ordinary

LARGEST_FILE = 20_000_000
"""Bytes: a picture may be large, the text in it is read only up to `png_text.LONGEST_TEXT`."""
LONGEST_FIELD = 20_000
"""Characters of one text that are read for what fits her."""
DEEPEST = 24
"""Lists and tables within each other."""
MOST_TEXTS, MOST_CHARACTERS = 20_000, 1_000_000
"""In the whole card; all of it is looked through."""
TEXTS = ("name", "description", "personality", "scenario", "first_mes", "mes_example", "creator_notes", "system_prompt",
         "post_history_instructions", "nickname")  # fmt: skip
_CHUNKS = ("ccv3", "chara")
"""Keywords of the texts in a PNG, the better first."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Card:
    """What a card says, as text and nothing else."""

    form: str
    """V1, V2 or V3."""
    texts: Mapping[str, str]
    """By the names in `TEXTS`, each cut to `LONGEST_FIELD`; empty where it says nothing."""
    tags: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    """What else is in it and is never used: lorebook, extensions, greetings, assets, picture."""
    everything: str = field(default="", repr=False)
    """Every text anywhere in it, also in its lorebook and extensions, to look for what must not be taken."""

    @property
    def name(self) -> str:
        """What the character is called."""
        return self.texts["nickname"] or self.texts["name"]


def read_card(file: Path) -> Card:
    """Reads the card. Raises CompanionError, in one sentence, for what can't be read or is no card."""
    try:
        if not file.is_file():
            raise CompanionError(f"There is no file {file}; name a character card (JSON or PNG).")
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CompanionError(f"The card {file.name} can't be opened ({reason(error)}).") from error
    if len(data) > LARGEST_FILE:
        raise CompanionError(
            f"{file.name} is larger than any character card ({LARGEST_FILE // 1_000_000} MB); choose another."
        )
    try:
        return card_of(data)
    except ValueError as error:
        raise CompanionError(
            f"{file.name} is no character card that can be read: {error}. Choose another file."
        ) from error


def card_of(data: bytes) -> Card:
    """The card in the bytes of a file. Raises ValueError that says what is wrong."""
    picture = data.startswith(png_text.SIGNATURE)
    table = _table(_from_png(data) if picture else data)
    inner = table.get("data")
    body = inner if isinstance(inner, dict) else table
    texts = {name: _field(body.get(name)) for name in TEXTS}
    if not (texts["name"] or texts["nickname"]) or not any(
        texts[key] for key in ("description", "personality", "mes_example", "first_mes")
    ):
        raise ValueError("it has no name, or nothing about a character")
    tags = body.get("tags")
    return Card(
        _form(table),
        MappingProxyType(texts),
        tuple(_field(tag)[:60] for tag in tags[:100] if isinstance(tag, str)) if isinstance(tags, list) else (),
        frozenset({name for name, there in _besides(body, picture) if there}),
        _everything(table),
    )


def _from_png(data: bytes) -> bytes:
    found = png_text.texts(data)
    for keyword in _CHUNKS:
        if keyword in found:
            try:
                return base64.b64decode(b"".join(found[keyword].split()), validate=True)
            except binascii.Error as error:
                raise ValueError("the text in its picture is not in base64") from error
    raise ValueError("the picture holds no character")


def _table(data: bytes) -> dict[str, Any]:
    if len(data) > png_text.LONGEST_TEXT:
        raise ValueError("its text is far too long")
    try:
        table = json.loads(data.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError("its text is not JSON") from error
    except RecursionError as error:
        raise ValueError("its text is nested too deeply") from error
    if not isinstance(table, dict):
        raise ValueError("its text is not a table")
    return table


def _form(table: Mapping[str, Any]) -> str:
    return {"chara_card_v2": "V2", "chara_card_v3": "V3"}.get(str(table.get("spec")), "V1")


def _besides(body: Mapping[str, Any], picture: bool) -> Iterator[tuple[str, bool]]:
    yield "lorebook", bool(body.get("character_book"))
    yield "extensions", bool(body.get("extensions"))
    yield "greetings", bool(body.get("alternate_greetings") or body.get("group_only_greetings"))
    yield "assets", bool(body.get("assets"))
    yield "picture", picture


def _field(value: Any) -> str:
    return _readable(value).strip()[:LONGEST_FIELD] if isinstance(value, str) else ""


def _readable(text: str) -> str:
    """Without what can't be seen, and without the characters that move a terminal's cursor."""
    return _CONTROLS.sub("", ordinary(text))


def _everything(table: Any) -> str:
    """Every text in it, “key: text” a line. Raises ValueError for what is nested too deeply or far too much."""
    found: list[str] = []
    waiting: list[tuple[str, Any, int]] = [("", table, 0)]
    length = 0
    while waiting:
        key, value, depth = waiting.pop()
        if depth > DEEPEST:
            raise ValueError("its text is nested too deeply")
        if isinstance(value, str):
            found.append(f"{key}: {value}")
            length += len(found[-1])
        elif isinstance(value, dict):
            waiting += [(str(name), part, depth + 1) for name, part in value.items()]
        elif isinstance(value, list):
            waiting += [(key, part, depth + 1) for part in value]
        if len(found) > MOST_TEXTS or length > MOST_CHARACTERS:
            raise ValueError("it holds far more text than a character card needs")
    return _readable("\n".join(found))
