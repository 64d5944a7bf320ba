"""Takes apart a line that surely asks for a sum in words of its own: a part that is one, or what its numbers are to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.deeds.figures import Figures, read_figures
from companion.deeds.reckoning import ReckoningError
from companion.deeds.sum_grammar import NoResult, Reckon, marked_sum, read_sum, shown
from companion.deeds.sum_rates import read_rates
from companion.deeds.sum_shapes import CORRECTED, N
from companion.deeds.sum_stories import read_story

_TALE = re.compile(
    r"(?:,? (?:i'm|that's|thats|i am|it's|for my|for the|roughly|please|altogether|only)\b.*)$", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|apiece|an hour|a week|a day|a month|per|at|every)\b")
_OUT_OF = re.compile(rf"(?P<part>{N}) (?:marks? |points? )?out of (?P<whole>{N})")
_AREA = re.compile(rf"(?P<one>{N}) (?:metres?|meters?|feet|foot|m|ft|yards?)? ?by (?P<other>{N})")
_PERCENT = re.compile(rf"(?P<share>{N}) ?(?:percent|%)")
_MONEY = re.compile(r"(?:[€$£] (?=#)| (?:euros?|pounds?|quid|dollars?|bucks|naira|rupees)\b(?! in))")
_BESIDE = (
    r"(?:(?:half|double|twice|triple|square root|root|square|cube|the|of|a|add|take|subtract|multiply|divide|split) )*"
)
_AFTER = r"(?: (?:squared|cubed|factorial|%|percent|doubled|halved))?"
_SPANS = (
    re.compile(rf"{_BESIDE}{N}.*{N}{_AFTER}"),
    re.compile(rf"{_BESIDE}{N}{_AFTER}"),
)
_CLAUSE = re.compile(r" [,.;?!] | (?:and|because|cos|so) (?:i|he|she|they|we|that)\b")
_GOES_ON = re.compile(
    r"\b(?:then|and|now) (?:knock|take|halve|double|add|divide|multiply|subtract)\b|\bnumbers #\d+ to\b"
)
"""What is reckoned further, or not what it seems."""
_LAKH = re.compile(r"(#\d+) (lakhs?|crores?|dozens?)\b")
_ROUND = {"ten": 10, "hundred": 100, "thousand": 1000}
_SCALES = {"lakh": 100_000, "crore": 10_000_000, "dozen": 12}


_OUTRIGHT = re.compile(
    r"(?:what (?:does|do|would|will) (?:that|it|they|this|i|we|all that) (?:all )?(?:come to|add up to|pay|owe)"
    r"|(?:how much|what)(?:'s| is| would be| will be| does) (?:that|it|the total|the lot)"
    r"(?: come to| cost| make)?,? (?:altogether|all together|in total|in all|all in|each)"
    r"|(?:how much|what) (?:do|does|would|will) (?:i|we|they|he|she|each of us|everyone|each person) (?:each )?"
    r"(?:owe|pay|get|have to pay)(?: (?:me|each|altogether|in total))*"
    r"|what(?:'s| is) (?:that|it)(?: (?:in total|altogether|all in|come to))?"
    r"|what change (?:do|will|would|should) (?:i|we) get(?: back)?"
    r"|what's (?:my|our|his|her|each one's|everyone's) (?:bit|share|part)|how long (?:does|will|would) (?:it|that) take(?: me| us)?"
    r"|what's the total|tot (?:that|it) up|price (?:that|it|dat) up(?: for me)?|(?:all together|altogether|in total)"
    r"|(?:is|are|makes?) how (?:many|much)(?: altogether| in all)?)[ ?.!]*$",
    re.IGNORECASE,
)
"""Asks for a sum in so many words, whatever the rest of the line tells."""
_DOZENS = re.compile(r"\bdozens?\b", re.IGNORECASE)
_THAT = re.compile(r"\b(?:that|it)\b", re.IGNORECASE)
_ASKED_OF_THAT = re.compile(
    r"(?P<told>.+[,.;]) (?:so |and )?(?P<asked>what(?:'s| is) .*\b(?:that|it)\b.*)", re.IGNORECASE
)
_BEGUN_AGAIN = re.compile(
    r"^.*?\b(?:no,? wait|wait,? no|no,? sorry|sorry|scratch that|i mean|no,? i meant?|actually),? ", re.IGNORECASE
)


def read_outright(line: str, year: int) -> Reckon | NoResult | None:
    """The sum of a line that asks for one in so many words, or begins it again: “180 divided by, no wait, 280 divided by 8”."""
    if (again := _BEGUN_AGAIN.sub("", line)) != line and (found := read_sum(again)) is not None:
        return found
    if (found := _of_that(line)) is not None:
        return found
    if not _OUTRIGHT.search(line) or not (numbers := read_figures(line).numbers):
        return None
    if len(numbers) == 1 and _DOZENS.search(line):
        return Reckon(f"{shown(numbers[0].value / 12)} dozen", numbers[0].value)
    return guess_sum(line, year)


def _rated(line: str) -> Reckon | None:
    figures = read_figures(_plain_numbers(line))
    return read_rates(_MONEY.sub("", figures.text), figures)


def _of_that(line: str) -> Reckon | NoResult | None:
    """“I was born in 1939, what's 2026 take away that?”: the only number told before stands in its place."""
    if not (found := _ASKED_OF_THAT.fullmatch(line.strip())):
        return None
    before, after = read_figures(found["told"]).numbers, read_figures(found["asked"]).numbers
    if len(before) != 1 or len(after) != 1:
        return None
    number = shown(before[0].price if "." in shown(before[0].price) else before[0].value).replace(",", "")
    return read_sum(_THAT.sub(number, found["asked"], count=1))


