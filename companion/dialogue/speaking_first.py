"""Lets her say something by herself while the window is open and nobody talks: only if that was allowed, and rarely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from companion.dialogue.opening import Opening, keeps_rules, show_source
from companion.memory import Via
from companion.unasked.limits import may_speak_first

LOOK = timedelta(minutes=1)
"""Between two looks into memory."""
_BEGINS = ("One thing.", "By the way.", "A small thing.", "While you're there.")


class SpeakingFirst:
    """Called on the thread of the due times, again and again; silence is what mostly comes of it."""

    def __init__(self, opening: Opening, may_speak: Callable[[], bool], via: Callable[[], Via]) -> None:
        """`may_speak`: whether nobody talks and nothing else waits; `via`: whether she speaks or writes."""
        self._memory, self._turn_taking, self._chooser = opening.memory, opening.turn_taking, opening.chooser
        self._needs, self._may_speak, self._via = opening.needs, may_speak, via
        self._looked = datetime.min

    def consider(self) -> None:
        """Say something if it is time. Raises CompanionError when memory fails."""
        now = self._needs.now()
        if not self._needs.settings().speaks_first or timedelta() <= now - self._looked < LOOK or not self._may_speak():
            return
        self._looked = now
        if self._needs.company.holds(now) or not self._needs.settings().remembering or not self._allowed(now):
            return
        one = self._chooser.next()
        if one is None:
            return
        begin = self._needs.dice.choice(_BEGINS)
        words = one.text if one.kind in ("date", "flashback", "person") else f"{begin} {one.text}"
        if not keeps_rules(self._memory, words):
            return
        reply = self._turn_taking.begin_unasked(self._via(), first=False)
        if reply is None:
            return
        self._chooser.note(one)
        show_source(self._turn_taking, reply, one.source)
        self._turn_taking.dependencies.answering.say_unasked(reply, words)

    def _allowed(self, now: datetime) -> bool:
        unasked = self._memory.unasked
        said = unasked.all()
        spoken = [one for one in said if one.kind != "hush"]
        newest = self._memory.said_since(datetime.min, limit=1)
        answered = not spoken or unasked.heard_from_since(spoken[-1].at)
        return may_speak_first(self._needs.settings(), said, newest[0].at if newest else None, answered, now)
