"""What is asked for is done by code and confirmed by its receipt, without the mind; what falls due is said when nobody talks."""

from __future__ import annotations

from datetime import timedelta

from companion.deeds.due import DueWatch
from companion.dialogue.responders.last_deed import NOT_UNDONE, NOTHING
from companion.dialogue.telling_due import TellingDue
from companion.events import CannotDo, DeedDone, FellDue, Said, Spoken, TurnDone
from companion.memory import Memory
from tests.clock import Clock
from tests.core import Core
from tests.rig import wait_for


def say(her: Core, text: str) -> TurnDone:
    her.loudspeaker.flow()
    her.say(text)
    return her.until_over()


def test_a_timer_is_set_confirmed_and_shown_without_the_mind(memory: Memory, her: Core):
    assert say(her, "Set a timer for ten minutes for the pasta.").reply == "Pasta timer, ten minutes."
    assert her.llm.requests == []
    (done,) = her.told.of(DeedDone)
    assert (done.deed, done.text, done.when, done.undo) == ("timer", "pasta, ten minutes", "2026-03-02T21:10:00", True)
    (receipt,) = memory.receipts.list()
    assert (receipt.id, receipt.message) == (done.id, memory.messages(her.turn_taking.conversation)[0].id)


def test_nothing_is_done_by_a_line_that_is_not_whole(memory: Memory, her: Core):
    her.loudspeaker.flow()
    her.spoken.onset(0.0)
    her.interim_transcript("Set a timer for ten minutes.")
    her.interim_transcript("Set a timer for ten minutes was what she said.")
    her.final_transcript("Set a timer for ten minutes was what she said.")
    her.told.until(TurnDone)
    assert her.told.of(DeedDone) == []
    assert memory.due_times.list() == []


def test_the_time_is_told_and_not_kept(memory: Memory, her: Core):
    assert say(her, "What time is it?").reply == "It's 9 o'clock in the evening."
    (done,) = her.told.of(DeedDone)
    assert (done.deed, done.id, done.undo) == ("clock", 0, False)
    assert memory.receipts.list() == []


def test_a_question_besides_is_left_to_the_mind_and_nothing_is_done_twice(memory: Memory, her: Core):
    her.llm.enqueue("Rice, perhaps.")
    reply = say(her, "Set a timer for ten minutes. What goes well with leeks?").reply
    assert reply == "Timer, ten minutes. Rice, perhaps."
    assert len(memory.due_times.list()) == 1


def test_her_question_is_answered_by_the_next_line(her: Core):
    assert say(her, "Set a timer.").reply == "For how long?"
    assert her.told.of(DeedDone) == []
    assert say(her, "Ten minutes.").reply == "Timer, ten minutes."


def test_undo_that(memory: Memory, her: Core):
    say(her, "Set a timer for ten minutes.")
    assert say(her, "Undo that.").reply == "The ten-minute timer is off."
    assert memory.due_times.list() == []


def test_undo_that_reaches_over_other_lines_and_never_further_back_than_a_quarter_of_an_hour(
    memory: Memory, her: Core, clock: Clock
):
    say(her, "Set a timer for ten minutes.")
    her.llm.enqueue("Noodles, then.")
    say(her, "We are having noodles.")
    assert say(her, "Undo that.").reply == "The ten-minute timer is off."
    assert memory.due_times.list() == []
    assert say(her, "Can you undo that please?").reply == NOT_UNDONE
    say(her, "Set a timer for two hours.")
    clock.wait(minutes=16)
    assert say(her, "Undo the last thing.").reply == NOT_UNDONE
    assert len(memory.due_times.list()) == 1


def test_what_did_you_just_do(her: Core, clock: Clock):
    assert say(her, "What did you just do?").reply == NOTHING
    say(her, "Set a timer for ten minutes for the pasta.")
    clock.wait(minutes=3)
    assert say(her, "So what did you just do?").reply == (
        "The last thing I did, three minutes ago, was this timer: pasta, ten minutes."
    )
    her.llm.enqueue("I'm a program, I did nothing.")
    assert "pasta" not in say(her, "What did you do?").reply


def test_what_she_cannot_do_is_told_as_an_event(her: Core):
    say(her, "What's the weather like tomorrow?")
    assert [limit.what for limit in her.told.of(CannotDo)] == ["weather"]
    assert her.llm.requests == []


