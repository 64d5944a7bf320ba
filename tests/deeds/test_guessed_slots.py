"""Tests of what is kept of roundabout requests: things on lists, words of notes, names of events."""

from __future__ import annotations

import pytest

from companion.deeds.calendar_grammar import AskCalendar, PutIn
from companion.deeds.calendar_guess import guess_calendar
from companion.deeds.list_guess import guess_list
from companion.deeds.list_requests import AboutList
from companion.deeds.note_grammar import ReadNotes, TakeNote
from companion.deeds.note_guess import guess_note
from tests.deeds.room import START


@pytest.mark.parametrize(
    ("line", "name", "items"),
    [
        ("we're out of bin bags put them on the list", "", ("bin bags",)),
        ("homework list: chapter six, the poem, French verbs", "homework", ("chapter six", "the poem", "French verbs")),
        (
            "Restaurants to try: that new Ethiopian place on Capel Street, add it",
            "",
            ("new Ethiopian place on Capel Street",),
        ),
        ("Sort out the gutters is one for the jobs list", "jobs", ("Sort out the gutters",)),
    ],
)
def test_what_goes_on_a_list_is_found_where_it_is_told(line: str, name: str, items: tuple[str, ...]):
    assert guess_list(line) == AboutList("add", name, items)


@pytest.mark.parametrize(
    ("line", "action", "name"),
    [
        ("Start me a list called Christmas presents", "create", "Christmas presents"),
        ("You can wipe the to-do list clean", "clear", "to do"),
        ("Throw out the list named old errands", "delete", "old errands"),
        ("did I put batteries on the list", "read", ""),
        ("the chores list: give me the first five", "read", "chores"),
    ],
)
def test_what_is_asked_of_a_whole_list_is_told_apart(line: str, action: str, name: str):
    found = guess_list(line)
    assert found is not None
    assert (found.action, found.name) == (action, name)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("the locker code is 5 0 9 2, keep a note of it", "the locker code is 5 0 9 2"),
        ("my size in those jeans is 31 long note that down for next time", "my size in those jeans is 31 long"),
        ("Please record that the tenant paid four hundred in cash", "the tenant paid four hundred in cash"),
        ("Take this down word for word: I resign my post as treasurer", "I resign my post as treasurer"),
        ("Can you note down my symptoms? Headache since two, no fever.", "Headache since two, no fever"),
    ],
)
def test_a_note_is_what_was_told_and_not_how_to_keep_it(line: str, text: str):
    assert guess_note(line) == TakeNote(text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Repeat the note I gave you about the train strike.", "train strike"),
        ("pull up the notes from Tuesday's lecture", "Tuesday's lecture"),
    ],
)
def test_a_note_is_fetched(line: str, words: str):
    assert guess_note(line) == ReadNotes("about", words)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("I need a slot for the boiler man, Thursday between nine and one", "boiler man"),
        ("the hairdresser can only do me Friday at four, so pop that in there for me", "hairdresser"),
        ("granny's ninetieth is the thirtieth so mark the day in my calendar please", "granny's ninetieth"),
        ("bridge club is every second monday at 8 put it in the calender", "bridge club"),
        ("new appointment chiropodist tuesday week half eleven", "chiropodist"),
    ],
)
def test_an_event_is_called_by_its_name_and_not_by_the_talk_around_it(line: str, title: str):
    found = guess_calendar(line, START)
    assert isinstance(found, PutIn)
    assert found.title == title


@pytest.mark.parametrize(
    "line",
    [
        "Would I have a gap anywhere on Monday morning?",
        "Give me a rundown of Monday.",
        "Has the fourteenth anything on it yet?",
    ],
)
def test_what_asks_for_a_day_puts_nothing_in(line: str):
    assert isinstance(guess_calendar(line, START), AskCalendar)


@pytest.mark.parametrize(
    "line",
    [
        "Rename that Friday meeting to 'budget', please.",
        "they've put the funeral on Friday at eleven, keep that hour for me",
    ],
)
def test_talk_is_no_name_of_an_event(line: str):
    assert guess_calendar(line, START) is None
