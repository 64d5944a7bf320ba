"""Turns sentences into speech on one thread, ahead of what is being heard."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from companion.audio.breath import breath
from companion.audio.chime import chime
from companion.audio.devices import Samples
from companion.audio.ringing import RATE, soft_arpeggio
from companion.errors import KNOWN
from companion.speaking.gradual_manner import GradualManner
from companion.speaking.other_voices import OtherVoices
from companion.speaking.stand_in import FAULT, StandIn
from companion.turns.reply import AssistantTurn
from voices.manner import PLAIN, SpeakingManner
from voices.voice import Speech, Voice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clip:
    """One sentence or clause of a reply, with its sound."""

    reply: AssistantTurn
    text: str
    """Empty: the sentence ends with the clause before, and nothing is said."""
    speech: Speech | None
    """None before it is synthesised, and if it can only be shown."""
    spoken: str | None = None
    """What is said instead of the text; empty: it is only shown, such as a list of telephone numbers."""
    aside: bool = False
    """It tells of a failure, or rings: it is heard, but is no part of the reply and is not kept."""
    voice: str = ""
    """Whose words these are, as `OtherVoices` knows them; empty: hers."""
    after_breath: bool = False
    """Whether a breath is heard before it: only when she speaks for the first time ever."""

    @property
    def is_sound(self) -> bool:
        """Whether it has no words: it rings."""
        return not self.text and self.speech is not None


@dataclass(frozen=True)
class Finish:
    """Nothing more comes of this reply."""

    reply: AssistantTurn


@dataclass(frozen=True)
class UseVoice:
    """Speak with this voice from the next sentence on; None: only show."""

    voice: Voice | None
    speed: float


@dataclass(frozen=True)
class SetSpeed:
    """Speak at this speed from the next sentence on."""

    speed: float


@dataclass(frozen=True)
class FreeOthers:
    """No voice but hers is needed any more."""

    but: str
    """One that is needed still; empty for none."""


class Synthesis:
    """The stage between text generation and playback. Its one thread owns the voice and the speed."""

    def __init__(
        self,
        play: Callable[[Clip | Finish], None],
        notify: Callable[[str], None],
        urgent: Callable[[], AbstractContextManager[None]] = nullcontext,
        stand_in: Callable[[], Voice | None] = lambda: None,
        arpeggio: Callable[[], Samples] = soft_arpeggio,
        manner: Callable[[AssistantTurn], SpeakingManner] = lambda _: PLAIN,
        other: Callable[[str], Voice | None] = lambda _name: None,
    ) -> None:
        """`play` takes what is ready, `notify` one sentence when the voice fails; both are called on this stage's thread.

        While inside `urgent()`, other work leaves the processor to the voice. `stand_in` makes the voice that answers spoken
        lines while hers is down or not loaded yet; None if there should be none. `arpeggio` is what an alarm rings with.
        `manner` tells how a reply should sound now. `other` makes a voice that is not hers, by its name.
        """
        self._play, self._notify, self._urgent = play, notify, urgent
        self._queue: queue.SimpleQueue[Clip | Finish | UseVoice | SetSpeed | FreeOthers | None] = queue.SimpleQueue()
        self._waiting: deque[Clip | Finish | None] = deque()
        """What was taken from the queue and is to be done in order; None ends the thread."""
        self._voice: Voice | None = None
        self._mute = self._down = False
        """Whether there should be no voice; whether hers failed the last time."""
        self._stand_in = StandIn(stand_in, notify)
        self._others = OtherVoices(other, notify)
        self._speed = 1.0
        self._arpeggio, self._manner = arpeggio, GradualManner(manner)
        self._ringing: tuple[AssistantTurn, Iterator[Samples]] | None = None
        self._preemptive: AssistantTurn | None = None
        """The preemptive reply whose first words have been synthesised."""
        self._thread = threading.Thread(target=self._run, name="speaking", daemon=True)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def use_voice(self, voice: Voice | None, speed: float) -> None:
        """Speak with `voice` from the next sentence on, even if it is queued already; None: only show."""
        self._queue.put(UseVoice(voice, speed))

    def set_speed(self, speed: float) -> None:
        """Speak at this speed from the next sentence on, even if it is queued already."""
        self._queue.put(SetSpeed(speed))

    def say(
        self,
        reply: AssistantTurn,
        text: str,
        spoken: str | None = None,
        voice: str = "",
        after_breath: bool = False,
    ) -> None:
        """Queue one sentence or clause of a reply; if given, `spoken` is said in its place (nothing if empty).

        No text: the sentence ends with the clause before. `voice`: another than hers. `after_breath`: once, the first time.
        """
        self._queue.put(Clip(reply, text, None, spoken if text else "", voice=voice, after_breath=after_breath))

    def free_others(self, but: str = "") -> None:
        """Free every voice but hers and this one, once what is queued has been said."""
        self._queue.put(FreeOthers(but))

    def say_aside(self, reply: AssistantTurn, text: str) -> None:
        """Queue a sentence that tells of a failure: spoken with the reply, but no part of it."""
        self._queue.put(Clip(reply, text, None, aside=True))

    def finish(self, reply: AssistantTurn) -> None:
        """Queue the end of a reply."""
        self._queue.put(Finish(reply))

    def close(self) -> None:
        """Stop after what is queued; cancel its turns first, and it is dropped."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while (item := self._next()) is not None:
            if isinstance(item, Finish):
                self._ring_on(item.reply)
                self._play(item)
            else:
                self._synthesise(item)
        self._stand_in.leave()
        self._others.leave()

    def _next(self) -> Clip | Finish | None:
        while not self._waiting:
            self._receive(self._queue.get())
        return self._waiting.popleft()

    def _receive(self, message: Clip | Finish | UseVoice | SetSpeed | FreeOthers | None) -> None:
        if isinstance(message, UseVoice):
            self._voice, self._speed = message.voice, message.speed
            self._mute = message.voice is None
        elif isinstance(message, SetSpeed):
            self._speed = message.speed
        elif isinstance(message, FreeOthers):
            self._others.leave(message.but)
        else:
            self._waiting.append(message)

    def _receive_all(self) -> None:
        """Apply changes of voice and speed that stand behind sentences in the queue."""
        while True:
            try:
                self._receive(self._queue.get_nowait())
            except queue.Empty:
                return

    def _synthesise(self, clip: Clip) -> None:
        """Synthesise only the first words of a preemptive reply: what may be dropped must not occupy the processor."""
        if self._preemptive is clip.reply:
            clip.reply.wait_until_settled()
        self._preemptive = None if clip.reply.committed else clip.reply
        if clip.reply.turn.cancelled:
            return
        clip.reply.turn.mark("clause")
        speech = None
        words = clip.text if clip.spoken is None else clip.spoken
        manner = PLAIN if clip.voice else self._manner.of(clip.reply, words)
        if clip.spoken != "":
            with self._urgent():
                speech = self._speech(clip, manner)
        self._ring_first(clip.reply)
        if clip.after_breath and speech is not None:
            self._sound(clip.reply, breath(RATE))
        self._play(replace(clip, speech=speech))

    def _ring_first(self, reply: AssistantTurn) -> None:
        """Before the words: a chime, or the first arpeggio of what rings longer; with or without a voice."""
        ring, reply.ring = reply.ring, None
        if ring is None:
            return
        sounds = ring.sounds(self._arpeggio()) if ring.lasts_s else iter([chime(RATE)])
        self._ringing = (reply, sounds)
        self._sound(reply, next(sounds))

    def _ring_on(self, reply: AssistantTurn) -> None:
        """After the words: again and again, until it is over or somebody stops it."""
        if self._ringing is not None and self._ringing[0] is reply:
            for sound in self._ringing[1]:
                self._sound(reply, sound)
            self._ringing = None

    def _sound(self, reply: AssistantTurn, samples: Samples) -> None:
        if not reply.turn.cancelled:
            self._play(Clip(reply, "", Speech(samples, RATE, ()), aside=True))

    def _speech(self, clip: Clip, manner: SpeakingManner) -> Speech | None:
        self._receive_all()
        if clip.voice:
            return None if self._mute else self._others.speak(clip.voice, clip.spoken or clip.text, self._speed)
        voice = self._voice
        if voice is None:
            return self._by_stand_in(clip, manner)
        try:
            speech = voice.speak(clip.spoken or clip.text, self._speed, manner)
        except KNOWN as error:
            self._receive_all()
            if voice is not self._voice:  # it was replaced while it spoke
                return self._speech(clip, manner)
            return None if clip.reply.turn.cancelled else self._without_voice(clip, manner, str(error))
        except Exception:
            log.exception("the voice failed")
            return self._without_voice(clip, manner, FAULT)
        self._down = False
        self._stand_in.leave()
        return speech

    def _without_voice(self, clip: Clip, manner: SpeakingManner, sentence: str) -> Speech | None:
        """Tell once that her voice is down, and have the stand-in speak."""
        if not self._down:
            self._notify(sentence)
        self._down = True
        return self._by_stand_in(clip, manner)

    def _by_stand_in(self, clip: Clip, manner: SpeakingManner) -> Speech | None:
        """Spoken lines are answered aloud, whatever her voice does; typed ones are answered on the screen, too."""
        if self._mute or not (clip.aside or clip.reply.spoken_to):
            return None
        return self._stand_in.speak(clip.spoken or clip.text, self._speed, manner)