def guess_sum(line: str, year: int) -> Reckon | NoResult | None:
    """The sum, with its result; `year`: the one it is."""
    plain = _TALE.sub("", line.strip(" ?.!"))
    if (priced := _rated(line)) is not None:
        return priced
    for words in (f"what's {plain}", f"what is {plain}"):
        if asked := read_sum(words):
            return asked
    figures = _scaled(read_figures(_plain_numbers(line)))
    text = CORRECTED.sub(r"\2", _MONEY.sub("", figures.text))
    marks = re.findall(N, text)
    kept = Figures(text, tuple(figures.of(mark) for mark in marks))
    text = _renumbered(text, marks)
    if _GOES_ON.search(text):
        return None
    if (story := read_rates(text, kept) or read_story(text, kept, year)) is not None:
        return story
    if (found := _in_part(text, kept)) is not None:
        return found
    if out_of := _OUT_OF.search(text):
        part, whole = kept.of(out_of["part"]).value, kept.of(out_of["whole"]).value
        return Reckon(f"{shown(part)} out of {shown(whole)} in percent", 100 * part / whole) if whole else None
    if area := _AREA.search(text):
        one, other = kept.of(area["one"]).value, kept.of(area["other"]).value
        return Reckon(f"{shown(one)} times {shown(other)}", one * other)
    return _of_two(text, kept) if len(marks) == 2 else None


def _plain_numbers(line: str) -> str:
    """With the numbers that were written apart as one: “1 200”, “62 50 a week”; “nearest hundred” as 100."""
    line = re.sub(r"\bthe (third|quarter|half|fifth|tenth) of\b", r"a \1 of", line, flags=re.IGNORECASE)
    line = re.sub(r"\b(\d{1,3}) (\d{3})\b(?! \d)", r"\1\2", line)
    line = re.sub(r"\b(\d{1,4}) (\d\d)(?= (?:an?|per|each|euro|quid|dollars|pounds)\b)", r"\1.\2", line)
    return re.sub(r"\bnearest (ten|hundred|thousand)\b", lambda found: f"nearest {_ROUND[found[1].lower()]}", line)


def _scaled(figures: Figures) -> Figures:
    """With lakhs, crores and dozens multiplied out."""
    numbers = list(figures.numbers)
    for found in _LAKH.finditer(figures.text):
        at = int(found[1][1:])
        one = numbers[at]
        numbers[at] = type(one)(one.value * _SCALES[found[2].rstrip("s")])
    return Figures(_LAKH.sub(r"\1", figures.text), tuple(numbers))


def _renumbered(text: str, marks: list[str]) -> str:
    """The marks count from 0 again, where a number that was taken back is gone."""
    count = iter(range(len(marks)))
    return re.sub(N, lambda _: f"#{next(count)}", text)


def _in_part(text: str, figures: Figures) -> Reckon | None:
    """A clause, or the words from the first number to the last, that is a sum by itself; no number may be left over."""
    for part in _parts(text):
        if len(re.findall(N, part)) < len(figures.numbers):
            continue
        for words in (part, f"what's {part}"):
            try:
                found = marked_sum(words.strip(" ,.?!"), figures)
            except (ReckoningError, ZeroDivisionError):
                return None
            if found is not None:
                return found
    return None


def _parts(text: str) -> Iterator[str]:
    yield from sorted(_CLAUSE.split(f" {text} "), key=len, reverse=True)
    for span in _SPANS:
        if found := span.search(text):
            yield found[0].replace(" ,", "")


def _of_two(text: str, figures: Figures) -> Reckon | None:
    marks = re.findall(N, text)
    if found := _PERCENT.search(text):
        other = figures.of(next(mark for mark in marks if mark != found["share"])).price
        share = figures.of(found["share"]).value / 100
        if re.search(r"\b(?:off|less|discount|reduced|reduction)\b", text):
            return Reckon(f"{shown(other)} less {shown(100 * share)} percent", other * (1 - share), money=True)
        return Reckon(f"{shown(100 * share)} percent of {shown(other)}", other * share)
    first, second = (figures.of(mark) for mark in marks)
    if _EACH.search(text):
        return Reckon(f"{shown(first.value)} times {shown(second.price)}", first.value * second.price)
    return None
