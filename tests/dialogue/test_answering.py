"""Lines in, answers out: care first, what becomes of drafts, and that every line is judged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from companion.care import Care
from companion.dialogue.responders.retrieval import FILLERS
from companion.errors import CompanionError, WorkerError
from companion.events import CareTaken, Failed, Heard, Recalled, Said, Source, TurnDone
from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory, Message
from companion.remembering import extract_facts
from companion.replying.fixed_replies import UNTOLD
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder, PromptLine
from companion.replying.summaries import Summarizer
from models.language import LabelScores, ScoreRequest
from tests.core import Core, a_memory, core
from tests.fakes import Hold, ScriptedMind

DANGER = "I want to kill myself."


def test_a_danger_is_answered_in_draft_too_without_the_mind_and_shown_only_with_its_line(her: Core):
    her.begin_preemptive_reply(DANGER)
    assert her.told.of(Said) == []
    her.final_transcript(DANGER)
    her.loudspeaker.flow()
    her.told.until(TurnDone)
    assert her.told.of(Said)
    assert her.llm.requests == []


def test_who_hints_at_danger_is_asked_and_a_clear_no_is_believed_before_the_mind_goes_on(her: Core):
    talk = Talk(her)
    asked = talk.say("I just can't do this anymore.")
    assert "?" in asked
    assert asked.startswith("You said, “I just can't do this anymore.”")
    assert [(event.level, event.kind) for event in her.told.of(CareTaken)] == [("ask", "suicide")]
    believed = talk.say("No, I mean this crossword.")
    assert "elieve you" in believed or "your word" in believed or "needn't worry" in believed
    assert len(her.told.of(CareTaken)) == 1
    assert her.llm.requests == []
    assert talk.say("Seven letters, a kind of boat.") == "Answer number 1."


def test_who_says_yes_to_her_question_is_told_of_help(her: Core):
    talk = Talk(her)
    talk.say("I just can't do this anymore.")
    assert "findahelpline.com" in talk.say("Yes.")
    assert [(event.level, event.kind) for event in her.told.of(CareTaken)] == [("ask", "suicide"), ("safe", "suicide")]


def test_who_passes_over_her_question_is_answered_and_asked_once_more_later(her: Core):
    talk = Talk(her)
    talk.say("I just can't do this anymore.")
    assert talk.say("Who wrote the Pastoral Symphony?") == "Answer number 1."
    assert len(her.told.of(CareTaken)) == 1
    again = talk.say("The neighbours are having a party again.")
    assert again.startswith("Answer number 2. ")
    assert "findahelpline.com" in again
    assert [event.level for event in her.told.of(CareTaken)] == ["ask", "ask"]
    assert talk.say("Who wrote the Pastoral Symphony?") == "Answer number 3."


def test_after_a_danger_she_says_that_she_stays_when_the_talk_goes_elsewhere(her: Core):
    talk = Talk(her)
    talk.say(DANGER)
    reply = talk.say("Who wrote the Pastoral Symphony?")
    assert reply.startswith("Answer number 1. ")
    assert "help" in reply.removeprefix("Answer number 1. ")
    assert "findahelpline.com" not in reply
    assert talk.say("And the Eroica, when was that?") == "Answer number 2."


def test_a_draft_that_is_dropped_in_the_middle_is_judged_too(her: Core):
    generator = Hold()
    her.llm.enqueue([generator, "Never said."])
    her.interim_transcript("How are")
    generator.until_reached()
    her.spoken.speech_resumed()
    assert her.end_of_turn_estimate() == EndOfTurnEstimate()


def test_a_draft_that_never_reached_the_mind_is_judged_too(her: Core):
    generator = Hold()
    her.llm.enqueue([generator])
    her.interim_transcript("How")
    generator.until_reached()
    for text in ("How are", "How are you"):
        her.interim_transcript(text)
    assert [her.end_of_turn_estimate() for _ in range(3)] == [EndOfTurnEstimate()] * 3
    assert her.llm.requests[-1].line == "How are you"


def test_the_prompt_of_a_draft_holds_its_line_though_that_is_not_kept_yet(her: Core):
    her.begin_preemptive_reply("How are you?")
    assert str(her.llm.requests[0].prompt).endswith("Theo: How are you?\nAda:")
    her.final_transcript("How are you?")
    her.loudspeaker.flow()
    her.told.until(TurnDone)
    her.say("And now?")
    her.told.until(TurnDone)
    assert str(her.llm.requests[1].prompt).count("How are you?") == 1


def test_another_mind_finishes_nothing_that_was_dropped(her: Core):
    her.begin_preemptive_reply("How are")
    her.spoken.dropped(1.0)
    other = ScriptedMind()
    her.use_llm(other)
    her.say("How are you?")
    her.loudspeaker.flow()
    assert her.told.until(TurnDone).reply == "Answer number 1."
    assert len(other.requests) == 1


SISTER, WHERE = "My sister Nora lives in Porto.", "Where does my sister live?"


def told(memory: Memory, *texts: str) -> list[Message]:
    """Long ago, each in a conversation of its own."""
    at = datetime(2025, 11, 3, 21)
    return [memory.add(memory.begin_conversation(), "you", text, "voice", at) for text in texts]


def prompts(llm: ScriptedMind) -> list[str]:
    return [str(request.prompt) for request in llm.requests]


class Talk:
    """Lines said to her one after the other; her voice is quick."""

    def __init__(self, her: Core) -> None:
        self.her = her
        her.loudspeaker.flow()

    def say(self, text: str) -> str:
        """Her reply, without what she says while she thinks back."""
        self.her.say(text)
        reply = self.her.told.until(TurnDone).reply
        return reply.removeprefix(next((words for words in FILLERS if reply.startswith(words)), "")).strip()

    def write(self, text: str) -> str:
        """Her reply to a line that was typed."""
        self.her.turn_taking.commit_typed(text)
        return self.her.told.until(TurnDone).reply


class TestRemembering:
    """A question whose answer was told long ago."""

    @pytest.fixture
    def life(self, memory: Memory) -> list[Message]:
        return told(memory, SISTER, "The train was late again.", "I am tired of the rain.")

    def test_the_memory_is_shown_before_the_reply_and_kept_with_it(
        self, memory: Memory, life: list[Message], her: Core
    ):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.")
        assert Talk(her).say(WHERE) == "In Porto, you told me."
        (recalled,) = her.told.of(Recalled)
        assert recalled.memories == (Source(life[0].id, "2025-11-03T21:00:00", SISTER),)
        order = [type(event) for event in her.told.all]
        assert order.index(Heard) < order.index(Recalled) < len(order) - 1 - order[::-1].index(Said)
        ((_, drawn),) = memory.sources(her.turn_taking.conversation).items()
        assert drawn == (life[0],)

    def test_each_next_prompt_begins_with_the_one_before(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.", " By the river.")
        talk = Talk(her)
        for text in (WHERE, "It was so.", "And now?"):
            talk.write(text)
        first, second, third = prompts(her.llm)
        assert SISTER.rstrip(".") in first
        assert second.startswith(f"{first} In Porto, you told me.\n")
        assert third.startswith(f"{second} By the river.\n")

    def test_a_reply_that_brings_up_what_was_never_said_is_replaced(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Lisbon, with Rui.", " In Lisbon, since 2012.")
        assert Talk(her).say(WHERE) == f"I'm not sure. On 3 November 2025 you said: “{SISTER}”"

    def test_what_is_only_near_to_an_answer_is_shown_with_her_doubt_and_the_mind_adds_nothing(
        self, life: list[Message], her: Core
    ):
        her.llm.opinion = 0.7
        assert Talk(her).say(WHERE) == f"I'm not sure. On 3 November 2025 you said: “{SISTER}”"
        assert her.llm.requests == []
        assert her.told.of(Recalled)

    def test_a_mind_that_can_not_judge_sees_for_itself(self, life: list[Message], her: Core):
        her.llm.enqueue(" Porto, of course.")
        assert Talk(her).say(WHERE) == "Porto, of course."
        (prompt,) = prompts(her.llm)
        assert SISTER.rstrip(".") in prompt
        assert her.told.of(Recalled)

    def test_who_is_not_to_remember_is_asked_only_what_was_said_here(
        self, memory: Memory, life: list[Message], her: Core
    ):
        memory.facts.add("You live in Faro.")
        her.answering.use_settings(Care(her.settings), remembering=False)
        her.llm.opinion = 0.95
        talk = Talk(her)
        assert talk.say(WHERE) == "Answer number 1."
        assert her.told.of(Recalled) == []
        assert "Porto" not in prompts(her.llm)[0]
        assert "Faro" not in prompts(her.llm)[0]
        judged = len(her.llm.judged)
        talk.say("What is my sister called?")
        assert len(her.llm.judged) == judged


class TestThinkingBack:
    @pytest.fixture
    def life(self, memory: Memory) -> list[Message]:
        return told(memory, SISTER, "The train was late again.", "I am tired of the rain.")

    def test_who_speaks_with_her_hears_at_once_that_she_thinks(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.")
        her.loudspeaker.flow()
        her.say(WHERE)
        said = her.told.until(TurnDone).reply
        assert any(said == f"{words} In Porto, you told me." for words in FILLERS)
        assert her.told.of(Said)[0].text in FILLERS

    def test_what_takes_no_thinking_is_answered_straight(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.loudspeaker.flow()
        her.say("It rained all day.")
        assert her.told.until(TurnDone).reply == "Answer number 1."

    def test_who_writes_reads_only_the_answer(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.")
        assert Talk(her).write(WHERE) == "In Porto, you told me."


class TestWhatNobodyToldHer:
    def test_she_says_so_in_other_words_each_time_and_the_mind_does_not_invent(self, memory: Memory, her: Core):
        told(memory, "My sister Nora has a cat.", "The train was late again.")
        her.llm.opinion = 0.1
        talk = Talk(her)
        replies = [talk.say(text) for text in (WHERE, "What is my sister's job?", "When did my sister move?")]
        assert set(replies) <= set(UNTOLD)
        assert len(set(replies)) == 3
        assert her.llm.requests == []
        assert her.told.of(Recalled) == []

    def test_so_she_does_when_nothing_bears_on_it_though_the_mind_can_not_judge(self, memory: Memory, her: Core):
        told(memory, "The train was late again.")
        assert Talk(her).say("What is my dentist called?") in UNTOLD
        assert her.llm.requests == []

    def test_the_time_it_took_is_told_too(self, her: Core):
        her.llm.opinion = 0.1
        her.loudspeaker.flow()
        her.say(WHERE)
        assert "recall" in her.told.until(TurnDone).phases


def test_what_is_never_to_be_brought_up_she_cannot_say_unless_it_was_just_spoken_of(memory: Memory, her: Core):
    (limit,) = extract_facts("Never bring up my father.", datetime(2026, 3, 2))
    said = memory.add(memory.begin_conversation(), "you", "Never bring up my father.", "voice")
    assert memory.facts.accept(limit, said.id)
    talk = Talk(her)
    for text in ("I can't sleep.", "My father rang.", "And then?", "It rains.", "It pours."):
        talk.write(text)
    banned = ["father" in request.banned for request in her.llm.requests]
    assert banned == [True, False, False, True, True]


class TestADraft:
    @pytest.fixture
    def life(self, memory: Memory) -> list[Message]:
        return told(memory, SISTER, "The train was late again.", "I am tired of the rain.")

    def test_what_came_back_at_it_is_shown_only_with_its_line(self, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.")
        her.begin_preemptive_reply(WHERE)
        assert her.told.of(Recalled) == []
        her.final_transcript(WHERE)
        her.loudspeaker.flow()
        her.told.until(TurnDone)
        assert len(her.told.of(Recalled)) == 1

    def test_one_that_is_dropped_leaves_no_trace(self, memory: Memory, life: list[Message], her: Core):
        her.llm.opinion = 0.95
        her.llm.enqueue(" In Porto, you told me.", " Hello.")
        her.begin_preemptive_reply(WHERE)
        her.spoken.dropped(1.0)
        Talk(her).say("Hello there, how are you?")
        assert her.told.of(Recalled) == []
        assert "Porto" not in prompts(her.llm)[-1]
        assert memory.sources(her.turn_taking.conversation) == {}

    def test_its_judging_ends_at_once_when_it_is_dropped(self, life: list[Message], her: Core):
        llm = Pondering()
        her.use_llm(llm)
        llm.judged_once.wait(20)
        llm.pondering = Hold()
        her.interim_transcript(WHERE)
        llm.pondering.until_reached()
        stopped = llm.aborted
        her.spoken.speech_resumed()
        assert llm.aborted > stopped
        assert her.end_of_turn_estimate() == EndOfTurnEstimate()
        assert llm.requests == []


class Pondering(ScriptedMind):
    """Takes its time over whether words are an answer, until it is stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.pondering: Hold | None = None
        self.judged_once = threading.Event()

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        self.judged_once.set()
        if self.pondering is None:
            return super().score(request, cancelled)
        list(self._perform([self.pondering], cancelled))
        return None


