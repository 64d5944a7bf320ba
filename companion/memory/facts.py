"""What is known of the user's life: candidates and their own words come in, facts with their evidence go out."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import apsw

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import MESSAGE, Message, as_message, iso_time, storable
from companion.memory.database import Database
from companion.memory.evidence import accept, facts_in_slot, supersede_older
from companion.memory.fact import Fact, FactCandidate, Person, Quote, Subject
from companion.memory.people import PERSON, all_people, person_for
from companion.memory.related_facts import related_facts

Extract = Callable[[str, datetime], Sequence[FactCandidate]]
"""Extracts the facts of a sentence in the first person, said at that time: `companion.remembering.extract_facts`."""

Listed = list[Fact]
Lines = list[str]
Everybody = list[Person]
Messages = list[Message]
"""What `Facts` gives out; within it, `list` is the method."""

_FACT = f"""
    f.id, f.subject, f.slot, f.text, f.since,
    coalesce(f.until, (select coalesce(n.since, substr(n.told, 1, 10)) from fact n where n.id = f.superseded_by)),
    f.told, f.pinned, f.origin, f.superseded_by, {PERSON}
"""
_FROM = "from fact f left join person p on p.id = f.person"
_CURRENT = "f.superseded_by is null and f.until is null"
_ARTICLE = re.compile(r"^(?:my|our|the|his|her|their|a|an)\s+", re.IGNORECASE)
_IMPORTANT = (
    "your name", "home", "job", "allergy", "health", "diet", "partner name", "name", "studies", "child", "pet", "birthday",
    "age", "plan", "wish", "habit",
)  # fmt: skip
"""Slots that say most of who somebody is, in order; any other comes after them."""


def extract_nothing(_text: str, _at: datetime) -> Sequence[FactCandidate]:
    """Finds no facts: every sentence written by hand is kept as it is."""
    return ()


class Facts:
    """All facts, by the messages they rest on. Any thread may call it; every method raises CompanionError for the disk."""

    def __init__(self, database: Database, now: Now, extract: Extract = extract_nothing) -> None:
        """`extract` reads sentences written by hand, so that they fill slots like what is said."""
        self._database = database
        self._now = now
        self._extract = extract

    def list(self, subject: Subject | None = None, person: int | None = None, current: bool = True) -> Listed:
        """Pinned ones first, then the newest told; `current=False` also those that are over."""
        where = f"(?1 is null or f.subject = ?1) and (?2 is null or f.person = ?2) and (not ?3 or ({_CURRENT}))"
        return self._facts(f"where {where} order by f.pinned desc, f.told desc, f.id desc", (subject, person, current))

    def fact(self, fact: int) -> Fact:
        """One fact. Raises CompanionError when there is none of that id."""
        for found in self._facts("where f.id = ?", (fact,)):
            return found
        raise CompanionError(f"There is no fact {fact}; `companion memory list` shows which there are.")

    def search(self, words: str, limit: int = 50) -> Listed:
        """Facts, over ones too, with all these words in their sentence, their quotations or the person; any text is safe."""
        pieces = words.split()[:20]
        one = """(instr(fold(f.text), ?) or instr(fold(coalesce(p.name || ' ' || p.relation, '')), ?)
            or exists (select 1 from evidence e where e.fact = f.id and instr(fold(e.quote), ?)))"""
        where = " and ".join([one] * len(pieces)) or "0"
        values = [storable(piece).casefold() for piece in pieces for _ in range(3)]
        order = f"order by ({_CURRENT}) desc, f.pinned desc, f.told desc, f.id desc limit ?"
        return self._facts(f"where {where} {order}", (*values, limit))

    def about(self, text: str, limit: int = 6) -> Listed:
        """Current facts that bear on a line just said, best first; often none."""
        with self._database.reading() as reader:
            return [_facts(reader, "where f.id = ?", (fact,))[0] for fact in related_facts(reader, text, limit)]

    def add(self, text: str, subject: Subject | None = None) -> Fact:
        """Keep a sentence written by hand. Raises CompanionError for an empty one."""
        text = _sentence(text)
        candidate = self._candidate_in(text)
        with self._database.writing() as writer:
            person = person_for(writer, candidate.name, candidate.relation) if candidate else None
            kind = subject or (candidate.subject if candidate else "you")
            slot, value = (candidate.slot, candidate.value) if candidate else ("", text.lower())
            fact = self._written(writer, kind, person, slot, value, candidate.text if candidate else text)
            others = facts_in_slot(writer, slot, person, slot.endswith(" name")) if slot else []
            supersede_older(writer, fact, [other for other in others if other != fact])
        return self.fact(fact)

    def edit(self, fact: int, text: str) -> Fact:
        """Correct it: a sentence by hand takes its place. Raises CompanionError for an empty one or an unknown id."""
        text, old = _sentence(text), self.fact(fact)
        candidate = self._candidate_in(text)
        value = candidate.value if candidate and candidate.slot == old.slot else text.lower()
        with self._database.writing() as writer:
            person = old.person.id if old.person else None
            new = self._written(writer, old.subject, person, old.slot, value, candidate.text if candidate else text)
            successor = old.superseded_by  # what is over stays over, however it is put
            writer.execute("update fact set pinned = ?, superseded_by = ? where id = ?", (old.pinned, successor, new))
            writer.execute("update fact set superseded_by = ?, pinned = 0 where id = ?", (new, fact))
        return self.fact(new)

    def pin(self, fact: int, on: bool) -> None:
        """A pinned fact is always among the first; harmless for one that is gone."""
        with self._database.writing() as writer:
            writer.execute("update fact set pinned = ? where id = ?", (on, fact))

    def people(self) -> Everybody:
        """Everybody the user told of, by name."""
        with self._database.reading() as reader:
            return all_people(reader)

    def history(self, fact: int) -> Listed:
        """What it superseded, and what that had superseded, newest first."""
        sql = """where f.id in (
            with recursive before(id) as (
                select id from fact where superseded_by = ?
                union select fact.id from fact join before on fact.superseded_by = before.id
            ) select id from before) order by f.told desc, f.id desc"""
        return self._facts(sql, (fact,))

    def accept(self, candidate: FactCandidate, message: int) -> Fact | None:
        """The fact this became, or is further evidence for; None unless its quotation stands in that message of theirs."""
        with self._database.writing() as writer:
            fact = accept(writer, candidate, message)
        return None if fact is None else self.fact(fact)

    def supersede(self, old: int, new: int) -> None:
        """A correction: `new` takes the place of `old`, whatever their slots."""
        with self._database.writing() as writer:
            writer.execute("update fact set superseded_by = ? where id = ? and id <> ?", (new, old, new))

    def profile(self, limit: int) -> Listed:
        """Who the user is, in so many current facts: boundaries, pinned ones, then by what says most. Changes seldom."""
        known = [fact for fact in self._facts(f"where {_CURRENT} order by f.id", ()) if not _is_end(fact)]
        return sorted(known, key=_importance)[:limit]

    def forbidden_topics(self) -> tuple[str, ...]:
        """What the user never wants brought up, in small letters and without “my” or “the”."""
        slots = (fact.slot for fact in self.list("boundary"))
        topics = (_ARTICLE.sub("", slot.removeprefix("topic ")) for slot in slots if slot.startswith("topic "))
        return tuple(topic for topic in topics if topic)

    def due(self, limit: int) -> Messages:
        """Messages of the user's from which no facts have been drawn yet, in the order they were said."""
        sql = f"""select {MESSAGE} from todo t join message m on m.id = t.message
            where t.job = 'facts' order by t.message limit ?"""
        return [as_message(row) for row in self._database.rows(sql, (limit,))]

    def said_before(self, message: Message, limit: int = 2) -> Lines:
        """What the user said just before it in that conversation, oldest first."""
        sql = """select text from message where conversation = ? and speaker = 'you' and id < ? order by id desc limit ?"""
        rows = self._database.rows(sql, (message.conversation, message.id, limit))
        return [str(row[0]) for row in reversed(rows)]

    def mark_extracted(self, messages: Iterable[int]) -> None:
        """These have been worked through."""
        with self._database.writing() as writer:
            writer.executemany(
                "delete from todo where job = 'facts' and message = ?", [(number,) for number in messages]
            )

    def _facts(self, rest: str, values: Sequence[object]) -> Listed:
        with self._database.reading() as reader:
            return _facts(reader, rest, values)

    def _candidate_in(self, text: str) -> FactCandidate | None:
        """A sentence by hand speaks of “you” or “I”; None unless it says exactly one thing we can read."""
        candidates = self._extract(_in_first_person(text), self._now())
        return candidates[0] if len(candidates) == 1 else None

    def _written(
        self, writer: apsw.Connection, subject: str, person: int | None, slot: str, value: str, text: str
    ) -> int:
        sql = "insert into fact(subject, person, slot, value, text, told, origin) values (?, ?, ?, ?, ?, ?, 'added')"
        writer.execute(sql, (subject, person, slot, value, text, iso_time(self._now())))
        return int(writer.last_insert_rowid())


