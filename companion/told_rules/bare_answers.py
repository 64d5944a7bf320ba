"""Tells a few words that may only answer her question, or tell of a thing (“No jokes.”, “Warmer.”), from a request to her."""

from __future__ import annotations

import re

from companion.told_rules.phrases import ABOUT, pattern
from companion.told_rules.rule import Kind

_MOST_WORDS = 6
"""A longer line is no bare answer."""
_TO_HER = re.compile(
    r"\b(?:please|pls|you|you're|your|yourself|be|talk|speak|say|ask|asking|answers?|repl(?:y|ies)|sentences?|words?|stop|quit|drop|cut|"
    r"skip|spare|lose|ditch|leave|lay off|hold|save|keep|give|let|let's|use|make|tell|call|tease|go|tone|ease|dial|lighten|loosen|"
    r"enough|no more|too (?:much|many)|(?:with|to|on|at) me|don't (?!need|want|like|care)|from now on|always|never|in future)\b"
)
"""Words with which a request turns to her."""
_OF_TALK: tuple[Kind, ...] = ("questions", "emoji", "exclamations", "pet names", "apologies")
"""What hardly anything has but what she says; few questions of hers are answered with it."""
_OFFERED = re.compile(r"\b(?:i|i'm|i'd|me|my|you(?:'d| would)? (?:want|like|prefer|rather))\b")
"""A question of how she is to be has one: “Shall I ask fewer questions?”"""


def only_answers(low: str, kind: Kind, hers: str) -> bool:
    """Whether the lower-case line, which may be a rule of that kind, rather answers the question at the end of her last line.

    After “Would you like milk in it?” “No jokes.” is no rule, but after “Shall I make more jokes?” it is. “No questions.” is one,
    unless she asked whether there are any.
    """
    if not hers.rstrip(" ”\"'").endswith("?") or len(low.split()) > _MOST_WORDS or _TO_HER.search(low):
        return False
    question = re.split(r"(?<=[.!?…])\s+", hers.strip())[-1].lower().replace("’", "'")
    named = kind in ABOUT and re.search(rf"\b(?:{ABOUT[kind]})\b", question) is not None
    if kind in _OF_TALK:
        return named and not _OFFERED.search(question)
    return not (named and _OFFERED.search(question))


def tells_of_a_thing(request: str, low: str) -> bool:
    """Whether the bared request of the lower-case line says how a thing is (“Warmer.”) as likely as how she is to be."""
    return pattern("of_things").fullmatch(request) is not None and _TO_HER.search(low) is None
