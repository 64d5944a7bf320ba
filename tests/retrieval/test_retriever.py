"""Retrieval finds what the LLM judges an answer, knows what nobody told her, and rarely adds anything unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.memory import Memory, Message
from companion.memory.fact import FactCandidate
from companion.remembering import extract_facts
from companion.retrieval.llm_judge import RelevanceScore
from companion.retrieval.ranking import MOST_JUDGED
from companion.retrieval.retriever import RetrievalResult, Retriever, TurnContext
from tests.clock import Clock
from tests.memory.vectors import WordVectors

SISTER = "My sister Nora lives in Porto."
WHERE = "Where does my sister live?"


def never() -> bool:
    return False


class Opinions:
    """Judges words an answer if the test says so, and nothing else."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.says_so = 5.0
        """How sure it is of those, in log odds."""
        self.able = True

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        self.asked.append(words)
        return (
            RelevanceScore(self._of(words), 10.0 * (words in self.answers)) if self.able and not cancelled() else None
        )

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        return None if cancelled() else self._of(words)

    def _of(self, words: str) -> float:
        return self.says_so if words in self.answers else -4.0


class Life:
    """A memory in which each line has its own conversation, unless the test names one."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self.memory, self.clock = memory, clock
        self.retriever = Retriever(memory)
        self.here = memory.begin_conversation()

    def tell(self, text: str, *facts: FactCandidate, her: bool = False, conversation: int | None = None) -> Message:
        where = conversation if conversation is not None else self.memory.begin_conversation()
        said = self.memory.add(where, "her" if her else "you", text, "voice")
        for fact in facts:
            assert self.memory.facts.accept(fact, said.id)
        self.clock.wait(days=1)
        return said

    def bring(self, text: str, judge: Opinions | None, in_view: int | None = None) -> RetrievalResult:
        """Retrieve for a line that is committed now."""
        self.retriever.judge = judge
        said = self.memory.add(self.here, "you", text, "voice")
        return self.retriever.retrieve(text, TurnContext(self.here, said.id, in_view), never)


@pytest.fixture
def life(memory: Memory, clock: Clock) -> Life:
    return Life(memory, clock)


def texts(brought: RetrievalResult) -> list[str]:
    return [one.text for one in brought.memories]


class TestAskedForAMemory:
    def test_what_was_told_long_ago_comes_back_with_who_said_it_and_when(self, life: Life):
        told = life.tell(SISTER)
        life.clock.wait(days=300)
        brought = life.bring(WHERE, Opinions(SISTER))
        (memory,) = brought.memories
        assert (memory.message, memory.speaker, memory.when) == (told.id, "you", told.at)
        assert (brought.asked, brought.judged, brought.unknown) == (True, True, False)

    def test_what_the_llm_judges_no_answer_is_not_retrieved(self, life: Life):
        life.tell("My sister Nora has a cat.")
        brought = life.bring(WHERE, Opinions())
        assert brought == RetrievalResult((), asked=True, judged=True)
        assert brought.unknown

    def test_what_was_said_in_this_conversation_is_quoted_in_doubt_where_the_llm_finds_no_answer(self, life: Life):
        life.tell("Number forty-two had her calf behind the hedge.", conversation=life.here)
        life.tell("The mother of number nine is ill.")
        brought = life.bring("What number did I say the calf was?", Opinions())
        assert texts(brought) == ["Number forty-two had her calf behind the hedge."]
        assert (brought.judged, brought.sure) == (True, False)
        assert life.bring("What number was the calf of mine?", Opinions()).unknown
        assert life.bring("What did I say my dentist is called?", Opinions()).unknown

    def test_what_nobody_spoke_of_is_unknown_without_asking_the_llm(self, life: Life):
        judge = Opinions()
        life.tell("The train was late.")
        assert life.bring("What is my dentist called?", judge).unknown
        assert judge.asked == []

    @pytest.mark.parametrize("llm", [True, False])
    def test_without_a_judge_the_likeliest_are_retrieved(self, life: Life, llm: bool):
        life.tell(SISTER)
        for text in ("My sister rang.", "We live quietly.", "The train was late.", "I am tired.", "It rains."):
            life.tell(text)
        judge = Opinions() if llm else None
        if judge:
            judge.able = False
        brought = life.bring(WHERE, judge)
        assert brought.asked
        assert not brought.judged
        assert SISTER in texts(brought)
        assert len(brought.memories) == 2

    def test_it_is_told_whether_it_is_an_answer_or_only_near_to_one(self, life: Life):
        life.tell(SISTER)
        judge = Opinions(SISTER)
        assert life.bring(WHERE, judge).sure
        judge.says_so = 1.0
        brought = life.bring(WHERE, judge)
        assert texts(brought) == [SISTER]
        assert not brought.sure

    def test_a_question_that_need_not_ask_for_a_memory_is_answered_from_one_only_when_it_is_certain(self, life: Life):
        told = life.tell("The ferry leaves at nine.").text
        judge = Opinions(told)
        assert texts(life.bring("When does the ferry leave?", judge)) == [told]
        judge.says_so = 1.0
        assert not life.bring("When does the ferry leave?", judge).asked

    @pytest.mark.parametrize(
        "asked",
        ["What's the name of next door's cat?", "Which hospital was dad's hip done in?", "What is his wife like?"],
    )
    def test_nothing_is_retrieved_about_an_unknown_person(self, life: Life, asked: str):
        life.tell("The cat sleeps, dad is in the garden.")
        assert life.bring(asked, Opinions()).unknown

    @pytest.mark.parametrize("asked", ["Who is Mozart?", "Where is Porto?", "Who wrote Hamlet?", "What does a vet do?"])
    def test_a_question_about_the_world_is_not_unknown(self, life: Life, asked: str):
        life.tell(
            "My ex lives in Leeds.",
            FactCandidate("person", "home", "leeds", "Your ex lives in Leeds.", "My ex lives in Leeds", "", "ex"),
        )
        for _ in range(2):
            assert not life.bring(asked, Opinions()).asked
        assert not life.bring("What is the next planet after Mars?", Opinions()).asked

    def test_a_forbidden_topic_answers_no_question_about_something_else(self, life: Life):
        said = life.tell("My vet said that Rex is ill, and my vet is called Tom.").text
        (limit,) = extract_facts("Never bring up Rex.", life.clock())
        life.tell("Never bring up Rex.", limit)
        assert texts(life.bring("What's my vet called?", Opinions(said))) == []
        assert texts(life.bring("What did my vet say about Rex?", Opinions(said))) == [said]

    def test_the_first_word_of_an_earlier_question_is_no_known_name(self, life: Life):
        life.tell("What is a fugue?")
        life.tell("What a day.")
        assert not life.bring("What is a sonata?", Opinions()).asked

    @pytest.mark.parametrize("asked", ["And who was it before that?", "And who was that?"])
    def test_a_question_that_points_back_is_looked_up_with_the_one_before(self, life: Life, asked: str):
        life.tell("Dr. Ferreira is my doctor.")
        said = life.memory.add(life.here, "you", asked, "voice")
        life.retriever.judge = judge = Opinions("Dr. Ferreira is my doctor.")
        place = TurnContext(life.here, said.id, None, before="Who's my doctor at the moment?")
        assert texts(life.retriever.retrieve(asked, place, never)) == ["Dr. Ferreira is my doctor."]
        assert judge.asked == ["Dr. Ferreira is my doctor."]

    def test_of_several_answers_the_newest_counts(self, life: Life):
        lines = [life.tell(f"My sister lives in {place} this year.").text for place in ("Porto", "Faro")]
        assert texts(life.bring(WHERE, Opinions(*lines))) == lines[1:]

    def test_what_was_told_later_of_the_same_thing_comes_back_with_it(self, life: Life):
        life.memory.recall.use_embedder(WordVectors())
        first = life.tell("We booked the island of Orkney for the holiday in August.").text
        later = life.tell("We had to scrap the island of Orkney in August, so Faro.").text
        for text in ("The train was late.", "I am tired.", "It rains."):
            life.tell(text)
        while life.memory.recall.embed_pending():
            pass
        judge = Opinions(first)
        assert texts(life.bring("Where is our holiday?", judge)) == [first]
        judge.answers = (first, later)
        assert texts(life.bring("Where is our holiday?", judge)) == [first, later]

    def test_on_slow_is_called_once_and_as_soon_as_it_is_certain(self, life: Life):
        life.tell(SISTER)
        life.retriever.judge = judge = Opinions(SISTER)
        told: list[int] = []
        for _ in range(2):
            judge.asked.clear()
            life.retriever.retrieve(
                WHERE, TurnContext(life.here, None, None), never, lambda: told.append(len(judge.asked))
            )
        assert told == [1, 0], "after its first opinion, and then before it"

    def test_on_slow_is_not_called_for_an_llm_that_can_not_score(self, life: Life):
        life.tell(SISTER)
        life.retriever.judge = judge = Opinions(SISTER)
        judge.able = False
        told: list[str] = []
        life.retriever.retrieve(WHERE, TurnContext(life.here, None, None), never, lambda: told.append("Hm."))
        assert told == []

    def test_the_llm_scores_only_a_few(self, life: Life):
        for number in range(9):
            life.tell(f"My sister rang, she lives well, the {number}th time.")
        judge = Opinions()
        life.bring(WHERE, judge)
        assert len(judge.asked) == MOST_JUDGED

    def test_a_question_is_no_answer(self, life: Life):
        life.tell(WHERE)
        life.tell("Where does my sister live now?")
        judge = Opinions()
        assert life.bring(WHERE, judge).unknown
        assert judge.asked == []

    def test_what_she_said_herself_counts_only_when_she_is_asked_for_it(self, life: Life):
        life.tell("Your sister lives in Rome.", her=True)
        life.tell(SISTER)
        judge = Opinions("Your sister lives in Rome.", SISTER)
        assert texts(life.bring(WHERE, judge)) == [SISTER]
        assert texts(life.bring("Where did you say my sister lives?", judge)) == ["Your sister lives in Rome."]

    def test_the_line_itself_and_what_comes_after_it_are_no_answers(self, life: Life):
        text = "My sister lives in Porto. Where does my sister live?"
        judge = Opinions(text)
        assert life.bring(text, judge).unknown

    def test_nor_when_a_fact_has_been_extracted_from_it(self, life: Life):
        text = "Where do I live? I live in Faro."
        said = life.tell(text, home("Faro"), conversation=life.here)
        life.retriever.judge = Opinions("I live in Faro", text)
        assert life.retriever.retrieve(text, TurnContext(life.here, said.id, None), never).unknown

    def test_of_somebody_who_was_told_of_it_is_asked_by_name(self, life: Life):
        nora = FactCandidate(
            "person", "sister nora home", "porto", "Nora lives in Porto.", SISTER[:-1], "Nora", "sister"
        )
        life.tell(SISTER, nora)
        assert texts(life.bring("Where does Nora live?", Opinions(SISTER))) == [SISTER]

    def test_the_words_behind_a_fact_are_found_though_the_question_shares_none(self, life: Life):
        told = "I've been at the library since March"
        life.tell(f"{told}!", FactCandidate("you", "job", "library", "You work at the library.", told))
        (memory,) = life.bring("Where do I work?", Opinions(told)).memories
        assert (memory.text, memory.why) == (told, "fact")


class TestOutdated:
    OLD, NEW = "I live in Porto, by the river.", "I live in Faro now."

    @pytest.fixture
    def moved(self, life: Life) -> Life:
        life.tell(self.OLD, home("Porto"))
        life.tell(self.NEW, home("Faro"))
        for text in ("The train was late.", "I am tired.", "It rains."):
            life.tell(text)
        return life

    def test_it_does_not_come_back(self, moved: Life):
        assert texts(moved.bring("Where do I live?", Opinions(self.OLD, self.NEW))) == [self.NEW]

    def test_it_does_when_the_past_is_asked_for(self, moved: Life):
        judge = Opinions(self.OLD, self.NEW)
        assert texts(moved.bring("Where did I live before?", judge)) == [self.OLD, self.NEW]

    def test_it_does_not_come_back_unasked_either(self, life: Life):
        line = "I live in Porto, by the river, I dreamt."
        life.memory.recall.use_embedder(WordVectors())
        life.tell(self.OLD, home("Porto"))
        life.memory.recall.embed_pending()
        assert texts(life.bring(line, None)) == [self.OLD]
        life.tell(self.NEW, home("Faro"))
        life.memory.forgetting.conversation(life.here)
        life.memory.recall.embed_pending()
        assert texts(life.bring(line, None)) == []


class TestUnasked:
    LINE = "Nora plays the violin in Porto tonight."

    @pytest.fixture(autouse=True)
    def _by_meaning(self, memory: Memory) -> None:
        memory.recall.use_embedder(WordVectors())

    def tell(self, life: Life, text: str, **how: bool) -> Message:
        said = life.tell(text, **how)  # type: ignore[arg-type]
        life.memory.recall.embed_pending()
        return said

    def test_one_that_fits_very_well_is_retrieved_without_the_llm(self, life: Life):
        self.tell(life, "Nora plays the violin in Porto.")
        self.tell(life, "Nora plays the violin in Porto tonight, again.")
        judge = Opinions()
        brought = life.bring(self.LINE, judge)
        assert len(brought.memories) == 1
        assert not brought.asked
        assert judge.asked == []

    @pytest.mark.parametrize(
        "told", ["Nora has a cold.", "Nora plays the violin in Porto tonight?", "The train was late."]
    )
    def test_what_fits_less_well_or_only_asks_does_not(self, life: Life, told: str):
        self.tell(life, told)
        assert life.bring(self.LINE, None) == RetrievalResult()

    def test_nothing_she_said_comes_back_unasked(self, life: Life):
        self.tell(life, "Nora plays the violin in Porto.", her=True)
        assert life.bring(self.LINE, None) == RetrievalResult()

    def test_what_stands_in_the_prompt_anyway_does_not(self, life: Life):
        told = life.tell("Nora plays the violin in Porto.", conversation=life.here)
        life.memory.recall.embed_pending()
        assert life.bring(self.LINE, None, in_view=told.id) == RetrievalResult()

    def test_what_has_left_the_prompt_does(self, life: Life):
        told = life.tell("Nora plays the violin in Porto.", conversation=life.here)
        view = life.tell("I am tired.", conversation=life.here)
        life.memory.recall.embed_pending()
        assert [one.message for one in life.bring(self.LINE, None, in_view=view.id).memories] == [told.id]

    @pytest.mark.parametrize("text", ["Nora plays.", "", "!"])
    def test_nothing_comes_back_at_a_word_or_two(self, life: Life, text: str):
        self.tell(life, "Nora plays.")
        assert life.bring(text, None) == RetrievalResult()


def test_what_was_forgotten_does_not_come_back(life: Life):
    told = life.tell(SISTER)
    life.memory.forgetting.message(told.id)
    judge = Opinions(SISTER)
    assert life.bring(WHERE, judge).unknown
    assert judge.asked == []


def test_a_preemptive_reply_finds_memories_too(life: Life):
    life.tell(SISTER)
    life.retriever.judge = Opinions(SISTER)
    assert texts(life.retriever.retrieve(WHERE, TurnContext(life.here, None, None), never)) == [SISTER]


def test_once_cancelled_the_llm_is_asked_nothing_more(life: Life):
    for number in range(4):
        life.tell(f"My sister lives well, the {number}th time.")
    life.retriever.judge = judge = Opinions()
    life.retriever.retrieve(WHERE, TurnContext(life.here, None, None), lambda: True)
    assert len(judge.asked) == 1


def home(place: str) -> FactCandidate:
    return FactCandidate("you", "home", place.lower(), f"You live in {place}.", f"I live in {place}")


def test_a_forbidden_topic_is_retrieved_only_when_it_is_asked_for(life: Life, memory: Memory):
    memory.recall.use_embedder(WordVectors())
    said = life.tell("My father painted boats in the old harbour.")
    memory.recall.embed_pending()
    line = "My father painted boats in the old harbour, I think."
    before = life.bring(line, None)
    (limit,) = extract_facts("Never bring up my father.", life.clock())
    life.tell("Never bring up my father.", limit)
    assert [one.message for one in before.memories] == [said.id]
    assert texts(life.bring(line, None)) == []
    assert texts(life.bring("What did my father paint?", Opinions(said.text))) == [said.text]


def test_a_general_question_is_no_question_of_what_she_was_told(life: Life):
    life.tell(SISTER)
    assert not life.bring("How long do I boil an egg?", Opinions()).asked
    assert life.bring("How long do I boil my sister's eggs?", Opinions()).asked
