"""Clips come in, sound goes out, and what was really heard is reported: the only place that knows what is audible."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import soxr

from companion.audio import AudioOutput, Samples
from companion.errors import KNOWN
from companion.events import Event, Interrupted, Spoken, TurnDone
from companion.exchange import Reply
from companion.speaking import Clip, Finish
from voices.voice import Word

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Played:
    """So many samples were audible by now."""

    samples: int


@dataclass(frozen=True)
class _Cut:
    """This reply was cancelled."""

    reply: Reply


@dataclass
class _Sounding:
    """A clip in the loudspeaker's queue: samples from `start` to `end` of its clock."""

    clip: Clip
    start: int
    end: int
    begun: bool = False

    def words(self) -> tuple[Word, ...]:
        return self.clip.speech.words if self.clip.speech else ()


_Item = Clip | Finish | _Played | _Cut | None


@dataclass(frozen=True)
class Listeners:
    """Who is told what, on playback's thread."""

    emit: Callable[[Event], None]
    clock: Callable[[], float]
    """Seconds on the clock of events."""
    sounding: Callable[[bool], None]
    """Whether she is audible, or about to be: the microphone is deaf meanwhile."""
    level: Callable[[float], None]
    """Her loudness, 0…1."""
    over: Callable[[Reply], None]
    """The exchange is over, however it ended."""
    trouble: Callable[[str], None]
    """One sentence for the user."""


class Playback:
    """The last stage. One thread owns what is queued in the loudspeaker and what of it was heard."""

    def __init__(self, output: AudioOutput | None, listeners: Listeners) -> None:
        """Without an output, sentences count as heard when they are shown."""
        self._output, self._to = output, listeners
        self._queue: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._clips: deque[_Sounding] = deque()
        self._finishing: list[Reply] = []
        self._ended: set[int] = set()
        self._played = 0
        self._audible = False
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)

    def open(self) -> None:
        """Begin, and open the loudspeaker."""
        self._thread.start()
        if self._output is not None:
            self._output.start(lambda samples: self._queue.put(_Played(samples)), self._to.trouble)

    def take(self, item: Clip | Finish) -> None:
        """A clip to play, or the end of a reply."""
        self._queue.put(item)

    def cut(self, reply: Reply) -> None:
        """This reply was cancelled: be silent, keep what was heard."""
        self._queue.put(_Cut(reply))

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
                self._to.trouble(str(error))
            except Exception:
                log.exception("playback failed")
                self._to.trouble("Her reply could not be kept because of a fault in this program; the log says more.")

    def _take(self, item: _Item) -> None:
        if isinstance(item, _Played):
            self._played = max(self._played, item.samples)
        elif isinstance(item, Clip):
            if item.reply.turn.number not in self._ended and not item.reply.turn.cancelled:
                self._play(item)
        elif isinstance(item, Finish):
            if item.reply.turn.number not in self._ended:
                self._finishing.append(item.reply)
        elif isinstance(item, _Cut):
            self._cut(item.reply)
        self._settle()

    def _play(self, clip: Clip) -> None:
        speech = clip.speech
        if self._output is None or speech is None or not len(speech.samples):
            at = self._clips[-1].end if self._clips else self._played
            self._clips.append(_Sounding(clip, at, at))
            return
        samples = _at_rate(speech.samples, speech.rate, self._output.rate)
        self._hush_microphone(True)
        start = self._output.play(samples)
        self._clips.append(_Sounding(clip, start, start + len(samples)))

    def _settle(self) -> None:
        """Report what has become audible, drop what is over, end replies of which nothing more comes."""
        while self._clips:
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

    def _begin(self, sounding: _Sounding) -> None:
        sounding.begun = True
        reply = sounding.clip.reply
        reply.turn.mark("first_audio")
        try:
            reply.begin(sounding.clip.text)
        except KNOWN as error:  # what can't be kept is heard all the same
            self._to.trouble(str(error))
        if self._output is None or sounding.start == sounding.end:
            return
        now, rate = self._to.clock(), self._output.rate
        start = now - (self._played - sounding.start) / rate
        words = tuple((w.text, round(start + w.start, 3), round(start + w.end, 3)) for w in sounding.words())
        end = start + (sounding.end - sounding.start) / rate
        self._to.emit(
            Spoken(
                turn=reply.turn.number,
                t=now,
                text=sounding.clip.text,
                start=round(start, 3),
                end=round(end, 3),
                words=words,
            )
        )

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
        self._hush_microphone(False)
        for reply in self._finishing:
            self._ended.add(reply.turn.number)
            self._to.emit(done(reply, self._to.clock()))
            self._to.over(reply)
        self._finishing = []

    def _cut(self, reply: Reply) -> None:
        if reply.turn.number in self._ended:
            return
        self._ended.add(reply.turn.number)
        self._finishing = [other for other in self._finishing if other is not reply]
        if self._output is not None and self._clips:
            self._played = max(self._played, self._output.flush())
        begun = [s for s in self._clips if s.begun and s.clip.reply is reply]
        self._clips.clear()
        try:
            reply.cut(self._heard_of(begun[-1]) if begun else None)
        finally:
            self._hush_microphone(False)
            self._to.emit(Interrupted(turn=reply.turn.number, t=self._to.clock(), heard=reply.text))
            self._to.over(reply)

    def _heard_of(self, sounding: _Sounding) -> str:
        """The words that were audible to their middle, as they stand in the sentence."""
        if self._output is None or sounding.start == sounding.end:
            return sounding.clip.text
        seconds = (self._played - sounding.start) / self._output.rate
        if self._played >= sounding.end:
            return sounding.clip.text
        return " ".join(word.text for word in sounding.words() if (word.start + word.end) / 2 <= seconds)

    def _hush_microphone(self, sounding: bool) -> None:
        if sounding != self._audible:
            self._audible = sounding
            self._to.sounding(sounding)
            if not sounding:
                self._to.level(0.0)


def done(reply: Reply, t: float) -> TurnDone:
    """The exchange's figures."""
    turn, usage = reply.turn, reply.usage
    phases = {
        "endpoint": turn.between("speech_end", "endpoint"),
        "ear": turn.between("endpoint", "heard"),
        "recall": turn.between("heard", "recalled"),
        "first_token": turn.between("recalled", "first_token"),
        "first_audio": turn.between("first_token", "first_audio"),
    }
    return TurnDone(
        turn=turn.number,
        t=t,
        reply=reply.text,
        gap_s=_rounded(turn.between("speech_end", "first_audio")),
        phases={name: round(seconds, 3) for name, seconds in phases.items() if seconds is not None},
        prompt_tokens=usage.prompt_tokens if usage else 0,
        evaluated_tokens=usage.evaluated_tokens if usage else 0,
        output_tokens=usage.output_tokens if usage else 0,
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _at_rate(samples: Samples, rate: int, wanted: int) -> Samples:
    if rate == wanted:
        return samples
    resampled: Samples = soxr.resample(samples, rate, wanted).astype(np.float32)
    return resampled
