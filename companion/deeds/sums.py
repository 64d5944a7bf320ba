"""Does sums and turns units into others: percentages, shares, ounces into grams; currencies she has no rates for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.figures import read_figures
from companion.deeds.sum_asking import Unfinished, answered, finished, lacking, told_before
from companion.deeds.sum_follow import followed
from companion.deeds.sum_grammar import NoResult, Reckon, in_figures, read_sum, shown
from companion.deeds.sum_guess import guess_sum, read_outright
from companion.deeds.unit_grammar import Convert, Exchange, read_conversion
from companion.deeds.unit_guess import guess_conversion
from companion.deeds.units import Quantity, Unit, converted, convertible, measure, named, registry
from companion.memory.receipts import Receipt

NO_RATES = (
    "I have no exchange rates, so I can't turn one currency into another. If you tell me the rate, I'll do the sum."
)
_GOES_ON = re.compile(
    r"(?:plus|minus|times|divided by|over|less|multiplied by|take away|squared|cubed|[-+*/×÷])(?: |$)", re.IGNORECASE
)
_THAT = re.compile(r"\b(?:that|it)\b(?! is\b)", re.IGNORECASE)


class SumDeed(Deed):
    """Only tells: its receipts are shown and not kept."""

    name = "sum"
    can = "do sums and turn one unit into another"
    whole_lines = True

    def prepare(self) -> None:
        """As `Deed.prepare`: the library's units take half a second."""
        registry()

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if asked is not None and isinstance(asked.about, Unfinished):
            return answered(asked.about, line) or read_sum(line)
        return _converted_whole(line) or read_sum(line) or _otherwise(line, now.year)

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return _converted_whole(line) or _converted_whole(line, guess_conversion) or guess_sum(line, now.year)

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """As `Deed.go_on`: “and times three”, “15 percent of that”."""
        if not isinstance(before, Reckon):
            return None
        number = shown(before.value).replace(",", "")
        if _GOES_ON.match(line) and (found := read_sum(f"what's {number} {line}")) is not None:
            return found
        said, changed = _THAT.subn(number, line, count=1)
        return (read_sum(said) if changed else None) or followed(line, before)

    def in_context(self, request: Request | DeedQuestion, told: Sequence[str], now: datetime) -> Request | DeedQuestion:
        """As `Deed.in_context`: “The bill's 84. What's ten percent?”"""
        if not isinstance(request, DeedQuestion) or not isinstance(request.about, Unfinished):
            return request
        return finished(request.about, told) or request

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case Reckon():
                value, exact = in_figures(request.value, request.money)
                about = "" if exact and request.exact else "about "
                said = request.form.format(words=request.words, value=value, about=about)
                return Done(said, said.rstrip("."), kept=False)
            case NoResult():
                return Done(request.why)
            case Convert():
                return _convert(request)
            case Exchange():
                return Done(NO_RATES, cannot="exchange rates")
        raise AssertionError(f"not a sum: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """Nothing to undo."""
        raise AssertionError("a sum can't be undone")


def _converted_whole(
    line: str, read: Callable[[str], Convert | Exchange | None] = read_conversion
) -> Convert | Exchange | None:
    """A conversion that leaves out no number: “250 grams times six in kilos” is none."""
    found = read(line)
    if not isinstance(found, Convert):
        return found
    return found if len(read_figures(line).numbers) <= max(1, len(found.quantity.parts)) else None


def _otherwise(line: str, year: int) -> Request | DeedQuestion | None:
    """A sum told in several sentences, or one that lacks a number."""
    return told_before(line) or lacking(line) or read_outright(line, year)


def _convert(request: Convert) -> Done:
    given = request.quantity.parts[0][1]
    if not convertible(given, request.into):
        one, other = measure(given), measure(request.into)
        return Done(
            f"{given.many.capitalize()} are {one}, {request.into.many} {other}: it depends on what is measured."
        )
    said = _said(request.quantity, request.into)
    ambiguous = next((unit for unit in (given, request.into) if unit.other), None)
    if ambiguous is not None and len(request.quantity.parts) == 1:
        there = named(ambiguous.other)
        quantity = Quantity(
            tuple((value, there if unit == ambiguous else unit) for value, unit in request.quantity.parts)
        )
        said = f"{said} {_said(quantity, there if request.into == ambiguous else request.into)}"
    return Done(said, said.rstrip("."), kept=False)


def _said(quantity: Quantity, into: Unit) -> str:
    """“200 grams is about 7.05 ounces.”"""
    value = converted(quantity, into)
    figures, exact = in_figures(value)
    if not exact or len(figures.partition(".")[2]) > 2:
        figures, exact = in_figures(value, decimals=2)
    given = " ".join(unit.counted(one, in_figures(one)[0]) for one, unit in quantity.parts)
    return f"{given} is {'' if exact else 'about '}{into.counted(value, figures)}."
