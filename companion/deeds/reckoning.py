"""Reckons an expression of numbers and signs with a small parser, exactly where that is possible; nothing is run as code.

```
sum     = product (("+" | "-") product)*        a + b% is b percent more than a
product = power (("*" | "/" | "mod") power)*
power   = sign ("^" power)?
sign    = "-" sign | ("sqrt" | "cbrt") sign | whole ("!" | "%")*  ("of" sign)?
whole   = number | "(" sum ")"
```
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST_DIGITS = 15
"""Larger numbers nobody can hear."""
_LARGEST = Fraction(10) ** MOST_DIGITS
Token = str | Fraction


class ReckoningError(Exception):
    """Why there is no result, as she says it."""


@dataclass(frozen=True)
class Reckoned:
    """A result, and whether it is exact."""

    value: Fraction
    exact: bool = True
    percent: bool = False
    """Whether it was said as a percentage: “20 percent” is 0.2."""


def reckon(tokens: Sequence[Token]) -> Reckoned | None:
    """The result; None if that is no expression. Raises ReckoningError where there is no result, as for a division by zero."""
    parser = _Parser(tokens)
    result = parser.sum()
    return result if result is not None and parser.at == len(tokens) else None


class _Parser:
    """Reads from left to right; every method returns None for what is no expression."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens, self.at = tokens, 0

    def _take(self, *signs: str) -> str:
        """The next sign if it is one of these, else an empty text."""
        if self.at < len(self._tokens) and isinstance(found := self._tokens[self.at], str) and found in signs:
            self.at += 1
            return found
        return ""

    def sum(self) -> Reckoned | None:
        left = self._product()
        while left is not None and (sign := self._take("+", "-")):
            right = self._product()
            if right is None:
                return None
            more = right.value * left.value if right.percent and not left.percent else right.value
            value = left.value + more if sign == "+" else left.value - more
            left = Reckoned(_bounded(value), left.exact and right.exact, left.percent and right.percent)
        return left

    def _product(self) -> Reckoned | None:
        left = self._power()
        while left is not None and (sign := self._take("*", "/", "mod")):
            right = self._power()
            if right is None:
                return None
            if sign != "*" and not right.value:
                raise ReckoningError("Nothing can be divided by zero.")
            value = {"*": lambda a, b: a * b, "/": lambda a, b: a / b, "mod": lambda a, b: a % b}[sign](
                left.value, right.value
            )
            left = Reckoned(_bounded(value), left.exact and right.exact)
        return left

    def _power(self) -> Reckoned | None:
        base = self._sign()
        if base is None or not self._take("^"):
            return base
        exponent = self._power()
        return _raised(base, exponent) if exponent is not None else None

    def _sign(self) -> Reckoned | None:
        if self._take("-"):
            found = self._sign()
            return Reckoned(-found.value, found.exact) if found is not None else None
        if root := self._take("sqrt", "cbrt"):
            found = self._sign()
            return _root(found, 2 if root == "sqrt" else 3) if found is not None else None
        found = self._whole()
        while found is not None and (sign := self._take("!", "%")):
            found = _factorial(found) if sign == "!" else Reckoned(found.value / 100, found.exact, percent=True)
        if found is None or not self._take("of"):
            return found
        whole = self._sign()
        if whole is None:
            return None
        return Reckoned(_bounded(found.value * whole.value), found.exact and whole.exact)

    def _whole(self) -> Reckoned | None:
        if self._take("("):
            inside = self.sum()
            return inside if self._take(")") else None
        if self.at < len(self._tokens) and isinstance(number := self._tokens[self.at], Fraction):
            self.at += 1
            return Reckoned(_bounded(number))
        return None


def _bounded(value: Fraction) -> Fraction:
    if abs(value) >= _LARGEST:
        raise ReckoningError("That's a longer number than I can read out.")
    return value


def _raised(base: Reckoned, exponent: Reckoned) -> Reckoned:
    if not base.value and exponent.value < 0:
        raise ReckoningError("Nothing can be divided by zero.")
    if abs(base.value) in (0, 1) and exponent.value.denominator == 1:
        return Reckoned(base.value ** int(exponent.value % 2 or 2 * bool(exponent.value)), base.exact)
    if abs(exponent.value) > 200 or (base.value and abs(exponent.value * Fraction(math.log10(abs(base.value)))) > 50):
        raise ReckoningError("That's a longer number than I can read out.")
    if exponent.value.denominator == 1:
        return Reckoned(_bounded(base.value ** int(exponent.value)), base.exact and exponent.exact)
    if base.value < 0:
        raise ReckoningError("A negative number has no such root.")
    return Reckoned(_bounded(Fraction(float(base.value) ** float(exponent.value))), exact=False)


def _root(of: Reckoned, degree: int) -> Reckoned:
    if of.value < 0 and degree == 2:
        raise ReckoningError("A negative number has no square root.")
    sign = -1 if of.value < 0 else 1
    top, bottom = abs(of.value).numerator, of.value.denominator
    roots = [round(number ** (1 / degree)) for number in (top, bottom)]
    if roots[0] ** degree == top and roots[1] ** degree == bottom:
        return Reckoned(sign * Fraction(*roots), of.exact)
    return Reckoned(sign * Fraction(float(abs(of.value)) ** (1 / degree)), exact=False)


def _factorial(of: Reckoned) -> Reckoned:
    if of.value < 0 or of.value.denominator != 1:
        raise ReckoningError("Only whole numbers have a factorial.")
    if of.value > 17:
        raise ReckoningError("That's a longer number than I can read out.")
    return Reckoned(_bounded(Fraction(math.factorial(int(of.value)))), of.exact)
