"""What falls due is rung once, at its time, whatever the clocks do, and told when somebody can hear it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from companion.deeds.deed import Away
from companion.deeds.due import LOOK_S, DueWatch
from companion.deeds.unrung import what_cannot_ring
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.due_times import DueTime
from tests.rig import wait_for

START = datetime(2026, 3, 2, 20, tzinfo=UTC)


class Watch:
    """A watch on a clock that a test moves."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.now = memory, START
        self.rung: list[tuple[str, float]] = []
        self.away: list[Away] = []
        self.notices: list[str] = []
        self.due = DueWatch(
            memory.due_times,
            lambda: self.now,
            self.hand_on,
            lambda: None,
            self.notices.append,
            started=START,
        )

    def hand_on(self, one: DueTime, late: timedelta, away: Away) -> None:
        self.rung.append((one.text, late.total_seconds()))
        self.away.append(away)

    def set(self, name: str, minutes: float) -> DueTime:
        return self.memory.due_times.add("timer", name, self.now + timedelta(minutes=minutes))


def test_each_rings_once_and_how_late_is_told(memory: Memory):
    watch = Watch(memory)
    watch.set("pasta", 10)
    watch.set("eggs", 5)
    watch.due.ring_due()
    assert watch.rung == []
    watch.now += timedelta(minutes=10, seconds=1)
    watch.due.ring_due()
    watch.due.ring_due()
    assert watch.rung == [("eggs", 301.0), ("pasta", 1.0)]


def test_it_waits_no_longer_than_to_the_next_one(memory: Memory):
    watch = Watch(memory)
    assert watch.due.ring_due() == LOOK_S
    watch.set("tea", 0.01)
    assert watch.due.ring_due() == pytest.approx(0.6, abs=1e-3)


def test_what_was_stopped_or_paused_does_not_ring(memory: Memory):
    watch = Watch(memory)
    memory.due_times.change(watch.set("pasta", 10).id, "stopped")
    memory.due_times.change(watch.set("eggs", 5).id, "paused", left=timedelta(minutes=1))
    watch.set("tea", 60)
    watch.now += timedelta(hours=1)
    watch.due.ring_due()
    assert watch.rung == [("tea", 0.0)]


def test_two_processes_ring_it_once(memory: Memory):
    one, other = Watch(memory), Watch(memory)
    one.set("pasta", 0)
    (due,) = memory.due_times.fallen_due(START)
    assert memory.due_times.ring(due) is not None
    assert memory.due_times.ring(due) is None
    other.due.ring_due()
    assert other.rung == []


def test_what_fell_due_while_nothing_ran_rings_at_the_next_start(reopen: Callable[[], Memory]):
    Watch(reopen()).set("pasta", 10)
    watch = Watch(reopen())
    watch.now += timedelta(hours=8)
    watch.due.ring_due()
    assert watch.rung == [("pasta", 8 * 3600 - 600)]


def test_what_rang_and_was_not_told_is_told_at_the_next_start(reopen: Callable[[], Memory]):
    memory = reopen()
    told, untold = Watch(memory).set("eggs", 0), Watch(memory).set("pasta", 0)
    rung = [memory.due_times.ring(one) for one in (told, untold)]
    assert rung[0] is not None
    assert memory.due_times.claim_telling(rung[0])
    assert not memory.due_times.claim_telling(rung[0])  # another process has told it
    watch = Watch(reopen())
    watch.now += timedelta(minutes=1)
    watch.due.open()
    wait_for(lambda: bool(watch.rung), "the untold one")
    watch.due.close()
    assert watch.rung == [("pasta", 60.0)]


def test_a_recurring_one_rings_at_its_hour_through_the_year_once_a_day(memory: Memory):
    vienna = ZoneInfo("Europe/Vienna")
    watch = Watch(memory)
    memory.due_times.add("reminder", "water", datetime(2026, 3, 2, 2, 30, tzinfo=vienna), "FREQ=DAILY")
    hours: Counter[str] = Counter()
    for _ in range(365):
        (one,) = memory.due_times.list()
        watch.now = one.due.astimezone(vienna)
        watch.due.ring_due()
        hours[f"{one.due.astimezone(vienna):%H:%M}"] += 1
    assert hours == {"02:30": 364, "03:30": 1}
    assert len(watch.rung) == 365


def test_a_recurring_one_that_was_missed_rings_once_and_waits_for_the_next_time_to_come(memory: Memory):
    watch = Watch(memory)
    memory.due_times.add("reminder", "water", START, "FREQ=DAILY")
    watch.now += timedelta(days=3, hours=1)
    watch.due.ring_due()
    (one,) = memory.due_times.list()
    assert (one.rung, one.due, one.state) == (START, START + timedelta(days=4), "waiting")
    assert watch.rung == [("water", 73 * 3600.0)]


