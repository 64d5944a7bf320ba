"""Does what reminders and alarms have in common: keeps them as due times, moves, stops, lists and puts them off."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from companion.deeds.amended_length import read_amended
from companion.deeds.asked_times import after_hour, with_context
from companion.deeds.beside_times import instead
from companion.deeds.deed import DeedQuestion, Done, DueDeed, Request
from companion.deeds.durations import duration_in_words
from companion.deeds.just_rung import Silenced, after_silence, just_rung, length_put_off, put_off_already, rang_last
from companion.deeds.kept_follow import follow_scheduled, last_kept, time_instead
from companion.deeds.moment_words import repetition_in_words
from companion.deeds.scheduled_requests import (
    ANOTHER,
    MOST_SAID,
    NEVER_MIND,
    RINGS_FOR,
    TOO_LATE,
    AboutScheduled,
    LetBe,
    PutOff,
    as_they_were,
    asked_about,
    be,
    found_by,
    put_back,
    put_later,
    stopped_by_name,
    those_meant,
    when_in_words,
    with_shift,
)
from companion.deeds.scheduling import Planned, Schedule, Unclear, as_spoken, chosen, correction, half_of, planned
from companion.deeds.spoken_times.pieces import Length, later
from companion.deeds.spoken_times.repetitions import without_hour
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from companion.text.capital import capital
from companion.text.listing import listed
from companion.text.number_words import in_words


class ScheduledDeed(DueDeed):
    """A deed whose due times the clock and the calendar give."""

    kind: Literal["alarm", "reminder"]
    snooze = timedelta(minutes=10)
    when_asked = "When?"
    needs_hour = False
    """Whether “in the morning” is no hour."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def usual_part(self, time: SpokenTime | None, now: datetime) -> str:
        """The part of the day that is meant by an hour that can be before noon and after it; empty when she must ask."""
        return ""

    @abstractmethod
    def grammar(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        """What the line asks of this deed, by its own words."""

    @abstractmethod
    def confirmed(self, text: str, when: str, moved: bool) -> str:
        """What she says when it is kept; `when`: “tomorrow at noon”."""

    @abstractmethod
    def called(self, one: DueTime, now: datetime) -> str:
        """“the reminder “call Amy” tomorrow at noon”."""

    @abstractmethod
    def item(self, one: DueTime, now: datetime) -> str:
        """As it stands in a list: “tomorrow at noon, call Amy”."""

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if asked is not None and (answer := self._answer(line, now, asked.about)) is not None:
            return answer
        about = asked_about(line, self.name, lambda which: self._meant(which, now))
        named = stopped_by_name(line, lambda which: self._meant(which, now))
        return self._snoozed(line, now) or about or self.grammar(line, now) or named

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """“… and another at eight”."""
        if not isinstance(before, Schedule):
            return None
        if (more := self._another(line, now)) is not None:
            return more
        found = ANOTHER.fullmatch(line)
        time = correction(found["rest"], now) if found else None
        if time and before.time:
            time = with_context(after_hour(time, before.time), [before.time])
        return Schedule(time, before.text) if time else None

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.amend`: “no, at nine”; the hour is meant in the same half of the day, and the day stays."""
        undo = receipt.undo or {}
        were = undo.get("were", [])
        number = undo.get("set", were[0]["id"] if len(were) == 1 else None)
        if number is None:
            return None
        moves = number if were else None
        one = self._memory.due_times.due_time(number)
        if (text := self._other_text(line)) is not None:
            return Schedule(as_spoken(self._local(one, now), one.recurrence), text)
        time = correction(line, now)
        if time is None and self.grammar(line, now) is None:
            time = time_instead(line, now, one, self.kind)
        if time is not None:
            time = after_hour(time, as_spoken(self._local(one, now)))
        if time is None and one.length is not None and (length := read_amended(line, one.length)) is not None:
            time = SpokenTime(ahead=Length(seconds=length.total_seconds()))
        if time is None:
            return None
        at = self._local(one, now)
        changed = instead(at, one.recurrence, time, now)
        return Schedule(changed, one.text, moves=moves) if changed is not None else None

    def follow(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.follow`."""
        last = last_kept(self._memory, receipt)
        others = [one.text for one in self._waiting() if last is not None and one.id != last.id]
        return follow_scheduled(line, now, last, self.kind, others)

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case Schedule():
                return self._keep(request, now, message)
            case PutOff(length):
                return self._put_off(length, now, message)
            case Silenced():
                return self._silence(request, now)
            case LetBe():
                return Done("All right, I'll leave it.")
            case AboutScheduled("list"):
                return self._list(request, now)
            case AboutScheduled("stop"):
                if request.every:
                    return self._stop(self._meant(request.which, now) or self._waiting(), now)
                return self._one_of(request, now, lambda one: self._stop([one], now))
            case AboutScheduled("when"):
                return self._one_of(request, now, lambda one: self._tell_when(one, now))
            case AboutScheduled("move"):
                return self._one_of(request, now, lambda one: self._move(one, request, now, message))
        raise AssertionError(f"no request of this deed: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        kept, undo = self._memory.due_times, receipt.undo or {}
        if (number := undo.get("set")) is not None:
            one = kept.due_time(number)
            if one.state == "over":
                return f"{capital(self.called(one, now))} has rung already, so there's nothing to take back."
            kept.change(number, "stopped")
            return f"{capital(self.called(one, now))} is off."
        were = [back for before in undo["were"] if (back := put_back(kept, before, now)) is not None]
        if not were:
            return TOO_LATE
        return f"{capital(listed([self.called(one, now) for one in were]))} {be(were)} back."

    def stop(self, due: DueTime, now: datetime) -> Done:
        """As `Deed.stop`."""
        return self._stop([due], now)

    def _other_text(self, line: str) -> str | None:
        return None

    def _another(self, line: str, now: datetime) -> Request | DeedQuestion | None:
        return None

    def _waiting(self) -> Sequence[DueTime]:
        return self._memory.due_times.list(self.kind)

    def _local(self, one: DueTime, now: datetime) -> datetime:
        return one.due.astimezone(now.tzinfo)

    def _answer(self, line: str, now: datetime, about: Request) -> Request | DeedQuestion | None:
        if NEVER_MIND.fullmatch(line):
            return LetBe()
        match about:
            case Schedule(time, text, choices):
                if text is None:
                    words = self._text_answered(line, now)
                    return replace(about, text=words) if words else None
                answered = chosen(time, choices, line, now)
                return replace(about, time=answered, choices=()) if answered else None
            case AboutScheduled("move", time=None, by=None):
                answered = chosen(None, (), line, now)
                return replace(about, time=answered) if answered else None
            case AboutScheduled():
                if re.fullmatch(r"(?:all|both)(?: of them)?", line, re.IGNORECASE):
                    return replace(about, every=True)
                which = re.sub(r"^(?:the|my) |(?: one| reminder| alarm)+$", "", line, flags=re.IGNORECASE)
                return replace(about, which=which) if len(self._meant(which, now)) == 1 else None
        return None

    def _text_answered(self, line: str, now: datetime) -> str:
        return ""

    def _keep(self, request: Schedule, now: datetime, message: int | None) -> Done | DeedQuestion:
        plan = planned(request.time, now, self.usual_part(request.time, now), self.when_asked)
        if self.needs_hour and request.time and not (request.time.clock or request.time.ahead or request.time.repeats):
            plan = Unclear(self.when_asked)
        if isinstance(plan, Unclear):
            known = replace(request, choices=plan.choices, text=request.text or "")
            return DeedQuestion(self.kind, plan.question, known)
        text = request.text or ""
        if request.moves is not None:
            return self._moved(self._memory.due_times.due_time(request.moves), plan, now, text)
        ahead = request.time.ahead if request.time and request.time.ahead and request.time.ahead.exact else None
        length = ahead.elapsed if ahead else None
        kept = self._memory.due_times.add(self.kind, text, plan.at, plan.rule, length, message)
        said = self.confirmed(text, when_in_words(plan, request.time, now), moved=False)
        return Done(with_shift(said, plan), self._receipt_words(text, plan), plan.at, {"set": kept.id})

    def _receipt_words(self, text: str, plan: Planned) -> str:
        often = repetition_in_words(plan.rule, plan.at) if plan.rule else ""
        return ", ".join(filter(None, (text, often))) or self.kind

    def _one_of(
        self, request: AboutScheduled, now: datetime, act: Callable[[DueTime], Done | DeedQuestion]
    ) -> Done | DeedQuestion:
        waiting, found = self._waiting(), self._meant(request.which, now)
        if not waiting:
            return Done(f"There's no {self.name}.")
        if not found:
            return Done(f"There's no such {self.name}. {self._all_in_words(waiting, now)}")
        if len(found) == 1:
            return act(found[0])
        several = " or ".join(self.called(one, now) for one in found[:4])
        return DeedQuestion(self.kind, f"Which one: {several}?", request)

    def _meant(self, which: str, now: datetime) -> Sequence[DueTime]:
        """Those that the words name, by their time or by their text; all, for no words."""
        return those_meant(self._waiting(), which, now)

    def _stop(self, those: Sequence[DueTime], now: datetime) -> Done:
        if not those:
            return Done(f"There's no {self.name}.")
        for one in those:
            self._memory.due_times.change(one.id, "stopped")
        names = self.called(those[0], now) if len(those) == 1 else f"all {in_words(len(those))} {self.name}s"
        return Done(f"{capital(names)} {be(those)} off.", f"{names} off", undo=as_they_were(those))

    def _silence(self, request: Silenced, now: datetime) -> Done:
        again = [one for one in self._waiting() if one.id in request.again]
        return after_silence(request, self._stop(again, now), now) if again else request.done(now)

    def _move(self, one: DueTime, request: AboutScheduled, now: datetime, message: int | None) -> Done | DeedQuestion:
        at = self._local(one, now)
        put_off = put_later(at, request.by) if request.by is not None else None
        if put_off is not None and (not one.recurrence or put_off.date() == at.date()):
            return self._moved(one, Planned(put_off, without_hour(one.recurrence)), now)
        if request.time is None:
            return DeedQuestion(self.kind, "To when?", replace(request, which=found_by(one, now), by=None))
        time = (was := as_spoken(at, one.recurrence)).corrected(after_hour(request.time, was))
        usually = half_of(at) if request.time.clock and not request.time.part else self.usual_part(time, now)
        plan = planned(time, now, usually)
        if isinstance(plan, Unclear):
            return DeedQuestion(self.kind, plan.question, Schedule(time, one.text, plan.choices, one.id))
        return self._moved(one, plan, now)

    def _moved(self, one: DueTime, plan: Planned, now: datetime, text: str = "") -> Done:
        if plan.at <= now:
            return Done(TOO_LATE)
        text = text or one.text
        self._memory.due_times.change(one.id, due=plan.at, text=text, recurrence=plan.rule)
        said = self.confirmed(text, when_in_words(plan, None, now), moved=True)
        return Done(with_shift(said, plan), self._receipt_words(text, plan), plan.at, as_they_were([one]))

    def waits(self, now: datetime) -> str:
        """As `DueDeed.waits`."""
        return " ".join(f"{capital(self.called(one, now))}." for one in self._waiting()[:MOST_SAID])

    def _tell_when(self, one: DueTime, now: datetime) -> Done:
        return Done(f"{capital(self.item(one, now))}.", self.item(one, now), kept=False)

    def _list(self, request: AboutScheduled, now: datetime) -> Done:
        window = request.time.window(now) if request.time else None
        waiting = [one for one in self._waiting() if window is None or window[0] <= self._local(one, now) < window[1]]
        if not waiting:
            then = " then" if window else ""
            return Done(f"There's no {self.name}{then}.", f"no {self.name}{then}", kept=False)
        some = f"{in_words(len(waiting))} {self.name}{'s' * (len(waiting) != 1)}"
        return Done(self._all_in_words(waiting, now), some, kept=False)

    def _all_in_words(self, waiting: Sequence[DueTime], now: datetime) -> str:
        each = [self.item(one, now) for one in waiting[:MOST_SAID]]
        are = "There's one" if len(waiting) == 1 else f"There are {in_words(len(waiting))}"
        if len(waiting) > MOST_SAID:
            each.append(f"and {in_words(len(waiting) - MOST_SAID)} more")
        return f"{are}: {'; '.join(each)}."

    def _snoozed(self, line: str, now: datetime) -> PutOff | None:
        length = length_put_off(line, now, self.snooze)
        rung = rang_last(self._memory, line, now) if length is not None else None
        return PutOff(length) if length is not None and rung and rung.kind == self.kind else None

    def _put_off(self, length: timedelta, now: datetime, message: int | None) -> Done:
        rung = just_rung(self._memory, self.kind, now, RINGS_FOR)
        due = later(now, length.total_seconds())
        words = duration_in_words(length)
        text = ", ".join(filter(None, (rung.text if rung else "", f"again in {words}")))
        if (waits := put_off_already(self._memory, self.kind, rung)) is not None:
            self._memory.due_times.change(waits.id, due=due, length=length)
            return Done(f"Again in {words}.", text, due, as_they_were([waits]))
        kept = self._memory.due_times.add(self.kind, rung.text if rung else "", due, length=length, message=message)
        return Done(f"Again in {words}.", text, due, {"set": kept.id, "again": rung.id if rung else None})
