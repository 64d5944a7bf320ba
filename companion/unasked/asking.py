"""Reads a clause without its time as a plan, an occasion or a wait, and words the question that asks how it went."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from companion.text.second_person import second_person, without_fillers

_UNNAMED = re.compile(
    r"\b(?:bus|train|kettle|rain|sun|spring|summer|weekend|people|moment|day|days|night|morning|right|bath|"
    r"oven|lift|green|lights?)$"
)
"""What everybody waits for now and then."""
MOST_WORDS = 9
"""A longer plan can't be asked about in one breath."""
LEAD = r"^(?:(?:and|so|but|well|oh|ah|okay|ok|anyway|also|then|yes|yeah|no|hm+|right|um|uh|honestly|actually|listen|hey)[, ]+)*"
_ADVERBS = r"(?: (?:definitely|finally|also|just|really|still|then|simply|quickly|first|actually|absolutely))*"
_FIRM = (
    r"(?:i|we)(?:'ll| will| shall|'ve got to| have got to|'m going to|'re going to| am going to| are going to|'m gonna|'re gonna|"
    r" gonna| gotta|"
    r"(?: really| still| just)* (?:have to|need to|must|promised to|promised myself to|plan to|am planning to|intend to|decided to|"
    r"(?:have )?decided i'll)|'m planning to|'re planning to|'m about to|'ve decided to| promised (?:[\w']+ )?i'?d)"
)
_SOFT = (
    r"(?:i|we)(?:(?: really| still| just)* (?:should|want to|ought to|mean to)|'d better|'d like to| would like to|'re meant to|"
    r"'m meant to|'m supposed to)"
)
_BARE = r"(?:going to|gonna|have to|need to|gotta|got to|must)"
PLAN = re.compile(rf"{LEAD}(?:(?P<firm>{_FIRM})|(?P<soft>{_SOFT})|(?P<bare>{_BARE})){_ADVERBS} (?P<what>\S.*)$")
_PLAINLY = re.compile(rf"{LEAD}(?:i|we) (?P<what>(?:move|start|begin|finish|present|perform|submit|sing|run) \S.*)$")
_DOING = re.compile(rf"{LEAD}(?:i'm|i am|we're|we are){_ADVERBS} (?P<verb>\w+ing) (?P<what>\S.*)$")
_MEAL = re.compile(
    rf"{LEAD}(?:i'm|i am|we're|we are)(?: having)? "
    r"(?P<meal>lunch|dinner|coffee|drinks|brunch|tea|breakfast) with (?P<who>\S.*)$"
)
_TRAVEL = re.compile(
    rf"{LEAD}(?:i'm|i am|we're|we are) "
    r"(?:off to|going to|flying to|driving to|travelling to|traveling to|going over to|heading to) "
    r"(?P<where>(?!be\b|have\b)\S.*)$"
)
_GUEST = re.compile(
    r"(?P<who>(?:[Mm]y|[Oo]ur) (?:\w+ ){0,2}?\w+|[A-Z]\w+)(?:'s| is| are|'re) "
    r"(?:coming (?:over|round|by|to visit|to stay|for dinner|for lunch|to dinner)|"
    r"visiting(?: me| us)?)$"
)
PRONOUN = re.compile(
    r"\b(?:her|him|them|it|that|this|these|those|one|ones|there|he|she|they|some|something|someone|somebody|anything|"
    r"everything|you)\b"
)
_HAVE = r"(?:i|we)(?:'ve got| have got| have|'ve| got|'m having| am having)"
_THERE = r"(?:there's|there is|it's|it is|here comes)"
_MINE = r"(?:my|our|the|that|this|this big)"
_OTHERS = re.compile(r"(?:my|our) (?:[\w-]+ )?[\w-]+'s? |[a-z]\w+'s ")
_RUNS = r"(?:'s| is| are| takes? place| starts?| begins?| will be| comes? up| is coming up| are coming up|'s coming up)"
_REST = r"(?P<rest>(?: (?:with|at|for|about|in|of) .+)?)"
_COME = re.compile(
    rf"{LEAD}(?P<what>(?:my|our|the) (?:[\w-]+ )?(?:results|grades|marks))(?: (?:should|will|are going to|'ll))?"
    r"(?: come(?: out| in)?| are due(?: out)?| arrive| will be out| are out| be out| get here)$"
)
_WAIT = re.compile(
    rf"{LEAD}(?:(?:i'm|i am|we're|we are)(?: still| just| only| also)*|still) waiting (?:for|on) (?P<what>\S.*)$"
)
_HEAR = re.compile(
    rf"{LEAD}(?:(?:(?:i'm|i am|we're|we are)(?: still| just| only)*|still) waiting to hear|"
    r"i (?:should|will)(?: know or)? hear|i'll hear|we'll hear|we should hear)(?: back)?"
    r"(?P<what> (?:from|about) \S.*)$"
)


