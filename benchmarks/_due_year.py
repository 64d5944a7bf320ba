"""Lives a year with a computer that sleeps, is switched off, killed and taken along, on a clock that only this file moves."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks._due_oracle import RECURRING, Expected, Verdicts, days_of, first_day, instant
from companion.deeds.deed import Away
from companion.deeds.deeds import Deeds
from companion.deeds.due import LOOK_S, DueWatch
from companion.deeds.local_time import with_zone
from companion.errors import CompanionError
from companion.memory import Key, open_memory
from companion.memory.due_times import DueTime
from companion.text.calendar_words import MONTHS

HOME = "Europe/Vienna"
TRAVELS = (
    (date(2028, 3, 8), "America/New_York"), (date(2028, 3, 20), HOME), (date(2028, 6, 4), "Asia/Tokyo"), (date(2028, 6, 18), HOME),
    (date(2028, 9, 24), "Australia/Lord_Howe"), (date(2028, 10, 9), "Pacific/Auckland"), (date(2028, 10, 20), HOME),
)  # fmt: skip
"""Over the changes of the clocks there and here: 12 and 26 March, 24 September, 1 and 29 October 2028."""
KILLS = ("rung", "told", "claimed")


class Killed(BaseException):
    """The program ends here, at once."""


class Program:
    """The memory and the watch of one process; what it tells goes to the judge."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self.memory = open_memory(year.file, Key(bytes(32)), year.wall)
        now = with_zone(year.wall, lambda: year.zone)
        self.deeds = Deeds(self.memory, now)
        self._waiting: list[DueTime] = []
        self._watch = DueWatch(self.memory.due_times, now, self._fell_due, self._say, year.troubles.append)
        self.look_at = 0.0

    def begin(self) -> None:
        """What its thread does first."""
        self._watch.hand_on_untold()
        self.look()

    def look(self) -> None:
        """One look, and when the next is."""
        self.look_at = self._year.now + max(0.001, self._watch.ring_due())

    def _fell_due(self, due: DueTime, _late: timedelta, _away: Away) -> None:
        self._year.dies("rung")
        self._year.verdicts.told(due.id, self._year.now, self._year.zone, self._year.awake_since)
        self._waiting.append(due)
        self._year.dies("told")

    def _say(self) -> None:
        waiting, self._waiting = self._waiting, []
        for due in waiting:
            if self.memory.due_times.claim_telling(due):
                self._year.verdicts.said(due.id)
                self._year.dies("claimed")


