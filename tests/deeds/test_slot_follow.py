"""A line that goes on with what was just done means it without naming it: of every deed, by the words that were read in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.deeds.asked import JustDone
from companion.deeds.beside_times import beside, moved_by, span_by
from companion.deeds.deed import DeedQuestion, Done, Request
from companion.deeds.slot_follow import FollowUps
from companion.deeds.slot_reader import Slot, SlotReading
from companion.deeds.timer_called import NameTimer
from tests.deeds.room import START, Room


def read(line: str, action: str, **slots: str) -> SlotReading:
    found = [Slot(label.strip("_"), line.index(one), line.index(one) + len(one), one) for label, one in slots.items()]
    return SlotReading(action, 1.0, tuple(sorted(found, key=lambda one: one.start)), 1.0)


def follow(room: Room, before: str, line: str, deed: str, action: str, **slots: str) -> str:
    """What she says to the line after the one before it; empty when nothing is made of it."""
    assert room.answer(before) is not None
    just: JustDone | None = room.deeds._just_done
    assert just is not None
    asked = FollowUps(room.memory).request_of(read(line, action, **slots), deed, line, room.now, just.as_asked())
    if not isinstance(asked, Request):
        return ""
    done = next(one for one in room.deeds.deeds if one.name == deed).do(asked, room.now, None)
    assert isinstance(done, Done | DeedQuestion)
    return done.said if isinstance(done, Done) else done.text


@pytest.mark.parametrize(
    ("before", "line", "deed", "action", "slots", "said"),
    [
        ("set a timer for ten minutes", "five more", "timer", "more", {"by": "five more"}, "15 minutes left now."),
        ("set a timer for ten minutes", "two minutes less", "timer", "more", {"by": "two minutes less"}, "Eight minutes left now."),
        ("set a timer for ten minutes", "actually twelve", "timer", "move", {"length": "twelve"}, "Twelve minutes left now."),
        ("set a timer for an hour", "call it the roast", "timer", "rename", {"text": "roast"}, "It's the roast timer now."),
        ("set a timer for ten minutes", "same again for the toast", "timer", "set", {"text": "toast"}, "Toast timer, ten minutes."),
        ("set a timer for ten minutes", "hold it there", "timer", "pause", {}, "Paused, with ten minutes left."),
        ("wake me tomorrow at seven", "actually half past", "alarm", "move", {"when": "half past"},
         "Alarm, now tomorrow at 7:30 in the morning."),
        ("wake me tomorrow at six", "no, quarter to", "alarm", "move", {"when": "quarter to"},
         "Alarm, now tomorrow at 5:45 in the morning."),
        ("wake me tomorrow at six", "and ten past in case", "alarm", "set", {"when": "ten past"},
         "Alarm, tomorrow at 6:10 in the morning."),
        ("remind me to call Amy tomorrow at noon", "make it every week", "reminder", "move", {"repeat": "every week"},
         "I'll remind you every Tuesday at noon, first tomorrow: call Amy."),
        ("remind me to call Amy tomorrow at noon", "an hour earlier", "reminder", "move", {"by": "an hour earlier"},
         "I'll remind you tomorrow at 11 o'clock in the morning: call Amy."),
        ("remind me to call Amy tomorrow at noon", "and Tom, same time, as well", "reminder", "set",
         {"text": "Tom"}, "I'll remind you tomorrow at noon: Tom."),
        ("remind me to call Amy tomorrow at noon", "took care of that", "reminder", "tick", {},
         "The reminder “call Amy” tomorrow at noon is off."),
        ("put dinner with Maeve in my calendar for Friday at seven in the evening", "make it Saturday", "calendar", "move",
         {"when": "Saturday"}, "Moved: dinner with Maeve, on Saturday at 7 o'clock in the evening."),
        ("put dinner with Maeve in my calendar for Friday at seven in the evening", "call it our anniversary", "calendar", "rename",
         {"text": "anniversary"}, "Moved: anniversary, on Friday at 7 o'clock in the evening."),
        ("put dinner with Maeve in my calendar for Friday at seven in the evening", "she can't come", "calendar", "cancel", {},
         "Dinner with Maeve is out of the calendar."),
        ("put dinner with Maeve in my calendar for Friday at seven in the evening", "remind me the day before", "reminder", "set",
         {"when": "the day before"}, "I'll remind you on Thursday at 7 o'clock in the evening: dinner with Maeve."),
        ("put milk on the shopping list", "and eggs", "list", "add", {"item": "eggs"}, "On the shopping list: eggs."),
        ("put milk on the shopping list", "the oat one, not milk", "list", "add", {"item": "oat one", "not": "milk"},
         "On the shopping list: oat one, in place of milk."),
        ("put milk on the shopping list", "make that two", "list", "add", {"item": "two"},
         "On the shopping list: two milk, in place of milk."),
        ("put milk on the shopping list", "we've loads, off it goes", "list", "remove", {}, "Milk is off the shopping list."),
        ("put milk on the shopping list", "got it", "list", "tick", {}, "Milk: ticked off. That was all on the shopping list."),
        ("note that the locker code is 772", "no, 773, not 772", "note", "add", {"text": "773", "not_": "772"},
         "Noted: “the locker code is 773”."),
        ("note that the locker code is 772", "lose that", "note", "remove", {}, "Removed: “the locker code is 772”."),
        ("what time is it in Tokyo", "what about Lagos", "clock", "ask", {"place": "Lagos"},
         "It's 9 o'clock in the evening in Lagos."),
    ],
)  # fmt: skip
def test_goes_on_with_what_was_just_done(
    room: Room, before: str, line: str, deed: str, action: str, slots: dict[str, str], said: str
) -> None:
    assert follow(room, before, line, deed, action, **slots) == said


@pytest.mark.parametrize(
    ("before", "line", "deed", "action", "slots"),
    [
        ("set a timer for ten minutes", "grand, thanks", "timer", "none", {}),
        ("put milk on the shopping list", "take the bread off", "list", "remove", {"item": "bread"}),
        ("remind me every day at noon to take my tablet", "took it", "reminder", "tick", {}),
        ("what's on tomorrow", "she can't come", "calendar", "cancel", {}),
        ("what time is it", "and eggs", "list", "add", {"item": "eggs"}),
        ("set a timer for ten minutes", "an hour before", "alarm", "set", {"when": "an hour before"}),
    ],
)
def test_makes_nothing_of_what_is_in_doubt(
    room: Room, before: str, line: str, deed: str, action: str, slots: dict[str, str]
) -> None:
    assert follow(room, before, line, deed, action, **slots) == ""


@pytest.mark.parametrize(
    ("words", "moves", "wanted"),
    [
        ("the day before", False, START.replace(day=5, hour=18)),
        ("an hour before", False, START.replace(day=6, hour=17)),
        ("the night before", False, START.replace(day=5, hour=20)),
        ("that morning", False, START.replace(day=6, hour=9)),
        ("half past", True, START.replace(day=6, hour=18, minute=30)),
        ("ten to", True, START.replace(day=6, hour=17, minute=50)),
        ("same time on Sunday", True, START.replace(day=8, hour=18)),
    ],
)
def test_a_time_beside_another(words: str, moves: bool, wanted: object) -> None:
    time = beside(read(f"so {words}", "move", when=words), START.replace(day=6, hour=18), START, moves)
    assert time is not None
    assert time.moments(START).at[0] == wanted


def test_a_time_beside_another_that_has_passed_is_none() -> None:
    assert beside(read("a week before", "set", when="a week before"), START.replace(day=6), START, False) is None


@pytest.mark.parametrize(("words", "hours"), [("half an hour", 0.5), ("a day", 24), ("two weeks", 336)])
def test_how_much_later(words: str, hours: float) -> None:
    assert span_by(words, START) == timedelta(hours=hours)


def test_later_and_earlier() -> None:
    assert moved_by(read("an hour earlier", "move", by="an hour"), "an hour earlier", START) == -timedelta(hours=1)
    assert moved_by(read("push it an hour", "move", by="an hour"), "push it an hour", START) == timedelta(hours=1)
    assert moved_by(read("push it", "move"), "push it", START) is None


def test_a_new_name_is_taken_back(room: Room) -> None:
    assert room.say("set a timer for an hour")
    timer = next(one for one in room.deeds.deeds if one.name == "timer")
    done = timer.do(NameTimer("roast"), room.now, None)
    assert isinstance(done, Done)
    receipt = room.memory.receipts.add("timer", done.text, done.when, done.undo)
    assert room.deeds.undo(receipt.id)
    assert [one.text for one in room.memory.due_times.list("timer")] == [""]


def test_a_note_put_right_is_as_before_after_undoing(room: Room) -> None:
    assert follow(room, "note that the code is 772", "no, 773, not 772", "note", "add", text="773", not_="772")
    note = next(one for one in room.deeds.deeds if one.name == "note")
    kept = room.memory.notes.all()
    assert [one.text for one in kept] == ["the code is 773"]
    receipt = room.memory.receipts.add(
        "note", "x", None, {"noted": kept[0].id, "removed": [[99, "the code is 772", kept[0].made.isoformat(), None]]}
    )
    assert note.undo(receipt, room.now) == "The note is as before."
    assert [one.text for one in room.memory.notes.all()] == ["the code is 772"]
