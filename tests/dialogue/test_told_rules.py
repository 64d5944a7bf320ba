"""Told how to be, she repeats it, keeps it, and it holds from the next reply on, whatever the mind says."""

from __future__ import annotations

import pytest

from companion.care import Care
from companion.events import RuleTold, TurnDone
from companion.memory import Memory
from tests.core import Core
from tests.rig import wait_for

NO_QUESTIONS = "All right. From now on I'll ask no questions. Say “go back” to undo this."


def say(her: Core, text: str) -> TurnDone:
    her.loudspeaker.flow()
    her.say(text)
    return her.told.until(TurnDone)


def test_a_rule_is_repeated_and_kept_at_once_without_the_mind(memory: Memory, her: Core):
    assert say(her, "Stop asking questions.").reply == NO_QUESTIONS
    assert her.llm.requests == []
    (rule,) = memory.rules.in_force()
    assert (rule.manner.kind, rule.quote) == ("questions", "Stop asking questions.")
    (told,) = her.told.of(RuleTold)
    assert (told.text, told.scope, told.until, told.ended) == ("She asks no questions.", "always", None, False)


def test_it_holds_from_the_next_reply_on_whatever_the_mind_says(her: Core):
    say(her, "Stop asking questions.")
    her.llm.enqueue("Rain all day, then. What did you do?")
    done = say(her, "It rained.")
    assert (done.reply, done.refused) == ("Rain all day, then.", {"told": 1})


def test_what_she_will_not_do_is_said_as_people_say_it(her: Core):
    assert say(her, "Never say 'how interesting' in the evening.").reply == (
        "All right. In the evening I won't say “how interesting”, from now on. Say “go back” to undo this."
    )


def test_a_few_words_that_answer_her_question_are_no_rule(memory: Memory, her: Core):
    her.llm.enqueue("Rain all day, then. How were the speeches?")
    say(her, "It rained.")
    her.llm.enqueue("Rain it is, then.")
    assert say(her, "No jokes.").reply == "Rain it is, then."
    assert memory.rules.list() == []
    assert say(her, "No jokes.").reply.startswith("All right.")


def test_it_holds_when_remembering_is_off(her: Core):
    her.answering.use_settings(Care(her.settings), remembering=False)
    say(her, "One sentence only.")
    her.llm.enqueue("Rain all day. The garden likes it. So do I.")
    assert say(her, "It rained.").reply == "Rain all day."


def test_the_mind_is_told_it_from_the_next_prompt_on(her: Core):
    say(her, "Be blunter.")
    her.llm.enqueue("Wet.")
    say(her, "It rained.")
    assert "Be blunter than usual" in str(her.llm.requests[-1].prompt)
    say(her, "Go back to how you were.")
    her.llm.enqueue("Quite wet.")
    say(her, "It rained again.")
    assert "Be blunter than usual" not in str(her.llm.requests[-1].prompt)


def test_the_prompt_that_a_rule_changes_is_read_before_the_next_line_comes(her: Core):
    her.llm.enqueue("Wet.")
    say(her, "It rained.")
    her.llm.read_ahead.clear()
    say(her, "Be blunter.")
    wait_for(lambda: bool(her.llm.read_ahead), "the new prompt to be read")
    assert "Be blunter than usual" in str(her.llm.read_ahead[-1].prompt)


def test_a_sentence_that_a_rule_cuts_is_kept_as_one(her: Core):
    say(her, "Stop asking questions.")
    her.llm.enqueue(["It rained in the garden, ", "didn't it?"])
    done = say(her, "It rained.")
    assert done.reply == "It rained in the garden."
    assert her.kept[-1] == ("her", done.reply)


def test_a_reply_of_questions_only_is_not_empty(her: Core):
    say(her, "Stop asking questions.")
    her.llm.enqueue(*["Where was it?"] * 3)
    done = say(her, "It rained.")
    assert done.reply
    assert "?" not in done.reply


def test_what_is_forbidden_as_a_rule_is_not_kept_as_a_topic_too_and_a_name_is_kept_as_a_fact_too(
    memory: Memory, her: Core
):
    say(her, "Don't call me darling.")
    assert memory.facts.due(10) == []
    say(her, "Call me Jo.")
    assert [message.text for message in memory.facts.due(10)] == ["Call me Jo."]


def test_go_back_ends_the_rule_just_told(memory: Memory, her: Core):
    say(her, "Stop asking questions.")
    assert say(her, "Go back.").reply == "All right. That rule is over: “asks no questions”."
    assert memory.rules.in_force() == []
    her.llm.enqueue("Where was it?")
    assert say(her, "It rained.").reply == "Where was it?"


def test_the_same_told_twice_is_meant_more_strongly_and_undone_to_the_first(memory: Memory, her: Core):
    say(her, "Shorter, please.")
    assert "much shorter" in say(her, "Shorter, please.").reply
    assert say(her, "Undo that.").reply == (
        "All right. That rule is over: “keeps it much shorter”. This one holds again: “keeps it shorter”."
    )
    assert [rule.manner.degree for rule in memory.rules.in_force()] == ["less"]


def test_told_a_third_time_it_is_not_meant_less_strongly(memory: Memory, her: Core):
    for line, degree in (
        ("Be a bit shorter.", "a bit less"),
        ("Shorter, please.", "less"),
        ("Shorter, please.", "much less"),
        ("Shorter, please.", "much less"),
        ("Be a bit shorter.", "much less"),
        ("Be a bit longer.", "a bit more"),
        ("No questions, please.", "none"),
        ("Ask me less, please.", "none"),
    ):
        say(her, line)
        assert memory.rules.list()[0].manner.degree == degree


def test_going_back_undoes_all_rules_of_the_line_and_names_them(memory: Memory, her: Core):
    say(her, "Be gentler.")
    say(her, "Be shorter and ask me less.")
    assert say(her, "Go back.").reply == "All right. These rules are over: “asks less” and “keeps it shorter”."
    assert [rule.manner.kind for rule in memory.rules.in_force()] == ["niceness"]


def test_going_back_brings_back_nothing_of_the_same_line(memory: Memory, her: Core):
    say(her, "Be longer. One sentence only.")
    assert memory.rules.in_force()
    say(her, "Go back.")
    assert memory.rules.in_force() == []


def test_you_can_ask_again_ends_that_kind_only(memory: Memory, her: Core):
    say(her, "Stop asking questions and be blunter.")
    say(her, "You can ask questions again.")
    assert [rule.manner.kind for rule in memory.rules.in_force()] == ["niceness"]


def test_a_condition_no_clock_tells_is_refused_honestly(memory: Memory, her: Core):
    reply = say(her, "Be gentler when I'm tired.").reply
    assert reply.startswith("I can't tell when you're tired, so I couldn't keep that.")
    assert memory.rules.list() == []


def test_the_rest_of_the_line_is_left_to_the_mind(her: Core):
    her.llm.enqueue("Try rice. What else is there?")
    assert say(her, "Stop asking questions. What should I cook tonight?").reply == f"{NO_QUESTIONS} Try rice."


@pytest.mark.parametrize("line", ["You can joke again.", "My boss is too nice.", "Make it shorter."])
def test_other_lines_are_left_to_the_mind(her: Core, line: str):
    her.llm.enqueue("Ah.")
    assert say(her, line).reply == "Ah."
