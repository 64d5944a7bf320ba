"""Memory commands are carried out: remember, correct, forget, and undo for as long as that is possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from companion.memory import Memory, Message
from companion.memory.fact import FactCandidate
from companion.remembering.background_jobs import extract_from_message
from companion.remembering.memory_commands import (
    EVERYTHING,
    FORGOTTEN,
    MOST_FORGOTTEN,
    NEXT_TIME,
    NOT_KEPT,
    UNDO_S,
    WHAT_TO_REMEMBER,
    WHOM,
    MemoryCommands,
    asks_to_undo,
)


@dataclass
class Later:
    """A timer that fires when the test says so."""

    waiting: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def __call__(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        one = (seconds, act)
        self.waiting.append(one)
        return lambda: self.waiting.remove(one) if one in self.waiting else None

    def come(self) -> None:
        """The time is up."""
        for _, act in [self.waiting.pop(0) for _ in list(self.waiting)]:
            act()


class Her:
    """A conversation in which all lines are memory commands."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.later, self.notices = memory, Later(), list[str]()
        self.wishes = MemoryCommands(memory, self.notices.append, self.later)
        self.conversation = memory.begin_conversation()

    def tell(self, text: str, answer: str = "") -> Message:
        line = self.memory.add(self.conversation, "you", text, "typed")
        if answer:
            self.memory.add(self.conversation, "her", answer, "typed")
        return line

    def ask(self, text: str) -> str | None:
        line = self.tell(text)
        return self.wishes.respond(text, line) if self.wishes.concern(text) else None

    @property
    def kept(self) -> list[str]:
        return [message.text for message in self.memory.messages(self.conversation)]

    @property
    def facts(self) -> list[str]:
        return [fact.text for fact in self.memory.facts.list()]


@pytest.fixture
def her(memory: Memory) -> Her:
    return Her(memory)


class TestRemembering:
    def test_it_is_known_at_once_and_said_back(self, her: Her):
        assert her.ask("Remember that my sister lives in Porto.") == "I'll remember that. Your sister lives in Porto."
        (fact,) = her.memory.facts.list()
        assert (fact.origin, fact.quotes[0].text) == ("told", "my sister lives in Porto")

    def test_what_the_grammar_does_not_know_is_kept_as_it_was_said(self, her: Her):
        assert her.ask("Remember that the spare key is under the third pot.") is not None
        assert her.facts == ["The spare key is under the third pot."]

    def test_it_is_what_was_said_just_before(self, her: Her):
        her.tell("I have a cat called Tom.", "A fine name.")
        assert her.ask("Save it to memory.") == "I'll remember that. You have a cat called Tom."
        (fact,) = her.memory.facts.list()
        assert (fact.origin, fact.quotes[0].text) == ("told", "I have a cat called Tom")

    def test_what_no_rule_knows_was_said_just_before_too(self, her: Her):
        her.tell("The spare key is under the third pot.")
        assert her.ask("Please remember that.") == "I'll remember that. The spare key is under the third pot."

    @pytest.mark.parametrize("before", [(), ("How are you?",)])
    def test_with_nothing_to_remember_she_asks_what(self, her: Her, before: tuple[str, ...]):
        for line in before:
            her.tell(line)
        assert her.ask("Save it to memory.") == WHAT_TO_REMEMBER
        assert her.facts == []

    def test_she_is_who_was_spoken_of_just_before(self, her: Her):
        her.tell("My sister Nora came over today.", "How was it?")
        answer = her.ask("Remember that she is allergic to peanuts.")
        assert answer == "I'll remember that. Your sister Nora is allergic to peanuts."
        (fact,) = her.memory.facts.list()
        assert fact.person is not None
        assert (fact.person.name, fact.slot) == ("Nora", "allergy peanuts")

    def test_the_name_goes_with_the_words_that_told_it(self, her: Her):
        told = her.tell("My sister Nora came over today.")
        her.ask("Remember that she is allergic to peanuts.")
        her.memory.forgetting.message(told.id)
        assert her.facts == ["She is allergic to peanuts."]

    def test_of_nobody_spoken_of_she_asks_whom(self, her: Her):
        her.tell("What a day.")
        assert her.ask("Remember that she is allergic to peanuts.") == WHOM
        assert her.facts == []

    def test_a_name_that_two_people_have_is_asked_about(self, her: Her):
        her.ask("Remember that my sister Anna is a vet.")
        her.ask("Remember that my colleague Anna is a driver.")
        answer = her.ask("Remember that Anna moved to Paris.")
        assert answer == (
            "Which Anna do you mean, your sister or your colleague? Say it once more with that word, please."
        )
        assert her.ask("Remember that my sister Anna moved to Paris.") is not None
        assert "Your sister Anna moved to Paris." in her.facts


