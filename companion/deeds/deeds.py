"""Asks each deed in order what a line asks for, carries it out, keeps the receipt, and undoes it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.deeds.alarm import AlarmDeed
from companion.deeds.asking import as_asked
from companion.deeds.calendar import CalendarDeed
from companion.deeds.clock import ClockDeed
from companion.deeds.deed import Deed, DeedName, DeedQuestion, Done, DueDeed, Request
from companion.deeds.lists import ListDeed
from companion.deeds.local_time import LocalNow
from companion.deeds.notes import NoteDeed
from companion.deeds.reminder import ReminderDeed
from companion.deeds.sums import SumDeed
from companion.deeds.timer import TimerDeed
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.due_times import DueTime
from companion.memory.receipts import Receipt
from companion.text.listing import listed


def all_deeds(memory: Memory) -> tuple[Deed, ...]:
    """Every deed, in the order in which they are asked."""
    return (
        *(ClockDeed(), TimerDeed(memory), AlarmDeed(memory), ReminderDeed(memory)),
        *(CalendarDeed(memory), SumDeed()),
        *(ListDeed(memory), NoteDeed(memory)),
    )


@dataclass(frozen=True)
class Asked:
    """One thing that a line asks, and of which deed."""

    deed: Deed
    request: Request | DeedQuestion


@dataclass(frozen=True)
class Reading:
    """What a line asks for; nothing of it is done yet."""

    asked: tuple[Asked, ...] = ()
    undo: Receipt | None = None
    """What is to be undone first."""
    capabilities: bool = False
    """Whether it asks what she can do."""
    rest: str = ""
    """What else the line says."""

    @property
    def every_request(self) -> bool:
        """Whether all of it can be done at once, without a question."""
        return all(isinstance(one.request, Request) for one in self.asked)


@dataclass(frozen=True)
class Answer:
    """What she says to a line, and what was done."""

    said: str
    receipts: tuple[Receipt, ...] = ()
    undone: tuple[Receipt, ...] = ()
    cannot: tuple[str, ...] = ()
    """What was asked for and she can't do."""


_UNDO = re.compile(
    r"(?:(?:no|wait|oh|sorry|oops|stop|actually)[,.!]? )*(?:undo(?: that| it| this| the last one)?|take (?:that"
    r"|it) back|cancel (?:that|it)"
    r"|scrap that|never ?mind(?: that)?|reverse that|revert that|don't do that)",
    re.IGNORECASE,
)
_CAN = re.compile(
    r"(?:(?:tell|show) me )?what (?:else |all |other things )?(?:can you|you can|are you able to|could you) (?:do"
    r"|help (?:me )?with)"
    r"(?: for me| exactly| here| then| now)*|(?:what are|tell me|list) your (?:skills|abilities|features|capabilities"
    r"|functions)"
    r"|what (?:are you|can i use you) (?:good )?for|what can i ask (?:you|of you)(?: for| to do)?|how can you help(?: me)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_JOINT = re.compile(
    r"(?:,\s*(?:and then|and also|and|then|also|plus|so|but)?|\s(?:and then|and also|and|then|also|plus|so))\s+",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|say|told|tells|asked|asks|heard|wrote|writes|texted|if|when|whenever|because|was|were|had|did|didn't|used to"
    r"|yesterday|ago|once|never|always|wish|imagine|suppose|would(?:n't)? have|should(?:n't)? have|could(?:n't)? have|last (?:night"
    r"|week|month|year|time|summer|winter)|\w{3,}[^e\W]ed)\b(?!.*\?)",
    re.IGNORECASE,
)
"""What stands beside these in a line is reported, over, or meant for another time, unless that is a question."""
_QUOTED = re.compile(r"[\"“„«]")
MOST_PIECES = 8


@dataclass(frozen=True)
class JustDone:
    """The last thing done."""

    said: str
    receipt: Receipt
    asked: Asked


