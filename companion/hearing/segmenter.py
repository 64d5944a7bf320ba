"""Finds utterances in a stream of samples: where each begins, pauses, resumes and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from companion.audio.devices import RATE, Samples
from models.stt import Detector

MILLISECOND = RATE // 1000
Renewed = Callable[[list[Samples], int], list[Samples]]
"""Returns frames given to `Segmenter.feed` as `heard` as they are known by now; the int: samples that came after them."""


@dataclass(frozen=True)
class Onset:
    """Somebody began to speak; exactly one Utterance or Dropped follows (more Utterances if it must be cut)."""

    start: int
    """The sample at which the speech began."""


@dataclass(frozen=True, eq=False)
class Utterance:
    """What somebody said, from a little before its start to a little after its end."""

    samples: Samples
    """Mono, shape (n,), 16 kHz, with the pre-roll."""
    first: int
    """Where `samples` begin, on the microphone's clock of samples."""
    start: int
    """Where the speech itself began; `first` ≤ `start`."""
    end: int
    """Where the speech itself ended, as well as the detector can tell."""
    decided: int
    """Where the silence was long enough to be sure."""
    continues: bool = False
    """It was cut for its length: the next one follows without a gap and without an Onset."""


@dataclass(frozen=True)
class Dropped:
    """What had begun was too short to be speech, or listening was stopped."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Pause:
    """What was said so far, perhaps all of it: the user was silent for a moment, or has talked for a while."""

    samples: Samples
    """Mono, shape (n,), 16 kHz, with the pre-roll."""
    start: int
    end: int
    """Where the speech ended so far; together with `start` it identifies this state of the utterance."""
    at: int
    """How far the stream has come."""
    silent: bool
    """False if the user has not paused at all: then it only serves to show the words so far."""


@dataclass(frozen=True)
class SpeechResumed:
    """After a silent Pause the user went on speaking, so it was not the end."""

    pause: int
    """The length of the pause in samples."""


SegmenterEvent = Onset | Pause | SpeechResumed | Utterance | Dropped


@dataclass(frozen=True)
class SegmenterRules:
    """When speech begins and ends; milliseconds of audio, and probabilities."""

    enter: float = 0.5
    """A frame at least this likely begins speech…"""
    stay: float = 0.35
    """…and it goes on while frames are at least this likely."""
    onset_ms: int = 96
    """Speech after which an Onset is reported; shorter noises are never reported."""
    speech_ms: int = 190
    """Speech that makes it an utterance."""
    silence_ms: int = 700
    """Silence that ends it, unless `finish` comes first."""
    pause_ms: int = 150
    """Silence after which a Pause is reported; most of it is the detector's lag."""
    resume_ms: int = 64
    """Speech that ends a Pause: a breath or a click does not."""
    ongoing_ms: int = 900
    """Speech without silence after which a Pause is reported all the same."""
    lag_ms: int = 90
    """How long the detector goes on after the speech: Silero, median over 60 TIMIT sentences, 40…155."""
    flicker_ms: int = 250
    """Silence that ends what has not been reported yet."""
    blip_ms: int = 700
    """Silence that ends what has been reported but is no utterance yet: a cough must not keep anybody waiting."""
    before_ms: int = 300
    """Kept from before the start, for soft consonants…"""
    before_over_ms: int = 500
    """…and from before speech over her voice, whose beginning is less certain."""
    past_ms: int = 1500
    """Kept of the silence before speech: `begin` is called late."""
    after_ms: int = 200
    """Kept from after the end."""
    longest_ms: int = 60_000
    """Length after which it is cut…"""
    search_ms: int = 10_000
    """…at the quietest place in its last part, which is this long."""


@dataclass
class _OpenUtterance:
    """The utterance under way. Positions are samples."""

    first: int
    start: int
    end: int
    """Where the last frame of speech ended; before `start` while the rest of a cut utterance is silent."""
    frames: list[Samples] = field(default_factory=list)
    voiced: int = 0
    """Samples in frames of speech."""
    announced: bool = False
    cut: bool = False
    """It is the rest of an utterance that was cut."""
    paused: bool = False
    resumed: int = 0
    """Samples of speech since the Pause, in a row."""
    reported: int = 0
    """Where the speech ended when a Pause was reported last."""


