"""Finds the slots that a negated predicate ends: “no longer have any cats” those of cats, with names and without."""

from __future__ import annotations

from collections.abc import Iterator

from companion.remembering.endings import affirmed, never_before
from companion.remembering.rules import RULES
from companion.remembering.slots import slot_and_value
from companion.remembering.words import LISTS

_ANY_PET = frozenset({"has pet", "has pets"})


def ended_slots(predicate: str, who: str) -> Iterator[tuple[str, str]]:
    """The slots, each with the value that does not hold; `who`: as in `Rule.who`."""
    for positive in (*affirmed(predicate), never_before(predicate)):
        for rule in RULES if positive else ():
            found = rule.match(positive) if who in rule.who and not rule.ends else None
            if found and not positive[found.end() :].strip(" .,"):
                slot, value = slot_and_value(rule, found)
                yield slot, f"not {value}"
                yield from _pets(slot, value)
                break


def _pets(slot: str, value: str) -> Iterator[tuple[str, str]]:
    """The pets that are meant besides: one or several of the kind, also those that have a name (`dog rex`)."""
    if slot in _ANY_PET:
        yield "pets", "not"
        yield from ((pet, "not") for pet in sorted(LISTS["pets"]))
    elif slot.startswith("pets ") and len(value.split()) == 1:
        kind = value if value in LISTS["pets"] else value.removesuffix("s")
        for one in (kind, f"{kind}s"):
            yield f"pets {one}", f"not {one}"
        yield kind, "not"
