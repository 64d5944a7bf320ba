"""Messages said, edited, forgotten, restored, killed and reopened in any order: file, indexes and a plain list agree."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from companion.memory import Memory, open_memory
from companion.memory.conversations import join_sentences, storable
from companion.memory.day_summaries import DaySummary
from companion.memory.export import read_json, write_json
from companion.memory.fact import FactCandidate
from companion.memory.forgetting import Forgotten
from tests.clock import Clock
from tests.memory.conftest import KEY

TEXT = st.text(st.sampled_from("ab \n。é😀\0\ud800"), max_size=12)
SPEAKER = st.sampled_from(["you", "her"])
PICK = st.integers(0, 99)
TABLES = (
    "conversation",
    "message",
    "meaning",
    "todo",
    "person",
    "fact",
    "evidence",
    "refused",
    "day",
    "drawn_on",
    "gone",
)


def exported(memory: Memory) -> str:
    out = io.StringIO()
    write_json(memory, out)
    return out.getvalue()


class Conversing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.model: dict[int, dict[int, tuple[str, str, bool]]] = {}
        self.forgotten: list[Forgotten] = []
        self.lives = 0
        Path(self.folder.name, "0").mkdir()
        self.memory = self.opened("memory.db")

    def opened(self, name: str) -> Memory:
        memory = open_memory(Path(self.folder.name, str(self.lives), name), KEY, self.clock)
        with memory.database.writing() as writer:
            pass
        writer.pragma("synchronous", "OFF")
        return memory

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.memory.database.rows(sql)

    def lines(self) -> list[tuple[int, int]]:
        return [(conversation, number) for conversation, lines in self.model.items() for number in lines]

    @rule()
    def begin(self) -> None:
        self.model[self.memory.begin_conversation()] = {}

    @precondition(lambda self: self.model)
    @rule(pick=PICK, speaker=SPEAKER, text=TEXT)
    def add(self, pick: int, speaker: str, text: str) -> None:
        conversation = list(self.model)[pick % len(self.model)]
        said = self.memory.add(conversation, speaker, text, "typed")
        self.model[conversation][said.id] = (speaker, storable(text), False)
        self.clock.wait(minutes=1)

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, text=TEXT)
    def extend(self, pick: int, text: str) -> None:
        conversation, number = self.lines()[pick % len(self.lines())]
        speaker, before, cut = self.model[conversation][number]
        self.memory.extend(number, text)
        self.model[conversation][number] = (speaker, join_sentences(before, storable(text)), cut)

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, heard=st.none() | TEXT)
    def settle(self, pick: int, heard: str | None) -> None:
        conversation, number = self.lines()[pick % len(self.lines())]
        self.memory.finish_reply(number, heard)
        if heard is not None and storable(heard).strip():
            speaker, _, _ = self.model[conversation][number]
            self.model[conversation][number] = (speaker, storable(heard), True)
        elif heard is not None:
            del self.model[conversation][number]

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, text=TEXT.filter(lambda text: bool(storable(text).strip())))
    def edit(self, pick: int, text: str) -> None:
        conversation, number = self.lines()[pick % len(self.lines())]
        speaker, _, cut = self.model[conversation][number]
        self.memory.edit(number, text)
        self.model[conversation][number] = (speaker, storable(text), cut)

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, slot=st.sampled_from(["home", "job"]), name=st.sampled_from(["", "Bea"]))
    def draw(self, pick: int, slot: str, name: str) -> None:
        _, number = self.lines()[pick % len(self.lines())]
        quote = next((text[:3] for c in self.model.values() for n, (_, text, _) in c.items() if n == number), "")
        subject = "person" if name else "you"
        value = quote.lower()
        self.memory.facts.accept(
            FactCandidate(subject, slot, value, f"{name or 'You'} {value}.", quote, name=name), number
        )
        self.memory.facts.mark_extracted([number])

    @precondition(lambda self: self.model)
    @rule(pick=PICK)
    def sum_up(self, pick: int) -> None:
        conversation = list(self.model)[pick % len(self.model)]
        told = self.memory.messages(conversation)
        if told:
            self.memory.summaries.save(
                DaySummary(conversation, self.clock(), "Day", "A day.", (), "", told[-1].id), told
            )

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, other=PICK)
    def draw_on(self, pick: int, other: int) -> None:
        numbers = [number for _, number in self.lines()]
        with self.memory.database.writing() as writer:
            row = (numbers[pick % len(numbers)], numbers[other % len(numbers)])
            writer.execute("insert or ignore into drawn_on(reply, message) values (?, ?)", row)
            writer.execute("insert or ignore into meaning(message, vector) values (?, zeroblob(384))", row[:1])
            writer.execute("delete from todo where job = 'meaning' and message = ?", row[:1])

    @precondition(lambda self: self.model)
    @rule(pick=PICK, whole=st.booleans())
    def forget(self, pick: int, whole: bool) -> None:
        conversation = list(self.model)[pick % len(self.model)]
        if whole:
            forgotten = self.memory.forgetting.conversation(conversation)
            del self.model[conversation]
        elif not self.lines():
            return
        else:
            conversation, number = self.lines()[pick % len(self.lines())]
            forgotten = self.memory.forgetting.message(number)
            del self.model[conversation][number]
            if not self.model[conversation]:
                del self.model[conversation]
        self.forgotten.append(forgotten)

    @rule(pick=PICK, words=st.booleans())
    def forget_what_is_known(self, pick: int, words: bool) -> None:
        facts, people = self.memory.facts.list(current=False), self.memory.facts.people()
        if people and words:
            self.memory.forgetting.person(people[pick % len(people)].id)
        elif facts:
            self.memory.forgetting.fact(facts[pick % len(facts)].id, past=words)

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, fact=st.booleans())
    def forget_and_put_back(self, pick: int, fact: bool) -> None:
        before = {table: set(self.rows(f"select * from {table}")) for table in TABLES}
        conversation, number = self.lines()[pick % len(self.lines())]
        facts = self.memory.facts.list(current=False) if fact else []
        first = self.memory.forgetting.fact(facts[0].id) if facts else self.memory.forgetting.message(number)
        rest = self.rows(f"select 1 from message where conversation = {conversation}")
        second = [self.memory.forgetting.conversation(conversation)] if rest else []
        for forgotten in (*second, first):
            self.memory.forgetting.undo(forgotten)
        assert {table: set(self.rows(f"select * from {table}")) for table in TABLES} == before

    @precondition(lambda self: self.forgotten)
    @rule()
    def make_final(self) -> None:
        assert self.memory.forgetting.make_final(self.forgotten.pop()) == ()

    @rule()
    def reopen(self) -> None:
        self.memory.close()
        self.forgotten.clear()
        self.memory = self.opened("memory.db")

    @rule()
    def be_killed(self) -> None:
        """Go on with what a killed process leaves: the file and its write-ahead log as they are."""
        old, new = (Path(self.folder.name, str(life)) for life in (self.lives, self.lives + 1))
        new.mkdir()
        for path in old.glob("memory.db*"):
            if not path.name.endswith("-shm"):
                shutil.copy(path, new)
        self.memory.close()
        self.forgotten.clear()
        self.lives += 1
        self.memory = self.opened("memory.db")

    @precondition(lambda self: self.lines())
    @rule()
    def move_to_another_file_and_back(self) -> None:
        before = exported(self.memory)
        twin = self.opened("twin.db")
        read_json(twin, before)
        assert exported(twin) == before
        assert read_json(twin, before).messages == read_json(self.memory, before).messages == 0
        assert exported(self.memory) == before
        for conversation in twin.conversations():
            twin.forgetting.conversation(conversation.id)
        assert twin.check() == []
        twin.close()

    @invariant()
    def the_file_agrees_with_the_list(self) -> None:
        kept = {c: {m.id: (m.speaker, m.text, m.interrupted) for m in self.memory.messages(c)} for c in self.model}
        assert kept == self.model
        assert {c.id for c in self.memory.conversations()} == {c for c, lines in self.model.items() if lines}
        holding = {
            number for c, number in self.lines() if any(w.startswith("a") for w in words(self.model[c][number][1]))
        }
        assert {hit.message.id for hit in self.memory.search("a", limit=999).hits} == holding
        assert self.memory.check() == []

    @invariant()
    def what_rests_on_messages_agrees_with_them(self) -> None:
        texts = {number: text for lines in self.model.values() for number, (_, text, _) in lines.items()}
        assert dict(self.rows("select id, text from message")) == texts
        holding = {number for number, text in texts.items() if "b" in words(text)}
        assert {row[0] for row in self.rows("select rowid from stems where stems match 'b'")} == holding
        for index in ("words", "stems", "fact_stems"):
            with self.memory.database.writing() as writer:
                writer.execute(f"insert into {index}({index}, rank) values ('integrity-check', 1)")
        vectors = {row[0] for row in self.rows("select message from meaning")}
        due = {row[0] for row in self.rows("select message from todo where job = 'meaning'")}
        assert vectors | due == texts.keys()
        assert not vectors & due
        users = {row[0] for row in self.rows("select id from message where speaker = 'you'")}
        assert {row[0] for row in self.rows("select message from todo where job = 'facts'")} <= users
        for message, quote in self.rows(
            "select message, quote from evidence union all select message, quote from refused"
        ):
            assert message in users
            assert str(quote) in texts[message]
        assert self.rows("select id from fact where id not in (select fact from evidence)") == []
        assert (
            self.rows("select id from person where id not in (select person from fact where person is not null)") == []
        )
        assert {row[0] for row in self.rows("select conversation from day")} <= self.model.keys()
        assert {number for row in self.rows("select reply, message from drawn_on") for number in row} <= texts.keys()
        assert self.rows("select uid from gone join message using (uid) where kind = 'message'") == []

    def teardown(self) -> None:
        self.memory.close()
        self.folder.cleanup()


def words(text: str) -> list[str]:
    """The words as the index sees them: runs of letters without accents."""
    return "".join(c if c in "abé" else " " for c in text).replace("é", "e").split()


TestConversing = pytest.mark.slow(Conversing.TestCase)
TestConversing.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
