"""An alarm rings again and again and slowly louder, with or without a voice, until somebody says or does something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from companion.audio.ringing import BY_KIND, RATE, soft_arpeggio
from companion.deeds.due import DueWatch
from companion.dialogue.ring_words import ends_ringing
from companion.dialogue.speech_input import AddressingMode
from companion.dialogue.telling_due import TellingDue
from companion.events import Interrupted, Spoken, TurnDone
from companion.memory import Memory
from companion.memory.due_times import DueKind
from tests.core import Core, core
from tests.rig import wait_for

SEVEN = datetime(2026, 3, 3, 7, tzinfo=ZoneInfo("Europe/Vienna"))


class Bedside:
    """A conversation in which something rings."""

    def __init__(self, her: Core) -> None:
        self.her, self.told = her, her.told
        telling = TellingDue(her.deeds, her.turn_taking, lambda: her.presence.quiet, lambda: "voice")
        self.due = DueWatch(
            her.memory.due_times, lambda: her.now, telling.fell_due, telling.say_next, her.notices.append
        )

    def ring(self, kind: DueKind = "alarm", recurrence: str = "") -> None:
        """It falls due, and its first sounds are heard."""
        self.her.now = SEVEN
        self.her.memory.due_times.add(kind, "tea" if kind == "timer" else "", SEVEN, recurrence)
        heard = len(self.her.loudspeaker.pieces)
        self.due.ring_due()
        wait_for(lambda: len(self.her.loudspeaker.pieces) > heard, "it to ring", patience_s=55)
        self.her.loudspeaker.advance(100)

    def say(self, line: str) -> str:
        """What she answers."""
        self.her.say(line)
        if self.her.turn_taking.ringing is not None:
            self.told.until(Interrupted)
        self.her.loudspeaker.flow()
        return self.her.until_over().reply

    def waiting(self) -> list[str]:
        return [f"{one.due.astimezone(SEVEN.tzinfo):%a %H:%M}" for one in self.her.memory.due_times.list()]


@pytest.fixture
def bed(her: Core) -> Bedside:
    return Bedside(her)


def test_an_alarm_rings_for_three_minutes_a_timer_for_half_a_minute_and_neither_is_loud_at_first():
    for kind, seconds in (("alarm", 180), ("timer", 30), ("reminder", 0)):
        sounds = list(BY_KIND[kind].sounds(soft_arpeggio()))
        assert abs(sum(map(len, sounds)) / RATE - seconds) <= 6
        peaks = [float(np.abs(sound).max()) for sound in sounds]
        assert peaks == sorted(peaks)
        assert all(0.05 < peak < 0.5 for peak in peaks)


def test_it_rings_before_the_words_and_again_after_them(bed: Bedside):
    bed.ring("timer")
    bed.her.loudspeaker.flow()
    assert bed.told.until(TurnDone).reply == "The tea timer is done."
    seconds = [count / bed.her.loudspeaker.rate for count, _ in bed.her.loudspeaker.pieces]
    assert len(seconds) == 6
    assert seconds[1] < 2  # her words
    assert 29 < sum(seconds) - seconds[1] < 36


def test_without_a_voice_it_rings_and_is_written(bed: Bedside):
    bed.her.speaking.use_voice(None, 1.0)
    bed.ring("timer")
    bed.her.loudspeaker.flow()
    assert bed.told.until(TurnDone).reply == "The tea timer is done."
    assert len(bed.her.loudspeaker.pieces) == 5
    assert bed.told.of(Spoken) == []


def test_stop_ends_it_and_it_does_not_ring_again(bed: Bedside):
    bed.ring()
    bed.her.say("Stop.")
    bed.told.until(Interrupted)
    bed.her.loudspeaker.flow()
    bed.her.until_over()
    pieces = len(bed.her.loudspeaker.pieces)
    bed.due.ring_due()
    assert bed.told.until(TurnDone).reply == "It is 7 o'clock in the morning."  # once more, in words only
    assert len(bed.her.loudspeaker.pieces) == pieces + 1


@pytest.mark.parametrize(
    ("line", "reply", "waits"),
    [("Five more minutes.", "Again in five minutes.", ["Tue 07:05"]),
     ("Another ten minutes.", "Again in ten minutes.", ["Tue 07:10"]),
     ("Snooze.", "Again in nine minutes.", ["Tue 07:09"]),
     ("I'm up, I'm up.", "Good morning.", []), ("Okay, turn it off.", "All right.", []),
     ("Turn off the alarm.", "All right.", [])],
)  # fmt: skip
def test_what_is_said_to_an_alarm(bed: Bedside, line: str, reply: str, waits: list[str]):
    bed.ring()
    assert bed.say(line) == reply
    assert bed.waiting() == waits


def test_turning_off_a_daily_alarm_that_rings_leaves_tomorrows(bed: Bedside):
    bed.ring(recurrence="FREQ=DAILY")
    assert bed.say("Turn the alarm off.") == "All right."
    assert bed.waiting() == ["Wed 07:00"]
    bed.her.now += timedelta(hours=1)
    bed.her.say("Turn off the alarm.")
    assert bed.told.until(TurnDone).reply.endswith("is off.")
    assert bed.waiting() == []


def test_a_timer_is_put_off_and_silenced_as_well(bed: Bedside):
    bed.ring("timer")
    assert bed.say("Two more minutes.") == "Tea timer, two minutes."


def test_a_timer_that_rings_is_silenced(bed: Bedside):
    bed.ring("timer")
    assert bed.say("Stop the timer.") == "All right."


def test_what_the_ear_makes_of_the_sound_stops_nothing(bed: Bedside):
    bed.ring()
    bed.her.say("Thank you.")
    assert bed.told.of(Interrupted) == []
    assert bed.her.turn_taking.rings
    bed.her.say("What is that noise?")
    wait_for(lambda: not bed.her.turn_taking.rings, "it to be silent")


@pytest.fixture
def by_name(memory: Memory) -> Iterator[Bedside]:
    with core(memory) as her:
        her.spoken.addressing = AddressingMode("Ada", by_name=True)
        yield Bedside(her)


def test_it_is_silenced_without_her_name_where_she_else_waits_for_it(by_name: Bedside):
    by_name.ring()
    by_name.her.say("I hope it rains.")
    assert by_name.her.turn_taking.rings
    by_name.her.say("Stop.")
    assert not by_name.her.turn_taking.rings


@pytest.mark.parametrize(
    "line", ["Stop.", "OK, OK, stop it.", "I’m awake!", "Ten more minutes please", "Snooze", "Got it, thanks."]
)
def test_words_that_end_it(line: str):
    assert ends_ringing(line)


@pytest.mark.parametrize(
    "line", ["", "Thank you for watching.", "I'm up to my ears in work.", "Stop me if I told you this.", "You"]
)
def test_words_that_do_not(line: str):
    assert not ends_ringing(line)
