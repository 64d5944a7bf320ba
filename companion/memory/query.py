"""Parses a question to the memory: which words to look for, who said them, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from companion.memory.conversations import Speaker
from companion.memory.periods import Period, period_in

_MOST_WORDS = 24
_LONGEST = 1000
"""Characters of a question that are read."""

_EMPTY = """
    a about again all also am an and any anything are as at be because been being both but by can could d did do does
    doing don down each ever few for from further had has have having he her here hers herself him himself his how i if
    in into is it its itself just ll m me more most my myself no nor not now of off on once only or other our ours out
    over own please re recall remember remind s said same say shall she should so some something such t tell than that
    the their theirs them then there these they this those through to together told too under until up us ve very was we
    were what when where which while who whom whose why will with would you your yours yourself mention mentioned think
    long many much kind type ago happen happened happening talk talked talking discuss discussed speak spoke spoken
"""
_STOP = frozenset(_EMPTY.split())
"""Words that say nothing about what is asked, split at apostrophes: “don't” is don, t."""


@dataclass(frozen=True)
class SpeakerNames:
    """The names of the user (`you`) and of the companion (`her`); empty when unknown."""

    her: str = ""
    you: str = ""


@dataclass(frozen=True)
class MemoryQuery:
    """A parsed question."""

    words: tuple[str, ...]
    """The words to look for, without the two speakers' names."""
    text: str
    """The text to embed, in the first person: “I” for a speaker's name, as they would have said it themselves."""
    speaker: Speaker | None
    """Whose words are asked for; None when that is not clear."""
    period: Period | None
    """The time that is asked for, if it names one."""


def read_query(text: str, names: SpeakerNames, now: datetime) -> MemoryQuery:
    """Parse a question; any text is allowed."""
    text = text[:_LONGEST].replace("’", "'")
    period = period_in(text, now)
    rest = text[: period.start] + " " + text[period.end :] if period else text
    speakers = _speakers_named(text, names)
    speaker = speakers[0] if len(speakers) == 1 else _speaker_meant(text)
    return MemoryQuery(tuple(_words(rest, names)), _as_said(text, names), speaker, period)


def _words(text: str, names: SpeakerNames) -> Iterable[str]:
    skip = {part.lower() for part in (names.her, names.you) if part}
    words = (word for word in re.findall(r"[^\W_]+", text.lower()) if word not in _STOP and word not in skip)
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def _speakers_named(text: str, names: SpeakerNames) -> list[Speaker]:
    both: tuple[tuple[Speaker, str], ...] = (("her", names.her), ("you", names.you))
    return [who for who, name in both if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]


_MINE = re.compile(
    r"\b(did|have|had|was|am|do) i\b|\b(i|i'd|i've|i'm) (ever |already )?\w+|\b(my|mine)\b", re.IGNORECASE
)
_HERS = re.compile(
    r"\b(did|have|had) you (ever |already |just )?"
    r"(say|said|tell|told|mention\w*|suggest\w*|recommend\w*|think|answer\w*|promise\w*|ask\w*)\b"
    r"|\byou (said|told|mentioned|suggested|recommended|promised|asked|answered)\b",
    re.IGNORECASE,
)


def _speaker_meant(text: str) -> Speaker | None:
    """Whose words a question without names asks for: “what did you say” hers, “what did I say” or “my sister” the user's."""
    if _HERS.search(text):
        return "her"
    return "you" if _MINE.search(text) else None


def _as_said(text: str, names: SpeakerNames) -> str:
    """The question in the first person, for nobody says their own name: “When did Theo see Nora?” → “When did I see Nora?”."""
    for name in filter(None, (names.her, names.you)):
        text = re.sub(rf"(?<!\w){re.escape(name)}'s(?!\w)", "my", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "I", text, flags=re.IGNORECASE)
    return text
