"""Lines that tell her how to be are understood, with when; lines that only sound like it are not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from companion.told_rules.grammar import RuleCommand, asks_for_a_text, parse_rule_command
from companion.told_rules.phrases import manners, once
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import ALWAYS
from companion.told_rules.wording import as_sentence, prompt_sentences

NOW = datetime(2026, 11, 29, 21, 30)


def parsed(line: str, **known: Any) -> RuleCommand | None:
    return parse_rule_command(line, NOW, **known)


RULES = [
    ("You're too nice.", "niceness", "less", ""),
    ("Be less polite in the morning.", "niceness", "less", "in the morning"),
    ("Shorter, please.", "length", "less", ""),
    ("Tease me more!", "teasing", "more", ""),
    ("Ask me less, please.", "questions", "less", ""),
    ("Could you be a bit blunter after ten?", "niceness", "a bit less", "at night, from 22:00 on"),
    ("I'd like you to be much gentler with me on weekdays.", "niceness", "much more", "on weekdays"),
    ("From nine to five, no jokes.", "jokes", "none", "from 09:00 to 17:00"),
    ("Stop asking questions.", "questions", "none", ""),
    ("No exclamation marks!", "exclamations", "none", ""),
    ("Don't give me advice.", "advice", "none", ""),
    ("Don't talk about yourself.", "herself", "none", ""),
    ("Be more formal until tomorrow.", "formality", "more", "until 05:00 tomorrow"),
    ("Short answers today please, I've got a migraine.", "length", "less", "until midnight"),
    ("no advice after ten at night please its too late to fix anything", "advice", "none", "at night, from 22:00 on"),
    ("I'm tired, so ask me less.", "questions", "less", ""),
    ("tlak to me like a friend not a bank", "formality", "less", ""),
    ("just the gist, please", "length", "less", ""),
    ("sotp asking quesitons", "questions", "none", ""),
    ("nveer ask me questions", "questions", "none", ""),
    ("Feel free to tease me.", "teasing", "more", ""),
    ("You agree with everything I say.", "niceness", "less", ""),
    ("Talk to me like a normal person.", "formality", "less", ""),
    ("Enough of the compliments, please.", "niceness", "less", ""),
    ("Give the jokes a rest.", "jokes", "none", ""),
    ("There's no need to ask me so many questions.", "questions", "less", ""),
    ("You can swear with me.", "swearing", "more", ""),
    ("For an hour, no questions.", "questions", "none", "until 22:31 today"),
]


@pytest.mark.parametrize(("line", "kind", "degree", "scope"), RULES, ids=[rule[0] for rule in RULES])
def test_a_rule_is_understood_with_its_degree_and_its_time(line: str, kind: str, degree: str, scope: str):
    command = parsed(line)
    assert command is not None
    assert command.action == "make"
    ((manner, when),) = command.rules
    assert (manner.kind, manner.degree, when.in_words(NOW)) == (kind, degree, scope)


VALUES = [
    ("Don't call me darling.", "calling", "darling"),
    ("Never say 'how interesting'.", "saying", "how interesting"),
    ("Stop saying lovely.", "saying", "lovely"),
    ("Call me Jo.", "name", "Jo"),
    ("Call me Spot.", "name", "Spot"),
    ("Call me Jsut Jo.", "name", "Jsut Jo"),
    ("Call me April.", "name", "April"),
    ("Never say 'spot on'.", "saying", "spot on"),
    ("Dont say 'Pelase Hold'.", "saying", "Pelase Hold"),
    ("One sentence only.", "sentences", "1"),
    ("No more than ten words.", "words", "10"),
]


@pytest.mark.parametrize(("line", "kind", "value"), VALUES, ids=[rule[0] for rule in VALUES])
def test_the_words_and_numbers_of_a_rule_are_kept(line: str, kind: str, value: str):
    command = parsed(line)
    assert command is not None
    assert [(manner.kind, manner.value) for manner, _ in command.rules] == [(kind, value)]


@pytest.mark.parametrize(
    "line",
    [
        "My boss is too nice.",
        "I told him to be shorter.",
        "The days are getting shorter.",
        "Make it shorter.",
        "You're too kind.",
        "Call me tomorrow.",
        "Don't call me tomorrow.",
        "Call me crazy.",
        "Call me Monday.",
        "Call me Monday morning.",
        "Call me in March.",
        "Spot asking me questions.",
        "Nerve ask me questions.",
        "Tell me more.",
        "Say more.",
        "Why are you so nice?",
        "Don't ask me about work.",
        "Never bring up my father.",
        "Don't say that.",
        "Stop it.",
        "Good night.",
        "Stop asking, she said, and I did.",
        "She asks me less these days.",
        "Tell me a joke.",
        "Go back.",
        "Say that once more.",
        "Do you like the cryptic or the quick? Be frank.",
        "Tell me a joke then and I'll see if it's in tune.",
        "I need to cut down on sugar.",
        "I'd like to ask fewer questions in meetings.",
        "Short answer, is it going to rain or not",
    ],
)
def test_a_line_that_only_sounds_like_a_rule_is_none(line: str):
    assert parsed(line) is None


EVERYDAY = """
No plans. | No homework. | I hate homework. | I don't like therapy. | Don't send me to sleep. | No sugar. |
Less sugar, please. | I don't need a nurse. | No fun. | I hate interviews. | None of your business. |
Take your time. | No nonsense. | No honey. | No instructions. | I'm done with therapy. | I'm sick of interviews. |
Enough of homework. | Too much sugar. | Too many interviews. | More homework. | More fun, please. | I hate poetry. |
No cheek. | I miss the fun. | I could do without homework. | I'd like some sugar. | Cut down on sugar. |
Go easy on the sugar. | Drop the homework. | No more plans. | No plans tonight. | I hate lectures. |
I don't like jokes. | I don't like nicknames. | I hate speeches. | I need company. | I want the truth. |
The essentials. | The short version. | Half as much. | Less is more. | Don't fix it. | Don't send me to bed. |
Don't point me to it. | Warmer. | A bit cooler today. | Harder. | Simpler. | Grumpy. | I don't need a babysitter. |
No riddles. | No bite. | Small portions.
"""


@pytest.mark.parametrize("line", [line.strip() for line in EVERYDAY.split("|")])
def test_an_everyday_answer_is_no_rule(line: str):
    assert parsed(line) is None


@pytest.mark.parametrize(
    ("hers", "line"),
    [
        ("Did the doctor say anything?", "No advice."),
        ("How was the speech?", "No jokes."),
        ("Well, well. What was the new teacher like?", "Nicer."),
        ("How long was it?", "Shorter."),
        ("How did the letters strike you?", "Less formal."),
        ("Do you have any questions?", "No questions."),
    ],
)
def test_a_few_words_that_answer_her_question_are_no_rule(hers: str, line: str):
    assert parsed(line, hers=hers) is None
    assert parsed(line, hers="There we are.") is not None


@pytest.mark.parametrize(
    ("hers", "line"),
    [
        ("Shall I make fewer jokes?", "Fewer jokes."),
        ("And what did you do then?", "No questions."),
        ("And what did you do then?", "No emojis."),
        ("Would you rather I asked fewer questions?", "Fewer questions."),
        ("What is it?", "Shorter, please."),
        ("What is it?", "Be nicer."),
        ("Do you want to talk about it?", "Enough of your advice."),
    ],
)
def test_a_rule_is_one_after_a_question_too(hers: str, line: str):
    assert parsed(line, hers=hers) is not None


@pytest.mark.parametrize(
    "line", ["Drop your homework.", "Enough of the nonsense.", "Be warmer.", "Softer, please.", "Less of your fuss."]
)
def test_an_everyday_word_said_to_her_is_a_rule(line: str):
    assert parsed(line) is not None


def test_several_rules_stand_in_one_line_and_a_reason_beside_them():
    command = parsed("Be shorter and ask me less. In the morning be blunter, I can take it. How was it?")
    assert command is not None
    kinds = [(manner.kind, scope.in_words(NOW)) for manner, scope in command.rules]
    assert kinds == [("length", ""), ("questions", ""), ("niceness", "in the morning")]
    assert command.rest == "How was it?"


@pytest.mark.parametrize("line", ["When I'm tired, be gentler.", "Be shorter when I'm tired.", "At work, no jokes."])
def test_a_condition_that_no_clock_tells_is_not_taken_for_always(line: str):
    command = parsed(line)
    assert command is not None
    assert (command.action, command.rules) == ("unclear", ())
    assert command.condition in ("when i'm tired", "at work")


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("Go back to how you were.", "end all"),
        ("Forget that rule.", "end last"),
        ("You can ask questions again.", "end kinds"),
        ("Forget the rule about jokes.", "end kinds"),
        ("i take it back about the mate thing call me what you want", "end kinds"),
        ("never mind the one sentence thing, talk as long as you like", "end kinds"),
        ("Actually, I liked you better before.", "end all"),
    ],
)
def test_rules_are_taken_back(line: str, action: str):
    command = parsed(line)
    assert command is not None
    assert command.action == action


def test_go_back_means_the_rule_only_after_she_has_repeated_one():
    assert parsed("Go back.") is None
    command = parsed("Go back.", just_told=True)
    assert command is not None
    assert command.action == "end last"


def test_shorter_means_the_text_after_a_text_was_asked_for():
    assert asks_for_a_text("Write a birthday message for my sister.")
    assert not asks_for_a_text("I got a message from Nora.")
    assert parsed("Shorter, please.", writing=True) is None
    assert parsed("Shorter, from now on.", writing=True) is not None
    assert parsed("Keep your answers short.", writing=True) is not None


def test_everything_that_is_understood_can_be_said_and_told_to_the_mind():
    for phrase in (*manners(), *once()):
        rule = ToldRule(1, Manner(phrase.kind, phrase.degree, "2"), ALWAYS, "", NOW, None)
        assert as_sentence(rule).startswith("She ")
        assert prompt_sentences([rule])[0].endswith(".")
