"""What hearing reports comes in, lines for the conversation go out: when a line is hers, when she is interrupted, when obeyed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from companion.dialogue.cpu_priority import CpuPriority
from companion.dialogue.self_echo import echoes
from companion.dialogue.turn_taking import TurnTaking
from companion.dialogue.typed_input import clean
from companion.dialogue.utterances import (
    VoiceCommand,
    addressed,
    asks_patience,
    is_backchannel,
    trails_off,
    voice_command,
)
from companion.dialogue.voice_commands import STEP, VoiceCommands
from companion.errors import CompanionError
from companion.events import Failed, Heard, Partial
from companion.hearing import Barge, EndOfTurnEstimate, FinalTranscript, InterimTranscript

WHOLE = 0.97
"""How surely an order (“stop”) is a whole line."""
TRAILING = 0.03
"""How surely a line that ends with “and the” is whole, when nobody else can tell; half as sure as the mind otherwise."""


@dataclass(frozen=True)
class AddressingMode:
    """How spoken lines are taken."""

    her_name: str = "Ada"
    by_name: bool = False
    """Only lines that begin with her name are hers."""


class SpeechInput:
    """Listens on behalf of the conversation. Called on hearing's threads; nothing here waits."""

    def __init__(
        self, turn_taking: TurnTaking, way: CpuPriority, orders: VoiceCommands, addressing: AddressingMode
    ) -> None:
        self._turn_taking, self._cpu, self._commands = turn_taking, way, orders
        self._dependencies = turn_taking.around
        self.manner = addressing
        """May be replaced when the settings change."""
        self._broke_in = False
        """Whether the line under way has interrupted her."""

    def onset(self, _at: float) -> None:
        """Somebody speaks to her: she doesn't begin, and thinks no further, until it is clear what it is."""
        self._dependencies.status.set("hearing", True)
        if self._turn_taking.under_way:
            self._pause()

    def barge(self, found: Barge) -> None:
        """Somebody may be speaking over her."""
        if found is Barge.STOP:
            self._pause()
        else:
            self._dependencies.playback.duck(found is Barge.DUCK)

    def dropped(self, _at: float) -> None:
        """It was nothing: she goes on where she was."""
        self._dependencies.status.set("hearing", False)
        self._turn_taking.drop_preemptive_reply()
        self._resume()

    def speech_resumed(self) -> None:
        """The line was not at its end."""
        self._turn_taking.drop_preemptive_reply()

    def interim_transcript(self, guess: InterimTranscript) -> None:
        """Words of a line that may go on: shown, and answered in draft if they may be all."""
        self._turn_taking.drop_preemptive_reply()
        text = None if self._is_echo(guess) else self._meant_for_her(guess.text)
        if text is None or self._is_backchannel(text):
            if guess.silent:
                self._resume()
            guess.report_end_of_turn(EndOfTurnEstimate())
            return
        order = self._voice_command(text)
        if order in STEP and self._turn_taking.under_way:
            guess.report_end_of_turn(EndOfTurnEstimate(WHOLE))
            return
        self._interrupt()
        self._dependencies.emit(Partial(t=self._dependencies.clock(), text=text))
        if not guess.silent:
            self._dependencies.responder.read_ahead(text, self._turn_taking.conversation)
            guess.report_end_of_turn(EndOfTurnEstimate())
        elif order is not None:
            guess.report_end_of_turn(EndOfTurnEstimate(WHOLE))
        else:
            marks = {"pause": guess.asked_at, "heard": time.monotonic()}
            self._turn_taking.begin_preemptive_reply(clean(text), self._judging(guess, text), marks)

    def final_transcript(self, said: FinalTranscript) -> None:
        """What the ear made of a whole utterance."""
        self._dependencies.status.set("hearing", False)
        try:
            self._take(said)
        except CompanionError as error:
            self._dependencies.emit(Failed(t=self._dependencies.clock(), message=str(error)))
        finally:
            self._turn_taking.drop_preemptive_reply()
            self._broke_in = False
            self._resume()
            self._dependencies.pace.end(("utterance", said.number))

    def _take(self, said: FinalTranscript) -> None:
        if said.failure:
            raise CompanionError(said.failure)
        text = None if self._is_echo(said) else self._meant_for_her(said.text)
        if text is None or self._is_backchannel(text):
            return
        order = self._voice_command(text)
        if order is not None and self._turn_taking.under_way and self._commands.adjust(order):
            return
        obey = None if order is None else partial(self._commands.obey, order)
        heard = Heard(t=self._dependencies.clock(), text=clean(text), start=said.start, end=said.end)
        self._turn_taking.commit_line(heard, _marks(said), answer=not said.continues, obey=obey)

    def _judging(self, guess: InterimTranscript, text: str) -> Callable[[EndOfTurnEstimate], None]:
        """Adds to what the mind tells of the line what its words tell without one."""
        patient, open_ended = asks_patience(text, self.manner.her_name), trails_off(text)

        def judge(judgement: EndOfTurnEstimate) -> None:
            finished = judgement.finished
            if open_ended:
                finished = TRAILING if finished is None else finished / 2
            guess.report_end_of_turn(EndOfTurnEstimate(finished, patient))

        return judge

    def _meant_for_her(self, text: str) -> str | None:
        """The line, if it is hers to answer; None when nothing was said to her."""
        if not text.strip():
            return None
        if not self.manner.by_name:
            return text
        rest = addressed(text, self.manner.her_name)
        return text if rest == "" else rest

    def _is_echo(self, said: InterimTranscript | FinalTranscript) -> bool:
        """Whether these are her own words, which the canceller has left in the microphone."""
        return said.overlapping and echoes(said.text, self._turn_taking.last_reply)

    def _is_backchannel(self, text: str) -> bool:
        """While she has the floor, “mm-hm” is no line."""
        return self._turn_taking.under_way and is_backchannel(text)

    def _voice_command(self, text: str) -> VoiceCommand | None:
        """What she is told to do; “stop” is an order only to somebody who was speaking."""
        order = voice_command(text, self.manner.her_name)
        if order is VoiceCommand.STOP and not (self._broke_in or self._turn_taking.under_way):
            return None
        return order

    def _interrupt(self) -> None:
        self._broke_in |= self._turn_taking.under_way
        self._turn_taking.interrupt()
        self._cpu.release(self)

    def _pause(self) -> None:
        self._cpu.claim(self)
        self._dependencies.playback.pause()

    def _resume(self) -> None:
        self._cpu.release(self)
        self._dependencies.playback.resume()


def _marks(said: FinalTranscript) -> dict[str, float]:
    """When the speech ended, was found ended, and was recognised."""
    speech_end = said.decided_at - (said.decided - said.end)
    return {"speech_end": speech_end, "endpoint": said.decided_at, "heard": time.monotonic()}
