"""Puts a mind on the graphics card that was measured as the faster one; runs in the process that thinks with it, at its start."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError
from models.graphics.decision import TriedCard, note_failure, read_decisions
from models.graphics.devices import CardDevice, list_devices
from models.graphics.engine import find_engine
from models.graphics.outcome import Outcome, outcome_of
from models.graphics.placement import Offload, Placement, layers_that_fit, room_for
from models.graphics.vulkan import NoDriverError, NoLoaderError

FAILED = 87
"""Exit code of a process that ends because its card failed; why is kept then."""
OCCUPIED = "The graphics card's memory is in use by other programs, so I think on the processor for now."


class CardError(Exception):
    """The card can't be used; the outcome says why."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


@dataclass(frozen=True)
class CardUse:
    """One mind's use of the card, by what is kept beside the models; any process may ask."""

    models: Path
    mind: str

    @property
    def wanted(self) -> bool:
        """Whether the mind is to be put on a card. Raises ModelError."""
        return read_decisions(self.models).in_use(self.mind) is not None

    @property
    def reason(self) -> str:
        """What was found out last, in a sentence; empty if nothing was. Raises ModelError."""
        tried = read_decisions(self.models).of(self.mind)
        return tried.reason if tried is not None else ""

    def fail(self, outcome: Outcome) -> str:
        """The card failed: from now on the processor is used; the reason in a sentence if it is news. Raises ModelError."""
        return note_failure(self.models, self.mind, outcome)

    def take(self, path: Path, context: int) -> tuple[Offload | None, str]:
        """Choose the engine of this process: what it is to put on the card, and a sentence for the user if there is one.

        No offload: the normal build, on the processor. Raises CardError, ModelError, OSError.
        """
        tried, engine = read_decisions(self.models).in_use(self.mind), find_engine(self.models)
        if tried is None:
            return None, ""
        if engine is None or not engine.fits:
            return None, self.fail(Outcome.NO_ENGINE)
        try:
            devices = list_devices(engine, tried.device)
        except NoLoaderError as error:
            raise CardError(Outcome.NO_LOADER, str(error)) from error
        except NoDriverError as error:
            raise CardError(Outcome.NO_DRIVER, str(error)) from error
        except Exception as error:
            raise CardError(outcome_of(str(error), Outcome.BROKEN), str(error)) from error
        if not devices:
            return (Offload(0) if "llama_cpp" in sys.modules else None), ""
        if devices[0].driver != tried.driver:
            return Offload(0), self.fail(Outcome.OTHER_DRIVER)
        return _offload(tried, devices[0], path, context, engine.backend == "vulkan")

    def leave(self, error: Exception) -> None:
        """The card failed: keep that and end this process at once; the next one uses the processor."""
        outcome = error.outcome if isinstance(error, CardError) else outcome_of(str(error), Outcome.CRASHED)
        try:
            self.fail(outcome)
        finally:
            os._exit(FAILED)

    def check(self, offload: Offload, placement: Placement) -> str:
        """A sentence if the engine did not put on the card what it was asked to; that is kept. Raises ModelError."""
        return "" if placement.on_card or not offload.layers else self.fail(Outcome.NOT_USED)


def _offload(tried: TriedCard, card: CardDevice, path: Path, context: int, alone: bool) -> tuple[Offload, str]:
    """As many layers as were measured; with less free memory than then, none. `alone`: the engine sees no other card."""
    fitting, layers = layers_that_fit(path, context, room_for(card.free_bytes, card.total_bytes))
    if fitting < tried.layers:
        return Offload(0), OCCUPIED
    return Offload(-1 if tried.layers >= layers else tried.layers, 0 if alone else card.index), ""


def failed_with(error: Exception) -> bool:
    """Whether this error, raised while a card is in use, may come from it: a damaged file or too long a talk does not."""
    if isinstance(error, ModelError):
        return isinstance(error.__cause__, RuntimeError) or "not enough memory" in str(error)
    return isinstance(error, CardError | RuntimeError | OSError)
