"""Keeps the facts known about the user's life, each with the messages it rests on."""

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
from companion.memory.evidence import NEWEST, accept, facts_in_slot, refused, supersede_older
from companion.memory.fact import Fact, FactCandidate, Person, Quote, Subject
from companion.memory.people import PERSON, all_people, namesakes, person_for
from companion.memory.related_facts import related_facts
from companion.text.characters import ordinary

Extract = Callable[[str, datetime], Sequence[FactCandidate]]
"""Extracts the facts of a sentence in the first person, said at that time: `companion.remembering.extract_facts`."""

FactList = list[Fact]
TextList = list[str]
PersonList = list[Person]
MessageList = list[Message]
"""Inside `Facts`, `list` is the method, so its return types have names here."""

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
"""The slots that say most about a person, most important first; all others come after them."""


def extract_nothing(_text: str, _at: datetime) -> Sequence[FactCandidate]:
    """Finds no facts: every sentence written by hand is kept as it is."""
    return ()


class Facts:
    """All facts. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now, extract: Extract = extract_nothing) -> None:
        """`extract` reads sentences written by hand, so that they fill slots like what is said."""
        self._database = database
        self._now = now
        self._extract = extract

    def list(self, subject: Subject | None = None, person: int | None = None, current: bool = True) -> FactList:
        """Facts, pinned ones first, then the latest told; `current=False` includes superseded and ended ones."""
        where = f"(?1 is null or f.subject = ?1) and (?2 is null or f.person = ?2) and (not ?3 or ({_CURRENT}))"
        return self._facts(f"where {where} order by f.pinned desc, {NEWEST}, f.id desc", (subject, person, current))

    def fact(self, fact: int) -> Fact:
        """One fact. Raises CompanionError when there is none with that id."""
        for found in self._facts("where f.id = ?", (fact,)):
            return found
        raise CompanionError(f"There is no fact {fact}; `companion memory list` shows which there are.")

    def search(self, words: str, limit: int = 50) -> FactList:
        """Facts, past ones too, that contain all these words in their sentence, their quotes or the person's name and relation.

        Any text is a safe query.
        """
        pieces = words.split()[:20]
        one = """(instr(fold(f.text), ?) or instr(fold(coalesce(p.name || ' ' || p.relation, '')), ?)
            or exists (select 1 from evidence e where e.fact = f.id and instr(fold(e.quote), ?)))"""
        where = " and ".join([one] * len(pieces)) or "0"
        values = [storable(piece).casefold() for piece in pieces for _ in range(3)]
        order = f"order by ({_CURRENT}) desc, f.pinned desc, {NEWEST}, f.id desc limit ?"
        return self._facts(f"where {where} {order}", (*values, limit))

    def about(self, text: str, limit: int = 6) -> FactList:
        """Current facts that are relevant to a line just said, best first; often none."""
        with self._database.reading() as reader:
            return [_facts(reader, "where f.id = ?", (fact,))[0] for fact in related_facts(reader, text, limit)]

    def add(self, text: str, subject: Subject | None = None) -> Fact:
        """Store a sentence written by hand as a fact. Raises CompanionError for an empty one."""
        text = _sentence(text)
        candidate = self._candidate_in(text)
        with self._database.writing() as writer:
            person = person_for(writer, candidate.name, candidate.relation) if candidate else None
            kind = subject or (candidate.subject if candidate else "you")
            slot, value = (candidate.slot, candidate.value) if candidate else ("", text.lower())
            fact = self._insert_by_hand(writer, kind, person, slot, value, candidate.text if candidate else text)
            others = facts_in_slot(writer, slot, person, slot.endswith(" name")) if slot else []
            supersede_older(writer, fact, [other for other in others if other != fact])
        return self.fact(fact)

    def edit(self, fact: int, text: str) -> Fact:
        """Replace a fact by a sentence written by hand. Raises CompanionError for an empty one or an unknown id."""
        text, old = _sentence(text), self.fact(fact)
        candidate = self._candidate_in(text)
        value = candidate.value if candidate and candidate.slot == old.slot else text.lower()
        with self._database.writing() as writer:
            person = old.person.id if old.person else None
            new = self._insert_by_hand(
                writer, old.subject, person, old.slot, value, candidate.text if candidate else text
            )
            successor = old.superseded_by  # a past fact stays past, however it is worded
            writer.execute("update fact set pinned = ?, superseded_by = ? where id = ?", (old.pinned, successor, new))
            writer.execute("update fact set superseded_by = ?, pinned = 0 where id = ?", (new, fact))
        return self.fact(new)

    def pin(self, fact: int, on: bool) -> None:
        """Pin a fact, so that it is always among the first, or unpin it; does nothing for one that is gone."""
        with self._database.writing() as writer:
            writer.execute("update fact set pinned = ? where id = ?", (on, fact))

    def people(self) -> PersonList:
        """Everybody the user has spoken of, by name."""
        with self._database.reading() as reader:
            return all_people(reader)

    def namesakes(self, name: str, relation: str) -> PersonList:
        """The people that a name may mean: one at most, unless several have it and no relation tells which."""
        with self._database.reading() as reader:
            return namesakes(all_people(reader), name, relation)

    def history(self, fact: int) -> FactList:
        """The facts this one superseded, directly or through others, newest first."""
        sql = f"""where f.id in (
            with recursive before(id) as (
                select id from fact where superseded_by = ?
                union select fact.id from fact join before on fact.superseded_by = before.id
            ) select id from before) order by {NEWEST}, f.id desc"""
        return self._facts(sql, (fact,))

    def accept(self, candidate: FactCandidate, message: int) -> Fact | None:
        """Store a fact extracted from a message, or add the quote as evidence to the fact that says the same already.

        None when nothing was stored; see `evidence.accept`.
        """
        with self._database.writing() as writer:
            fact = accept(writer, candidate, message)
        return None if fact is None else self.fact(fact)

    def accept_together(self, given: Sequence[tuple[FactCandidate, int]]) -> Fact | None:
        """Store what only several messages together prove; None, and nothing is stored, unless each of them gives it."""
        with self._database.writing() as writer:
            if any(refused(writer, candidate, message) for candidate, message in given):
                return None
            facts = {accept(writer, candidate, message) for candidate, message in given}
        return next((self.fact(fact) for fact in facts if fact is not None), None)

    def supersede(self, old: int, new: int) -> None:
        """Let the fact `new` supersede `old`, whatever their slots."""
        with self._database.writing() as writer:
            writer.execute("update fact set superseded_by = ? where id = ? and id <> ?", (new, old, new))

    def profile(self, limit: int) -> FactList:
        """At most `limit` current facts that say most about the user: forbidden topics, pinned ones, then the most important.

        The order seldom changes, so that the prompt that begins with them can be reused.
        """
        about_them = f"where {_CURRENT} and f.subject <> 'shared' order by f.id"
        known = [fact for fact in self._facts(about_them, ()) if not _is_end(fact)]
        return sorted(known, key=_importance)[:limit]

    def shared(self, limit: int) -> FactList:
        """At most `limit` facts of what the user and she share, pinned ones first, then in the order in which they were told."""
        where = f"where {_CURRENT} and f.subject = 'shared' order by f.pinned desc, f.id limit ?"
        return self._facts(where, (limit,))

    def forbidden_topics(self) -> tuple[str, ...]:
        """The topics the user never wants brought up, in lower case and without “my” or “the”."""
        slots = (fact.slot for fact in self.list("boundary"))
        topics = (_ARTICLE.sub("", slot.removeprefix("topic ")) for slot in slots if slot.startswith("topic "))
        return tuple(topic for topic in topics if topic)

    def due(self, limit: int) -> MessageList:
        """The user's messages from which facts have yet to be extracted, in the order they were said."""
        sql = f"""select {MESSAGE} from todo t join message m on m.id = t.message
            where t.job = 'facts' order by t.message limit ?"""
        return [as_message(row) for row in self._database.rows(sql, (limit,))]

    def said_before(self, message: Message, limit: int = 2) -> TextList:
        """The user's last `limit` messages before this one in its conversation, oldest first."""
        sql = """select text from message where conversation = ? and speaker = 'you' and id < ? order by id desc limit ?"""
        rows = self._database.rows(sql, (message.conversation, message.id, limit))
        return [str(row[0]) for row in reversed(rows)]

    def mark_extracted(self, messages: Iterable[int]) -> None:
        """Note that the facts of these messages have been extracted."""
        with self._database.writing() as writer:
            writer.executemany(
                "delete from todo where job = 'facts' and message = ?", [(number,) for number in messages]
            )

    def _facts(self, rest: str, values: Sequence[object]) -> FactList:
        with self._database.reading() as reader:
            return _facts(reader, rest, values)

    def _candidate_in(self, text: str) -> FactCandidate | None:
        """The fact in a sentence written by hand, which may say “you” or “I”; None unless exactly one is found."""
        candidates = self._extract(_in_first_person(text), self._now())
        return candidates[0] if len(candidates) == 1 else None

    def _insert_by_hand(
        self, writer: apsw.Connection, subject: str, person: int | None, slot: str, value: str, text: str
    ) -> int:
        sql = """insert into fact(subject, person, slot, value, text, told, origin, said_after)
            values (?, ?, ?, ?, ?, ?, 'added', coalesce((select seq from sqlite_sequence where name = 'message'), 0))"""
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
    """A sort key, the most important first; ties go by age, so that telling a fact again does not change the order."""
    rank = _IMPORTANT.index(fact.slot) if fact.slot in _IMPORTANT else len(_IMPORTANT)
    repetitions = -min(len(fact.quotes), 3)
    return (
        fact.subject != "boundary",
        not fact.pinned,
        rank + (3 if fact.subject == "person" else 0),
        repetitions,
        fact.id,
    )


def _is_end(fact: Fact) -> bool:
    """Whether the fact only says that something has ended: that says little about a person, unless they asked to keep it."""
    return fact.origin == "drawn" and not fact.pinned and bool(re.search(r"\b(?:any ?more|no longer)\b", fact.text))


def _sentence(text: str) -> str:
    """The text on one line, with a full stop if it has no end mark. Raises CompanionError for an empty one."""
    line = " ".join(storable(ordinary(text)).split())
    if not line:
        raise CompanionError("There is nothing to remember in an empty sentence; write what is so.")
    return line if line[-1] in ".!?…" else line + "."


_FIRST_PERSON = {
    "you are": "I am", "you're": "I'm", "you were": "I was", "you've": "I've", "you'd": "I'd", "you'll": "I'll", "you": "I",
    "your": "my", "yours": "mine",
}  # fmt: skip
_SECOND_PERSON = re.compile(r"\b(?:you(?:['’](?:re|ve|d|ll)| are| were)?|yours?)\b", re.IGNORECASE)


def _in_first_person(text: str) -> str:
    return _SECOND_PERSON.sub(lambda found: _FIRST_PERSON[found[0].lower().replace("’", "'")], text)