class TestCorrecting:
    def test_what_is_right_supersedes_what_was_known(self, her: Her):
        her.ask("Remember that my sister lives in Porto.")
        assert her.ask("That's not right, my sister lives in Faro.") == (
            "Thank you. I have it right now: Your sister lives in Faro."
        )
        assert her.facts == ["Your sister lives in Faro."]

    def test_what_corrects_nothing_is_left_to_the_llm(self, her: Her):
        assert her.ask("No, my sister lives in Faro.") is None


class TestForgetting:
    def test_what_was_said_last_is_forgotten_with_her_answer_its_facts_and_the_command(self, her: Her):
        her.tell("I like olives.", "Green ones?")
        line = her.tell("I live in Porto.", "By the sea!")
        her.memory.facts.accept(_home(), line.id)
        assert her.ask("Forget that.") == "I've forgotten that. Say “undo” if you want it back."
        assert her.kept == ["I like olives.", "Green ones?"]
        assert her.facts == []

    def test_all_that_was_said_of_it_goes_wherever_that_was(self, her: Her):
        her.tell("Tom is ill.", "Poor Tom.")
        her.conversation = her.memory.begin_conversation()
        her.tell("I am tired.", "Sit down.")
        her.ask("Forget what I said about Tom.")
        assert her.memory.search("Tom").total == 0
        assert her.kept == ["I am tired.", "Sit down."]

    def test_only_whole_words_are_meant(self, her: Her):
        her.tell("I have an appointment tomorrow.", "Good.")
        her.memory.facts.add("You have an appointment tomorrow.")
        her.tell("Tom is ill.")
        her.ask("Forget what I said about Tom.")
        assert her.kept == ["I have an appointment tomorrow.", "Good."]
        assert her.facts == ["You have an appointment tomorrow."]

    def test_a_fact_written_by_hand_goes_too_though_nobody_said_it(self, her: Her):
        her.memory.facts.add("Your landlord is called Zoe.")
        assert her.ask("Forget everything about Zoe.") == "I've forgotten that. Say “undo” if you want it back."
        assert her.facts == []

    def test_of_what_she_does_not_know_she_says_so_and_nothing_goes(self, her: Her):
        her.tell("I am tired.", "Sit down.")
        assert her.ask("Forget what I said about Tom.") == "There is nothing of that in my memory."
        assert her.kept == ["I am tired.", "Sit down.", "Forget what I said about Tom."]

    def test_with_nothing_said_before_there_is_nothing_to_forget(self, her: Her):
        assert her.ask("Forget that.") == "There is nothing of that in my memory."

    def test_what_a_forgotten_line_asked_to_be_kept_is_named(self, her: Her):
        line = her.tell("Make a note: Tom has the key.")
        her.memory.notes.add("Tom has the key", line.id)
        assert her.ask("Forget what I said about Tom.") == (
            f"{FORGOTTEN} The note “Tom has the key” stays, under To do; remove it there or by saying so."
        )

    def test_too_many_lines_are_not_forgotten_by_a_command(self, her: Her):
        for number in range(MOST_FORGOTTEN + 1):
            her.tell(f"Tom called, the {number}th time.")
        answer = her.ask("Forget what I said about Tom.")
        assert answer is not None
        assert "memory page" in answer
        assert her.memory.search("Tom").total == MOST_FORGOTTEN + 2

    def test_the_most_allowed_lines_are_forgotten(self, her: Her):
        for number in range(MOST_FORGOTTEN):
            her.tell(f"Tom called, the {number}th time.")
        assert her.memory.search("Tom").total == MOST_FORGOTTEN
        her.ask("Forget what I said about Tom.")
        assert her.memory.search("Tom").total == 0

    def test_what_is_asked_for_by_a_word_goes_with_the_facts_and_the_lines_they_rest_on(self, her: Her):
        line = her.tell("We have a dog called Rex.", "Good boy.")
        extract_from_message(her.memory, line)
        her.tell("Rex chased a hare today.")
        her.tell("It rains.")
        assert her.ask("Can you delete the memory about my dog, please?") == FORGOTTEN
        assert her.kept == ["Good boy.", "It rains."]
        assert her.facts == []

    def test_somebody_goes_by_name_or_relation(self, her: Her):
        line = her.tell("My sister Nora lives in Porto.")
        extract_from_message(her.memory, line)
        her.tell("Nora rang.")
        her.ask("Please erase everything you know about my sister.")
        assert her.kept == []
        assert her.memory.facts.people() == []

    def test_what_was_said_in_other_words_is_asked_about(self, her: Her):
        line = her.tell("I work at Siemens.", "I see.")
        extract_from_message(her.memory, line)
        answer = her.ask("Please delete what I told you about my working life.")
        assert answer == "Nothing says that in so many words. Do you mean “I work at Siemens.”? Say yes, and it goes."
        assert her.ask("Yes, please.") == FORGOTTEN
        assert her.facts == []

    def test_what_may_be_meant_otherwise_is_asked_about(self, her: Her):
        her.tell("Tom is ill.")
        assert (
            her.ask("Forget about Tom.")
            == "Shall I forget what you told me about “Tom”? It is 1 line. Say yes, and it goes."
        )
        assert her.ask("No, leave it.") == "All right, it stays."
        assert "Tom is ill." in her.kept

    def test_an_offer_counts_only_for_the_next_line(self, her: Her):
        her.tell("Tom is ill.")
        her.ask("Forget about Tom.")
        her.tell("What a day.")
        assert her.ask("Yes.") is None
        assert "Tom is ill." in her.kept

    def test_everything_is_not_forgotten_on_a_word_nor_is_that_promised(self, her: Her):
        her.tell("Tom is ill.")
        assert her.ask("Please forget everything I told you.") == EVERYTHING
        assert "Tom is ill." in her.kept


