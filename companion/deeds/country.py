"""Tells which country a time zone lies in, for its public holidays."""

from __future__ import annotations

from datetime import tzinfo
from functools import cache
from importlib import resources


def country_of(zone: tzinfo | None) -> str:
    """The country's code (“AT” for Europe/Vienna), the first if there are several; empty for a zone of no country."""
    return _countries().get(str(getattr(zone, "key", "")), "")


@cache
def _countries() -> dict[str, str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in reversed(rows)}