class TestWishes:
    """What is asked of her memory by saying so is done and said, without the mind."""

    def test_what_is_to_be_remembered_is(self, memory: Memory, her: Core):
        reply = Talk(her).say("Remember that my sister lives in Porto.")
        assert reply == "I'll remember that. Your sister lives in Porto."
        assert [fact.text for fact in memory.facts.list()] == ["Your sister lives in Porto."]
        assert her.llm.requests == []

    def test_a_draft_does_nothing_before_its_line_is_certain(self, memory: Memory, her: Core):
        her.begin_preemptive_reply("Remember that my sister lives in Porto.")
        assert memory.facts.list() == []
        her.spoken.dropped(1.0)
        her.begin_preemptive_reply("Remember that my sister lives in Porto and")
        her.spoken.dropped(1.0)
        assert memory.facts.list() == []
        assert (
            Talk(her).say("Remember that my sister lives in Faro.") == "I'll remember that. Your sister lives in Faro."
        )
        assert [fact.text for fact in memory.facts.list()] == ["Your sister lives in Faro."]

    def test_what_was_forgotten_is_in_no_later_prompt(self, memory: Memory, her: Core):
        told(memory, SISTER, "The train was late again.", "I am tired of the rain.")
        memory.facts.add("Your sister Nora is a nurse.")
        her.llm.opinion = 0.95
        her.llm.enqueue(" Porto, you told me.")
        talk = Talk(her)
        talk.say(WHERE)
        assert "Nora" in prompts(her.llm)[-1]
        assert talk.say("Forget what I said about Nora.") == "I've forgotten that. Say “undo” if you want it back."
        talk.say("I am tired of this town, I think.")
        assert "Nora" not in prompts(her.llm)[-1]
        her.turn_taking.begin_conversation()
        assert talk.say(WHERE) in UNTOLD

    def test_what_is_brought_back_may_come_back_to_her_again(self, memory: Memory, her: Core):
        told(memory, SISTER, "The train was late again.", "I am tired of the rain.")
        her.llm.opinion = 0.95
        talk = Talk(her)
        talk.say("Forget what I said about Nora.")
        assert talk.say("Undo.") == "It's back, as if nothing had happened."
        her.llm.enqueue(" In Porto.")
        assert talk.say(WHERE) == "In Porto."

    @pytest.mark.parametrize("text", ["Undo the buttons.", "Keep it.", "No, my name is Theo."])
    def test_what_asks_for_nothing_that_can_be_done_is_answered_by_the_mind(self, her: Core, text: str):
        assert Talk(her).say(text) == "Answer number 1."

    def test_a_danger_comes_first(self, memory: Memory, her: Core):
        reply = Talk(her).say("Remember that I want to kill myself.")
        assert "112" in reply or "911" in reply or "emergency" in reply.lower()
        assert "remember" not in reply.lower()
        assert memory.facts.list() == []


