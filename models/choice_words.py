"""Puts into words what a choice of an LLM means for the user: its size, how long it takes to arrive, how quick it is."""

from __future__ import annotations

from collections.abc import Iterator

from models.catalog import CatalogEntry
from models.fetching.disk_space import size
from models.mind_choice import FIRST_REPLY_S, Estimate, MindChoice, Offer

LINE_BYTES_PER_S = 10e6
"""A connection to reckon with: 80 Mbit a second. The real one is not known before something arrives."""


def quickness(estimate: Estimate) -> str:
    """How quick it is: “22 tokens a second, begins after 0.6 s (measured here)”."""
    how = "measured here" if estimate.measured else "estimated"
    speed = f"{estimate.tokens_per_s:.0f}" if estimate.tokens_per_s >= 1 else "less than one"
    return f"{speed} tokens a second, begins after {estimate.first_reply_s:.1f} s ({how})"


def download(entry: CatalogEntry) -> str:
    """Its size, and how long that takes: “2.6 GB, about 4 min at 10 MB/s”."""
    seconds = entry.bytes / LINE_BYTES_PER_S
    time = f"{max(1, round(seconds))} s" if seconds < 60 else f"{round(seconds / 60)} min"
    return f"{size(entry.bytes)}, about {time} at {LINE_BYTES_PER_S / 1e6:.0f} MB/s"


def offered(offer: Offer) -> str:
    """One that could be taken instead: its name, what it costs to get it, and how soon it answers."""
    arrival = "already here" if offer.installed else download(offer.entry)
    slow = ", slower than people like to wait" if offer.estimate.first_reply_s > FIRST_REPLY_S else ""
    return f"{offer.entry.title} · {arrival} · begins after {offer.estimate.first_reply_s:.1f} s{slow}"


def also_from_hub(choice: MindChoice) -> str:
    """What “get everything” would bring instead if the model hub answers; empty if nothing."""
    if choice.from_hub is None:
        return ""
    return f"If the model hub answers, {choice.from_hub.entry.title} comes instead ({download(choice.from_hub.entry)})."


def lines(choice: MindChoice) -> Iterator[str]:
    """The choice and what else there is, a line each, for a terminal."""
    yield f"{choice.reason} Its speed: {quickness(choice.estimate)}."
    if choice.from_hub is not None:
        yield f"{also_from_hub(choice)} To ask it and get everything: companion models get --all"
    for name, offer in (("smaller", choice.smaller), ("larger", choice.larger)):
        if offer is not None:
            yield f"The next {name} one: {offered(offer)}. To use it: --model {offer.entry.id}"


def as_json(choice: MindChoice) -> dict[str, object]:
    """The choice as JSON."""
    others = (("smaller", choice.smaller), ("larger", choice.larger), ("from_hub", choice.from_hub))
    named = {name: one and _figures(one.entry, one.estimate) for name, one in others}
    return {**_figures(choice.entry, choice.estimate), "reason": choice.reason, **named}


def _figures(entry: CatalogEntry, estimate: Estimate) -> dict[str, object]:
    return {
        "id": entry.id,
        "bytes": entry.bytes,
        "tokens_per_s": round(estimate.tokens_per_s, 1),
        "first_reply_s": round(estimate.first_reply_s, 2),
        "measured": estimate.measured,
    }
