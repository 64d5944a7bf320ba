"""Checks which names and numbers occur in no source, and which notes a reply rests on."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.text.grounding import content_words, sources_of, support_share, ungrounded
from companion.text.notes import Note

SAID = "My sister Nora moved to Lisbon on the third of March. I have 2 cats, and she's nine."


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        ("Your sister Nora lives in Lisbon.", []),
        ("Your sister's in Lisbon, isn't she, since 3 March?", []),
        ("You have two cats, and one is Nora's, who is 9.", []),
        ("She is with Clara in Paris.", ["Clara", "Paris"]),
        ("She moved on the 4th of March, with twelve cats.", ["4th", "twelve"]),
        ("Never mind. I'm glad.", []),
        ("NORA went in May.", ["May"]),
    ],
)
def test_names_and_numbers_must_have_been_said(text: str, not_said: list[str]):
    assert ungrounded(text, [SAID]) == not_said


def test_a_word_is_the_same_with_its_endings():
    assert content_words("She walked") == content_words("walking") == content_words("I'm walking, you walk") == {"walk"}
    assert content_words("I don't know, you never told me.") == set()


@pytest.mark.parametrize(
    ("text", "share"),
    [("Your sister moved.", 1.0), ("Your sister drowned.", 0.5), ("Oh.", 1.0), ("Boats burned.", 0.0)],
)
def test_the_share_of_a_text_that_was_said(text: str, share: float):
    assert support_share(text, [SAID]) == share


NOTES = (
    Note(datetime(2026, 3, 2), "you", "My sister Nora lives in Lisbon now."),
    Note(datetime(2026, 3, 3), "you", "I'm reading Middlemarch."),
)


@pytest.mark.parametrize(
    ("asked", "reply", "drawn"),
    [
        ("Where does my sister live?", "She's in Lisbon.", NOTES[:1]),
        ("Where does my sister live?", "Your sister lives in Paris.", ()),
        ("What am I reading?", "I'm reading a book.", ()),
        ("What am I reading?", "Middlemarch. Ask Nora.", NOTES),
        ("Is my sister in Lisbon?", "Yes.", NOTES[:1]),
        ("Do you know where my sister lives?", "Yes, of course.", ()),
    ],
)
def test_a_reply_draws_on_a_note_whose_words_it_has_beyond_the_questions(
    asked: str, reply: str, drawn: tuple[Note, ...]
):
    assert sources_of(reply, asked, NOTES) == drawn


def test_without_notes_there_is_nothing_to_draw_on():
    assert sources_of("Yes.", "Is she?", ()) == ()
