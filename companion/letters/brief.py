"""Defines a brief: to whom a letter is, what for, what must be in it, and in what tone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Brief:
    """What the user wants of a letter, in the user's words."""

    kind: str = "letter"
    """“letter”, “birthday message”, “complaint”."""
    to: str = ""
    """“my sister”, “Tom”."""
    occasion: str = ""
    """What it is for: “it's her thirtieth on Saturday”."""
    must: tuple[str, ...] = ()
    """What must be in it, a thing each: “the goat”, “thank her for the jumper”."""
    tone: str = ""
    """“warm, a bit funny”."""
    sign: str = ""
    """The name under it; empty: the name in the settings, if there is one."""
    length: str = ""
    """“short” or “long”, if that was asked for."""
    told: tuple[str, ...] = ()
    """Every line in which the user has told of it: what they name may be in it."""
    material: tuple[str, ...] = ()
    """What she remembers of that person and was told to use."""

    @property
    def title(self) -> str:
        """“to my sister”; what it is, if it is to nobody yet."""
        return f"to {self.to}" if self.to else f"a {self.kind}"

    @property
    def grounds(self) -> tuple[str, ...]:
        """All that the letter may name."""
        return (self.kind, self.to, self.occasion, *self.must, self.tone, self.sign, *self.told, *self.material)

    def as_json(self) -> dict[str, Any]:
        """The brief as it is kept."""
        return asdict(self)


def brief_from_json(kept: Mapping[str, Any]) -> Brief:
    """The brief again; what a newer version of the program has added to it is passed over."""
    known = {one.name for one in fields(Brief)}
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Brief(**{name: value for name, value in values.items() if name in known})
