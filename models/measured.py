"""Keeps what was measured and found out on this machine, in `measured.toml` beside the models: nothing of it is personal."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.errors import ModelError

NAME = "measured.toml"


@dataclass(frozen=True)
class Measured:
    """What is known of this machine."""

    tokens_per_s: Mapping[str, float] = field(default_factory=dict)
    """By LLM id."""
    first_reply_s: Mapping[str, float] = field(default_factory=dict)
    """By LLM id: seconds from the end of a line to the first clause of the reply."""
    hub: bool | None = None
    """Whether the model hub answered when the user asked for everything; None: they never did."""


def read_measured(folder: Path) -> Measured:
    """What is kept in the models folder; nothing is known where there is no file. Raises ModelError for a damaged one."""
    path = folder / NAME
    if not path.exists():
        return Measured()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        hub = values.get("hub")
        if hub is not None and not isinstance(hub, bool):
            raise TypeError("hub is neither true nor false")
        return Measured(_speeds(values, "tokens_per_second"), _speeds(values, "first_reply_s"), hub)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} can't be read ({error}); delete it and run `companion doctor` again.") from error


def note_speed(folder: Path, id: str, tokens_per_s: float, first_reply_s: float | None = None) -> None:
    """Keep how fast this LLM is here, in place of what was measured before. Raises ModelError."""
    known = read_measured(folder)
    first = {name: seconds for name, seconds in known.first_reply_s.items() if name != id}
    if first_reply_s is not None:
        first[id] = first_reply_s
    _write(folder, replace(known, tokens_per_s={**known.tokens_per_s, id: tokens_per_s}, first_reply_s=first))


def note_hub(folder: Path, answered: bool) -> None:
    """Keep that the user asked for everything, and whether the model hub answered then. Raises ModelError."""
    _write(folder, replace(read_measured(folder), hub=answered))


def _speeds(values: Mapping[str, Mapping[str, float]], table: str) -> dict[str, float]:
    return {str(id): float(speed) for id, speed in values.get(table, {}).items()}


def _write(folder: Path, known: Measured) -> None:
    lines = [] if known.hub is None else [f"hub = {str(known.hub).lower()}"]
    for table, speeds in (("tokens_per_second", known.tokens_per_s), ("first_reply_s", known.first_reply_s)):
        if speeds:
            lines += [f"[{table}]", *(f'"{id}" = {speed:.2f}' for id, speed in sorted(speeds.items()))]
    draft = (folder / NAME).with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.replace(draft, folder / NAME)
    except OSError as error:
        raise ModelError(
            f"What was measured can't be kept in {folder} ({error.strerror}); is the disk full?"
        ) from error
