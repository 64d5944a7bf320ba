"""Keeps the list of the user's own models (a GGUF on this disk, on the hub or behind an address) in `added.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.catalog import CatalogEntry, Hub, ModelFile, PromptForm, Source, Url, entry_from
from models.errors import ModelError
from models.fetching.fetch import is_gguf

_HEADER = 1 << 25
"""Bytes at the start of a GGUF file in which its chat template is looked for; the vocabulary comes before it."""


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
    sources: tuple[Source, ...] = ()
    size = 0
    if what.startswith("hf:"):
        sources = (_hub(what),)
        name = what.rpartition("/")[2]
    elif "://" in what:
        sources = (_url(what),)
        name = urlsplit(what).path.rpartition("/")[2]
    else:
        place = _local(what)
        name, size = place.name, place.stat().st_size
    if not name.lower().endswith(".gguf"):
        raise ModelError(f"{what} is not a GGUF model: its name should end in .gguf.")
    chosen = id or plain(name[: -len(".gguf")])
    if plain(chosen) != chosen:
        raise ModelError(
            f"“{chosen}” can't be a model's id; use small letters, digits, dots and dashes: {plain(chosen)}"
        )
    return CatalogEntry(
        chosen, "mind", name, "the author's", size * 6 // 5 // 2**20 + 300,
        (ModelFile(name, size, None, sources),),
        prompt_form=form or (_form(place) if place else "chat"),
        context=context, verified=False, notes=f"Added by you: {what}", folder=chosen, place=place,
    )  # fmt: skip


def plain(name: str) -> str:
    """A name turned into an id: small letters, digits, dots and dashes."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "model"


def _local(what: str) -> Path:
    place = Path(what).expanduser().resolve()
    try:
        good = is_gguf(place)
    except OSError as error:
        raise ModelError(f"{place} can't be read ({error.strerror}); check the path.") from error
    if not good:
        raise ModelError(
            f"{place} is not a GGUF model (it does not begin with “GGUF”); download the GGUF version of it."
        )
    return place


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


def _form(place: Path) -> PromptForm:
    """Chat form if the file has a chat template, because such a model is trained for it; else transcript form."""
    with place.open("rb") as file:
        return "chat" if b"tokenizer.chat_template" in file.read(_HEADER) else "transcript"


def _table(entry: CatalogEntry) -> str:
    """One entry as TOML."""
    lines = ["[[model]]"]
    for name in ("id", "kind", "title", "licence", "needs_ram_mb", "prompt_form", "context", "verified", "notes"):
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
