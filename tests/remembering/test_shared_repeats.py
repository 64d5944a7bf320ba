"""What came back in two conversations is kept with both lines, and goes with them."""

from __future__ import annotations

import pytest

from companion.memory import Memory
from companion.memory.fact import Fact
from companion.memory.query import SpeakerNames
from companion.remembering.background_jobs import extract_from_message


def talk(memory: Memory, *lines: str) -> list[int]:
    """Say these lines in a conversation of their own; the ids of the lines."""
    memory.recall.names = SpeakerNames("Ada", "Theo")
    conversation = memory.begin_conversation()
    messages = [memory.add(conversation, "you", line, "typed") for line in lines]
    for message in messages:
        extract_from_message(memory, message)
    return [message.id for message in messages]


def shared(memory: Memory) -> list[Fact]:
    return memory.facts.list("shared")


def texts(memory: Memory) -> list[str]:
    return [fact.text for fact in shared(memory)]


def test_what_she_is_called_twice_is_kept_with_both_lines(memory: Memory):
    first = talk(memory, "Good night, captain.")
    assert texts(memory) == []
    second = talk(memory, "thanks captain")
    (fact,) = shared(memory)
    assert fact.text == "You call me “captain”, as in “Good night, captain”."
    assert [quote.message for quote in fact.quotes] == [*first, *second]


def test_twice_in_one_conversation_is_not_enough(memory: Memory):
    talk(memory, "Good night, captain.", "Good night, captain.")
    assert texts(memory) == []


@pytest.mark.parametrize(
    "line",
    [
        "Good night, Ada.",
        "good night everyone",
        "thanks again",
        "hello there",
        "good night mum",
        "hey siri",
        "morning all",
        "Hi, I'm home.",
        "Hi, it's me.",
        "Hello, nice to see you.",
    ],
)
def test_ordinary_courtesies_and_other_people_are_no_name_for_her(memory: Memory, line: str):
    for _ in range(2):
        talk(memory, line)
    assert texts(memory) == []


def test_somebody_the_user_knows_is_not_her(memory: Memory):
    for _ in range(2):
        talk(memory, "My sister Nora lives in Ghent.", "Good night, Nora.")
    assert texts(memory) == []


def test_a_phrase_that_came_back_and_was_laughed_at_both_times(memory: Memory):
    talk(memory, "the haunted kettle moved again", "hahaha")
    talk(memory, "Guess what, the haunted kettle is back, haha")
    (fact,) = shared(memory)
    assert fact.text == "We laugh about “haunted kettle”."
    assert [quote.text for quote in fact.quotes] == ["haunted kettle", "haunted kettle"]


def test_a_phrase_that_was_laughed_at_once_is_no_joke_of_theirs(memory: Memory):
    talk(memory, "the washing machine broke")
    talk(memory, "the washing machine again, haha")
    assert texts(memory) == []


def test_a_parting_phrase_is_known_once_both_conversations_are_over(memory: Memory):
    talk(memory, "I had soup.", "over and out, captain my captain")
    talk(memory, "I had bread.", "Over and out, captain my captain.")
    assert texts(memory) == []
    talk(memory, "Hello.")
    talk(memory, "I'm back.")
    assert texts(memory) == []  # it speaks of “my”, so it may tell something
    talk(memory, "Hello.", "Stars above the harbour.")
    talk(memory, "Hello.", "stars above the harbour")
    talk(memory, "Hello.")
    assert texts(memory) == ["You say “stars above the harbour” when you go."]


@pytest.mark.parametrize(
    "line",
    [
        "Set a timer for ten minutes",
        "I'm going to bed now",
        "what time is it now",
        "good night sleep well",
        "no thank you then",
    ],
)
def test_requests_news_and_goodbyes_at_the_end_are_no_rituals(memory: Memory, line: str):
    for _ in range(2):
        talk(memory, "Hello.", line)
    talk(memory, "Hello.")
    assert texts(memory) == []


def test_when_one_of_two_lines_is_forgotten_nothing_proves_it(memory: Memory):
    first, *_ = talk(memory, "Good night, captain.")
    talk(memory, "Thanks, captain.")
    forgotten = memory.forgetting.message(first)
    assert texts(memory) == []
    memory.forgetting.undo(forgotten)
    (fact,) = shared(memory)
    assert len(fact.quotes) == 2


def test_what_is_forgotten_is_not_gathered_again_from_the_same_lines(memory: Memory):
    talk(memory, "Good night, captain.")
    talk(memory, "Thanks, captain.")
    memory.forgetting.fact(shared(memory)[0].id)
    talk(memory, "Hello, captain.")
    assert texts(memory) == []


def test_few_of_many_lines_are_kept_as_sources(memory: Memory):
    for _ in range(7):
        talk(memory, "Good night, captain.")
    (fact,) = shared(memory)
    assert len(fact.quotes) == 4


def test_told_outright_needs_no_second_fact(memory: Memory):
    talk(memory, "I'll call you Captain from now on.", "Good night, captain.")
    talk(memory, "Good night, captain.")
    assert texts(memory) == ["You call me “Captain”."]
