"""Reads what the user answers to a question of hers about danger: yes, no, neither clearly, or something else altogether."""

from __future__ import annotations

from typing import Literal

from companion.care.signal import Kind
from companion.care.signs import signs

Answer = Literal["yes", "no", "unsure", "elsewhere"]

SHORTEST = 3
"""Fewest words of a line that only its topic shows to be about something else."""
NEAR = -3.0
"""Log odds of danger, below her asking, from which a line is never taken for talk of something else."""


def meaning(full: str, kind: Kind, danger: float | None) -> Answer:
    """What a normalised line answers to her question about this kind of danger.

    `danger`: how near danger the classifier finds it (`Reading.danger`); None if it was not asked.
    """
    answer = signs()["answer"]
    if answer["yes"].search(full):
        return "yes"
    doubt = answer["doubt"].search(full)
    if not doubt and answer["no"].search(full):
        return "no"
    return "elsewhere" if turns_away(full, kind, danger) else "unsure"


def turns_away(full: str, kind: Kind, danger: float | None, statements: bool = True) -> bool:
    """Whether a normalised line plainly asks for, or tells of, something that has nothing to do with a danger.

    `statements`: whether what is only told may be; right after a danger it may not, for it is told because of that.
    When in doubt, not: a line taken for an answer brings help once more, one that is not must wait.
    """
    if danger is not None and danger > NEAR:
        return False
    answer = signs()["answer"]
    if answer["elsewhere"].search(full):
        return not answer["bears"].search(answer["elsewhere"].sub("", full))
    if kind == "eating":
        return False  # her everyday topics are half about food
    topic = answer["another"].search(full) or (statements and answer["everyday"].search(full))
    return bool(topic) and not answer["bears"].search(full) and len(full.replace(".", "").split()) >= SHORTEST


def since_then(full: str) -> Literal["better", "worse"] | None:
    """What a normalised line answers to “How is it tonight?”; None: neither, it is read like any other."""
    since = signs()["since"]
    if since["worse"].search(full):
        return "worse"
    return "better" if since["better"].search(full) else None


def wants_silence(full: str) -> bool:
    """Whether a normalised line asks her not to ask about it again."""
    return bool(signs()["hush"]["phrases"].search(full))