@dataclass(frozen=True)
class Asked:
    """A question about what a clause tells of the future."""

    kind: Literal["plan", "occasion", "wait"]
    question: str
    about: str
    """The words that say what it is about."""


def asked_in(clause: str, timed: bool) -> Asked | None:
    """What to ask about a clause; None if it tells of nothing worth a question. `timed`: whether it named a time, now taken out."""
    text = " ".join(without_fillers(clause).replace("’", "'").split())
    low = text.lower()
    return (
        _waited(text, low)
        or (_occasion(text, low) or _coming(text, low) if timed else None)
        or _planned(text, low, timed)
    )


def _planned(text: str, low: str, timed: bool) -> Asked | None:
    if timed and (meal := _MEAL.match(low)):
        who = turned(text[meal.start("who") :])
        return None if PRONOUN.search(meal["who"]) else Asked("occasion", f"How was {meal['meal']} with {who}?", who)
    if timed and (guest := _GUEST.match(text)):
        return Asked("occasion", f"How was it with {turned(guest['who'])}?", guest["who"])
    found = PLAN.match(low)
    if found is not None:
        what = text[found.start("what") :]
        if not timed and (found["soft"] or found["bare"] or what.split()[0].lower() not in _list("soon")):
            return None
        if (plan := _plan(what)) is not None:
            return plan
    if not timed:
        return None
    if (plainly := _PLAINLY.match(low)) is not None:
        return _plan(text[plainly.start("what") :])
    doing = _DOING.match(low)
    if doing is not None and doing["verb"] in words()["doing"]:
        return _plan(f"{words()['doing'][doing['verb']]} {text[doing.start('what') :]}")
    travel = _TRAVEL.match(low)
    if travel is None or is_small(f"go to {travel['where']}") or len(travel["where"].split()) > MOST_WORDS:
        return None
    return Asked("occasion", f"Did you get to {turned(text[travel.start('where') :])}?", travel["where"])


def _plan(what: str) -> Asked | None:
    """What is asked about a verb in its plain form and what follows."""
    what = re.split(
        r"\s+(?:when|once|as soon as|while|which|who|where|that i|to see if|to make sure|so)\s+|\s*[,:(]\s*", what
    )[0]
    low = what.lower()
    verb, _, rest = low.partition(" ")
    several = len(low.split())
    if verb not in _list("verbs") or several > MOST_WORDS or PRONOUN.search(low) or is_small(low):
        return None
    if not rest.strip() and verb not in _list("alone"):
        return None
    if (
        verb in ("have", "get", "see")
        and not re.match(r"(?:an?|my|our|the|[a-z]+'s) ", rest)
        and not what.split()[1][:1].isupper()
    ):
        return None
    return Asked("plan", f"Did you {turned(what)}?", what.partition(" ")[2] or verb)


def is_small(low: str) -> bool:
    """Whether what follows the verb makes the plan a small daily thing."""
    return bool(_small().match(low.partition(" ")[2]))


