"""Tells whether a line asks for a text in which anything may be claimed: a story, a message in the user's name, a game."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.gate.romance import goes_on_with_a_text

_A_TEXT = (
    r"(?:(?:bedtime |love |ghost |short )?stor(?:y|ies)|poems?|poetry|jokes?|songs?|lyrics|limericks?|haikus?|rhymes?|riddles?|"
    r"fairy ?tales?|tales?|messages?|letters?|notes?|e-?mails?|texts?|speech(?:es)?|toasts?|cards?|greetings?|dialogues?|"
    r"scenes?|sketch(?:es)?|monologues?|diary entry|lines?|invitations?)"
)
_ASKS = re.compile(
    r"\b(?:(?:re)?write|draft|compose|make up|invent|tell (?:me|us)|give me|read me|sing|recite|finish|continue|word|phrase|"
    r"suggest|come up with|think of|help me|"
    r"(?:want|need|like|love|do you (?:know|have)|got|what about|how about|hear)(?= (?:an?|another|some|"
    rf"any)\b))\b(?:(?!\babout\b)[^.!?;]){{0,50}}?\b{_A_TEXT}\b"
    rf"|^\W*(?:and |now |ok |please )*(?:an?|another|one more)(?: \w+){{0,2}} {_A_TEXT}\b"
    rf"|\b{_A_TEXT} (?:for|to) (?:my|her|his|our|the|an?) \w+\W*(?:please\W*)?$"
    r"|\btranslate\b|\bhow (?:do|does|would|can|should) (?:you|i|one|people) (?:say|put|word|phrase)\b"
    r"|\bwhat (?:should|could|would|can|do) i (?:even )?(?:say|write|text|reply|answer)\b",
    re.IGNORECASE,
)
_PLAYS = re.compile(
    r"(?:^|[.!?,]|\b(?:let['’]?s|can you|could you|will you|please|now|then|just|to)) *(?:pretend|imagine|role ?-?play)\b"
    r"(?! (?:my|how|the|his|her)\b)|\brole ?-?play\b",
    re.IGNORECASE,
)
"""“Pretend you're a pirate.”, but not “You can imagine.”"""

_TELLS = re.compile(r"\?\s*$|\b(?:i|i['’]m|my|we|our|he|she|they|you)\b", re.IGNORECASE)
"""After “Tell me a story.”: “I'm tired.” is none of it any more; “About a fox.” is."""


def asks_for_fiction(asked: Sequence[str]) -> bool:
    """Whether the last of the user's lines asks for such a text, goes on with one, or plays on what the line before it began."""
    line, before = [*[""] * (2 - len(asked)), *asked][:-3:-1]
    if _ASKS.search(line) or _PLAYS.search(line) or _PLAYS.search(before):
        return True
    return bool(_ASKS.search(before)) and (goes_on_with_a_text(line) or not _TELLS.search(line))
