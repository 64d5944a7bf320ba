"""Does what a user may ask of the graphics card: build its engine, try it with the chosen mind, use it, leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.model_choice import BUSY, SERVER, ModelChoice, threads
from models.fetching.stop import Stop
from models.graphics.building import Report, missing_tools, remove_engines
from models.graphics.decision import TriedCard, keep_tried, keep_wanted, read_decisions
from models.graphics.engine import Backend, Engine, find_engine
from models.graphics.outcome import Outcome
from models.graphics.placement import Placement
from models.graphics.probe import Listing, MindToTry, Probe
from models.graphics.ready_made import cost, fetchable, get_engine
from models.graphics.seen import SeenCards, seen_cards
from models.store import ModelStore

_BUSY = "Other programs kept this computer busy, so the comparison says little; try again when it is quiet."


@dataclass(frozen=True)
class CardStatus:
    """How things stand with the card, for the chosen mind; nothing is loaded to tell this."""

    mind: str
    """Its id; `server` for one on a server."""
    seen: SeenCards
    engine: Engine | None
    wanted: bool
    """Whether the user wants the card to be used where it is faster."""
    tried: TriedCard | None
    """What came of the newest try with this mind, and what became of it since."""

    @property
    def offered(self) -> bool:
        """Whether a try is worth offering: a card was seen, or its engine is here, and the mind runs here."""
        return self.mind != SERVER and (self.seen.any or self.engine is not None)

    @property
    def in_use(self) -> bool:
        """Whether her mind is put on the card when it is loaded."""
        return (
            self.wanted and self.tried is not None and self.tried.good and self.engine is not None and self.engine.fits
        )

    @property
    def words(self) -> str:
        """One sentence or two: what there is, and what came of trying it."""
        if self.mind == SERVER:
            return "She thinks on a server; a card of this computer plays no part in it."
        if self.tried is not None and not (self.tried.good and self.engine is None):
            use = "" if not self.tried.good else " It is used." if self.in_use else " It is not used, as you wished."
            return (
                f"{self.tried.name}: {self.tried.reason}{self._speeds}{use}" if self.tried.name else self.tried.reason
            )
        if self.engine is None:
            if not self.seen.any:
                return "No graphics card was seen, and there is no engine for one."
            return f"This computer seems to have {self.seen.words}, which was not tried yet."
        if not self.engine.fits:
            return f"The engine for the card is of another version ({self.engine.version or 'not known'}); a new one is needed."
        return "The engine for the card is here, but it was not tried with this mind."

    @property
    def offer(self) -> str:
        """Asks whether to get an engine, with what that costs; empty where one is here or nothing is offered."""
        if not self.offered or (self.engine is not None and self.engine.fits):
            return ""
        return f"Use it? {cost(_backend(self.engine))}."

    @property
    def _speeds(self) -> str:
        one = self.tried
        if one is None or not one.card_tokens_per_s:
            return ""
        return f" It generated {one.card_tokens_per_s:.1f} tokens a second, the processor {one.cpu_tokens_per_s:.1f}."


@dataclass(frozen=True)
class GraphicsCard:
    """The card, as the user has to do with it. Any thread, one call at a time."""

    environment: Environment
    probe: Probe = field(default_factory=Probe)
    get: Callable[[Path, Backend, Report, Stop, bool], Engine] = get_engine
    """Fetches an engine, or builds it from source (True: in any case); tests give one that does neither."""
    busy: Callable[[], bool] = lambda: bool(psutil.cpu_percent(interval=0.5) / 100 > BUSY)

    def status(self) -> CardStatus:
        """How things stand. Raises ModelError."""
        models, mind = self.environment.models, self._mind
        kept = read_decisions(models)
        return CardStatus(mind, seen_cards(), find_engine(models), kept.wanted, kept.of(mind))

    def devices(self) -> Listing:
        """The cards that the engine sees, by a child process. Raises Stopped."""
        return self.probe.devices(find_engine(self.environment.models))

    def try_card(self, report: Report, backend: Backend | None = None, rebuild: bool = False) -> TriedCard:
        """Get an engine if there is none, compare the card with the processor, and use it from now on if it is faster.

        `rebuild`: build it from source, though there is one or one could be fetched. That is also done if the one that is here
        did not load when it was tried last. Raises ModelError, CompanionError and Stopped.
        """
        models, mind = self.environment.models, self._to_try()
        engine, before = find_engine(models), read_decisions(models).of(mind.id)
        from_source = rebuild or (engine is not None and before is not None and before.outcome is Outcome.BROKEN)
        if engine is None or from_source or not engine.fits or (backend and engine.backend != backend):
            engine = self.get(models, backend or _backend(engine), report, self.probe.stop, from_source)
        tried = self.probe.try_card(engine, mind, lambda words: report(words, None))
        if tried.outcome in (Outcome.FINE, Outcome.SLOWER) and self.busy():
            tried = replace(tried, reason=f"{tried.reason} {_BUSY}")
        keep_tried(models, tried)
        keep_wanted(models, True)
        return tried

    def use(self) -> CardStatus:
        """Use the card from now on where it was faster. Raises ModelError, and CompanionError if that was not found out."""
        status = self.status()
        if status.tried is None or not status.tried.good:
            why = status.tried.reason if status.tried else "It was not tried with this mind."
            raise CompanionError(f"The card can't be used: {why} `companion models card try` finds out.")
        keep_wanted(self.environment.models, True)
        return self.status()

    def off(self, remove: bool = False) -> CardStatus:
        """Think on the processor from now on; `remove`: delete the engine, too. Raises ModelError."""
        keep_wanted(self.environment.models, False)
        if remove:
            remove_engines(self.environment.models)
        return self.status()

    @property
    def _mind(self) -> str:
        return ModelChoice(ModelStore(self.environment.models)).llm_id(self.environment.settings)

    def _to_try(self) -> MindToTry:
        store, name = ModelStore(self.environment.models), self._mind
        if name == SERVER:
            raise CompanionError("She thinks on a server; choose a mind on this computer first, then try the card.")
        store.require(name)
        return MindToTry(name, store.file(name), store.entry(name).context, threads())


def _backend(engine: Engine | None) -> Backend:
    """Which engine to get: as the one that is here; else Vulkan, or what the makers' own toolkits can build if it can't be."""
    if engine is not None and engine.folder is not None:
        return engine.backend
    makers: tuple[tuple[Backend, str], ...] = (("cuda", "NVIDIA"), ("hip", "AMD"))
    seen = seen_cards().vendors
    own = [backend for backend, maker in makers if maker in seen and not missing_tools(backend)]
    easy = fetchable("vulkan") or not missing_tools("vulkan")
    return "vulkan" if not own or easy else own[0]


def placement_of(llm: object) -> Placement | None:
    """Where a loaded LLM is evaluated, as its engine reported it; None for one that does not tell."""
    placement = getattr(llm, "placement", None)
    return placement if isinstance(placement, Placement) else None


def on_card(llm: object) -> bool:
    """Whether it is evaluated on a graphics card: then its speed says nothing about the processor."""
    placement = placement_of(llm)
    return placement is not None and placement.on_card
