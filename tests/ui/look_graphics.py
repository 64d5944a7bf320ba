"""Scenes of the graphics card in Settings, for the pictures of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtQuick import QQuickItem

from companion.environment import Environment
from companion.runtime.graphics_card import CardStatus
from models.fetching.stop import Stop
from models.graphics.decision import TriedCard
from models.graphics.engine import MADE_FOR, PART, Engine, pinned_version
from models.graphics.outcome import Outcome
from models.graphics.probe import Probe
from models.graphics.seen import SeenCards
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_rooms import settings
from tests.ui.look_talk import settle, wait
from ui.shell.window import Window

MIND, CARD = "qwen2.5-coder-1.5b", "AMD Radeon RX 6600 (RADV NAVI23)"
SEEN = SeenCards(("AMD",))


@dataclass
class _Card:
    """Stands for the graphics card: says how it stands; a try reports one thing and then waits until it is called off."""

    told: CardStatus
    reported: tuple[str, float | None]
    probe: Probe = field(default_factory=Probe)

    def status(self) -> CardStatus:
        return self.told

    def try_card(self, report: Callable[[str, float | None], None]) -> None:
        report(*self.reported)
        self.probe.stop.wait(20)


def _tried(outcome: Outcome, card: float = 0.0) -> TriedCard:
    speeds = {"cpu_tokens_per_s": 11.4, "card_tokens_per_s": card} if card else {}
    layers = {"layers": 29, "of": 29} if card else {}
    return TriedCard(MIND, "aa01", "radv Mesa 25.0.7", outcome, CARD, outcome.reason, **layers, **speeds)


def _engine(folder: Path) -> Engine:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PART).touch()
    (folder / MADE_FOR).write_text(pinned_version(), encoding="utf-8")
    return Engine("vulkan", folder)


def _show(
    window: Window,
    engine: FakeEngine,
    tried: TriedCard | None = None,
    wanted: bool = True,
    reported: tuple[str, float | None] | None = None,
    where: str = "the processor",
) -> None:
    """The settings with the card in view; `reported`: what a try that is under way has said."""

    def make(environment: Environment, stop: Stop) -> _Card:
        kept = _engine(environment.models / "engines/vulkan") if tried is not None else None
        status = CardStatus(MIND, SEEN, kept, wanted, tried)
        return _Card(status, reported or ("", None), Probe(stop=stop))

    engine.thinks_on = where
    window.card_trying.make = make
    settings(window, engine)
    wait(300)
    if reported is not None:
        window.card_trying.begin()
        wait(200)
    named = "card-try" if reported is None else "card-cancel"
    window.root.findChild(QQuickItem, named).forceActiveFocus()
    settle(window)
    wait(300)


def card_offered(window: Window, engine: FakeEngine) -> None:
    _show(window, engine)


def card_fetching(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, reported=("Fetching the engine for the card, 24 MB", None))


def card_building(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, reported=("Building the engine, 37 %", 0.37))


def card_compared(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, reported=(f"{CARD} says the same words", None))


def card_in_use(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, _tried(Outcome.FINE, 62.3), where=f"{CARD}, 29 of 29 layers")


def card_left(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, _tried(Outcome.FINE, 62.3), wanted=False)


def card_slower(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, _tried(Outcome.SLOWER, 8.1))


def card_failed(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, replace(_tried(Outcome.NO_DRIVER), name=""))


def card_crashed(window: Window, engine: FakeEngine) -> None:
    _show(window, engine, _tried(Outcome.CRASHED))
