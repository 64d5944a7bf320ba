"""Chooses the sentences of the user's that say most of a day: about themselves and their people, said with feeling, not to her.

Nothing is chosen of a conversation with a danger, nor of what was said later that day; nothing that speaks of a forbidden topic,
and nothing that asks her for something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from companion.care.signal import RiskSignal
from companion.courtesy import is_grave
from companion.memory import Message
from companion.replying.mentions import people
from companion.replying.prompt import PromptLine
from companion.text.grounding import content_words
from companion.text.second_person import speaks_of_her
from companion.text.sentences import split
from companion.text.topics import mentioned

SHORTEST, LONGEST = 4, 26
"""Words of a sentence that is worth a line."""
LEAST = 1.1
"""The weight below which nothing is worth a line: “I had soup for lunch.”"""

LATELY = 6
"""So many lines before one tell how it is meant."""
AFTER_HINT = 2
"""So many lines after one that may show a danger are left alone, too."""

_ME = re.compile(r"\b(?:I|I['’]\w+|im|ive|my|me|we|we['’]\w+|our)\b", re.IGNORECASE)
_OPENER = re.compile(
    r"^(?:(?:ok|okay|alright|so|and|but|well|now|yes|yeah|yep|no|nah|oh|um|uh|er|ah|ha|hm+|ugh|lol|anyway|also|actually|honestly|"
    r"basically|hi|hello|hey|wow|to be honest|by the way|speaking of which|on a brighter note|on another note|for example|you know|"
    r"i mean|right|however|definitely|absolutely|exactly|i guess|of course|not really|not yet|not much|(?:my |dear )?friend|"
    r"(?:finally|eventually|there|then|first|second)(?=,))\b(?:[\s,.!–—-]+|$))+",
    re.IGNORECASE,
)
_GLAD_TO_SAY = re.compile(
    r"^I(?:['’]m| am) (?:so |very )?(?:happy|glad|pleased|proud) to (?:say|tell you|report)(?: that)? (?=I\b|my\b|we\b)",
    re.I,
)
_REQUEST = re.compile(
    r"^\W*(?:can|could|would|will|do|please|tell|set|remind|play|put|add|note|write|read|give|show|stop|let['’]?s|wake|call me|"
    r"forget|remember|make|start|cancel|help|ask|listen|guess|go on|explain|imagine|say|let me|nice to|good to|"
    r"i(?:['’]d| would) (?:really |also )?(?:like|love)|"
    r"i want you|i need you|i need a|i(?:['’]ll| will)|i(?:['’]m| am) (?:back|here|[A-Z]))\b",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(
    r"^\W*(?:which|that|that['’]s|because|or|than|it['’]?s?|they|he|she|this|these|those|if|as|since|maybe|perhaps|both|sounds?|"
    r"been|just|got|had|for|by|to|with|from|check|look|looking|sure|good|thanks|thank|especially|like|about|\w{2,}ing|"
    r"their|his|her|"
    r"what|who|how|why|when(?! I\b)|where|hope|glad|can't|cant|won't|wont|everything else|not)\b"
    r"|\b(?:AI|companion|chat|chats|chatting|conversation|recommend\w*|suggest\w*|advice|tips)\b"
    r"|\bthis\b(?! (?:morning|afternoon|evening|week|weekend|month|year|spring|summer|autumn|winter|time|christmas)\b)"
    r"|\b(?:of|about|with|for|at|like) that\W*$|^\w+ can\b",
    re.IGNORECASE,
)
"""Sentences that say of what they speak only together with those before, or that are about the talk itself."""
_POINTING = re.compile(r"\b(?:it|he|she|him|his|her|its)\b", re.IGNORECASE)
_POINTING_AT_MANY = re.compile(
    r"\b(?:they|them|their|these|those)\b(?! (?:days|times|things|who|that)\b)", re.IGNORECASE
)
_ONE_OF_THEM = re.compile(r"^One of (?:them|those),? (?=[A-Z])(\w+),")
_MANY = re.compile(
    r"\b(?!was\b|is\b|this\b|has\b|always\b|perhaps\b)\w{2,}s\b|\band\b|\bpeople\b|\bchildren\b|\beveryone\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:I|we|i['’]ve|ive|my \w+(?: \w+)?)\s+(?:just |finally |also |even |already |never |almost |nearly "
    r")?(?:\w{3,}ed|was|were|had|"
    r"did|went|found|lost|made|saw|met|told|said|got|left|came|took|felt|gave|bought|wrote|read|rang|heard|broke|fell|won|quit|ate|"
    r"began|spent|slept|kept|thought|forgot|been|cut|hit|let|put|ran|sang|sat|sold|sent|taught|drove)\b",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"\b(?:I|we) (?:also |really |quite |do |totally |still )?(?:like|love|enjoy|prefer|think|"
    r"hope|guess|believe|plan|want|agree|can|could|should|need|have to|must)\b",
    re.IGNORECASE,
)
_CUES = re.compile(
    r"\b(?:still|haven['’]?t|hasn['’]?t|never|always|finally|again|miss(?:ed|es)?|used to|remember(?:ed)?|afraid|"
    r"scared|proud|first time|last time|alone|"
    r"love[ds]?|hate[ds]?|worr(?:y|ied)|dream(?:t|ed)?|wish(?:ed)?|promised?|laugh(?:ed|ing)?|cried|cry|forgot|decided|found|lost|"
    r"quit|left|moved|started|finished|hope|nobody|nervous|tired|grateful|happy|sad|angry|quiet)\b",
    re.IGNORECASE,
)
KIN = re.compile(
    r"\b(?:sister|brother|mother|mum|mom|father|dad|wife|husband|partner|girlfriend|boyfriend|daughter|son|aunt|uncle|cousin|"
    r"grand(?:mother|father|ma|pa|son|daughter)|gran|friend|neighbou?r|flatmate|boss|colleague)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TellingSentence:
    """A sentence that says something of the day."""

    message: Message
    text: str
    """As it was said, on one line, without an “oh, well” before it."""
    names: tuple[str, ...]
    feeling: float
    """How pleasant its words are, -1…1 (VADER)."""
    weight: float


def telling(
    lines: Iterable[Message], forbidden: Sequence[str] = (), orders: Collection[int] = ()
) -> list[TellingSentence]:
    """The sentences of the user's lines that are worth one of hers, the best first, at most one of a message.

    `orders`: messages that asked her for something.
    """
    found = speaking_of_life(lines, forbidden, orders)
    ranked = sorted((one for one in found if one.weight >= LEAST), key=lambda one: -one.weight)
    chosen: list[TellingSentence] = []
    for one in ranked:
        if all(len(_words(one) & _words(other)) * 2 < len(_words(one)) for other in chosen):
            chosen.append(one)
    return chosen


def speaking_of_life(
    lines: Iterable[Message], forbidden: Sequence[str], orders: Collection[int] = ()
) -> list[TellingSentence]:
    """The sentence of each line that says most, of all lines in which one stands for itself; in their order."""
    found = (_best(message, forbidden) for message in lines if message.id not in orders)
    return [one for one in found if one is not None]


def before_danger(said: Sequence[Message], risk: Callable[[str, Sequence[str]], RiskSignal | None]) -> list[Message]:
    """The user's lines without those that danger may touch; `risk(line, the lines before it)` tells what a line shows.

    A plain danger: without its conversation, and without what was said after it that day. A hint: without it and the next few.
    """
    safe: list[Message] = []
    before: dict[int, list[str]] = {}
    hinted: dict[int, int] = {}
    for one in (one for one in said if one.speaker == "you"):
        lines = before.setdefault(one.conversation, [])
        found = risk(one.text, lines[-LATELY:])
        lines.append(one.text)
        if found is not None and found.level == "safe":
            return [other for other in safe if other.conversation != one.conversation]
        if found is not None and found.level == "ask":
            hinted[one.conversation] = AFTER_HINT
        elif left := hinted.get(one.conversation, 0):
            hinted[one.conversation] = left - 1
        else:
            safe.append(one)
    return safe


def feeling(text: str) -> float:
    """How pleasant the words of a text are, -1…1."""
    return float(_analyzer().polarity_scores(text)["compound"])


def _best(message: Message, forbidden: Sequence[str]) -> TellingSentence | None:
    if mentioned(forbidden, message.text):
        return None
    sentences = (_bare(text) for text in split(message.text))
    found = [_weighed(message, text) for text in sentences if _may_be_quoted(text)]
    return max(found, key=lambda one: one.weight, default=None)


def _bare(text: str) -> str:
    """The sentence on one line without what opens it: “Oh well, I” becomes “I”, “One of them, Ossie,” becomes “Ossie”."""
    line = " ".join(text.split())
    bare = _ONE_OF_THEM.sub(r"\1", _GLAD_TO_SAY.sub("", _OPENER.sub("", line)))
    return bare[:1].upper() + bare[1:] if line[:1].isupper() else bare


def _may_be_quoted(text: str) -> bool:
    words = text.split()
    return (
        SHORTEST <= len(words) <= LONGEST
        and not text.rstrip().endswith(("?", ":", "…", "-", ","))
        and bool(_ME.search(text))
        and not speaks_of_her(text)
        and not _REQUEST.match(text)
        and not _UNCLEAR.search(text)
        and not _points_outside(text)
    )


def _points_outside(text: str) -> bool:
    """Whether a “he”, “it” or “them” stands for something that was named before the sentence."""
    one, many = _POINTING.search(text), _POINTING_AT_MANY.search(text)
    return bool(
        (one and len(content_words(text[: one.start()])) < 2) or (many and not _MANY.search(text[: many.start()]))
    )


def _weighed(message: Message, line: str) -> TellingSentence:
    names, felt = people([PromptLine("you", line)]), feeling(line)
    weight = (
        0.8 * abs(felt)
        + 0.8 * min(2, len(_CUES.findall(line)))
        + 0.6 * bool(_HAPPENED.search(line))
        + 0.5 * bool(names or re.search(r"(?<=[a-z,] )(?!I\b)[A-Z]\w+|\d", line))
        + 0.5 * bool(KIN.search(line))
        + 0.5 * is_grave(message.text)
        + 0.1 * min(6, len(content_words(line)))
        - 0.04 * max(0, len(line.split()) - 14)
        - 0.7 * bool(_LIKES.search(line))
    )
    return TellingSentence(message, line, names, felt, weight)


def _words(one: TellingSentence) -> set[str]:
    return content_words(one.text)


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
