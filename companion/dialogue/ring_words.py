"""Knows the words that end what rings: “stop”, “I'm up”, “five more minutes”."""

from __future__ import annotations

import re

_BEFORE = r"(?:(?:ok|okay|yes|yeah|all right|alright|right|fine|oh|please|no|hey|and|just)[\s,.!]+)*"
_STOP = (
    r"stop(?: (?:it|that|ringing|now|the (?:alarm|timer)))*|quiet|silence|enough|that's enough|shush|hush|shut up|be quiet|"
    r"(?:turn|switch|shut) (?:it|that|the (?:alarm|timer)) off|(?:turn|switch|shut) off (?:the (?:alarm|timer)|that|it)|"
    r"(?:alarm|timer) off|off|cancel|ok|okay|yes|yeah|all right|alright|fine|thanks"
)
_UP = (
    r"(?:i'm|i am) (?:up|awake|here|coming|getting up)(?: now| already)?|(?:i )?(?:got|heard|hear) (?:it|you|that)|"
    r"(?:good )?morning"
)
_LATER = r"snooze.*|.*\bmore\b.*|later|not (?:now|yet)|again in .*|in (?:a|five|ten|\d+) .*|let me sleep.*|another \w+ minutes"
_ENDS = re.compile(
    rf"{_BEFORE}(?:{_STOP}|{_UP}|{_LATER})(?:[\s,.!]+(?:please|now|thanks|thank you))?[\s,.!]*", re.IGNORECASE
)


def ends_ringing(text: str) -> bool:
    """Whether the words are meant for what rings just now."""
    return _ENDS.fullmatch(text.strip().replace("’", "'")) is not None
