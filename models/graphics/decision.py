"""Keeps in `engines/card.json`, beside the models, for which minds a graphics card is used, and why not for the others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from models.errors import ModelError
from models.graphics.engine import engines_folder
from models.graphics.outcome import Outcome

NAME = "card.json"


@dataclass(frozen=True)
class TriedCard:
    """What is known of one mind on one card with one driver."""

    mind: str
    device: str
    """The card's id."""
    driver: str
    outcome: Outcome
    name: str = ""
    """The card's name, for people."""
    reason: str = ""
    """One sentence in plain words."""
    layers: int = 0
    """Layers that were on the card."""
    of: int = 0
    """Layers of the mind."""
    cpu_tokens_per_s: float = 0.0
    card_tokens_per_s: float = 0.0
    free_bytes: int = 0
    """Free memory of the card before the mind was loaded."""
    room_bytes: int = 0
    """What of it a mind may take: the rest is left to others."""

    @property
    def good(self) -> bool:
        """Whether the card was the faster one, and has not failed since."""
        return self.outcome is Outcome.FINE

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is kept by."""
        return self.mind, self.device, self.driver


@dataclass(frozen=True)
class Decisions:
    """All that is known of cards on this computer."""

    wanted: bool = False
    """Whether the user wants a card to be used where it is faster."""
    tried: tuple[TriedCard, ...] = ()
    """The newest last."""

    def of(self, mind: str) -> TriedCard | None:
        """The newest try of this mind."""
        return next((one for one in reversed(self.tried) if one.mind == mind), None)

    def in_use(self, mind: str) -> TriedCard | None:
        """How this mind is to be put on a card; None: on the processor."""
        newest = self.of(mind)
        return newest if self.wanted and newest is not None and newest.good else None


def read_decisions(models: Path) -> Decisions:
    """What is kept; nothing where there is no file. Raises ModelError for a damaged one."""
    path = engines_folder(models) / NAME
    if not path.exists():
        return Decisions()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        tried = tuple(TriedCard(**{**one, "outcome": Outcome(one["outcome"])}) for one in kept["tried"])
        return Decisions(bool(kept["wanted"]), tried)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"{path} can't be read ({error}); delete it and run `companion models card try` again."
        ) from error


def keep_tried(models: Path, tried: TriedCard) -> None:
    """Keep what came of a try, in place of what was known of this mind with this card and driver. Raises ModelError."""
    known = read_decisions(models)
    others = (one for one in known.tried if one.key != tried.key)
    _write(models, known.wanted, (*others, tried))


def keep_wanted(models: Path, wanted: bool) -> None:
    """Keep whether a card is to be used where it is faster. Raises ModelError."""
    _write(models, wanted, read_decisions(models).tried)


def note_failure(models: Path, mind: str, outcome: Outcome, reason: str = "") -> str:
    """The card failed while this mind used it: keep that, so that the processor is used. Raises ModelError.

    Returns the reason in words; empty if the card was not in use any more, for example because it is kept already.
    """
    used = read_decisions(models).in_use(mind)
    if used is None:
        return ""
    why = reason or outcome.reason
    keep_tried(models, replace(used, outcome=outcome, reason=why))
    return why


def _write(models: Path, wanted: bool, tried: Iterable[TriedCard]) -> None:
    folder = engines_folder(models)
    rows = [asdict(one) | {"outcome": one.outcome.value} for one in tried]
    draft = (folder / NAME).with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"wanted": wanted, "tried": rows}, indent=1), encoding="utf-8")
        os.replace(draft, folder / NAME)
    except OSError as error:
        raise ModelError(f"What was found about the card can't be kept in {folder} ({error.strerror}).") from error
