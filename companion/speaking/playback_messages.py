"""Defines the messages in playback's queue, which its one thread reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.speaking.synthesis import Clip, Finish
from companion.turns.reply import AssistantTurn


@dataclass(frozen=True)
class Played:
    """The loudspeaker has played this many samples since it was opened."""

    samples: int


@dataclass(frozen=True)
class Interrupt:
    """This reply was cancelled: be silent."""

    reply: AssistantTurn


@dataclass(frozen=True)
class Commit:
    """The line that this reply answers is certain: it may be heard."""

    reply: AssistantTurn


@dataclass(frozen=True)
class PausePlayback:
    """Be silent and keep the place (`on`), or resume."""

    on: bool


@dataclass(frozen=True)
class Loudness:
    """Another loudness; None leaves that part as it was."""

    volume: float | None = None
    """0…1, as the user set it."""
    ducked: bool | None = None


@dataclass(frozen=True)
class Replay:
    """Say the last sentence again, or what was cut off, as this reply; if there is nothing, call `otherwise`."""

    reply: AssistantTurn
    from_start: bool
    otherwise: Callable[[AssistantTurn], None]


@dataclass(frozen=True)
class RunInTurn:
    """Call this when everything queued before it is done."""

    do: Callable[[], None]


PlaybackMessage = Clip | Finish | Played | Interrupt | Commit | PausePlayback | Loudness | Replay | RunInTurn | None
"""None ends the thread."""
