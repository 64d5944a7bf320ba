"""The written rules tell an answer that holds from one that does not, and say why."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.rehearsal.fact_questions import asking_for
from companion.rehearsal.judging import (
    Answer,
    admits_not_knowing,
    avoids,
    keeps_rule,
    knows,
    says_goodnight,
    says_name,
    talks_like_her,
)
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import Scope


def rule(manner: Manner) -> ToldRule:
    return ToldRule(1, manner, Scope(), "as told", datetime(2026, 3, 1), None)


def test_her_name_must_be_said():
    judge = says_name("Ada")
    assert judge(Answer("What is your name?", "I'm Ada."), ()) == ""
    assert judge(Answer("What is your name?", "I am Qwen."), ()) == "she does not say her name, Ada"


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("Then put your feet up. What was the longest part of it?", ""),
        ("word " * 80, "she talks at length (80 words)"),
        ("Sure:\n1. Rest\n2. Eat", "she writes a list instead of talking"),
        ("As an AI language model I have no days.", "she talks like an assistant"),
        ("  ", "she says nothing"),
        ("You said.", "she hardly answers"),
        ("Rain on windows. Ada listens closely.", "she recites what she was told about herself"),
    ],
)
def test_everyday_talk_is_short_and_spoken(reply: str, why: str):
    assert talks_like_her("Ada")(Answer("A long day.", reply), ()) == why


@pytest.mark.parametrize(
    ("manner", "kept", "broken"),
    [
        (Manner("calling", value="darling"), "Good evening, Marek.", "Well, darling, that is late."),
        (Manner("questions", "none"), "That sounds good.", "What will you cook?"),
        (Manner("sentences", value="1"), "That sounds good.", "That sounds good. Go on. And then rest."),
        (Manner("exclamations", "none"), "Lovely.", "Lovely!"),
    ],
)
def test_a_rule_is_judged_over_all_answers(manner: Manner, kept: str, broken: str):
    judge = keeps_rule(rule(manner), "Marek")
    fine, bad = Answer("I cook.", kept), Answer("I cook.", broken)
    assert judge(fine, (fine, fine)) == ""
    assert judge(fine, (fine, bad)) == f"she breaks it: “{broken}”"


def test_a_forbidden_topic_may_come_up_only_where_it_is_asked_about():
    judge = avoids("father")
    by_herself = Answer("What do you remember about me?", "Your dad is called Jan.")
    asked = Answer("What is my father called?", "Your father is called Jan.")
    assert judge(asked, (asked,)) == ""
    assert judge(asked, (asked, by_herself)).startswith("she brings it up")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("You never told me, so I don't know.", ""),
        ("You haven’t told me that.", ""),
        ("That I don't know. You never said.", ""),
        ("You wear 42.", "she makes something up: “42”"),
        ("Quite an ordinary one.", "she does not say that she was never told"),
    ],
)
def test_what_was_never_told_is_not_made_up(reply: str, why: str):
    assert admits_not_knowing(("Ada", "Marek"))(Answer("What is my shoe size?", reply), ()) == why


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("Good night, Marek. Sleep well.", ""),
        ("Tomorrow then.", ""),
        ("Hello there.", "she does not say good night"),
        ("Good night. What did you eat?", "she asks something instead of letting you go"),
        ("Good night. " + "And so on it goes " * 6, "she talks on instead of saying good night"),
    ],
)
def test_a_good_night_lets_one_go(reply: str, why: str):
    assert says_goodnight(Answer("Good night.", reply), ()) == why


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("You found it at the market.", ""),
        ("I'm not sure. On 3 March you said: “I found the case at the market.”", ""),
        ("I found it at the market.", "she takes it for her own"),
        ("No idea.", "she does not say “found” and “market”"),
    ],
)
def test_what_was_told_stays_the_users(reply: str, why: str):
    question = asking_for("What did I tell you about the case?", "I found the case at the market.")
    assert question is not None
    assert knows(question)(Answer(question.line, reply), ()) == why
