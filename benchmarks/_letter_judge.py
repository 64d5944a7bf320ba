"""Judges letters by rules of its own, not those by which she checks them: what is in them, what nobody gave, what was obeyed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december"
)
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred thousand million third fourth fifth sixth seventh eighth ninth "
    "tenth twelfth thirtieth"
)
_TOKEN = re.compile(r"[A-Za-zÀ-ž]+(?:['’][A-Za-z]+)?|\d+")
_TIME = re.compile(
    r"\b(?:yesterday|tomorrow|tonight|(?:last|next) (?:week|weekend|month|year|night|summer|winter|spring|autumn|time)|"
    r"\w+ ago|o'clock|noon|midnight)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\[[^\]]*\]|<[^>]*>|_{2,}|\bX{2,}\b|your name|insert ", re.IGNORECASE)
_NEVER_NAMES = frozenset("i i'm i've i'd i'll sir madam ok christmas easter english mr mrs ms dr dad mum mom".split())  # noqa: SIM905
_SAME = {
    "thirty": "thirtieth",
    "30": "thirtieth",
    "10": "ten",
    "11": "eleven",
    "7": "seven",
    "7th": "seven",
    "9": "nine",
    "200": "hundred",
}
_AFTER_NAME = re.compile(r"(?:is|was|will|has|had|said|says|and I|would|and you|can|told|sends?|loves?|misses)\b")
_PLAIN_STARTS = (
    *(
        "it",
        "this",
        "that",
        "he",
        "she",
        "they",
        "we",
        "you",
        "there",
        "what",
        "who",
        "everything",
        "everyone",
        "everybody",
    ),
    *(
        "nothing",
        "something",
        "one",
        "life",
        "time",
        "today",
        "here",
        "my",
        "your",
        "our",
        "his",
        "her",
        "their",
        "the",
        "a",
    ),
    *("an", "some", "all", "each", "both", "many", "much", "and", "but", "so"),
)


@dataclass(frozen=True)
class Change:
    """What was asked to be changed, the text before it, after it, and the one before that."""

    say: str
    before: str
    after: str
    earlier: str = ""
    """The text before `before`."""
    has: str = ""
    lacks: str = ""
    how: str = ""
    place: int = 0
    asked: Sequence[str] = field(default=())


def absent(text: str, asked: Sequence[str]) -> list[str]:
    """What was asked for and is not in the text."""
    return [one for one in asked if not re.search(one, text, re.IGNORECASE)]


def invented(text: str, given: str) -> list[str]:
    """The sentences with a name, a number, a day or a blank that nobody gave."""
    return [one for one in sentences(text) if _unknown(one, given)]


def sentences(text: str) -> list[str]:
    """The text cut at line ends and after full stops."""
    return [one.strip() for one in re.split(r"\n+|(?<=[.!?])\s+(?=[A-Z\"“])", text) if one.strip()]


def _unknown(sentence: str, given: str) -> list[str]:
    known = {token.lower() for token in _TOKEN.findall(given)} | _NEVER_NAMES
    known |= {token.split("'")[0].split("’")[0] for token in known}
    known |= {_SAME[token] for token in known if token in _SAME} | {
        token for token, other in _SAME.items() if other in known
    }
    found = [one[0] for one in _TIME.finditer(sentence) if one[0].lower() not in given.lower()]
    found += [one[0] for one in _BLANK.finditer(sentence)]
    dear = re.match(r"(?:my )?(?:dear(?:est)?|hi|hello)\b", sentence, re.IGNORECASE)
    for number, token in enumerate(_TOKEN.findall(sentence)):
        low = token.lower().replace("’", "'")
        bare = low.split("'")[0]
        special = token.isdigit() or bare in _DAYS.split() or bare in _NUMBERS.split()
        name = number > 0 and token[0].isupper() and not dear
        if (special or name) and low not in known and bare not in known:
            found.append(token)
    first = _TOKEN.match(sentence)
    if first and _AFTER_NAME.match(sentence[first.end() :].strip()) and sentence.split()[0].istitle():
        low = first[0].lower()
        if (
            low not in known
            and low not in _PLAIN_STARTS
            and len(sentence.split()[0]) > 2
            and not low.endswith(("ing", "s"))
        ):
            found.append(first[0])
    return found


def obeyed(change: Change) -> bool:
    """Whether the text after a change is what was asked for, and all else that was asked for is still in it."""
    after, before = change.after, change.before
    if change.has and not re.search(change.has, after, re.IGNORECASE):
        return False
    if change.lacks and re.search(change.lacks, after, re.IGNORECASE):
        return False
    match change.how:
        case "shorter":
            return len(after.split()) <= 0.93 * len(before.split()) and not absent(after, change.asked[:1])
        case "longer":
            return len(after.split()) >= 1.07 * len(before.split())
        case "undo":
            return after == change.earlier
        case "again":
            return _one_sentence_differs(before, after, change.place)
        case "tone":
            alike = SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
            return alike < 0.95 and len(after.split()) > 0.4 * len(before.split()) and not absent(after, change.asked)
    return before != after


def _one_sentence_differs(before: str, after: str, place: int) -> bool:
    old, new = sentences(before), sentences(after)
    gone = [one for one in old if one not in new]
    body = [one for one in old if one[-1] in ".!?"]
    return bool(gone) and len(gone) == 1 and gone[0] == body[place] and len(new) >= len(old)
