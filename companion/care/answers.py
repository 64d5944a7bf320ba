"""Reads what the user answers to a question of hers about danger: yes, no, neither clearly, or something else altogether."""

from __future__ import annotations

from typing import Literal

from companion.care.reader import Reading
from companion.care.signal import Kind, RiskSignal
from companion.care.signs import signs
from companion.text.normalised_words import without_colour_words

Answer = Literal["yes", "no", "unsure", "elsewhere"]

FEWEST = 3
"""Fewest words of a line that only its topic shows to be about something else."""
NEAR = -4.1
"""Log odds of danger, below her asking, from which a line is never taken for talk of something else, nor for good news."""
FAR = -6.2
"""The same, below which a line without a heavy word in it is talk of something else, whatever its topic."""
CLEAR = -2.4
"""The same for a plain no, which may name the very thing that it denies."""


def meaning(full: str, troubling: bool = False) -> Answer:
    """What a normalised line answers to her question. `troubling`: whether the line bears danger itself.

    What neither says yes, nor bears danger, nor avoids the question is no answer: it is about something else.
    """
    answer = signs()["answer"]
    if answer["yes"].search(full):
        return "yes"
    doubt, no = answer["doubt"].search(full), answer["no"].search(signs()["hush"]["phrases"].sub("", full))
    if no and not doubt:  # “never ask me” is no no
        return "no"
    if answer["elsewhere"].search(full) and not troubling and not weighs(full):
        return "elsewhere"
    empty = not answer["no_topic"].sub("", full).replace(".", "").strip()
    avoids = bool(no) or (empty and not takes_leave(full)) or answer["avoids"].search(full) or mentions_asking(full)
    return "unsure" if troubling or avoids or weighs(full) else "elsewhere"


def weighs(full: str) -> bool:
    """Whether a normalised line names dying, a means, or what else must not be passed over after her question."""
    return bool(signs()["answer"]["weighs"].search(without_everyday(full))) or names_means(full)


def names_means(full: str) -> bool:
    """Whether a normalised line names something to die by, or a place, or that it was taken."""
    return bool(signs()["answer"]["means"].search(without_everyday(full)))


def without_everyday(full: str) -> str:
    """A normalised line without the words that only colour it, and without everyday talk that only sounds dangerous."""
    return signs()["everyday"]["phrases"].sub(". ", without_colour_words(full))


def is_ordinary(full: str, kind: Kind, danger: float | None, other: bool = False) -> bool:
    """Whether a normalised line soon after a danger has plainly nothing to do with it. `other`: the danger is somebody else's.

    `danger`: how near danger the classifier finds it (`Reading.danger`); None if it was not asked. When in doubt, not:
    a line that she stays with brings some words too many, one that she passes over leaves somebody alone.
    """
    if is_near(danger):
        return False
    answer = signs()["answer"]
    if answer["elsewhere"].search(full):
        return not answer["bears"].search(answer["elsewhere"].sub("", full))
    if is_heavy(full) or (kind == "eating" and answer["food"].search(full)):
        return False
    somebody = other or kind in ("abuse", "child", "violence")
    if len(full.replace(".", "").split()) < FEWEST or (somebody and answer["somebody"].search(full)):
        return False
    by_itself = kind != "medical" and not answer["points_back"].search(full) and meaning(full) == "elsewhere"
    if by_itself and danger is not None and danger < FAR:
        return True
    if answer["everyday"].search(full):
        return True
    return bool(answer["another"].search(full)) and not answer["bears"].search(full)


def is_heavy(full: str) -> bool:
    """Whether a normalised line bears on a danger that was told a moment ago, by a word that weighs or that hurts."""
    return weighs(full) or bool(signs()["answer"]["heavy"].search(without_everyday(full)))


def takes_leave(full: str) -> bool:
    """Whether a normalised line is a goodbye for now, and nothing in it sounds like one for good."""
    answer = signs()["answer"]
    rest = answer["light"].sub("", full)
    return bool(answer["parting"].search(full)) and not answer["for_good"].search(full) and not is_heavy(rest)


def is_only_leaving(full: str) -> bool:
    """Whether each sentence of a normalised line is a goodbye for now, or says where one goes: “I think I will go to bed.”"""
    sentences = [f" . {one.strip()} . " for one in full.split(".") if one.strip()]
    leaving = signs()["leaving"]["phrases"]
    return takes_leave(full) and all(leaving.search(one) for one in sentences)


def is_only_lonely(full: str) -> bool:
    """Whether a normalised line tells of being left out or alone, and of nothing else that would be a reason to ask."""
    lonely, sentences = signs()["lonely"], [f" . {one.strip()} . " for one in full.split(".") if one.strip()]
    told = [bool(lonely["phrases"].search(one)) for one in sentences]
    rest = [one for one, is_told in zip(sentences, told, strict=True) if not is_told]
    return any(told) and all(lonely["small"].search(one) for one in rest) and not weighs(full) and not is_final(full)


def is_only_worried(full: str) -> bool:
    """Whether a normalised line tells of somebody near who lies ill, and of the user nothing but the worry."""
    worried = signs()["worried"]
    if not worried["phrases"].search(full) or worried["mine"].search(full):
        return False
    return not weighs(full) and not is_final(full)


def is_only_alone(full: str) -> bool:
    """Whether a normalised line tells of being or living alone, and holds no word that could mean anything graver."""
    alone = signs()["alone"]
    if not alone["phrases"].search(full) or weighs(full) or is_final(full):
        return False
    rest = alone["words"].sub("", alone["phrases"].sub("", full))
    return not rest.replace(".", "").strip()


def says_yes_late(full: str, plainly: bool) -> bool:
    """Whether a normalised line answers yes to a question some lines before, or takes back a no.

    `plainly`: a mere “yes” counts, too, for she has asked nothing since.
    """
    answer = signs()["answer"]
    if answer["late"].search(full):
        return True
    return plainly and len(full.replace(".", "").split()) <= FEWEST and meaning(full) == "yes"


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
