"""Timers are understood, set, stopped, changed, undone, and kept over restarts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from companion.deeds.asking import as_asked
from companion.deeds.deeds import Deeds
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer, read_length, read_timer
from companion.errors import CompanionError
from companion.memory import Memory
from tests.deeds.room import START, VIENNA, Room


def minutes(count: float, name: str = "") -> SetTimer:
    return SetTimer(timedelta(minutes=count), name)


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("Set a timer for ten minutes.", minutes(10)),
        ("Could you please set a timer for 10 minutes for the pasta?", minutes(10, "pasta")),
        ("Ada, a ten-minute timer, please", minutes(10)),
        ("Start a 25 minute timer", minutes(25)),
        ("Pasta timer, eight minutes.", minutes(8, "pasta")),
        ("I need a timer for an hour and a half", minutes(90)),
        ("timer 5 min", minutes(5)),
        ("Time the eggs for six and a half minutes", minutes(6.5, "eggs")),
        ("Put twenty minutes on the clock", minutes(20)),
        ("Half an hour timer for the bread please", minutes(30, "bread")),
        ("Set a tea timer for ninety seconds", minutes(1.5, "tea")),
        ("Give me a timer called soup for 1 hour and 20 minutes", minutes(80, "soup")),
        ("start a timer for the eggs", SetTimer(None, "eggs")),
        ("Stop the timer.", AboutTimers("stop")),
        ("Cancel the egg timer", AboutTimers("stop", "egg")),
        ("Cancel all timers", AboutTimers("stop", "", True)),
        ("Turn the ten minute timer off", AboutTimers("stop", "ten minute")),
        ("How long is left on the pasta timer?", AboutTimers("left", "pasta")),
        ("How much longer does the timer have?", None),
        ("Which timers are running?", AboutTimers("left")),
        ("Is the timer still running?", AboutTimers("left")),
        ("Did you set the timer?", AboutTimers("left")),
        ("Set a timer for five seconds for the T.", SetTimer(timedelta(seconds=5), "tea")),
        ("Pause the timer", AboutTimers("pause")),
        ("Add five minutes to the pasta timer", AddToTimer(timedelta(minutes=5), "pasta")),
        ("Take two minutes off the timer", AddToTimer(timedelta(minutes=-2))),
    ],
)
def test_what_is_said_of_timers(line: str, request_: object):
    assert read_timer(as_asked(line, "Ada")) == request_


@pytest.mark.parametrize(
    "line",
    ["I set a timer yesterday and still burned it.", "He said set a timer for ten minutes.", "My timer is broken.",
     "Don't set a timer for ten minutes.", "If I ask you, set a timer for ten minutes.", "I should set a timer.",
     "The bomb had a timer for ten minutes.", "She told me to set a timer for ten minutes.", "I hate timers.",
     '“Set a timer for ten minutes,” she said.', "Ten minutes ago I was asleep.", "I waited for ten minutes.",
     "How long have I got left?", "Set a good example.", "My mother says: set a timer for ten minutes."],
)  # fmt: skip
def test_a_line_that_only_tells_sets_nothing(room: Room, line: str):
    assert room.say(line) is None
    assert room.memory.due_times.list() == []


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("ten minutes", 600), ("an hour", 3600), ("an hour and a half", 5400), ("one and a half hours", 5400), ("half an hour", 1800),
     ("a quarter of an hour", 900), ("three quarters of an hour", 2700), ("twenty-five minutes", 1500), ("90 secs", 90),
     ("2.5 hours", 9000), ("1 hour, 20 minutes and 5 seconds", 4805), ("a couple of minutes", 120), ("soon", None)],
)  # fmt: skip
def test_lengths(words: str, seconds: int | None):
    length = read_length(words)
    assert (length.total_seconds() if length else None) == seconds


def test_it_is_kept_with_a_receipt_that_says_when(room: Room):
    answer = room.answer("Set a timer for ten minutes for the pasta.")
    assert answer is not None
    assert answer.said == "Pasta timer, ten minutes."
    (receipt,) = answer.receipts
    assert (receipt.deed, receipt.text, receipt.undoable) == ("timer", "pasta, ten minutes", True)
    assert receipt.happens == datetime(2026, 3, 2, 21, 10)
    (kept,) = room.memory.due_times.list()
    assert (kept.kind, kept.text, kept.zone) == ("timer", "pasta", "Europe/Vienna")
    assert kept.due == START + timedelta(minutes=10)


def test_she_asks_how_long_and_the_next_line_answers(room: Room):
    assert room.say("Start a timer for the eggs.") == "For how long?"
    assert room.memory.receipts.list() == []
    assert room.say("Six minutes.") == "Eggs timer, six minutes."


def test_a_line_about_something_else_does_not_answer(room: Room):
    room.say("Set a timer.")
    assert room.say("It rained all day.") is None
    assert room.say("Six minutes.") is None


@pytest.mark.parametrize(
    ("asks", "line"),
    [("Set a timer", "she told me about half an hour"), ("Set an alarm", "we had dinner at seven"),
     ("Set an alarm", "Amy was there at eight")],
)  # fmt: skip
def test_a_line_that_only_tells_of_a_time_does_not_answer(room: Room, asks: str, line: str):
    assert (room.say(asks) or "").endswith("?")
    assert room.say(line) is None
    assert room.memory.due_times.list() == []


@pytest.mark.parametrize("line", ["ten minutes, like I said", "ten minutes if that's ok", "I said ten minutes"])
def test_an_answer_may_say_that_it_is_one(room: Room, line: str):
    room.say("Set a timer")
    assert room.say(line) == "Timer, ten minutes."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Make the timer five minutes longer.", "15 minutes left now."),
        ("Let the timer run for two minutes longer.", "Twelve minutes left now."),
        ("Make the timer three minutes shorter.", "Seven minutes left now."),
    ],
)
def test_it_is_made_longer_and_shorter(room: Room, line: str, said: str):
    room.say("Set a ten minute timer.")
    assert room.say(line) == said


def test_several_in_one_line(room: Room):
    assert room.say("Set a timer for five minutes and another for ten minutes, and what time is it?") == (
        "Timer, five minutes. Timer, ten minutes. It's 9 o'clock in the evening."
    )


def test_what_else_the_line_tells_does_not_hinder(room: Room):
    assert room.say("I'm putting the pasta on. Set a timer for ten minutes.") == "Pasta timer, ten minutes."
    assert room.say("My mother always said this. Set a timer for ten minutes.") is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The soup's on, so if you'd count down a quarter of an hour that would be lovely.", "Soup timer, 15 minutes."),
        ("Set two timers, one for five minutes for the beans and one for an hour for the roast.",
         "Beans timer, five minutes. Roast timer, one hour."),
        ("Put on a timer for the eggs, six minutes, and another for the toast, two minutes.",
         "Eggs timer, six minutes. Toast timer, two minutes."),
        ("Set the timer for fifteen, no, sorry, fifty minutes.", "Timer, 50 minutes."),
        ("Timer for an hour and ten for the laundry", "Laundry timer, one hour and ten minutes."),
        ("I'm making tea, four minutes starting now.", "Tea timer, four minutes."),
        ("Tell me when ten minutes are up.", "Timer, ten minutes."),
    ],
)  # fmt: skip
def test_roundabout_requests(room: Room, line: str, said: str):
    assert room.say(line) == said


@pytest.mark.parametrize(
    "line",
    ["I was late, ten minutes starting now would have saved me.", "He said the soup's on, count down ten minutes.",
     "Hang on two minutes, there's someone at the door.", "Give me five minutes with that referee and I'd sort him out.",
     "It took me six minutes to park, and a man clapped.", "I'll be back in ten minutes, I'm just letting the dog out."],
)  # fmt: skip
def test_lines_that_only_resemble_a_roundabout_request(room: Room, line: str):
    assert room.say(line) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Right, I want twenty minutes on a timer for the roast", "Roast timer, 20 minutes."),
        ("get a timer up and running, eleven minutes, for the broccoli", "Broccoli timer, eleven minutes."),
        ("four and a half minutes please, as a timer", "Timer, four minutes and 30 seconds."),
        ("I could do with a ten minute timer here", "Timer, ten minutes."),
    ],
)
def test_words_in_any_order(room: Room, line: str, said: str):
    assert room.say(line) == said


@pytest.mark.parametrize(
    "line",
    ["My oven has a timer for ten minutes at most.", "The timer on the bomb, ten minutes, never rang.",
     "Who buys a ten minute timer?",
     "I bought a timer for ten minutes of peace.", "A timer for ten minutes is not enough.",
     "I'd rather not set a timer for ten minutes.",
     "The timer dinged after two minutes.", "Why would I cancel the timer?"],
)  # fmt: skip
def test_words_of_a_timer_that_ask_for_none(room: Room, line: str):
    assert room.say(line) is None


def test_what_runs_is_meant_without_the_word(room: Room):
    assert room.say("How's the soup doing?") is None
    room.say("Set a soup timer for ten minutes.")
    assert room.say("And one for the bread, forty minutes.") == "Bread timer, 40 minutes."
    assert room.say("Is there long left on the soup?") == "The soup timer has ten minutes left."
    assert room.say("Kill the bread one.") == "The bread timer is off."
    assert room.say("How long left on it?") == "Ten minutes left."
    assert room.say("Shut that off, I heard it.") == "The soup timer is off."
    assert room.say("Shut that off, I heard it.") is None


def test_how_long_is_left(room: Room):
    assert room.say("How long is left on the timer?") == "No timer is running."
    room.say("Set a timer for ten minutes.")
    room.wait(minutes=3, seconds=20)
    assert room.say("How much time is left?") == "Six minutes and 40 seconds left."
    room.say("Set a tea timer for four minutes.")
    assert room.say("What timers do I have?") == (
        "The tea timer has four minutes left. The ten-minute timer has six minutes and 40 seconds left."
    )


def test_all_that_is_set_is_told_together(room: Room):
    assert room.say("what have I got set") == "Nothing is set: no timer, no alarm, no reminder."
    room.say("set a timer for ten minutes for the pasta")
    room.say("wake me at six")
    room.say("remind me to call Amy tomorrow at noon")
    told = room.say("what's set?")
    assert told == (
        "The pasta timer has ten minutes left. The alarm tomorrow at 6 o'clock in the morning. "
        "The reminder “call Amy” tomorrow at noon."
    )
    assert room.say("what's left") == "Ten minutes left."


def test_hold_it_there_a_second_is_no_timer_of_a_second(room: Room):
    assert room.say("hold it there a second, the door") is None
    room.say("set a timer for ten minutes for the pasta")
    room.say("hold it there a second, the door")
    assert [one.text for one in room.memory.due_times.list("timer")] == ["pasta"]


def test_a_name_that_no_timer_has_is_answered_with_those_that_run(room: Room):
    room.say("Set a pasta timer for ten minutes.")
    room.wait(minutes=6)
    told = "There's no such timer. The pasta timer has four minutes left."
    assert room.say("How long is left on the egg timer?") == told
    assert room.say("Stop the egg timer.") == told


def test_of_several_she_asks_which(room: Room):
    room.say("Set a timer for ten minutes.")
    room.say("Set a pasta timer for eight minutes.")
    assert room.say("Stop the timer.") == "Which one, the pasta timer or the ten-minute timer?"
    assert room.say("The pasta one.") == "The pasta timer is off."
    assert [one.length for one in room.memory.due_times.list()] == [timedelta(minutes=10)]


def test_all_are_stopped_and_put_back(room: Room):
    room.say("Set a timer for ten minutes.")
    room.say("Set a pasta timer for eight minutes.")
    assert room.say("Cancel all timers.") == "The pasta timer and the ten-minute timer are off."
    assert room.memory.due_times.list() == []
    assert room.say("Undo that.") == "The pasta timer and the ten-minute timer are as before."
    assert [one.due for one in room.memory.due_times.list()] == [
        START + timedelta(minutes=8),
        START + timedelta(minutes=10),
    ]


def test_undo_right_after(room: Room):
    room.say("Set a timer for ten minutes.")
    assert room.say("No, undo that.") == "The ten-minute timer is off."
    assert room.memory.due_times.list() == []
    assert room.say("Undo that.") is None


@pytest.mark.parametrize(
    ("line", "corrected", "length"),
    [
        ("Set a timer for ten minutes.", "No, fifteen.", timedelta(minutes=15)),
        ("Set a timer for ten minutes.", "sorry, make it 40", timedelta(minutes=40)),
        ("Set a timer for two hours.", "No, three.", timedelta(hours=3)),
    ],
)
def test_a_number_alone_corrects_it(room: Room, line: str, corrected: str, length: timedelta):
    room.say(line)
    assert room.say(corrected) is not None
    (kept,) = room.memory.due_times.list()
    assert kept.length == length


def test_a_number_alone_answers_for_how_long(room: Room):
    assert room.say("Set a timer.") == "For how long?"
    assert room.say("Twenty.") == "Timer, 20 minutes."


def test_a_number_alone_is_no_correction_without_a_word_that_takes_back(room: Room):
    room.say("Set a timer for ten minutes.")
    assert room.say("Thirty.") is None


def test_a_correction_replaces_what_was_just_set(room: Room):
    room.say("Set a pasta timer for fifty minutes.")
    assert room.say("No, fifteen minutes.") == "Pasta timer, 15 minutes."
    (kept,) = room.memory.due_times.list()
    assert kept.length == timedelta(minutes=15)
    assert [receipt.undone is not None for receipt in room.memory.receipts.list()] == [False, True]


def test_paused_it_keeps_what_is_left(room: Room):
    room.say("Set a timer for ten minutes.")
    room.wait(minutes=4)
    assert room.say("Pause the timer.") == "Paused, with six minutes left."
    room.wait(hours=1)
    assert room.memory.due_times.fallen_due(room.now) == []
    assert room.say("Resume the timer.") == "It goes on: six minutes left."
    (kept,) = room.memory.due_times.list()
    assert kept.due == room.now + timedelta(minutes=6)


def test_longer_and_shorter(room: Room):
    room.say("Set a timer for ten minutes.")
    assert room.say("Add five minutes.") == "15 minutes left now."
    assert room.say("Take ten minutes off the timer.") == "Five minutes left now."
    assert room.say("Take ten minutes off the timer.") == "That can't be: the five-minute timer has five minutes left."


def test_it_counts_by_a_stopwatch_when_the_clocks_change(room: Room):
    room.now = datetime(2026, 3, 29, 1, 50, tzinfo=VIENNA)
    answer = room.answer("Set a timer for twenty minutes.")
    assert answer is not None
    assert answer.receipts[0].happens == datetime(2026, 3, 29, 3, 10)
    (kept,) = room.memory.due_times.list()
    assert kept.due == datetime(2026, 3, 29, 1, 10, tzinfo=UTC)


def test_what_is_undone_is_not_undone_twice(room: Room):
    answer = room.answer("Set a timer for ten minutes.")
    assert answer is not None
    room.deeds.undo(answer.receipts[0].id)
    with pytest.raises(CompanionError, match="undone already"):
        room.deeds.undo(answer.receipts[0].id)
    with pytest.raises(CompanionError, match="no receipt 99"):
        room.deeds.undo(99)


def test_she_says_what_she_can_do_and_nothing_else(room: Room):
    said = room.say("What can you do?")
    assert said is not None
    assert all(deed.can in said for deed in room.deeds.deeds)


def test_a_run_out_timer_is_told_and_when_it_was_if_that_is_long_ago(room: Room):
    room.say("Set a pasta timer for ten minutes.")
    (one,) = room.memory.due_times.list()
    rung = room.memory.due_times.ring(one)
    assert rung is not None
    room.wait(minutes=10, seconds=1)
    assert room.deeds.tell(rung) == "The pasta timer is done."
    room.wait(hours=12)
    assert room.deeds.tell(rung, "off") == (
        "The pasta timer was done at 9:10 in the evening on Monday, while I was off."
    )


def test_forgetting_the_line_forgets_the_receipt_but_the_timer_rings(memory: Memory):
    deeds = Deeds(memory, lambda: START)
    message = memory.add(memory.begin_conversation(), "you", "Set a timer for ten minutes.", "typed")
    reading = deeds.read(message.text)
    assert reading is not None
    deeds.carry_out(reading, message.id)
    forgotten = memory.forgetting.message(message.id)
    assert memory.receipts.list() == []
    assert len(memory.due_times.list()) == 1
    memory.forgetting.undo(forgotten)
    assert [receipt.message for receipt in memory.receipts.list()] == [message.id]
    assert memory.due_times.list()[0].message == message.id


def test_everything_is_there_after_a_restart(reopen: Callable[[], Memory]):
    deeds = Deeds(reopen(), lambda: START)
    reading = deeds.read("Set a pasta timer for ten minutes.")
    assert reading is not None
    deeds.carry_out(reading)
    again = reopen()
    assert [one.text for one in again.due_times.list()] == ["pasta"]
    assert Deeds(again, lambda: START).undo(1) == "The pasta timer is off."


def test_a_timer_that_has_rung_is_not_taken_back(room: Room):
    room.say("Set a tea timer for two minutes.")
    (one,) = room.memory.due_times.list()
    room.memory.due_times.ring(one)
    assert room.deeds.undo(1) == "The tea timer has rung already, so there's nothing to take back."
    assert room.memory.due_times.due_time(one.id).state == "over"


@pytest.mark.parametrize(
    "line", ["Forget it.", "Stop it, you're making me laugh!", "Drop it", "Stop that", "Forget them", "Knock it off"]
)
def test_what_is_said_of_anything_stops_no_timer(room: Room, line: str):
    room.say("Set a timer for ten minutes.")
    room.hers = "Ah."
    assert room.say(line) is None
    assert len(room.memory.due_times.list("timer")) == 1


@pytest.mark.parametrize("line", ["Turn it off", "Shut that off, I heard it", "Cancel it"])
def test_a_timer_is_stopped_without_its_name(room: Room, line: str):
    room.say("Set a timer for ten minutes.")
    room.hers = "Ah."
    assert room.say(line) == "The ten-minute timer is off."


def test_what_would_have_rung_meanwhile_is_not_put_back(room: Room):
    room.say("Set a timer for ten minutes.")
    room.say("Stop the timer.")
    room.wait(minutes=11)
    assert room.say("Undo that") == "Its time has passed meanwhile, so there's nothing to put back."
    assert room.memory.due_times.fallen_due(room.now) == []
