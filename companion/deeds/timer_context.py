"""Understands what is said of timers that run, without the word, and what else a line tells of what a timer is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.deeds.amended_length import read_answered
from companion.deeds.follow_up import ended, lengthened
from companion.deeds.spoken_times.pieces import readable
from companion.deeds.timer_called import PLACES
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, Marked, read_length

_STOPPED = re.compile(
    r"(?:actually |just |you can |you may )*(?:stop|kill|drop|cancel|end|silence|dismiss|shut|turn|switch|knock|scrap"
    r"|forget)(?: off)?"
    r" (?P<what>that|it|this|both|both of them|all of them|them|them all|them both|the timer|that timer|(?:the "
    r"|my )?(?P<which>[\w' ]+?) (?:one|timer))"
    r"(?: off| up| now| then)*(?:, (?!(?:and|then|but)\b).*)?",
    re.IGNORECASE,
)
_SWITCHED_OFF = re.compile(
    r"(?:actually |just |you can |you may )*(?:(?:cancel|silence|dismiss) |(?:shut|turn|switch) (?:off |\w+ off\b))",
    re.IGNORECASE,
)
"""Said of what is no more than “it”; “forget it” and “stop that” are said of anything."""
_ALL_STOPPED = re.compile(
    r"(?:actually |just |you can |you may )*(?:stop|cancel|silence|dismiss|shut|turn|switch)\b", re.IGNORECASE
)
_ASKS_LEFT = re.compile(
    r"\b(?:how (?:long|much|many)|is there (?:long|much)|long (?:to go|left)|how(?:'s| is| are)|when(?:'s| is| will"
    r"| does)|left|ready yet"
    r"|done yet|(?:which|what)(?: one|'s| is)? (?:is )?next|(?:time|much) (?:to go|left))\b",
    re.IGNORECASE,
)


def read_of_running(line: str, names: Sequence[str]) -> AboutTimers | None:
    """What the line asks of timers that run, which it names by their names or by “it”; `names`: theirs, empty for one without."""
    marked = Marked.of(line)
    if found := _STOPPED.fullmatch(marked.text):
        what, which = found["what"], marked.words(found["which"] or "")
        if (
            which
            and which.lower() not in PLACES
            and not any(_shares(which, name) for name in names)
            and read_length(which) is None
        ):
            return None
        every = bool(re.match(r"(?:both|all|them)\b", what))
        if every and not (len(names) > 1 and _ALL_STOPPED.match(marked.text)):
            return None
        if re.fullmatch(r"it|that|this", what) and not _SWITCHED_OFF.match(marked.text):
            return None
        return AboutTimers("stop", which, every)
    if len(line.split()) > _LONGEST_QUESTION or not _ASKS_LEFT.search(line):
        return None
    if re.search(r"\btimers\b", line):
        return AboutTimers("left")
    named = next((name for name in names if name and _shares(line, name)), "")
    if named or re.fullmatch(
        r"how (?:long|much)(?: time)?(?: is| has it| does it have)?"
        r"(?:(?: left| to go| more)+(?: (?:on|for|of) (?:it|that))?| (?:on|for|of) (?:it|that))",
        line,
        re.IGNORECASE,
    ):
        return AboutTimers("left", named)
    return None


def read_by_name(line: str, names: Sequence[str]) -> AboutTimers | AddToTimer | None:
    """What the line asks of a timer by its name alone: “never mind the rice”, “the rice needs another five”."""
    known = {name.lower() for name in names if name}
    if (which := ended(line)).lower() in known:
        return AboutTimers("stop", which)
    more = lengthened(line)
    length = read_answered(more[1]) if more is not None and more[0].lower() in known else None
    return AddToTimer(length, more[0]) if more is not None and length is not None else None


_LONGEST_QUESTION = 12
"""Words of a question about a timer that is not called one."""


def _shares(words: str, name: str) -> bool:
    """Whether a word of the name is among these; of some length, for “the” says nothing."""
    heard = re.findall(r"[\w']+", words.lower())
    return any(part in heard or part.rstrip("s") in heard for part in name.lower().split() if len(part) > 2)


_THINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:i'm|i am|we're|just) (?:putting|cooking|boiling|baking|making|roasting|steeping|dyeing|brewing) (?:the "
        r"|my |some |a )?(?P<x>[\w']+(?: [\w']+)??)"
        r"(?: (?:on|in|now|for us))*",
        r"(?:i've|i have|there's) (?:a |an |the |my |some )(?P<x>[\w']+(?: [\w']+)??) (?:on|in)(?: me| the \w+)?(?: now)?",
        r"(?:the |my )?(?P<x>[\w']+(?: [\w']+)??)(?:'s| is| are)? (?:in|on|boiling|baking|cooking|steeping"
        r"|going)(?: the \w+)?(?: now)?",
    )
)


def thing_told_of(told: str) -> str:
    """What a timer is for, by what else the line tells: “the bread's in”."""
    text = re.sub(r"^\W+|\W+$", "", readable(told))
    found = next((found for one in _THINGS if (found := one.fullmatch(text))), None)
    return found["x"].removesuffix("'s") if found else ""
