"""Vectors belong to the words they were made from, are deleted with them, and the index in memory follows the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from companion.memory import Memory, open_memory
from companion.memory.vectors import VectorIndex, cosines, packed, unpacked
from tests.clock import Clock
from tests.memory.conftest import KEY
from tests.memory.vectors import WordVectors

EMBED = WordVectors()


@pytest.fixture
def index(memory: Memory) -> VectorIndex:
    return VectorIndex(memory.database)


def work(index: VectorIndex, limit: int = 100) -> None:
    due = index.due(limit)
    vectors = EMBED.embed([text for _, text in due])
    index.save((*row, vector) for row, vector in zip(due, vectors, strict=True))


def nearest(memory: Memory, index: VectorIndex, text: str, limit: int, before: int | None = None) -> set[int]:
    with memory.database.reading() as reader:
        return set(index.nearest(reader, EMBED.embed([text])[0], limit, before))


def say(memory: Memory, *texts: str) -> list[int]:
    conversation = memory.begin_conversation()
    return [memory.add(conversation, "you", text, "typed").id for text in texts]


def test_a_packed_vector_keeps_its_direction():
    vectors = EMBED.embed(["the dog barks", "a ship", ""])
    assert (unpacked([packed(vector) for vector in vectors]) * vectors).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_a_vector_of_nothing_stays_one():
    assert not unpacked([packed(np.zeros(384, np.float32))]).any()
    assert unpacked([]).shape == (0, 384)


def test_what_is_said_is_due_until_its_vector_is_kept_newest_first(memory, index):
    one, two, three = say(memory, "one dog", "two cats", "three ships")
    assert index.due(2) == [(three, "three ships"), (two, "two cats")]
    work(index, 2)
    assert index.due(9) == [(one, "one dog")]
    work(index)
    assert index.due(9) == []


@pytest.mark.slow
def test_the_nearest_is_found_among_many(memory, index):
    ids = say(memory, *(f"word{n} other{n} third{n}" for n in range(600)))
    work(index, 600)
    for n in (0, 299, 599):
        assert ids[n] in nearest(memory, index, f"word{n} other{n}", 5)
    assert max(nearest(memory, index, "word599 other599 third599", 5, before=ids[100])) < ids[100]


def test_a_vector_made_of_words_that_have_changed_since_is_not_kept(memory, index):
    number, gone = say(memory, "I like dogs", "never mind")
    due = index.due(9)
    memory.extend(number, "and cats")
    memory.finish_reply(gone, "")
    index.save((*row, vector) for row, vector in zip(due, EMBED.embed([text for _, text in due]), strict=True))
    assert memory.database.rows("select * from meaning") == []
    assert index.due(9) == [(number, "I like dogs and cats")]


def test_another_process_s_changes_are_seen(memory, index, environment, clock):
    one, two = say(memory, "one dog", "two cats")
    work(index)
    assert nearest(memory, index, "dog", 9) == {one, two}
    other = open_memory(environment.memory_file, KEY, clock)
    try:
        other.forgetting.conversation(other.conversations()[0].id)
        (three,) = say(other, "three ships")
        work(VectorIndex(other.database))
    finally:
        other.close()
    assert nearest(memory, index, "dog", 9) == {three}


def test_an_index_that_missed_too_much_reads_everything_again(memory, index, monkeypatch):
    monkeypatch.setattr("companion.memory.vectors._KEPT_CHANGES", 2)
    ids = say(memory, "one", "two")
    work(index)
    assert nearest(memory, index, "one", 9) == set(ids)
    ids += say(memory, "three", "four", "five", "six", "seven")
    work(VectorIndex(memory.database))
    assert nearest(memory, index, "one", 9) == set(ids)
    assert memory.database.rows("select count(*) from meaning_change")[0][0] <= 2


def test_what_was_freed_is_read_again(memory, index):
    ids = say(memory, "one", "two")
    work(index)
    nearest(memory, index, "one", 9)
    index.release()
    assert nearest(memory, index, "one", 9) == set(ids)


def test_a_reader_with_an_older_view_is_not_misled(memory, index):
    one, two = say(memory, "one dog", "two cats")
    work(index)
    with memory.database.reading() as earlier:
        assert len(earlier.execute("select * from meaning").fetchall()) == 2
        (three,) = say(memory, "three ships")
        work(index)
        assert nearest(memory, index, "ships", 9) == {one, two, three}
        vector = EMBED.embed(["ships"])[0]
        index.nearest(earlier, vector, 9)
        assert cosines(earlier, [one, two, three], vector).keys() == {one, two}
    assert nearest(memory, index, "ships", 9) == {one, two, three}


VOCABULARY = ("dog", "cat", "ship", "tea", "rain", "Lisbon", "sister", "walked", "walking")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=5).map(" ".join)


class AnySequence(RuleBasedStateMachine):
    """Whatever is done, vectors, their index in memory, stems and the list of due work match the messages."""

    messages = Bundle("messages")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.open()
        self.conversations = [self.memory.begin_conversation(), self.memory.begin_conversation()]

    def open(self) -> None:
        self.memory = open_memory(Path(self.folder.name) / "memory.db", KEY, Clock())
        with self.memory.database.writing() as writer:
            pass
        writer.pragma("synchronous", "OFF")
        self.index = VectorIndex(self.memory.database)

    @rule(target=messages, text=WORDS, speaker=st.sampled_from(["you", "her"]), which=st.integers(0, 1))
    def add(self, text, speaker, which):
        return self.memory.add(self.conversations[which], speaker, text, "typed").id

    @rule(message=messages, text=WORDS)
    def extend(self, message, text):
        self.memory.extend(message, text)

    @rule(message=messages, heard=st.none() | WORDS)
    def settle(self, message, heard):
        self.memory.finish_reply(message, heard)

    @rule(message=messages, text=WORDS)
    def edit(self, message, text):
        with self.memory.database.writing() as writer:
            writer.execute("update message set text = ? where id = ?", (text, message))

    @rule(message=consumes(messages))
    def delete(self, message):
        with self.memory.database.writing() as writer:
            writer.execute("delete from message where id = ?", (message,))

    @rule(which=st.integers(0, 1))
    def forget_conversation(self, which):
        self.memory.forgetting.conversation(self.conversations[which])
        self.conversations[which] = self.memory.begin_conversation()

    @rule(limit=st.integers(1, 4))
    def work(self, limit):
        work(self.index, limit)

    @rule()
    def free(self):
        self.index.release()

    @rule()
    def reopen(self):
        self.memory.close()
        self.open()

    @invariant()
    def everything_agrees(self):
        rows = self.memory.database.rows
        texts = dict(rows("select id, text from message"))
        kept = dict(rows("select message, vector from meaning"))
        due = {row[0] for row in rows("select message from todo where job = 'meaning'")}
        assert kept.keys() | due == texts.keys()
        assert not kept.keys() & due
        assert kept == {number: packed(EMBED.embed([texts[number]])[0]) for number in kept}
        assert nearest(self.memory, self.index, "dog", 1000) == kept.keys()
        for word in ("dog", "walk"):
            found = {row[0] for row in rows("select rowid from stems where stems match ?", (word,))}
            assert found == {number for number, text in texts.items() if word in text}
        with self.memory.database.writing() as writer:
            writer.execute("insert into stems(stems, rank) values ('integrity-check', 1)")

    def teardown(self):
        self.memory.close()
        self.folder.cleanup()


TestAnySequence = pytest.mark.slow(AnySequence.TestCase)
TestAnySequence.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
