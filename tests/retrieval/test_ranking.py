"""She answers from messages that can hold the answer and that the LLM scores well, and it is known how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from companion.memory.retrieved_memory import RetrievedMemory
from companion.retrieval.llm_judge import RelevanceScore
from companion.retrieval.ranking import (
    MOST_ENTAILED,
    MOST_JUDGED,
    RankedAnswer,
    most_promising,
    rank,
    with_later_changes,
)

ASKED = "Where does my sister live?"
BEGAN = datetime(2026, 3, 2, 21)


def never() -> bool:
    return False


def memory(number: int, text: str, score: float = 0.5) -> RetrievedMemory:
    """A memory; a higher number is later."""
    return RetrievedMemory(number, 1, "you", text, BEGAN + timedelta(days=number), "words", score)


class Mind:
    """Scores messages as a test says."""

    def __init__(self, **sure: float) -> None:
        self.sure = sure
        self.asked: list[str] = []
        self.settled: list[str] = []

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        self.asked.append(words)
        return None if cancelled() else RelevanceScore(self._of(words), self._of(words))

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        self.settled.append(words)
        return None if cancelled() else self._of(words)

    def _of(self, words: str) -> float:
        return next((sure for word, sure in self.sure.items() if word in words), -3.0)


def weighed(llm: Mind, *found: RetrievedMemory, past: bool = False, question: str = ASKED) -> RankedAnswer:
    likely = most_promising(question, found, {}, [])
    answer = rank(question, likely, llm, never, past)
    assert answer is not None
    return answer


def texts(answer: RankedAnswer) -> list[str]:
    return [one.text for one in answer.memories]


PORTO, FARO = memory(1, "My sister is in Porto."), memory(2, "My sister has moved to Faro.")
TIRED = memory(3, "My sister is tired of Braga.")


def test_what_the_llm_scores_well_is_an_answer():
    assert weighed(Mind(Porto=4.0), TIRED, PORTO) == RankedAnswer((PORTO,), sure=True)


def test_low_scores_give_no_answer_and_medium_ones_an_unsure_one():
    assert weighed(Mind(Porto=-1.0), PORTO) == RankedAnswer()
    assert weighed(Mind(Porto=0.9), PORTO) == RankedAnswer((PORTO,), sure=False)


def test_no_candidates_give_no_answer():
    assert weighed(Mind()) == RankedAnswer()


def test_words_that_can_not_hold_the_answer_need_higher_scores():
    seen = memory(1, "My sister is fine.", 0.5)
    assert weighed(Mind(fine=1.0), seen) == RankedAnswer()
    assert texts(weighed(Mind(Porto=1.0), PORTO)) == [PORTO.text]


def test_of_words_about_others_she_is_never_sure():
    brother = memory(1, "My brother lives in Porto.")
    assert not weighed(Mind(Porto=6.0), brother).sure


def test_what_comes_near_the_best_counts_only_when_the_past_is_asked_for():
    llm = Mind(Porto=3.0, Faro=4.0)
    assert texts(weighed(llm, FARO, PORTO)) == [FARO.text]
    assert texts(weighed(llm, FARO, PORTO, past=True)) == [PORTO.text, FARO.text]


class TestLaterChanges:
    BEST = RankedAnswer((PORTO,), sure=True)
    SCRAPPED = memory(4, "We've had to scrap Porto, for Braga.")

    def brought(self, llm: Mind, *later: RetrievedMemory) -> RankedAnswer:
        """Memories, each told after the one before it."""

        def after(memory: RetrievedMemory) -> list[RetrievedMemory]:
            return [one for one in later if one.when > memory.when]

        return with_later_changes(ASKED, self.BEST, after, llm, never)

    def test_counts_though_it_answers_less_well_and_comes_after_the_first(self):
        assert texts(self.brought(Mind(scrap=1.0), self.SCRAPPED)) == [PORTO.text, self.SCRAPPED.text]

    def test_does_not_when_the_llm_sees_no_answer_in_it(self):
        assert self.brought(Mind(scrap=0.5), self.SCRAPPED) == self.BEST
        assert self.brought(Mind()) == self.BEST

    def test_is_followed_further(self):
        found = [memory(number, f"We've left {number}.") for number in (5, 6, 7)]
        answer = self.brought(Mind(left=2.0), *found)
        assert texts(answer) == [PORTO.text, found[1].text]

    def test_only_the_most_related_are_scored(self):
        llm = Mind()
        self.brought(llm, *(memory(number, f"I am tired, {number}.") for number in range(5, 12)))
        assert llm.asked == ["I am tired, 5.", "I am tired, 6."]

    def test_without_an_answer_no_later_memories_are_looked_for(self):
        llm = Mind()
        assert with_later_changes(ASKED, RankedAnswer(), lambda _: [PORTO], llm, never) == RankedAnswer()
        assert llm.asked == []

    def test_when_cancelled_the_answer_stays_as_it_is(self):
        found = [self.SCRAPPED]
        assert with_later_changes(ASKED, self.BEST, lambda _: found, Mind(scrap=3.0), lambda: True) == self.BEST


def test_only_the_most_promising_are_scored_and_fewer_checked_for_entailment():
    llm = Mind()
    weighed(llm, *(memory(number, f"My sister, {number}.", 0.1 + number / 100) for number in range(12)))
    assert llm.asked == [f"My sister, {number}." for number in range(11, 11 - MOST_JUDGED, -1)]
    assert len(llm.settled) == MOST_ENTAILED


def test_words_of_the_right_type_and_about_the_right_person_are_scored_first():
    found = [memory(1, "I was tired.", 0.4), memory(2, "My brother is in Faro.", 0.4), memory(3, PORTO.text, 0.35)]
    assert [one.memory.message for one in most_promising(ASKED, found, {}, [])] == [3, 2, 1]


@pytest.mark.parametrize("stage", ["score", "entails"])
def test_an_llm_that_can_not_score_decides_nothing(stage: str):
    class Silent(Mind):
        pass

    setattr(Silent, stage, lambda *_: None)
    assert rank(ASKED, most_promising(ASKED, [PORTO], {}, []), Silent(), never) is None
