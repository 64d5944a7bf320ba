"""Stores an extracted fact with the quote it rests on, and decides which facts it supersedes.

Nothing is overwritten: the same value again becomes further evidence; another value for the same slot supersedes what was told
earlier, by the order of the messages: neither by the clock nor by the order in which they are processed.
"""

from __future__ import annotations

import apsw

from companion.memory.fact import FactCandidate
from companion.memory.people import all_people, namesakes, person_for

_TOLD = """max(case when f.origin = 'added' then f.said_after else -1000000000000 end,
    coalesce((select max(e.message - 1000000000000 * c.imported) from evidence e join message m on m.id = e.message
    join conversation c on c.id = m.conversation where e.fact = f.id), -1000000000000))"""
SEQUENCE, NEWEST = f"{_TOLD}, f.origin = 'added'", f"{_TOLD} desc, f.origin = 'added' desc"
"""What puts rows of `fact f` in the order in which they were told or written, and the newest first."""
_DENIALS = frozenset({"no", "not", "yes", "single", "unemployed", "out of work", "between jobs", "divorced"})
"""Values that say there is none; “yes” is that of being an only child."""

_PLACES = frozenset({"home", "origin", "birthplace", "grew up"})
"""Slots of names, in which more words make another place."""


def accept(writer: apsw.Connection, candidate: FactCandidate, message: int) -> int | None:
    """Store a candidate found in a message, and return the id of its fact.

    None when the quote is not in that message of the user's, when they had it forgotten, when the candidate ends something
    that was never known, or when several people have its name and nothing tells which is meant.
    """
    if refused(writer, candidate, message):
        return None
    if len(namesakes(all_people(writer), candidate.name, candidate.relation)) > 1:
        return None
    again = _already_given(writer, candidate, message)
    if again is not None:
        return again
    person = person_for(writer, candidate.name, candidate.relation)
    any_person = _counts_for_anyone(candidate)
    known = facts_in_slot(writer, candidate.slot, None if any_person else person, any_person, wide=candidate.ends)
    known += _habits_ended(writer, candidate, person, known)
    contradicted = [other for other in known if _contradicted(writer, other, candidate, message)]
    contradicted += _disproved(writer, candidate)
    if candidate.ends and (_ends_nothing(writer, candidate, known) or (candidate.only_to_end and not contradicted)):
        writer.execute(
            "delete from person where id = ?1 and not exists (select 1 from fact where person = ?1)", (person,)
        )
        return None
    same = next((fact for fact in known if _says_the_same(writer, fact, candidate)), None)
    if same is None and candidate.only_to_end:
        same = _told_by(writer, candidate, message)
    fact = same if same is not None else _inserted(writer, candidate, person, message)
    _add_evidence(writer, fact, candidate, message)
    if same is None or candidate.only_to_end:
        supersede_older(writer, fact, [other for other in contradicted if other != fact])
    return fact


def refused(writer: apsw.Connection, candidate: FactCandidate, message: int) -> bool:
    """Whether this message gives no such fact: the quote is not in it, it is not the user's, or they had that forgotten."""
    row = writer.execute("select speaker, text from message where id = ?", (message,)).get
    if row is None or row[0] != "you" or not candidate.quote.strip() or candidate.quote not in row[1]:
        return True
    forgotten = "select 1 from refused where message = ? and quote = ?"
    return bool(writer.execute(forgotten, (message, candidate.quote)).get)


def supersede_older(writer: apsw.Connection, fact: int, others: list[int]) -> None:
    """Among facts of one slot, let those told later supersede those told earlier; a fact that has ended supersedes none."""
    sql = f"select {SEQUENCE}, until from fact f where id = ?"  # noqa: S608 - a constant of ours
    *told, until = writer.execute(sql, (fact,)).get
    for other in others if until is None else ():
        *other_told, other_until = writer.execute(sql, (other,)).get
        if other_told <= told:
            writer.execute("update fact set superseded_by = ? where id = ?", (fact, other))
        elif other_until is None:
            writer.execute("update fact set superseded_by = ? where id = ?", (other, fact))


def facts_in_slot(
    writer: apsw.Connection, slot: str, person: int | None, any_person: bool = False, wide: bool = False
) -> list[int]:
    """The facts of this slot and person (`any_person`: of any) that nothing has superseded, oldest first.

    `wide`: also those of narrower slots: “I quit” ends `job at` too.
    """
    sql = f"""select id from fact f where (slot = ?1 or (?2 and slot like ?1 || ' %')) and (?3 or person is ?4)
        and superseded_by is null order by {SEQUENCE}, id"""  # noqa: S608 - a constant of ours
    return [row[0] for row in writer.execute(sql, (slot, wide, any_person, person))]


def _counts_for_anyone(candidate: FactCandidate) -> bool:
    """Whether the slot counts for any person: it says itself whose it is (`mother name`), or an end names nobody
    (“we broke up”)."""
    return candidate.slot.endswith(" name") or (candidate.ends and not candidate.name and not candidate.relation)


