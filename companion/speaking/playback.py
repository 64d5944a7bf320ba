"""Clips come in, sound goes out, and what was really heard is reported: the only place that knows what is audible."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from companion.audio.devices import AudioOutput
from companion.errors import KNOWN
from companion.events import Event, Held, Resumed, Spoken
from companion.speaking.playback_messages import (
    Committed,
    Cut,
    Item,
    Loudness,
    Pause,
    Played,
    QueuedClip,
    Replay,
    Then,
    at_rate,
    last_sentence,
)
from companion.speaking.synthesis import Clip, Finish
from companion.turns.reply import AssistantTurn
from companion.turns.turn_metrics import interrupted, turn_done

log = logging.getLogger(__name__)

DUCKED = 0.2
"""Her loudness while it is not clear whether somebody speaks over her."""


@dataclass(frozen=True)
class PlaybackListeners:
    """Who is told what, on playback's thread."""

    emit: Callable[[Event], None]
    clock: Callable[[], float]
    """Seconds on the clock of events."""
    audible: Callable[[bool], None]
    """Whether she is audible, or about to be."""
    level: Callable[[float], None]
    """Her loudness, 0…1."""
    turn_over: Callable[[AssistantTurn], None]
    """The exchange is over, however it ended."""
    notify: Callable[[str], None]
    """One sentence for the user."""


