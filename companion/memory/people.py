"""Finds the person that a name or a relation refers to, or adds a new one."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

from collections.abc import Iterable

import apsw

from companion.memory.fact import Person

_SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "mother mum mom mam mama mummy mommy ma",
        "father dad papa daddy pa",
        "grandmother grandma gran granny nana nan",
        "grandfather grandpa grandad granddad gramps",
        "wife husband partner girlfriend boyfriend fiancé fiancée fiance fiancee spouse missus",
        "brother bro",
        "sister sis",
        "son boy",
        "daughter girl",
        "neighbour neighbor",
        "colleague coworker co-worker workmate",
        "flatmate roommate housemate",
        "boss manager supervisor",
        "aunt auntie",
    )
)
"""Words for the same relation; a girlfriend may have become a wife."""

_MANY = frozenset(
    "friend colleague coworker co-worker workmate neighbour neighbor cousin uncle aunt auntie niece nephew classmate "
    "teammate student teacher ex".split()
)
"""Relations of which people have several: “my friend” today and “my friend Tom” tomorrow may be two people."""

_OTHERS = frozenset("doctor gp dentist vet landlord landlady therapist dog puppy cat kitten".split())
"""Not relatives, but still said with “my”."""

PERSON = """
    p.id, p.name, p.relation,
    (select count(*) from fact where person = p.id and superseded_by is null and until is null)
"""
"""The columns of `person p` that make a `Person`."""


def all_people(reader: apsw.Connection) -> list[Person]:
    """All people, by name."""
    rows = reader.execute(f"select {PERSON} from person p order by p.name collate nocase, p.id")  # noqa: S608
    return [Person(*row) for row in rows]


def canonical_relation(word: str) -> str:
    """One word for all words with the same meaning (“mum”, “mother”); empty when the lower-case word is no relation."""
    return next((min(kin) for kin in _SAME if word in kin), word if word in _MANY | _OTHERS else "")


def may_be_several(word: str) -> bool:
    """Whether people have several of that relation, such as friends."""
    return word in _MANY


def same_relation(one: str, other: str) -> bool:
    """Whether two words mean the same relation."""
    one, other = one.lower(), other.lower()
    return one == other or any(one in kin and other in kin for kin in _SAME)


def namesakes(people: Iterable[Person], name: str, relation: str) -> list[Person]:
    """Those with this name whose relation does not contradict."""
    low = name.casefold()
    return [
        person
        for person in people
        if low
        and person.name.casefold() == low
        and (not relation or not person.relation or same_relation(person.relation, relation))
    ]


def person_for(writer: apsw.Connection, name: str, relation: str) -> int | None:
    """The id of the person with this name or relation (“my sister”), who is added if unknown; None if both are empty.

    A known person gets the name or relation that was missing.
    """
    if not name and not relation:
        return None
    known = all_people(writer)
    person = _named(known, name, relation) if name else _related(known, relation)
    if person is None:
        writer.execute("insert into person(name, relation) values (?, ?)", (name or relation, relation))
        return int(writer.last_insert_rowid())
    _add_missing(writer, person, name, relation)
    return person.id


def _named(known: Iterable[Person], name: str, relation: str) -> Person | None:
    """The person with this name, else the only one with this relation if their name is not known yet."""
    known = list(known)
    for person in namesakes(known, name, relation):
        return person
    if not relation or relation.lower() in _MANY:
        return None
    kin = [person for person in known if same_relation(person.relation, relation)]
    return kin[0] if len(kin) == 1 and kin[0].name == kin[0].relation else None


def _related(known: Iterable[Person], relation: str) -> Person | None:
    """The only person with this relation, or among several the one whose name is not known."""
    kin = [person for person in known if same_relation(person.relation, relation)]
    unnamed = [person for person in kin if person.name == person.relation]
    if unnamed:
        return unnamed[0]
    return kin[0] if len(kin) == 1 else None


def _add_missing(writer: apsw.Connection, person: Person, name: str, relation: str) -> None:
    if name and person.name == person.relation:
        writer.execute("update person set name = ? where id = ?", (name, person.id))
    if relation and not person.relation:
        writer.execute("update person set relation = ? where id = ?", (relation, person.id))