def _already_given(writer: apsw.Connection, candidate: FactCandidate, message: int) -> int | None:
    """The fact that this quote has given already, if any: a message may be processed twice."""
    sql = """select f.id from evidence e join fact f on f.id = e.fact
        where e.message = ? and e.quote = ? and f.slot = ? and f.value = ?"""
    found = writer.execute(sql, (message, candidate.quote, candidate.slot, candidate.value)).get
    return None if found is None else int(found)


def _says_the_same(writer: apsw.Connection, fact: int, candidate: FactCandidate) -> bool:
    """Whether the values are equal, unless the fact has ended and the candidate says that it holds again."""
    value, until = writer.execute("select value, until from fact where id = ?", (fact,)).get
    return bool(value == candidate.value and (until is None or candidate.until is not None))


def _contradicted(writer: apsw.Connection, fact: int, candidate: FactCandidate, message: int) -> bool:
    """Whether the candidate supersedes the fact: not one from the same message, and an end only what it names."""
    value = str(writer.execute("select value from fact where id = ?", (fact,)).get)
    if candidate.ends:
        ended = candidate.value.removeprefix("not").strip()
        return not ended or _names(ended, value, candidate.slot)
    sql = "select 1 from evidence where fact = ? and message = ?"
    return _is_end(value) or not writer.execute(sql, (fact, message)).get


def _ends_nothing(writer: apsw.Connection, candidate: FactCandidate, known: list[int]) -> bool:
    """Whether an end names another value than those known: “I don't live in Porto any more”, but Faro is known."""
    ended = candidate.value.removeprefix("not").strip()
    values = {str(writer.execute("select value from fact where id = ?", (fact,)).get) for fact in known}
    named = candidate.value in values or any(_names(ended, value, candidate.slot) for value in values)
    return bool(ended and values) and not named


def _names(ended: str, value: str, slot: str) -> bool:
    """Whether what has ended is this value, or a wider one: no cats are no two cats; but Porto is not Porto Alegre."""
    return ended == value or (slot not in _PLACES and set(ended.split()) <= set(value.split()))


def _habits_ended(writer: apsw.Connection, candidate: FactCandidate, person: int | None, known: list[int]) -> list[int]:
    """Habits that an end means in other words: “I stopped running” ends “I go running every morning”."""
    if not candidate.ends or not candidate.slot.startswith("habit "):
        return []
    did = candidate.slot.split()[1]
    sql = """select id, slot from fact where slot like 'habit %' and person is ? and superseded_by is null and value = 'yes'"""
    rows = [row for row in writer.execute(sql, (person,)) if row[0] not in known]
    return [
        number for number, slot in rows if len(did) > 2 and any(word.startswith(did) for word in str(slot).split()[1:])
    ]


def _told_by(writer: apsw.Connection, candidate: FactCandidate, message: int) -> int | None:
    """The fact that these very words have told already: they may end several others, but need be told only once."""
    sql = """select f.id from evidence e join fact f on f.id = e.fact where e.message = ? and e.quote = ?
        and f.superseded_by is null"""
    found = writer.execute(sql, (message, candidate.quote)).get
    return None if found is None else int(found)


def _disproved(writer: apsw.Connection, candidate: FactCandidate) -> list[int]:
    """The user's denials that the candidate proves wrong: having no dog, being unemployed."""
    denials = []
    for slot in candidate.disproves:
        for fact in facts_in_slot(writer, slot, None):
            value = str(writer.execute("select value from fact where id = ?", (fact,)).get)
            if value in _DENIALS or value.startswith("no "):
                denials.append(fact)
    return denials


def _is_end(value: str) -> bool:
    return value == "not" or value.startswith("not ")


def _inserted(writer: apsw.Connection, candidate: FactCandidate, person: int | None, message: int) -> int:
    sql = """insert into fact(subject, person, slot, value, text, since, until, origin, told)
        values (?, ?, ?, ?, ?, ?, ?, ?, (select at from message where id = ?))"""
    row = (candidate.subject, person, candidate.slot, candidate.value, candidate.text)
    writer.execute(sql, (*row, candidate.since, candidate.until, candidate.origin, message))
    return int(writer.last_insert_rowid())


def _add_evidence(writer: apsw.Connection, fact: int, candidate: FactCandidate, message: int) -> None:
    """Add a quote to a fact, and set the fact's text and dates from all its quotes, as the trigger in m003 does."""
    sql = "insert or ignore into evidence(fact, message, quote, text, since, until) values (?, ?, ?, ?, ?, ?)"
    row = (fact, message, candidate.quote, candidate.text, candidate.since, candidate.until)
    writer.execute(sql, row)
    sql = """update fact set
        text = case when origin = 'added' then text else
            (select text from evidence where fact = ?1 order by length(text) desc, message desc limit 1) end,
        since = coalesce((select since from evidence where fact = ?1 and since is not null
            order by message desc limit 1), since),
        until = coalesce((select until from evidence where fact = ?1 and until is not null
            order by message desc limit 1), until),
        told = case when ?2 > said_after then  -- a fact written by hand may be newer
            (select at from message where id = (select max(message) from evidence where fact = ?1)) else told end
        where id = ?1"""
    writer.execute(sql, (fact, message))
