"""What the mind is told of a conversation: its lines, each with what came back at it, and nothing that was forgotten."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from companion.dialogue.history import EARLIER, PromptHistory
from companion.memory import Memory, Message, RetrievedMemory
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import Note, PromptBuilder, PromptLine
from companion.retrieval.retriever import RetrievalResult
from companion.told_rules.manners import Manners
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import ALWAYS
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.clock import Clock
from tests.fakes import ScriptedMind

UNKNOWN = RetrievalResult(asked=True, judged=True)


@pytest.fixture
def so_far(memory: Memory, clock: Clock) -> PromptHistory:
    so_far = PromptHistory(memory, clock)
    memory.forgetting.add_listeners(so_far.forget, so_far.bring_back)
    return so_far


@pytest.fixture
def llm() -> ScriptedMind:
    return ScriptedMind()


@pytest.fixture
def generator(llm: ScriptedMind) -> Generator:
    return Generator(llm, PromptBuilder(Persona("Ada", "Theo"), "transcript", llm.context, llm.count))


def said(memory: Memory, text: str, conversation: int | None = None) -> Message:
    return memory.add(conversation or memory.begin_conversation(), "you", text, "typed")


def draft(memory: Memory, text: str, conversation: int) -> AssistantTurn:
    return AssistantTurn(memory, UserTurn(Turn(1, time.monotonic), text, conversation))


def committed(memory: Memory, text: str, conversation: int) -> AssistantTurn:
    reply = draft(memory, text, conversation)
    reply.commit(said(memory, text, conversation))
    return reply


def brought(*messages: Message) -> RetrievalResult:
    return RetrievalResult(
        tuple(RetrievedMemory(m.id, m.conversation, "you", m.text, m.at, "words", 0.9) for m in messages), True
    )


class TestLines:
    def test_they_are_those_of_the_conversation_up_to_the_one_to_be_answered(
        self, memory: Memory, so_far: PromptHistory
    ):
        said(memory, "Elsewhere.")
        here = memory.begin_conversation()
        said(memory, "I am tired.", here)
        memory.add(here, "her", "Sit down.", "typed")
        reply = committed(memory, "And now?", here)
        said(memory, "What came later.", here)
        assert so_far.up_to(reply) == [
            PromptLine("you", "I am tired."),
            PromptLine("her", "Sit down."),
            PromptLine("you", "And now?"),
        ]

    def test_a_draft_stands_at_the_end_though_it_is_not_kept(self, memory: Memory, so_far: PromptHistory):
        here = said(memory, "I am tired.").conversation
        reply = draft(memory, "And now?", here)
        assert so_far.up_to(reply) == [PromptLine("you", "I am tired."), PromptLine("you", "And now?")]
        assert so_far.lines(here) == [PromptLine("you", "I am tired.")]

    def test_what_came_back_at_a_line_stays_with_it(self, memory: Memory, so_far: PromptHistory):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        reply = committed(memory, "Where does Nora live?", here)
        line = so_far.remember(reply, brought(told))
        assert line == PromptLine("you", "Where does Nora live?", (Note(told.at, "you", told.text),))
        said(memory, "And now?", here)
        assert so_far.lines(here) == [line, PromptLine("you", "And now?")]

    def test_that_nobody_told_her_stays_with_it_too(self, memory: Memory, so_far: PromptHistory):
        reply = committed(memory, "Where does Nora live?", memory.begin_conversation())
        assert so_far.remember(reply, UNKNOWN).unknown
        assert so_far.lines(reply.user_turn.conversation)[0].unknown

    def test_at_a_draft_it_stays_only_once_that_is_committed(self, memory: Memory, so_far: PromptHistory):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        dropped = draft(memory, "Where does Nora live?", here)
        so_far.remember(dropped, brought(told))
        dropped.turn.cancel()
        adopted = draft(memory, "Where does Nora live?", here)
        line = so_far.remember(adopted, brought(told))
        message = said(memory, "Where does Nora live?", here)
        assert so_far.lines(here) == [PromptLine("you", "Where does Nora live?")]
        adopted.commit(message)
        assert so_far.lines(here) == [line]

    def test_a_line_that_was_corrected_has_lost_what_came_back_at_it(self, memory: Memory, so_far: PromptHistory):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        reply = committed(memory, "Where does Nora live?", here)
        so_far.remember(reply, brought(told))
        assert reply.message is not None
        memory.edit(reply.message.id, "Where does Laura live?")
        assert so_far.lines(here) == [PromptLine("you", "Where does Laura live?")]


class TestForgetting:
    def test_what_was_forgotten_is_in_no_note_any_more(self, memory: Memory, so_far: PromptHistory):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        so_far.remember(committed(memory, "Where does Nora live?", here), brought(told))
        memory.forgetting.message(told.id)
        assert so_far.lines(here) == [PromptLine("you", "Where does Nora live?")]

    def test_nor_when_it_was_just_coming_back(self, memory: Memory, so_far: PromptHistory):
        told, other, here = (
            said(memory, "Nora lives in Porto."),
            said(memory, "Nora sings."),
            memory.begin_conversation(),
        )
        reply, found = committed(memory, "Where does Nora live?", here), brought(told, other)
        memory.forgetting.message(told.id)
        assert [note.text for note in so_far.remember(reply, found).notes] == ["Nora sings."]

    def test_nor_when_it_had_come_back_at_a_line_that_was_not_committed_yet(
        self, memory: Memory, so_far: PromptHistory
    ):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        reply = draft(memory, "Where does Nora live?", here)
        so_far.remember(reply, brought(told))
        memory.forgetting.message(told.id)
        reply.commit(said(memory, "Where does Nora live?", here))
        assert so_far.lines(here) == [PromptLine("you", "Where does Nora live?")]

    def test_what_was_brought_back_may_come_back_to_her_again(self, memory: Memory, so_far: PromptHistory):
        told, here = said(memory, "Nora lives in Porto."), memory.begin_conversation()
        memory.forgetting.undo(memory.forgetting.message(told.id))
        so_far.remember(committed(memory, "Where does Nora live?", here), brought(told))
        assert so_far.lines(here)[0].notes

    def test_what_she_knows_is_told_anew_without_it(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        memory.facts.add("You live in Porto.")
        told = said(memory, "My cat is Miso.")
        here = memory.begin_conversation()
        so_far.begin(generator, here)
        generator.prefill(Turn(1, time.monotonic), [PromptLine("you", "Hi.")])
        memory.forgetting.fact(memory.facts.list()[0].id)
        memory.forgetting.message(told.id)
        so_far.begin(generator, here)
        generator.prefill(Turn(2, time.monotonic), [PromptLine("you", "Hi.")])
        before, after = (str(request.prompt) for request in llm.read_ahead)
        assert "You live in Porto." in before
        assert "You live in Porto." not in after


FATHER = FactCandidate("boundary", "topic father", "father", "Never bring up your father.", "Never bring up my father")


class TestWhatSheKnows:
    def prompt(self, generator: Generator, llm: ScriptedMind) -> str:
        generator.prefill(Turn(1, time.monotonic), [PromptLine("you", "Hi.")])
        return str(llm.read_ahead[-1].prompt)

    def test_the_prompt_begins_with_facts_and_earlier_days(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        memory.facts.add("You live in Porto.")
        told = said(memory, "I went to the sea.")
        keep_day(memory, told, "You told me you went to the sea.")
        so_far.begin(generator, memory.begin_conversation())
        prompt = self.prompt(generator, llm)
        assert "You live in Porto." in prompt
        assert 'remembers 2 March: "You told me you went to the sea."' in prompt

    def test_the_day_of_the_conversation_itself_is_not_among_them(self, memory: Memory, so_far: PromptHistory):
        days = [said(memory, f"Sea {number}.") for number in range(EARLIER + 3)]
        for told in days:
            keep_day(memory, told, told.text)
        assert [day.text for day in so_far.summaries(days[-2].conversation)] == ["Sea 6.", "Sea 4.", "Sea 3.", "Sea 2."]

    def test_it_is_told_once_a_conversation_so_that_what_was_read_stays_good(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        here = memory.begin_conversation()
        so_far.begin(generator, here)
        before = self.prompt(generator, llm)
        memory.facts.add("You live in Porto.")
        so_far.begin(generator, here)
        assert self.prompt(generator, llm) == before
        so_far.begin(generator, memory.begin_conversation())
        assert "You live in Porto." in self.prompt(generator, llm)

    def test_what_the_two_share_is_in_it_but_no_forbidden_topic(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        memory.facts.add("You call your car “Bertha”.", "shared")
        memory.facts.add("We laugh about “my father's sombrero”.", "shared")
        memory.facts.accept(FATHER, said(memory, "Never bring up my father.").id)
        here = memory.begin_conversation()
        so_far.begin(generator, here)
        before = self.prompt(generator, llm)
        assert "You call your car 'Bertha'." in before
        assert "sombrero" not in before
        memory.facts.add("You call me “captain”.", "shared")
        so_far.begin(generator, here)
        assert self.prompt(generator, llm) == before  # what was read of it stays good
        so_far.begin(generator, memory.begin_conversation())
        assert "captain" in self.prompt(generator, llm)

    def test_the_rules_that_were_read_for_the_line_are_not_read_again(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        rule = ToldRule(1, Manner("niceness", "less"), ALWAYS, "Be blunter.", datetime(2026, 3, 2), None)
        here = memory.begin_conversation()
        so_far.begin(generator, here, manners=Manners([rule]))
        assert "Be blunter than usual" in self.prompt(generator, llm)
        assert so_far.is_changed(generator, here, remembering=True)
        so_far.begin(generator, here)
        assert "Be blunter than usual" not in self.prompt(generator, llm)

    def test_who_is_not_to_remember_is_told_nothing(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, llm: ScriptedMind
    ):
        memory.facts.add("You live in Porto.")
        keep_day(memory, said(memory, "I went to the sea."), "You told me you went to the sea.")
        here = memory.begin_conversation()
        so_far.begin(generator, here)
        so_far.begin(generator, here, remembering=False)
        prompt = self.prompt(generator, llm)
        assert "Porto" not in prompt
        assert "went to the sea" not in prompt


class TestPlace:
    def test_it_tells_what_the_mind_has_before_it_anyway(
        self, memory: Memory, so_far: PromptHistory, generator: Generator
    ):
        first = said(memory, "I am tired.")
        reply = committed(memory, "And now?", first.conversation)
        assert reply.message is not None
        place = so_far.context(reply, generator, so_far.up_to(reply))
        assert (place.conversation, place.message, place.verbatim_from) == (
            first.conversation,
            reply.message.id,
            first.id,
        )

    def test_what_no_longer_fits_the_prompt_is_not_in_view(self, memory: Memory, so_far: PromptHistory):
        llm = ScriptedMind(context=600)
        generator = Generator(llm, PromptBuilder(Persona("Ada", "Theo"), "transcript", 600, llm.count))
        here = memory.begin_conversation()
        lines = [said(memory, "word " * 40, here) for _ in range(20)]
        reply = draft(memory, "And now?", here)
        place = so_far.context(reply, generator, so_far.up_to(reply))
        assert place.message is None
        assert place.verbatim_from is not None
        assert lines[0].id < place.verbatim_from <= lines[-1].id

    def test_at_the_first_line_nothing_is_in_view(self, memory: Memory, so_far: PromptHistory, generator: Generator):
        reply = draft(memory, "And now?", memory.begin_conversation())
        assert so_far.context(reply, generator, so_far.up_to(reply)).verbatim_from is None


def test_today_is_the_clocks(so_far: PromptHistory, clock: Clock):
    clock.wait(days=1)
    assert so_far.today == date(2026, 3, 3)


def keep_day(memory: Memory, told: Message, summary: str) -> None:
    day = DaySummary(told.conversation, told.at, "A day", summary, (), "", told.id)
    assert memory.summaries.save(day, memory.messages(told.conversation))


def test_a_draft_whose_line_has_been_stored_but_not_committed_does_not_hold_it_twice(
    memory: Memory, so_far: PromptHistory
) -> None:
    first = said(memory, "I can't do this anymore.")
    preemptive = draft(memory, "No.", first.conversation)
    said(memory, "No.", first.conversation)
    assert [line.text for line in so_far.up_to(preemptive)] == ["I can't do this anymore.", "No."]


class TestHours:
    def test_another_part_of_the_day_is_told_once_nobody_talks(
        self, memory: Memory, so_far: PromptHistory, generator: Generator, clock: Clock
    ):
        here = memory.begin_conversation()
        so_far.begin(generator, here)
        assert not so_far.is_changed(generator, here, True, quiet=True)
        clock.wait(hours=12)
        assert not so_far.is_changed(generator, here, True), "somebody would wait for it"
        assert so_far.is_changed(generator, here, True, quiet=True)
        so_far.begin_anew(generator, here, True)
        assert not so_far.is_changed(generator, here, True, quiet=True)
