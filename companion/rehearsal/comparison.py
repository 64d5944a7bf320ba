"""Compares the answers of two minds check by check, and says in plain words what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from companion.rehearsal.checks import Check, CheckList, Kind
from companion.rehearsal.judging import Answer

Status = Literal["kept", "lost", "gained", "neither"]
"""Held before and after; only before; only after; never."""

LONGER, SHORTER = 1.6, 0.6
"""From this share of the words before on she is said to talk longer; down to this, shorter."""


@dataclass(frozen=True)
class Row:
    """One check with the answers of both minds."""

    kind: Kind
    about: str
    line: str
    before: Answer
    after: Answer
    fault_before: str
    """Why the present mind's answer does not hold; empty when it does."""
    fault_after: str

    @property
    def status(self) -> Status:
        """What becomes of it."""
        if not self.fault_before:
            return "lost" if self.fault_after else "kept"
        return "neither" if self.fault_after else "gained"

    @property
    def difference(self) -> str:
        """What differs, in a few words for the user; empty when nothing that counts does."""
        return {
            "kept": "",
            "lost": f"Then {self.fault_after}.",
            "gained": f"Now {self.fault_before}; then that is right.",
            "neither": f"Neither holds: now {self.fault_before}; then {self.fault_after}.",
        }[self.status]


@dataclass(frozen=True)
class Comparison:
    """A whole rehearsal."""

    present: str
    """Id of the mind she has."""
    new: str
    """Id of the mind that was asked whether it can take over."""
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    """What could be asked less than usual, and why."""

    @property
    def continuity_share(self) -> float | None:
        """Of the checks that hold with the present mind, the share that hold with the new one too; None when none holds."""
        held = [row for row in self.rows if not row.fault_before]
        return round(sum(row.status == "kept" for row in held) / len(held), 3) if held else None

    def count(self, status: Status) -> int:
        """How many checks came out so."""
        return sum(row.status == status for row in self.rows)

    @property
    def verdict(self) -> str:
        """The whole in one sentence."""
        held = self.count("kept") + self.count("lost")
        if not held:
            return "Nothing that was asked holds with her present mind, so nothing can be compared."
        lost, gained = self.count("lost"), self.count("gained")
        also = f" {gained} that {_are(gained)} wrong now would be right." if gained else ""
        if not lost:
            all_of_it = "The one thing that holds" if held == 1 else f"All {held} things that hold"
            return f"{all_of_it} now would stay.{also}"
        return f"Of {held} things that hold now {self.count('kept')} would stay and {lost} would be lost.{also}"

    @property
    def differences(self) -> tuple[str, ...]:
        """What would be lost, and how her talk would change, one sentence each."""
        lost = [f"{row.about.rstrip('.')}: {row.fault_after}." for row in self.rows if row.status == "lost"]
        return (*dict.fromkeys(lost), *_of_talk(self.rows))


def compare(checks: CheckList, present: str, new: str, before: Sequence[Answer], after: Sequence[Answer]) -> Comparison:
    """Judges both minds' answers to `checks.lines`."""
    was = {answer.line: answer for answer in before}
    will = {answer.line: answer for answer in after}
    rows = tuple(_row(check, was, will) for check in checks.checks)
    return Comparison(present, new, rows, checks.remarks)


def _row(check: Check, was: Mapping[str, Answer], will: Mapping[str, Answer]) -> Row:
    before, after = was[check.line], will[check.line]
    faults = check.judge(before, tuple(was.values())), check.judge(after, tuple(will.values()))
    return Row(check.kind, check.about, check.line, before, after, *faults)


def _of_talk(rows: Sequence[Row]) -> list[str]:
    """Whether she talks longer or shorter, and asks more or less, in everyday talk."""
    talk = [row for row in rows if row.kind == "talk"]
    if not talk:
        return []
    was, will = (round(sum(len(text.split()) for text in texts) / len(talk)) for texts in _replies(talk))
    asked, will_ask = (sum("?" in text for text in texts) for texts in _replies(talk))
    found = []
    if will >= LONGER * max(was, 1) or will <= SHORTER * was:
        found.append(f"She talks {'longer' if will > was else 'shorter'}: {will} words a reply instead of {was}.")
    if abs(asked - will_ask) > 1:
        found.append(
            f"She asks {'more' if will_ask > asked else 'less'}: in {will_ask} of {len(talk)} replies instead of {asked}."
        )
    return found


def _replies(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    return [row.before.reply for row in rows], [row.after.reply for row in rows]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
