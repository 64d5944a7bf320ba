"""Lets her come back, once, to a danger of an earlier talk: when she is opened, before any line, with written words and help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from companion.care.coming_back import LATEST, Exchange, danger_to_come_back_to
from companion.care.signal import RiskSignal
from companion.dialogue.answering import Answering
from companion.dialogue.turn_taking import TurnTaking
from companion.memory import Memory, Message, Via
from companion.text.calendar_words import part_of_day
from companion.turns.reply import AssistantTurn

_TODAY = {"morning": "this morning", "afternoon": "today", "evening": "tonight", "night": "tonight"}


class ComingBack:
    """Used once, when she is opened: `look`, and when a part of her is ready or can't be had, `begin` and `say`."""

    def __init__(
        self,
        memory: Memory,
        turn_taking: TurnTaking,
        answering: Answering,
        now: Callable[[], datetime],
        remembering: Callable[[], bool],
    ) -> None:
        """`remembering`: whether anything said earlier may come back at all."""
        self._memory, self._turn_taking, self._answering = memory, turn_taking, answering
        self._now, self._remembering = now, remembering
        self._danger: RiskSignal | None = None
        self._due: tuple[AssistantTurn, RiskSignal] | None = None

    def look(self) -> None:
        """Find out whether there is a danger to come back to. Raises CompanionError when memory fails."""
        now = self._now()
        if self._remembering():
            exchanges = exchanged(self._memory.said_since(now - LATEST))
            self._danger = danger_to_come_back_to(exchanges, now, self._memory.facts.forbidden_topics())

    @property
    def waits(self) -> bool:
        """Whether there is something that she has not begun to come back to; nothing else of hers may come before it."""
        return self._danger is not None

    def begin(self, via: Via) -> int | None:
        """Begin the turn in which she comes back to it, if it is due; its number. `via`: whether she speaks or writes."""
        danger = self._danger
        reply = self._turn_taking.begin_unasked(via) if danger is not None else None
        self._danger = None  # only now: what has fallen due waits for it
        if danger is None or reply is None:
            return None
        self._due = (reply, danger)
        return reply.turn.number

    def say(self) -> None:
        """Say what `begin` has prepared."""
        due, self._due = self._due, None
        if due is not None:
            self._answering.come_back(*due, today=_TODAY[part_of_day(self._now())])


def exchanged(messages: Sequence[Message]) -> list[Exchange]:
    """The messages as lines and the replies to them; a conversation begins anew."""
    found: list[Exchange] = []
    for number, message in enumerate(messages):
        fits = number > 0 and messages[number - 1].conversation == message.conversation
        if message.speaker == "you":
            found.append(Exchange(message.text, "", message.at))
        elif fits and found:
            found[-1] = Exchange(found[-1].line, f"{found[-1].reply} {message.text}".strip(), message.at)
        else:
            found.append(Exchange("", message.text, message.at))
    return found
