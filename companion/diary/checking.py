"""Checks a line that the LLM wrote for the diary against the sentence it tells: nothing added, turned round or left out.

A small mind turns “my flatmate ate my leftovers” into “you ate your leftovers”. So a line may only leave words out: its words must
be those of the sentence, said to the user, in their order; and what turns a meaning (not, if, almost, wanted to) and whoever does
something must all be there.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from companion.diary.telling import KIN
from companion.gate.self_claims import claims
from companion.text import style
from companion.text.sentences import split

Fault = Literal["form", "words", "meaning", "who", "claim", "cliché"]

SHORTEST, LONGEST = 3, 20
"""Words of a line."""
_ADDED = frozenset("and but so a an the".split())
"""Words that may be put in."""
_TURNING = frozenset(
    "not never no none nobody nothing neither nor without hardly barely almost nearly only just still yet again if unless whether "
    "maybe perhaps might may could would should must can can't need needs needed want wants wanted try tries trying "
    "tried hope hopes "
    "hoped wish going used supposed plan planning planned pretend dreamt dreamed dream said says say told tell think thought feel "
    "feels felt like seem seems seemed few less more most least half some than instead else except too both either or because "
    "although though before after until since for from to "
    "bit little slightly somewhat rather sort kind about around yesterday tomorrow last next ago weekend week month year night "
    "morning monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words without which a sentence may say something else."""
_WHO = frozenset("you he she they we it who everyone everybody someone somebody anyone people".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HERS = re.compile(r"\b(?:I|I['’]\w+|me|my|mine|myself)\b")


def faults(line: str, told: str) -> list[Fault]:
    """What is wrong with a line that should tell the sentence `told`, “You never answered.”; empty when it stands."""
    found: list[Fault] = []
    words, source = _words(line), _words(told)
    if (
        not SHORTEST <= len(words) <= LONGEST
        or not line.endswith(".")
        or len(split(line)) > 2
        or len(words) >= len(source) - 1
    ):
        found.append("form")
    if not _is_within(words, source):
        found.append("words")
    if _counted(words, _TURNING) != _counted(source, _TURNING) or _denials(words) != _denials(source):
        found.append("meaning")
    if (
        _counted(words, _WHO) != _counted(source, _WHO)
        or not _names(told) <= set(_WORD.findall(line))
        or _lost_kin(line, told)
    ):
        found.append("who")
    if _HERS.search(line) or any(claims(line)):
        found.append("claim")
    if style.cliches(line) or style.is_list(line):
        found.append("cliché")
    return found


def _is_within(words: Sequence[str], source: Sequence[str]) -> bool:
    """Whether all words but those that may be put in occur in the source, in its order."""
    at = 0
    for word in words:
        place = next((number for number in range(at, len(source)) if source[number] == word), None)
        if place is None and word not in _ADDED:
            return False
        if place is not None and word not in _ADDED:
            at = place + 1
    return True


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").lower() for word in _WORD.findall(text)]


def _counted(words: Sequence[str], which: frozenset[str]) -> Counter[str]:
    return Counter(word.split("'")[0] for word in words if word.split("'")[0] in which)


def _denials(words: Sequence[str]) -> int:
    return sum(
        word.endswith("n't") or word in {"dont", "wont", "cant", "didnt", "isnt", "wasnt", "havent", "cannot"}
        for word in words
    )


def _names(told: str) -> set[str]:
    """The names and numbers in it; its first word is none."""
    return {word for word in _WORD.findall(told)[1:] if word[0].isupper() or word[0].isdigit()}


def _lost_kin(line: str, told: str) -> bool:
    """Whether a “sister” is left out that is not named right after: “your sister Nora” may become “Nora”."""
    missing = [found for found in KIN.finditer(told) if found[0].lower() not in _words(line)]
    return any(not re.match(r",? [A-Z]", told[found.end() :]) for found in missing)
