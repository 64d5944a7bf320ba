"""Keeps what is audible of her just now: her voice, her piano, and the rests of what rings; tells the stages that must know."""

from __future__ import annotations

from collections.abc import Callable

from companion.speaking.piece_player import PlayerListeners
from companion.speaking.playback_listeners import PlaybackListeners
from companion.stage_needs import EngineSide
from companion.status import Status
from companion.turns.reply import AssistantTurn

Told = Callable[[frozenset[str], bool | None], None]
"""Takes what is audible now, and whether her voice has just begun (True) or ended; None when it is about something else."""


class AudibleSounds:
    """Called on the threads of playback and of the loudspeaker; nothing here waits."""

    def __init__(self, engine: EngineSide, status: Status, tell: Told) -> None:
        self._engine, self._status, self._tell = engine, status, tell
        self._now: set[str] = set()

    def playback_listeners(self, turn_over: Callable[[AssistantTurn], None]) -> PlaybackListeners:
        """What playback reports to; `turn_over`: when a turn has ended."""
        engine = self._engine
        return PlaybackListeners(
            emit=engine.emit,
            clock=engine.clock,
            audible=self._voice,
            resting=lambda on: self._sounds("rest", on),
            level=lambda level: engine.level("her", level),
            turn_over=turn_over,
            notify=engine.notify,
        )

    def player_listeners(self) -> PlayerListeners:
        """What the player of her pieces reports to."""
        engine = self._engine
        return PlayerListeners(
            emit=engine.emit,
            clock=engine.clock,
            sounding=lambda on: self._sounds("piano", on),
            level=lambda level: None if "voice" in self._now else engine.level("her", level),
            notify=engine.notify,
        )

    def _voice(self, on: bool) -> None:
        self._status.set("speaking", on)
        self._now.discard("rest")
        self._sounds("voice", on, on)

    def _sounds(self, what: str, on: bool, voice: bool | None = None) -> None:
        (self._now.add if on else self._now.discard)(what)
        self._tell(frozenset(self._now), voice)
