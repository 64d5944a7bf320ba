"""Whatever is said, interrupted, deleted and reopened in whatever order: the file and a plain list agree."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from companion.memory import Memory, open_memory
from companion.memory.conversations import joined, storable
from companion.memory.export import read_json, write_json
from tests.memory.conftest import KEY, Clock

TEXT = st.text(st.sampled_from("ab \n。é😀\0\ud800"), max_size=12)
SPEAKER = st.sampled_from(["you", "her"])
PICK = st.integers(0, 99)


def exported(memory: Memory) -> str:
    out = io.StringIO()
    write_json(memory, out)
    return out.getvalue()


class Conversing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.memory = self.opened("memory.db")
        self.model: dict[int, dict[int, tuple[str, str, bool]]] = {}

    def opened(self, name: str) -> Memory:
        memory = open_memory(Path(self.folder.name) / name, KEY, self.clock)
        with memory.store.writing() as writer:
            pass
        writer.pragma("synchronous", "OFF")
        return memory

    def lines(self) -> list[tuple[int, int]]:
        return [(conversation, number) for conversation, lines in self.model.items() for number in lines]

    @rule()
    def begin(self) -> None:
        self.model[self.memory.begin()] = {}

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
        self.model[conversation][number] = (speaker, joined(before, storable(text)), cut)

    @precondition(lambda self: self.lines())
    @rule(pick=PICK, heard=st.none() | TEXT)
    def settle(self, pick: int, heard: str | None) -> None:
        conversation, number = self.lines()[pick % len(self.lines())]
        self.memory.settle(number, heard)
        if heard is not None and storable(heard).strip():
            speaker, _, _ = self.model[conversation][number]
            self.model[conversation][number] = (speaker, storable(heard), True)
        elif heard is not None:
            del self.model[conversation][number]

    @precondition(lambda self: self.model)
    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        conversation = list(self.model)[pick % len(self.model)]
        self.memory.delete_conversation(conversation)
        del self.model[conversation]

    @rule()
    def reopen(self) -> None:
        self.memory.close()
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
            twin.delete_conversation(conversation.id)
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

    def teardown(self) -> None:
        self.memory.close()
        self.folder.cleanup()


def words(text: str) -> list[str]:
    """As the index sees them: letters in a row, accents off."""
    return "".join(c if c in "abé" else " " for c in text).replace("é", "e").split()


TestConversing = Conversing.TestCase
TestConversing.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