class Year:
    """The clock, the zone, the computer and its programs."""

    def __init__(self, folder: Path, days: int, seed: int) -> None:
        self.file = folder / "memory.db"
        self.zone = ZoneInfo(HOME)
        self.now = datetime(2028, 1, 3, 8, tzinfo=self.zone).timestamp()
        self._ends = self.now + days * 86_400
        self._dice = random.Random(seed)
        self.verdicts = Verdicts()
        self.troubles: list[str] = []
        self.unset: list[str] = []
        """Lines that set nothing."""
        self.counts = dict.fromkeys(("restarts", "kills", "sleeps", "travels", "second_programs", "set", "stopped"), 0)
        self.awake_since = self.now
        self._programs: list[Program] = []
        self._kill = ""
        self._plans: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def wall(self) -> datetime:
        """Local time without its zone, as the system's clock gives it."""
        return datetime.fromtimestamp(self.now, self.zone).replace(tzinfo=None)

    def dies(self, where: str) -> None:
        """Whether the program is killed just here."""
        if self._kill == where:
            self._kill = ""
            raise Killed

    def live(self) -> None:
        """From the first day to the last."""
        self._start()
        for line, minute, rule in RECURRING:
            after = days_of(**rule)
            self._say(
                line,
                Expected("recurring", day=first_day(after, minute, self.now, self.zone), minute=minute, after=after),
            )
        for number in range(round((self._ends - self.now) / 86_400)):
            self._plan_day(self.now + number * 86_400)
        while self.now < self._ends:
            self._step()
        for program in self._programs:
            program.memory.close()

    def _step(self) -> None:
        """To the next plan or look, whichever is first; looks at which nothing can happen are left out."""
        plan = self._plans[0][0] if self._plans else self._ends
        if not self._programs:
            return self._carry_out(plan)
        program = min(self._programs, key=lambda one: one.look_at)
        soon = min(plan, self.verdicts.next_due(self.zone))
        if soon - program.look_at > 4 * LOOK_S and len(self._programs) == 1:
            program.look_at += LOOK_S * ((soon - program.look_at) // LOOK_S - 2)
        if plan <= program.look_at:
            return self._carry_out(plan)
        self.now = max(self.now, program.look_at)
        try:
            program.look()
        except Killed:
            self._die(program)
        return None

    def _carry_out(self, at: float) -> None:
        self.now = max(self.now, at)
        if self._plans:
            heapq.heappop(self._plans)[2]()

    def _at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._plans, (when, next(self._order), act))

    def _plan_day(self, morning: float) -> None:
        dice = self._dice
        today = datetime.fromtimestamp(morning, ZoneInfo(HOME)).date()
        for day, zone in TRAVELS:
            if day == today:
                self._at(morning + dice.uniform(0, 50_000), lambda zone=zone: self._travel(zone))  # type: ignore[misc]
        for _ in range(dice.randint(1, 4)):
            self._at(morning + dice.uniform(0, 80_000), self._set_something)
        night = morning + dice.uniform(54_000, 60_000)
        length = dice.uniform(4 * 3600, 8 * 3600)
        self._at(night, lambda: dice.choice((lambda _s: None, self._sleep, self._switch_off))(length))
        if dice.random() < 0.4:
            self._at(morning + dice.uniform(0, 50_000), lambda: self._sleep(dice.uniform(600, 6000)))
        if dice.random() < 0.3:
            self._at(morning + dice.uniform(0, 50_000), lambda: self._switch_off(dice.uniform(1, 60)))
        if dice.random() < 0.5:
            self._at(morning + dice.uniform(0, 50_000), self._arm)
        if dice.random() < 0.3:
            self._at(morning + dice.uniform(0, 50_000), self._open_another)

    def _start(self) -> None:
        program = Program(self)
        if not self._programs:
            self.awake_since = self.now
        self._programs.append(program)
        try:
            program.begin()
        except Killed:
            self._die(program)

    def _die(self, program: Program) -> None:
        self.counts["kills"] += 1
        program.memory.close()
        self._programs.remove(program)
        if not self._programs:
            self._at(self.now + self._dice.uniform(0.5, 900), self._start_again)

    def _start_again(self) -> None:
        if not self._programs:
            self.counts["restarts"] += 1
            self._start()

    def _switch_off(self, seconds: float) -> None:
        for program in self._programs:
            program.memory.close()
        self._programs = []
        self._at(self.now + seconds, self._start_again)

    def _sleep(self, seconds: float) -> None:
        """Everything stands still; the programs look again within two seconds after waking."""
        if not self._programs:
            return
        self.counts["sleeps"] += 1
        self.now += seconds
        self.awake_since = self.now
        for program in self._programs:
            program.look_at = self.now + self._dice.uniform(0, LOOK_S)

    def _arm(self) -> None:
        self._kill = self._dice.choice(KILLS)

    def _open_another(self) -> None:
        if len(self._programs) == 1:
            self.counts["second_programs"] += 1
            self._start()
            self._at(self.now + self._dice.uniform(60, 1200), self._close_one)

    def _close_one(self) -> None:
        if len(self._programs) > 1:
            self._programs.pop(0).memory.close()

    def _travel(self, zone: str) -> None:
        self.counts["travels"] += 1
        self.zone = ZoneInfo(zone)
        self.awake_since = max(self.awake_since, self.now)

    def _set_something(self) -> None:
        if not self._programs:
            return
        dice, here = self._dice, datetime.fromtimestamp(self.now, self.zone)
        choice = dice.randrange(5)
        if choice == 0:
            minutes = dice.choice((1, 2, 5, 12, 25, 45, 90, 600, 1400))
            self._say(f"Set a timer for {minutes} minutes.", Expected("timer", at=self.now + minutes * 60))
        elif choice == 1:
            hours = dice.randint(1, 20)
            self._say(f"Remind me in {hours} hours to stretch.", Expected("reminder", at=self.now + hours * 3600))
        elif choice == 4 and self.verdicts.items:
            self._stop_one()
        else:
            day = here.date() + timedelta(days=dice.randint(2, 40))
            minute = dice.randrange(1, 24 * 12) * 5  # not midnight: she asks which is meant
            if instant(day, minute, self.zone) <= self.now:
                return
            words = f"on the {day.day}{_ending(day.day)} of {MONTHS[day.month - 1]} at {_clock(minute)}"
            line = f"Remind me {words} to see Ben." if choice == 2 else f"Set an alarm {words}."
            self._say(line, Expected("alarm" if choice == 3 else "reminder", day=day, minute=minute))

    def _stop_one(self) -> None:
        waiting = [one for one in self._programs[0].memory.due_times.list() if not one.recurrence]
        if waiting:
            number = self._dice.choice(waiting).id
            self._programs[0].deeds.stop(number)
            del self.verdicts.items[number]
            self.counts["stopped"] += 1

    def _say(self, line: str, expected: Expected) -> None:
        """Say it to her; what the judge expects of it is computed from the figures, not from what she kept."""
        if not self._programs:
            return
        program = self._programs[0]
        kept = {one.id for one in program.memory.due_times.list()}
        reading = program.deeds.read(line)
        if reading is not None:
            program.deeds.carry_out(reading)
        new = [one.id for one in program.memory.due_times.list() if one.id not in kept]
        if len(new) != 1:
            self.unset.append(line)
            return
        self.counts["set"] += 1
        self.verdicts.items[new[0]] = expected
        for one in self._programs:  # a line makes its program look; another looks within two seconds
            one.look_at = self.now if one is program else min(one.look_at, self.now + LOOK_S)


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _clock(minute: int) -> str:
    hour = minute // 60
    return f"{(hour - 1) % 12 + 1}:{minute % 60:02} {'am' if hour < 12 else 'pm'}"


def a_year(folder: Path, days: int, seed: int) -> Year:
    """The year, lived. Raises CompanionError when the watch told of trouble with the file."""
    year = Year(folder, days, seed)
    year.live()
    if year.troubles:
        raise CompanionError(f"The file could not be used: {year.troubles[0]}")
    return year