class Deeds:
    """All deeds. Any thread may call it; `carry_out` and `undo` raise CompanionError when the file fails."""

    def __init__(self, memory: Memory, now: LocalNow, deeds: Sequence[Deed] | None = None) -> None:
        self._memory, self._now = memory, now
        self.deeds = tuple(deeds) if deeds is not None else all_deeds(memory)
        self._open: DeedQuestion | None = None
        self._just_done: JustDone | None = None

    def prepare(self) -> None:
        """Load what takes long, ahead of the first request."""
        for deed in self.deeds:
            deed.prepare()

    def read(self, line: str, her_name: str = "", hers: str = "") -> Reading | None:
        """What the line asks for, None for nothing; `hers` is what she said before it: her question may be answered."""
        text = as_asked(line, her_name)
        if not text:
            return None
        if _CAN.fullmatch(text):
            return Reading(capabilities=True)
        just = self._just_done if self._just_done is not None and self._just_done.said in hers else None
        if just is not None and just.receipt.undoable and (amended := self._amended(text, just.receipt)) is not None:
            return amended
        asked = self._open if self._open is not None and self._open.text in hers else None
        before = just.asked if just is not None else None
        whole = self._read_one(line, her_name, asked) or self._read_more(text, before)
        if whole is not None and not whole.deed.keeps_words:
            return Reading((whole,))
        several = self._read_several(line, her_name, before) if not _QUOTED.search(text) else None
        if whole is not None:
            return several if several and not several.rest and several.every_request else Reading((whole,))
        loosely = ((deed, deed.read_loosely(text, self._now())) for deed in self.deeds if not _QUOTED.search(text))
        return several or next((Reading((Asked(deed, one),)) for deed, one in loosely if one is not None), None)

    def carry_out(self, reading: Reading, message: int | None = None) -> Answer:
        """Do all of it; `message` is the line that asked."""
        self._open = None
        if reading.capabilities:
            return Answer(self.capabilities())
        undone = (reading.undo,) if reading.undo is not None else ()
        said = [self.undo(one.id) for one in undone]
        if reading.asked:
            said = []
        receipts: list[Receipt] = []
        cannot: list[str] = []
        for one in reading.asked:
            request = one.request
            done = one.deed.do(request, self._now(), message) if isinstance(request, Request) else request
            if isinstance(done, DeedQuestion):
                self._open = done
                said.append(done.text)
                break
            said.append(done.said)
            if done.cannot:
                cannot.append(done.cannot)
            if done.text:
                receipts.append(self._receipt(one.deed.name, done, message))
                self._just_done = JustDone(done.said, receipts[-1], one)
        return Answer(" ".join(said), tuple(receipts), undone, tuple(cannot))

    def undo(self, receipt: int) -> str:
        """Undo what this receipt proves; what she says of it. Raises CompanionError when that can't be."""
        found = self._memory.receipts.receipt(receipt)
        if found.undone is not None:
            raise CompanionError(f"Receipt {receipt} is undone already; nothing was changed.")
        if not found.undoable:
            raise CompanionError(f"Receipt {receipt} can't be undone; nothing was changed.")
        said = self._deed(found.deed).undo(found, self._now())
        self._memory.receipts.mark_undone(receipt)
        self._just_done = None
        return said

    def stop(self, number: int) -> Answer:
        """Stop what waits for its time, named by its number; what she says of it. Raises CompanionError when it waits no longer."""
        due = self._memory.due_times.due_time(number)
        if due.state not in ("waiting", "paused"):
            raise CompanionError(f"Number {number} waits no longer; nothing was changed.")
        deed = self._due_deed(due.kind)
        return Answer((done := deed.stop(due, self._now())).said, (self._receipt(deed.name, done, None),))

    def tell(self, due: DueTime, late: timedelta) -> str:
        """What she says when this has fallen due."""
        return self._due_deed(due.kind).tell(due, late, self._now())

    def local(self, moment: datetime) -> datetime:
        """The moment as the clocks here show it."""
        return moment.astimezone(self._now().tzinfo)

    def capabilities(self) -> str:
        """What she says that she can do: her deeds, and no more."""
        return (
            f"I can {listed([deed.can for deed in self.deeds])}. I talk with you and remember what you tell me. "
            "I can't see, look things up, call anybody or work other programs."
        )

    def _deed(self, name: str) -> Deed:
        if (deed := next((one for one in self.deeds if one.name == name), None)) is None:
            raise CompanionError(f"This version of the program has no deed called {name}; nothing was changed.")
        return deed

    def _due_deed(self, name: str) -> DueDeed:
        deed = self._deed(name)
        assert isinstance(deed, DueDeed), f"{name} has no due times"
        return deed

    def _receipt(self, deed: DeedName, done: Done, message: int | None) -> Receipt:
        when = done.when.replace(tzinfo=None) if done.when else None
        if not done.kept:
            return Receipt(0, deed, done.text, when, None, self._now().replace(tzinfo=None), message=message)
        return self._memory.receipts.add(deed, done.text, when, done.undo, message)

    def _amended(self, text: str, before: Receipt) -> Reading | None:
        """“Undo that”, or something else in place of what was just done."""
        if _UNDO.fullmatch(text):
            return Reading(undo=before)
        deed = self._deed(before.deed)
        request = deed.amend(text, self._now(), before)
        return Reading((Asked(deed, request),), undo=before) if request is not None else None

    def _read_one(self, line: str, her_name: str, asked: DeedQuestion | None = None) -> Asked | None:
        """What one deed understands of the whole line."""
        now = self._now()
        text, words = as_asked(line, her_name), as_asked(line, her_name, closing=True)
        if asked is not None:
            deed = self._deed(asked.deed)
            if (request := deed.read(words if deed.keeps_words else text, now, asked)) is not None:
                return Asked(deed, request)
        for deed in self.deeds:
            if not deed.keeps_words and _QUOTED.search(text):
                continue
            if (request := deed.read(words if deed.keeps_words else text, now, None)) is not None:
                return Asked(deed, request)
        return None

    def _read_several(self, line: str, her_name: str, before: Asked | None) -> Reading | None:
        """Read a line that asks several things, or asks something and tells something else."""
        found: list[Asked] = []
        rest: list[str] = []
        for sentence in _SENTENCE.split(line.strip()):
            asked, told = self._read_sentence(sentence, her_name, found[-1] if found else before)
            if asked and found and isinstance(found[-1].request, DeedQuestion) and asked[0].deed is found[-1].deed:
                found.pop()  # its question is answered
            found += asked
            rest += told
        if not found or any(_TOLD.search(piece) for piece in rest):
            return None
        found = [Asked(one.deed, one.deed.in_context(one.request, rest)) for one in found]
        return Reading(tuple(found), rest=" ".join(rest))

    def _read_sentence(self, sentence: str, her_name: str, before: Asked | None) -> tuple[list[Asked], list[str]]:
        """What one sentence asks, of each place the longest piece that is understood; and what else it tells."""
        joints = [found.span() for found in _JOINT.finditer(sentence)]
        begins, ends = [0, *(last for _, last in joints)], [*(first for first, _ in joints), len(sentence)]
        if len(begins) > MOST_PIECES:
            return [], [sentence]
        found: list[Asked] = []
        rest: list[str] = []
        at = 0
        while at < len(begins):
            for to in range(len(begins), at, -1):
                last = found[-1] if found else before
                if (one := self._read_piece(sentence[begins[at] : ends[to - 1]], her_name, last)) is None:
                    continue
                if one.deed.keeps_words and (parted := self._parted(sentence, begins[at:to], ends[at:to], her_name)):
                    one, to = parted[0], at + parted[1]
                if found and isinstance(found[-1].request, DeedQuestion) and one.deed is found[-1].deed:
                    found.pop()
                found.append(one)
                at = to
                break
            else:
                rest.append(sentence[begins[at] : ends[at]])
                at += 1
        asks = any(isinstance(one.request, DeedQuestion) for one in found)
        return ([], [sentence]) if rest and asks else (found, rest)

    def _parted(
        self, sentence: str, begins: Sequence[int], ends: Sequence[int], her_name: str
    ) -> tuple[Asked, int] | None:
        """What is kept word for word without another request after it, and its number of pieces; None if there is none."""
        for number in range(1, len(begins)):
            after = self._read_one(sentence[begins[number] : ends[-1]], her_name)
            kept = self._read_one(sentence[begins[0] : ends[number - 1]], her_name) if after is not None else None
            if (
                after is not None
                and not after.deed.keeps_words
                and kept is not None
                and isinstance(kept.request, Request)
            ):
                return kept, number
        return None

    def _read_piece(self, piece: str, her_name: str, before: Asked | None) -> Asked | None:
        if not (text := as_asked(piece, her_name)):
            return None
        if before is not None and isinstance(before.request, DeedQuestion) and before.deed.answers_in_line:
            answer = before.deed.read(text, self._now(), before.request)
            if isinstance(answer, Request):
                return Asked(before.deed, answer)
        return self._read_one(piece, her_name) or self._read_more(text, before)

    def _read_more(self, text: str, before: Asked | None) -> Asked | None:
        if before is None:
            return None
        request = before.request.about if isinstance(before.request, DeedQuestion) else before.request
        more = before.deed.go_on(text, self._now(), request)
        return Asked(before.deed, more) if more is not None else None