class TestKeepingOut:
    def test_the_line_goes_and_she_says_so(self, her: Her):
        assert her.ask("Don't remember this, but I have a dog.") == NOT_KEPT
        assert her.kept == []

    def test_it_can_be_undone(self, her: Her):
        her.ask("Off the record, I have a dog.")
        her.ask("Undo.")
        assert her.kept[0] == "Off the record, I have a dog."

    def test_of_a_line_yet_to_come_she_says_how(self, her: Her):
        assert her.ask("Can we talk off the record?") == NEXT_TIME
        assert her.kept == ["Can we talk off the record?"]


class TestUndoing:
    def test_it_comes_back_with_its_facts(self, her: Her):
        line = her.tell("I live in Porto.", "By the sea!")
        her.memory.facts.accept(_home(), line.id)
        before = her.kept
        her.ask("Forget that.")
        assert her.ask("Undo.") == "It's back, as if nothing had happened."
        assert her.kept[:2] == before
        assert her.facts == ["You live in Porto."]

    def test_facts_that_were_asked_for_by_name_come_back_too(self, her: Her):
        line = her.tell("I live in Porto.", "By the sea!")
        her.memory.facts.accept(_home(), line.id)
        her.ask("Forget what I said about Porto.")
        assert her.facts == []
        assert her.ask("Undo.") == "It's back, as if nothing had happened."
        (fact,) = her.memory.facts.list()
        assert fact.quotes[0].message == line.id

    def test_what_was_all_of_a_conversation_comes_back_into_it(self, her: Her):
        her.tell("Tom is ill.")
        her.ask("Forget that.")
        her.memory.add(her.conversation, "her", "I've forgotten that.", "typed")
        her.ask("No, bring it back!")
        assert her.kept == ["Tom is ill.", "Forget that.", "I've forgotten that.", "No, bring it back!"]
        assert her.memory.check() == []

    def test_after_ten_seconds_it_is_gone_for_good(self, her: Her):
        her.tell("Tom is ill.")
        her.ask("Forget that.")
        ((seconds, _),) = her.later.waiting
        assert seconds == UNDO_S == 10
        her.later.come()
        assert her.ask("Undo.") is None
        assert her.memory.search("Tom").total == 0
        assert her.memory.forgetting.make_rest_final() == ()

    def test_what_is_forgotten_next_makes_it_final_and_has_ten_seconds_of_its_own(self, her: Her):
        her.tell("Tom is ill.")
        her.ask("Forget that.")
        her.tell("I live in Porto.")
        her.ask("Forget that.")
        assert len(her.later.waiting) == 1
        assert her.ask("Undo.") is not None
        assert "I live in Porto." in her.kept
        assert "Tom is ill." not in her.kept
        assert her.ask("Undo.") is None

    def test_without_anything_forgotten_it_is_a_line_like_any_other(self, her: Her):
        assert her.ask("Keep it!") is None

    def test_it_is_final_when_she_is_closed(self, her: Her, memory: Memory):
        her.tell("Tom is ill.")
        her.ask("Forget that.")
        her.wishes.close()
        assert her.later.waiting == []
        assert memory.database.rows("select count(*) from forgotten where not final") == [(0,)]

    def test_a_copy_that_still_contains_it_is_reported_once(self, her: Her, memory: Memory):
        her.tell("Tom is ill.", "Poor Tom.")
        copy = memory.backups.make()
        copy.write_bytes(b"damaged")
        her.ask("Forget that.")
        her.later.come()
        assert [copy.name in notice for notice in her.notices] == [True]


@pytest.mark.parametrize(
    "text", ["Undo.", "undo that please", "No, wait, undo!", "Bring it back.", "oh, don't forget it"]
)
def test_a_request_to_undo_is_recognised(text: str):
    assert asks_to_undo(text)


@pytest.mark.parametrize("text", ["I want to undo the knot.", "She keeps it in a box.", "Don't forget the milk.", ""])
def test_other_lines_are_no_request_to_undo(text: str):
    assert not asks_to_undo(text)


def _home() -> FactCandidate:
    return FactCandidate("you", "home", "porto", "You live in Porto.", "I live in Porto")
