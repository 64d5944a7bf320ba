"""Reminders are understood, read back exactly, corrected, moved, cancelled, listed, and told when they are due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from companion.deeds.asking import as_asked
from companion.deeds.deed import Away, DeedQuestion
from companion.deeds.deeds import Deeds
from companion.deeds.due import DueWatch, next_time
from companion.deeds.reminder_grammar import read_reminder
from companion.deeds.scheduling import Schedule
from companion.memory import Memory
from companion.memory.due_times import DueTime
from tests.deeds.room import START, VIENNA, Room


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Remind me in ten minutes to take the bread out.",
            "in ten minutes, at 9:10 in the evening: take the bread out",
        ),
        ("Remind me to call Amy on Wednesday at noon", "on Wednesday at noon: call Amy"),
        (
            "Remind me tomorrow at 8 a.m. that my sister comes",
            "tomorrow at 8 o'clock in the morning: your sister comes",
        ),
        (
            "Can you set a reminder for 8 pm tomorrow to take my pills?",
            "tomorrow at 8 o'clock in the evening: take your pills",
        ),
        ("Tomorrow at noon, remind me to ring Jo", "tomorrow at noon: ring Jo"),
        ("remind me on Friday to call Amy at nine am", "on Friday at 9 o'clock in the morning: call Amy"),
        ("remind me at quarter to ten call Amy", "today at 9:45 in the evening: call Amy"),
        ("Give me a shout in twenty minutes, the bread's in.", "in 20 minutes, at 9:20 in the evening: the bread's in"),
        ("Tell me at half past nine to go to bed", "today at 9:30 in the evening: go to bed"),
        ("Please help me to remember that I should call Amaka by 10pm", "today at 10 o'clock at night: call Amaka"),
        (
            "I've to give the cat her drops tomorrow at 10 am, you might nudge me",
            "tomorrow at 10 o'clock in the morning: give the cat her drops",
        ),
        (
            "remind me on friday at 7 30 in the evening, no, at eight, to pay him",
            "on Friday at 8 o'clock in the evening: pay him",
        ),
        ("Let me know in five minutes", "in five minutes, at 9:05 in the evening"),
        (
            "Don't let me forget to pay the rent on the first at noon",
            "on Wednesday the 1st of April at noon: pay the rent",
        ),
        ("Set a reminder for Wednesday noon: call Amy", "on Wednesday at noon: call Amy"),
        ("Reminder: call Amy at 10 pm", "today at 10 o'clock at night: call Amy"),
        ("I need a reminder to call the vet on Friday at ten", "on Friday at 10 o'clock in the morning: call the vet"),
        ("Remind me to buy eggs tomorrow evening", "tomorrow at 7 o'clock in the evening: buy eggs"),
        ("remind me about the dentist tomorrow at half eight am", "tomorrow at 8:30 in the morning: the dentist"),
        ("Remind me two days before Christmas at noon to wrap", "on Wednesday the 23rd of December at noon: wrap"),
        ("Remind me to drink water every two hours", "every two hours, first at 11 o'clock at night: drink water"),
        ("Remind me every day at noon to eat", "every day at noon: eat"),
        (
            "Remind me to water the plants every other Tuesday at 7pm",
            "every other Tuesday at 7 o'clock in the evening, first tomorrow: water the plants",
        ),
        (
            "remind me every month on the 31st at noon to do the accounts",
            "on the 31st of every month at noon, first on Tuesday the 31st of March: do the accounts",
        ),
    ],
)
def test_a_reminder_is_read_back_exactly(room: Room, line: str, said: str) -> None:
    assert room.say(line) == f"I'll remind you {said}."
    assert len(room.memory.due_times.list("reminder")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Remind me of my sister's name.",
        "Remind me what I said about Tom.",
        "Remind me, who is Amy?",
        "Remind me how to get there at nine",
        "Remind me at nine was what he said.",
        "You remind me of my mother.",
        "That reminds me, I have to call Amy at nine.",
        "I set a reminder yesterday and forgot it.",
        "I must remember to call Amy at nine.",
        "She told me to remind her at nine to call.",
        "Tell me about tomorrow.",
        "Tell me at what time you get up.",
        "Let me know what you think tomorrow",
        "I got a reminder at nine to pay the rent.",
        "Give me a shout when you're ready.",
        "My phone reminds me every day at noon to stand up.",
        "Reminders annoy me.",
        "Don't remind me of Tom.",
        "I'll remind you at nine.",
        "What time shall I get up tomorrow?",
        "I have a meeting tomorrow at nine, and nobody reminds me.",
        "Put the red one back a bit.",
    ],
)
def test_lines_that_only_resemble_a_reminder_do_nothing(room: Room, line: str) -> None:
    assert room.say(line) is None
    assert room.memory.due_times.list() == []


def test_two_readings_are_asked_and_the_answer_belongs_to_the_question(room: Room) -> None:
    asked = room.say("Remind me tomorrow at nine to call Amy.")
    assert asked == "At 9 o'clock in the morning or at 9 o'clock in the evening?"
    assert room.say("In the evening.") == "I'll remind you tomorrow at 9 o'clock in the evening: call Amy."


@pytest.mark.parametrize(
    ("answer", "day"),
    [("the second one", 13), ("the first", 6), ("the 13th", 13), ("this Friday", 6), ("Friday the 6th", 6)],
)
def test_which_friday(room: Room, answer: str, day: int) -> None:
    assert room.say("Remind me next Friday at noon to pay the rent") == "On Friday the 6th or on Friday the 13th?"
    room.say(answer)
    (kept,) = room.memory.due_times.list()
    assert kept.due.astimezone(VIENNA) == datetime(2026, 3, day, 12, tzinfo=VIENNA)


def test_what_is_missing_is_asked_once(room: Room) -> None:
    assert room.say("Remind me to buy milk.") == "When shall I remind you?"
    assert room.say("tomorrow") == "At what time?"
    assert room.say("at ten") == "I'll remind you tomorrow at 10 o'clock in the morning: buy milk."
    assert room.say("Remind me tomorrow at noon.") == "What shall I remind you of?"
    assert room.say("To buy bread.") == "I'll remind you tomorrow at noon: buy bread."


def test_a_request_is_no_answer(room: Room) -> None:
    assert room.say("Remind me tomorrow at noon.") == "What shall I remind you of?"
    assert room.say("Wake me at seven.") == "Alarm, tomorrow at 7 o'clock in the morning."
    assert [one.kind for one in room.memory.due_times.list()] == ["alarm"]


@pytest.mark.parametrize("line", ["I had a terrible day.", "What's for dinner?", "He never calls me."])
def test_another_subject_is_no_answer(room: Room, line: str) -> None:
    room.say("Remind me tomorrow at noon.")
    assert room.say(line) is None
    assert room.memory.due_times.list() == []


def test_never_mind(room: Room) -> None:
    room.say("Remind me to buy milk.")
    assert room.say("Never mind.") == "All right, I'll leave it."
    assert room.memory.due_times.list() == []


def test_what_she_cannot_notice_is_said(room: Room) -> None:
    asked = room.say("Remind me to call Amy when I get home") or room.say("Remind me when I get home to call Amy")
    assert asked is not None
    assert "When shall I remind you?" in asked


def test_a_time_that_has_passed_and_a_day_that_does_not_exist(room: Room) -> None:
    assert room.say("Remind me today at 9am to run") == "That has passed already. When shall it be?"
    assert room.say("tomorrow") == "I'll remind you tomorrow at 9 o'clock in the morning: run."
    assert room.say("Remind me on the 31st of April at noon to run") == "There's no such day. Which day do you mean?"


def test_corrections(room: Room) -> None:
    room.say("Remind me tomorrow at 9 am to call Amy.")
    assert room.say("No, at ten.") == "I'll remind you tomorrow at 10 o'clock in the morning: call Amy."
    assert room.say("No, on Thursday.") == "I'll remind you on Thursday at 10 o'clock in the morning: call Amy."
    assert room.say("Sorry, I meant half past eight") == "I'll remind you on Thursday at 8:30 in the morning: call Amy."
    assert room.say("no, to call Anna") == "I'll remind you on Thursday at 8:30 in the morning: call Anna."
    assert room.say("in ten minutes") == "I'll remind you in ten minutes, at 9:10 in the evening: call Anna."
    (kept,) = room.memory.due_times.list()
    assert kept.text == "call Anna"


def test_a_correction_of_what_repeats(room: Room) -> None:
    room.say("Remind me every weekday at 7 am to feed the cat")
    said = room.say("No, at eight.")
    assert said == "I'll remind you every weekday at 8 o'clock in the morning, first tomorrow: feed the cat."
    (kept,) = room.memory.due_times.list()
    assert kept.recurrence == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=0;BYSECOND=0"


def test_undo(room: Room) -> None:
    room.say("Remind me tomorrow at noon to call Amy.")
    assert room.say("Undo that.") == "The reminder “call Amy” tomorrow at noon is off."
    assert room.memory.due_times.list() == []


def test_one_word_of_two_is_not_enough_to_cancel(room: Room) -> None:
    room.say("Remind me to call Amy tomorrow at noon")
    assert "no such reminder" in room.say("Cancel the reminder to call Tom")
    assert room.say("Cancel the call Amy reminder").endswith("is off.")


def test_moved_cancelled_and_back_again(room: Room) -> None:
    room.say("Remind me on Wednesday at noon to call Amy")
    room.say("Remind me on Wednesday at 3 pm to buy bread")
    assert room.say("Move the Amy reminder to Friday") == "I'll remind you on Friday at noon: call Amy."
    assert room.say("No, at three") == "I'll remind you on Friday at 3 o'clock in the afternoon: call Amy."
    assert room.say("Push the reminder to call Amy back by half an hour") == (
        "I'll remind you on Friday at 3:30 in the afternoon: call Amy."
    )
    assert room.say("When is my reminder to call Amy?") == "On Friday at 3:30 in the afternoon, call Amy."
    for asked in (
        "What was that reminder about Amy?",
        "Do I have a reminder to call Amy?",
        "When do I have to call Amy?",
    ):
        assert room.say(asked) == "On Friday at 3:30 in the afternoon, call Amy."
    assert room.say("When do I have to leave?") is None
    cancelled = room.say("Cancel the 3 pm reminder")
    assert cancelled == "The reminder “buy bread” on Wednesday at 3 o'clock in the afternoon is off."
    assert room.say("Undo that") == "The reminder “buy bread” on Wednesday at 3 o'clock in the afternoon is back."
    assert room.say("Don't remind me to buy bread") == cancelled
    assert room.say("Cancel the reminder to fly") == (
        "There's no such reminder. There's one: on Friday at 3:30 in the afternoon, call Amy."
    )


def test_that_one_is_moved(room: Room) -> None:
    assert room.say("Move the bins one to ten o'clock") is None
    room.say("Remind me tomorrow at noon to put the bins out")
    assert (
        room.say("Can you move the bins one to 3 pm")
        == "I'll remind you tomorrow at 3 o'clock in the afternoon: put the bins out."
    )
    assert room.say("Put the bins one back a day") == (
        "I'll remind you on Wednesday at 3 o'clock in the afternoon: put the bins out."
    )
    room.say("Undo that")
    assert room.say("The reminder about the bins, make it 4 pm instead, please") == (
        "I'll remind you tomorrow at 4 o'clock in the afternoon: put the bins out."
    )


def test_which_one_is_asked(room: Room) -> None:
    room.say("Remind me on Wednesday at noon to call Amy")
    room.say("Remind me on Thursday at noon to call Tom")
    assert room.say("Cancel the reminder") == (
        "Which one: the reminder “call Amy” on Wednesday at noon or the reminder “call Tom” on Thursday at noon?"
    )
    assert room.say("The Tom one") == "The reminder “call Tom” on Thursday at noon is off."


def test_lists(room: Room) -> None:
    assert room.say("What reminders do I have?") == "There's no reminder."
    room.say("Remind me on Wednesday at noon to call my sister")
    room.say("Remind me every day at 10 am to run")
    assert room.say("List my reminders") == (
        "There are two: every day at 10 o'clock in the morning, run; on Wednesday at noon, call your sister."
    )
    assert room.say("Do I have any reminders on Wednesday?") == "There's one: on Wednesday at noon, call your sister."
    assert room.say("Cancel all reminders") == "All two reminders are off."


def test_several_in_one_line(room: Room) -> None:
    answer = room.answer("Remind me at noon to eat and at 6 pm to run")
    assert answer is not None
    assert [receipt.text for receipt in answer.receipts] == ["eat", "run"]
    room.answer("Set a timer for ten minutes and remind me at half past nine to go to bed")
    assert sorted(one.kind for one in room.memory.due_times.list()) == ["reminder", "reminder", "reminder", "timer"]


def test_it_is_told_when_it_is_due_and_late_when_the_program_was_off(room: Room) -> None:
    room.say("Remind me in ten minutes to call my sister")
    (kept,) = room.memory.due_times.list()
    room.wait(minutes=10, seconds=1)
    assert room.deeds.tell(kept) == "A reminder: call your sister."
    room.wait(hours=14)
    assert room.deeds.tell(kept, "off") == (
        "I was to remind you yesterday at 9:10 in the evening, while I was off: call your sister."
    )
    assert "in the evening, while the computer slept: call" in room.deeds.tell(kept, "asleep")


def test_again_in_ten_minutes(room: Room) -> None:
    assert room.say("Again in ten minutes") is None
    room.say("Remind me in ten minutes to call Amy")
    room.wait(minutes=10)
    (kept,) = room.memory.due_times.list()
    room.memory.due_times.ring(kept)
    assert room.say("Remind me again in ten minutes") == "Again in ten minutes."
    (later,) = room.memory.due_times.list()
    assert (later.text, later.due) == ("call Amy", room.now + timedelta(minutes=10))


def test_what_repeats_rings_again_also_after_a_restart(reopen: Callable[[], Memory]) -> None:
    now = [START]
    rung: list[str] = []
    deeds = Deeds(reopen(), lambda: now[0])
    reading = deeds.read("Remind me every day at 2:30 am to sleep")
    assert reading is not None
    deeds.carry_out(reading)
    memory = reopen()

    def hand_on(one: DueTime, _late: timedelta, _away: Away) -> None:
        rung.append(f"{(one.rung or one.due).astimezone(VIENNA):%d %H:%M}")

    watch = DueWatch(memory.due_times, lambda: now[0], hand_on, lambda: None, pytest.fail)
    for day in (3, 4, 28, 29, 30):
        now[0] = datetime(2026, 3, day, 12, tzinfo=VIENNA)
        watch.ring_due()
    assert rung == ["03 02:30", "04 02:30", "05 02:30", "29 03:30", "30 02:30"]


def test_reading_changes_nothing(room: Room) -> None:
    for line in ("Remind me at noon to eat", "Remind me", "Cancel all reminders"):
        request = read_reminder(as_asked(line), START)
        assert isinstance(request, DeedQuestion) or request is not None
    assert room.memory.due_times.list() == []
    assert isinstance(read_reminder("remind me at noon to eat", START), Schedule)


def test_what_comes_again_is_put_back_with_its_hour(room: Room) -> None:
    room.say("Remind me every day at nine in the morning to take my pills")
    room.hers = "Ah."
    assert room.say("Push the pills reminder back by an hour") == (
        "I'll remind you every day at 10 o'clock in the morning: take your pills."
    )
    (kept,) = room.memory.due_times.list()
    following = next_time(kept, kept.due)
    assert following is not None
    assert following.astimezone(VIENNA).hour == 10
    room.hers = "Ah."
    assert room.say("Push the pills reminder back by fifteen hours") == "To when?"


def test_an_old_change_is_not_undone_into_the_past(room: Room) -> None:
    room.say("Remind me at ten to call Amy")
    room.hers = "Ah."
    room.say("Move the reminder to call Amy to eleven")
    room.wait(hours=1, minutes=30)
    assert (
        room.deeds.undo(room.memory.receipts.list(1)[0].id) == "That would have passed already, so it stays as it is."
    )
    (kept,) = room.memory.due_times.list()
    assert kept.due.astimezone(VIENNA).hour == 23
    room.wait(hours=1)
    room.memory.due_times.ring(kept)
    assert "has rung already" in room.deeds.undo(room.memory.receipts.list()[1].id)


def test_so_many_minutes_are_corrected_by_a_number_alone(room: Room) -> None:
    room.say("Remind me in twenty minutes that the bread is in")
    said = room.say("No, thirty.")
    assert said is not None
    assert "30 minutes" in said
    (kept,) = room.memory.due_times.list()
    assert kept.length == timedelta(minutes=30)
