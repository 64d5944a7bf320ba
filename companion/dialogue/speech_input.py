"""Decides what spoken words mean for the conversation: a line to answer, a barge-in, a backchannel, a voice command, an echo."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from companion.dialogue.cpu_priority import CpuPriority
from companion.dialogue.hearing_herself import HearingHerself
from companion.dialogue.outages import Outage
from companion.dialogue.ring_words import ends_ringing
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
from companion.events import Heard, Partial
from companion.hearing import Barge, EndOfTurnEstimate, FinalTranscript, InterimTranscript, Overlapping
from companion.hearing.endpointing import WHOLE
from companion.settings import Settings
from companion.turns.reply import AssistantTurn

TRAILING = 0.03
"""Probability that a line ending in "and the" is whole if the LLM gave none; else half of the LLM's."""
SPEECH_S = 0.7
"""Seconds of speech after which it is told that no words were understood: a cough or a door is shorter."""
_OVER_MUSIC = (VoiceCommand.STOP, VoiceCommand.QUIETER, VoiceCommand.LOUDER)
_ANSWERS = (VoiceCommand.AGAIN, VoiceCommand.GO_ON, VoiceCommand.QUIETER)
"""What may be meant for the interview: “again” a sample, “lower” a voice."""
LEAST_OVER_RINGING = 3
"""Words that are taken as said while an alarm rings, whatever they are."""
NOT_ENGLISH = (
    "That didn't sound like English, the only language I understand; please say it in English, or once more if it was."
)
NO_WORDS = (
    "I heard you, but I couldn't make out any English words; please say it again, a little closer to the microphone."
)


@dataclass(frozen=True)
class AddressingMode:
    """Which spoken lines are hers to answer."""

    her_name: str = "Ada"
    by_name: bool = False
    """Only lines that begin with her name are hers."""


class InterviewEar(Protocol):
    """What spoken input must know of the interview."""

    @property
    def active(self) -> bool:
        """Whether lines answer it."""

    @property
    def opening(self) -> bool:
        """Whether nothing has been answered yet: how the room echoes is not known before she has been heard in it."""

    def is_whole(self, text: str) -> bool:
        """Whether these words are surely a whole answer."""


class NoInterview:
    """None is under way."""

    active = opening = False

    def is_whole(self, text: str) -> bool:
        """Never asked."""
        return False


