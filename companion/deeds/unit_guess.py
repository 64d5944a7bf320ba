"""Takes apart a line that surely asks for a unit in another, in words that no phrase has: the quantity, and the other unit."""

from __future__ import annotations

import re

from companion.deeds.figures import Figures, read_figures
from companion.deeds.sum_shapes import N
from companion.deeds.unit_grammar import Convert, amount_pattern, quantity_in
from companion.deeds.units import Quantity, Unit, convertible, measure, named, pattern, unit

_HOT = re.compile(rf"(?P<n>{N}) (?:degrees )?(?P<unit>fahrenheit|celsius|centigrade)")
_THOUSANDS = re.compile(r"(?<=\d)k\b(?! ?(?:a|per|euro|dollars|quid)\b)")


def guess_conversion(line: str) -> Convert | None:
    """The quantity that the line names, and the unit in which it is to be told."""
    figures = read_figures(re.sub(r"^hundred\b", "a hundred", _THOUSANDS.sub(" km", line)))
    text = re.sub(r"\b(?:a|an) (?=half hundred)", "", figures.text)
    names = pattern()
    if turned := re.search(
        rf"\b(?P<from>{names})(?: of [a-z]+)? (?:to|into|in) (?P<into>{names})\b.*?(?P<n>{N}) ?(?:of them|$)", text
    ):
        return _checked(Quantity(((figures.of(turned["n"]).value, unit(turned["from"])),)), unit(turned["into"]))
    for found in sorted(
        re.finditer(rf"(?<![\w#]){amount_pattern()}(?![\w])", text), key=lambda one: one.start() - one.end()
    ):
        quantity = quantity_in(found[0], figures)
        others = [
            unit(name[0])
            for name in re.finditer(rf"(?<![\w#]){names}(?!\w)", f"{text[: found.start()]}|{text[found.end() :]}")
        ]
        for into in reversed(others):
            if quantity is not None and (asked := _checked(quantity, into)) is not None:
                return asked
    return _heat(text, figures)


def _checked(quantity: Quantity, into: Unit) -> Convert | None:
    given = quantity.parts[0][1]
    same = any(part == into for _, part in quantity.parts)
    return Convert(quantity, into) if not same and measure(given) != "a time" and convertible(given, into) else None


def _heat(text: str, figures: Figures) -> Convert | None:
    """“a hundred degrees fahrenheit, how hot is that in ours”."""
    if not (found := _HOT.search(text)) or len(figures.numbers) != 1:
        return None
    given = unit(found["unit"])
    into = named("degC" if given.pint == "degF" else "degF")
    return Convert(Quantity(((figures.of(found["n"]).value, given),)), into)
