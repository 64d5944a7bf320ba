"""Knows the time zones of cities, countries and states by their English names, from GeoNames (CC BY 4.0)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

_SHORT = {"la": "los angeles", "nyc": "new york", "dc": "washington", "washington dc": "washington", "san fran": "san francisco",
          "frisco": "san francisco", "kl": "kuala lumpur", "jozi": "johannesburg", "jburg": "johannesburg"}  # fmt: skip
_NOT_LETTERS = re.compile(r"[^a-z0-9 ]")


def zone_of(place: str) -> tuple[str, str] | None:
    """The place's own spelling and its time zone (“America/Chicago”); None for a place that is not known."""
    name = plain(place)
    return _zones().get(_SHORT.get(name, name))


@cache
def _zones() -> dict[str, tuple[str, str]]:
    """Read at the first question, not at the start."""
    table = resources.files("companion.deeds").joinpath("city_zones.txt").read_text(encoding="utf-8")
    return {plain(name): (name, zone) for zone, names in _rows(table) for name in names}


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for line in table.splitlines():
        zone, _, names = line.partition(": ")
        yield zone, names.split("; ")


def plain(name: str) -> str:
    """In small letters without accents, marks, “the” and “city”."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("-", " ")
    words = _NOT_LETTERS.sub("", letters).split()
    return " ".join(word for word in words if word not in ("the", "city"))
