"""Adds up what of her has arrived: the bytes of every download, then her mind in memory; as a share and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.events import Event, Progress, Ready
from ui.parts.words import plain, without_commands
from ui.rooms.arrivals.arrivals import Arrivals

LOADING = 0.04
"""The share of the ring that closes when her mind is in memory; the rest is bytes."""
_NAMES = {
    "mind": "her mind",
    "ear": "her ear",
    "endpoint": "her ear",
    "voice": "her voice",
    "embedding": "her memory",
    "piano": "her piano",
}
_REST = "the rest of her"
_AFTER = {"verifying": "is here; it is checked that it is whole", "installing": "is here and being set up"}


@dataclass(frozen=True)
class Coming:
    """One model on its way."""

    who: str
    """“her mind”."""
    total: int
    """Bytes."""
    done: int = 0
    status: str = "needed"
    """`needed` until it is asked for; then as in `Progress`."""
    message: str = ""


class Arriving(QObject):
    """How much of her is here; `Arriving` in QML."""

    changed = Signal()

    def __init__(self, arrivals: Arrivals, parent: QObject | None = None) -> None:
        """`arrivals` knows which models are missing, and how large they are."""
        super().__init__(parent)
        self._arrivals = arrivals
        self._coming: dict[str, Coming] = {}
        self._mind = False
        arrivals.changed.connect(self._look)

    def handle(self, event: Event) -> None:
        """Follow downloads and her mind."""
        if isinstance(event, Progress):
            before = self._coming.get(event.model) or Coming(_REST, event.total)
            total = event.total or before.total
            done = total if event.status == "done" else event.done
            status = "needed" if event.status == "cancelled" else event.status
            self._coming[event.model] = Coming(before.who, total, done, status, plain(event.message))
        elif isinstance(event, Ready) and event.part == "mind":
            self._mind = True
        else:
            return
        self.changed.emit()

    def forget(self) -> None:
        """Her mind is put away, because the memory is being locked."""
        self._mind = False
        self.changed.emit()

    def _look(self) -> None:
        missing = {model.id: Coming(_NAMES.get(model.kind, _REST), model.bytes) for model in self._arrivals.missing}
        begun = {id: one for id, one in self._coming.items() if one.status != "needed"}
        self._coming = {**missing, **begun}
        self.changed.emit()

    def _wanted(self) -> list[Coming]:
        return list(self._coming.values())

    def _share(self) -> float:
        wanted = self._wanted()
        total = sum(one.total for one in wanted)
        here = sum(min(one.done, one.total) for one in wanted) / total if total else 1.0
        return here * (1 - LOADING) + (LOADING if self._mind and self._all_here() else 0.0)

    def _all_here(self) -> bool:
        return all(one.status == "done" for one in self._wanted())

    def _words(self) -> str:
        under_way = [one for one in self._wanted() if one.status != "done"]
        if not under_way:
            return "" if self._mind else "her mind is waking"
        for status, words in _WORDS.items():
            if found := [one for one in under_way if one.status == status]:
                return words(found)
        return f"{under_way[0].who} waits for its turn"

    def _stopped(self) -> str:
        """What a button does about downloads that stand still; empty when none does."""
        states = {one.status for one in self._wanted()}
        if states & {"fetching", "waiting", "verifying", "installing"}:
            return ""
        if "failed" in states:
            return "try again"
        if "paused" in states:
            return "go on"
        return "get it now" if "needed" in states else ""

    @Slot(str, result=bool)
    def tells(self, sentence: str) -> bool:
        """Whether what is said here of what is still to come says this already."""
        from companion.runtime.loading import NO_MIND  # here: it reads what the first frame does not need

        return sentence == without_commands(NO_MIND) and self._stopped() != ""

    share = Property(float, _share, notify=changed)
    whole = Property(bool, lambda self: self._mind and self._all_here(), notify=changed)
    words = Property(str, _words, notify=changed)
    stopped = Property(str, _stopped, notify=changed)


def _fetching(some: list[Coming]) -> str:
    return f"{some[0].who} is arriving: {_of(some[0])}"


def _after(some: list[Coming]) -> str:
    return f"{some[0].who} {_AFTER[some[0].status]}"


def _paused(some: list[Coming]) -> str:
    return f"{some[0].who} is paused: {_of(some[0])}"


def _needed(some: list[Coming]) -> str:
    names = list(dict.fromkeys(one.who for one in some))
    names = [name if number == 0 else name.removeprefix("her ") for number, name in enumerate(names)]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"still to come: {listed}, {_megabytes(sum(one.total for one in some))} MB"


_WORDS: dict[str, Callable[[list[Coming]], str]] = {
    "failed": lambda some: some[0].message or f"{some[0].who} did not arrive",
    "fetching": _fetching,
    "verifying": _after,
    "installing": _after,
    "paused": _paused,
    "needed": _needed,
}
"""What is said, by the first status that anything has."""


def _of(one: Coming) -> str:
    return f"{_megabytes(one.done)} of {_megabytes(one.total)} MB"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f}"
