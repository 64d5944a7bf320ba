"""Runs timers: several at once, named or not; says how long is left, stops them, makes them longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from companion.deeds.amended_length import read_amended, read_answered
from companion.deeds.deed import WHILE, Away, DeedQuestion, Done, DueDeed, Request
from companion.deeds.durations import clock_in_words, duration_in_words, left_in_words
from companion.deeds.just_rung import Silenced, after_silence, length_put_off, rang_last, read_silenced
from companion.deeds.kept_follow import follow_timer, last_kept, length_instead
from companion.deeds.local_time import in_zone, seconds_between
from companion.deeds.spoken_times.pieces import later
from companion.deeds.timer_called import NameTimer, as_were, called, meant
from companion.deeds.timer_context import read_by_name, read_of_running, thing_told_of
from companion.deeds.timer_grammar import (
    AboutTimers,
    AddToTimer,
    SetTimer,
    names_a_timer,
    read_another,
    read_instead,
    read_timer,
    read_which,
)
from companion.deeds.timer_guess import guess_timer, surely_of_timers
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from companion.text.calendar_words import weekday
from companion.text.listing import listed

LONGEST = timedelta(days=2)
"""Longer ones are reminders, by the date."""
LATE = timedelta(minutes=1)
"""Later than this she says when it was."""
SNOOZE = timedelta(minutes=5)


@dataclass(frozen=True)
class TimerAgain(SetTimer):
    """The timer that has just rung is put off."""

    sets = False
    of: int = 0
    """Its number."""


class TimerDeed(DueDeed):
    """Timers are due times in the file, so they outlive the program."""

    name = "timer"
    can = "run timers, several at once"
    answers_in_line = True

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if asked is not None and (answer := _answer(line, asked.about)) is not None:
            return answer
        if (to_ringing := self._to_ringing(line, now)) is not None:
            return to_ringing
        found = read_timer(line)
        if isinstance(found, SetTimer) and found.length is None:
            return DeedQuestion("timer", "For how long?", found)
        if found is None and (running := self._running()):
            names = [one.text for one in running]
            return read_by_name(line, names) or read_of_running(line, names)
        vague = isinstance(found, AboutTimers | AddToTimer) and not names_a_timer(line)
        return None if vague and not self._running() else found

    def read_loosely(self, line: str, now: datetime) -> Request | None:
        """As `Deed.read_loosely`."""
        running = [one.text for one in self._running()]
        found = guess_timer(line, running)
        return None if isinstance(found, AboutTimers) and not running else found

    def guess(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        """As `Deed.guess`."""
        running = [one.text for one in self._running()]
        found = surely_of_timers(line, running)
        if not running and not isinstance(found, SetTimer) and not names_a_timer(line):
            return None
        return (
            DeedQuestion("timer", "For how long?", found)
            if isinstance(found, SetTimer) and found.length is None
            else found
        )

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """As `Deed.go_on`."""
        found = read_another(line) if isinstance(before, SetTimer) else read_instead(line, before)
        return DeedQuestion("timer", "For how long?", found) if found is not None and found.length is None else found

    def in_context(self, request: Request | DeedQuestion, told: Sequence[str], now: datetime) -> Request | DeedQuestion:
        """As `Deed.in_context`."""
        if not isinstance(request, SetTimer) or request.name:
            return request
        return replace(request, name=next(filter(None, map(thing_told_of, told)), ""))

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.amend`."""
        number = (receipt.undo or {}).get("set")
        if number is None:
            return None
        before = self._memory.due_times.due_time(number)
        length = read_amended(line, before.length or timedelta(minutes=1))
        length = length or length_instead(line, now, before)
        return SetTimer(length, before.text) if length is not None else None

    def follow(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.follow`."""
        return follow_timer(line, now, last_kept(self._memory, receipt))

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case Silenced():
                again = [one for one in self._running() if one.id in request.again]
                return after_silence(request, self._stop(again), now) if again else request.done(now)
            case SetTimer():
                return self._set(request, now, message)
            case AddToTimer():
                return self._one_of(request, now, lambda one: self._add(one, request.length, now))
            case NameTimer():
                return self._one_of(request, now, lambda one: self._name(one, request.name))
            case AboutTimers("left"):
                return self._left(request, now)
            case AboutTimers("stop"):
                if request.every:
                    return self._stop(self._running())
                return self._one_of(request, now, lambda one: self._stop([one]))
            case AboutTimers("pause"):
                return self._one_of(request, now, lambda one: self._pause(one, now))
            case AboutTimers("resume"):
                return self._one_of(request, now, lambda one: self._resume(one, now))
            case AboutTimers("restart"):
                return self._one_of(request, now, lambda one: self._restart(one, now))
        raise AssertionError(f"not a request about timers: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        kept, undo = self._memory.due_times, receipt.undo or {}
        if (number := undo.get("set")) is not None:
            one = kept.due_time(number)
            if one.state == "over":
                return f"{called(one).capitalize()} has rung already, so there's nothing to take back."
            kept.change(number, "stopped")
            return f"{called(one).capitalize()} is off."
        back = [one for one in undo["were"] if one["state"] != "waiting" or datetime.fromisoformat(one["due"]) > now]
        if not back:
            return "Its time has passed meanwhile, so there's nothing to put back."
        for before in back:
            due, left = datetime.fromisoformat(before["due"]), before["left"]
            kept.change(
                before["id"],
                before["state"],
                in_zone(due, before["zone"]),
                timedelta(seconds=left) if left is not None else None,
                timedelta(seconds=before["length"]) if before["length"] else None,
                before.get("text"),
            )
        names = listed([called(kept.due_time(before["id"])) for before in back])
        return f"{names.capitalize()} {'is' if len(back) == 1 else 'are'} as before."

    def stop(self, due: DueTime, now: datetime) -> Done:
        """As `Deed.stop`."""
        return self._stop([due])

    def tell(self, due: DueTime, late: timedelta, now: datetime, away: Away = "") -> str:
        """As `Deed.tell`."""
        if late < LATE:
            return f"{called(due).capitalize()} is done."
        at = in_zone(due.rung or due.due, due.zone).astimezone(now.tzinfo)
        day = "" if at.date() == now.date() else f" on {weekday(at)}"
        return f"{called(due).capitalize()} was done at {clock_in_words(at.hour, at.minute)}{day}{WHILE[away]}."

    def _to_ringing(self, line: str, now: datetime) -> Request | None:
        """What is said to a timer that rings: “stop”, “two more minutes”."""
        if (silenced := read_silenced(line, self._memory, "timer", now)) is not None:
            return silenced
        more = length_put_off(line, now, SNOOZE)
        rung = rang_last(self._memory, line, now) if more is not None and not self._running() else None
        return TimerAgain(more, rung.text, rung.id) if rung is not None and rung.kind == "timer" else None

    def _running(self) -> Sequence[DueTime]:
        return self._memory.due_times.list("timer")

    def _set(self, request: SetTimer, now: datetime, message: int | None) -> Done | DeedQuestion:
        length = request.length
        if length is None:
            return DeedQuestion("timer", "For how long?", request)
        if length > LONGEST:
            return Done("A timer runs two days at most, so I've set none.")
        due = later(now, length.total_seconds())
        kept = self._memory.due_times.add("timer", request.name, due, length=length, message=message)
        words = duration_in_words(length)
        name = f"{request.name[:1].upper()}{request.name[1:]} timer" if request.name else "Timer"
        text = f"{request.name}, {words}" if request.name else words
        return Done(
            f"{name}, {words}.",
            text,
            due,
            {"set": kept.id, **({"again": request.of} if isinstance(request, TimerAgain) else {})},
        )

    def waits(self, now: datetime) -> str:
        """As `DueDeed.waits`."""
        return _each_left(self._running(), now)

    def _one_of(
        self, request: AboutTimers | AddToTimer | NameTimer, now: datetime, act: Callable[[DueTime], Done]
    ) -> Done | DeedQuestion:
        running = self._running()
        found = meant(request.which, running)
        if len(found) == 1:
            return act(found[0])
        if not running:
            return Done("No timer is running.")
        if not found:
            return Done(f"There's no such timer. {_each_left(running, now)}")
        return DeedQuestion("timer", f"Which one, {_or(found)}?", request)

    def _left(self, request: AboutTimers, now: datetime) -> Done | DeedQuestion:
        running = self._running()
        found = meant(request.which, running)
        if not running:
            return Done("No timer is running.")
        if not found:
            return Done(f"There's no such timer. {_each_left(running, now)}")
        if len(running) == 1:
            said = f"{left_in_words(_left(found[0], now)).capitalize()} left{_paused(found[0])}."
        else:
            said = _each_left(found, now)
        return Done(said, said.rstrip("."), kept=False)

    def _stop(self, timers: Sequence[DueTime]) -> Done:
        if not timers:
            return Done("No timer is running.")
        for one in timers:
            self._memory.due_times.change(one.id, "stopped", left=one.left)
        names = listed([called(one) for one in timers])
        said = f"{names.capitalize()} {'is' if len(timers) == 1 else 'are'} off."
        return Done(said, f"{names} off", undo=as_were(timers))

    def _name(self, one: DueTime, name: str) -> Done:
        kept = self._memory.due_times.change(one.id, one.state, left=one.left, text=name)
        return Done(f"It's {called(kept)} now.", f"{called(one)}, now {called(kept)}", undo=as_were([one]))

    def _pause(self, one: DueTime, now: datetime) -> Done:
        if one.state == "paused":
            return Done(f"{called(one).capitalize()} is paused already.")
        left = _left(one, now)
        self._memory.due_times.change(one.id, "paused", left=left)
        said = f"Paused, with {left_in_words(left)} left."
        return Done(said, f"{called(one)} paused", undo=as_were([one]))

    def _resume(self, one: DueTime, now: datetime) -> Done:
        if one.state != "paused":
            return Done(f"{called(one).capitalize()} is running.")
        left = _left(one, now)
        due = later(now, left.total_seconds())
        self._memory.due_times.change(one.id, due=due)
        return Done(f"It goes on: {left_in_words(left)} left.", f"{called(one)} goes on", due, as_were([one]))

    def _restart(self, one: DueTime, now: datetime) -> Done:
        length = one.length or timedelta()
        due = later(now, length.total_seconds())
        self._memory.due_times.change(one.id, due=due)
        words = duration_in_words(length)
        return Done(f"From the start: {words}.", f"{called(one)} from the start", due, as_were([one]))

    def _add(self, one: DueTime, more: timedelta, now: datetime) -> Done:
        left = _left(one, now) + more
        if left <= timedelta() or left > LONGEST:
            return Done(f"That can't be: {called(one)} has {left_in_words(_left(one, now))} left.")
        length = max((one.length or timedelta()) + more, left)
        if one.state == "paused":
            self._memory.due_times.change(one.id, "paused", left=left, length=length)
            return Done(f"{left_in_words(left).capitalize()} left now.", f"{called(one)} changed", undo=as_were([one]))
        due = later(now, left.total_seconds())
        self._memory.due_times.change(one.id, due=due, length=length)
        said = f"{left_in_words(left).capitalize()} left now."
        return Done(said, f"{called(one)}, {left_in_words(left)}", due, as_were([one]))


def _answer(line: str, about: Request) -> Request | None:
    match about:
        case SetTimer(None, name):
            length = read_answered(line)
            return SetTimer(length, name) if length is not None else None
        case AboutTimers() | AddToTimer():
            return read_which(line, about)
    return None


def _left(one: DueTime, now: datetime) -> timedelta:
    if one.state == "paused":
        return one.left or timedelta()
    return timedelta(seconds=max(0.0, seconds_between(now, one.due)))


def _paused(one: DueTime) -> str:
    return ", paused" if one.state == "paused" else ""


def _each_left(timers: Sequence[DueTime], now: datetime) -> str:
    """“The tea timer has four minutes left. The ten-minute timer has a minute left, paused.”"""
    return " ".join(
        f"{called(one).capitalize()} has {left_in_words(_left(one, now))} left{_paused(one)}." for one in timers
    )


def _or(timers: Sequence[DueTime]) -> str:
    return " or ".join(called(one) for one in timers)