class TestFailing:
    def test_a_mind_that_dies_while_it_warms_up_is_asked_again(self, her: Core):
        class Dying(ScriptedMind):
            def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
                raise WorkerError("Her mind stopped unexpectedly.")

        her.use_llm(Dying())
        assert Talk(her).say("How are you?") == "Answer number 1."

    def test_one_that_dies_while_it_judges_says_so_and_the_next_line_is_answered(self, memory: Memory, her: Core):
        told(memory, SISTER, "The train was late again.", "I am tired of the rain.")

        class Dying(ScriptedMind):
            def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
                raise WorkerError("Her mind stopped unexpectedly; please try again.")

        her.use_llm(Dying())
        her.loudspeaker.flow()
        her.say(WHERE)
        assert her.told.until(Failed).message == "Her mind stopped unexpectedly; please try again."
        her.told.until(TurnDone)
        assert Talk(her).say("How are you?") == "Answer number 1."

    def test_a_disk_that_fails_in_a_quiet_moment_costs_nothing(self, tmp_path: Path):
        with a_memory(tmp_path) as memory:
            broken = Unreadable(memory)
            with core(broken) as her:
                talk = Talk(her)
                talk.say("It rained.")
                broken.fails = True
                her.answering.fold_prompt(her.turn_taking.conversation)
                broken.tried.wait(20)
                broken.fails = False
                assert talk.say("How are you?") == "Answer number 2."


