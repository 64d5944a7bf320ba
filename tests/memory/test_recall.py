"""Recall finds what is relevant to a question, with who, when and why, and nothing that was forgotten."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.memory import Memory, open_memory
from companion.memory.query import SpeakerNames
from companion.memory.recall import Recall
from tests.clock import Clock
from tests.memory.conftest import KEY
from tests.memory.vectors import WordVectors


@pytest.fixture
def recall(memory: Memory, clock: Clock) -> Recall:
    return Recall(memory.database, clock)


def talk(memory: Memory, *lines: str, at: datetime | None = None) -> list[int]:
    """The user and she in turn."""
    conversation = memory.begin_conversation()
    return [
        memory.add(conversation, "her" if number % 2 else "you", line, "typed", at).id
        for number, line in enumerate(lines)
    ]


def small_talk(memory: Memory) -> None:
    for number in range(30):
        talk(
            memory,
            f"It rained on hill number {number}.",
            "Did it?",
            f"We had soup number {number} for supper.",
            "Lovely.",
        )


def first(recall: Recall, question: str, **options: int) -> int:
    return recall.recall(question, **options)[0].message


def test_words_bring_it_back_with_who_when_and_why(memory, recall, clock):
    small_talk(memory)
    (number, *_) = talk(memory, "My sister Nora lives in Lisbon now.", "How nice for her!")
    clock.wait(days=40)
    small_talk(memory)
    found = recall.recall("Where does my sister live?")[0]
    assert (found.message, found.speaker, found.why) == (number, "you", "words")
    assert found.text == "My sister Nora lives in Lisbon now."
    assert found.when == datetime(2026, 3, 2, 21, 0)
    assert 0 < found.score <= 1


def test_meaning_brings_back_what_shares_no_rare_word(memory, recall):
    small_talk(memory)
    (number, *_) = talk(memory, "I was so very of you and me.")
    recall.use_embedder(WordVectors())
    while recall.embed_pending():
        pass
    found = recall.recall("so very of you and me")[0]
    assert (found.message, found.why) == (number, "meaning")


def test_without_vectors_yet_words_still_find(memory, recall):
    (number, *_) = talk(memory, "The piano is out of tune.")
    recall.use_embedder(WordVectors())
    assert first(recall, "What about the piano?") == number


def test_an_answer_is_found_by_the_question_before_it(memory, recall):
    small_talk(memory)
    _, _, answer = talk(memory, "Hm.", "Which city did you visit for the marathon?", "Rotterdam.")
    found = recall.recall("Which city was the marathon in?", limit=1)[0]
    assert (found.message, found.why) == (answer, "neighbour")


def test_the_same_question_asked_before_is_no_answer(memory, recall):
    small_talk(memory)
    (number, *_) = talk(memory, "My sister lives in Lisbon.", "Lovely.")
    talk(memory, "Where does my sister live?", "Did you not say?")
    assert first(recall, "Where does my sister live?") == number
    recall.use_embedder(WordVectors())
    while recall.embed_pending():
        pass
    assert first(recall, "Where does my sister live?") == number


def test_what_she_said_and_what_you_said_are_told_apart(memory, recall):
    mine, _ = talk(memory, "The book about whales is good.", "Is it?")
    _, hers = talk(memory, "Hm.", "The book about whales is good.")
    assert first(recall, "What did I say about the book?") == mine
    assert first(recall, "What did you say about the book?") == hers


def test_a_name_in_the_question_means_that_speaker(memory, recall):
    recall.names = SpeakerNames(her="Ada", you="Theo")
    small_talk(memory)
    mine, *_ = talk(memory, "I like dark chocolate.", "Do you, Theo?")
    _, hers = talk(memory, "Ada?", "I like dark chocolate.")
    assert first(recall, "What chocolate does Theo like?") == mine
    assert first(recall, "What chocolate does Ada like?") == hers


def test_a_time_in_the_question_lifts_what_was_said_then(memory, recall):
    earlier, *_ = talk(memory, "I cooked pasta for everybody.", at=datetime(2025, 11, 3, 19))
    talk(memory, "I cooked lentils for everybody.", at=datetime(2026, 1, 9, 19))
    assert first(recall, "What did I cook on 3 November?") == earlier
    assert first(recall, "What did I cook last autumn?") == earlier


def test_a_time_alone_is_enough(memory, recall):
    small_talk(memory)
    number, *_ = talk(memory, "The roof is being mended.", at=datetime(2026, 2, 24, 10))
    found = recall.recall("What happened last Tuesday?")
    assert [(one.message, one.why) for one in found] == [(number, "date")]
    recall.use_embedder(WordVectors())
    while recall.embed_pending():
        pass
    found = recall.recall("What happened last Tuesday?")
    assert (found[0].message, found[0].why) == (number, "date")
    assert all(one.score < found[0].score - 0.1 for one in found[1:])


def test_of_two_that_fit_equally_the_newer_comes_first(memory, recall):
    old, *_ = talk(memory, "The car is green.")
    new, *_ = talk(memory, "The car is green.")
    assert [one.message for one in recall.recall("What is the colour of the car?")] == [new, old]


def test_before_leaves_out_what_came_later_in_all_conversations(memory, recall):
    old, *_ = talk(memory, "The car is green.")
    new, *_ = talk(memory, "The car is blue.")
    assert [one.message for one in recall.recall("the car", before=new)] == [old]


def test_with_here_only_of_the_present_conversation(memory, recall):
    here = memory.begin_conversation()
    shown = memory.add(here, "you", "The car is green.", "typed").id
    other, *_ = talk(memory, "The car is blue.")
    later = memory.add(here, "you", "The car is red.", "typed").id
    assert {one.message for one in recall.recall("the car", before=later, here=here)} == {shown, other}
    assert {one.message for one in recall.recall("the car", before=shown, here=here)} == {other}


def test_what_was_deleted_or_edited_does_not_come_back(memory, recall):
    small_talk(memory)
    number, *_ = talk(memory, "My secret is marmalade.")
    recall.use_embedder(WordVectors())
    while recall.embed_pending():
        pass
    assert first(recall, "marmalade secret") == number
    memory.finish_reply(number, "My tea is cold.")
    assert number not in {one.message for one in recall.recall("marmalade secret") if one.why == "words"}
    memory.finish_reply(number, "")
    assert number not in {one.message for one in recall.recall("marmalade tea secret cold", limit=500)}


def test_another_process_s_words_are_found(memory, recall, environment, clock):
    recall.use_embedder(WordVectors())
    recall.recall("anything")
    other = open_memory(environment.memory_file, KEY, clock)
    number, *_ = talk(other, "The piano is out of tune.")
    theirs = Recall(other.database, clock)
    theirs.use_embedder(WordVectors())
    assert theirs.embed_pending() == 1
    other.close()
    assert first(recall, "The piano is out of tune.") == number


def test_a_long_message_is_cut_to_what_matters(memory, recall):
    talk(
        memory,
        "We talked about the weather for a long while. " * 10 + "The key is under the flowerpot. " + "Then tea. " * 30,
    )
    text = recall.recall("Where is the key?")[0].text
    assert "The key is under the flowerpot." in text
    assert len(text) <= 320


def test_a_question_that_is_covered_whole_scores_higher_than_one_in_part(memory, recall):
    small_talk(memory)
    talk(memory, "My sister Nora plays the cello.")
    whole, part = (
        recall.recall("Which cello does my sister play?")[0],
        recall.recall("Has my sister a yacht in Greece?")[0],
    )
    assert whole.message == part.message
    assert whole.score > part.score + 0.1


@pytest.mark.parametrize(
    "question", ["", "?", "the of and", '"quoted" AND (or) NOT *', "日本語", "a\0b", "'; drop table message"]
)
def test_any_question_is_harmless(memory, recall, question):
    talk(memory, "The car is green.")
    recall.use_embedder(WordVectors())
    recall.embed_pending()
    assert isinstance(recall.recall(question), list)


def test_an_empty_memory_has_nothing(recall):
    recall.use_embedder(WordVectors())
    assert recall.recall("Where does my sister live?") == []
    assert recall.embed_pending() == 0


def test_no_vectors_are_made_without_a_model(memory, recall):
    talk(memory, "The car is green.")
    assert recall.embed_pending() == 0
    recall.use_embedder(WordVectors())
    assert recall.embed_pending(limit=5) == 1
    assert recall.embed_pending(limit=5) == 0
