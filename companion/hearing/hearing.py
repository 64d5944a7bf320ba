"""The stage between the microphone and the mind: samples in, reports of onsets, pauses, utterances and transcripts out."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from companion.audio.devices import RATE, Samples
from companion.hearing.barge_in import Barge
from companion.hearing.device_clock import DeviceClock
from companion.hearing.double_talk import DoubleTalkDetector
from companion.hearing.endpointing import Endpointing
from companion.hearing.interfaces import HearingListeners, HearingModels, ListeningOptions
from companion.hearing.messages import (
    AudioChunk,
    DevicesChanged,
    HearingMessage,
    HerVoice,
    Mute,
    MuteReason,
    ProsodyEstimate,
    PushToTalk,
    WordsEstimate,
)
from companion.hearing.meter import DeadLine, LevelMeter
from companion.hearing.overlap import Overlap
from companion.hearing.prosody import Prosody
from companion.hearing.segmenter import (
    MILLISECOND,
    Dropped,
    Onset,
    Pause,
    Rules,
    Segmenter,
    SegmenterEvent,
    SpeechResumed,
    Utterance,
)
from companion.hearing.transcriber import Transcriber, TranscriptListeners
from companion.hearing.transcripts import EndOfTurnEstimate
from companion.hearing.turn_end import TurnEnd

log = logging.getLogger(__name__)

PATIENCE = 300 * MILLISECOND
"""Samples within which what stopped her must have become speech: the segmenter forgets what flickers after 250 ms."""


class Hearing:
    """Full duplex: listens while she speaks, and ends a turn when what was said, how, and the silence say so."""

    def __init__(
        self,
        ears: HearingModels,
        reports: HearingListeners,
        habits: ListeningOptions | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock`: seconds, by which sound that leaves finds its place in sound that arrives."""
        self._ears, self._reports, self._clock, self._ticking = ears, reports, clock, DeviceClock()
        self._habits = habits or ListeningOptions()
        rules = Rules(silence_ms=max(self._habits.silence_ms, ears.rules.patient_ms))
        self._segmenter = Segmenter(ears.detector, rules, self._watch)
        self._transcriber = Transcriber(
            ears.stt, TranscriptListeners(reports.utterance, reports.final_transcript, reports.interim_transcript)
        )
        self._queue: queue.SimpleQueue[HearingMessage] = queue.SimpleQueue()
        self._prosody = None if ears.turn_model is None else Prosody(ears.turn_model, self._sounded)
        endpointing = Endpointing(replace(ears.rules, longest_ms=self._habits.silence_ms))
        self._end = TurnEnd(endpointing, self._prosody.ask if self._prosody else None)
        self._over_her = Overlap(None if ears.overlap_detector is None else DoubleTalkDetector(ears.overlap_detector))
        self._meter, self._dead_line = LevelMeter(), DeadLine()
        self._lock = threading.Lock()
        self._arrived = self._waiting = self._overflows = 0
        self._thread: threading.Thread | None = None
        self._deaf: set[MuteReason] = {MuteReason.NOT_PUSHED} if self._habits.push_to_talk else set()
        self._next = self._tail = self._at = 0
        self._told = self._began_over_her = False
        self._awaited = 0
        """The pause whose judgement is awaited; 0 for none."""
        self._release_at: int | None = None
        self._stopped_at: int | None = None
        """Where she was stopped for somebody of whom no speech has been told yet; None when there is nobody like that."""

    @property
    def overflows(self) -> int:
        """Pieces lost because the detector could not keep up."""
        return self._overflows

    def open(self) -> None:
        """Load the detectors and begin; raises ModelError."""
        self._ears.detector.open()
        if self._ears.overlap_detector is not None:
            self._ears.overlap_detector.open()
        if self._prosody is not None:
            self._prosody.open()
        self._transcriber.open()
        self._thread = threading.Thread(target=self._run, name="hearing", daemon=True)
        self._thread.start()

    def hear(self, samples: Samples) -> None:
        """Take samples from the microphone: mono, 16 kHz, any length. Never waits; any one thread."""
        with self._lock:
            start = self._arrived
            self._arrived += len(samples)
            self._ticking.arrived(self._arrived, self._clock())
            if self._waiting > self._habits.backlog_s * RATE:
                self._overflows += 1
                return
            self._waiting += len(samples)
        self._queue.put(AudioChunk(samples, start))

    def played(self, samples: Samples, rate: int, delay_s: float) -> None:
        """Take what the loudspeaker is given, audible from `delay_s` on; on the thread that gives it. Never waits."""
        if self._ears.echo is not None:
            with self._lock:
                now = self._ticking.at(self._clock())
            self._ears.echo.played(samples, rate, now + round(delay_s * RATE))

    def sounding(self, on: bool) -> None:
        """She becomes audible, or has stopped."""
        self._queue.put(Mute(MuteReason.SHE_SPEAKS, on) if self._habits.half_duplex else HerVoice(on))

    def talk(self, on: bool) -> None:
        """The key to talk is pressed, or released: push to talk."""
        self._queue.put(PushToTalk(on))

    def pause(self) -> None:
        """The user closed the microphone."""
        self._queue.put(Mute(MuteReason.PAUSED, True))

    def resume(self) -> None:
        """The user opened the microphone."""
        self._queue.put(Mute(MuteReason.PAUSED, False))

    def devices_changed(self) -> None:
        """What comes and goes is another microphone or loudspeaker now."""
        self._queue.put(DevicesChanged())

    def close(self) -> None:
        """End; utterances not yet recognised are forgotten. May be called twice, but not from a report."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._transcriber.close()
        if self._prosody is not None:
            self._prosody.close()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            try:
                self._deal_with(message)
            except Exception:  # the outermost loop: a fault of ours closes the ear, not the program
                log.exception("hearing failed")
                self._deaf.add(MuteReason.PAUSED)
                self._reports.notify("Listening stopped because of a fault in this program; open the microphone again.")

    def _deal_with(self, message: HearingMessage) -> None:
        if isinstance(message, AudioChunk):
            self._take(message)
        elif isinstance(message, Mute):
            self._deafen(message)
        elif isinstance(message, HerVoice):
            self._over_her.sounding(message.on, self._at)
        elif isinstance(message, DevicesChanged):
            self._over_her.devices_changed()
            if self._ears.echo is not None:
                self._ears.echo.reset()
        elif isinstance(message, PushToTalk):
            self._talk(message.on)
        elif isinstance(message, WordsEstimate):
            self._end.judged(message.number, message.judgement)
            self._await(0 if message.number == self._awaited else self._awaited)
        elif isinstance(message, ProsodyEstimate):
            self._end.sounded(message.number, message.probability)

    def _take(self, piece: AudioChunk) -> None:
        with self._lock:
            self._waiting -= len(piece.samples)
        try:
            if not self._deaf:
                self._listen(piece)
        finally:
            self._reports.listened(piece.start + len(piece.samples))

    def _listen(self, piece: AudioChunk) -> None:
        if self._dead_line.feed(piece.samples):
            name = f" “{self._habits.microphone}”" if self._habits.microphone else ""
            self._reports.notify(
                f"The microphone{name} gives only silence; switch it on, allow its use, or choose another."
            )
        samples = self._cleaned(piece)
        for level in self._meter.feed(samples):
            self._reports.level(level)
        skipped = min(self._tail, len(samples))
        self._tail -= skipped
        if skipped or piece.start != self._next:
            self._at = piece.start + skipped
            self._report(self._segmenter.reset(self._at))
        self._next = piece.start + len(piece.samples)
        size = self._ears.detector.frame
        for at in range(skipped, len(samples), size):
            self._follow(samples[at : at + size])

    def _follow(self, samples: Samples) -> None:
        """At most a frame: what it adds, and whether the turn is over with it."""
        self._at += len(samples)
        self._report(self._segmenter.feed(samples))
        self._tell_onset()
        silence = self._segmenter.silence_ms
        if self._release_at is not None and self._at >= self._release_at:
            self._let_go()
        elif silence is not None and not self._habits.push_to_talk and self._is_over(silence):
            self._report(self._segmenter.finish())
        elif self._stopped_in_vain():
            self._take_back()

    def _is_over(self, silence_ms: int) -> bool:
        return self._end.over(silence_ms, lambda: self._segmenter.sound(8 * RATE))

    def _cleaned(self, piece: AudioChunk) -> Samples:
        """The microphone's samples without her voice."""
        if self._ears.echo is None:
            return piece.samples
        samples = self._ears.echo.clean(piece.samples, piece.start)
        if self._ears.overlap_detector is not None:
            for found in self._over_her.overhear(*self._ears.echo.heard, piece.start + len(piece.samples), samples):
                self._barge(found)
        return samples

    def _watch(self, frame: Samples, likely: float) -> None:
        """Each frame, before the segmenter makes something of it."""
        echo = 0.0 if self._ears.echo is None else self._ears.echo.likely_echo
        self._barge(self._over_her.frame(frame, likely, self._at, echo))

    def _barge(self, found: Barge) -> None:
        if found is Barge.STOP and not self._told:
            self._stopped_at = self._at
        if found is not Barge.NOTHING:
            self._reports.barge(found)

    def _stopped_in_vain(self) -> bool:
        if self._stopped_at is None or self._habits.push_to_talk:
            return False
        return self._at >= self._stopped_at + PATIENCE and self._segmenter.start is None

    def _take_back(self) -> None:
        """She was stopped, and no speech came of it: or she would be silent for ever."""
        self._stopped_at = None
        self._reports.dropped(self._at / RATE)

    def _tell_onset(self) -> None:
        start = self._segmenter.start
        if start is not None and not self._told and self._over_her.counts(start, self._segmenter.end):
            self._told, self._stopped_at = True, None
            self._began_over_her = self._over_her.began_over(start)
            self._reports.onset(start / RATE)

    def _report(self, found: Iterable[SegmenterEvent]) -> None:
        for one in found:
            if isinstance(one, Onset):
                self._tell_onset()
            elif isinstance(one, Pause):
                self._guess(one)
            elif isinstance(one, SpeechResumed):
                self._go_on(one)
            else:
                self._end_utterance(one)

    def _guess(self, pause: Pause) -> None:
        if not self._told:
            return
        number = self._end.begin()
        if pause.silent:
            self._await(number)
        self._transcriber.guess(pause, partial(self._judge, number), self._began_over_her)

    def _judge(self, number: int, judgement: EndOfTurnEstimate) -> None:
        """On any thread."""
        self._queue.put(WordsEstimate(number, judgement))

    def _sounded(self, number: int, probability: float) -> None:
        """On prosody's thread."""
        self._queue.put(ProsodyEstimate(number, probability))

    def _go_on(self, resumed: SpeechResumed) -> None:
        self._end.went_on(resumed.pause)
        self._await(0)
        if self._told:
            self._reports.speech_resumed()

    def _end_utterance(self, one: Utterance | Dropped) -> None:
        told, self._told = self._told, isinstance(one, Utterance) and one.continues and self._told
        self._end.begin()
        if told and isinstance(one, Utterance):
            self._transcriber.take(one, self._began_over_her)
        elif told:
            self._reports.dropped(one.end / RATE)
        self._await(0)

    def _await(self, number: int) -> None:
        before, self._awaited = self._awaited, number
        if before and before != number:
            self._reports.waits(before, False)
        if number and before != number:
            self._reports.waits(number, True)

    def _talk(self, on: bool) -> None:
        if not self._habits.push_to_talk:
            return
        if on:
            self._release_at = None
            self._stopped_at = None if self._told else self._at
            self._reports.barge(Barge.STOP)
            self._deafen(Mute(MuteReason.NOT_PUSHED, False))
        elif MuteReason.NOT_PUSHED not in self._deaf:
            self._release_at = self._at + self._habits.release_ms * MILLISECOND

    def _let_go(self) -> None:
        self._release_at = None
        self._report(self._segmenter.finish())
        self._deafen(Mute(MuteReason.NOT_PUSHED, True))

    def _deafen(self, message: Mute) -> None:
        before = bool(self._deaf)
        (self._deaf.add if message.deaf else self._deaf.discard)(message.because)
        if self._deaf and not before:
            self._report(self._segmenter.reset(self._at))
            if self._stopped_at is not None:
                self._take_back()
            self._reports.level(0.0)
        elif before and not self._deaf:
            self._tail = self._habits.tail_ms * MILLISECOND if message.because is MuteReason.SHE_SPEAKS else 0
            self._next = -1  # wherever the next piece begins, nothing before it belongs to it
            self._dead_line.reset()
