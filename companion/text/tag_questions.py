"""Tells a question from a statement that only asks for a nod (“It’s neat, isn’t it?”)."""

from __future__ import annotations

import re

FEWEST_WORDS = 2
"""“Isn't it?” by itself is a question."""
_TAG = re.compile(
    r"(?:\b(?:is|are|was|were|do|does|did|has|have|ca|could|wo|would|should)n['’]t (?:it|you|he|she|they|that|there|we|i)"
    r"|, ?(?:is|are|was|were|do|does|did|has|have|can|will) (?:it|you|he|she|they|that|there)"
    r"|, ?(?:right|yeah|huh|eh|yes|no))\s*\?[\s\"'”’]*$",
    re.IGNORECASE,
)


def asks(sentence: str) -> bool:
    """Whether a sentence is a question and states nothing."""
    return sentence.rstrip(" \"'”’").endswith("?") and not (
        _TAG.search(sentence) and len(sentence.split()) > FEWEST_WORDS
    )
