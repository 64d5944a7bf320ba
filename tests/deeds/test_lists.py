"""Lists are understood, kept, read, ticked, cleared and undone; what only sounds like it does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from companion.deeds.deeds import Deeds
from companion.deeds.list_items import items_of
from companion.memory import Memory
from tests.deeds.room import START, Room


@pytest.fixture
def room(memory: Memory) -> Room:
    return Room(memory)


def on(room: Room, name: str) -> list[str]:
    return next(([item.text for item in kept.open] for kept in room.memory.lists.all() if kept.name == name), [])


@pytest.mark.parametrize(
    ("line", "name", "items"),
    [
        ("Add milk and bread to the shopping list.", "shopping", ["milk", "bread"]),
        ("Ada, could you put a litre of milk on my shopping list, please?", "shopping", ["a litre of milk"]),
        ("we're out of bin bags, put them on the list", "shopping", ["bin bags"]),
        (
            "I used the last of the washing up liquid, you might add it to the shopping",
            "shopping",
            ["washing up liquid"],
        ),
        ("packing list, togs, goggles, towel", "packing", ["togs", "goggles", "towel"]),
        ("stick Sapiens on my books to read", "books to read", ["Sapiens"]),
        (
            "onions, garam masala, two kilos atta and coriander, add these to groceries please",
            "groceries",
            ["onions", "garam masala", "two kilos atta", "coriander"],
        ),
        (
            "add a scarf for Nana and a book token for Fionn to the Christmas presents list",
            "Christmas presents",
            ["a scarf for Nana", "a book token for Fionn"],
        ),
        ("eggs butter no not butter we have butter eggs and cream on the shopping list", "shopping", ["eggs", "cream"]),
        (
            "On the to do list put call the bank, descale the kettle and find the passport",
            "to do",
            ["call the bank", "descale the kettle", "find the passport"],
        ),
        ("put call Mum and Dad on my to do list", "to do", ["call Mum and Dad"]),
        (
            "guest list for the party, add Tunde, Bisi and Bisi's husband",
            "guest list for the party",
            ["Tunde", "Bisi", "Bisi's husband"],
        ),
        ("put milk, no, oat milk on the shopping list", "shopping", ["oat milk"]),
        ("start a list for the party with balloons and cake", "party", ["balloons", "cake"]),
        ("Put eggs on the shopping list for tomorrow", "shopping", ["eggs"]),
        ("Would you mind adding toothpaste to my shopping list?", "shopping", ["toothpaste"]),
        ("Add to my shopping list milk, eggs and cheese", "shopping", ["milk", "eggs", "cheese"]),
        ("Bananas and apples for the shopping list", "shopping", ["bananas", "apples"]),
        ("The coffee's gone, put it on the shopping list", "shopping", ["coffee"]),
        ("I have to call the plumber, put that on my to do list", "to do", ["call the plumber"]),
        ("Don't forget to put bananas on the shopping list", "shopping", ["bananas"]),
    ],
)
def test_what_is_to_be_put_on_a_list_is_on_it_and_read_back(room: Room, line: str, name: str, items: list[str]):
    answer = room.answer(line)
    assert answer is not None
    assert on(room, name) == items
    assert all(item in answer.said for item in items)
    assert [(one.deed, one.undoable) for one in answer.receipts] == [("list", True)]


@pytest.mark.parametrize(
    "line",
    [
        "I put milk on the shopping list yesterday",
        "she always writes her shopping list on the back of an envelope",
        "my to do list is endless",
        "there are too many things on my to do list",
        "put me on the guest list",
        "put my name on the waiting list",
        "add sugar to my tea",
        "put the kettle on",
        "add insult to injury he sent me the bill",
        "take your coat off",
        "take it off your chest, that's what my aunt says",
        "he ticked me off",
        "make a list of the kings of England",
        "the shopping list, who needs it",
        "clear your head",
        "delete my browser history when I die",
        "cancel culture is all they talk about",
        "what's on your mind",
        "what's on TV?",
        "high on my list",
        "that's going on the list",
        "swap places with me",
        "move to Spain",
        "we're out of milk",
        "put yourself in my shoes for a minute",
        "I bought eggs, cream, the lot, and then nobody came",
        "bread and butter, that was supper",
        "My friend has a list of every bird she ever saw. Four hundred and eleven.",
    ],
)
@pytest.mark.parametrize("busy", [False, True])
def test_what_only_sounds_like_it_does_nothing(room: Room, line: str, busy: bool):
    if busy:
        room.say("Add milk and bread to the shopping list")
        room.say("Put call the bank on my to do list")
    before = room.memory.lists.all()
    assert room.answer(line) is None
    assert room.memory.lists.all() == before


def test_the_list_that_something_is_on_is_told(room: Room):
    room.say("Put milk on the shopping list")
    room.say("Put goggles on the packing list")
    assert room.say("Which list is milk on?") == "Yes, milk is on the shopping list."
    assert room.say("Which list is the cat on?") is None


def test_lists_are_read_counted_and_asked_about(room: Room):
    assert room.say("What's on the shopping list?") == "There are no lists yet."
    room.say("Add milk, eggs and bread to my shopping list")
    assert room.say("What's on it?") == "On the shopping list: milk, eggs and bread."
    assert room.say("Is there bread on the list?") == "Yes, bread is on the shopping list."
    assert room.say("Did I put batteries on the shopping?") == "No batteries on the shopping list."
    assert room.say("How many things are on my shopping list?") == (
        "Three things on the shopping list: milk, eggs and bread."
    )
    room.say("Put call the bank on my to do list")
    assert room.say("What lists do I have?") == "There are two lists: to do and shopping."
    assert room.say("What's on the wish list?") == "There's no wish list. There are two lists: to do and shopping."
    assert room.memory.receipts.list(undone=False)[0].text == "to do: call the bank"


def test_ticking_taking_off_and_what_is_left(room: Room):
    room.say("Packing list: socks, goggles and a towel")
    assert room.say("Tick off the goggles") == "Goggles: ticked off."
    assert room.say("I've packed the towel, cross it off") == "A towel: ticked off."
    assert room.say("What do I still have to pack?") == "Still on the packing list: socks."
    assert room.say("Read me the packing list") == "On the packing list: socks. Ticked off: goggles and a towel."
    assert room.say("Do I have a packing list?") == "On the packing list: socks. Ticked off: goggles and a towel."
    assert room.say("take the socks off, himself has some") == "Socks are off the packing list."
    assert room.say("Take the hat off the packing list") == "There's no hat on the packing list."
    assert room.say("Remove the ticked ones from the packing list") == "What was ticked is off the packing list."
    assert on(room, "packing") == []


def test_swapping_moving_renaming_clearing_and_removing(room: Room):
    room.say("Add milk and cream to the shopping list")
    assert room.say("swap the cream for yoghurt on the list") == "On the shopping list: yoghurt, in place of cream."
    room.say("Start a list called packing")
    assert room.say("move milk from the shopping list to the packing list") == "Milk is on the packing list now."
    assert room.say("Rename the packing list to holiday") == "The packing list is called holiday now."
    assert (on(room, "shopping"), on(room, "holiday")) == (["yoghurt"], ["milk"])
    assert room.say("Clear the shopping list, I'm after doing the shop") == "The shopping list is empty now."
    assert room.say("Delete the holiday list altogether") == "The holiday list is gone."
    assert [kept.name for kept in room.memory.lists.all()] == ["shopping"]


@pytest.mark.parametrize(
    "line",
    [
        "Add butter to the shopping list",
        "Add milk to the shopping list and tick off the eggs",
        "Tick off the milk",
        "Take the milk off the shopping list",
        "Swap the milk for oat milk on the shopping list",
        "Move the milk to the packing list",
        "Rename the shopping list to market",
        "Clear the shopping list",
        "Delete the shopping list",
        "Start a list called packing",
    ],
)
def test_every_change_can_be_undone(room: Room, line: str):
    room.say("Add milk, eggs and bread to my shopping list")

    def kept() -> list[tuple[str, object]]:
        return [(one.name, one.items) for one in room.memory.lists.all()]

    before = kept()
    answer = room.answer(line)
    assert answer is not None
    assert kept() != before
    for receipt in reversed(answer.receipts):
        room.deeds.undo(receipt.id)
    assert kept() == before


def test_undo_that_and_a_correction(room: Room):
    room.say("Add milk to the shopping list")
    room.say("Put oat milk on the shopping list")
    assert room.say("No, I meant almond milk.") == "On the shopping list: almond milk."
    assert on(room, "shopping") == ["milk", "almond milk"]
    assert room.say("Undo that.") == "The shopping list is as before."
    assert on(room, "shopping") == ["milk"]
    room.say("Put socks on the shopping list")
    room.say("No, on the packing list")
    assert (on(room, "shopping"), on(room, "packing")) == (["milk"], ["socks"])


def test_she_asks_what_is_missing_and_knows_the_answer(room: Room):
    assert room.say("Put it on the list.") == "What shall I put on it?"
    assert room.say("Apples and pears.") == "New list, shopping: apples and pears."
    assert room.say("Make a new list") == "What shall it be called?"
    assert room.say("Birthday party") == "New list: Birthday party."
    room.wait(hours=3)
    assert room.say("Put candles on the list") == "On which list, Birthday party or shopping?"
    assert room.say("The birthday one") == "On the Birthday party list: candles."
    assert room.say("Put it on the list.") == "What shall I put on it?"
    assert room.say("I'm tired of it all, you know.") is None


def test_several_requests_in_one_line(room: Room):
    said = room.say("Add sun cream to the packing list and milk to the shopping list")
    assert said == "New list, packing: sun cream. New list, shopping: milk."
    said = room.say("shopping list add cheese and set a timer for ten minutes")
    assert said == "On the shopping list: cheese. Timer, ten minutes."


def test_what_is_there_already_is_not_put_on_twice(room: Room):
    room.say("Add milk to the shopping list")
    assert room.say("Add milk to the shopping list") == "Milk is on the shopping list already."
    assert on(room, "shopping") == ["milk"]
    room.say("Tick off the milk")
    assert room.say("Add milk to the shopping list") == "On the shopping list: milk."
    assert on(room, "shopping") == ["milk"]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("fish and chips", ("fish and chips",)),
        ("salt, pepper, and some oil too", ("salt", "pepper", "oil")),
        ("it", ()),
        ("me", None),
        ("cheese and remind me at eight to call", None),
    ],
)
def test_things_are_taken_apart(words: str, items: tuple[str, ...] | None):
    assert items_of(words) == items


def test_lists_outlive_a_restart_and_the_line_that_asked(reopen: Callable[[], Memory]):
    memory = reopen()
    deeds = Deeds(memory, lambda: START)
    message = memory.add(memory.begin_conversation(), "you", "Add milk to the shopping list.", "typed")
    reading = deeds.read(message.text)
    assert reading is not None
    deeds.carry_out(reading, message.id)
    memory.forgetting.message(message.id)
    assert memory.receipts.list() == []
    (kept,) = reopen().lists.all()
    assert [(item.text, item.message) for item in kept.items] == [("milk", None)]


@pytest.mark.parametrize("line", ["Get rid of the whole shopping list.", "Delete the whole of the shopping list."])
def test_the_whole_list_is_the_list(room: Room, line: str):
    room.say("Put milk on the shopping list.")
    assert room.say(line) == "The shopping list is gone."
