"""Puts clauses as people say them into the form that the grammar of loose ends reads: “Going to see Tom”, “I told Amy I'd call”."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from functools import cache

from companion.unasked.asking import LEAD, words

_SET = re.compile(
    r"(?: is| are|'s|'re| got| has been| have been| has| have)? (?:booked|set|scheduled|planned|moved|down|"
    r"arranged|fixed|confirmed|rescheduled|pencilled in|"
    r"brought forward|pushed back|put off)(?: in)?(?: for| to| on| until)?$"
)
_THAT_OF_THEM = re.compile(
    r"(?<=[a-z] )(?:her|him|them)\b(?=$|[.,]| (?:back|about|up|for|to|on|at|a|the|my|this|that|some|over|round|out|in)\b)"
)
PERSON = re.compile(
    r"\b(?:[Mm]y|[Oo]ur) (?:\w+ )??(?:mum|mom|mother|dad|father|sister|brother|son|daughter|wife|husband|"
    r"partner|gran|grandma|grandmother|"
    r"grandad|granddad|grandfather|aunt|uncle|cousin|niece|nephew|friend|mate|neighbour|neighbor|boss|"
    r"colleague|flatmate|landlord|landlady|"
    r"girlfriend|boyfriend|teacher|tutor|agent|parents|kids|children|friends|neighbours)\b|(?<=[a-z,] "
    r")[A-Z][a-z]+\b|^[A-Z][a-z]+(?= (?:is|has|was|'s|and|still|just|'ll|needs|called|rang|wrote)\b)"
)
_PROMISED = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'ve| have)? (?:told|promised|swore to|agreed with) (?P<who>my (?:\w+ )??\w+|"
    rf"[A-Z]\w+) (?:that )?(?:[Ii]|[Ww]e)(?:'d| would|'ll| will) (?P<what>\S.*)$"
)
UNHEARD = re.compile(
    r"\b(?:[Ss]till|yet to|[Hh]aven't|[Hh]ave not) (?:haven't |have not |not |no )?(?:heard|hear|word)(?: "
    r"anything)?(?: back)? (?P<how>from|about|on) (?P<what>(?:the|my|our|an?) [\w' -]+?|[A-Z][\w' -]+?)(?= "
    r"yet|[,.]|$| and | but | so )"
)


def in_full(clause: str) -> str:
    """A clause with what talk leaves out: “Going to see Tom” is “I'm going to see Tom”, “booked for” is “on”."""
    had = re.match(r"(?:[Ii]'ve |[Ww]e've )?[Gg]ot |[Ii] have |[Ww]e have ", clause)
    text = _SET.sub("" if had else " is", clause)
    first, _, rest = text.partition(" ")
    low = first.lower()
    if low in gerunds() or low in ("going", "off", "waiting", "heading", "popping", "having", "hosting", "dropping"):
        return f"I'm {low} {rest}"
    if low in ("have", "need", "must", "got", "gotta", "gonna") and rest.startswith("to "):
        return f"I {'have' if low == 'got' else low} {rest}"
    if low == "got" and re.match(r"(?:an?|my|our|the) ", rest):
        return f"I've got {rest}"
    return text


def promise(clause: str) -> str:
    """“I told Amy I'd call her” as the plan that it is: “I'll call Amy”; any other clause as it is."""
    found = _PROMISED.match(clause)
    if found is None:
        return clause
    return f"I'll {re.sub(_THAT_OF_THEM, found['who'], found['what'], count=1)}"


def with_names(clause: str, before: str) -> str:
    """The clause with the name of the one person spoken of before it in place of “her” or “him”."""
    people = list(dict.fromkeys(found.group() for found in PERSON.finditer(before)))
    if len(people) != 1:
        return clause
    return re.sub(_THAT_OF_THEM, people[0], clause, count=1)


@cache
def gerunds() -> dict[str, str]:
    """The plain form of each “-ing” form of the verbs that she may ask about."""
    found = dict(words()["doing"])
    for verb in (*words()["verbs"].split(), *plain_verbs()):
        forms = {
            verb + "ing",
            verb.removesuffix("e") + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing",
            verb + verb[-1] + "ing",
        }
        if verb.endswith("ie"):
            forms.add(verb[:-2] + "ying")
        for form in forms:
            found.setdefault(form, verb)
    return found


@cache
def plain_verbs() -> frozenset[str]:
    """Verbs of what is arranged: “we fly on Friday”."""
    return frozenset(
        (
            "fly leave travel head drive move start begin finish present perform submit sing run hand sit take give "
            "host launch open deliver defend graduate compete race audition interview play read teach lead chair "
            "referee exhibit close sign collect return swear exchange"
        ).split()
    )
