"""Judges whether a reply to a question about a life is right, and says why.

The rule. A reply is divided into clauses. Those in which she says that she doesn't know or was not told are set aside
(“I don't think you ever said”), and so are her questions; what is left is what she claims.

- *Told*, and *past*: every pattern of `right` is among the claims, and none of `wrong`.
- *Changed*: the same, and the old value stands in no clause except those about the past (“you were in Bristol” may be said,
  “you're in Bristol” may not).
- In all three, claiming the user's life as her own is wrong (“my sister”, “I live in”). What stands in quotation marks is the
  user's: neither this rule nor the one before looks there.
- *Never told*: some clause says that she doesn't know, and she invents nothing: among the claims is no pattern of `wrong`,
  and no name that the user never said.

A right value in a hesitant sentence (“I don't remember exactly, but I think Malmö”) counts, because it is a claim.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Literal

Kind = Literal["told", "changed", "past", "never"]

_NOT = r"(?:n't| not)"
_EVER = (
    r"(?: (?:ever|actually|really|honestly|even|quite|yet|exactly|entirely|completely|once|just|still|necessarily))*"
)
_LEARN = (
    r"(?:know|knew|remember|recall|tell|told|say|said|saying|mention(?:ed|ing)?|share[d]?|hear[d]?|learn(?:ed|t)?|"
    r"be (?:sure|certain)|been told|find|place it|catch|caught|talked about|have (?:that|it|this|any|an?)\b)"
)
_UNKNOWN = re.compile(
    "|".join(
        (
            # I don't know; you haven't told me; I don't think you ever said; I can't recall; I never knew
            rf"\b(?:i|you|we){_EVER} (?:do|did|have|had|ca|can|could|would|wo){_NOT}{_EVER} {_LEARN}",
            rf"\b(?:i|you|we)(?:'ve| have|'d| had)?{_EVER} (?:never|not)(?: did)?{_EVER} {_LEARN}",
            rf"\bi (?:do|did){_NOT}{_EVER} (?:think|believe) (?:that )?"
            rf"(?:i|you|we|it|that)(?:'ve| have|'s| has)?{_EVER} (?:{_LEARN}|come up|came up)",
            r"\bi cannot\b",
            # I'm not sure; no idea; not that I know
            rf"\b(?:i'm|i am){_EVER} (?:not{_EVER} (?:sure|certain|aware of)|unsure|uncertain)\b",
            r"\b(?:no|not an?|any|the faintest|the foggiest) (?:idea|clue)\b|\bbeats me\b|\bescapes me\b|\bnew to me\b",
            r"\bnot (?:that|something|anything|a thing|one) (?:that )?(?:i|you)\b",
            r"\bi have no (?:memory|record|recollection|note|information|way)\b",
            r"\bi(?:'ve| have)? forg[eo]t",
            # you'd have to tell me; it never came up; I was never told; nobody told me
            r"\byou(?:'d|'ll| would| will)? (?:have|need) to (?:tell|remind) me\b",
            rf"\b(?:that|it|this)(?:'s| has| is)?(?:{_EVER} (?:never|not)|(?:has|did)?n't){_EVER} "
            r"(?:come|came|been said|mentioned)",
            rf"\b(?:was|were|been|is|has)(?:{_NOT}| never){_EVER} (?:told|mentioned|said|come up|something you|one you)",
            rf"\bnever{_EVER} (?:been )?(?:told|mentioned|said|came up|come up)\b|\bnobody(?: has|'s)? (?:ever )?told\b",
        )
    ),
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|used|lived|worked|moved|until|till|before|from|old|former(?:ly)?|previously|originally|once|first|"
    r"no longer|not|gave|given|gone|sold|left|instead|any ?more|went|took|taken|swam|started|began|changed|renamed|finished|"
    r"scrapped|cancell?ed|stopped|quit|put off|pushed|earlier|then|planned|wanted|rather|answered)\b|n't\b",
    re.I,
)
_HERS = re.compile(
    r"\bmy (?:sister|brother|nephew|niece|dad|father|mum|mom|mother|gran\w*|husband|partner|boss|dog|teacher|friend|car|flat)\b"
    r"|\bi (?:live|lived|work|worked|swim|swam|drive|studied|start|hate|met|walk|tune)\b"
    r"|\bi'm (?:allergic|reading|in|on|forty|41|off to)\b",
    re.I,
)
_SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’]?\s+")
_CLAUSES = re.compile(r"[;:—–]\s*|,\s+|\s+(?=(?:but|though|although|because|so|only|except)\b)", re.I)
_ASKING = re.compile(
    r"(?:and |or |so |but )?(?:is|was|are|were|do|does|did|what|where|who|which|when|how|why|can|could|will|would|has|have|"
    r"maybe|should|shall|may)\b",
    re.I,
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = {name.casefold() for name in (*calendar.day_name, *calendar.month_name, "I", "Ada")}


@dataclass(frozen=True)
class Entry:
    """Something that was told, changed or never told, and how an answer about it is judged."""

    name: str
    kind: Kind
    quote: str = ""
    """The user's exact words; empty when it was never told."""
    later: str = ""
    """The words with which the user changed it."""
    right: tuple[str, ...] = ()
    """Patterns. Case is ignored, here and in all other patterns."""
    wrong: tuple[str, ...] = ()
    old: str = ""
    """The value before `later`."""
    near: str = ""
    """Something similar that was told."""


