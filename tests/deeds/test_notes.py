"""Notes are kept word for word, read back, found by their words, removed and put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.memory import Memory
from tests.clock import Clock
from tests.deeds.room import Room


@pytest.fixture
def room(memory: Memory) -> Room:
    return Room(memory)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Make a note: the boiler man comes on the 5th.", "the boiler man comes on the 5th."),
        (
            "take a note, the man about the boiler is called Pascal and his van is white",
            "the man about the boiler is called Pascal and his van is white",
        ),
        ("Ada, write this down for me: the spare key is under the blue pot", "the spare key is under the blue pot"),
        ("note to self dont lend Kev money again", "dont lend Kev money again"),
        (
            "jot down that the meter read forty one thousand two hundred",
            "the meter read forty one thousand two hundred",
        ),
        ("keep this somewhere safe, locker number 318", "locker number 318"),
        (
            "please record a note. Landlord promised to repair the geyser before the fifteenth.",
            "Landlord promised to repair the geyser before the fifteenth.",
        ),
        (
            "idea for a story, a lighthouse keeper who is scared of the dark, save that",
            "idea for a story, a lighthouse keeper who is scared of the dark",
        ),
        ("note down Aoife's shoe size is a five no a five and a half", "Aoife's shoe size is a five and a half"),
        ('Make a note: he said "never again" and left', 'he said "never again" and left'),
        ("Make a note to buy it now", "buy it now"),
        ("I'd like to make a note, the car is on level three", "the car is on level three"),
        ("The car is on level three. Can you note that?", "The car is on level three"),
        ("Add to my notes: the car is on level three", "the car is on level three"),
        ("For my notes, the gate code is 2290", "the gate code is 2290"),
        ("The gate code is 2290, pop that in my notes", "The gate code is 2290"),
        ("Hang on to this for me: the gate code is 2290", "the gate code is 2290"),
        ("Quick note, the car is on level three", "the car is on level three"),
        ("Make a note that my sister's size is 38, please.", "my sister's size is 38"),
    ],
)
def test_a_note_is_kept_word_for_word_and_read_back(room: Room, line: str, text: str):
    answer = room.answer(line)
    assert answer is not None
    assert [note.text for note in room.memory.notes.all()] == [text]
    assert text in answer.said
    assert [(one.deed, one.text, one.undoable) for one in answer.receipts] == [("note", text, True)]


@pytest.mark.parametrize(
    "line",
    [
        "noted, haha",
        "he played one wrong note and the whole church turned around",
        "take note, boys, said the coach, and then he fell in the mud",
        "sick note in hand I went to the beach",
        "on a happier note the cat came home",
        "write that down, write that down, it's a thing my friends say off the internet",
        "I write everything down since the stroke and then I lose the paper",
        "write down your feelings, the doctor said",
        "leave a note on the fridge",
        "write me a note for school",
        "take this down a notch",
        "keep this to yourself",
        "save your breath, he won't listen",
        "Note that I never said that.",
        "I can't read my own writing",
        "what did I say about my mother?",
        "delete that",
    ],
)
def test_what_only_sounds_like_it_notes_nothing(room: Room, line: str):
    assert room.answer(line) is None
    assert room.memory.notes.all() == []


def test_notes_are_read_counted_and_found_by_their_words(room: Room, clock: Clock):
    assert room.say("Read me my notes.") == "There are no notes yet."
    room.say("Make a note: the boiler man comes on the 5th")
    room.wait(days=1)
    clock.wait(days=1)
    room.say("Make a note: my sister's shoe size is 38")
    assert room.say("What was the last note I took?") == "Noted today: “my sister's shoe size is 38”."
    assert room.say("How many notes do I have?") == "Two notes."
    assert room.say("Have I a note anywhere about the boilers?") == (
        "Noted yesterday: “the boiler man comes on the 5th”."
    )
    assert room.say("What did I say about the boiler man?") == "Noted yesterday: “the boiler man comes on the 5th”."
    assert room.say("What have I got written down about the boiler?") == (
        "Noted yesterday: “the boiler man comes on the 5th”."
    )
    assert room.say("Search my notes for unicorns") == "There's no note about unicorns."
    assert room.say("Read me back my notes.") == (
        "Two notes. Today: “my sister's shoe size is 38”. Yesterday: “the boiler man comes on the 5th”."
    )


def test_that_note_is_found_by_what_it_is_about(room: Room):
    room.say("Make a note: the boiler man comes on the fifth")
    assert room.say("What was that note about the boiler?") == "Noted today: “the boiler man comes on the fifth”."


def test_notes_are_removed_and_put_back(room: Room):
    room.say("Note to self: dont lend Kev money")
    room.say("Make a note: Kev's birthday is in May")
    said = room.say("Delete the note about Kev before he sees it")
    assert said == "Which one, “Kev's birthday is in May” or “dont lend Kev money”?"
    assert room.say("The one about money") == "Removed: “dont lend Kev money”."
    assert [note.text for note in room.memory.notes.all()] == ["Kev's birthday is in May"]
    assert room.say("Undo that.") == "The note is back."
    assert room.say("Delete all my notes.") == "Two notes are gone."
    assert room.say("Undo that.") == "The notes are back."
    assert len(room.memory.notes.all()) == 2


def test_undo_and_a_correction(room: Room):
    room.say("Make a note: the code is 4711")
    assert room.say("Change it to the code is 4712") == "Noted: “the code is 4712”."
    assert [note.text for note in room.memory.notes.all()] == ["the code is 4712"]
    assert room.say("Undo that.") == "The note is gone."
    assert room.memory.notes.all() == []


def test_she_asks_what_to_note(room: Room):
    assert room.say("Make a note.") == "What shall I note?"
    assert room.say("The door code is 4711.") == "Noted: “The door code is 4711.”"
    assert room.say("Make a note.") == "What shall I note?"
    assert room.say("Never mind.") is None


@pytest.mark.parametrize("goodbye", ["Night night", "good night", "bye then", "Goodbye, dear"])
def test_a_goodbye_is_not_noted(room: Room, goodbye: str):
    room.say("Make a note.")
    room.say(goodbye)
    assert not room.memory.notes.all()


def test_another_request_in_the_line_is_not_noted(room: Room):
    said = room.say("Make a note that the bins go out on Tuesday and set a timer for ten minutes")
    assert said == "Noted: “the bins go out on Tuesday”. Timer, ten minutes."
    said = room.say("Make a note: call Amy and Tom")
    assert said == "Noted: “call Amy and Tom”."


def test_notes_outlive_a_restart_and_are_in_the_history(reopen: Callable[[], Memory]):
    memory = reopen()
    line = "Make a note: the boiler man comes on the 5th"
    message = memory.add(memory.begin_conversation(), "you", line, "typed")
    memory.notes.add("the boiler man comes on the 5th", message.id)
    again = reopen()
    assert [note.text for note in again.notes.all()] == ["the boiler man comes on the 5th"]
    assert [hit.message.text for hit in again.search("boiler").hits] == [line]
    again.forgetting.message(message.id)
    assert [(note.text, note.message) for note in again.notes.all()] == [("the boiler man comes on the 5th", None)]