def _facts(reader: apsw.Connection, rest: str, values: Sequence[object]) -> list[Fact]:
    return [_as_fact(reader, row) for row in reader.execute(f"select {_FACT} {_FROM} {rest}", values).fetchall()]


def _as_fact(reader: apsw.Connection, row: tuple[object, ...]) -> Fact:
    number, subject, slot, text, since, until, told, pinned, origin, successor, *person = row
    sql = """select e.message, m.conversation, e.quote, m.at from evidence e join message m on m.id = e.message
        where e.fact = ? order by e.message, e.rowid"""
    quotes = tuple(
        Quote(message, conversation, quote, datetime.fromisoformat(at))
        for message, conversation, quote, at in reader.execute(sql, (number,))
    )
    who = Person(*person) if person[0] is not None else None  # type: ignore[arg-type]
    when = datetime.fromisoformat(str(told))
    return Fact(number, subject, who, slot, text, quotes, since, until, when, bool(pinned), origin, successor)  # type: ignore[arg-type]


def _importance(fact: Fact) -> tuple[bool, bool, int, int, int]:
    """Smaller comes first; ties by age, so that the order doesn't change with each telling."""
    rank = _IMPORTANT.index(fact.slot) if fact.slot in _IMPORTANT else len(_IMPORTANT)
    told_twice = -min(len(fact.quotes), 3)
    return (
        fact.subject != "boundary",
        not fact.pinned,
        rank + (3 if fact.subject == "person" else 0),
        told_twice,
        fact.id,
    )


def _is_end(fact: Fact) -> bool:
    """“You don't smoke any more” says little of who somebody is, unless they want it to be remembered."""
    return fact.origin == "drawn" and not fact.pinned and bool(re.search(r"\b(?:any ?more|no longer)\b", fact.text))


def _sentence(text: str) -> str:
    """One line that ends as a sentence. Raises CompanionError for nothing."""
    line = " ".join(storable(text).split())
    if not line:
        raise CompanionError("There is nothing to remember in an empty sentence; write what is so.")
    return line if line[-1] in ".!?…" else line + "."


_TURNED = {
    "you are": "I am", "you're": "I'm", "you were": "I was", "you've": "I've", "you'd": "I'd", "you'll": "I'll", "you": "I",
    "your": "my", "yours": "mine",
}  # fmt: skip
_SECOND = re.compile(r"\b(?:you(?:['’](?:re|ve|d|ll)| are| were)?|yours?)\b", re.IGNORECASE)


def _in_first_person(text: str) -> str:
    return _SECOND.sub(lambda found: _TURNED[found[0].lower().replace("’", "'")], text)
