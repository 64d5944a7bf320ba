"""Finds what only a lover says, or somebody who keeps the user for herself: she begins no romance, and takes none up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from companion.gate.self_claims import clauses
from companion.text.phrases import compile_phrases

_DENIES = re.compile(
    r" (?:not|never|nobody|if|whether|say|says|said|tell|tells|told|means|mean|word|words|pretend|that (?:he|she|they)|"
    r"(?:he|she|they|who|mother|father|daughter|son|people|everybody|everyone)) $"
)
"""What stands right before words of love that are none of hers: “I won't say I love you”, “everybody will love you”."""

_A_TEXT = (
    r"(?:poem|poetry|song|lyrics|limerick|haiku|rhyme|message|letter|speech|toast|card|greeting|vows?|valentine)s?"
)
_ASKS = re.compile(
    r"(?:^|[.!?;,:–—]|\b(?:please|now|then|just|(?:can|could|would|will) you(?: please)?|help me(?: to)?|"
    r"(?:want|like|love|need) you to|i(?:['’]d like| would like| want| need|['’]m trying| am trying) to))\s*"
    rf"(?:(?:re)?write|draft|compose|suggest|finish|(?:make|give|find|tell|read|recite) me (?:an?|some)|"
    rf"help me (?:with|write|word|finish)|think of)\b[^.!?;]{{0,60}}?\b{_A_TEXT}\b"
    r"|\b(?:how|what) (?:do|would|should|could|can|shall) i (?:write|word|phrase|begin|start|put|say)\b"
    rf"[^.!?;]{{0,60}}?\b{_A_TEXT}\b"
    r"|\bi(?:['’]d like| would like| want| need) (?:an?|some|my)(?: \w+)? "
    r"(?:poem|lyrics|limerick|haiku|rhyme|message|speech|toast|vows)\b"
    rf"|^\W*(?:an? )?(?:\w+ )?{_A_TEXT} (?:for|to) (?:my|her|his|our|the|an?)(?: [\w'’]+){{1,2}}\W*(?:please\W*)?$"
    r"|\btranslate\b|\bhow (?:do|does|would|can) (?:you|i|one|people) say\b",
    re.IGNORECASE,
)
"""Asks for words of love that are not hers; a song, a card or a letter that is only spoken of does not."""
_GOES_ON = re.compile(
    r"^\W*(?:(?:now|and|but|ok|okay|please|no|yes|thanks|thank you|great|good|nice|lovely|a bit|a little|much|maybe|perhaps|"
    r"(?:can|could|would|will) you|try)\b\W*)*"
    r"(?:(?:make|turn) (?:it|that|this|them)|shorten|rewrite|rephrase|change|add|continue|finish|another|one more|again|once more|"
    r"go on|shorter|longer|funnier|warmer|simpler|sweeter|softer|(?:more|less) \w+$|(?:in|into) \w+\W*$|"
    r"(?:it(?:['’]s| is) )?(?:for|to) (?:my|her|his|our|the)|(?:her|his|their) names?)\b",
    re.IGNORECASE,
)
"""Goes on with the text that the line before it asked for: “make it shorter”, “it's for my wife”."""


def goes_on_with_a_text(line: str) -> bool:
    """Whether a line goes on with the text that the line before it asked for: “make it shorter”."""
    return bool(_GOES_ON.search(line))


def asks_for_words_of_love(asked: Sequence[str]) -> bool:
    """Whether the last of the user's lines asks for a text that may hold words of love, or goes on with one just asked for."""
    line, before = [*[""] * (2 - len(asked)), *asked][:-3:-1]
    return bool(_ASKS.search(line) or (_GOES_ON.search(line) and _ASKS.search(before)))


def romantic(sentence: str) -> str | None:
    """The words of love in a sentence of hers; None: there are none."""
    for clause in clauses(sentence):
        for found in _phrases().finditer(clause):
            if not _DENIES.search(clause[: found.start()]):
                return found[0].strip(" .")
    return None


@cache
def _phrases() -> re.Pattern[str]:
    table: dict[str, Any] = tomllib.loads(
        resources.files("companion.gate").joinpath("romance.toml").read_text(encoding="utf-8")
    )
    return compile_phrases(table["romance"]["phrases"], table["sets"])
