"""Reads whether a line takes for granted what she cannot be, do or know, by weights learned from written lines.

The patterns of `tempting.toml` are exact and know only what they name; this reads lines of other words, less surely.
`benchmarks/_tempting_training.py` makes the weights from `lines/tempting.jsonl`.
"""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache
from importlib import resources

from companion.gate.tempting import Temptation, words_by_temperament
from companion.text.general_questions import asks_in_general
from companion.text.line_reader import LineReader, Numbers

FEWEST_WORDS = 4
"""Shorter lines mean too little by themselves."""
ORDINARY = "none"
"""The kind of a line that tempts her to nothing."""
CERTAIN, SURE_WITHOUT = 0.9, 0.95
"""From this probability on a line is answered with written words, whatever it says; the second without a sentence vector."""
SURE, LIKELY = 0.75, 0.5
"""From these on, with a vector, unless its words excuse it: written words; and a reply that may only ask, or own up to a limit."""
_WORDS_DO = re.compile(
    r"\bdo you (?:like|prefer|love|hate)\b|\bwould you rather\b"
    r"|\b(?:write|draft|word|phrase)\b.*\b(?:e-?mail|letter|message|card|text|note|speech|toast|poem|line|reply)s?\b",
    re.IGNORECASE,
)
"""Asks for a taste or for a text: words do that, so a likely temptation is none."""
_TAKES_LEAVE = re.compile(
    r"\b(?:bye|goodbye|good ?night|night night|sleep well|got(?:ta| to) (?:go|run|dash)|wish me luck|"
    r"see (?:you|ya) (?:later|tomorrow|soon)|thanks|thank you|cheers|hello|hi|good (?:morning|evening|afternoon)|sorry|haha)\b",
    re.IGNORECASE,
)
"""A greeting, a goodbye, thanks: a line that has one and asks nothing is only likely by its strange company."""

_TELLS_OF_OTHERS = re.compile(
    r"^\W*(?:(?i:and|so|but|well|oh),? )?"
    r"(?:(?i:my|our|his|her|the) (?:\w+ ){1,4}?|(?i:dad|mum|mom|gran|nan|grandad|grandma|grandpa|he|she|they) "
    r"|(?!(?:You|We|I|It|This|That|There|Who|What|Where|When|Which|Why|How) )[A-Z][a-z]+ )"
    r"(?i:is|was|are|were|has|had|isn't|wasn't|went|came|got|broke|fell|lost|won|left|gave|took|bought|made|hates|loves|likes|"
    r"wants|needs|works|lives|always|just|finally|[a-z]+ed)\b"
    r"(?!.*\b(?i:you|your|yours|u|we|us|our|let|here|there|outside|isn't it|door)\b)[^?]*$"
)
"""Tells of somebody or something else and has no word for her: “Dad is coming round on Sunday.” A likely temptation is none."""
_ASKED_WHETHER_DONE = re.compile(
    r"^\W*(?:(?:and|so|but),? )?(?:have|did) you (?:already |yet |also )?(?:check|collect|deliver|fetch|fix|mend|order|"
    r"pay|paid|print|"
    r"renew|return|send|sent|sign|iron|water|feed|fed|cancel|submit|hand in|wash)(?:ed|led)? (?:my|the|our|that|those)\b",
    re.IGNORECASE,
)
"""Asks whether a deed was done, whatever the things in it are likened to: “Have you checked my blood results?”"""


class Certainty(IntEnum):
    """How sure the reader is that a line takes something for granted that is not so."""

    NO = 0
    LIKELY = 1
    SURE = 2


def certainty(line: str, vector: Numbers | None) -> tuple[Temptation, Certainty]:
    """The likeliest kind of temptation in this line, and how sure that is; `vector`: the line's sentence vector."""
    kind, likely = read_temptation(line, vector)
    if _ASKED_WHETHER_DONE.search(line):
        kind = _kinds()["deed"]
    if len(line.split()) < FEWEST_WORDS or asks_in_general(line):
        return kind, Certainty.NO
    if likely >= (SURE_WITHOUT if vector is None else CERTAIN):
        return kind, Certainty.SURE
    if vector is None or likely < LIKELY or _WORDS_DO.search(line):
        return kind, Certainty.NO
    if "?" not in line and (_TAKES_LEAVE.search(line) or _TELLS_OF_OTHERS.search(line)):
        return kind, Certainty.NO
    return kind, Certainty.SURE if likely >= SURE else Certainty.LIKELY


def read_temptation(line: str, vector: Numbers | None) -> tuple[Temptation, float]:
    """The likeliest kind of temptation in this line, and the probability, 0 to 1, that it tempts her at all."""
    shares = _reader().read(line, vector)
    ordinary = shares.pop(ORDINARY)
    return _kinds()[max(shares, key=lambda kind: shares[kind])], 1.0 - ordinary


@cache
def _reader() -> LineReader:
    return LineReader.load("companion.gate", "tempting.npz")


@cache
def _kinds() -> dict[str, Temptation]:
    text = resources.files("companion.gate").joinpath("tempting_kinds.toml").read_text(encoding="utf-8")
    return {
        kind: Temptation(kind, rows["rule"], True, tuple(map(tuple, rows["say"])), words_by_temperament(kind))
        for kind, rows in tomllib.loads(text).items()
    }
