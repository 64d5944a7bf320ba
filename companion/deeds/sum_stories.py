"""Reckons what a line tells as a story: shares, rates, change, years of age, a recipe for more people."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import prod

from companion.deeds.figures import Figures
from companion.deeds.sum_grammar import Reckon, in_figures, shown
from companion.deeds.sum_shapes import N

Given = tuple[Fraction, ...]
Story = tuple[re.Pattern[str], str, Callable[[Given], Fraction]]
YEARS_OF_LIFE = 130
_PERCENT = "{words} is {about}{value} percent."
_PER = {"week": 52, "weekly": 52, "month": 12, "monthly": 12, "day": 365, "daily": 365}


def _story(pattern: str, words: str, result: Callable[[Given], Fraction]) -> Story:
    return re.compile(pattern.replace("N", rf"({N})").replace("_", r"[^#]*?")), words, result


_PERCENTAGES = (
    _story(
        r"_(?:read|done|through|finished|marked|walked|paid|got)_N_ of N_(?:how far|percent)_$",
        "{0} of {1}",
        lambda n: 100 * n[0] / n[1],
    ),
    _story(
        r"_(?:from|was) N_(?:to|down to|up to|now|it's) N_(?:percent\w*|how much (?:up|down))_$"
        r"|_percent\w*_from N_to N_$",
        "From {0} to {1}",
        lambda n: 100 * (n[1] - n[0]) / n[0],
    ),
)
_STORIES = (
    _story(
        r"_\b(?:wants?|needs?|says|takes|uses|has|is) N\b_ for N\b_(?:we|there|i)(?:'ll be| will be|'re| are|'s| am| is)\b_N_$",
        "{0} for {1} is, for {2},",
        lambda n: n[0] * n[2] / n[1],
    ),
    _story(
        r"_\b(?:for|feeds|serves|makes) N\b_(?:wants?|needs?|says|takes|uses|asks for|is) N_(?:we're"
        r"|there'll be|there are|there's"
        r"|for|but) N_$",
        "{1} for {0} is, for {2},",
        lambda n: n[1] * n[2] / n[0],
    ),
    _story(
        r"_\b(?:for|feeds|serves|makes) N\b_(?:we're|there'll be|there are|there's|but) N_(?:wants?"
        r"|needs?|says|takes|uses|asks for) N_$",
        "{2} for {0} is, for {1},",
        lambda n: n[2] * n[1] / n[0],
    ),
    _story(
        r"N_ N times a (?:day|week)_for N (?:days|weeks)_$", "{0} times {1} times {2}", lambda n: n[0] * n[1] * n[2]
    ),
    _story(
        r"_interest_N_at N percent_ N years?_$",
        "Simple interest of {1} percent on {0} for {2} years",
        lambda n: n[0] * n[1] * n[2] / 100,
    ),
    _story(
        r"_N at N percent for N years?_interest_$",
        "Simple interest of {1} percent on {0} for {2} years",
        lambda n: n[0] * n[1] * n[2] / 100,
    ),
    _story(
        r"_(?:plus|with|add) N percent_(?:on|to) N_$|_(?:rise|raise|increase) of N percent on N_$",
        "{1} plus {0} percent",
        lambda n: n[1] * (1 + n[0] / 100),
    ),
    _story(r"_N percent on top of N_$", "{1} plus {0} percent", lambda n: n[1] * (1 + n[0] / 100)),
    _story(r"_lose N percent_ N_(?:leave|left|be)_$", "{1} less {0} percent", lambda n: n[1] * (1 - n[0] / 100)),
    _story(
        r"_N_ N (?:percent|in the #\d+)_(?:off|voucher|discount|reduction)_$|_N_(?:with|has|is) N (?:percent )?off_$",
        "{0} less {1} percent",
        lambda n: n[0] * (1 - n[1] / 100),
    ),
    _story(r"_(?:change|left|back)_(?:out of|of|from) (?:a )?N_ N_$", "{0} minus {1}", lambda n: n[0] - n[1]),
    _story(
        r"_(?:change|gave|handed|paid with)_ N_(?:was|is|came to|for"
        r"|cost) N_$",
        "{0} minus {1}",
        lambda n: n[0] - n[1],
    ),
    _story(r"_owe_N_paid_N_$", "{0} minus {1}", lambda n: n[0] - n[1]),
    _story(
        r"_N_ and N (?:came|come|were|are|is) (?:back|left|gone"
        r"|missing)_$",
        "{0} minus {1}",
        lambda n: n[0] - n[1],
    ),
    _story(
        r"_(?:left|remains|over)_ of_N_ (?:when|after)_N_and_N_$",
        "{0} minus {1} minus {2}",
        lambda n: n[0] - n[1] - n[2],
    ),
    _story(
        r"_(?:how much|what's the|save|saved?|difference)_(?:heavier|lighter|taller|older|bigger"
        r"|longer|cheaper|difference|if it's|save)_N_(?:than|and|from|down from|instead of) N_$",
        "The difference between {0} and {1}",
        lambda n: abs(n[0] - n[1]),
    ),
    _story(r"_what fraction of N is N_$", "{1} of {0}", lambda n: n[1] / n[0]),
    _story(
        r"_N_(?:on|with|used|using) N (?:litres?|liters?|gallons?)_(?:to|per) (?:the|a) (?:litre|liter|gallon)_$",
        "{0} divided by {1}",
        lambda n: n[0] / n[1],
    ),
    _story(
        r"_N_(?:an hour|a litre|a liter|a metre|a meter|a kilo|a pound|a week|a month|a day|apiece"
        r"|each)\b_N (?:hours?|litres?|liters?|metres?|meters?|kilos?|pounds?|weeks?|months?|days?)\b_$",
        "{0} times {1}",
        lambda n: n[0] * n[1],
    ),
    _story(
        r"_N (?:trays|boxes|bags|crates|packs|rows|bunches|cases|jars|tables)_of N_(?:how many"
        r"|altogether|all|total)_$",
        "{0} times {1}",
        lambda n: n[0] * n[1],
    ),
    _story(
        r"_N (?:instal?lments|payments|rounds|times|goes|weeks|months) of N_$", "{0} times {1}", lambda n: n[0] * n[1]
    ),
    _story(r"_round N_nearest (?:#\d+ )?N_$", "{0} rounded to the nearest {1}", lambda n: round(n[0] / n[1]) * n[1]),
)
_SHARED = re.compile(
    r"\b(?:what each|how many (?:each|would each|will each)|each (?:get|gets|pay|pays|will|receive"
    r"|receives|one|of them)|my share|my bit|my part|whats mine|what's mine"
    r"|every (?:man|woman|child|one|person)|split|shared?|sharing|divid\w*|halve|ways|of us|do i owe"
    r"|what(?:'s| is) that (?:a|per) \w+"
    r"|a (?:day|week|month|head)\?|between|among|into groups)\b"
)
_OWED = re.compile(r"\b(?:split\w*|shar\w+|divid\w*|halves|thirds|each|owe|mine|my share|ways)\b")
_LASTS = re.compile(
    r"\b(?:how long (?:before|until|till|will|for|would)|how many (?:weeks|months|days|hours|tins"
    r"|packs|boxes|bags|tablets|times)"
    r"|when (?:will|would)|how many \S+ (?:glasses|cups|jars) can)\b"
)
_SUMS = re.compile(r"\b(?:tot|add|addition|sum|altogether|all together|total)\b")
_WITH_ME = re.compile(
    rf"\b(?:me|myself) (?:and|plus|with|[+]) (?:my |the )?({N})|({N}) (?:of [a-z]+|[a-z]+) and (?:me|myself|i)\b"
)
"""“Me and two mates” are three."""
_AGE = re.compile(rf"\bborn\b.* ({N})")
_RATE = re.compile(
    rf"({N})[^#]*\b(?:a|an|per|every|each) (?P<per>day|week|month)\b[^#]*\b(?:year|annum|(?:in|for) the month)\b"
)


def read_story(text: str, figures: Figures, year: int) -> Reckon | None:
    """The sum of a line with marks for its numbers; `year`: the one it is."""
    for some, form in ((_PERCENTAGES, _PERCENT), (_STORIES, "{words} is {about}{value}.")):
        for pattern, words, result in some:
            if found := pattern.fullmatch(text):
                numbers = tuple(figures.of(mark).price for mark in found.groups() if mark)
                try:
                    return Reckon(_filled(words, numbers), result(numbers), form=form)
                except ZeroDivisionError:
                    return None
    return _age(text, figures, year) or _yearly(text, figures) or _of_several(text, figures)


def _filled(words: str, numbers: Given) -> str:
    said = words.format(*map(shown, numbers))
    return said[:1].upper() + said[1:]


def _age(text: str, figures: Figures, year: int) -> Reckon | None:
    """How old somebody is, or will be, who was born in a year."""
    if not (found := _AGE.search(text)):
        return None
    years = [_full_year(figures.of(mark).value, year) for mark in re.findall(N, text)]
    born = _full_year(figures.of(found[1]).value, year)
    then = next((one for one in years if one > born and one >= year), year)
    return Reckon(f"{then} minus {born}", Fraction(then - born)) if 0 < then - born < YEARS_OF_LIFE else None


def _full_year(value: Fraction, year: int) -> int:
    number = int(value)
    return number + (1900 if number > year % 100 else 2000) if number < 100 else number


def _yearly(text: str, figures: Figures) -> Reckon | None:
    """“25 quid a week, how much by the end of a year”."""
    found = _RATE.search(text)
    if not found or len(figures.numbers) > 1:
        return None
    each, times = figures.of(found[1]).price, _PER[found["per"]]
    return Reckon(f"{shown(each)} times {times}", each * times)


def _of_several(text: str, figures: Figures) -> Reckon | None:
    """By the words around: numbers that are shared, used up at a rate, or added."""
    if re.search(rf"{N} \w+ of {N}.*{N}|\bnumbers\b", text):
        return None
    text = re.sub(r" i (?:have|get|got|make it) #\d+", "", text)
    numbers = [figures.of(mark).price for mark in re.findall(N, text)]
    if (me := _WITH_ME.search(text)) and len(numbers) == 2:
        marks = re.findall(N, text)
        at = marks.index(me[1] or me[2])
        total, sharers = numbers[1 - at], numbers[at] + 1
        return Reckon(f"{shown(total)} divided by {shown(sharers)}", total / sharers) if _OWED.search(text) else None
    if len(numbers) > 2 and numbers[0] == len(numbers) - 1:
        numbers = numbers[1:]  # “three taxis: eleven fifty, nine and fourteen fifty”
    if len(numbers) == 2 and re.search(rf"{N} (?:[a-z]+ ){{0,4}}(?:at|costing|that cost) {N}", text):
        return Reckon(f"{shown(numbers[0])} times {shown(numbers[1])}", numbers[0] * numbers[1], money=True)
    if len(numbers) > 2 and re.fullmatch(rf"(?:what's |what is )?{N}(?: by {N})+(?: \W*)?", text.strip(" ?.")):
        return Reckon(" times ".join(map(shown, numbers)), prod(numbers, start=Fraction(1)))
    if len(numbers) > 2 and _SUMS.search(text) and not re.search(r"\bpercent\b", text):
        return Reckon(" plus ".join(map(shown, numbers)), sum(numbers, Fraction(0)))
    if len(numbers) != 2 or re.search(r"\bpercent\b|\bof #\d+\b.*\bof #", text):
        return None
    small, large = sorted(numbers)
    if not small or not (_SHARED.search(text) or _LASTS.search(text)):
        return None
    money = bool(_SHARED.search(text)) and in_figures(large / small)[1] is False
    return Reckon(f"{shown(large)} divided by {shown(small)}", large / small, money=money)
