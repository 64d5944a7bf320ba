"""A name and a relation come in; the person they mean goes out, made when there is none yet."""

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
"""Words for one and the same relation; a girlfriend may have become a wife."""

_MANY = frozenset(
    "friend colleague coworker co-worker workmate neighbour neighbor cousin uncle aunt auntie niece nephew classmate "
    "teammate student teacher ex".split()
)
"""Of these one has several, so that “my friend” today and “my friend Tom” tomorrow may be two."""

_OTHERS = frozenset("doctor gp dentist vet landlord landlady therapist dog puppy cat kitten".split())
"""No relations, and yet somebody's."""

PERSON = """
    p.id, p.name, p.relation,
    (select count(*) from fact where person = p.id and superseded_by is null and until is null)
"""
"""The columns of a `Person`, of `person p`."""


def all_people(reader: apsw.Connection) -> list[Person]:
    """All people there are, by name."""
    rows = reader.execute(f"select {PERSON} from person p order by p.name collate nocase, p.id")  # noqa: S608
    return [Person(*row) for row in rows]


def canonical_relation(word: str) -> str:
    """The relation a word in small letters stands for, one word for all that mean the same; empty when it stands for none."""
    return next((min(kin) for kin in _SAME if word in kin), word if word in _MANY | _OTHERS else "")


def may_be_several(word: str) -> bool:
    """Whether one has several of that relation: two friends are not one."""
    return word in _MANY


def same_relation(one: str, other: str) -> bool:
    """Whether two words are for the same relation."""
    one, other = one.lower(), other.lower()
    return one == other or any(one in kin and other in kin for kin in _SAME)


def person_for(writer: apsw.Connection, name: str, relation: str) -> int | None:
    """The person's id, for somebody named or only related (“my sister”); None for neither. May learn name and relation."""
    if not name and not relation:
        return None
    known = all_people(writer)
    person = _named(known, name, relation) if name else _related(known, relation)
    if person is None:
        writer.execute("insert into person(name, relation) values (?, ?)", (name or relation, relation))
        return int(writer.last_insert_rowid())
    _learn(writer, person, name, relation)
    return person.id


def _named(known: Iterable[Person], name: str, relation: str) -> Person | None:
    """The one of this name; else the only one of this relation whose name was not told yet."""
    known = list(known)
    low = name.casefold()
    for person in known:
        if person.name.casefold() == low and (
            not relation or not person.relation or same_relation(person.relation, relation)
        ):
            return person
    if not relation or relation.lower() in _MANY:
        return None
    kin = [person for person in known if same_relation(person.relation, relation)]
    return kin[0] if len(kin) == 1 and kin[0].name == kin[0].relation else None


def _related(known: Iterable[Person], relation: str) -> Person | None:
    """The only one of this relation, or the one among several whose name was not told."""
    kin = [person for person in known if same_relation(person.relation, relation)]
    unnamed = [person for person in kin if person.name == person.relation]
    if unnamed:
        return unnamed[0]
    return kin[0] if len(kin) == 1 else None


def _learn(writer: apsw.Connection, person: Person, name: str, relation: str) -> None:
    if name and person.name == person.relation:
        writer.execute("update person set name = ? where id = ?", (name, person.id))
    if relation and not person.relation:
        writer.execute("update person set relation = ? where id = ?", (relation, person.id))
