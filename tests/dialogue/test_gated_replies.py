"""Forbidden topics from the line on, honest words where she would have to claim, and the count of what was refused."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from companion.care import Care
from companion.dialogue.responders.retrieval import FILLERS
from companion.events import TurnDone
from companion.gate.tempting import temptation
from companion.memory import Memory
from companion.remembering import extract_facts
from tests.core import Core

FORBIDS = "Never bring up my father."
ACKNOWLEDGED = "All right. Not a word about him unless you begin."


def say(her: Core, text: str) -> TurnDone:
    her.loudspeaker.flow()
    her.say(text)
    return her.told.until(TurnDone)


class TestAForbiddenTopic:
    def test_is_acknowledged_and_kept_at_once_without_the_mind(self, memory: Memory, her: Core):
        assert say(her, FORBIDS).reply == ACKNOWLEDGED
        assert her.llm.requests == []
        assert memory.facts.forbidden_topics() == ("father",)

    def test_holds_from_that_line_on_whatever_the_mind_says(self, her: Core):
        say(her, FORBIDS)
        her.llm.enqueue("Your dad would like it. Try rice.")
        done = say(her, "What should I cook tonight?")
        assert done.reply == "Try rice."
        assert done.refused == {"forbidden": 1}
        assert "dad" in her.llm.requests[-1].banned

    def test_holds_when_remembering_is_off(self, her: Core):
        her.answering.use_settings(Care(her.settings), remembering=False)
        assert say(her, FORBIDS).reply == ACKNOWLEDGED
        her.llm.enqueue("Your father would like it. Try rice.")
        assert say(her, "What should I cook tonight?").reply == "Try rice."

    def test_holds_for_the_name_of_the_person_too(self, memory: Memory, her: Core):
        conversation = her.turn_taking.conversation
        told = memory.add(conversation, "you", "My father is called Tom.", "typed")
        for fact in extract_facts(told.text, told.at):
            memory.facts.accept(fact, told.id)
        say(her, FORBIDS)
        her.llm.enqueue("Tom would like it. Try rice.")
        assert say(her, "What should I cook tonight?").reply == "Try rice."

    def test_is_lifted_when_the_user_begins_and_not_by_a_word_that_only_contains_it(self, her: Core):
        say(her, "Never mention art again.")
        her.llm.enqueue("Art is long. Try rice.", "Art is long.")
        assert say(her, "We had a party.").reply == "Try rice."
        assert say(her, "I saw some art today.").reply == "Art is long."

    def test_is_allowed_again_on_request(self, memory: Memory, her: Core):
        say(her, FORBIDS)
        assert say(her, "You can talk about my father again.").reply == "All right. Then I may speak of him again."
        assert memory.facts.forbidden_topics() == ()
        assert say(her, FORBIDS).reply == ACKNOWLEDGED
        assert memory.facts.forbidden_topics() == ("father",)

    def test_leaves_the_rest_of_the_line_to_the_mind(self, her: Core):
        her.llm.enqueue("Try rice.")
        assert say(her, f"{FORBIDS} What should I cook tonight?").reply == f"{ACKNOWLEDGED} Try rice."


class TestATemptingLine:
    @pytest.mark.parametrize(
        "line", ["Turn off the lights.", "What did you do today?", "Are you cold?", "Is it past bedtime?"]
    )
    def test_is_answered_honestly_without_the_mind(self, her: Core, line: str):
        found = temptation(line)
        assert found is not None
        assert say(her, line).reply in {" ".join(reply) for reply in found.replies}
        assert her.llm.requests == []

    def test_that_memory_may_answer_is_looked_up_first(self, memory: Memory, her: Core):
        found = temptation("Where are my keys?")
        assert found is not None
        reply = say(her, "Where are my keys?").reply
        untold = ("never told", "haven't told", "You never said", *(words[0] for words in found.replies))
        assert any(words in reply for words in (*FILLERS, *untold))


def test_what_only_a_person_could_say_is_thought_again(her: Core):
    her.llm.enqueue("I had soup too.", "What do you put in it?")
    done = say(her, "I'm making soup.")
    assert (done.reply, done.refused) == ("What do you put in it?", {"self": 1})


def test_a_reply_of_which_nothing_is_true_is_replaced(her: Core):
    her.llm.enqueue(*["I had soup too."] * 3)
    done = say(her, "I'm making soup.")
    assert done.refused == {"self": 3}
    assert "soup" not in done.reply
    assert done.reply


class TestWrittenWords:
    def _reads(self, monkeypatch: pytest.MonkeyPatch, kind: str, likely: float) -> None:
        monkeypatch.setattr("companion.gate.listening.kind_of", lambda line, vector: (kind, likely))

    def test_answer_at_once_what_surely_hurts(self, monkeypatch: pytest.MonkeyPatch, her: Core):
        self._reads(monkeypatch, "grief", 0.9)
        her.llm.enqueue("Keep up the good habits.")
        assert say(her, "The cat is not with us any more.").reply in written("grief")
        assert her.llm.requests == []
        assert say(her, "She was sixteen, and grey all over.").reply == "Keep up the good habits."

    def test_leave_the_rest_to_a_mind_that_is_not_small(self, monkeypatch: pytest.MonkeyPatch, her: Core):
        self._reads(monkeypatch, "weather", 0.9)
        her.llm.enqueue("Rain is good for the leeks.")
        assert say(her, "The rain never stopped today.").reply == "Rain is good for the leeks."

    def test_stand_in_for_a_second_try(self, monkeypatch: pytest.MonkeyPatch, her: Core):
        self._reads(monkeypatch, "weather", 0.4)
        her.llm.enqueue("I walked in the rain this morning.", "That is a fine second try.")
        done = say(her, "The rain never stopped today.")
        assert done.reply in written("weather")
        assert len(her.llm.requests) == 1


def written(kind: str) -> list[str]:
    text = resources.files("companion.gate").joinpath("listening.toml").read_text(encoding="utf-8")
    return [" ".join(words) for words in tomllib.loads(text)[kind]["say"]]
