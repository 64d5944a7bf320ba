"""Reads which deed a line likely asks for, or none, by weights learned from written requests and lines that only sound like them.

The grammars are exact and know only their phrases; this is less sure, knows any words, and takes no line apart.
`benchmarks/_request_training.py` makes the weights from `lines/requests.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import numpy as np

from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import readable
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory.recall import TextEmbedder
from companion.text.general_questions import asks_in_general
from companion.text.line_reader import LineReader, Numbers

NO_DEED = "none"
"""The kind of a line that asks for nothing."""
AFTER = ("clock", "timer", "alarm", "reminder", "calendar", "list", "note", "sum", "letter", "piano")
_AFTER_WEIGHT = 1.0
_WEIGHT = 2.0
"""How much a vector counts beside the words, whose length is 1."""
_OF_THE_WORLD = re.compile(
    r"\b(?:news|headlines|timetables?|traffic|forecast|sunset|sunrise|sundown|moonrise|(?:high|low) tide|tides?)\b",
    re.IGNORECASE,
)
"""Neither the clock nor a date tells these: “What's the news this morning?”"""
_OTHERS_DOINGS = re.compile(
    r"\b(?:when|what time|how late|until when|till when|at what time|what time's|when's)\b"
    r" (?:do|does|did|is|are|will|would|can|till|until)? ?(?:the|this|that|my|our|your|last|next|first|\w+'s)\b[\w' -]*"
    r"\b(?:starts?|begins?|opens?|closes?|shuts?|go|goes|leaves?|arrives?|lands?|ends?|finish|finishes|comes?|runs?|departs?"
    r"|due|on|over|plays?)\b"
    r"|\bwhat time of (?:the )?(?:year|month|life)\b"
    r"|^(?:has|have|is|are) (?:the|my|our) [\w' -]+\b(?:been|come|gone|arrived|left|here|back|there)\b"
    r"(?: (?:yet|already))?[ ?.!]*$",
    re.IGNORECASE,
)
"""Of the doings of others the clock tells nothing: “When does the last train go?”, “Has the post been yet?”"""
DONE_WITHIN = re.compile(
    r"^\W*(?:i|we|he|she|they|you)(?:'ve| have)? (?:can|could|can't|couldn't|did|ran|run|managed?|swam|walked|cycled|finished)\b"
    r"(?! (?:really |just )?(?:do with|use|you)\b)[\w' ]* in (?:about |under |only |just |less than )?"
    r"[\w-]+(?: and a half)? (?:seconds?|minutes?|mins?|hours?)\b",
    re.IGNORECASE,
)
"""“I can run a kilometre in seven minutes now” is said with pride and asks for no timer."""
_CLOCK, _TIMER, _CANNOT = "clock", "timer", "cannot"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class Likelihood:
    """How likely a line asks for something."""

    deed: str
    """The likeliest deed: a deed's name, or `cannot`."""
    likely: float
    """The probability, 0 to 1, that it asks for any deed."""
    whole: bool
    """Whether it was read with a vector, and not by words and letters alone."""


def likelihood(line: str, now: datetime, embedder: TextEmbedder | None, after: str = "") -> Likelihood:
    """Which deed the line likely asks for; without an embedding model by its words alone.

    `after`: the deed of which something was done right before it; then it may ask for more of that in few words.
    None for a question that words can answer: the weights take “What's the capital of Norway?” for one about its clock.
    """
    vectors = inner_vectors([line], embedder) if embedder is not None else None
    return likelihood_of(line, now, vectors[0] if vectors is not None else None, after)


def likelihood_of(line: str, now: datetime, vector: Numbers | None, after: str = "") -> Likelihood:
    """As `likelihood`, of a line whose inner vector is known, shape (384,); None without a model."""
    if asks_in_general(line) and not after:
        return Likelihood(NO_DEED, 0.0, vector is not None)
    both = np.concatenate((vector, after_deed(after))) if vector is not None else None
    shares = _reader().read(marked(line, now), both)
    nothing = shares.pop(NO_DEED)
    deed = max(shares, key=lambda name: shares[name])
    if deed == _CLOCK and _OF_THE_WORLD.search(line):
        deed = _CANNOT
    if (deed == _CLOCK and _OTHERS_DOINGS.search(line)) or (deed == _TIMER and DONE_WITHIN.search(line)):
        return Likelihood(NO_DEED, 0.0, vector is not None)
    return Likelihood(deed, 1.0 - nothing, vector is not None)


def inner_vectors(lines: Sequence[str], embedder: TextEmbedder) -> Numbers | None:
    """The lines' vectors from the model's inner layers, shape (n, 384); None when this model shows none.

    They tell asking from telling better than the last layer's: of requests of unseen writers .80 are noticed at .005 false
    alarms, against .57.
    """
    vectors = embedder.inner(lines)
    if vectors is None:
        return None
    scaled: Numbers = (_WEIGHT * vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def after_deed(deed: str) -> Numbers:
    """The deed of which something was done right before a line, as the weights see it, shape (AFTER,); zeros for none."""
    return np.array([_AFTER_WEIGHT * (one == deed) for one in AFTER], np.float32)


def marked(line: str, now: datetime) -> str:
    """The line with a word for each time and number in it, so that all times look alike."""
    text, pieces, at = readable(line), list[str](), 0
    for one in find_times(text, now, country_of(now.tzinfo)):
        for number, (start, end) in enumerate(one.spans):
            if start >= at:
                pieces += [text[at:start], f" {_sort(one)} " if number == 0 else " "]
                at = end
    return _NUMBER.sub("znum", "".join([*pieces, text[at:]]))


def _sort(one: SpokenTime) -> str:
    if one.only_length:
        return "zlength"
    return "zahead" if one.ahead else "zrepeat" if one.repeats else "zclock" if one.clock else "zday"


@cache
def _reader() -> LineReader:
    return LineReader.load("companion.deeds", "requests.npz")
