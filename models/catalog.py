"""Reads the catalogue of models, `catalog.toml`: entries with their files, hashes and sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from models.errors import ModelError
from models.language import Sampling

Kind = Literal["mind", "ear", "voice", "style", "endpoint", "embedding", "piano"]
PromptForm = Literal["chat", "transcript"]


@dataclass(frozen=True)
class Hub:
    """A file of a Hugging Face repository."""

    repo: str
    file: str
    revision: str | None = None
    """The commit that has this very file; None: the newest, whose hash is kept in the receipt."""

    def __str__(self) -> str:
        return f"hf:{self.repo}{'@' + self.revision[:12] if self.revision else ''}/{self.file}"


@dataclass(frozen=True)
class Url:
    """A file behind one address."""

    address: str

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class Pypi:
    """A file in a wheel, or the same file from each of `parts` wheels, one after another.

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
    """A file in an npm package."""

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
    """None: taken from the hub's metadata when the file is fetched."""
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
    """Megabytes of memory that its process takes while running."""
    files: tuple[ModelFile, ...]
    rank: int = 0
    """Quality, for comparing entries of one kind; the higher the better. 0: never recommended."""
    needs_cores: int = 1
    """With fewer cores it is too slow for a conversation."""
    prompt_form: PromptForm = "chat"
    """LLMs only: the form of its prompts."""
    context: int = 4096
    """LLMs only: most tokens that a prompt and its reply may have together."""
    sampling: Sampling | None = None
    """LLMs only: how its makers say the next token should be drawn; None: as this program draws by itself."""
    thinking: bool = False
    """LLMs only: whether it can think before it answers. It is told not to, and a thought is never shown."""
    read_share: float = 1.0
    """LLMs only: the share of its file that is read for a token; below 1 where parts lie idle."""
    recurrent: bool = False
    """LLMs only: whether it keeps a state that can't be rolled back; see `LanguageModel.rolls_back`."""
    verified: bool = True
    """Whether this project has fetched it and talked with it. A pinned hash and tested mechanics are less than that."""
    retired: bool = False
    """Whether better ones have taken its place: it is only shown where it is on the disk."""
    notes: str = ""
    folder: str = ""
    """Where its files lie under the models folder; its id unless it extends another entry."""
    place: Path | None = None
    """Path of the user's own file, which stays where it is; None for all others."""

    @property
    def pinned(self) -> bool:
        """Whether the hash of each file is known before it is fetched."""
        return all(file.sha256 is not None for file in self.files)

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.bytes for file in self.files)


def read_catalog() -> tuple[CatalogEntry, ...]:
    """The entries this version of the program knows."""
    text = files("models").joinpath("catalog.toml").read_text(encoding="utf-8")
    return tuple(entry_from(values) for values in tomllib.loads(text)["model"])


def entry_from(values: Mapping[str, Any]) -> CatalogEntry:
    """The entry described by a TOML table; raises ModelError saying what is wrong with the table."""
    try:
        rest = {name: value for name, value in values.items() if name not in ("file", "place", "sampling")}
        files_ = tuple(_file(table) for table in values["file"])
        place = Path(values["place"]) if "place" in values else None
        sampling = Sampling(**values["sampling"]) if "sampling" in values else None
        entry = CatalogEntry(**{"folder": values["id"], **rest}, files=files_, place=place, sampling=sampling)
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
        return Hub(table["hf"], table["file"], table.get("revision"))
    if "url" in table:
        return Url(table["url"])
    if "pypi" in table:
        return Pypi(table["pypi"], table["version"], table["member"], table.get("parts", 1))
    return Npm(table["npm"], table["version"], table["member"])