@dataclass(frozen=True)
class Verdict:
    """Whether a reply is right, and why, in a few words."""

    right: bool
    why: str


def judge(entry: Entry, reply: str, said: Set[str]) -> Verdict:
    """Judges this reply. `said`: all words the user ever said, in lower case; none of them counts as an invention."""
    plain = reply.replace("’", "'")
    doubts, claims = _taken_apart(plain)
    if entry.kind == "never":
        return _never(entry, doubts, claims, said)
    return _known(entry, doubts, claims, _taken_apart(_QUOTED.sub("", plain))[1])


def words(text: str) -> list[str]:
    """Returns the words of a text as they are written."""
    return _WORD.findall(text)


def _taken_apart(reply: str) -> tuple[list[str], list[str]]:
    """Returns the clauses in which she says that she doesn't know, and those in which she claims something; no questions."""
    doubts: list[str] = []
    claims: list[str] = []
    for sentence in _SENTENCES.split(reply.strip()):
        begun = sentence[:1].lower() + sentence[1:]  # its capital says nothing about the word
        for clause in filter(None, map(str.strip, _CLAUSES.split(begun))):
            if _UNKNOWN.search(clause):
                doubts.append(clause)
            elif sentence.endswith("?") and _ASKING.match(clause):
                break
            else:
                claims.append(clause)
    return doubts, claims


def _known(entry: Entry, doubts: list[str], claims: list[str], own: list[str]) -> Verdict:
    """`own`: her claims outside quotation marks."""
    claimed = [", ".join(claims)]
    if any(not _found([pattern], claimed) for pattern in entry.right):
        return Verdict(False, "she says that she doesn't know" if doubts else "she doesn't say it")
    if found := _found(entry.wrong, claimed):
        return Verdict(False, f"wrong: {found}")
    if entry.old and (found := _found([entry.old], [claim for claim in own if not _PAST.search(claim)])):
        return Verdict(False, f"old: {found}")
    if found := _found([_HERS.pattern], own):
        return Verdict(False, f"taken for her own: {found}")
    return Verdict(True, "the newest" if entry.kind == "changed" else "as told")


def _never(entry: Entry, doubts: list[str], claims: list[str], said: Set[str]) -> Verdict:
    if not doubts:
        return Verdict(False, "she doesn't say that she doesn't know")
    if found := _found(entry.wrong, claims):
        return Verdict(False, f"invented: {found}")
    if names := [name for claim in claims for name in _names(claim) if name.casefold() not in said | _CALENDAR]:
        return Verdict(False, f"invented: {names[0]}")
    return Verdict(True, "she doesn't know, and says so")


def _found(patterns: Iterable[str], clauses: list[str]) -> str:
    """Returns the first words that match one of the patterns; empty when none do."""
    hits = (re.search(pattern, clause, re.I) for pattern in patterns for clause in clauses)
    return next((hit.group() for hit in hits if hit), "")


def _names(claim: str) -> list[str]:
    """Returns the capitalised words, except those capitalised because a quotation begins."""
    return [word for word in words(re.sub(r"([\"“‘])(.)", lambda begun: begun[0].lower(), claim)) if word[0].isupper()]
