"""Lets her way of speaking change from sentence to sentence: never within one, and not by leaps unless there is danger."""

from __future__ import annotations

import time
from collections.abc import Callable

from companion.text.sentences import ended
from companion.turns.reply import AssistantTurn
from voices.manner import SpeakingManner

_SHARE = 0.5
"""How much of the way to the wanted manner each sentence goes."""
_NEAR = 0.04
"""A manner so near in everything is reached."""
_FORGOTTEN_S = 300.0
"""After so long a silence nobody remembers how she spoke last."""


class GradualManner:
    """Owned by the speaking thread."""

    def __init__(
        self, wanted: Callable[[AssistantTurn], SpeakingManner], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`wanted` tells how a reply should sound now; `clock` gives seconds and never goes back."""
        self._wanted, self._clock = wanted, clock
        self._now: SpeakingManner | None = None
        self._at = 0.0
        self._within: AssistantTurn | None = None
        """The reply of which a sentence has begun and not ended."""

    def of(self, reply: AssistantTurn, text: str) -> SpeakingManner:
        """How these words, the next of the reply, are spoken; no words: its sentence ends with those before."""
        at, before = self._clock(), self._at
        if self._now is None or (self._within is not reply and at - before > _FORGOTTEN_S):
            self._now = self._wanted(reply)
        elif self._within is not reply:
            self._now = _step(self._now, self._wanted(reply), reply.occasion == "danger")
        self._at = at
        self._within = None if not text or ended(text) == text else reply
        return self._now


def _step(now: SpeakingManner, wanted: SpeakingManner, at_once: bool) -> SpeakingManner:
    return wanted if at_once or now.is_near(wanted, _NEAR) else now.towards(wanted, _SHARE)
