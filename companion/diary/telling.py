"""Chooses the sentences of the user's that say most of a day: about themselves and their people, said with feeling, not to her.

Nothing is chosen of a conversation with a danger, nor of what was said later that day; nothing that speaks of a forbidden topic,
and nothing that asks her for something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from companion.memory import Message
from companion.replying.mentions import people
from companion.replying.prompt import PromptLine
from companion.text.grounding import content_words
from companion.text.second_person import speaks_of_her
from companion.text.sentences import split
from companion.text.topics import mentioned

SHORTEST, LONGEST = 5, 28
"""Words of a sentence that is quoted."""
LEAST = 1.4
"""The weight below which nothing is worth a line: “I had soup for lunch.”"""

_ME = re.compile(r"\b(?:I|I['’]\w+|my|me|we|we['’]\w+|our)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|well|now|please|hey|right|then|yes|no|actually)\b[\s,]*)*(?:can|could|would|will|do|please|tell|set|"
    r"remind|play|put|add|note|write|read|give|show|stop|let['’]?s|wake|call me|forget|remember|make|start|cancel|help|ask|listen|"
    r"guess|go on|explain|imagine|say|i(?:['’]d| would) like you|i want you|i need you|i need a|i want a)\b",
    re.IGNORECASE,
)
_BEGINS_IN_THE_MIDDLE = re.compile(
    r"^\W*(?:which|that['’]s|because|or|than|it['’]s|it|they|he|she|this|these|those)\b", re.IGNORECASE
)
_CUES = re.compile(
    r"\b(?:still|never|always|finally|again|miss(?:ed|es)?|used to|remember(?:ed)?|afraid|scared|proud|first time|last time|alone|"
    r"love[ds]?|hate[ds]?|worr(?:y|ied)|dream(?:t|ed)?|wish(?:ed)?|promised?|laugh(?:ed|ing)?|cried|cry|forgot|decided|found|lost|"
    r"quit|left|moved|started|finished|hope|nobody|nervous|tired|grateful|happy|sad|angry|quiet)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:sister|brother|mother|mum|mom|father|dad|wife|husband|partner|girlfriend|boyfriend|daughter|son|aunt|uncle|cousin|"
    r"grand(?:mother|father|ma|pa|son|daughter)|gran|friend|neighbou?r)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TellingSentence:
    """A sentence that says something of the day."""

    message: Message
    text: str
    """As it was said, on one line."""
    names: tuple[str, ...]
    feeling: float
    """How pleasant its words are, -1…1 (VADER)."""
    weight: float


def telling(
    lines: Sequence[Message], forbidden: Sequence[str] = (), orders: Collection[int] = ()
) -> list[TellingSentence]:
    """The sentences of the user's lines that are worth one of hers, the best first, at most one of a message.

    `orders`: messages that asked her for something.
    """
    found = [_best(message, forbidden) for message in lines if message.id not in orders]
    ranked = sorted((one for one in found if one is not None and one.weight >= LEAST), key=lambda one: -one.weight)
    chosen: list[TellingSentence] = []
    for one in ranked:
        if all(len(_words(one) & _words(other)) * 2 < len(_words(one)) for other in chosen):
            chosen.append(one)
    return chosen


def before_danger(said: Sequence[Message], is_danger: Callable[[str, Sequence[str]], bool]) -> list[Message]:
    """The user's lines of what was said, without a conversation in which a danger was, and what was said after it that day.

    `is_danger(line, the lines before it)` tells whether a line shows one.
    """
    safe: list[Message] = []
    before: dict[int, list[str]] = {}
    for one in (one for one in said if one.speaker == "you"):
        lines = before.setdefault(one.conversation, [])
        if is_danger(one.text, lines):
            return [other for other in safe if other.conversation != one.conversation]
        safe.append(one)
        lines.append(one.text)
    return safe


def feeling(text: str) -> float:
    """How pleasant the words of a text are, -1…1."""
    return float(_analyzer().polarity_scores(text)["compound"])


def word_feeling(word: str) -> float:
    """How pleasant a word is, -4…4; 0 for a word without feeling."""
    return float(_analyzer().lexicon.get(word.lower(), 0.0))


def _best(message: Message, forbidden: Sequence[str]) -> TellingSentence | None:
    if mentioned(forbidden, message.text):
        return None
    found = [_weighed(message, text) for text in split(message.text) if _may_be_quoted(text)]
    return max(found, key=lambda one: one.weight, default=None)


def _may_be_quoted(text: str) -> bool:
    words = text.split()
    return (
        SHORTEST <= len(words) <= LONGEST
        and not text.rstrip().endswith(("?", ":", "…", "-", ","))
        and bool(_ME.search(text) or _KIN.search(text))
        and not speaks_of_her(text)
        and not _REQUEST.match(text)
        and not _BEGINS_IN_THE_MIDDLE.match(text)
    )


def _weighed(message: Message, text: str) -> TellingSentence:
    line = " ".join(text.split())
    names, felt = people([PromptLine("you", line)]), feeling(line)
    weight = (
        abs(felt)
        + 0.8 * min(2, len(_CUES.findall(line)))
        + 0.8 * bool(names)
        + 0.6 * bool(_KIN.search(line))
        + 0.1 * min(8, len(content_words(line)))
        - 0.03 * max(0, len(line.split()) - 16)
    )
    return TellingSentence(message, line, names, felt, weight)


def _words(one: TellingSentence) -> set[str]:
    return content_words(one.text)


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
