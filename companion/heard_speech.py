"""Passes what hearing reports to all who must know: pacing, her piano, the interview, spoken input."""

from __future__ import annotations

from collections.abc import Callable

from companion.dialogue.attending import Attending
from companion.dialogue.speech_input import SpeechInput
from companion.dialogue.turn_taking import Pace
from companion.hearing import Barge, FinalTranscript, HearingListeners
from companion.initiation.answer_sounds import AnswerSounds
from companion.speaking.piece_player import PiecePlayer
from companion.stage_needs import Devices, EngineSide


class HeardSpeech:
    """Called on hearing's threads; nothing here waits."""

    def __init__(
        self,
        pace: Pace,
        speech: SpeechInput,
        player: PiecePlayer,
        answers: AnswerSounds,
        ear_restarts: Callable[[], bool],
    ) -> None:
        """`ear_restarts`: whether the recogniser died and is being started again."""
        self._pace, self._speech, self._player = pace, speech, player
        self._answers, self._ear_restarts = answers, ear_restarts

    def listeners(
        self, engine: EngineSide, devices: Devices, attending: Attending, broke: Callable[[], None]
    ) -> HearingListeners:
        """What hearing reports to; `broke`: when it can't listen any more."""
        pacing, pace = devices.pacing, self._pace
        return HearingListeners(
            onset=self._onset,
            dropped=self._dropped,
            sound=attending.attention.hear,
            interim_transcript=attending.before_interim(self._speech.interim_transcript),
            speech_resumed=self._speech.speech_resumed,
            utterance=self._utterance,
            final_transcript=self._final_transcript,
            barge=self._barge,
            waits=lambda number, on: (pace.begin if on else pace.end)(("pause", number)),
            level=lambda level: engine.level("you", level),
            listened=pacing.listened if pacing else lambda _samples: None,
            notify=engine.notify,
            broke=broke,
        )

    def _onset(self, at: float) -> None:
        self._pace.in_utterance(True)
        self._player.step_back("you", True)
        self._speech.onset(at)

    def _dropped(self, at: float) -> None:
        self._pace.in_utterance(False)
        self._player.step_back("you", False)
        self._speech.dropped(at)

    def _barge(self, found: Barge) -> None:
        self._player.step_back("you", found is not Barge.RELEASE)
        self._speech.barge(found)

    def _final_transcript(self, said: FinalTranscript) -> None:
        self._answers.heard(said)
        self._speech.final_transcript(said)
        self._player.step_back("you", False)

    def _utterance(self, number: int) -> None:
        self._pace.begin(("utterance", number))
        self._pace.in_utterance(False)
        if self._ear_restarts():
            self._speech.ear_away()
