"""Tells whether a sentence only asks or greets, or says plainly what she cannot do, know or be."""

from __future__ import annotations

import re

from companion.text.tag_questions import asks

SHORT = 4
"""Most words of an answer that may be given again: “I am Ada.”"""
GREETS = re.compile(
    r"\b(?:good (?:night|morning|evening|afternoon)|hello|hi|hey|bye|goodbye|thanks|thank you|sleep well|see you)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\bI(?:['’]m| am) (?:only|just|not|software|a (?:voice|program|computer)|all words)\b"
    r"|\bI(?: can['’]t(?! (?:stand|wait|believe|complain|help|stop|resist|get)\b))"
    r"|\bI(?: cannot| couldn['’]t| don['’]t (?:know|have)|['’]ve no\b| have no\b)"
    r"|\byou (?:never|haven['’]t|didn['’]t) (?:told|tell)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(r"\b(?:but|probably|perhaps|maybe|though|because|yet|any ?more)\b", re.IGNORECASE)
"""“I'm not sure, but it's probably …”: a limit and a claim."""
_TOGETHER = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
"""“Do you remember what we did?”: a question that claims a past with the user."""
_TAKES_FOR_GRANTED = re.compile(
    r"\b(?:give|bring|lend|pass|get|make|show|fetch) me\b|\bmy\b|\b(?:did|was|were|has|had|is|are|does|do) (?:he|she|they|it)\b"
    r"|\b(?:did|was|were|has|had|is) [A-Z]\w+|\byour (?:outfit|screen|room|door|kitchen|face|hair|hands)\b",
)
"""“What did she say?”, “Can you give me a cardigan?”: a question that claims what is asked about."""


def owns_up(text: str) -> bool:
    """Whether a sentence only asks or greets, or says plainly what she cannot do, know or be."""
    if len(text.split()) <= SHORT and GREETS.search(text):
        return True
    if asks(text):
        return not _TOGETHER.search(text) and not _TAKES_FOR_GRANTED.search(text)
    return bool(_LIMIT.search(text)) and not _HEDGES.search(text)
