"""Turns microphone samples into reports of onsets, pauses, utterances and transcripts, on a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from companion.audio.devices import RATE, Samples
from companion.hearing.device_clock import DeviceClock
from companion.hearing.double_talk import DoubleTalkDetector
from companion.hearing.ear_signal import EarSignal
from companion.hearing.endpointing import Endpointer, SilenceThreshold
from companion.hearing.interfaces import HearingListeners, HearingModels, ListeningOptions
from companion.hearing.messages import (
    AudibleChanged,
    AudioChunk,
    DevicesChanged,
    HearingMessage,
    Mute,
    MuteReason,
    ProsodyEstimate,
    TalkKeyMoved,
    WordsEstimate,
)
from companion.hearing.meter import LevelMeter, SilenceAlarm
from companion.hearing.muting import MuteChange, Muting
from companion.hearing.overlap import Overlap
from companion.hearing.prosody import ProsodyEstimator
from companion.hearing.push_to_talk import TalkKey
from companion.hearing.segmenter import Segmenter, SegmenterRules
from companion.hearing.speech_tracker import SpeechTracker
from companion.hearing.transcriber import Transcriber, TranscriptListeners

log = logging.getLogger(__name__)

NOTHING_HELD = "I heard nobody speak while the key was held; hold it until you have finished, close to the microphone."
LATE_S = 1.5
"""Seconds of sound that may wait for the detector before the user is told."""
LATE = (
    "I can't keep up with listening because this computer is busy; close something, or wait a moment and say it again."
)


class Hearing:
    """Full duplex: listens while she speaks, and ends a turn by its words, its prosody and the silence after it."""

    def __init__(
        self,
        models: HearingModels,
        listeners: HearingListeners,
        options: ListeningOptions | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock`: seconds; it relates what is played to what is captured."""
        self._models, self._listeners, self._options = models, listeners, options or ListeningOptions()
        self._clock, self._device_clock = clock, DeviceClock()
        rules = SegmenterRules(silence_ms=max(self._options.silence_ms, models.rules.patient_ms))
        self._segmenter = Segmenter(models.detector, rules, self._watch_frame)
        self._transcriber = Transcriber(
            models.stt,
            TranscriptListeners(listeners.utterance, listeners.final_transcript, listeners.interim_transcript),
        )
        self._queue: queue.SimpleQueue[HearingMessage] = queue.SimpleQueue()
        self._prosody = (
            None
            if models.prosody_model is None
            else ProsodyEstimator(models.prosody_model, self._queue_prosody_estimate)
        )
        threshold = SilenceThreshold(replace(models.rules, longest_ms=self._options.silence_ms))
        self._endpointer = Endpointer(threshold, self._prosody.ask if self._prosody else None)
        detector = models.overlap_detector
        self._overlap = Overlap(None if detector is None else DoubleTalkDetector(detector))
        self._ear_signal = EarSignal()
        self._speech = SpeechTracker(
            self._segmenter, self._overlap, self._endpointer, self._transcriber, listeners, self._queue.put
        )
        self._meter, self._silence_alarm = LevelMeter(), SilenceAlarm()
        self._muting = Muting(self._options.tail_ms, key_released=self._options.push_to_talk)
        self._talk_key, self._before_key = TalkKey(self._options.release_ms), 0
        self._lock = threading.Lock()
        self._arrived = self._waiting = self._overflows = 0
        """Samples captured, samples in the queue, and chunks lost; guarded by the lock."""
        self._sounds = self._deaf = False
        """Whether she is audible, and whether nothing is heard meanwhile; used by the thread that calls `sounding`."""
        self._deaf_until = 0.0
        self._late = False
        """Whether it has been told that too many wait; guarded by the lock."""
        self._thread: threading.Thread | None = None
        self._next_start = self._at = 0
        """Where the next chunk should begin, and how far this thread has come, on the microphone's clock."""

    @property
    def overflows(self) -> int:
        """Chunks lost because the detector could not keep up."""
        return self._overflows

    def open(self) -> None:
        """Load the detectors and start the threads; raises ModelError."""
        self._models.detector.open()
        if self._models.overlap_detector is not None:
            self._models.overlap_detector.open()
        if self._prosody is not None:
            self._prosody.open()
        self._transcriber.open()
        self._thread = threading.Thread(target=self._run, name="hearing", daemon=True)
        self._thread.start()

    def hear(self, samples: Samples) -> None:
        """Queue samples from the microphone: mono, 16 kHz, any length. Never waits; from any one thread."""
        with self._lock:
            start = self._arrived
            self._arrived += len(samples)
            self._device_clock.arrived(self._arrived, self._clock())
            lost = self._waiting > self._options.backlog_s * RATE
            self._overflows += lost
            late = self._waiting > LATE_S * RATE and not self._late
            self._late |= late
            self._waiting += 0 if lost else len(samples)
        if late and self._thread is not None:
            self._listeners.notify(LATE)
        if not lost:
            self._queue.put(AudioChunk(samples, start))

    def played(self, samples: Samples, rate: int, delay_s: float) -> None:
        """Note what the loudspeaker is given, audible in `delay_s` seconds; on the thread that gives it. Never waits."""
        if self._models.echo is not None:
            with self._lock:
                now = self._device_clock.at(self._clock())
            self._models.echo.played(samples, rate, now + round(delay_s * RATE))

    def sounding(self, on: bool, listens: bool = False) -> None:
        """She becomes audible, or has stopped; `listens`: in half duplex, too, she listens to what is said meanwhile."""
        if on and not self._sounds:
            self._deaf = self._options.half_duplex or self._clock() < self._deaf_until
        self._sounds = on
        mute = Mute(MuteReason.HALF_DUPLEX, on and not listens)
        self._queue.put(mute if self._deaf else AudibleChanged(on))

    def half_duplex_for(self, seconds: float) -> None:
        """Listen in half duplex for a while, from the next time she becomes audible; another device ends it. Any thread."""
        self._deaf_until = self._clock() + seconds

    def wait_at_least(self, silence_ms: int) -> None:
        """From now on end no turn before so much silence; 0: as usual."""
        self._endpointer.least_ms = silence_ms

    def talk(self, on: bool) -> None:
        """The push-to-talk key was pressed (True) or released."""
        self._queue.put(TalkKeyMoved(on))

    def pause(self) -> None:
        """Stop listening: the user closed the microphone."""
        self._queue.put(Mute(MuteReason.CLOSED, True))

    def resume(self) -> None:
        """Listen again: the user opened the microphone."""
        self._queue.put(Mute(MuteReason.CLOSED, False))

    def devices_changed(self) -> None:
        """Another microphone or loudspeaker is in use now: learn the echo anew."""
        self._deaf_until = 0.0
        self._queue.put(DevicesChanged())

    def close(self) -> None:
        """Stop; utterances not yet transcribed are dropped. May be called twice, but not by a listener."""
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
                self._handle(message)
            except Exception:  # the outermost loop: a fault of ours closes the microphone, not the program
                log.exception("hearing failed")
                self._muting.apply(Mute(MuteReason.CLOSED, True))
                self._listeners.notify(
                    "Listening stopped because of a fault in this program; open the microphone again."
                )
                self._listeners.broke()

    def _handle(self, message: HearingMessage) -> None:
        if isinstance(message, AudioChunk):
            self._handle_chunk(message)
        elif isinstance(message, Mute):
            self._mute(message)
        elif isinstance(message, AudibleChanged):
            self._overlap.set_audible(message.on, self._at)
        elif isinstance(message, DevicesChanged):
            self._overlap.devices_changed()
            if self._models.echo is not None:
                self._models.echo.reset()
        elif isinstance(message, TalkKeyMoved):
            self._move_talk_key(message.on)
        elif isinstance(message, WordsEstimate):
            self._speech.add_words_estimate(message)
        elif isinstance(message, ProsodyEstimate):
            self._endpointer.add_sound_estimate(message.number, message.probability)

    def _handle_chunk(self, chunk: AudioChunk) -> None:
        with self._lock:
            self._waiting -= len(chunk.samples)
            self._late &= self._waiting > RATE // 2
        try:
            if not self._muting.is_muted:
                self._listen(chunk)
            elif not self._muting.is_muted_by(MuteReason.CLOSED) and self._options.push_to_talk:
                self._without_echo(
                    chunk, report=False
                )  # nothing is kept, but the echo path is known when the key is pressed
        finally:
            self._listeners.listened(chunk.start + len(chunk.samples))

    def _listen(self, chunk: AudioChunk) -> None:
        if self._silence_alarm.feed(chunk.samples):
            name = f" “{self._options.microphone}”" if self._options.microphone else ""
            self._listeners.notify(
                f"The microphone{name} gives only silence; switch it on, allow its use, or choose another."
            )
        samples, heard = self._without_echo(chunk)
        for level in self._meter.feed(samples):
            self._listeners.level(level)
        skipped = self._muting.skip(len(samples))
        if skipped or chunk.start != self._next_start:
            self._at = chunk.start + skipped
            self._speech.report(self._segmenter.reset(self._at))
        self._next_start = chunk.start + len(chunk.samples)
        size = self._models.detector.frame
        for at in range(skipped, len(samples), size):
            self._follow(samples[at : at + size], heard[at : at + size])

    def _follow(self, samples: Samples, heard: Samples) -> None:
        """Segment at most one frame, and end the utterance when it is over with it."""
        self._at += len(samples)
        self._speech.report(self._segmenter.feed(samples, heard))
        self._speech.report_onset()
        silence = self._segmenter.silence_ms
        if self._talk_key.take_end(self._at):
            self._speech.report(self._segmenter.finish())
            self._mute(Mute(MuteReason.KEY_RELEASED, True))
            if self._transcriber.queued == self._before_key:
                self._listeners.notify(NOTHING_HELD)
        elif silence is not None and not self._options.push_to_talk and self._is_over(silence):
            self._speech.report(self._segmenter.finish())
        elif not self._options.push_to_talk and self._speech.stopped_in_vain(self._at):
            self._speech.take_back_stop(self._at)

    def _is_over(self, silence_ms: int) -> bool:
        return self._endpointer.is_over(silence_ms, lambda: self._segmenter.latest_samples(8 * RATE))

    def _without_echo(self, chunk: AudioChunk, report: bool = True) -> tuple[Samples, Samples]:
        """The microphone's samples without her voice, for detection and for the ear; reports double talk on the way."""
        if self._models.echo is None:
            return chunk.samples, chunk.samples
        samples = self._models.echo.clean(chunk.samples, chunk.start)
        if self._models.overlap_detector is None:
            return samples, samples
        end = chunk.start + len(chunk.samples)
        found = list(self._overlap.detect(*self._models.echo.heard, end, samples))
        heard = self._ear_signal.feed(samples, *self._overlap.near_end)
        for barge in found if report else ():
            self._speech.report_barge(barge, self._at, partial(self._ear_signal.renewed, ago=len(samples)))
        return samples, heard

    def _watch_frame(self, frame: Samples, likely: float) -> float:
        """Look for a barge-in in each frame, before the segmenter uses it; returns the probability that it is speech."""
        echo = 0.0 if self._models.echo is None else self._models.echo.likely_echo
        barge = self._overlap.add_frame(frame, likely, self._at, echo)
        self._speech.report_barge(barge, self._at)
        return self._overlap.likely_speech(likely)

    def _queue_prosody_estimate(self, number: int, probability: float) -> None:
        """On the prosody estimator's thread."""
        self._queue.put(ProsodyEstimate(number, probability))

    def _move_talk_key(self, pressed: bool) -> None:
        if not self._options.push_to_talk:
            return
        if pressed:
            self._talk_key.press()
            silencing = self._overlap.began_over(self._at)  # who presses it only to stop her has nothing to say
            self._before_key = -1 if silencing else self._transcriber.queued
            self._speech.stop_for_talk_key(self._at)
            self._mute(Mute(MuteReason.KEY_RELEASED, False))
        elif not self._muting.is_muted_by(MuteReason.KEY_RELEASED):
            self._talk_key.release(self._at)

    def _mute(self, message: Mute) -> None:
        change = self._muting.apply(message)
        if change is MuteChange.MUTED:
            self._speech.report(self._segmenter.reset(self._at))
            self._speech.take_back_stop(self._at)
            self._listeners.level(0.0)
        elif change is MuteChange.UNMUTED:
            self._next_start = -1  # wherever the next chunk begins, nothing before it belongs to it
            self._silence_alarm.reset()
