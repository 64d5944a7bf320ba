"""Finds the day that a clause gives a birthday or an anniversary: “my sister Nora's birthday is tomorrow”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.fact import Subject
from companion.remembering.named_thing import OPEN, NamedThing
from companion.remembering.rules import compile_pattern
from companion.remembering.subjects import name_at
from companion.remembering.words import LISTS
from companion.text.second_person import capitalised

_BARE = r"mum|mom|dad|grandma|grandpa|granny|nana|nan"
_WHOSE = rf"(?:(?:my|our) (?P<of>(?:[\w-]+ )?<kin>(?: [\w-]+)?'s )?|(?P<bare>{_BARE})'s |(?P<who>[^\W\d_][\w-]*(?: [\w-]+)?)'s )"
_YEARLY = r"(?P<f>birthday|(?:wedding )?anniversary|name day)"
_WHEN = (
    r"(?:(?:the )?day (?:after tomorrow|before yesterday)|today|tomorrow|yesterday|"
    r"(?:on |this |next |last |this coming |coming )?<weekday>|in <num> (?:days?|weeks?)|<num> (?:days?|weeks?) ago)"
)
_IS = compile_pattern(
    rf"{OPEN}{_WHOSE}{_YEARLY}(?:'s| is| was| will be| falls)(?: on| in)? (?:just )?"
    rf"(?P<x>{_WHEN}\b|[\w' -]*(?:<month>|\bthe \w+(?:th|st|nd|rd|ond|ird|first)\b|christmas|new year|halloween|leap)[\w' -]*)"
)
_NOW = compile_pattern(
    rf"{OPEN}(?:(?P<before>{_WHEN})(?:'s|,? (?:is|was|will be|it's|it is|it was))|it's|it is|it was|it'll be|it will be) "
    rf"(?:just )?{_WHOSE}{_YEARLY}(?: (?P<x>{_WHEN}))?<end>"
)
"""“It's my birthday tomorrow.”"""
_HAS = compile_pattern(
    rf"{OPEN}(?:(?:my|our) (?P<of>(?:[\w-]+ )?<kin>(?: (?!has\b)[\w-]+)?)|(?P<bare>{_BARE})|(?P<who>[^\W\d_][\w-]*)) "
    rf"(?:has|had|is having|celebrates|is celebrating) (?:his|her|their) {_YEARLY} (?P<x>{_WHEN})<end>"
)
"""“Tom has his birthday tomorrow.”"""


def named_day(text: str, low: str, start: int, end: int) -> Iterator[NamedThing]:
    """The birthday or anniversary in the clause `text[start:end]` and its day, if it gives one."""
    clause = low[start:end]
    for pattern in (_NOW, _IS, _HAS):
        found = pattern.match(clause)
        when = found and (found["x"] or found.groupdict().get("before"))
        if not found or not when:
            continue
        relation, name = _whose(found)
        if found["who"] and not is_name(text, low, start + found.start("who"), found["who"]):
            return
        begins = start + re.compile(OPEN).match(clause).end()  # type: ignore[union-attr]
        kind = _kind(found, relation, name)
        whose = f"Your {kind}'s" if relation else f"{name}'s" if name else "Your"
        sentence = f"{whose} {found['f']} is {when.strip()}." if pattern is not _IS or found["bare"] else ""
        subject: Subject = "person" if name or relation else "you"
        yield NamedThing(found["f"], when.strip(), begins, start + found.end(), subject, name, relation, sentence)
        return


def _whose(found: re.Match[str]) -> tuple[str, str]:
    """The relation and the name of the person whose day it is; both empty for the user's own."""
    if found["bare"]:
        return found["bare"], ""
    if found["who"]:
        return "", " ".join(capitalised(word) for word in found["who"].split())
    kin = (found["of"] or "").strip().removesuffix("'s")
    relation = next((word for word in reversed(kin.split()) if word in LISTS["kin"]), "")
    return relation, capitalised(kin.partition(relation)[2].strip()) if relation else ""


def _kind(found: re.Match[str], relation: str, name: str) -> str:
    """“older sister Nora”."""
    before = (found["of"] or "").strip().partition(relation)[0].strip() if relation else ""
    return " ".join(filter(None, [before, relation, name]))


def is_name(text: str, low: str, at: int, who: str) -> bool:
    """Whether the words that begin at `at`, in lower case, are a name and nothing else."""
    return name_at(text, low, at, len(text)).lower() == who and who not in LISTS["openings"]
