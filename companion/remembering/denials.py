"""Tells which denials a fact proves wrong: “I got a dog” those of having one, “my son is four” those of having children."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

from companion.memory.fact import FactCandidate
from companion.remembering.words import LISTS

_CHILDREN = frozenset(
    "son sons daughter daughters child children kid kids baby boys girls twins stepson stepdaughter".split()
)
_SIBLINGS = frozenset(
    "sister sisters brother brothers siblings half-brother half-sister stepbrother stepsister twin sis bro".split()
)
_PARTNERS = frozenset("wife husband partner girlfriend boyfriend fiancé fiancée fiance fiancee spouse".split())
_NO_CHILDREN = (
    "kin children",
    "kin kids",
    "kin child",
    "kin kid",
    "kin son",
    "kin daughter",
    "kin sons",
    "kin daughters",
    "kin family",
)
_NO_SIBLINGS = (
    "kin siblings",
    "kin brothers or sisters",
    "kin sister",
    "kin brother",
    "kin sisters",
    "kin brothers",
    "an only child",
)
_NONE = ("has", "never", "never owned")
"""How the slots of “I have no dog”, “I never had a dog” and “I never owned a dog” begin."""
_GROWN = {"kitten": "cat", "puppy": "dog"}
_NO_PARTNER = ("marriage", "partner name", *(f"kin {kin}" for kin in sorted(_PARTNERS)))


def denials_of(candidate: FactCandidate) -> tuple[str, ...]:
    """The slots of denials that the candidate proves wrong; none for an end or a denial."""
    slot = candidate.slot.split()
    if candidate.ends or candidate.value in ("no", "not", "died") or candidate.value.startswith("no ") or not slot:
        return ()
    found = _of_relation(candidate.relation) or (_of_relation(slot[-1]) if slot[0] in ("kin", "partner") else ())
    pet = slot[-1].removesuffix("s") if slot[0] == "pets" else slot[0]
    if pet in LISTS["pets"]:
        found += tuple(
            f"{no} {one}{s}" for one in (pet, _GROWN.get(pet, "pet"), "pet") for no in _NONE for s in ("", "s")
        )
    if slot[0] in ("children", "parent"):
        found += _NO_CHILDREN
    if slot[0] in ("job", "studies") and not candidate.relation:
        found += ("job",)
    if slot[0] in ("car", "house", "has"):
        found += tuple(f"{no} {'car' if slot[0] == 'car' else slot[-1]}" for no in _NONE)
    if slot[0] == "marriage" and not candidate.relation:
        found += ("never married",)
    if slot[0] == "trips":
        found += (candidate.slot.replace("trips", "never"),)
    if slot[0] == "car" or candidate.slot.startswith(("has driving", "has driver")):
        found += ("skill drive", "habit drive")
    if slot[0] in ("learning", "instrument", "plays", "language", "habit"):
        found += (f"skill {slot[-1]}", f"habit {slot[-1]}", f"{slot[0]} {slot[-1]}")
    return tuple(one for one in dict.fromkeys(found) if one != candidate.slot)


def _of_relation(kin: str) -> tuple[str, ...]:
    if kin in _CHILDREN:
        return _NO_CHILDREN
    if kin in _SIBLINGS:
        return _NO_SIBLINGS
    return _NO_PARTNER if kin in _PARTNERS else ()
