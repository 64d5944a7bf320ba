"""Says what is known of the graphics card that minds are put on: how quickly it reads them, and how large one it holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.catalog import CatalogEntry
from models.graphics.decision import TriedCard, read_decisions
from models.graphics.engine import find_engine
from models.machine import Card
from models.mind_choice import TELLING_BYTES, need_bytes, read_bytes


def known_card(folder: Path, entries: Iterable[CatalogEntry]) -> Card | None:
    """The card that is in use, by what is kept in `folder`; None where no LLM is put on one. Raises ModelError."""
    kept, engine = read_decisions(folder), find_engine(folder)
    newest = [one for id in dict.fromkeys(one.mind for one in kept.tried) if (one := kept.of(id)) is not None]
    used = [one for one in newest if kept.in_use(one.mind) is not None]
    if not used or engine is None or not engine.fits:
        return None
    known = {entry.id: entry for entry in entries}
    here = [one for one in used if one.device == used[-1].device and one.mind in known]
    largest = max(here, key=lambda one: known[one.mind].bytes, default=None)
    return Card(
        _room(largest, known),
        _bytes_per_s(largest, known),
        {one.mind: one.card_tokens_per_s for one in used},
        _refused(largest, [one for one in newest if not one.good], known),
    )


def _refused(largest: TriedCard | None, failed: list[TriedCard], known: dict[str, CatalogEntry]) -> frozenset[str]:
    """Those that were not put on it, and all as large as one of them that is larger than what is: they would do no better."""
    ids = {one.mind for one in failed}
    above = known[largest.mind].bytes if largest is not None else 0
    sizes = [known[id].bytes for id in ids if id in known and known[id].bytes > above]
    return frozenset(ids | {id for id, entry in known.items() if sizes and entry.bytes >= min(sizes)})


def _room(largest: TriedCard | None, known: dict[str, CatalogEntry]) -> int:
    """What it holds beside the largest that is put on it: that one talks on while another is tried."""
    return max(0, largest.room_bytes - need_bytes(known[largest.mind])) if largest is not None else 0


def _bytes_per_s(largest: TriedCard | None, known: dict[str, CatalogEntry]) -> float | None:
    """By the largest, if all of it was on the card; None if it is too small to tell anything."""
    if largest is None or largest.layers < largest.of or known[largest.mind].bytes < TELLING_BYTES:
        return None
    return largest.card_tokens_per_s * read_bytes(known[largest.mind])
