"""Writes out units of measure after a number: `20 °C` is “twenty degrees Celsius”, `1 km` is “one kilometre”."""

from __future__ import annotations

import re

_UNITS = {
    "km/h": ("kilometre an hour", "kilometres an hour"), "m/s": ("metre a second", "metres a second"),
    "mph": ("mile an hour", "miles an hour"), "km": ("kilometre", "kilometres"), "cm": ("centimetre", "centimetres"),
    "mm": ("millimetre", "millimetres"), "nm": ("nanometre", "nanometres"), "m": ("metre", "metres"),
    "mi": ("mile", "miles"), "ft": ("foot", "feet"), "yd": ("yard", "yards"), "kg": ("kilogram", "kilograms"),
    "g": ("gram", "grams"), "mg": ("milligram", "milligrams"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "l": ("litre", "litres"), "L": ("litre", "litres"), "ml": ("millilitre", "millilitres"),
    "mL": ("millilitre", "millilitres"), "cl": ("centilitre", "centilitres"), "tbsp": ("tablespoon", "tablespoons"),
    "tsp": ("teaspoon", "teaspoons"), "°C": ("degree Celsius", "degrees Celsius"), "C°": ("degree", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"), "°": ("degree", "degrees"), "kB": ("kilobyte", "kilobytes"),
    "KB": ("kilobyte", "kilobytes"), "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"), "Mbps": ("megabit a second", "megabits a second"), "ms": ("millisecond",
    "milliseconds"), "s": ("second", "seconds"), "sec": ("second", "seconds"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"), "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "kW": ("kilowatt", "kilowatts"), "W": ("watt", "watts"),
    "V": ("volt", "volts"), "Hz": ("hertz", "hertz"), "kHz": ("kilohertz", "kilohertz"), "MHz": ("megahertz",
    "megahertz"), "GHz": ("gigahertz", "gigahertz"), "kcal": ("kilocalorie", "kilocalories"), "kJ": ("kilojoule",
    "kilojoules"), "ha": ("hectare", "hectares"), "dB": ("decibel", "decibels"), "px": ("pixel", "pixels"),
    "sq ft": ("square foot", "square feet"),
}  # fmt: skip
_NAMES = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))

UNIT = rf"(?P<unit>(?:{_NAMES})(?:\^[23])?)"
"""A pattern for one unit, as written after a number."""


def unit(written: str, one: bool) -> str:
    """The unit in words, singular if `one`."""
    name, _, power = written.partition("^")
    said = _UNITS[name][0 if one else 1]
    return {"2": "square ", "3": "cubic "}.get(power, "") + said
