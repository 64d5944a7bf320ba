"""Messages stay exactly as they were said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory, open_memory
from companion.memory.fact import FactCandidate
from tests.clock import Clock
from tests.memory.conftest import KEY


def test_a_message_is_there_after_reopening(memory: Memory, reopened: Callable[[], Memory]) -> None:
    said = memory.add(memory.begin_conversation(), "you", "My sister is called Ines.", "voice")
    assert reopened().messages(said.conversation) == [said]
    assert (said.speaker, said.via, said.at, said.interrupted) == ("you", "voice", datetime(2026, 3, 2, 21), False)


@pytest.mark.parametrize(
    "text",
    [
        "  two  spaces \n\n",
        "a\u202eb\u2066c",
        "👩‍👩‍👧 e\u0301",
        "x" * 100_000,
        "",
        "\ufdd0\x01\x1b[31m",
        "'; drop table message; --",
    ],
)
def test_text_comes_back_exactly(memory: Memory, text: str) -> None:
    said = memory.add(memory.begin_conversation(), "you", text, "typed")
    assert said.text == text
    assert memory.messages(said.conversation) == [said]


def test_only_nul_and_half_surrogates_are_changed(memory: Memory) -> None:
    assert memory.add(memory.begin_conversation(), "you", "a\0b\ud83dc", "typed").text == "ab\ufffdc"


def test_her_reply_grows_by_sentences(memory: Memory) -> None:
    reply = memory.add(memory.begin_conversation(), "her", "Good evening.", "voice")
    memory.extend(reply.id, "How was the rehearsal?")
    memory.extend(reply.id, "\n\nI thought of it.")
    memory.finish_reply(reply.id, None)
    (kept,) = memory.messages(reply.conversation)
    assert kept.text == "Good evening. How was the rehearsal?\n\nI thought of it."
    assert not kept.interrupted


def test_no_space_is_put_between_sentences_of_a_script_without_spaces(memory: Memory) -> None:
    reply = memory.add(memory.begin_conversation(), "her", "こんばんは。", "voice")
    memory.extend(reply.id, "元気ですか。")
    assert memory.messages(reply.conversation)[0].text == "こんばんは。元気ですか。"


def test_an_interrupted_reply_keeps_only_what_was_heard(memory: Memory) -> None:
    reply = memory.add(memory.begin_conversation(), "her", "Good evening. How was the rehearsal?", "voice")
    memory.finish_reply(reply.id, "Good evening. How—")
    (kept,) = memory.messages(reply.conversation)
    assert (kept.text, kept.interrupted) == ("Good evening. How—", True)
    assert memory.search("rehearsal").total == 0
    assert memory.search("how").total == 1


def test_a_reply_nobody_heard_is_not_remembered(memory: Memory) -> None:
    reply = memory.add(memory.begin_conversation(), "her", "Good evening.", "voice")
    memory.finish_reply(reply.id, " ")
    assert memory.messages(reply.conversation) == []
    assert memory.search("evening").total == 0


def test_conversations_are_listed_newest_first_and_page_by_page(memory: Memory, clock: Clock) -> None:
    ids = []
    for number in range(5):
        ids.append(memory.begin_conversation())
        memory.begin_conversation()
        memory.add(ids[-1], "her", "Hello.", "voice")
        memory.add(ids[-1], "you", f"Number {number}", "voice")
        clock.wait(days=1)
    first = memory.conversations(limit=2)
    assert [c.id for c in first] == [ids[4], ids[3]]
    assert [c.id for c in memory.conversations(limit=9, before=first[-1].id)] == [ids[2], ids[1], ids[0]]
    assert (first[0].title, first[0].messages, first[0].ended) == ("Number 4", 2, datetime(2026, 3, 6, 21))


def test_a_title_is_one_short_line(memory: Memory) -> None:
    conversation = memory.begin_conversation()
    assert memory.conversation(conversation).title == ""
    memory.add(conversation, "you", "I went\n to the sea " + "and then home again " * 9, "typed")
    title = memory.conversation(conversation).title
    assert (title[:21], title[-1]) == ("I went to the sea and", "…")
    assert len(title) <= 60


def test_a_conversation_is_resumed_while_it_is_young(memory: Memory, clock: Clock) -> None:
    conversation = memory.resume_conversation(hours=4)
    memory.add(conversation, "you", "Back soon.", "typed")
    clock.wait(hours=3)
    assert memory.resume_conversation(hours=4) == conversation
    clock.wait(hours=2)
    assert memory.resume_conversation(hours=4) != conversation


def test_the_recent_messages_are_the_last_ones_in_order(memory: Memory) -> None:
    conversation = memory.begin_conversation()
    for number in range(6):
        memory.add(conversation, "you", str(number), "typed")
    assert [m.text for m in memory.recent(conversation, 3)] == ["3", "4", "5"]


def test_a_deleted_conversation_is_gone_with_its_words(memory: Memory, reopened: Callable[[], Memory]) -> None:
    kept = memory.add(memory.begin_conversation(), "you", "the sea", "typed")
    gone = memory.add(memory.begin_conversation(), "you", "the seaside", "typed")
    memory.forgetting.conversation(gone.conversation)
    memory = reopened()
    assert [hit.message for hit in memory.search("sea").hits] == [kept]
    assert [c.id for c in memory.conversations()] == [kept.conversation]
    assert memory.check() == []
    with pytest.raises(CompanionError, match="no conversation"):
        memory.conversation(gone.conversation)


def test_what_is_said_in_a_conversation_deleted_meanwhile_is_not_lost(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "her", "One.", "typed")
    memory.forgetting.conversation(said.conversation)
    memory.extend(said.id, "Two.")
    again = memory.add(said.conversation, "you", "Three.", "typed")
    assert [c.title for c in memory.conversations()] == ["Three."]
    assert memory.messages(again.conversation) == [again]


def test_two_programs_on_one_file_lose_nothing(environment: Environment, memory: Memory, clock: Clock) -> None:
    other = open_memory(environment.memory_file, KEY, clock)
    conversation = memory.begin_conversation()

    def say(through: Memory, who: str) -> None:
        for number in range(40):
            through.add(conversation, "you", f"{who} {number}", "typed")

    threads = [threading.Thread(target=say, args=pair) for pair in ((memory, "one"), (other, "two"), (memory, "three"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(memory.messages(conversation)) == 120
    assert other.check() == []
    other.close()


def test_reading_does_not_wait_for_a_long_write(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "you", "before", "typed")
    seen: list[object] = []

    def read() -> None:
        seen.extend(memory.messages(said.conversation))

    with memory.database.writing() as writer:
        writer.execute("update message set text = 'after'")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
    assert seen == [said]


def test_closing_while_somebody_reads_lets_them_finish(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "you", "hello", "typed")
    with memory.database.reading() as reader:
        memory.close()
        assert reader.execute("select text from message where id = ?", (said.id,)).get == "hello"
    memory.close()


def test_one_message_is_returned_and_a_forgotten_one_is_reported(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "you", "My sister lives in Porto.", "voice")
    assert memory.message(said.id) == said
    memory.forgetting.message(said.id)
    with pytest.raises(CompanionError, match="forgotten"):
        memory.message(said.id)


def test_only_whole_words_are_found_when_only_they_are_wanted(memory: Memory) -> None:
    conversation = memory.begin_conversation()
    said = [memory.add(conversation, "you", text, "typed") for text in ("See you tomorrow.", "Tom is ill.")]
    assert memory.search("tom").total == 2
    assert [hit.message for hit in memory.search("tom", whole=True).hits] == said[1:]
    assert memory.search("!?", whole=True).total == 0


class TestSources:
    def test_it_is_kept_with_the_reply(self, memory: Memory, reopened: Callable[[], Memory]) -> None:
        told = [
            memory.add(memory.begin_conversation(), "you", text, "voice")
            for text in ("Nora lives in Porto.", "She sings.")
        ]
        reply = memory.add(memory.begin_conversation(), "her", "In Porto.", "voice")
        memory.add_sources(reply.id, [message.id for message in reversed(told)])
        memory.add_sources(reply.id, [told[0].id])
        assert reopened().sources(reply.conversation) == {reply.id: tuple(told)}

    def test_a_reply_without_sources_is_left_out(self, memory: Memory) -> None:
        reply = memory.add(memory.begin_conversation(), "her", "In Porto.", "voice")
        memory.add_sources(reply.id, ())
        assert memory.sources(reply.conversation) == {}

    def test_what_was_forgotten_meanwhile_is_left_out(self, memory: Memory) -> None:
        told = [
            memory.add(memory.begin_conversation(), "you", text, "voice")
            for text in ("Nora lives in Porto.", "She sings.")
        ]
        reply = memory.add(memory.begin_conversation(), "her", "In Porto.", "voice")
        memory.forgetting.message(told[0].id)
        memory.add_sources(reply.id, [message.id for message in told])
        assert memory.sources(reply.conversation) == {reply.id: (told[1],)}
        memory.forgetting.message(told[1].id)
        assert memory.sources(reply.conversation) == {}

    def test_a_reply_nobody_heard_leaves_nothing(self, memory: Memory) -> None:
        told = memory.add(memory.begin_conversation(), "you", "Nora lives in Porto.", "voice")
        reply = memory.add(memory.begin_conversation(), "her", "In Porto.", "voice")
        memory.add_sources(reply.id, [told.id])
        memory.finish_reply(reply.id, "")
        memory.add_sources(reply.id, [told.id])
        assert memory.sources(reply.conversation) == {}
        assert memory.check() == []


class TestOutdated:
    def told(self, memory: Memory, text: str, *candidates: FactCandidate) -> int:
        message = memory.add(memory.begin_conversation(), "you", text, "voice").id
        for candidate in candidates:
            assert memory.facts.accept(candidate, message) is not None
        return message

    def test_what_was_superseded_by_something_told_later_is(self, memory: Memory) -> None:
        first = self.told(memory, "I live in Porto.", home("Porto"))
        second = self.told(memory, "I live in Faro.", home("Faro"))
        chat = memory.add(memory.begin_conversation(), "you", "I am tired.", "voice").id
        assert memory.outdated([first, second, chat, 12345]) == {first}
        assert memory.outdated([second]) == memory.outdated([]) == frozenset()

    def test_not_what_also_tells_something_that_holds(self, memory: Memory) -> None:
        cat = FactCandidate("you", "cat name", "miso", "Your cat is called Miso.", "my cat is Miso")
        both = self.told(memory, "I live in Porto and my cat is Miso.", home("Porto"), cat)
        self.told(memory, "I live in Faro.", home("Faro"))
        assert memory.outdated([both]) == frozenset()

    def test_what_has_ended_is_but_not_the_words_that_end_it(self, memory: Memory) -> None:
        smoking = FactCandidate("you", "smoking", "smoke", "You smoke.", "I smoke")
        ended = FactCandidate(
            "you", "smoking", "not smoke", "You don't smoke any more.", "I don't smoke any more", ends=True
        )
        first = self.told(memory, "I smoke.", smoking)
        last = self.told(memory, "I don't smoke any more.", ended)
        assert memory.outdated([first, last]) == {first}

    def test_what_was_said_to_be_over_is_but_not_the_words_that_say_so(self, memory: Memory) -> None:
        first = self.told(memory, "I live in Porto.", home("Porto"))
        over = FactCandidate(
            "you", "home", "porto", "You lived in Porto.", "I lived in Porto until May", until="2025-05"
        )
        last = self.told(memory, "I lived in Porto until May.", over)
        assert memory.outdated([first, last]) == {first}

    def test_what_holds_again_is_not(self, memory: Memory) -> None:
        first = self.told(memory, "I live in Porto.", home("Porto"))
        second = self.told(memory, "I live in Faro.", home("Faro"))
        memory.forgetting.message(second)
        assert memory.outdated([first]) == frozenset()


def home(place: str) -> FactCandidate:
    return FactCandidate("you", "home", place.lower(), f"You live in {place}.", f"I live in {place}")
