"""Stops downloads that are no longer worth their bytes: of a mind that would be too slow here, or because the user says so."""

from __future__ import annotations

from collections.abc import Callable

from companion.runtime.downloads import Downloads
from companion.runtime.model_chooser import ModelChooser
from companion.settings import Settings

KEPT = "What has come of it is kept; you can go on with it, or drop it, where the downloads are shown."


def stop_slow(downloads: Downloads, chooser: ModelChooser, settings: Settings, notify: Callable[[str], None]) -> None:
    """Pause each mind on its way that would be too slow by what was just measured, and say so. Raises ModelError."""
    for slow in chooser.too_slow(settings, downloads.under_way):
        downloads.pause(slow.entry.id)
        speed = f"about {slow.estimate.tokens_per_s:.0f} tokens a second"
        notify(f"{slow.entry.title} would be too slow here ({speed}), so I've stopped fetching it. {KEPT}")


def stop_all(downloads: Downloads) -> int:
    """Pause every download; how many there were."""
    coming = downloads.under_way
    for id in coming:
        downloads.pause(id)
    return len(coming)
