"""Reads what a line answers to one question, what follows from it, and holds a line's way into the interview and out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from companion.initiation.person import how_it_goes, read_person
from companion.initiation.questions import STEPS, VoicedSentence, words
from companion.initiation.understanding import choose, is_unsure, tags
from companion.interview_events import Agreed, CharacterMade, Noticed, Question

MAY_BE_HESITANT = ("company", "evenings", "humour", "person")
"""Answers that may be told hesitantly; which of two voices one likes is not among them."""
POLES = {"company": ("company", "quiet"), "humour": ("funny", "introspective", "dry"), "voice": ("lower", "higher")}
AT_LAST = {"company": "both", "evenings": "", "humour": "both", "person": ""}
"""What is taken when nothing was understood twice."""


@dataclass(frozen=True)
class Answered:
    """A line of the user's that was given to the interview."""

    text: str
    message: int | None = None
    """Where it is kept."""
    hesitation: float = 0.0
    """How surely it was hesitant, 0…1; 0 when it was typed."""


@dataclass(frozen=True)
class Reaction:
    """What follows from a line, a choice or a step back."""

    says: tuple[VoicedSentence, ...] = ()
    events: tuple[Question | Noticed | Agreed, ...] = ()
    after: tuple[CharacterMade, ...] = ()
    """Told after the words: what the answers became."""
    passes: bool = False
    """Whether the line was no answer at all, and is answered as in any talk."""


def meaning(step: str, text: str) -> tuple[str, str]:
    """What a line answers to this question, in one of our words, and whom it names; “unclear” for what is not understood."""
    if step == "evenings":
        found = tags(step, text)
        return ("unknown" if is_unsure(text) and not found else ",".join(found) or "told"), ""
    if step == "person":
        person, how = read_person(text), how_it_goes(text)
        if not person.in_words and not how:
            return ("unknown" if is_unsure(text) else "unclear"), ""
        return how or "named", person.in_words
    return choose(step, POLES[step], text), ""


def follow_up(step: str, value: str, followed: bool) -> str:
    """What may follow from this answer; empty for nothing, or when something has followed already."""
    if step == "person":
        return "how" if value == "named" else ""
    known = words()["follow"].get(step, {})
    return "" if followed else next((tag for tag in known if tag in value.split(",")), "")


def thanks(step: str, value: str) -> tuple[VoicedSentence, ...]:
    """A word for an answer before the next question."""
    if step == "person" and value == "gone":
        return neutral("gone", "thanks")
    some = words()["thanks"]["any"]
    return (VoicedSentence(some[STEPS.index(step) % len(some)]),)


def neutral(key: str, table: str = "") -> tuple[VoicedSentence, ...]:
    """A sentence of the file, said by the neutral voice."""
    found: Mapping[str, str] = words()[table] if table else words()
    return (VoicedSentence(found[key]),)
