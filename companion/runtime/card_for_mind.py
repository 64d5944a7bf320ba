"""Tries the graphics card with a mind that was downloaded because of it, while nobody talks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from companion.environment import Environment
from companion.runtime.graphics_card import GraphicsCard
from models.fetching.stop import Stop, Stopped
from models.graphics.probe import Probe

LOOK_S = 0.2
"""How often it is looked whether somebody talks: then the processes of the try are ended at once."""


def _probe(stop: Stop) -> Probe:
    return Probe(stop=stop)


def try_on_card(
    environment: Environment, mind: str, cancelled: Callable[[], bool], probe: Callable[[Stop], Probe] = _probe
) -> str | None:
    """Compare the card with the processor for this mind, and keep what came of it. Raises ModelError and CompanionError.

    Returns why the mind is not put on the card; empty if it is, and None when it was cancelled.
    """
    stop, over = Stop(), threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_S):
            if cancelled():
                stop.set()
                return

    watcher = threading.Thread(target=watch, name="watching a try of the card", daemon=True)
    watcher.start()
    try:
        own = replace(environment, settings=replace(environment.settings, mind=mind))
        tried = GraphicsCard(own, probe(stop)).try_card(lambda words, share: None)
        return "" if tried.good else tried.reason
    except Stopped:
        return None
    finally:
        over.set()
        watcher.join()
