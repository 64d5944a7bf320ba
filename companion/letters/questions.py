"""Asks what is missing before the first draft, one thing at a time, and reads the answers; every question can be passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from companion.letters.brief import Brief
from companion.letters.details import clauses, with_clause, with_details
from companion.letters.material import Material, chosen, offered
from companion.letters.request_grammar import has_occasion, read_recipient

Field = Literal["to", "occasion", "must", "tone"]
FIELDS: tuple[Field, ...] = ("to", "occasion", "must", "tone")
_QUESTIONS: dict[Field, str] = {
    "to": "Who is it to?",
    "occasion": "What is it for?",
    "must": "What must be in it?",
    "tone": "How should it sound?",
}
ELSE = "What else must be in it?"
_STOP = re.compile(
    r"(?:no[,. ]+)?(?:never ?mind|forget (?:it|about it|the letter)|stop(?: it)?|cancel(?: it| the letter| that)?|"
    r"not now|leave it|drop it|i(?:'ve| have) changed my mind"
    r"|don't (?:write it|bother)|let's (?:not|leave it)|no letter)(?:,? (?:then|thanks|thank you|please))?",
    re.IGNORECASE,
)
_WRITE = re.compile(
    r"(?:(?:no|nothing|ok|okay|yes|well|oh|please|and)[,. ]+)*(?:(?:please |now )?(?:just |simply )?(?:write|draft|"
    r"do) (?:it|the letter|something|that)(?: now| already| anyway| please)?"
    r"|go ahead|go on(?: then)?|that's (?:all|it|everything|enough)|surprise me|you (?:decide|choose)(?: the rest)?|"
    r"start writing|get on with it|write away)"
    r"(?:,? (?:then|thanks|please|now))?",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"(?:no|nope|nothing(?: special| in particular| else| much)?|skip(?: it| that)?|next|i (?:don't|do not) (?:know|"
    r"mind|care)|don't know|no idea|whatever(?: you like)?"
    r"|anything|any|doesn't matter|it doesn't matter|not really|up to you|dunno|as you like|just (?:the )?normal|normal|"
    r"none)(?:,? (?:thanks|thank you|really))?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:set|start|stop|cancel|remind me|wake me|what(?:'s| is) the (?:time|date|weather)|how (?:long|much|many|"
    r"are you)|what time|add .+ to (?:my|the) .*list"
    r"|(?:turn|play|open) |make a note|undo (?:that|it)$|bye|good ?bye|good night|i (?:have|need) to go)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asking:
    """A letter that is not begun yet, and what she has just asked about it."""

    brief: Brief
    field: Field | None
    """What the question is about; None: all is known, or was passed over."""
    asked: tuple[Field, ...] = ()
    """What was asked already: nothing is asked twice."""
    material: tuple[Material, ...] = ()
    """What she offered with the question."""


def next_question(brief: Brief, asked: Sequence[Field], material: Sequence[Material]) -> Asking:
    """What to ask now."""
    known = {
        "to": bool(brief.to),
        "occasion": has_occasion(brief) or bool(brief.must),
        "must": False,
        "tone": bool(brief.tone),
    }
    field = next((one for one in FIELDS if not known[one] and one not in asked), None)
    shown = tuple(material) if field == "must" else ()
    return Asking(brief, field, (*asked, *([field] if field else [])), shown)


def question(asking: Asking) -> str:
    """The question in her words, with what she remembers; empty when nothing is asked."""
    if asking.field is None:
        return ""
    asked = ELSE if asking.field == "must" and asking.brief.must else _QUESTIONS[asking.field]
    return " ".join(filter(None, (offered(asking.material), asked)))


def opening(brief: Brief) -> str:
    """What she says first: the letter as she has understood it."""
    to = re.sub(r"\bmy\b", "your", re.sub(r"\bour\b", "your", brief.to))
    article = "An" if brief.kind[0] in "aeiou" else "A"
    return f"{article} {brief.kind}{f' to {to}' if to else ''}, then."


Verdict = Literal["stop", "write", "answer"]


def verdict(line: str) -> Verdict | None:
    """What the line makes of her question; None if it is about something else."""
    bare = line.strip(" .!,")
    if _STOP.fullmatch(bare.rstrip("?")):
        return "stop"
    if _WRITE.fullmatch(bare.rstrip("?")):
        return "write"
    return None if line.strip().endswith("?") or _OTHER.match(bare) else "answer"


def continues(line: str) -> bool:
    """Whether a line goes on with a letter whose question was left open: “just write it”, “back to the letter”."""
    bare = line.strip(" .!,?")
    named = re.fullmatch(
        r"(?:ok(?:ay)?[,. ]+)?(?:back to|(?:let's )?(?:go on|continue) with|what about) (?:the|my) (?:letter|card|"
        r"message).{0,30}",
        bare,
        re.IGNORECASE,
    )
    return bool(named) or bool(
        re.fullmatch(
            r"(?:ok(?:ay)?[,. ]+)?(?:just |now )*(?:write|draft) (?:it|the (?:letter|card|message))(?: now| please)*",
            bare,
            re.IGNORECASE,
        )
    )


def resumes(asking: Asking, line: str) -> Literal["write", "again"] | None:
    """What a line makes of a letter whose question was left open, or whose draft came to nothing; None for nothing."""
    if continues(line):
        writes = asking.field is None or re.search(r"\b(?:write|draft)\b", line, re.IGNORECASE)
        return "write" if writes else "again"
    return "write" if asking.field is None and tries_again(line) else None


def with_tone(asking: Asking, line: str) -> Asking:
    """The letter as it is to sound after this line: “make it warmer”."""
    return replace(asking, brief=answered(replace(asking, field="tone"), line))


def tries_again(line: str) -> bool:
    """Whether a line asks for another try: “please try again”, “once more”."""
    bare = line.strip(" .!,?")
    return bool(
        re.fullmatch(
            r"(?:(?:yes|ok(?:ay)?|well|so|then|please|could you|can you)[,. ]+)*(?:(?:try|write|do) (?:it |that )?)?"
            r"(?:again|once more|one more time|another try|a second time)(?:[, ]+(?:please|then|now))*",
            bare,
            re.IGNORECASE,
        )
    )


def answered(asking: Asking, line: str) -> Brief:
    """The brief with this answer."""
    brief = replace(asking.brief, told=(*asking.brief.told, line.strip()))
    bare = line.strip(" .!,")
    if asking.field is None or _SKIP.fullmatch(bare):
        return brief
    if asking.field == "to":
        return _to_answer(brief, bare)
    if asking.field == "must" and asking.material:
        return _with_material(brief, line, asking.material)
    if asking.field == "tone":
        bare = re.sub(
            r"^(?:it should (?:be|sound)|make it|i'd say|just|something|well)[, ]+", "", bare, flags=re.IGNORECASE
        )
    return with_details(brief, bare, asking.field)


def _to_answer(brief: Brief, bare: str) -> Brief:
    to = read_recipient(bare)
    rest = (
        re.sub(r"^(?:it's |it is |this is )?(?:to |for )?", "", bare, flags=re.IGNORECASE)[len(to) :].strip(" ,.;")
        if to
        else bare
    )
    brief = replace(brief, to=to)
    return with_details(brief, rest) if rest else brief


def _with_material(brief: Brief, line: str, material: Sequence[Material]) -> Brief:
    if picked := chosen(line, material):
        return replace(brief, material=(*brief.material, *(one.text for one in picked)))
    for clause in clauses(re.sub(r",? and ", ", and ", line)):
        picked = chosen(clause, material)
        brief = (
            replace(brief, material=(*brief.material, *(one.text for one in picked)))
            if picked
            else with_clause(brief, clause, "must")
        )
    return brief
