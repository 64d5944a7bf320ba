"""Keeps the list of the user's own models (a GGUF on this disk, on the hub or behind an address) in `added.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.catalog import CatalogEntry, Hub, ModelFile, PromptForm, Source, Url, entry_from
from models.errors import ModelError
from models.gguf_header import GgufHeader, names_of_parts, part_of_name
from models.own_file import checked_header, parts_beside, plain_gguf

LEAST_CONTEXT = 512
"""Tokens; with fewer there is no room for who she is and what was said."""


@dataclass(frozen=True)
class AddedModels:
    """The user's own models, listed in one file."""

    path: Path

    def read(self) -> tuple[CatalogEntry, ...]:
        """All entries; none when there is no file. Raises ModelError when it can't be read."""
        if not self.path.exists():
            return ()
        try:
            tables = tomllib.loads(self.path.read_text(encoding="utf-8")).get("model", [])
        except (OSError, ValueError) as error:
            raise ModelError(f"{self.path} can't be read ({error}); repair it or delete it.") from error
        return tuple(entry_from(table) for table in tables)

    def write(self, entries: tuple[CatalogEntry, ...]) -> None:
        """Replace the list by these entries. Raises ModelError."""
        draft = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text("\n".join(_table(entry) for entry in entries), encoding="utf-8")
            os.replace(draft, self.path)
        except OSError as error:
            raise ModelError(f"{self.path} can't be written ({error.strerror}); is the disk full?") from error


def entry_for(what: str, id: str | None = None, form: PromptForm | None = None, context: int = 4096) -> CatalogEntry:
    """The entry for `PATH`, `hf:REPO/FILE` or `https://…`; raises ModelError when it is not a GGUF model."""
    place: Path | None = None
    header: GgufHeader | None = None
    if what.startswith("hf:"):
        files = _files(_hub(what).file, lambda file: Hub(_hub(what).repo, file))
    elif "://" in what:
        files = _files(_url(what).address, Url)
    else:
        place = plain_gguf(what)
        header = checked_header(place)
        files = tuple(ModelFile(part.name, part.stat().st_size, None, ()) for part in parts_beside(place))
    name, size = files[0].name, sum(file.bytes for file in files)
    chosen = id or plain(re.sub(r"-00001-of-\d{5}$", "", name[: -len(".gguf")]))
    if plain(chosen) != chosen:
        raise ModelError(
            f"“{chosen}” can't be a model's id; use small letters, digits, dots and dashes: {plain(chosen)}"
        )
    if context < LEAST_CONTEXT:
        raise ModelError(f"A context of {context} tokens holds no conversation; choose {LEAST_CONTEXT} or more.")
    return CatalogEntry(
        chosen, "mind", name, "the author's", size * 6 // 5 // 2**20 + 300, files,
        prompt_form=form or ("chat" if header is None or header.template else "transcript"),
        context=context, recurrent=header is not None and header.recurrent, verified=False,
        notes=f"Added by you: {what}", folder=chosen, place=place,
    )  # fmt: skip


def plain(name: str) -> str:
    """A name turned into an id: small letters, digits, dots and dashes."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "model"


def _files(path: str, source: Callable[[str], Hub | Url]) -> tuple[ModelFile, ...]:
    """The files to fetch: the one of this path, or all parts of a split model."""
    tree, _, tail = path.rpartition("/")
    name = urlsplit(path).path.rpartition("/")[2]
    if not name.lower().endswith(".gguf"):
        raise ModelError(f"{path} is not a GGUF model: its name should end in .gguf.")
    part = part_of_name(name)
    if part is not None and part.number != 1:
        raise ModelError(
            f"{name} is part {part.number} of {part.count} of a model: add part 1; the others come with it."
        )
    named = [(one, tail.replace(name, one, 1)) for one in names_of_parts(name)]
    return tuple(ModelFile(one, 0, None, (source(f"{tree}/{end}" if tree else end),)) for one, end in named)


def _hub(what: str) -> Hub:
    parts = what.removeprefix("hf:").split("/", 2)
    if len(parts) < 3 or not all(parts):
        raise ModelError(f"{what} should look like hf:OWNER/REPOSITORY/FILE.gguf.")
    return Hub(f"{parts[0]}/{parts[1]}", parts[2])


def _url(what: str) -> Url:
    address = urlsplit(what)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ModelError(f"{what} is not a web address; it should begin with https://.")
    return Url(what)


def _table(entry: CatalogEntry) -> str:
    """One entry as TOML."""
    lines = ["[[model]]"]
    for name in (
        "id",
        "kind",
        "title",
        "licence",
        "needs_ram_mb",
        "prompt_form",
        "context",
        "recurrent",
        "verified",
        "notes",
    ):
        lines.append(f"{name} = {_toml(getattr(entry, name))}")
    if entry.place is not None:
        lines.append(f"place = {_toml(str(entry.place))}")
    for file in entry.files:
        sources = ", ".join(_source(source) for source in file.sources)
        lines += ["[[model.file]]", f"name = {_toml(file.name)}", f"bytes = {file.bytes}", f"sources = [{sources}]"]
    return "\n".join(lines) + "\n"


def _source(source: Source) -> str:
    assert isinstance(source, Hub | Url)
    if isinstance(source, Hub):
        return f"{{ hf = {_toml(source.repo)}, file = {_toml(source.file)} }}"
    return f"{{ url = {_toml(source.address)} }}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in str(value)) + '"'
