"""Keeps the reasons not to listen, and skips what the room still rings with after half duplex."""

from __future__ import annotations

from enum import Enum, auto

from companion.hearing.messages import Mute, MuteReason
from companion.hearing.segmenter import MILLISECOND


class MuteChange(Enum):
    """What a `Mute` message changed."""

    NONE = auto()
    MUTED = auto()
    UNMUTED = auto()


class Muting:
    """Whether hearing listens; owned by hearing's thread."""

    def __init__(self, tail_ms: int, key_released: bool) -> None:
        """`tail_ms`: what is skipped when half duplex ends; `key_released`: push to talk, so nothing is heard at first."""
        self._tail_ms = tail_ms
        self._reasons: set[MuteReason] = {MuteReason.KEY_RELEASED} if key_released else set()
        self._to_skip = 0

    @property
    def is_muted(self) -> bool:
        """Whether there is any reason not to listen."""
        return bool(self._reasons)

    def is_muted_by(self, reason: MuteReason) -> bool:
        """Whether this is one of the reasons."""
        return reason in self._reasons

    def apply(self, message: Mute) -> MuteChange:
        """Add or remove a reason."""
        before = self.is_muted
        (self._reasons.add if message.muted else self._reasons.discard)(message.reason)
        if self.is_muted == before:
            return MuteChange.NONE
        if before:
            self._to_skip = self._tail_ms * MILLISECOND if message.reason is MuteReason.HALF_DUPLEX else 0
        return MuteChange.MUTED if self.is_muted else MuteChange.UNMUTED

    def skip(self, samples: int) -> int:
        """How many of the next so many samples are not to be listened to."""
        skipped = min(self._to_skip, samples)
        self._to_skip -= skipped
        return skipped