def _occasion(text: str, low: str) -> Asked | None:
    for pattern in _occasions():
        if (found := pattern.match(low)) is None:
            continue
        noun, event = found["noun"].strip(), found["event"]
        whose = _OTHERS.match(noun)
        if (whose and event not in _shared()) or PRONOUN.search(found["rest"]) or len(found["rest"].split()) > 5:
            return None
        start = found.start("noun")
        named = _definite(text[start : start + len(found["noun"])].strip())
        rest = text[found.start("rest") : found.end("rest")].rstrip() if found["rest"] else ""
        words_ = f"{named}{turned(rest, lead=' ')}"
        goes = event in _list_of(words()["occasions"]["go"])
        return Asked("occasion", f"How did {words_} go?" if goes else f"How was {words_}?", f"{noun} {rest}")
    return None


def _coming(text: str, low: str) -> Asked | None:
    found = _COME.match(low)
    if found is None:
        return None
    what = text[found.start("what") : found.end("what")]
    return Asked("wait", f"Did {turned(what)} come?", what)


def _waited(text: str, low: str) -> Asked | None:
    if (heard := _HEAR.match(low)) is not None:
        what = text[heard.start("what") :].strip()
        ok = not PRONOUN.search(what.lower()) and len(what.split()) <= MOST_WORDS
        anything = "anything " if what.startswith("about") else ""
        return Asked("wait", f"Did you hear {anything}{turned(what)}?", what) if ok else None
    found = _WAIT.match(low)
    if found is None:
        return None
    what = text[found.start("what") :]
    hear = re.match(
        r"(.+?) to (?:call|ring|write|phone|text|answer|reply|get back)(?: back)?(?: to)?(?: me| us)?$", what
    )
    if hear and not PRONOUN.search(hear[1].lower()):
        return Asked("wait", f"Did you hear from {turned(hear[1])}?", hear[1])
    named = re.match(r"(?:an?|the|my|our) [\w' -]+$", what.lower())
    if not named or PRONOUN.search(what.lower()) or len(what.split()) > MOST_WORDS or _UNNAMED.search(what.lower()):
        return None
    what = re.sub(r"\s+to (?:come|arrive|be \w+)(?: (?:out|in|back))?$", "", what)
    return Asked("wait", f"Did {_definite(what)} come?", what)


def _definite(noun: str) -> str:
    """“an interview” → “the interview”; “my exam” → “your exam”."""
    return turned(re.sub(r"^(?:an?|another|this|that|the) ", "the ", noun, flags=re.IGNORECASE))


def turned(text: str, lead: str = "") -> str:
    """The words as said to the user: “my mum” → “your mum”."""
    bare = text.strip().rstrip(".!,")
    if not bare:
        return ""
    turned = second_person(f"x {bare}")[2:].rstrip(".")
    return lead + turned


@cache
def _occasions() -> tuple[re.Pattern[str], ...]:
    every = sorted(_list_of(words()["occasions"]["go"]) | _list_of(words()["occasions"]["be"]), key=len, reverse=True)
    event = f"(?P<event>{'|'.join(map(re.escape, every))})"
    adjectives = r"(?:(?!(?:will|is|are|was|favou?rite|least)\b)[\w'-]+ ){0,3}?"
    some = rf"(?P<noun>(?:an?|my|our|the|that|this|another) {adjectives}{event})"
    whole = [
        rf"{_HAVE} {some}{_REST}$",
        rf"{_THERE} {some}{_REST}$",
        rf"{some}{_REST.replace('.+', '.+?')}{_RUNS}$",
        rf"(?:is|'s) {some}{_REST}$",
        rf"(?:i'm|i am|we're|we are) (?:off to|going to|invited to|at|doing|taking|sitting|giving|playing|running) {some}{_REST}$",
    ]
    return tuple(re.compile(LEAD + one) for one in whole)


def _shared() -> frozenset[str]:
    return _list_of(words()["occasions"]["shared"])


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(words()[name].split())


@cache
def _list_of(alternatives: str) -> frozenset[str]:
    return frozenset(alternatives.split("|"))


@cache
def _small() -> re.Pattern[str]:
    return re.compile(words()["small"].replace("\n", ""))


@cache
def words() -> dict[str, Any]:
    """What the grammar knows: loose_ends.toml."""
    return tomllib.loads(resources.files("companion.unasked").joinpath("loose_ends.toml").read_text(encoding="utf-8"))
