"""Writes a short answer that takes up a thing from the user's line (“A cradle? Go on.”), for when the LLM said nothing fit."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re

from companion.text.word_classes import ADVERBS, AUXILIARY, COORDINATORS, DANGLING, PARTICLES, SUBJECTS, VERBS

_THING = re.compile(
    r"\b(my|our|the|an?|his|her|their) ([a-z]+(?:-[a-z]+)?)(?: ([a-z]+(?:-[a-z]+)?))?(?=$|[\s,.;:!?–—…'’])",
    re.IGNORECASE,
)
_ENDS = (
    ADVERBS
    | AUXILIARY
    | COORDINATORS
    | DANGLING
    | PARTICLES
    | SUBJECTS
    | frozenset("me him us them last next this ago alone together tbh lol brb idk haha xx".split())
)
_NO_THING = _ENDS | frozenset(
    "way lot bit while moment day days time times thing things matter rest week weekend year month evening morning afternoon "
    "night kind sort end point last first second same whole other one little big new old good bad only best worst few couple "
    "own hour hours minute minutes half life love god hell fact truth sake two three four five six seven eight nine ten very "
    "monday tuesday wednesday thursday friday saturday sunday "
    "most next past present future left right side top front middle beginning start bed home work".split()
)
_WORDINGS = (
    ("{thing}?", "Go on."),
    ("{thing}?", "Tell me."),
    ("Ah, {low}.", "And then?"),
    ("{thing}.", "How did that come about?"),
    ("{thing}, then.", "What happened?"),
)


def taken_up(line: str) -> tuple[tuple[str, ...], ...]:
    """Answers of one or two sentences that name the last thing of the line's first sentences; none if it names no thing."""
    named = [thing for found in _THING.finditer(line.replace("’", "'")) if (thing := _named(found, line))]
    if not named:
        return ()
    thing = named[-1]
    capital = thing[:1].upper() + thing[1:]
    return tuple(tuple(part.format(thing=capital, low=thing) for part in wording) for wording in _WORDINGS)


def _named(found: re.Match[str], line: str) -> str:
    """“my old bike” → “your old bike”; empty where it is not sure that the words are a thing."""
    article, first, second = found[1].lower(), found[2].lower(), (found[3] or "").lower()
    if re.search(r"\b(?:not|n't|no)(?: \w+)? $", line[: found.start()].replace("’", "'"), re.IGNORECASE):
        return ""
    if first in _NO_THING or line[found.end(2) : found.end(2) + 1] in {"'", "’"}:
        return ""
    if second and second not in _ENDS | VERBS and not second.endswith(("ed", "ing")):
        if second in _NO_THING or line[found.end() : found.end() + 1] in {"'", "’"}:
            return ""
        following = re.match(r"\W*([a-z]+)", line[found.end() :], re.IGNORECASE)
        if following and following[1].lower() not in _ENDS | VERBS and line[found.end() : found.end() + 1] == " ":
            return ""  # more words than a thing has: nobody knows which is the noun
        words = f"{found[2]} {found[3]}"
    else:
        words = found[2]
    return f"{'your' if article in {'my', 'our'} else article} {words}"