class Segmenter:
    """Segments one stream. The events do not depend on how the stream is cut into chunks."""

    def __init__(
        self,
        detector: Detector,
        rules: SegmenterRules | None = None,
        watch: Callable[[Samples, float], float] | None = None,
    ) -> None:
        """`detector` is open and used only here; `watch` gets each frame and its likelihood of speech, and returns what counts."""
        self._detector, self._watch = detector, watch
        self._rules = rules or SegmenterRules()
        self._rest = self._rest_heard = np.zeros(0, np.float32)
        self._past: list[Samples] = []
        self._speech: _OpenUtterance | None = None
        self._at = 0

    def feed(self, samples: Samples, heard: Samples | None = None) -> Iterator[SegmenterEvent]:
        """Add samples (16 kHz, any number); yields events as soon as they are certain.

        `heard`: equally many, which utterances are made of; None: the same ones.
        """
        waiting = np.concatenate((self._rest, samples))
        kept = np.concatenate((self._rest_heard, samples if heard is None else heard))
        size = self._detector.frame
        whole = len(waiting) // size * size
        self._rest, self._rest_heard = waiting[whole:], kept[whole:]
        for at in range(0, whole, size):
            yield from self._hear(waiting[at : at + size], kept[at : at + size])

    def begin(self, start: int, renewed: Renewed | None = None) -> None:
        """Somebody has spoken since sample `start`, as another detector found: what is heard from then on is one utterance."""
        speech = self._speech
        frames = self._past + ([] if speech is None else speech.frames)
        if renewed is not None:
            frames = renewed(frames, len(self._rest_heard))
        first = self._at - sum(map(len, frames))
        start = max(first, min(start, self._at))
        over = max(0, start - self._rules.before_over_ms * MILLISECOND - first) // self._detector.frame
        self._past = []
        self._speech = _OpenUtterance(
            first=first + over * self._detector.frame,
            start=start,
            end=self._at,
            frames=frames[over:],
            voiced=self._at - start,
            announced=speech is not None and speech.announced,
        )

    @property
    def silence_ms(self) -> int | None:
        """How long it has been silent, if a silent Pause was reported and still lasts; else None."""
        speech = self._speech
        return (self._at - speech.end) // MILLISECOND if speech is not None and speech.paused else None

    @property
    def start(self) -> int | None:
        """Where the speech under way began; None if there is none."""
        return self._speech.start if self._speech is not None and self._speech.announced else None

    @property
    def end(self) -> int:
        """Where the speech under way ended so far; if there is none, how far the stream has come."""
        return self._speech.end if self._speech is not None else self._at

    def latest_samples(self, most: int) -> Samples:
        """The last samples of the speech under way, at most `most`, shape (n,), including the silence after it."""
        if self._speech is None:
            return self._rest[:0]
        frames = self._speech.frames[-(most // self._detector.frame) :]
        return np.concatenate(frames)

    def finish(self) -> Iterator[SegmenterEvent]:
        """End the utterance under way now."""
        if self._speech is not None:
            yield from self._finish(self._speech)

    def reset(self, at: int) -> Iterator[SegmenterEvent]:
        """Forget the utterance under way; the next samples begin at sample `at`."""
        if self._speech is not None and self._speech.announced:
            yield Dropped(self._speech.start, self._at)
        self._speech, self._past, self._at = None, [], at
        self._rest, self._rest_heard = self._rest[:0], self._rest_heard[:0]
        self._detector.reset()

    def _hear(self, frame: Samples, heard: Samples) -> Iterator[SegmenterEvent]:
        likely = self._detector.probability(frame)
        if self._watch is not None:
            likely = self._watch(frame, likely)
        began = self._at
        self._at += len(frame)
        if self._speech is None and likely >= self._rules.enter:
            self._begin(began)
        if self._speech is None:
            self._past.append(heard)
            del self._past[: -self._rules.past_ms * MILLISECOND // len(heard)]
        else:
            yield from self._follow(self._speech, heard, likely)

    def _begin(self, at: int) -> None:
        kept = -(-self._rules.before_ms * MILLISECOND // self._detector.frame)
        frames, self._past = self._past[-kept:], self._past[:-kept]
        self._speech = _OpenUtterance(first=at - sum(map(len, frames)), start=at, end=at, frames=frames)

    def _follow(self, speech: _OpenUtterance, frame: Samples, likely: float) -> Iterator[SegmenterEvent]:
        speech.frames.append(frame)
        if speech.paused:
            yield from self._resume(speech, len(frame), likely)
        elif likely >= self._rules.stay:
            self._voice(speech, len(frame))
        if not speech.announced and speech.voiced >= self._rules.onset_ms * MILLISECOND:
            speech.announced = True
            yield Onset(speech.start)
        yield from self._pause(speech)
        if self._at - speech.end >= self._patience_ms(speech) * MILLISECOND:
            yield from self._finish(speech)
        elif self._at - speech.first >= self._rules.longest_ms * MILLISECOND:
            yield self._cut(speech)

    def _patience_ms(self, speech: _OpenUtterance) -> int:
        if not speech.announced:
            return self._rules.flicker_ms
        return self._rules.silence_ms if self._is_enough(speech) else min(self._rules.blip_ms, self._rules.silence_ms)

    def _is_enough(self, speech: _OpenUtterance) -> bool:
        return speech.cut or speech.voiced >= self._rules.speech_ms * MILLISECOND

    def _voice(self, speech: _OpenUtterance, samples: int) -> None:
        speech.voiced += samples
        speech.end = max(speech.start, self._at - self._rules.lag_ms * MILLISECOND)

    def _resume(self, speech: _OpenUtterance, samples: int, likely: float) -> Iterator[SegmenterEvent]:
        """End a pause when there has been speech for a while."""
        speech.resumed = speech.resumed + samples if likely >= self._rules.enter else 0
        if speech.resumed >= self._rules.resume_ms * MILLISECOND:
            pause = self._at - speech.resumed - speech.end
            self._voice(speech, speech.resumed)
            speech.paused, speech.resumed = False, 0
            yield SpeechResumed(pause)

    def _pause(self, speech: _OpenUtterance) -> Iterator[SegmenterEvent]:
        """Yield a Pause when it is time for one."""
        if speech.paused or not self._is_enough(speech):
            return
        silent = self._at - speech.end >= self._rules.pause_ms * MILLISECOND
        since = speech.end - max(speech.reported, speech.start)
        if silent or since >= self._rules.ongoing_ms * MILLISECOND:
            speech.paused, speech.reported = silent, speech.end
            yield Pause(np.concatenate(speech.frames), speech.start, speech.end, self._at, silent)

    def _finish(self, speech: _OpenUtterance) -> Iterator[SegmenterEvent]:
        """Yield what the speech under way was; keep the last of the silence as the next one's pre-roll."""
        self._speech = None
        if not self._is_enough(speech):
            self._keep_pre_roll(speech.frames, speech.first)
            if speech.announced:
                yield Dropped(speech.start, speech.end)
            return
        end = max(speech.start, speech.end)
        until = min(end + self._rules.after_ms * MILLISECOND, self._at)
        self._keep_pre_roll(speech.frames, until)
        samples = np.concatenate(speech.frames)[: until - speech.first]
        yield Utterance(samples, speech.first, speech.start, end, self._at)

    def _keep_pre_roll(self, frames: list[Samples], since: int) -> None:
        """Keep the last frames for the next utterance, none from before `since`."""
        wanted = min(self._rules.past_ms * MILLISECOND, self._at - since) // self._detector.frame
        self._past = frames[max(0, len(frames) - wanted) :]

    def _cut(self, speech: _OpenUtterance) -> Utterance:
        """Split at the quietest frame of the last part; the rest becomes an utterance of its own."""
        size = self._detector.frame
        near = min(len(speech.frames) - 1, self._rules.search_ms * MILLISECOND // size)
        loudness = np.array([float(np.square(f).mean()) for f in speech.frames[-near:]])
        smooth = np.convolve(np.pad(loudness, 1, mode="edge"), np.ones(3), mode="valid")
        here = len(speech.frames) - near + int(smooth.argmin())
        done, rest = speech.frames[:here], speech.frames[here:]
        border = speech.first + sum(map(len, done))
        self._speech = _OpenUtterance(first=border, start=border, end=speech.end, frames=rest, announced=True, cut=True)
        return Utterance(
            np.concatenate(done), speech.first, speech.start, min(border, speech.end), self._at, continues=True
        )
