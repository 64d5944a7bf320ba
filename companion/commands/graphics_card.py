"""Tries the graphics card, uses it, leaves it, or tells how it stands: `companion models card`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from companion.environment import Environment
from companion.runtime.graphics_card import CardStatus, GraphicsCard
from models.fetching.stop import Stop, Stopped
from models.graphics.building import missing_tools
from models.graphics.engine import BUILT
from models.graphics.outcome import Outcome
from models.graphics.probe import Probe
from models.graphics.ready_made import fetchable

ACTIONS = ("status", "try", "use", "off")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this action's options."""
    parser.add_argument("what", choices=ACTIONS, help="how it stands; get its engine and try it; use it; leave it")
    parser.add_argument("--backend", choices=BUILT, help="which engine to get (default: vulkan)")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="build the engine from source, though there is one or one could be fetched",
    )
    parser.add_argument("--remove", action="store_true", help="with `off`: delete the engine, too")


def card(
    args: argparse.Namespace,
    environment: Environment,
    as_json: bool,
    interruptible: Callable[[], AbstractContextManager[Stop]],
) -> int:
    """Does one of the four; returns 0, or 1 when the card is not used though it was wanted, or the try was called off."""
    if args.what == "try":
        return _try(args, environment, as_json, interruptible)
    one = GraphicsCard(environment)
    if args.what == "status":
        status, more = one.status(), {"devices": _devices(one)}
    else:
        status, more = one.use() if args.what == "use" else one.off(args.remove), {}
    _show(status, more, as_json)
    return 0


def _try(
    args: argparse.Namespace,
    environment: Environment,
    as_json: bool,
    interruptible: Callable[[], AbstractContextManager[Stop]],
) -> int:
    told = [""]

    def report(words: str, share: float | None) -> None:
        if as_json:
            print(json.dumps({"event": "progress", "words": words, "share": share}, ensure_ascii=False), flush=True)
        elif words != told[0]:
            print(words, file=sys.stderr, flush=True)
        told[0] = words

    try:
        with interruptible() as stop:
            tried = GraphicsCard(environment, Probe(stop=stop)).try_card(report, args.backend, args.rebuild)
    except Stopped:
        print("Called off; nothing has changed.", file=sys.stderr)
        return 1
    _show(GraphicsCard(environment).status(), {}, as_json)
    return 0 if tried.good else 1


def _devices(one: GraphicsCard) -> list[dict[str, Any]]:
    listing = one.devices()
    if listing.outcome not in (Outcome.FINE, Outcome.NO_ENGINE):
        print(listing.outcome.reason, file=sys.stderr)
    return [asdict(device) for device in listing.devices]


def status_as_json(status: CardStatus) -> dict[str, Any]:
    """The status as JSON gives it."""
    tried = asdict(status.tried) | {"outcome": status.tried.outcome.value} if status.tried else None
    return {
        "mind": status.mind, "seen": list(status.seen.vendors), "in_use": status.in_use, "wanted": status.wanted,
        "engine": {"backend": status.engine.backend, "version": status.engine.version} if status.engine else None,
        "tried": tried, "words": status.words,
    }  # fmt: skip


def _show(status: CardStatus, more: dict[str, Any], as_json: bool) -> None:
    needed = status.engine is None and status.seen.any and not fetchable("vulkan")
    lacking = missing_tools("vulkan") if needed else ()
    if as_json:
        print(json.dumps(status_as_json(status) | {"missing": list(lacking)} | more, ensure_ascii=False))
        return
    print(f"{status.words} {status.offer}".strip())
    for device in more.get("devices", ()):
        kind = "integrated" if device["integrated"] else "its own memory"
        print(f"{device['name']} · {kind} · {device['free_bytes'] / 1e9:.1f} GB free · {device['driver']}")
    for sentence in lacking:
        print(f"→ {sentence}")
