"""Names what can come of trying a graphics card, each with its reason in plain words."""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """What came of a try; the value is how it is written in files and JSON."""

    NO_ENGINE = "no engine"
    NO_LOADER = "no loader"
    NO_DRIVER = "no driver"
    NO_DEVICE = "no device"
    NO_ROOM = "no room"
    BROKEN = "broken engine"
    LOST = "lost device"
    CRASHED = "crashed"
    HUNG = "hung"
    NOT_COMPARED = "not compared"
    NOT_USED = "not used"
    OTHER_DRIVER = "other driver"
    WRONG_TEXT = "wrong text"
    SLOWER = "slower"
    FINE = "fine"

    @property
    def reason(self) -> str:
        """One sentence: what was found, and what to do where something can be done."""
        return _REASONS[self]


_REASONS = {
    Outcome.NO_ENGINE: "There is no engine for the graphics card yet; `companion models card try` gets it.",
    Outcome.NO_LOADER: "The system has no Vulkan loader; the package libvulkan1 of Debian and Ubuntu is one.",
    Outcome.NO_DRIVER: (
        "There is no Vulkan driver that works; on Debian and Ubuntu the package mesa-vulkan-drivers has those for AMD and Intel, "
        "and NVIDIA's come with its own driver."
    ),
    Outcome.NO_DEVICE: "No graphics card was found that the engine can use.",
    Outcome.NO_ROOM: "The graphics card has too little free memory for this mind; a smaller mind may fit.",
    Outcome.BROKEN: (
        "The engine for the graphics card does not load; the next try builds it from source, which takes minutes."
    ),
    Outcome.LOST: "The graphics card was lost while it worked, as happens after sleep or when its driver restarts.",
    Outcome.CRASHED: "The graphics card's driver crashed while it worked.",
    Outcome.HUNG: "The graphics card did not answer in time.",
    Outcome.NOT_COMPARED: "The processor could not say a few words with this mind, so there is nothing to compare with.",
    Outcome.NOT_USED: "The engine did not use the graphics card, though it was asked to.",
    Outcome.OTHER_DRIVER: "The graphics card's driver has changed since it was tried; `companion models card try` tries it again.",
    Outcome.WRONG_TEXT: "The graphics card computes something else than the processor, so its words can't be trusted.",
    Outcome.SLOWER: "The graphics card is no faster than the processor with this mind.",
    Outcome.FINE: "The graphics card is faster than the processor with this mind.",
}

_SIGNS = (
    ("devicelost", Outcome.LOST),
    ("device lost", Outcome.LOST),
    ("outofdevicememory", Outcome.NO_ROOM),
    ("out of memory", Outcome.NO_ROOM),
    ("failed to allocate", Outcome.NO_ROOM),
    ("libvulkan", Outcome.NO_LOADER),
    ("vulkan-1.dll", Outcome.NO_LOADER),
)


def outcome_of(said: str, otherwise: Outcome) -> Outcome:
    """What a failure's own words stand for; `otherwise` if they say nothing known."""
    low = said.lower()
    return next((outcome for sign, outcome in _SIGNS if sign in low), otherwise)
