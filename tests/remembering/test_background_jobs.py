"""Vectors, facts, summaries and backups are made one step at a time; a failing job stops none of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.fact import FactCandidate
from companion.memory.query import SpeakerNames
from companion.remembering.background_jobs import BackgroundJobs
from companion.replying.persona import Persona
from companion.replying.summaries import Summarizer
from models.errors import ModelError
from tests.clock import Clock
from tests.fakes import ScriptedMind
from tests.memory.vectors import WordVectors


def never() -> bool:
    return False


def all_of(work: BackgroundJobs) -> int:
    """Do all the work; how many steps it took."""
    pieces = 0
    while work.step(never):
        pieces += 1
    return pieces


def said(memory: Memory, *texts: str) -> int:
    """Add lines by turns, the user first; returns the conversation."""
    conversation = memory.begin_conversation()
    for number, text in enumerate(texts):
        memory.add(conversation, "her" if number % 2 else "you", text, "typed")
    return conversation


def cat(text: str, at: datetime, before: Sequence[str]) -> Sequence[FactCandidate]:
    """Extracts a fact from a line that mentions a cat, and fails at one that mentions a dog."""
    if "dog" in text:
        raise ValueError("a fault in the drawing")
    quote = "cat is Miso"
    return [FactCandidate("you", "cat name", "miso", "Your cat is called Miso.", quote)] if quote in text else []


@pytest.fixture
def work(memory: Memory) -> BackgroundJobs:
    return BackgroundJobs(memory, lambda: None, cat)


def known(memory: Memory) -> list[str]:
    return [fact.text for fact in memory.facts.list()]


class TestFacts:
    def test_they_are_extracted_from_each_of_the_users_lines_once(self, memory: Memory):
        seen: list[tuple[str, str]] = []

        def drawing(text: str, at: datetime, her_name: str) -> Sequence[FactCandidate]:
            seen.append((text, her_name))
            return ()

        memory.recall.names = SpeakerNames("Mira", "Theo")
        said(memory, "My cat is Miso.", "What a name.", "She sleeps.")
        work = BackgroundJobs(memory, lambda: None, drawing)
        all_of(work)
        assert seen == [("My cat is Miso.", "Mira"), ("She sleeps.", "Mira")]
        assert all_of(work) == 0

    def test_a_line_whose_extraction_fails_loses_only_its_own_facts(
        self, memory: Memory, work: BackgroundJobs, caplog: pytest.LogCaptureFixture
    ):
        said(memory, "My dog barks.", "Poor you.", "My cat is Miso.")
        with caplog.at_level(logging.ERROR):
            all_of(work)
        assert known(memory) == ["Your cat is called Miso."]
        assert "no facts could be drawn" in caplog.text
        assert "barks" not in caplog.text, "no words in the log"
        assert memory.facts.due(9) == []

    def test_a_candidate_that_can_not_be_accepted_loses_no_others(self, memory: Memory):
        def drawing(text: str, at: datetime, before: Sequence[str]) -> Sequence[FactCandidate]:
            broken = FactCandidate("nobody", "x", "x", "X.", "dog barks")  # type: ignore[arg-type] - the table refuses it
            return [broken] if "dog" in text else cat(text, at, before)

        said(memory, "My dog barks.", "Poor you.", "My cat is Miso.")
        all_of(BackgroundJobs(memory, lambda: None, drawing))
        assert known(memory) == ["Your cat is called Miso."]

    def test_a_disk_error_is_reported_and_the_line_stays_due(self, memory: Memory):
        def full(text: str, at: datetime, before: Sequence[str]) -> Sequence[FactCandidate]:
            raise CompanionError("The disk is full; make room.")

        said(memory, "My cat is Miso.")
        with pytest.raises(CompanionError, match="full"):
            all_of(BackgroundJobs(memory, lambda: None, full))
        assert [message.text for message in memory.facts.due(9)] == ["My cat is Miso."]


class TestVectors:
    def test_what_was_said_is_found_by_meaning_once_the_model_is_here(self, memory: Memory):
        arrived: list[WordVectors] = []
        work = BackgroundJobs(memory, lambda: arrived[0] if arrived else None, cat)
        said(memory, "My cat is Miso.", "What a name.")
        all_of(work)
        assert len(memory.recall.vectors.due(9)) == 2
        arrived.append(WordVectors())
        assert work.step(never)
        assert memory.recall.vectors.due(9) == []

    def test_the_model_is_opened_once(self, memory: Memory):
        opened: list[WordVectors] = []

        def find() -> WordVectors:
            opened.append(WordVectors())
            return opened[-1]

        work = BackgroundJobs(memory, find, cat)
        work.open_embedder()
        said(memory, "One.", "Two.")
        all_of(work)
        assert len(opened) == 1

    def test_a_damaged_model_is_reported_but_delays_nothing_else(self, memory: Memory):
        def find() -> WordVectors:
            raise ModelError("The model of meaning is damaged; fetch it again.")

        said(memory, "My cat is Miso.")
        with pytest.raises(ModelError, match="damaged"):
            all_of(BackgroundJobs(memory, find, cat))
        assert known(memory) == ["Your cat is called Miso."]
        assert not memory.backups.due()


class TestSummaries:
    TALK = ("My cat is Miso.", "What a name.", "She sleeps on my coat.", "Lucky coat.")

    @pytest.fixture
    def llm(self, work: BackgroundJobs) -> ScriptedMind:
        llm = ScriptedMind()
        work.summarizer = Summarizer(llm, Persona("Ada", "Theo"), "transcript")
        return llm

    @pytest.fixture
    def day(self, memory: Memory) -> Callable[[int], str | None]:
        return lambda conversation: day.summary if (day := memory.summaries.for_conversation(conversation)) else None

    def test_a_conversation_is_summarized_when_it_has_been_quiet_for_long(
        self,
        memory: Memory,
        work: BackgroundJobs,
        llm: ScriptedMind,
        clock: Clock,
        day: Callable[[int], str | None],
    ):
        conversation = said(memory, *self.TALK)
        all_of(work)
        assert day(conversation) is None
        assert llm.requests == []
        clock.wait(minutes=11)
        llm.enqueue(" your cat Miso sleeps on your coat.", "The Cat Miso")
        all_of(work)
        assert day(conversation) == "You told me your cat Miso sleeps on your coat."

    def test_without_an_llm_it_waits_for_one(self, memory: Memory, work: BackgroundJobs, clock: Clock):
        conversation = said(memory, *self.TALK)
        clock.wait(minutes=11)
        all_of(work)
        assert memory.summaries.due(10) == [conversation]

    def test_it_is_cancelled_when_somebody_speaks(
        self,
        memory: Memory,
        work: BackgroundJobs,
        llm: ScriptedMind,
        clock: Clock,
        day: Callable[[int], str | None],
    ):
        conversation = said(memory, *self.TALK)
        clock.wait(minutes=11)
        all_but_days = BackgroundJobs(memory, lambda: None, cat)
        all_of(all_but_days)
        asked = iter([False] * 6)
        assert not work.step(lambda: next(asked, True))
        assert day(conversation) is None
        assert memory.summaries.due(10) == [conversation]

    def test_a_failing_llm_is_reported_but_the_backup_is_made(
        self, memory: Memory, work: BackgroundJobs, llm: ScriptedMind, clock: Clock
    ):
        said(memory, *self.TALK)
        clock.wait(minutes=11)
        llm.enqueue(*[[ModelError("The mind could not go on.")] for _ in range(9)])
        with pytest.raises(ModelError):
            all_of(work)
        assert not memory.backups.due()


def test_nothing_is_begun_while_somebody_is_talking(memory: Memory, work: BackgroundJobs):
    said(memory, "My cat is Miso.")
    assert not work.step(lambda: True)
    assert known(memory) == []


def test_without_remembering_backups_are_made_all_the_same(memory: Memory, work: BackgroundJobs):
    work.remembering = False
    said(memory, "My cat is Miso.")
    all_of(work)
    assert known(memory) == []
    assert len(memory.facts.due(9)) == 1
    assert not memory.backups.due()
