"""Fills in what a terse line leaves out at its beginning, for the LLM: “Rewired half a school.” is read as “I Rewired …”.

A small LLM takes such a line for a title or a command and answers “Rewired? I can't do that.” The line's own words stay as they
are, behind what is filled in, because the LLM's cache and the end-of-turn estimate look for them.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re

from companion.text.word_classes import AUXILIARY, SUBJECTS, VERBS

LONGEST = 14
"""Words of a line that may be terse."""
_PAST = frozenset(
    "got had went did made saw used found left lost spent bought ate slept woke took came drove met ran sat wore rang "
    "told spoke wrote won caught broke burnt forgot fell felt heard kept paid sold sent thought".split()
)
_NO_PAST = frozenset(
    "need feed speed indeed red bed hundred sacred naked tired bored wicked exhausted shattered worried".split()
)
_STATES = frozenset("tired bored exhausted shattered worried knackered starving gonna going".split())
_BARE = frozenset("think reckon need want feel hope guess wish love hate miss".split())
_DENIED = re.compile(
    r"^(?:don['’]?t|dont) (?:think|know|like|want|feel|mind|see|have|remember|get|care|talk much|sleep|go out|eat)\b"
    r"|^(?:can['’]?t|couldn['’]?t|didn['’]?t|haven['’]?t|won['’]?t|never|might|should|must|cant|didnt)"
    r" (?:\w+ly |even |just |really )?(?!be\b|mind\b)(?P<next>[a-z]+)",
    re.IGNORECASE,
)
_MINE = frozenset(
    "wife husband mum mam mom dad daughter son sister brother gran grandson granddaughter boss kids missus mate mates neighbour "
    "neighbours flatmate roommate dog cat knee knees back head feet foot shoulder hip neck van car boiler landlord".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def filled_in(line: str) -> str:
    """The line with the subject or possessive before it that it leaves out; any other line as it is."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(line)[: LONGEST + 1]]
    if not 2 <= len(words) <= LONGEST or line.rstrip().endswith("?") or not line[:1].isalpha():
        return line
    return f"{_left_out(line, words)}{line}"


def _left_out(line: str, words: list[str]) -> str:
    first, second = words[0], words[1]
    if second in SUBJECTS and second not in {"it", "that", "this"}:
        return ""  # “Did you …”
    if _is_mine(first, second):
        return "My "
    if first == "been":
        return "I've "
    if first in _STATES:
        return "I'm "
    denied = _DENIED.search(line)
    if denied is not None and denied["next"] not in SUBJECTS:
        return "I "
    past = first in _PAST or (first.endswith("ed") and len(first) > 4 and first not in _NO_PAST)
    return "I " if past or first in _BARE else ""


def _is_mine(first: str, second: str) -> bool:
    """“Wife left me some stew”, “Knee's playing up”; not “Back again”."""
    bare, apart, _ = first.partition("'")
    auxiliary = second.removesuffix("n't") in AUXILIARY or second in {"won't", "can't"}
    return bare in _MINE and (bool(apart) or auxiliary or (second in VERBS and second not in {"like", "rest"}))
