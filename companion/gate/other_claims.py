"""Finds claims without “I” that software on a desk cannot truthfully make: what is seen, done, the hour, the weather, a meeting."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.gate.self_claims import claims, clauses
from companion.text.phrases import compile_phrases

KNOWLEDGE = frozenset({"hour", "world"})
"""Kinds that she may say after the user has said them."""
_DIGITS = re.compile(r"\d[\d:.,]*")
_OPEN = re.compile(
    r" (?:if|when|whether|once|unless|until|till|hope|hoping|maybe|perhaps|suppose|sounds|sound like|imagine|wish|as if|"
    r"like|after|before|not know|no idea|can not|could not|would|could|might|"
    r"you said|you told me|wonder|say|says|not sure|guess|bet|tell me) "
)
_TOO = re.compile(
    r"^\. (?:me (?:too|neither|as well)|same(?: here)?|so (?:am|do|did|have|was) i|.* (?:for|to|with|like) me (?:too|as well)|"
    r"mine (?:too|as well)|neither (?:am|do|did|have|was) i) "
)
_WHICH = re.compile(r"^\. (?:(?:so|and|well|okay) )?(?:what|which|who)(?: else| one| ones| of them)? $")
"""Before “is on the list”: it asks what is there and claims nothing."""
_SMALL = frozenset(
    "a an the it is was are were be been that this of to on in at and i you your my will has have had there now just about "
    "around almost nearly already still really very so too quite going seems looks feels today now right".split()
)


@dataclass(frozen=True)
class OtherClaim:
    """A claim that is not hers to make."""

    kind: str
    """The table of other_claims.toml, or `self` for “me too” after what only a person can say."""
    words: str


def other_claims(sentence: str, said: Sequence[str]) -> Iterator[OtherClaim]:
    """The claims in a sentence of hers; `said`: the user's recent lines, which may have told her the hour or the weather."""
    told = {word for line in said for clause in clauses(line) for word in clause.split()}
    for clause in clauses(_DIGITS.sub(" number ", sentence)):
        if said and _TOO.search(clause) and any(True for _ in claims(said[-1])):
            yield OtherClaim("self", clause.strip(" ."))
        for kind, pattern in _patterns():
            found = pattern.search(clause)
            if found and not _excused(kind, clause[: found.start()], found[0], told):
                yield OtherClaim(kind, found[0].strip(" ."))


def _excused(kind: str, before: str, words: str, told: set[str]) -> bool:
    if kind not in KNOWLEDGE:
        return kind == "deed" and bool(_WHICH.match(before))
    return bool(_OPEN.search(before)) or {word for word in words.split() if word not in _SMALL} <= told


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, Any] = tomllib.loads(
        resources.files("companion.gate").joinpath("other_claims.toml").read_text(encoding="utf-8")
    )
    sets = table.pop("sets")
    return tuple((kind, compile_phrases(rows["phrases"], sets)) for kind, rows in table.items())
