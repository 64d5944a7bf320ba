"""How a question asks: about whom, about when, and what it means after the line before it."""

from __future__ import annotations

import pytest

from companion.retrieval import question_form


@pytest.mark.parametrize(
    ("text", "before", "meant"),
    [
        ("And what does she do?", "Remind me, where does my sister live?", "And what does my sister do?"),
        ("What is her name?", "I saw my sister today.", "What is my sister's name?"),
        ("How old is he?", "So Nora rang Tom.", "How old is Tom?"),
        ("And who was I going to before that?", "Who's my doctor?", "Who's my doctor? And who was I going to before that?"),
        ("What colour is it?", "What am I driving now?", "What am I driving now? What colour is it?"),
        ("And now?", "Where do I live?", "Where do I live? And now?"),
        ("What is it my husband does?", "How old is my nephew?", "What is it my husband does?"),
        ("What colour is it?", "I bought a car.", "What colour is it?"),
        ("How are you?", "Where do I live?", "How are you?"),
        ("I see.", "Where do I live?", "I see."),
        ("Where do I live?", "", "Where do I live?"),
    ],
)  # fmt: skip
def test_what_a_question_means_after_the_line_before_it(text: str, before: str, meant: str):
    assert question_form.standalone_question(text, before) == meant


@pytest.mark.parametrize(
    "text", ["Where do I live", "what park do i walk in", "And you?", "Really?", "whats my moms job"]
)
def test_a_line_that_only_asks(text: str):
    assert question_form.only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Where do I live? I live in Porto.",
        "What a day was that.",
        "",
        "When Mum was ill I did all the shopping.",
        "When I was little we lived in Faro.",
        "Where Dad was born there was a mill.",
        "What Nora is good at is baking.",
    ],
)
def test_a_line_that_tells_too(text: str):
    assert not question_form.only_asks(text)


def test_whose_words_and_which_time_are_asked_for():
    assert question_form.asks_what_she_said("What did you say about it?")
    assert not question_form.asks_what_she_said("What did I say about it?")
    assert question_form.asks_about_past("Where did I live before?")
    assert not question_form.asks_about_past("Where do I live?")


@pytest.mark.parametrize("text", ["What's his wife's name?", "Which school was mum at?", "Where was our flat?"])
def test_a_question_about_the_user_or_people_close_to_them(text: str):
    assert question_form.is_personal(text)
    assert question_form.may_ask_for_memory(text)


def test_a_question_about_the_world_or_about_her():
    assert not question_form.is_personal("What is a fugue?")
    assert not question_form.is_personal("What does a vet do?")
    assert not question_form.is_personal("What makes us human?")
    assert not question_form.may_ask_for_memory("What do you like?")
    assert not question_form.may_ask_for_memory("What should I wear?")


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("How long do I boil an egg?", True),
        ("What's the capital of Norway?", True),
        ("How do I make my curry?", False),
        ("Where does my sister live?", False),
    ],
)
def test_what_everybody_may_know_is_not_asked_of_the_memory(text: str, general: bool) -> None:
    assert question_form.is_general(text) is general
    assert not (general and question_form.may_ask_for_memory(text))
