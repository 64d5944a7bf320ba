"""Defines what the answering thread is sent besides lines to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.care import Care, RiskSignal
from companion.initiation.questions import VoicedSentence
from companion.replying.generator import Generator
from companion.turns.reply import AssistantTurn
from companion.turns.turn import Turn


@dataclass(frozen=True)
class UseGenerator:
    """Answer with this generator from now on."""

    generator: Generator
    conversation: int
    """The one whose lines are prefilled."""
    released: Callable[[], None]


@dataclass(frozen=True)
class PrefillLine:
    """Prefill the words so far of a line that is still being said."""

    text: str
    conversation: int
    turn: Turn


@dataclass(frozen=True)
class FoldPrompt:
    """Let a summary take the place of the oldest lines, if the prompt is nearly full."""

    conversation: int
    turn: Turn


@dataclass(frozen=True)
class ComeBack:
    """Speak first, of a danger of an earlier talk."""

    reply: AssistantTurn
    signal: RiskSignal
    today: str


@dataclass(frozen=True)
class SayUnasked:
    """Say written sentences that answer no line, in her voice where no other is named."""

    reply: AssistantTurn
    sentences: tuple[str | VoicedSentence, ...]


@dataclass(frozen=True)
class UseSettings:
    """Take these settings from now on."""

    care: Care
    remembering: bool


@dataclass(frozen=True)
class NoLlm:
    """There is no LLM, for this reason."""

    why: str


AnsweringMessage = AssistantTurn | NoLlm | UseGenerator | PrefillLine | FoldPrompt | UseSettings | ComeBack | SayUnasked
