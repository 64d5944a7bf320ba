"""The calendar: put in, asked, changed, cleared, and undone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.deeds.calendar_files import write_events
from companion.deeds.local_time import local_zone
from tests.deeds.room import Room


def titles(room: Room) -> list[str]:
    return [event.title for event in room.memory.calendar.events()]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Put dinner with Maeve in the calendar for Friday at half seven",
            "dinner with Maeve, on Friday at 7:30 in the evening",
        ),
        ("Put dinner in my diary, tomorrow at eight", "dinner, tomorrow at 8 o'clock in the evening"),
        (
            "I've a hospital appointment on the fourteenth of January at ten past eleven, would you write it in the diary",
            "hospital appointment, on Thursday the 14th of January 2027 at 11:10 in the morning",
        ),
        ("add NCT to the calendar monday the ninth 8 40 am", "NCT, on Monday the 9th of March at 8:40 in the morning"),
        (
            "Please block Wednesday from two to four for parent teacher meeting",
            "parent teacher meeting, on Wednesday at 2 o'clock in the afternoon until 4 o'clock in the afternoon",
        ),
        (
            "Rory's panto the nineteenth, four o'clock, stick it in so",
            "Rory's panto, on Thursday the 19th of March at 4 o'clock in the afternoon",
        ),
        (
            "put my interview in for Monday at two",
            "interview, on Monday the 9th of March at 2 o'clock in the afternoon",
        ),
        (
            "football training every tuesday and thursday at six put it in my calendar",
            "football training, every Tuesday and Thursday at 6 o'clock in the evening, first tomorrow",
        ),
        (
            "Schedule lunch with Tom tomorrow from twelve to one",
            "lunch with Tom, tomorrow at noon until 1 o'clock in the afternoon",
        ),
        ("Put Anna's birthday in my calendar on the 3rd of April", "Anna's birthday, on Friday the 3rd of April"),
        ("New appointment: dentist on Thursday at nine", "dentist, on Thursday at 9 o'clock in the morning"),
    ],
)
def test_an_event_is_put_in_and_read_back(room: Room, line: str, said: str) -> None:
    assert room.say(line) == f"In the calendar: {said}."
    assert len(titles(room)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "I have a dentist appointment tomorrow at three.",
        "I put dinner in the calendar.",
        "What's on TV tonight?",
        "What do you have on tomorrow?",
        "Are you free tonight?",
        "Am I free to go?",
        "Cancel my subscription.",
        "Move the sofa to the left.",
        "When is the party?",
        "Put the kettle on.",
        "She put the meeting in her calendar.",
        "My calendar is full.",
        "What's on your mind tonight?",
        "Delete it.",
        "I'm free on Thursday evening.",
    ],
)
def test_lines_that_only_resemble_do_nothing(room: Room, line: str) -> None:
    assert room.say(line) is None
    assert titles(room) == []


def test_what_is_missing_is_asked(room: Room) -> None:
    assert room.say("Put a meeting in my calendar.") == "When is it?"
    assert room.say("Tomorrow") == "At what time, or is it the whole day?"
    assert room.say("at ten") == "In the calendar: meeting, tomorrow at 10 o'clock in the morning."
    assert room.say("I want to put something in the calendar") == "What shall I put in?"
    assert room.say("lunch with Deirdre on Wednesday, one o'clock") == (
        "In the calendar: lunch with Deirdre, on Wednesday at 1 o'clock in the afternoon."
    )
    assert room.say("Add a trade fair to my calendar on Thursday") == "At what time, or is it the whole day?"
    assert room.say("the whole day") == "In the calendar: trade fair, on Thursday."
    assert (
        room.say("Put a call in my calendar tomorrow at eight")
        == "At 8 o'clock in the morning or at 8 o'clock in the evening?"
    )
    assert room.say("never mind") == "All right, I'll leave it."


def test_what_is_on(room: Room) -> None:
    assert room.say("What's on this week?") == "Nothing is in the calendar from today to Sunday."
    room.now = room.now.replace(day=1)
    assert room.say("What's on this week?") == "Nothing is in the calendar today."
    room.now = room.now.replace(day=2)
    room.say("Put dinner with Maeve in the calendar for Friday at half seven")
    room.say("Put holidays in the calendar for tomorrow")
    assert room.say("What have I got on this week?") == (
        "From today to Sunday: holidays, tomorrow; dinner with Maeve, on Friday at 7:30 in the evening."
    )
    assert room.say("What's on tomorrow") == "Tomorrow: holidays, the whole day."
    assert room.say("Show me my calendar for Friday") == "On Friday: dinner with Maeve, at 7:30 in the evening."
    assert room.say("Do I have anything on the nineteenth, Rory wants to see a show") == (
        "Nothing is in the calendar on Thursday the 19th of March."
    )
    assert room.say("When is the dinner again?") == "Dinner with Maeve, on Friday at 7:30 in the evening."


def test_whether_one_is_free(room: Room) -> None:
    room.say("Put dinner with Maeve in the calendar for Thursday at half seven")
    assert room.say("Am I free on Thursday evening?") == (
        "On Thursday evening there's dinner with Maeve, at 7:30 in the evening."
    )
    assert room.say("Am I free on Friday evening?") == "You're free on Friday evening: nothing is in the calendar."
    assert room.say("Is there a clash if I book the haircut for five on Thursday") == (
        "You're free on Thursday at 5 o'clock in the evening: nothing is in the calendar."
    )
    assert "dinner with Maeve" in (room.say("Am I free on Thursday at eight pm?") or "")


def test_moved_and_corrected(room: Room) -> None:
    room.say("Put dinner with Maeve in the calendar for Friday at half seven")
    assert room.say("No, at eight.") == "In the calendar: dinner with Maeve, on Friday at 8 o'clock in the evening."
    assert room.say("Move the dinner with Maeve to Thursday") == (
        "Moved: dinner with Maeve, on Thursday at 8 o'clock in the evening."
    )
    assert room.say("no, on Saturday") == "Moved: dinner with Maeve, on Saturday at 8 o'clock in the evening."
    assert room.say("Undo that") == "Dinner with Maeve is as before: on Friday at 8 o'clock in the evening."
    assert room.say("my dinner got changed to half six, fix that in the calendar") is not None
    (event,) = room.memory.calendar.events()
    assert isinstance(event.begins, datetime)
    assert (event.begins.hour, event.begins.minute) == (18, 30)
    room.say("Push the dinner back by half an hour")
    assert room.memory.calendar.events()[0].begins == event.begins.replace(hour=19, minute=0)


def test_a_moved_event_keeps_its_length(room: Room) -> None:
    room.say("Schedule lunch with Tom tomorrow from twelve to two")
    room.say("Move the lunch to Wednesday at one")
    (event,) = room.memory.calendar.events()
    assert (event.begins, event.ends) == (datetime(2026, 3, 4, 13), datetime(2026, 3, 4, 15))


def test_taken_out_and_put_back(room: Room) -> None:
    room.say("Put dinner with Maeve in the calendar for Friday at half seven")
    assert room.say("Cancel the dinner, Maeve's sick") == "Dinner with Maeve is out of the calendar."
    assert titles(room) == []
    assert room.say("Undo that") == "Dinner with Maeve is back in the calendar."
    assert titles(room) == ["dinner with Maeve"]
    assert room.say("Clear my calendar for Friday") == "Dinner with Maeve is out of the calendar."
    assert room.say("Clear my calendar for Friday") == "Nothing is in the calendar then."


def test_one_day_of_what_comes_again_is_left_out(room: Room) -> None:
    room.say("Put football in my calendar every Tuesday and Thursday at six")
    assert room.say("Cancel football on Thursday") == "Football is out of the calendar that day."
    assert room.say("What's on Thursday") == "Nothing is in the calendar on Thursday."
    assert room.say("What's on tomorrow") == "Tomorrow: football, at 6 o'clock in the evening."
    assert room.say("Cancel football") == "Football, every time that it comes again, is out of the calendar."
    assert titles(room) == []


def test_a_clash_is_told(room: Room) -> None:
    room.say("Schedule lunch with Tom tomorrow from twelve to two")
    said = room.say("Put the dentist in my calendar tomorrow at one")
    assert (
        said
        == "In the calendar: dentist, tomorrow at 1 o'clock in the afternoon. That is at the same time as lunch with Tom."
    )


def test_everything_is_not_taken_out_at_a_word(room: Room) -> None:
    room.say("Put dinner in the calendar for Friday at half seven")
    assert room.say("Cancel everything") is None
    assert titles(room) == ["dinner"]


def test_undo_of_a_new_event(room: Room) -> None:
    room.say("Put Anna's birthday in my calendar on the 3rd of April")
    (event,) = room.memory.calendar.events()
    assert event.begins == date(2026, 4, 3)
    assert room.say("Undo that") == "Anna's birthday is out of the calendar again."
    assert titles(room) == []


@pytest.mark.parametrize("line", ["Drop everything tomorrow and come", "Clear everything off my plate tomorrow"])
def test_what_is_said_of_no_calendar_empties_none(room: Room, line: str) -> None:
    room.say("Put the dentist in the calendar for tomorrow at nine in the morning")
    room.hers = "Ah."
    assert room.say(line) is None
    assert room.say("Cancel all my meetings tomorrow") is not None
    assert room.memory.calendar.events() == []


def test_what_comes_every_week_is_moved_to_another_day(room: Room) -> None:
    room.say("Put football in the calendar for every Tuesday at six in the evening")
    room.hers = "Ah."
    assert room.say("Move football to Thursday") == (
        "Moved: football, every Thursday at 6 o'clock in the evening, first on Thursday."
    )


def test_an_event_kept_where_the_zone_had_no_name_is_told_and_written_at_its_hour_here(room: Room) -> None:
    room.say("Put dinner in my diary, tomorrow at eight")
    with room.memory.database.writing() as writer:
        writer.execute("update calendar_event set zone = 'local'")
    room.now = datetime(2026, 3, 2, 12, tzinfo=local_zone())
    assert "dinner, at 8 o'clock in the evening" in (room.say("What's on tomorrow?") or "")
    assert b"T200000" in write_events(room.memory.calendar)
