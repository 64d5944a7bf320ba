"""Reads what the user answers to a question of hers about danger: yes, no, neither clearly, or something else altogether."""

from __future__ import annotations

from typing import Literal

from companion.care.reader import Reading
from companion.care.signal import Kind, RiskSignal
from companion.care.signs import signs

Answer = Literal["yes", "no", "unsure", "elsewhere"]

SHORTEST = 3
"""Fewest words of a line that only its topic shows to be about something else."""
NEAR = -3.0
"""Log odds of danger, below her asking, from which a line is never taken for talk of something else, nor for good news."""
CLEAR = -1.5
"""The same for a plain no, which may name the very thing that it denies."""


def meaning(full: str, kind: Kind, danger: float | None) -> Answer:
    """What a normalised line answers to her question about this kind of danger.

    `danger`: how near danger the classifier finds it (`Reading.danger`); None if it was not asked.
    """
    answer = signs()["answer"]
    if answer["yes"].search(full):
        return "yes"
    doubt = answer["doubt"].search(full)
    if not doubt and answer["no"].search(signs()["hush"]["phrases"].sub("", full)):  # “never ask me” is no no
        return "no"
    return "elsewhere" if turns_away(full, kind, danger) else "unsure"


def turns_away(full: str, kind: Kind, danger: float | None, statements: bool = True) -> bool:
    """Whether a normalised line plainly asks for, or tells of, something that has nothing to do with a danger.

    `statements`: whether what is only told may be; right after a danger it may not, for it is told because of that.
    When in doubt, not: a line taken for an answer brings help once more, one that is not must wait.
    """
    if is_near(danger):
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
    """Whether a normalised line asks her not to ask about it again, and says nothing else that may matter."""
    answer, hush = signs()["answer"], signs()["hush"]
    if not mentions_asking(full) or answer["yes"].search(full) or is_final(full):
        return False
    rest = hush["phrases"].sub("", hush["reasons"].sub("", full))
    if not hush["small"].sub("", rest).replace(".", "").strip():
        return True
    return bool(answer["no"].search(rest)) and not answer["doubt"].search(rest) and not answer["bears"].search(rest)


def mentions_asking(full: str) -> bool:
    """Whether a normalised line speaks of her asking, whatever else it says."""
    return bool(signs()["hush"]["phrases"].search(signs()["hush"]["reasons"].sub("", full)))


def takes_back(full: str) -> bool:
    """Whether a normalised line plainly says that what sounded like danger was a joke or a misunderstanding."""
    denial, answer = signs()["denial"], signs()["answer"]
    if not denial["phrases"].search(full) or answer["yes"].search(full) or answer["doubt"].search(full):
        return False
    rest = denial["beside"].sub("", denial["phrases"].sub("", full))
    return not answer["bears"].search(rest)


def is_final(full: str) -> bool:
    """Whether a normalised line speaks of a decision, a plan, a farewell or being gone, however calm it sounds."""
    return bool(signs()["final"]["phrases"].search(full))


def allays(full: str, found: RiskSignal | None, reading: Reading | None) -> bool:
    """Whether a line that denies danger may be believed. `found`: the danger that the patterns find in it."""
    if found is not None or is_final(full):
        return False
    return reading is None or (reading.level is None and not (reading.whole and reading.danger > CLEAR))


def is_near(danger: float | None) -> bool:
    """Whether the classifier, if it was asked, finds a line too near danger for good news."""
    return danger is not None and danger > NEAR