def test_the_thread_rings_within_two_seconds_after_the_computer_slept(memory: Memory):
    watch = Watch(memory)
    watch.set("pasta", 60)
    watch.due.open()
    time.sleep(0.1)
    watch.now += timedelta(hours=1)  # the wall clock only: threads have waited no longer
    began = time.monotonic()
    wait_for(lambda: bool(watch.rung), "the timer")
    assert time.monotonic() - began < LOOK_S + 0.5
    watch.due.close()


def test_whoever_travels_is_reminded_at_nine_there_and_a_timer_runs_on(memory: Memory):
    watch, vienna, york = Watch(memory), ZoneInfo("Europe/Vienna"), ZoneInfo("America/New_York")
    watch.now = watch.now.astimezone(vienna)
    watch.due.ring_due()
    nine = datetime(2026, 3, 3, 9, tzinfo=vienna)
    memory.due_times.add("reminder", "pills", nine, "FREQ=DAILY")
    memory.due_times.add("reminder", "in twelve hours", START + timedelta(hours=12), length=timedelta(hours=12))
    memory.due_times.add("reminder", "every hour", START + timedelta(hours=12), "FREQ=HOURLY")
    watch.set("tea", 12 * 60)
    watch.now = watch.now.astimezone(york)
    watch.due.ring_due()
    due = {one.text: one.due for one in memory.due_times.list()}
    assert due.pop("pills") == datetime(2026, 3, 3, 9, tzinfo=york)
    assert set(due.values()) == {START + timedelta(hours=12)}
    watch.now = datetime(2026, 3, 3, 9, tzinfo=york)
    watch.due.ring_due()
    assert memory.due_times.list("reminder")[-1].due == datetime(2026, 3, 4, 9, tzinfo=york)
    watch.now = datetime(2026, 3, 4, 20, tzinfo=ZoneInfo("Asia/Tokyo"))  # nine has passed there: rung at once, and once
    watch.due.ring_due()
    assert [name for name, _ in watch.rung].count("pills") == 2


def test_why_it_is_late_is_known(memory: Memory):
    watch = Watch(memory)
    watch.set("before", -60)
    watch.set("locked", 10)
    watch.now += timedelta(minutes=20)
    watch.due.ring_due()  # only now is the memory open
    watch.set("slept", 10)
    watch.now += timedelta(hours=2)
    watch.due.ring_due()
    watch.set("soon", 0)
    watch.now += timedelta(seconds=1)
    watch.due.ring_due()
    assert [(name, away) for (name, _), away in zip(watch.rung, watch.away, strict=True)] == [
        ("before", "off"),
        ("locked", "locked"),
        ("slept", "asleep"),
        ("soon", ""),
    ]


def test_what_cannot_ring_while_locked_is_told_without_what_it_is_for(memory: Memory):
    add, morning = memory.due_times.add, START + timedelta(hours=11)
    assert what_cannot_ring(memory.due_times.list(), START) == ""
    add("reminder", "call Amy", START + timedelta(days=9))
    assert what_cannot_ring(memory.due_times.list(), START) == ""
    add("alarm", "the train", morning)
    assert (
        what_cannot_ring(memory.due_times.list(), START)
        == "While I am locked, the alarm tomorrow at 7 o'clock in the morning can't ring."
    )
    add("reminder", "pills", morning)
    add("reminder", "call Ben", morning)
    assert what_cannot_ring(memory.due_times.list(), START).endswith("in the morning and two reminders can't ring.")


def test_setting_the_clock_back_makes_it_wait_again(memory: Memory):
    watch = Watch(memory)
    watch.set("pasta", 1)
    watch.now -= timedelta(hours=1)
    watch.due.ring_due()
    assert watch.rung == []
    watch.now += timedelta(hours=1, minutes=1)
    watch.due.ring_due()
    assert watch.rung == [("pasta", 0.0)]


class BrokenDueTimes:
    """Fails the first two times."""

    def __init__(self) -> None:
        self.asked = 0
        self.works = threading.Event()

    def untold(self) -> list[DueTime]:
        return []

    def list(self, *_kinds: str, **_states: object) -> list[DueTime]:
        return []

    def fallen_due(self, _now: datetime) -> list[DueTime]:
        self.asked += 1
        if self.asked < 3:
            raise CompanionError("The disk is full; free some space.")
        self.works.set()
        return []

    def next_due(self) -> None:
        return None


def test_a_failure_is_told_once_and_ends_nothing(memory: Memory):
    notices: list[str] = []
    broken = BrokenDueTimes()
    due = DueWatch(broken, lambda: START, lambda *_: None, lambda: None, notices.append)  # type: ignore[arg-type]
    due.open()
    while not broken.works.wait(0.02):
        due.look()
    due.close()
    assert notices == ["Timers and reminders can't be watched: The disk is full; free some space."]
