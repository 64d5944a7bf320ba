"""Tries a graphics card in child processes with time limits: lists devices, compares words and speed with the processor's.

A driver may crash, hang or compute nonsense; whatever it does, it does to a child, and an Outcome comes back.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.fetching import programs
from models.fetching.job import SourceError
from models.fetching.stop import Stop, Stopped
from models.graphics.decision import TriedCard
from models.graphics.devices import CardDevice, choose_device
from models.graphics.engine import Engine
from models.graphics.outcome import Outcome, outcome_of
from models.graphics.placement import room_for

LIST_S = 30.0
"""Seconds for listing devices; `vulkaninfo` is known to hang."""
RUN_S, BYTES_PER_S = 90.0, 30e6
"""Seconds for a few words, and bytes of the model that a slow disk reads a second before them."""
MEASURED_S = 4.0
"""Seconds for which the speed is measured."""
LINE_TOKENS, REPLY_TOKENS = 25, 40
"""What is read and generated for a reply: by the time for it card and processor are compared."""
MARGIN = 0.9
"""The card must need less than this share of the processor's time: less may be chance."""
_CHILD = (sys.executable, "-m", "models.graphics.probe_child")


@dataclass(frozen=True)
class Listing:
    """What an engine's devices are, or why there are none."""

    devices: tuple[CardDevice, ...] = ()
    outcome: Outcome = Outcome.FINE
    detail: str = ""
    """What the engine or the system itself said, for the log."""


@dataclass(frozen=True)
class MindToTry:
    """The mind to be tried on a card."""

    id: str
    path: Path
    context: int
    """Tokens."""
    threads: int


@dataclass(frozen=True)
class Probe:
    """Tries cards. `child` is the command that answers tasks; tests give one that misbehaves."""

    child: Sequence[str] = _CHILD
    list_s: float = LIST_S
    run_s: float = RUN_S
    measured_s: float = MEASURED_S
    stop: Stop = field(default_factory=Stop)
    """Set from another thread, it ends the child under way with Stopped."""

    def devices(self, engine: Engine | None) -> Listing:
        """The cards that this engine can use. Raises Stopped."""
        if engine is None or not engine.fits:
            return Listing(outcome=Outcome.NO_ENGINE)
        told = self._ask({"task": "list", **_engine(engine)}, self.list_s)
        if "devices" not in told:
            return Listing(outcome=Outcome(told["outcome"]), detail=told["detail"])
        devices = tuple(CardDevice(**device) for device in told["devices"])
        return Listing(devices, Outcome.FINE if devices else Outcome.NO_DEVICE)

    def try_card(
        self, engine: Engine | None, mind: MindToTry, tell: Callable[[str], None], device: str = ""
    ) -> TriedCard:
        """Compare a card (of this id; none: the best) with the processor, for one mind. Raises Stopped.

        `tell` gets a sentence on what is being done.
        """
        tell("Looking for graphics cards")
        listing = self.devices(engine)
        card = choose_device(listing.devices, device)
        if engine is None or card is None:
            outcome = listing.outcome if listing.outcome is not Outcome.FINE else Outcome.NO_DEVICE
            return TriedCard(mind.id, "", "", outcome, reason=outcome.reason)
        tell("The processor says a few words")
        on_cpu = self._run(None, mind, "", 0)
        tell(f"{card.name} says the same words")
        main = 0 if engine.backend == "vulkan" else card.index
        on_card = self._run(engine, mind, card.id, main)
        return judged(mind.id, card, on_cpu, on_card)

    def _run(self, engine: Engine | None, mind: MindToTry, device: str, main: int) -> dict[str, Any]:
        task = {
            "task": "run", **_engine(engine), "device": device, "main": main, "model": str(mind.path),
            "context": mind.context, "threads": mind.threads, "seconds": self.measured_s,
        }  # fmt: skip
        return self._ask(task, self.run_s + mind.path.stat().st_size / BYTES_PER_S)

    def _ask(self, task: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """What the child answers; `outcome` and `detail` where it does not answer as it should. Raises Stopped."""
        lines: list[str] = []
        ended, late = Stop(), threading.Event()

        def too_late() -> None:
            late.set()
            ended.set()

        timer = threading.Timer(limit_s, too_late)
        timer.start()
        try:
            with self.stop.waking(ended.set):
                programs.run([*self.child, json.dumps(task)], {}, ended, lines.append)
        except Stopped:
            if not late.is_set():
                raise
            return {"outcome": Outcome.HUNG.value, "detail": f"no answer after {limit_s:.0f} s"}
        except SourceError as error:
            return {"outcome": outcome_of("\n".join(lines), Outcome.CRASHED).value, "detail": str(error)}
        finally:
            timer.cancel()
        return _answer(lines)


def judged(mind: str, card: CardDevice, on_cpu: dict[str, Any], on_card: dict[str, Any]) -> TriedCard:
    """What two runs of the child say about this mind on this card."""

    def tried(outcome: Outcome, **more: Any) -> TriedCard:
        reason = f"{outcome.reason} ({detail})" if (detail := more.pop("detail", "")) else outcome.reason
        return TriedCard(mind, card.id, card.driver, outcome, card.name, reason, **memory, **more)

    memory = {"free_bytes": card.free_bytes, "room_bytes": room_for(card.free_bytes, card.total_bytes)}
    if "outcome" in on_cpu:
        return tried(Outcome.NOT_COMPARED, detail=on_cpu["detail"])
    if "outcome" in on_card:
        return tried(Outcome(on_card["outcome"]))
    placement = on_card["placement"]
    found = {
        "layers": placement["layers"],
        "of": placement["of"],
        "cpu_tokens_per_s": round(on_cpu["tokens_per_s"], 2),
        "card_tokens_per_s": round(on_card["tokens_per_s"], 2),
    }
    if not placement["layers"]:
        return tried(Outcome.NOT_USED, **found)
    if on_card["text"].split() != on_cpu["text"].split():
        return tried(Outcome.WRONG_TEXT, **found)
    faster = reply_s(on_card) < MARGIN * reply_s(on_cpu)
    return tried(Outcome.FINE if faster else Outcome.SLOWER, **found)


def reply_s(speeds: dict[str, float]) -> float:
    """Seconds for an ordinary reply at these speeds."""
    return LINE_TOKENS / max(1e-3, speeds["read_per_s"]) + REPLY_TOKENS / max(1e-3, speeds["tokens_per_s"])


def _engine(engine: Engine | None) -> dict[str, str]:
    if engine is None:
        return {"backend": "", "folder": ""}
    return {"backend": engine.backend, "folder": str(engine.folder) if engine.folder else ""}


def _answer(lines: Sequence[str]) -> dict[str, Any]:
    """The last line that is an answer: drivers print what they like, before and after."""
    for line in reversed(lines):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and ({"devices", "text"} & told.keys() or {"outcome", "detail"} <= told.keys()):
            return told
    return {"outcome": Outcome.CRASHED.value, "detail": "it ended without an answer"}
