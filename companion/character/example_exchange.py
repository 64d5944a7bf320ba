"""Holds an example of how she answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExampleExchange:
    """What a user said on another evening, and what she answered."""

    line: str
    reply: str
