"""Finds statements about the user's people and animals that nobody told her (“The cat is fine”)."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.gate.self_claims import clauses
from companion.text.grounding import support_share

LEAST = 0.6
"""Least share of the statement's content words that must occur in what the user said."""
_KIN = (
    "mother|mum|mom|father|dad|sister|brother|husband|wife|daughter|son|kids?|children|boss|friend|friends|grandmother|gran|"
    "grandfather|"
    "neighbour|neighbor|doctor|teacher|partner|girlfriend|boyfriend|aunt|uncle|cousin|family|parents|cat|dog|puppy|kitten|baby"
)
_STATES = re.compile(
    rf"^\. (?:and |but |so |well |oh |yes |no |yeah )*(?:he|she|they|(?:your|the) (?:{_KIN}))(?: just| always| really| also|"
    rf" still| already)?"
    r" (?:is|are|was|were|has|had|did|does|likes|loves|wants|knows|needs|hates|misses|thinks|feels|went|said|told)\b"
)
_SUPPOSES = re.compile(
    r" (?:must|may|might|could|would|should|maybe|perhaps|probably|sounds?|seems?|i (?:think|guess|bet|hope|suppose|imagine)|"
    r"if|surely|"
    r"likely|will|not know|or) "
)
_OPINIONS = frozenset(
    "right wrong lucky funny sweet brave wise clever kind smart lovely sensible good great wonderful strong special nice "
    "charming patient generous cute adorable family human worth".split()
)


def untold_of_others(sentence: str, told: Sequence[str]) -> bool:
    """Whether a sentence states something of the user's people that is neither told, supposed, asked, nor an opinion."""
    if sentence.rstrip().endswith("?"):
        return False
    for clause in clauses(sentence):
        if _STATES.search(clause) and not _SUPPOSES.search(clause) and not _OPINIONS & set(clause.split()):
            return support_share(clause, told) < LEAST
    return False
