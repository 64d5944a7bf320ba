"""Understands sums as they are said: “15 percent of 80”, “the bill's 96.50 and there's four of us, how much each”."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from companion.deeds.deed import Request
from companion.deeds.figures import Figures, read_figures
from companion.deeds.reckoning import ReckoningError, Token, reckon
from companion.deeds.sum_shapes import (
    CLOSED,
    CORRECTED,
    GOES_INTO,
    LEAD,
    PARTS,
    PERCENTAGES,
    PRICED,
    SCORE,
    SERIES,
    SHAPES,
    SIGNS,
    SPOKEN,
    STORIES,
    TAIL,
    Given,
    N,
)

_PLAIN, _AS_PERCENT = "{words} is {about}{value}.", "{words} is {about}{value} percent."


@dataclass(frozen=True)
class Reckon(Request):
    """A sum with its result."""

    words: str
    """The sum as she says it back: “15 percent of 80”."""
    value: Fraction
    exact: bool = True
    form: str = _PLAIN
    """What she says; `{about}` is “about ” where the value is rounded."""
    money: bool = False
    """Whether it is rounded to hundredths."""


@dataclass(frozen=True)
class NoResult(Request):
    """A sum that has none."""

    why: str
    """As she says it."""


_PAID = re.compile(r"\b(?:tip|vat|tax|bill|off|discount)\b")
"""Then the numbers are prices: “an 18% tip on sixty four fifty”."""


def read_sum(line: str) -> Reckon | NoResult | None:
    """The sum that a line asks for, with its result; None when it asks for none."""
    figures = read_figures(line)
    if not figures.numbers or len(figures.text) > 300:
        return None
    text = re.sub(r" [?!.]+$| \?", "", figures.text)
    text = re.sub(r"[€$£] (?=#)| (?:euros?|pounds?|quid|dollars?|bucks)\b(?! in)", "", text)
    text = CORRECTED.sub(r"\2", text)
    try:
        return _story(text, figures) or marked_sum(text, figures)
    except ReckoningError as error:
        return NoResult(str(error))
    except ZeroDivisionError:
        return NoResult("Nothing can be divided by zero.")


def marked_sum(text: str, figures: Figures) -> Reckon | None:
    """The sum of a line with marks for its numbers."""
    if times := GOES_INTO.fullmatch(text):
        small, large = (figures.of(mark).value for mark in times.groups() if mark)
        return Reckon(f"{shown(large)} divided by {shown(small)}", large / small)
    core = LEAD.sub("", text, count=1) if LEAD.match(text) else text
    has_lead = core != text
    while (shorter := TAIL.sub("", core)) != core:
        core, has_lead = shorter, True
    core = core.strip()
    if (priced := _priced(core, figures, has_lead)) is not None:
        return priced
    for shapes, form in ((PERCENTAGES, _AS_PERCENT), (SHAPES, _PLAIN)):
        for pattern, words, result in shapes:
            if found := pattern.fullmatch(core):
                if not has_lead and re.fullmatch(
                    rf"{N} (?:from|off|of|on|between|among) {N}|{N} {N} ways|(?:twice|double|triple|half|three"
                    rf" times) {N}",
                    core,
                ):
                    continue
                marks = tuple(mark for mark in found.groups() if mark)
                return _with(words, result, marks, figures, form, money=bool(_PAID.search(core)))
    return _series(core, figures, has_lead) or _expression(core, figures, has_lead)


def _story(text: str, figures: Figures) -> Reckon | None:
    for pattern, words, result in STORIES:
        if found := pattern.fullmatch(text):
            marks = tuple(mark for mark in found.groups() if mark)
            return _with(words, result, marks, figures, money=True)
    pattern, words, result = SCORE
    if found := pattern.fullmatch(text):
        return _with(words, result, found.groups(), figures, _AS_PERCENT)
    return None


def _with(
    words: str,
    result: Callable[[Given], Fraction],
    marks: tuple[str, ...],
    figures: Figures,
    form: str = _PLAIN,
    money: bool = False,
) -> Reckon:
    numbers = tuple(figures.of(mark).price if money else figures.of(mark).value for mark in marks)
    said = [in_figures(number, money=True)[0] if money and number >= 1 else shown(number) for number in numbers]
    return Reckon(words.format(*said), result(numbers), form=form, money=money)


def _priced(core: str, figures: Figures, has_lead: bool) -> Reckon | None:
    """“six coffees at 3.75”: asked for, or at a price that is no time of day."""
    found = PRICED.fullmatch(core)
    if not found:
        return None
    count, price = figures.of(found[1]).value, figures.of(found[3]).price
    if not has_lead and not found[4] and (price.denominator == 1 or price % 1 * 100 < 60):
        return None
    words = f"{shown(count)} {found[2]}at {in_figures(price, money=True)[0]}"
    return Reckon(words, count * price, money=True)


def _series(core: str, figures: Figures, has_lead: bool) -> Reckon | None:
    found = SERIES.fullmatch(core)
    if not found or not (has_lead or found["what"]):
        return None
    numbers = [figures.of(mark).value for mark in re.findall(N, found["of"])]
    total = sum(numbers, Fraction(0))
    if "average" in (found["what"] or "") or "mean" in (found["what"] or ""):
        return Reckon("The average", total / len(numbers))
    return Reckon(" plus ".join(map(shown, numbers)), total)


def _expression(core: str, figures: Figures, has_lead: bool) -> Reckon | None:
    text = f" {core} "
    for words, sign in SIGNS:
        text = re.sub(rf"(?<= )(?:{words})(?= )", sign, text)
    text = re.sub(r" (squared|cubed)(?= )", r" ^ \1", text)
    text = re.sub(r"(?<= )(minus|negative) (?=#)", "- ", text).strip()
    tokens: list[Token] = []
    for word in text.split():
        if word.startswith("#"):
            tokens.append(figures.of(word).value)
        elif word in ("squared", "cubed"):
            tokens.append(Fraction(2 if word == "squared" else 3))
        elif word in (*SPOKEN, "(", ")", "of", "mod"):
            tokens.append(word)
        else:
            return None
    if len(tokens) < 2 or not (has_lead or CLOSED.search(text)):
        return None
    if not has_lead and re.fullmatch(rf"{N} [/-] {N}", core) and not re.search(r"\bdivided|over\b", core):
        return None  # 24/7, 9-5
    found = reckon(tokens)
    if found is None or re.fullmatch(rf"-? ?{N} ?%?", text):
        return None
    return Reckon(_said(tokens), found.value, found.exact)


def _said(tokens: Sequence[Token]) -> str:
    """“Half of 60 plus 3”."""
    words = []
    for token, following in itertools.zip_longest(tokens, tokens[1:]):
        if isinstance(token, Fraction):
            words.append(PARTS.get(token, shown(token)) if following == "of" else shown(token))
        else:
            words.append(SPOKEN.get(token, token))
    said = " ".join(words).replace("( ", "(").replace(" )", ")")
    said = said.replace("to the power of 2", "squared").replace("to the power of 3", "cubed")
    return said[:1].upper() + said[1:]


def shown(value: Fraction, decimals: int = 4) -> str:
    """In figures, exact to so many places: “1,234.5”."""
    rounded = _rounded(abs(value), decimals)
    text = f"{int(rounded):,}"
    if rest := rounded - int(rounded):
        text += f".{int(rest * 10**decimals):0{decimals}}".rstrip("0")
    return f"minus {text}" if value < 0 and rounded else text


def in_figures(value: Fraction, money: bool = False, decimals: int = 4) -> tuple[str, bool]:
    """The value as she says it, and whether that is exact; said to two places, if `decimals` would not make it exact."""
    if money:
        cents = _rounded(value, 2)
        text = shown(cents, 2)
        return (text if "." not in text else f"{text}0" if text[-2] == "." else text), cents == value
    if _rounded(value, decimals) == value:
        return shown(value), True
    places = 2
    while value and places < 12 and abs(value) * 10 ** (places - 2) < 1:
        places += 1
    return shown(value, places), False


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Halves away from zero, as on a bill."""
    size = 10**decimals
    whole = Fraction(math.floor(abs(value) * size + Fraction(1, 2)), size)
    return -whole if value < 0 else whole
