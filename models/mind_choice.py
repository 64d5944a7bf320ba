"""Chooses the LLM for a machine: the best that fits its memory and is quick enough, with the reason in one sentence.

A pure function of the machine, of what was measured on it and of what can be had. Memory is never taken for more than it is,
and a speed that was not measured is estimated from the bytes a second that a smaller LLM read here: see docs/MINDS.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from models.catalog import CatalogEntry, Hub
from models.choice import OTHERS_MB
from models.machine import Card, Machine
from models.measured import Measured

ENOUGH = 8.0
"""Tokens a second an LLM needs, so that the user does not have to wait for it."""
FIRST_REPLY_S = 1.5
"""Most seconds from the end of a line to the first clause of the reply, as far as the LLM is concerned."""
BYTES_PER_CORE = 11e9
"""Bytes of a model that one core reads a second: from 20 tokens a second with 1.1 GB on two cores of an AMD EPYC."""
CORES_THAT_HELP = 4
"""Beyond these the memory is the limit, not the cores."""
KEPT_FREE_BYTES = OTHERS_MB * 2**20
"""Memory for the window, the speech recogniser and the voice."""
UNTRIED = 1.15
"""What an LLM that was never run here may need beyond what was reckoned for it."""
TELLING_BYTES = 300_000_000
"""The speed of a smaller LLM says little: it spends its time on other things than reading its weights."""
LINE_TOKENS = 25
"""Tokens of a line that are still to be read when it ends."""
CLAUSE_TOKENS = 6
"""Tokens of the clause with which she begins to speak."""
READS_QUICKER = 4.0
"""How many tokens are read in the time of one that is generated: 80 to 100 a second beside 20, measured."""


@dataclass(frozen=True)
class Circumstances:
    """All that decides which LLM is best."""

    machine: Machine
    measured: Measured = field(default_factory=Measured)
    """What was measured here, and whether the hub answered once the user had asked for everything."""
    installed: frozenset[str] = frozenset()
    """Ids of the LLMs that are on this computer."""
    bytes_per_s: float | None = None
    """Bytes of a model that are read a second, if that is known otherwise than from `measured`."""

    @property
    def hub(self) -> bool:
        """Whether the model hub may be asked and answers."""
        return self.measured.hub is True


@dataclass(frozen=True)
class Estimate:
    """How an LLM would do on this machine."""

    need_bytes: int
    """Memory that it takes."""
    fits: bool
    tokens_per_s: float
    first_reply_s: float
    measured: bool
    """Whether it ran here; else the speed is an estimate."""
    on_card: bool = False

    @property
    def quick(self) -> bool:
        """Whether it is quick enough for a conversation."""
        return self.tokens_per_s >= ENOUGH and self.first_reply_s <= FIRST_REPLY_S

    @property
    def good(self) -> bool:
        """Whether it fits and is quick enough."""
        return self.fits and self.quick


@dataclass(frozen=True)
class Offer:
    """One that could be taken instead."""

    entry: CatalogEntry
    estimate: Estimate
    installed: bool


@dataclass(frozen=True)
class MindChoice:
    """The LLM for this machine."""

    entry: CatalogEntry
    reason: str
    """One sentence for the user."""
    estimate: Estimate
    smaller: Offer | None
    """The next smaller one, which would be quicker; None if there is none."""
    larger: Offer | None
    """The next larger one that fits the memory, even if it would be slow; None if there is none."""
    from_hub: Offer | None = None
    """The one that comes instead if the user asks for everything and the model hub answers; None once they have asked."""


def choose_mind(entries: Iterable[CatalogEntry], circumstances: Circumstances) -> MindChoice:
    """The best LLM among those that can be had: from the package registries, from the hub if that answers, or installed.

    There always is one: the smallest if none fits. An entry of rank 0 is the user's own and is never chosen.
    """
    minds = sorted((e for e in entries if e.kind == "mind" and e.rank), key=lambda e: -e.rank)
    judge = estimator(minds, circumstances)
    known = [e for e in minds if not e.retired or e.id in circumstances.installed]
    at_hand = [e for e in known if can_be_had(e, circumstances)]
    good = [e for e in at_hand if judge(e).good]
    roomy = [e for e in at_hand if judge(e).fits]
    best = good[0] if good else min(roomy or at_hand, key=lambda e: e.bytes)
    offered = [e for e in known if judge(e).fits and (e in at_hand or circumstances.measured.hub is None)]
    smaller = [e for e in at_hand if e.bytes < best.bytes and e.rank < best.rank]
    larger = [e for e in offered if e.bytes > best.bytes and e.rank > best.rank]
    better = [e for e in known if e.rank > best.rank and e not in at_hand and judge(e).good]
    return MindChoice(
        best,
        _reason(best, judge, good, [e for e in at_hand if e.rank > best.rank], better, circumstances),
        judge(best),
        _offer(sorted(smaller, key=lambda e: -e.bytes), judge, circumstances),
        _offer(sorted(larger, key=lambda e: e.bytes), judge, circumstances),
        _offer(better, judge, circumstances) if circumstances.measured.hub is None else None,
    )


def _offer(
    nearest: list[CatalogEntry], judge: Callable[[CatalogEntry], Estimate], circumstances: Circumstances
) -> Offer | None:
    return next((Offer(e, judge(e), e.id in circumstances.installed) for e in nearest), None)


def can_be_had(entry: CatalogEntry, circumstances: Circumstances) -> bool:
    """Whether it may be chosen unasked: it is here, comes from the registries, or is pinned and the hub answers."""
    if entry.id in circumstances.installed or entry.verified:
        return True
    return circumstances.hub and entry.pinned and any(isinstance(s, Hub) for f in entry.files for s in f.sources)


def estimator(entries: Iterable[CatalogEntry], circumstances: Circumstances) -> Callable[[CatalogEntry], Estimate]:
    """What estimates each LLM on this machine."""
    reading = circumstances.bytes_per_s or _bytes_per_s(entries, circumstances)
    return lambda entry: estimate(entry, circumstances, reading)


def estimate(entry: CatalogEntry, circumstances: Circumstances, bytes_per_s: float) -> Estimate:
    """How this LLM would do on this machine, which reads so many bytes of a model a second."""
    machine, measured = circumstances.machine, circumstances.measured
    need = need_bytes(entry)
    fits = need + KEPT_FREE_BYTES <= machine.free_bytes
    speed = measured.tokens_per_s.get(entry.id)
    card = machine.card
    if card is not None and (tried := card.tokens_per_s.get(entry.id)):
        return Estimate(need, True, tried, first_reply_s(tried), measured=True, on_card=True)
    if (
        card is not None
        and fits
        and (on_card := _speed_on_card(entry, card)) > (speed or bytes_per_s / read_bytes(entry))
    ):
        return Estimate(need, True, on_card, first_reply_s(on_card), measured=False, on_card=True)
    if speed is not None:
        first = measured.first_reply_s.get(entry.id, first_reply_s(speed))
        return Estimate(need, fits, speed, first, measured=True)
    speed = bytes_per_s / read_bytes(entry) if machine.cores >= entry.needs_cores else 0.0
    return Estimate(need, fits, speed, first_reply_s(speed), measured=False)


def _speed_on_card(entry: CatalogEntry, card: Card) -> float:
    """What is to be expected of one that was not tried on it; 0 where nothing is. It has to fit the computer's memory as well:

    a card may be lost, and the processor then goes on with it.
    """
    if not card.bytes_per_s or entry.id in card.refused or need_bytes(entry) > card.free_bytes:
        return 0.0
    return card.bytes_per_s / read_bytes(entry)


def proven(circumstances: Circumstances) -> Circumstances:
    """The same without what is only expected of the card: what decides which LLM is loaded before it was tried there."""
    machine = circumstances.machine
    if machine.card is None:
        return circumstances
    return replace(circumstances, machine=replace(machine, card=replace(machine.card, bytes_per_s=None)))


def need_bytes(entry: CatalogEntry) -> int:
    """Memory that it takes, with its prompt; more is allowed for what was never run here."""
    return round(entry.needs_ram_mb * 2**20 * (1.0 if entry.verified else UNTRIED))


def read_bytes(entry: CatalogEntry) -> float:
    """Bytes of its file that are read for a token."""
    return max(1.0, entry.bytes * entry.read_share)


def first_reply_s(tokens_per_s: float) -> float:
    """Seconds from the end of a line to the first clause: the line is read, and the clause generated."""
    return (LINE_TOKENS / READS_QUICKER + CLAUSE_TOKENS + 1) / max(1e-3, tokens_per_s)


def _bytes_per_s(entries: Iterable[CatalogEntry], circumstances: Circumstances) -> float:
    """From the largest LLM that was measured: what a smaller one reads is less, so a larger one is not promised too much."""
    speeds = circumstances.measured.tokens_per_s
    telling = [e for e in entries if e.id in speeds and e.bytes >= TELLING_BYTES]
    if telling:
        largest = max(telling, key=lambda e: e.bytes)
        return speeds[largest.id] * read_bytes(largest)
    return min(circumstances.machine.cores, CORES_THAT_HELP) * BYTES_PER_CORE


def _reason(
    best: CatalogEntry,
    judge: Callable[[CatalogEntry], Estimate],
    good: list[CatalogEntry],
    passed_over: list[CatalogEntry],
    better: list[CatalogEntry],
    circumstances: Circumstances,
) -> str:
    """One sentence: why this one, and why not the next better one."""
    own, free = judge(best), _gb(circumstances.machine.free_bytes)
    if not own.fits:
        return f"Not even {best.title} fits the free memory ({free}); it is the smallest there is."
    if not good:
        speed = f"about {own.tokens_per_s:.0f} tokens a second"
        return f"None would be quick here; {best.title} is the smallest that fits, with {speed}."
    why = f"{best.title} is the best that fits: it takes {_gb(own.need_bytes)} of the {free} free"
    where = "as measured here" if own.measured else "by estimate"
    if own.on_card:
        where = "on the graphics card" + ("" if own.measured else ", by estimate")
    why += f" and begins to answer after {own.first_reply_s:.1f} s, {where}"
    if passed_over:
        next_best = min(passed_over, key=lambda e: e.rank)
        lacking = "does not fit the memory" if not judge(next_best).fits else "would be too slow"
        return f"{why}; the next better one, {next_best.title}, {lacking}."
    if better and circumstances.measured.hub is False:
        return f"{why}; better ones come from the model hub, which did not answer."
    return f"{why}."


def _gb(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