class Playback:
    """The last stage. One thread owns what is queued in the loudspeaker and what of it was heard."""

    def __init__(self, output: AudioOutput | None, listeners: PlaybackListeners) -> None:
        """Without an output, sentences count as heard when they are shown."""
        self._output, self._to = output, listeners
        self._queue: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._early: list[Clip | Finish] = []
        """Of a draft: kept until its line is committed."""
        self._clips: deque[QueuedClip] = deque()
        self._finishing: list[AssistantTurn] = []
        self._ended: set[int] = set()
        self._played = 0
        self._audible = self._held = False
        self._volume, self._ducked = 1.0, False
        self._heard: tuple[Clip, ...] = ()
        """What was audible of the reply begun last."""
        self._unheard: tuple[Clip, ...] = ()
        """What was still to come when she was interrupted last, that which was cut first."""
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)

    def open(self) -> None:
        """Begin, and open the loudspeaker."""
        self._thread.start()
        if self._output is not None:
            self._output.start(lambda samples: self._queue.put(Played(samples)), self._to.notify)

    def queue_clip(self, item: Clip | Finish) -> None:
        """A clip to play, or the end of a reply; of a draft, to be kept until `committed`."""
        self._queue.put(item)

    def commit(self, reply: AssistantTurn) -> None:
        """The line it answers is certain: what there is of it may be heard."""
        self._queue.put(Committed(reply))

    def interrupt(self, reply: AssistantTurn) -> None:
        """This reply was cancelled: be silent, keep what was heard."""
        self._queue.put(Cut(reply))

    def pause(self) -> None:
        """Be silent until `resume`, and keep the place."""
        self._queue.put(Pause(True))

    def resume(self) -> None:
        """Go on where she was held, from the beginning of that word; harmless when she wasn't."""
        self._queue.put(Pause(False))
        self.duck(False)

    def duck(self, on: bool) -> None:
        """Softer, or as loud as before."""
        self._queue.put(Loudness(ducked=on))

    def set_volume(self, level: float) -> None:
        """How loud she is from now on, 0…1."""
        self._queue.put(Loudness(volume=level))

    def replay(self, reply: AssistantTurn, from_start: bool, otherwise: Callable[[AssistantTurn], None]) -> None:
        """Say the last sentence heard again, or (not `from_start`) what was cut off; `otherwise(reply)` if there is none."""
        self._queue.put(Replay(reply, from_start, otherwise))

    def run_after_queued(self, do: Callable[[], None]) -> None:
        """Do this once all that was asked before is done: what was heard of a reply that was cut is in memory then."""
        self._queue.put(Then(do))

    def close(self) -> None:
        """End; a reply under way should have been cut before."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        if self._output is not None:
            self._output.stop()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            try:
                self._take(item)
            except KNOWN as error:
                self._to.notify(str(error))
            except Exception:
                log.exception("playback failed")
                self._to.notify("Her reply could not be kept because of a fault in this program; the log says more.")

    def _take(self, item: Item) -> None:
        if isinstance(item, Played):
            self._played = max(self._played, item.samples)
        elif isinstance(item, Clip | Finish):
            self._admit(item)
        elif isinstance(item, Committed):
            early, self._early = self._early, []
            self._accept(one for one in early if one.reply is item.reply)
        elif isinstance(item, Cut):
            self._cut(item.reply)
        elif isinstance(item, Pause):
            (self._pause if item.on else self._resume)()
        elif isinstance(item, Loudness):
            self._change_loudness(item)
        elif isinstance(item, Replay):
            self._replay(item)
        elif isinstance(item, Then):
            item.do()
        self._settle()

    def _replay(self, item: Replay) -> None:
        clips = last_sentence(self._heard) if item.from_start else self._unheard
        if clips:
            self._accept([*(replace(clip, reply=item.reply) for clip in clips), Finish(item.reply)])
        else:
            item.otherwise(item.reply)

    def _admit(self, item: Clip | Finish) -> None:
        """Play it, or keep it while it belongs to a draft; behind what is kept already, for order's sake."""
        if self._early and self._early[0].reply is not item.reply:
            self._early = []
        if self._early or not item.reply.committed:
            self._early.append(item)
        else:
            self._accept([item])

    def _accept(self, items: Iterable[Clip | Finish]) -> None:
        for item in items:
            if item.reply.turn.number in self._ended:
                continue
            if isinstance(item, Finish):
                self._finishing.append(item.reply)
            elif not item.reply.turn.cancelled:
                self._play(item)

    def _play(self, clip: Clip) -> None:
        speech = clip.speech
        if self._output is None or speech is None or not len(speech.samples):
            at = self._clips[-1].end if self._clips else self._played
            self._clips.append(QueuedClip(clip, at, at, np.zeros(0, np.float32)))
            return
        samples = at_rate(speech.samples, speech.rate, self._output.rate)
        if self._held:
            at = self._clips[-1].end if self._clips else self._played
            self._clips.append(QueuedClip(clip, at, at + len(samples), samples))
            return
        self._tell_sounding(True)
        start = self._output.play(samples)
        self._clips.append(QueuedClip(clip, start, start + len(samples), samples))

    def _settle(self) -> None:
        """Report what has become audible, drop what is over, end replies of which nothing more comes."""
        while self._clips and not self._held:
            first = self._clips[0]
            if (
                not first.begun
                and self._played >= first.start
                and (first.start == first.end or self._played > first.start)
            ):
                self._begin(first)
            if not first.begun or self._played < first.end:
                break
            self._clips.popleft()
        self._report_level()
        if self._finishing and not self._clips:
            self._end_replies()

    def _begin(self, sounding: QueuedClip) -> None:
        sounding.begun = True
        reply = sounding.clip.reply
        reply.turn.mark("first_audio")
        same = self._heard and self._heard[-1].reply is reply
        self._heard, self._unheard = ((*self._heard, sounding.clip) if same else (sounding.clip,)), ()
        try:
            reply.add_heard(sounding.clip.text)
        except KNOWN as error:  # what can't be kept is heard all the same
            self._to.notify(str(error))
        if self._output is not None and sounding.start != sounding.end:
            now, start, end, words = self._times(sounding)
            text = sounding.clip.text
            self._to.emit(Spoken(turn=reply.turn.number, t=now, text=text, start=start, end=end, words=words))

    def _times(self, sounding: QueuedClip) -> tuple[float, float, float, tuple[tuple[str, float, float], ...]]:
        """Now, and when a clip and each of its words begins and ends, on the clock of events."""
        assert self._output is not None
        now, rate = self._to.clock(), self._output.rate
        start = now - (self._played - sounding.start) / rate
        words = tuple((w.text, round(start + w.start, 3), round(start + w.end, 3)) for w in sounding.words())
        return now, round(start, 3), round(start + (sounding.end - sounding.start) / rate, 3), words

    def _report_level(self) -> None:
        if not self._audible or self._output is None:
            return
        level = 0.0
        if self._clips and (speech := self._clips[0].clip.speech) is not None:
            at = int((self._played - self._clips[0].start) / self._output.rate * speech.rate)
            around = speech.samples[max(0, at) : max(0, at) + speech.rate // 30]
            level = min(1.0, float(np.sqrt(np.mean(around**2))) * 5) if len(around) else 0.0
        self._to.level(level)

    def _end_replies(self) -> None:
        self._tell_sounding(False)
        for reply in self._finishing:
            self._ended.add(reply.turn.number)
            self._to.emit(turn_done(reply, self._to.clock()))
            self._to.turn_over(reply)
        self._finishing = []

    def _pause(self) -> None:
        if self._held:
            return
        if self._output is not None and self._clips:
            self._played = max(self._played, self._output.flush())
            self._settle()  # what was heard to its end by now must not be said again
        self._held = True
        if self._audible:
            self._tell_sounding(False)
        if self._clips and self._clips[0].begun:
            self._to.emit(Held(turn=self._clips[0].clip.reply.turn.number, t=self._to.clock()))

    def _resume(self) -> None:
        if not self._held:
            return
        self._held = False
        waiting, self._clips = list(self._clips), deque()
        for sounding in waiting:
            self._play_on(sounding)
        if waiting and waiting[0].begun and waiting[0].start != waiting[0].end:
            now, start, end, words = self._times(self._clips[0])
            clip = waiting[0].clip
            self._to.emit(
                Resumed(turn=clip.reply.turn.number, t=now, text=clip.text, start=start, end=end, words=words)
            )

    def _play_on(self, sounding: QueuedClip) -> None:
        """Queue what is left of a clip, from the beginning of the word she was in."""
        if self._output is None or not len(sounding.samples):
            at = self._clips[-1].end if self._clips else self._played
            self._clips.append(replace(sounding, start=at, end=at))
            return
        skipped = self._word_begin(sounding)
        self._tell_sounding(True)
        start = self._output.play(sounding.samples[skipped:]) - skipped
        self._clips.append(replace(sounding, start=start, end=start + len(sounding.samples)))

    def _word_begin(self, sounding: QueuedClip) -> int:
        """Where in its samples the word begins that was audible last."""
        assert self._output is not None
        if not sounding.begun:
            return 0
        seconds = (self._played - sounding.start) / self._output.rate
        begun = [word.start for word in sounding.words() if word.start <= seconds]
        return min(int((begun[-1] if begun else 0.0) * self._output.rate), len(sounding.samples))

    def _change_loudness(self, item: Loudness) -> None:
        self._volume = self._volume if item.volume is None else item.volume
        self._ducked = self._ducked if item.ducked is None else item.ducked and self._audible
        if self._output is not None:
            self._output.gain(self._volume * (DUCKED if self._ducked else 1.0))

    def _cut(self, reply: AssistantTurn) -> None:
        self._held = False
        if reply.turn.number in self._ended:
            return
        self._ended.add(reply.turn.number)
        self._finishing = [other for other in self._finishing if other is not reply]
        if self._output is not None and self._clips and self._audible:
            self._played = max(self._played, self._output.flush())
        begun = [s for s in self._clips if s.begun and s.clip.reply is reply]
        self._unheard = tuple(s.clip for s in self._clips if s.clip.reply is reply)
        self._clips.clear()
        try:
            reply.cut_to(self._heard_of(begun[-1]) if begun else None)
        finally:
            self._tell_sounding(False)
            self._to.emit(interrupted(reply, self._to.clock()))
            self._to.turn_over(reply)

    def _heard_of(self, sounding: QueuedClip) -> str:
        """The words that were audible to their middle, as they stand in the sentence."""
        if self._output is None or sounding.start == sounding.end:
            return sounding.clip.text
        seconds = (self._played - sounding.start) / self._output.rate
        if self._played >= sounding.end:
            return sounding.clip.text
        return " ".join(word.text for word in sounding.words() if (word.start + word.end) / 2 <= seconds)

    def _tell_sounding(self, sounding: bool) -> None:
        if sounding != self._audible:
            self._audible = sounding
            self._to.audible(sounding)
            if not sounding:
                self._to.level(0.0)
                if self._ducked:  # whoever spoke over her last must not make her next word soft
                    self._change_loudness(Loudness(ducked=False))
