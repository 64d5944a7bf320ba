"""Judges whether what came of a line is what its label asks for: the deed, and each slot that was plainly said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks._deed_lines import EVENING, DeedOutcome, LabelledRequest
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from companion.text.number_words import NUMBERS

_ENDS = ("stop", "cancel", "remove")
_DUE = ("timer", "alarm", "reminder")
_WORD = re.compile(r"[a-z0-9]+(?:[.:]\d+)?")
_EMPTY = frozenset({
    "a", "an", "the", "my", "your", "our", "his", "i", "im", "you", "me", "we", "us", "it", "its", "is", "are", "be", "do", "to",
    "of", "for", "on", "in", "at", "that", "this", "some", "and", "list", "please", "s",
})  # fmt: skip
"""Words that a receipt may leave out or turn: “call my sister” becomes “call your sister”."""
MORE_WORDS = 4
"""So many words more than were asked for may be in what she keeps."""


def understood(request: LabelledRequest, came: DeedOutcome) -> str:
    """What is wrong, in a word or two; empty when the line was understood or rightly asked back."""
    if request.deed == "cannot":
        return _limit_fault(came)
    if request.asks_back:
        return "" if came.asks and came.deeds[-1] == request.deed else "did not ask" if came.deeds else "not understood"
    if came.asks:
        return "asked needlessly"
    if (
        request.slots.get("action") in _ENDS
        and not request.before
        and came.deeds == (request.deed,)
        and not came.receipts
    ):
        return ""  # nothing is there yet that could be ended, and she says so
    wanted = (request, *request.also)
    for one in wanted:
        if fault := _fault(one, came):
            return fault
    deeds = {one.deed for one in wanted} | ({"reminder"} if any(_rings_as_well(one, came) for one in wanted) else set())
    if any(receipt.deed not in deeds for receipt in came.receipts):
        return "did more"
    if len(came.made) > len(wanted):
        return "did more"
    return ""


def _limit_fault(came: DeedOutcome) -> str:
    if not came.deeds:
        return "" if came.cannot else "no limit told"
    told = re.search(r"\b(?:can't|cannot|no rates|not able)\b", came.said)
    return "" if told and not came.receipts else "another deed"


def _fault(one: LabelledRequest, came: DeedOutcome) -> str:
    if not came.deeds:
        return "not understood"
    if one.deed == "timer" and _rings_as_well(one, came):
        return ""
    if one.deed not in came.deeds:
        return f"another deed ({came.deeds[0]})"
    receipts = [receipt for receipt in came.receipts if receipt.deed == one.deed]
    action = one.slots.get("action", "")
    if one.deed in _DUE:
        return _due_fault(one, action, came, receipts)
    words = " ".join([came.said, *(receipt.text for receipt in receipts)])
    if one.deed == "clock":
        return _clock_fault(one, words)
    if one.deed == "sum":
        return "" if _near(float(one.slots["result"]), numbers_in(words)) else "result"
    if action not in ("read", "ask", "list") and not receipts:
        return "nothing done"
    if one.deed == "calendar":
        return _calendar_fault(one, action, receipts)
    items = one.slots.get("items", ())
    if not all(holds(words, item) for item in items):
        return "items"
    if action in ("read", "ask", "list"):
        return ""
    if one.slots.get("list") and not holds(words, one.slots["list"]):
        return "list"
    return "" if not one.slots.get("text") or holds(words, one.slots["text"]) else "text"


def _rings_as_well(one: LabelledRequest, came: DeedOutcome) -> bool:
    """Whether a reminder says the same words at the same moment as the timer that was asked for: “a shout in ten minutes”."""
    return "seconds" in one.slots and any(due.kind == "reminder" and not _kept_fault(one, due) for due in came.made)


def _clock_fault(one: LabelledRequest, words: str) -> str:
    if "date" in one.slots and one.slots["date"] not in words and not _says_date(words, one.slots["date"]):
        return "date"
    place = "" if "date" in one.slots else one.slots.get("text", "")
    return "" if holds(words, place) else "place"


def _says_date(words: str, day: str) -> bool:
    """Whether the answer names the day of the month and the month, when its receipt holds no date."""
    when = datetime.fromisoformat(day)
    return when.strftime("%B") in words and bool(re.search(rf"\b{when.day}(?:st|nd|rd|th)?\b", words))


def _due_fault(one: LabelledRequest, action: str, came: DeedOutcome, receipts: list[Receipt]) -> str:
    if action in ("left", "list", "ask", "read"):
        return "did something" if came.changed else ""
    if not receipts:
        return "nothing done"
    if action in _ENDS:
        ended = [due for due in came.ended if due.kind == one.deed]
        if not ended:
            return "not ended"
        return "" if all(holds(_words_of(due), one.slots.get("text", "")) for due in ended) else "the wrong one"
    made = [due for due in came.made if due.kind == one.deed]
    faults = [_kept_fault(one, due) for due in made]
    return min(faults, key=len) if faults else "nothing kept"


def _kept_fault(one: LabelledRequest, due: DueTime) -> str:
    local = due.due.astimezone(EVENING.tzinfo)
    if "seconds" in one.slots and due.due.astimezone(ZoneInfo("UTC")) != _at(one.slots["seconds"]):
        return "length"
    if "time" in one.slots and f"{local:%H:%M}" != one.slots["time"]:
        return "time"
    if "date" in one.slots and f"{local:%Y-%m-%d}" != one.slots["date"]:
        return "date"
    if bool(one.slots.get("repeats")) is not bool(due.recurrence) and one.slots.get("action") != "move":
        return "repetition"
    wanted = one.slots.get("text", "")
    more = len(_content(due.text)) - len(_content(wanted))
    if one.deed == "alarm":
        return ""  # an alarm rings whatever it is for
    return "" if holds(due.text, wanted) and more <= MORE_WORDS else "text"


def _at(seconds: int) -> datetime:
    return EVENING.astimezone(ZoneInfo("UTC")) + timedelta(seconds=seconds)


def _words_of(due: DueTime) -> str:
    return f"{due.text} {due.length or ''}"


def _calendar_fault(one: LabelledRequest, action: str, receipts: list[Receipt]) -> str:
    if action == "ask":
        return ""
    when = [receipt.happens for receipt in receipts if receipt.happens]
    if action == "cancel":
        return ""
    if "time" in one.slots and one.slots["time"] not in {f"{at:%H:%M}" for at in when}:
        return "time"
    if "date" in one.slots and one.slots["date"] not in {f"{at:%Y-%m-%d}" for at in when}:
        return "date"
    return "" if any(holds(receipt.text, one.slots.get("text", "")) for receipt in receipts) else "text"


def holds(words: str, wanted: str) -> bool:
    """Whether all words of `wanted` that matter are in these words, in whatever form “my” and “your” have."""
    return set(_content(wanted)) <= set(_content(words))


def _content(words: str) -> list[str]:
    found: Iterable[str] = _WORD.findall(words.lower().replace("'s", "").replace("'", "").replace("’", ""))
    return [word for word in found if word not in _EMPTY]


def numbers_in(words: str) -> list[float]:
    """All numbers that the words name, in figures or as words up to ninety-nine."""
    figures = [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]
    spelled = [
        float(sum(NUMBERS[part] for part in found.lower().split("-")))
        for found in re.findall(r"[A-Za-z]+(?:-[a-z]+)?", words)
        if all(part in NUMBERS for part in found.lower().split("-"))
    ]
    return figures + spelled


def _near(result: float, found: Iterable[float]) -> bool:
    return any(abs(one - result) <= max(0.006 * abs(result), 0.006) for one in found)
