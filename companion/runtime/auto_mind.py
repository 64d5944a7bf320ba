"""Says what `mind = "auto"` means on this computer: which LLM to use now, and which to download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from models.catalog import CatalogEntry
from models.machine import Machine
from models.measured import note_hub
from models.mind_choice import (
    TELLING_BYTES,
    Circumstances,
    Estimate,
    MindChoice,
    Offer,
    can_be_had,
    choose_mind,
    estimator,
    proven,
)
from models.store import ModelStore

FIRST_SHARE = 1 / 3
"""A small LLM comes first if it is no larger than this share of the best: else it would hardly be here sooner."""


class AutoMind:
    """Looks at the machine once, before an LLM of hers has taken its part of the memory."""

    def __init__(self, store: ModelStore, machine: Callable[[], Machine]) -> None:
        self._store, self._look = store, machine

    @cached_property
    def machine(self) -> Machine:
        """This computer as it was when it was first asked for."""
        return self._look()

    def choice(self) -> MindChoice:
        """The best that can be had, with the reason. Raises ModelError."""
        return self._store.choose_mind(self.machine)

    def ask_hub(self) -> None:
        """The user asked for everything: find out whether the hub gives the mind that would be best then, and keep that.

        Nothing is asked where no mind of the hub would be chosen. Raises ModelError.
        """
        now = self._store.circumstances(self.machine)
        best = choose_mind(self._store.entries(), replace(now, measured=replace(now.measured, hub=True))).entry
        if not can_be_had(best, replace(now, measured=replace(now.measured, hub=False))):
            note_hub(self._store.folder, self._store.hub_gives(best.id))

    def in_use(self) -> CatalogEntry:
        """The best of those that are here; what is to be downloaded where there is none. Raises ModelError."""
        now = proven(self._store.circumstances(self.machine))
        best = choose_mind(self._store.entries(), now).entry
        if best.id in now.installed:
            return best
        here, judge = self._here(now)
        usable = [e for e in here if judge(e).good] or [e for e in here if judge(e).fits]
        if usable or not here:
            return max(usable, key=lambda e: e.rank, default=best)
        return min(here, key=lambda e: e.bytes)

    def untried(self) -> str | None:
        """The id of a mind that would be best, on the graphics card, and is here, but was not tried there. Raises ModelError."""
        choice = self.choice()
        guessed = choice.estimate.on_card and not choice.estimate.measured
        installed = self._store.circumstances(self.machine).installed
        return choice.entry.id if guessed and choice.entry.id in installed else None

    def wanted(self) -> tuple[str, ...]:
        """Ids of those that should be here, the one to be fetched first in front. Raises ModelError."""
        best = self.choice().entry
        now = self._store.circumstances(self.machine)
        here, _ = self._here(now)
        if not here:
            first = self._first(best)
            return (best.id,) if first is None else (first.id, best.id)
        return (self.in_use().id,) if self._has_as_good(best, now) else (self.in_use().id, best.id)

    def too_slow(self, coming: Sequence[str]) -> tuple[Offer, ...]:
        """Of LLMs that are being downloaded, those that would be too slow, by what is measured here now. Raises ModelError.

        None while there is no other to talk with, and none that is still the best there is.
        """
        now = self._store.circumstances(self.machine)
        here, judge = self._here(now)
        wanted = self.wanted() if here else coming
        minds = (e for e in self._store.entries() if e.kind == "mind" and e.id in coming and e.id not in wanted)
        return tuple(Offer(e, judge(e), e.id in now.installed) for e in minds if not judge(e).quick)

    def _has_as_good(self, best: CatalogEntry, now: Circumstances) -> bool:
        """Whether nothing need be downloaded: one as good is here.

        Memory that others have just taken, or a speed measured in a slow hour, must not cost a download for a worse one. But
        a better one that is too slow is no reason to go on with a worse one than the best.
        """
        here, judge = self._here(replace(now, machine=replace(now.machine, available_bytes=None)))
        good = [e for e in here if judge(e).good] or here
        return max(e.rank for e in good) >= best.rank

    def _here(self, now: Circumstances) -> tuple[list[CatalogEntry], Callable[[CatalogEntry], Estimate]]:
        minds = [e for e in self._store.entries() if e.kind == "mind" and e.rank]
        return [e for e in minds if e.id in now.installed], estimator(minds, now)

    def _first(self, best: CatalogEntry) -> CatalogEntry | None:
        """A smaller LLM that is here much sooner and can talk meanwhile; None where it would not pay."""
        others = [e for e in self._store.entries() if e.kind == "mind" and e.verified and e.rank and not e.retired]
        small = [e for e in others if TELLING_BYTES <= e.bytes <= best.bytes * FIRST_SHARE]
        fitting = choose_mind(small, Circumstances(self.machine)) if small else None
        return fitting.entry if fitting is not None and fitting.estimate.fits else None
