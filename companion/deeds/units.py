"""Understands quantities with their units, and turns one into another with the units of `pint`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any

from companion.text.number_words import alternatives

if TYPE_CHECKING:
    import pint


@dataclass(frozen=True)
class Unit:
    """A unit that people name."""

    pint: str
    """What the library calls it."""
    one: str
    many: str
    other: str = ""
    """The unit of the same name on the other side of the ocean, if that is another: its name for the library."""

    def counted(self, value: Fraction, figures: str) -> str:
        """“1 ounce”, “7.05 ounces”."""
        return f"{figures} {self.one if abs(value) == 1 else self.many}"


@dataclass(frozen=True)
class Quantity:
    """So much of a unit; “five foot eleven” has two parts."""

    parts: tuple[tuple[Fraction, Unit], ...]


@functools.cache
def table() -> tuple[tuple[re.Pattern[str], Unit], ...]:
    """The units with the patterns of their names."""
    file = resources.files("companion.deeds").joinpath("units.toml")
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["unit"]
    return tuple(
        (re.compile("|".join(row["called"])), Unit(row["pint"], row["one"], row["many"], row.get("other", "")))
        for row in rows
    )


@functools.cache
def pattern() -> str:
    """A pattern of every unit's names, the longest first."""
    return "(?:" + alternatives(found.pattern for found, _ in table()) + ")"


@functools.cache
def unit(name: str) -> Unit:
    """The unit with this name, as `pattern` finds it."""
    return next(one for called, one in table() if called.fullmatch(name))


def named(pint_name: str) -> Unit:
    """The unit that the library calls so."""
    return next(one for _, one in table() if one.pint == pint_name)


def convertible(first: Unit, second: Unit) -> bool:
    """Whether both measure the same."""
    units = registry()
    return bool(units.Unit(first.pint).dimensionality == units.Unit(second.pint).dimensionality)


def converted(quantity: Quantity, into: Unit) -> Fraction:
    """The quantity in that unit, to ten places of it."""
    total = sum(_converted(value, part, into) for value, part in quantity.parts)
    return Fraction(f"{total:.10g}")


def measure(one: Unit) -> str:
    """What it measures: “a length”; “something else” for what has no everyday word."""
    dimension = registry().Unit(one.pint).dimensionality
    return next(
        (word for word, example in _MEASURES if registry().Unit(example).dimensionality == dimension), "something else"
    )


_MEASURES = (
    ("a length", "meter"),
    ("a weight", "gram"),
    ("a volume", "liter"),
    ("an area", "hectare"),
    ("a temperature", "kelvin"),
    ("a time", "second"),
    ("a speed", "knot"),
    ("an energy", "joule"),
    ("a power", "watt"),
    ("a pressure", "bar"),
)


@functools.cache
def registry() -> pint.UnitRegistry[Any]:
    """The units that the library knows; the first call takes half a second."""
    import pint

    return pint.UnitRegistry()


def _converted(value: Fraction, unit_: Unit, into: Unit) -> float:
    units = registry()
    return float(units.Quantity(float(value), unit_.pint).to(into.pint).magnitude)
