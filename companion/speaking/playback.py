"""Plays the clips of replies and reports what was really heard: the only place that knows what is audible."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from companion.audio.devices import AudioOutput
from companion.errors import KNOWN
from companion.events import Held, Resumed, Spoken
from companion.speaking.playback_listeners import PlaybackListeners
from companion.speaking.playback_messages import (
    Commit,
    Interrupt,
    Loudness,
    PausePlayback,
    PlaybackMessage,
    Played,
    Replay,
    RunInTurn,
)
from companion.speaking.queued_clip import QueuedClip, last_sentence, resampled
from companion.speaking.synthesis import Clip, Finish
from companion.turns.reply import AssistantTurn
from companion.turns.turn_metrics import interrupted, turn_done

log = logging.getLogger(__name__)

DUCKED = 0.2
"""Her loudness while it is not clear whether somebody speaks over her."""
LONG_SILENCE_S = 2.5
"""After so long without a sentence she is not speaking any more, but writing a letter, say."""


class Playback:
    """The last stage. Its one thread owns the clips in the loudspeaker and what of them was heard."""

    def __init__(self, output: AudioOutput | None, listeners: PlaybackListeners) -> None:
        """Without an output, sentences count as heard when they are shown."""
        self._output, self._listeners = output, listeners
        self._queue: queue.SimpleQueue[PlaybackMessage] = queue.SimpleQueue()
        self._preemptive: list[Clip | Finish] = []
        """Of a preemptive reply: kept until it is committed."""
        self._clips: deque[QueuedClip] = deque()
        self._finishing: list[AssistantTurn] = []
        """Replies of which nothing more comes, until their clips have been played."""
        self._ended: set[int] = set()
        """Numbers of the turns that are over."""
        self._played, self._audible, self._paused = 0, False, False
        self._volume, self._ducked = 1.0, False
        self._heard: tuple[Clip, ...] = ()
        """What was audible of the reply begun last."""
        self._unheard: tuple[Clip, ...] = ()
        """What was still to come when she was interrupted last, beginning with the clip that was cut."""
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)

    def open(self) -> None:
        """Start the thread and open the loudspeaker."""
        self._thread.start()
        if self._output is not None:
            self._output.start(lambda samples: self._queue.put(Played(samples)), self._listeners.notify)

    def queue_clip(self, item: Clip | Finish) -> None:
        """Queue a clip, or the end of a reply; of a preemptive reply it is kept until `commit`."""
        self._queue.put(item)

    def commit(self, reply: AssistantTurn) -> None:
        """The line that `reply` answers is certain: play what there is of it."""
        self._queue.put(Commit(reply))

    def interrupt(self, reply: AssistantTurn) -> None:
        """`reply` was cancelled: be silent, and keep what was heard of it."""
        self._queue.put(Interrupt(reply))

    def pause(self) -> None:
        """Be silent until `resume`, and keep the place."""
        self._queue.put(PausePlayback(True))

    def resume(self) -> None:
        """Go on from the beginning of the word in which she was paused; does nothing if she was not."""
        self._queue.put(PausePlayback(False))
        self.duck(False)

    def duck(self, on: bool) -> None:
        """Speak softer, or as loud as before."""
        self._queue.put(Loudness(ducked=on))

    def set_volume(self, level: float) -> None:
        """Set how loud she is from now on, 0…1."""
        self._queue.put(Loudness(volume=level))

    def replay(self, reply: AssistantTurn, from_start: bool, otherwise: Callable[[AssistantTurn], None]) -> None:
        """Say the last sentence heard again, or (not `from_start`) what was cut off; `otherwise(reply)` if there is none."""
        self._queue.put(Replay(reply, from_start, otherwise))

    def run_after_queued(self, do: Callable[[], None]) -> None:
        """Call `do` when everything queued so far is done: what was heard of an interrupted reply is in memory then."""
        self._queue.put(RunInTurn(do))

    def close(self) -> None:
        """Stop; a reply under way should have been interrupted before."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        if self._output is not None:
            self._output.stop()

    def _run(self) -> None:
        while (message := self._next()) is not None:
            try:
                self._handle(message)
            except KNOWN as error:
                self._listeners.notify(str(error))
            except Exception:
                log.exception("playback failed")
                self._listeners.notify(
                    "Her reply could not be kept because of a fault in this program; the log says more."
                )

    def _next(self) -> PlaybackMessage | None:
        try:
            return self._queue.get(timeout=LONG_SILENCE_S if self._audible and not self._clips else None)
        except queue.Empty:
            self._set_audible(False)
            return self._queue.get()

    def _handle(self, message: PlaybackMessage) -> None:
        if isinstance(message, Played):
            self._played = max(self._played, message.samples)
        elif isinstance(message, Clip | Finish):
            self._accept_or_keep(message)
        elif isinstance(message, Commit):
            kept, self._preemptive = self._preemptive, []
            self._accept(item for item in kept if item.reply is message.reply)
        elif isinstance(message, Interrupt):
            self._interrupt(message.reply)
        elif isinstance(message, PausePlayback):
            (self._pause if message.on else self._resume)()
        elif isinstance(message, Loudness):
            self._change_loudness(message)
        elif isinstance(message, Replay):
            self._replay(message)
        elif isinstance(message, RunInTurn):
            message.do()
        self._update()

    def _replay(self, message: Replay) -> None:
        clips = last_sentence(self._heard) if message.from_start else self._unheard
        if clips:
            self._accept([*(replace(clip, reply=message.reply) for clip in clips), Finish(message.reply)])
        else:
            message.otherwise(message.reply)

    def _accept_or_keep(self, item: Clip | Finish) -> None:
        """Play it; but keep it if its reply is preemptive, or if others of that reply are still kept, to preserve the order."""
        if self._preemptive and self._preemptive[0].reply is not item.reply:
            self._preemptive = []
        if self._preemptive or not item.reply.committed:
            self._preemptive.append(item)
        else:
            self._accept([item])

    def _accept(self, items: Iterable[Clip | Finish]) -> None:
        for item in items:
            if item.reply.turn.number in self._ended:
                if isinstance(item, Finish) or not item.aside or item.reply.turn.cancelled:
                    continue
                # it tells of a failure at the end of a reply that was played meanwhile
                self._finishing.append(item.reply)
            if isinstance(item, Finish):
                self._finishing.append(item.reply)
            elif not item.reply.turn.cancelled:
                self._play(item)

    def _play(self, clip: Clip) -> None:
        speech = clip.speech
        if self._output is None or speech is None or not len(speech.samples):
            self._append(QueuedClip(clip, 0, 0, np.zeros(0, np.float32)))
            return
        samples = resampled(speech.samples, speech.rate, self._output.rate)
        if self._paused:
            self._append(QueuedClip(clip, 0, len(samples), samples))
            return
        self._set_audible(True)
        start = self._output.play(samples)
        self._clips.append(QueuedClip(clip, start, start + len(samples), samples))

    def _append(self, queued: QueuedClip) -> None:
        """Put a clip that is not in the loudspeaker behind the others."""
        at = self._clips[-1].end if self._clips else self._played
        self._clips.append(replace(queued, start=at, end=at + queued.end - queued.start))

    def _update(self) -> None:
        """Report what has become audible, drop what has been played, and end replies of which nothing more comes."""
        while self._clips and not self._paused:
            first = self._clips[0]
            if not first.begun and (self._played > first.start or (first.is_silent and self._played == first.start)):
                self._begin(first)
            if not first.begun or self._played < first.end:
                break
            if self._clips.popleft().clip.aside and not self._clips:
                self._set_audible(False)  # the reply itself may come much later
        self._report_level()
        if self._finishing and not self._clips:
            self._end_replies()

    def _begin(self, queued: QueuedClip) -> None:
        queued.begun, reply = True, queued.clip.reply
        reply.turn.mark("first_audio")
        same = self._heard and self._heard[-1].reply is reply
        self._heard, self._unheard = ((*self._heard, queued.clip) if same else (queued.clip,)), ()
        try:
            (reply.add_aside if queued.clip.aside else reply.add_heard)(queued.clip.text)
        except KNOWN as error:  # it is heard, even if it cannot be kept
            self._listeners.notify(str(error))
        if queued.tells:
            self._emit_timed(Spoken, queued)

    def _emit_timed(self, event: type[Spoken | Resumed], queued: QueuedClip) -> None:
        assert self._output is not None, "without a loudspeaker every clip is silent"
        now, start, end, words = queued.times(self._played, self._output.rate, self._listeners.clock())
        number, text = queued.clip.reply.turn.number, queued.clip.text
        self._listeners.emit(event(turn=number, t=now, text=text, start=start, end=end, words=words))

    def _report_level(self) -> None:
        if self._audible and self._output is not None:
            level = self._clips[0].level(self._played, self._output.rate) if self._clips else 0.0
            self._listeners.level(level)
            self._listeners.resting(bool(self._clips) and self._clips[0].rests(self._played, self._output.rate))

    def _end_replies(self) -> None:
        self._set_audible(False)
        for reply in (one for one in self._finishing if one.turn.number not in self._ended):
            self._ended.add(reply.turn.number)
            self._listeners.emit(turn_done(reply, self._listeners.clock()))
            self._listeners.turn_over(reply)
        self._finishing = []

    def _pause(self) -> None:
        if self._paused:
            return
        if self._output is not None and self._clips:
            self._played = max(self._played, self._output.flush())
            self._update()  # a clip that was heard to its end by now must not be said again
        self._paused = True
        self._set_audible(False)
        if self._clips and self._clips[0].begun and not self._clips[0].clip.is_sound:
            self._listeners.emit(Held(turn=self._clips[0].clip.reply.turn.number, t=self._listeners.clock()))

    def _resume(self) -> None:
        if not self._paused:
            return
        self._paused = False
        waiting, self._clips = list(self._clips), deque()
        for queued in waiting:
            self._play_rest(queued)
        if waiting and waiting[0].begun and waiting[0].tells:
            self._emit_timed(Resumed, self._clips[0])

    def _play_rest(self, queued: QueuedClip) -> None:
        """Play what is left of a clip, from the beginning of the word in which she was paused."""
        if self._output is None or not len(queued.samples):
            self._append(replace(queued, start=0, end=0))
            return
        skipped = queued.word_start(self._played, self._output.rate)
        self._set_audible(True)
        start = self._output.play(queued.samples[skipped:]) - skipped
        self._clips.append(replace(queued, start=start, end=start + len(queued.samples)))

    def _change_loudness(self, message: Loudness) -> None:
        self._volume = self._volume if message.volume is None else message.volume
        self._ducked = self._ducked if message.ducked is None else message.ducked and self._audible
        if self._output is not None:
            self._output.gain(self._volume * (DUCKED if self._ducked else 1.0))

    def _interrupt(self, reply: AssistantTurn) -> None:
        self._paused = False
        if reply.turn.number in self._ended:
            return
        self._ended.add(reply.turn.number)
        self._finishing = [other for other in self._finishing if other is not reply]
        if self._output is not None and self._clips and self._audible:
            self._played = max(self._played, self._output.flush())
        begun = [one for one in self._clips if one.begun and one.clip.reply is reply and not one.clip.aside]
        self._unheard = tuple(one.clip for one in self._clips if one.clip.reply is reply and not one.clip.is_sound)
        self._clips.clear()
        try:
            rate = self._output.rate if self._output is not None else 1  # without a loudspeaker every clip is silent
            reply.interrupt(begun[-1].heard_text(self._played, rate) if begun else None)
        finally:
            self._set_audible(False)
            self._listeners.emit(interrupted(reply, self._listeners.clock()))
            self._listeners.turn_over(reply)

    def _set_audible(self, audible: bool) -> None:
        if audible != self._audible:
            self._audible = audible
            self._listeners.audible(audible)
            if not audible:
                self._listeners.level(0.0)
                if self._ducked:  # the last barge-in must not make her next word soft
                    self._change_loudness(Loudness(ducked=False))
