"""A letter is asked for, written and changed in a talk; its text is shown, and she says little of it."""

from __future__ import annotations

from companion.care import Care
from companion.events import CannotDo, DeedDone, LetterShown, TurnDone
from companion.remembering import extract_facts
from companion.settings import Settings
from tests.core import Core


def say(her: Core, line: str) -> str:
    her.loudspeaker.flow()
    her.say(line)
    return her.told.until(TurnDone).reply


def test_a_letter_is_written_shown_and_changed(her: Core):
    assert say(her, "Write a birthday message for Tom") == "A birthday message to Tom, then. What must be in it?"
    assert say(her, "The goat.") == "How should it sound?"
    assert her.llm.requests == []
    her.llm.enqueue("Happy birthday! The goat sends its best. Come and see us.")
    said = say(her, "Just write it.")
    assert said == (
        "I'm writing it now. Here is a first draft, three sentences. It isn't signed, for I don't know your name. Shall I read it?"
    )
    shown = her.told.of(LetterShown)
    assert [one.title for one in shown] == ["to Tom"]
    assert "The goat sends its best." in shown[0].text
    assert [(one.deed, one.text, one.undo) for one in her.told.of(DeedDone)] == [("letter", "to Tom", True)]
    assert "The goat sends its best." in say(her, "Yes, please.")
    assert say(her, "Change goat to sheep.") == "“goat” is “sheep” now."
    assert "The sheep sends its best." in her.memory.letters.one(1).text


def test_she_sends_nothing_and_says_so(her: Core):
    say(her, "Write a birthday message for Tom")
    her.llm.enqueue("Happy birthday! I think of you. Come and see us.")
    say(her, "Just write it.")
    assert say(her, "Send it.").startswith("I can't send it; I send nothing.")
    assert [one.what for one in her.told.of(CannotDo)] == ["sending letters"]


def test_letters_that_are_switched_off_are_not_written(her: Core):
    her.answering.use_settings(Care(Settings(deeds_off=("letter",))), remembering=True)
    assert say(her, "Write a birthday message for Tom") == "That is switched off in Settings."
    assert [one.what for one in her.told.of(CannotDo)] == ["letter"]
    assert her.llm.requests == []
    her.answering.use_settings(Care(Settings()), remembering=True)
    assert say(her, "Write a birthday message for Tom").startswith("A birthday message to Tom")


def test_what_is_asked_of_another_deed_does_not_become_part_of_a_letter(her: Core):
    say(her, "Write a birthday message for Tom")
    assert "milk" in say(her, "Put milk on the shopping list.")
    assert [one.deed for one in her.told.of(DeedDone)] == ["list"]
    her.llm.enqueue("Happy birthday! I think of you. Come and see us.")
    say(her, "Just write the message.")
    assert "milk" not in her.memory.letters.one(1).text


def test_nothing_remembered_is_offered_while_remembering_is_off(her: Core):
    told = her.memory.add(her.memory.begin_conversation(), "you", "My sister Nora plays the cello.", "typed")
    for candidate in extract_facts(told.text, told.at):
        her.memory.facts.accept(candidate, told.id)
    her.answering.use_settings(Care(Settings(remembering=False)), remembering=False)
    assert "cello" not in say(her, "Write a birthday message for my sister")
    say(her, "Never mind.")
    her.answering.use_settings(Care(Settings()), remembering=True)
    assert "cello" in say(her, "Write a birthday message for my sister")
