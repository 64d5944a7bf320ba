"""What hearing reports comes in, lines for the conversation go out: when a line is hers, when she is interrupted, when obeyed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from companion.dialogue.cpu_priority import RightOfWay
from companion.dialogue.self_echo import echoes
from companion.dialogue.turn_taking import Exchanges
from companion.dialogue.typed_input import clean
from companion.dialogue.utterances import Command, addressed, asks_patience, command, is_backchannel, trails_off
from companion.dialogue.voice_commands import STEP, Orders
from companion.errors import CompanionError
from companion.events import Failed, Heard, Partial
from companion.hearing import Barge, Guess, Judgement, Recognised

WHOLE = 0.97
"""How surely an order (“stop”) is a whole line."""
TRAILING = 0.03
"""How surely a line that ends with “and the” is whole, when nobody else can tell; half as sure as the mind otherwise."""


@dataclass(frozen=True)
class Manner:
    """How spoken lines are taken."""

    her_name: str = "Ada"
    by_name: bool = False
    """Only lines that begin with her name are hers."""


class Spoken:
    """Listens on behalf of the conversation. Called on hearing's threads; nothing here waits."""

    def __init__(self, exchanges: Exchanges, way: RightOfWay, orders: Orders, manner: Manner) -> None:
        self._exchanges, self._way, self._orders = exchanges, way, orders
        self._around = exchanges.around
        self.manner = manner
        """May be replaced when the settings change."""
        self._broke_in = False
        """Whether the line under way has interrupted her."""

    def onset(self, _at: float) -> None:
        """Somebody speaks to her: she doesn't begin, and thinks no further, until it is clear what it is."""
        self._around.presence.set("hearing", True)
        if self._exchanges.under_way:
            self._hold()

    def barge(self, found: Barge) -> None:
        """Somebody may be speaking over her."""
        if found is Barge.STOP:
            self._hold()
        else:
            self._around.playback.duck(found is Barge.DUCK)

    def dropped(self, _at: float) -> None:
        """It was nothing: she goes on where she was."""
        self._around.presence.set("hearing", False)
        self._exchanges.drop_draft()
        self._go_on()

    def went_on(self) -> None:
        """The line was not at its end."""
        self._exchanges.drop_draft()

    def guessed(self, guess: Guess) -> None:
        """Words of a line that may go on: shown, and answered in draft if they may be all."""
        self._exchanges.drop_draft()
        text = None if self._is_echo(guess) else self._meant_for_her(guess.text)
        if text is None or self._is_nod(text):
            if guess.silent:
                self._go_on()
            guess.judge(Judgement())
            return
        order = self._order(text)
        if order in STEP and self._exchanges.under_way:
            guess.judge(Judgement(WHOLE))
            return
        self._interrupt()
        self._around.emit(Partial(t=self._around.clock(), text=text))
        if not guess.silent:
            self._around.conversing.read_ahead(text, self._exchanges.conversation)
            guess.judge(Judgement())
        elif order is not None:
            guess.judge(Judgement(WHOLE))
        else:
            marks = {"pause": guess.asked_at, "heard": time.monotonic()}
            self._exchanges.draft(clean(text), self._judging(guess, text), marks)

    def recognised(self, said: Recognised) -> None:
        """What the ear made of a whole utterance."""
        self._around.presence.set("hearing", False)
        try:
            self._take(said)
        except CompanionError as error:
            self._around.emit(Failed(t=self._around.clock(), message=str(error)))
        finally:
            self._exchanges.drop_draft()
            self._broke_in = False
            self._go_on()
            self._around.pace.end(("utterance", said.number))

    def _take(self, said: Recognised) -> None:
        if said.failure:
            raise CompanionError(said.failure)
        text = None if self._is_echo(said) else self._meant_for_her(said.text)
        if text is None or self._is_nod(text):
            return
        order = self._order(text)
        if order is not None and self._exchanges.under_way and self._orders.adjust(order):
            return
        obey = None if order is None else partial(self._orders.obey, order)
        heard = Heard(t=self._around.clock(), text=clean(text), start=said.start, end=said.end)
        self._exchanges.take(heard, _marks(said), answer=not said.continues, obey=obey)

    def _judging(self, guess: Guess, text: str) -> Callable[[Judgement], None]:
        """Adds to what the mind tells of the line what its words tell without one."""
        patient, open_ended = asks_patience(text, self.manner.her_name), trails_off(text)

        def judge(judgement: Judgement) -> None:
            finished = judgement.finished
            if open_ended:
                finished = TRAILING if finished is None else finished / 2
            guess.judge(Judgement(finished, patient))

        return judge

    def _meant_for_her(self, text: str) -> str | None:
        """The line, if it is hers to answer; None when nothing was said to her."""
        if not text.strip():
            return None
        if not self.manner.by_name:
            return text
        rest = addressed(text, self.manner.her_name)
        return text if rest == "" else rest

    def _is_echo(self, said: Guess | Recognised) -> bool:
        """Whether these are her own words, which the canceller has left in the microphone."""
        return said.over_her and echoes(said.text, self._exchanges.last_reply)

    def _is_nod(self, text: str) -> bool:
        """While she has the floor, “mm-hm” is no line."""
        return self._exchanges.under_way and is_backchannel(text)

    def _order(self, text: str) -> Command | None:
        """What she is told to do; “stop” is an order only to somebody who was speaking."""
        order = command(text, self.manner.her_name)
        if order is Command.STOP and not (self._broke_in or self._exchanges.under_way):
            return None
        return order

    def _interrupt(self) -> None:
        self._broke_in |= self._exchanges.under_way
        self._exchanges.hush()
        self._way.give_back(self)

    def _hold(self) -> None:
        self._way.claim(self)
        self._around.playback.hold()

    def _go_on(self) -> None:
        self._way.give_back(self)
        self._around.playback.resume()


def _marks(said: Recognised) -> dict[str, float]:
    """When the speech ended, was found ended, and was recognised."""
    speech_end = said.decided_at - (said.decided - said.end)
    return {"speech_end": speech_end, "endpoint": said.decided_at, "heard": time.monotonic()}