def test_a_line_that_only_tells_is_left_to_the_mind(her: Core):
    her.llm.enqueue("Burned it?")
    assert say(her, "I set a timer yesterday and still burned it.").reply == "Burned it?"
    assert her.told.of(DeedDone) == []


def watched(her: Core) -> DueWatch:
    telling = TellingDue(her.deeds, her.turn_taking, lambda: her.presence.quiet, lambda: "voice")
    return DueWatch(her.memory.due_times, lambda: her.now, telling.fell_due, telling.say_next, her.notices.append)


def test_what_falls_due_is_said_in_a_turn_of_its_own_and_kept(memory: Memory, her: Core):
    say(her, "Set a timer for ten minutes for the pasta.")
    due = watched(her)
    her.now += timedelta(minutes=10)
    due.ring_due()
    assert her.until_over().reply == "The pasta timer is done."
    (fell,) = her.told.of(FellDue)
    assert (fell.deed, fell.text, fell.when, fell.late_s) == ("timer", "pasta", "2026-03-02T21:10:00", 0.0)
    assert her.kept[-1] == ("her", "The pasta timer is done.")
    assert not memory.due_times.untold()


def test_while_somebody_talks_it_waits_but_the_event_does_not(memory: Memory, her: Core):
    say(her, "Set a timer for ten minutes.")
    due = watched(her)
    her.now += timedelta(minutes=10)
    her.presence.set("hearing", True)
    due.ring_due()
    assert len(her.told.of(FellDue)) == 1
    assert [said.text for said in her.told.of(Said)] == ["Timer, ten minutes."]
    assert len(memory.due_times.untold()) == 1
    her.presence.set("hearing", False)
    due.ring_due()
    assert her.until_over().reply == "The ten-minute timer is done."


def test_in_quiet_hours_a_reminder_is_shown_and_told_afterwards_and_a_timer_rings(memory: Memory, her: Core):
    her.loudspeaker.flow()
    quiet = [True]
    telling = TellingDue(her.deeds, her.turn_taking, lambda: her.presence.quiet, lambda: "voice", lambda: quiet[0])
    due = DueWatch(memory.due_times, lambda: her.now, telling.fell_due, telling.say_next, her.notices.append)
    memory.due_times.add("reminder", "call Amy", her.now)
    memory.due_times.add("timer", "tea", her.now)
    due.ring_due()
    assert her.until_over().reply == "The tea timer is done."
    assert {fell.deed: fell.quiet for fell in her.told.of(FellDue)} == {"reminder": True, "timer": False}
    her.now += timedelta(hours=9)
    due.ring_due()
    assert [one.text for one in memory.due_times.untold()] == ["call Amy"]
    quiet[0] = False
    due.ring_due()
    assert her.until_over().reply == (
        "I was to remind you yesterday at 9 o'clock in the evening, in your quiet hours: call Amy."
    )
    assert len(her.told.of(FellDue)) == 2


def test_a_chime_comes_before_what_falls_due_now_and_not_before_what_was_missed(memory: Memory, her: Core):
    her.loudspeaker.flow()
    due = watched(her)
    for late, pieces in ((timedelta(), 2), (timedelta(hours=3), 1)):
        memory.due_times.add("reminder", "call Amy", her.now)
        her.now += late
        before = len(her.loudspeaker.pieces)
        due.ring_due()
        her.until_over()
        assert "call Amy" in her.told.of(Spoken)[-1].text
        assert len(her.loudspeaker.pieces) - before == pieces


def test_what_is_cut_before_a_word_of_it_was_heard_is_said_once_more(memory: Memory, her: Core):
    memory.due_times.add("timer", "pasta", her.now)
    due = watched(her)
    due.ring_due()
    her.turn_taking.interrupt()
    her.loudspeaker.flow()

    def replies() -> list[str]:
        due.ring_due()  # it looks again and again
        return [done.reply for done in her.told.of(TurnDone) if done.reply]

    wait_for(lambda: bool(replies()), "it to be said")
    assert replies() == ["The pasta timer is done."]
    assert len(her.told.of(FellDue)) == 1
    assert her.kept == [("her", "The pasta timer is done.")]


def test_a_note_is_no_memory_command(memory: Memory, her: Core):
    assert say(her, "Make a note: my sister comes on the 5th.").reply == "Noted: “my sister comes on the 5th.”"
    assert say(her, "Delete the note about my sister.").reply == "Removed: “my sister comes on the 5th.”"
    assert memory.notes.all() == []
    assert say(her, "Remember that my sister is called Nora.").reply.startswith("I'll remember that.")
