"""Defines the events that the stages emit and that the window and the terminal show."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from companion.deed_events import CannotDo as CannotDo
from companion.deed_events import DeedDone as DeedDone
from companion.deed_events import DeedUndone as DeedUndone
from companion.deed_events import FellDue as FellDue
from companion.deed_events import LetterShown as LetterShown
from companion.deed_events import PieceBegun as PieceBegun
from companion.deed_events import PieceOver as PieceOver
from companion.event import Event as Event
from companion.interview_events import Agreed as Agreed
from companion.interview_events import CharacterMade as CharacterMade
from companion.interview_events import Noticed as Noticed
from companion.interview_events import Question as Question


@dataclass(frozen=True, kw_only=True)
class State(Event):
    """What she is doing changed."""

    name: ClassVar[str] = "state"
    state: str
    """One of: loading, idle, listening, hearing, thinking, speaking, muted."""
    detail: str = ""
    """Words for a person in addition, such as "her mind, 41 %"."""


@dataclass(frozen=True, kw_only=True)
class Ready(Event):
    """One of her parts is ready."""

    name: ClassVar[str] = "ready"
    part: str
    """One of: memory, mind, ear, voice."""
    detail: str = ""
    """Which one, by its catalogue id."""


@dataclass(frozen=True, kw_only=True)
class Partial(Event):
    """The words so far of somebody who is still speaking."""

    name: ClassVar[str] = "partial"
    text: str


@dataclass(frozen=True, kw_only=True)
class Heard(Event):
    """A line of the user's, spoken or typed, that is now committed to memory."""

    name: ClassVar[str] = "heard"
    text: str
    start: float
    """Seconds of input audio at which the speech began (of wall clock when typed)."""
    end: float
    """Seconds of input audio at which the speech ended."""
    typed: bool = False
    message: int = 0
    """The id of the message in memory."""


@dataclass(frozen=True, kw_only=True)
class Token(Event):
    """A clause, or the rest of a sentence, of the reply, as soon as it may be said."""

    name: ClassVar[str] = "token"
    text: str


@dataclass(frozen=True)
class Source:
    """One message that the reply rests on."""

    message: int
    """The id of the message."""
    when: str
    """When it was said: local time, ISO."""
    text: str
    """The words, verbatim."""


@dataclass(frozen=True, kw_only=True)
class Recalled(Event):
    """The messages retrieved for this turn, before her reply to it."""

    name: ClassVar[str] = "recalled"
    memories: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class CareTaken(Event):
    """The line may mean danger: her reply is written words that name help, and not the LLM's."""

    name: ClassVar[str] = "care"
    level: str
    """`safe`: the danger is plain; `ask`: it is not certain, and she asks."""
    kind: str
    """One of: suicide, selfharm, abuse, child, medical, eating, violence."""


@dataclass(frozen=True, kw_only=True)
class HelpShown(Event):
    """Help lines to be shown beside her words; they also end her reply as a text that is not spoken."""

    name: ClassVar[str] = "help"
    text: str
    """With numbers and addresses, each line ended by a newline but the last."""


@dataclass(frozen=True, kw_only=True)
class RuleTold(Event):
    """The user has told her how to be, or has taken that back; it is kept, and holds from the next reply on."""

    name: ClassVar[str] = "rule"
    id: int
    """Its number, as in `companion rules list`."""
    text: str
    """“She is blunter, in the morning.”"""
    scope: str
    """When it holds, in words: “in the morning”, “always”."""
    until: str | None
    """Its last moment, local, ISO; None when it has none."""
    ended: bool = False
    """Whether it has just been ended."""


@dataclass(frozen=True, kw_only=True)
class Said(Event):
    """A whole sentence of the reply has been generated."""

    name: ClassVar[str] = "said"
    text: str
    neutral: bool = False
    """Whether the neutral voice of the interview says it, and not she."""


@dataclass(frozen=True, kw_only=True)
class Spoken(Event):
    """A sentence has begun to be audible."""

    name: ClassVar[str] = "spoken"
    text: str
    start: float
    """Seconds on the clock of `t` at which its first sample is audible."""
    end: float
    """Seconds on the clock of `t` at which its last sample will have been audible."""
    words: tuple[tuple[str, float, float], ...] = ()
    """Each word with the seconds at which it starts and ends, on the same clock."""


@dataclass(frozen=True, kw_only=True)
class Held(Event):
    """Somebody speaks over her: she pauses, and then either resumes (`resumed`) or is cut off (`interrupted`)."""

    name: ClassVar[str] = "held"


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    """She resumes where she paused: in the middle of the last sentence that `spoken` reported."""

    name: ClassVar[str] = "resumed"
    text: str
    start: float
    """As in `spoken`, as if she had started the sentence only that much earlier: negative when that is before the clock's start."""
    end: float
    words: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Interrupted(Event):
    """The reply was cut off; only what was heard is remembered."""

    name: ClassVar[str] = "interrupted"
    heard: str
    gap_s: float | None = None
    """As in `turn_done`; None when nothing of her was heard."""
    phases: dict[str, float] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TurnDone(Event):
    """A turn is over."""

    name: ClassVar[str] = "turn_done"
    reply: str
    gap_s: float | None
    """Seconds from the end of the user's speech (or the Enter key) to her first audible sample (or first word shown)."""
    phases: dict[str, float]
    """Seconds that each phase kept her waiting after those before it: endpoint, ear, recall, first_token, clause, first_audio.

    What was done before it was certain that the line was over takes 0.
    """
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    """Prompt tokens that were not already in the LLM's cache."""
    output_tokens: int = 0
    refused: dict[str, int] = dataclasses.field(default_factory=dict)
    """How many sentences of the LLM's were refused, by rule: forbidden, memory, repetition, parrot, cliche, self, deed, …"""


@dataclass(frozen=True, kw_only=True)
class Failed(Event):
    """This turn could not be finished; `message` says what failed and what to do."""

    name: ClassVar[str] = "failed"
    message: str


@dataclass(frozen=True, kw_only=True)
class Notice(Event):
    """Something the user should know, in one sentence."""

    name: ClassVar[str] = "notice"
    message: str


@dataclass(frozen=True, kw_only=True)
class Progress(Event):
    """How far the download of a model is."""

    name: ClassVar[str] = "progress"
    model: str
    """Catalogue id."""
    done: int
    """Bytes so far."""
    total: int
    """Bytes in all; 0 when unknown."""
    seconds_left: float | None = None
    status: str = "fetching"
    """One of: waiting, fetching, paused, verifying, installing, done, cancelled, failed."""
    message: str = ""
    """When failed: what failed and what to do."""