class Unreadable:
    """A memory that can't be read while it `fails`."""

    def __init__(self, memory: Memory) -> None:
        self._memory, self.fails, self.tried = memory, False, threading.Event()

    def messages(self, conversation: int) -> list[Message]:
        if self.fails:
            self.tried.set()
            raise CompanionError("The disk can't be read.")
        return self._memory.messages(conversation)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._memory, name)


def test_in_a_quiet_moment_a_full_prompt_is_folded_and_read_again(memory: Memory, her: Core):
    llm = ScriptedMind(context=4096)
    summarizer = Summarizer(llm, Persona("Ada", "Theo"), "transcript")
    prompts = PromptBuilder(Persona("Ada", "Theo"), "transcript", 4096, llm.count)
    here = her.turn_taking.conversation
    lines = [PromptLine("you", "It rained.")]
    while not prompts.fold_due(lines):
        lines = [
            PromptLine("you", f"The lemon tree in Porto {'is in bloom ' * 9}."),
            PromptLine("her", "How nice."),
            *lines,
        ]
    for line in lines[:-1]:
        memory.add(here, line.speaker, line.text, "typed")
    awake, folded = Hold(), Hold()
    llm.reading = [awake]
    her.answering.use_generator(Generator(llm, prompts, None, summarizer), here)
    awake.until_reached()
    llm.release(awake)
    llm.reading = [folded]
    her.answering.fold_prompt(here)
    folded.until_reached()
    llm.release(folded)
    Talk(her).say("And now?")
    after = str(llm.requests[-1].prompt)
    assert "what came before" in after
    assert after.count("How nice.") < len(lines) / 4
    assert any("what came before" in str(ahead.prompt) for ahead in llm.read_ahead)