class SpeechInput:
    """Called on hearing's threads; nothing here waits."""

    def __init__(
        self, turn_taking: TurnTaking, way: CpuPriority, commands: VoiceCommands, addressing: AddressingMode
    ) -> None:
        self._turn_taking, self._cpu, self._commands = turn_taking, way, commands
        self._dependencies = turn_taking.dependencies
        self.addressing = addressing
        """Replaced when the settings change."""
        self.interview: InterviewEar = NoInterview()
        """While it is active, lines answer it: “lower” is a voice then, and “again” a sample."""
        self.hearing_herself = HearingHerself()
        """Told whenever she was stopped in vain."""
        self._broke_in = False
        """Whether the current line has interrupted her."""
        self._echo_noted = False
        """Whether what was heard since the last pause is known to be her."""

    def onset(self, _at: float) -> None:
        """Speech has begun: pause her, and her LLM, until it is clear what it is."""
        self._dependencies.status.set("hearing", True)
        if self._turn_taking.under_way:
            self._pause()

    def barge(self, found: Barge) -> None:
        """Somebody may be speaking over her: duck or pause."""
        if found is Barge.STOP:
            self._pause()
        else:
            self._dependencies.playback.duck(found is Barge.DUCK)

    def dropped(self, _at: float) -> None:
        """It was no speech: resume where she was."""
        self._dependencies.status.set("hearing", False)
        self._turn_taking.drop_preemptive_reply()
        if self._turn_taking.under_way:
            self.hearing_herself.stopped_in_vain()
        self._resume()

    def speech_resumed(self) -> None:
        """The speaker went on after a pause: the preemptive reply is void."""
        self._echo_noted = False
        self._turn_taking.drop_preemptive_reply()

    def interim_transcript(self, guess: InterimTranscript) -> None:
        """Show the words so far, and begin a preemptive reply if they may be the whole line."""
        self._turn_taking.drop_preemptive_reply()
        echo = self._is_echo(guess)
        text = None if echo else self._meant_for_her(guess.text)
        if text is None or self._is_backchannel(text):
            if guess.silent:
                self._note_echo(echo)
                self._resume()
            guess.report_end_of_turn(EndOfTurnEstimate())
            return
        command = self._voice_command(text)
        if command in STEP and (self._turn_taking.under_way or self._commands.music_sounds):
            guess.report_end_of_turn(EndOfTurnEstimate(WHOLE))
            return
        self._interrupt()
        self._dependencies.emit(Partial(t=self._dependencies.clock(), text=text))
        if not guess.silent:
            if not self.interview.active:
                self._dependencies.answering.prefill_line(text, self._turn_taking.conversation)
            guess.report_end_of_turn(EndOfTurnEstimate())
        elif self.interview.active:
            whole = self.interview.is_whole(text)
            guess.report_end_of_turn(EndOfTurnEstimate(WHOLE if whole else None, asks_patience(text)))
        elif command is not None:
            guess.report_end_of_turn(EndOfTurnEstimate(WHOLE))
        else:
            marks = {"pause": guess.asked_at, "heard": time.monotonic()}
            self._turn_taking.begin_preemptive_reply(clean(text), self._judging(guess, text), marks)

    def ear_away(self) -> None:
        """What was said will be transcribed once the ear has started again: say so."""
        self._turn_taking.say_alone(self._dependencies.answering.outages.begin(Outage.EAR_WAKING))

    def final_transcript(self, said: FinalTranscript) -> None:
        """Commit the words of a whole utterance as a line, or obey or ignore them."""
        self._dependencies.status.set("hearing", False)
        try:
            if said.failure:
                self._fail(said, Outage.EAR, said.failure)
            elif said.foreign and self._should_have_words(said):
                self._fail(said, Outage.LANGUAGE, NOT_ENGLISH)
            elif any(letter.isalnum() for letter in said.text):
                understood = (Outage.EAR, Outage.EAR_WAKING, Outage.WORDS, Outage.LANGUAGE)
                self._dependencies.answering.outages.end(*understood)
                self._take(said)
            elif self._should_have_words(said):
                self._fail(said, Outage.WORDS, NO_WORDS)
        finally:
            self._turn_taking.drop_preemptive_reply()
            self._broke_in = self._echo_noted = False
            self._resume()
            self._dependencies.pace.end(("utterance", said.number))

    def _fail(self, said: FinalTranscript, outage: Outage, sentence: str) -> None:
        """Tell why nothing came of what was said."""
        aloud = self._dependencies.answering.outages.begin(outage)
        self._turn_taking.fail_line(sentence, aloud, _marks(said))

    def _should_have_words(self, said: FinalTranscript) -> bool:
        """Whether this was speech to her, and not a noise, nor an echo of hers, nor somebody else's conversation."""
        return said.end - said.start >= SPEECH_S and not (said.overlapping or said.continues or self.addressing.by_name)

    def _take(self, said: FinalTranscript) -> None:
        if self._is_echo(said):
            self._note_echo(True)
            return
        text = self._meant_for_her(said.text)
        if text is None or self._is_backchannel(text):
            return
        command = self._voice_command(text)
        try:
            sounds = self._turn_taking.under_way or self._commands.music_sounds
            if command is not None and sounds and self._commands.adjust(command):
                return
        except CompanionError as error:
            self._fail(said, Outage.DEED, str(error))
            return
        self._commit(said, text, None if command is None else partial(self._commands.obey, command))

    def _commit(self, said: FinalTranscript, text: str, obey: Callable[[AssistantTurn], None] | None) -> None:
        heard = Heard(t=self._dependencies.clock(), text=clean(text), start=said.start, end=said.end)
        try:
            self._turn_taking.commit_line(heard, _marks(said), answer=not said.continues, obey=obey)
        except CompanionError as error:
            self._fail(said, Outage.MEMORY, str(error))
        else:
            self._dependencies.answering.outages.end(Outage.MEMORY)

    def _judging(self, guess: InterimTranscript, text: str) -> Callable[[EndOfTurnEstimate], None]:
        """Combine the LLM's end-of-turn estimate with what the words alone tell."""
        patient, open_ended = asks_patience(text, self.addressing.her_name), trails_off(text)

        def judge(judgement: EndOfTurnEstimate) -> None:
            finished = judgement.finished
            if open_ended:
                finished = TRAILING if finished is None else finished / 2
            guess.report_end_of_turn(EndOfTurnEstimate(finished, patient))

        return judge

    def _meant_for_her(self, text: str) -> str | None:
        """The line if it is hers to answer, else None."""
        if not text.strip():
            return None
        if not self.addressing.by_name or (self._turn_taking.rings and ends_ringing(text)):
            return text
        rest = addressed(text, self.addressing.her_name)
        return text if rest == "" else rest

    def _is_echo(self, said: InterimTranscript | FinalTranscript) -> bool:
        """Whether these are her own words, left in the microphone by the echo canceller."""
        if not said.overlapping:
            return False
        new = said.overlapping is Overlapping.ROOM_NEW
        return self.interview.opening or echoes(said.text, self._turn_taking.last_reply, new)

    def _note_echo(self, echo: bool) -> None:
        """Count once what was heard since the last pause, if it was her."""
        if echo and not self._echo_noted:
            self._echo_noted = True
            self.hearing_herself.stopped_in_vain()

    def _is_backchannel(self, text: str) -> bool:
        """Whether this is a backchannel: "mm-hm" while she is speaking or thinking.

        While an alarm rings, a word or two that no alarm is told are what the ear makes of its sound.
        """
        if self._turn_taking.rings:
            return len(text.split()) < LEAST_OVER_RINGING and not ends_ringing(text)
        return self._turn_taking.under_way and is_backchannel(text)

    def _voice_command(self, text: str) -> VoiceCommand | None:
        """The voice command in these words; "stop" counts only while she speaks or plays, or when it interrupted her.

        While only her piano sounds, “faster” and “again” are about the piece.
        """
        command = voice_command(text, self.addressing.her_name)
        speaks, plays = self._broke_in or self._turn_taking.under_way, self._commands.music_sounds
        if command is VoiceCommand.STOP and not (speaks or plays):
            return None
        if command in _ANSWERS and self.interview.active:
            return None
        return command if speaks or not plays or command in _OVER_MUSIC else None

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
    """Moments of `time.monotonic`: the speech ended, its end was decided, it was transcribed."""
    speech_end = said.decided_at - (said.decided - said.end)
    return {"speech_end": speech_end, "endpoint": said.decided_at, "heard": time.monotonic()}


def addressing(settings: Settings) -> AddressingMode:
    """Which spoken lines are hers to answer."""
    return AddressingMode(settings.her_name, by_name=settings.mode == "name")
