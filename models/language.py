"""The one thing every mind does: a prompt in, text out as it is thought, and the figures of the turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class ChatMessage:
    """One message of a chat prompt."""

    role: Role
    content: str


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn."""

    temperature: float = 0.8
    min_p: float = 0.08
    top_p: float = 0.95
    repeat_penalty: float = 1.05


@dataclass(frozen=True)
class Request:
    """One reply that is wanted."""

    prompt: str | tuple[ChatMessage, ...]
    """Plain text to complete (transcript form), or messages for the model's own chat template (chat form)."""
    max_tokens: int = 200
    stop: tuple[str, ...] = ()
    seed: int | None = None
    """None: a fresh one."""
    sampling: Sampling = field(default_factory=Sampling)
    avoid: tuple[str, ...] = ()
    """Sentences not to say again word for word: her own recent ones and the line just said."""
    banned: tuple[str, ...] = ()
    """Phrases she never uses."""
    line: str = ""
    """A line that stands in the prompt, last of its wording there, whose end is to be judged: see `Finished`."""
    labels: tuple[str, ...] = ()
    """Nothing is to be said, only how likely each of these comes next: see `Chosen`. Told apart by their first token."""
    scored: str = ""
    """With `choices`, and aside: text that stands in the prompt, last of its wording there. How likely the mind finds it there is
    told, too: see `Chosen`."""
    side_context: str = ""
    """No part of the conversation, whose cache it must not cost, but of this other train of thought, which has a cache of its
    own (at most 1,536 tokens); minds without a cache don't care."""


@dataclass(frozen=True)
class EndOfLine:
    """Comes before the first piece when the request had a `line`, from minds that can tell."""

    probability: float
    """How likely that line ends there, final punctuation apart: 0…1, the mind's own expectation."""


@dataclass(frozen=True)
class LabelScores:
    """Comes instead of pieces when the request had `choices`, from minds that can tell."""

    shares: tuple[float, ...]
    """How likely each choice comes next, 0…1, in their order."""
    logprob: float | None = None
    """How likely the gauged text was where it stands: the natural logarithm, summed over its tokens."""


@dataclass(frozen=True)
class TextChunk:
    """Some characters of the reply."""

    text: str


@dataclass(frozen=True)
class Usage:
    """The figures of one reply; the last thing `reply` yields."""

    prompt_tokens: int
    evaluated_tokens: int
    """Prompt tokens that were not already in the cache."""
    output_tokens: int
    prefill_s: float
    """Seconds from the call to the first token."""
    total_s: float
    finish: Literal["stop", "length", "cancelled"]


class LanguageModel(Protocol):
    """A mind. One caller at a time; constructors load nothing."""

    context: int
    """Tokens that prompt and reply may have together."""

    def open(self) -> None:
        """Load; raises ModelError saying what is wrong and what to do."""

    def count(self, text: str) -> int:
        """How many tokens `text` is (an estimate, from above, where the model can't tell)."""

    def reply(
        self, request: Request, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | LabelScores | TextChunk | Usage]:
        """Stream one reply: pieces, then one Usage. Ends within 60 ms once `cancelled()` is true; raises ModelError."""

    def hold(self, on: bool) -> None:
        """While on, think no further token: something more urgent needs the processor; safe from any thread."""

    def abort(self) -> None:
        """Make a reply under way look at its `cancelled` now; safe from any thread, harmless when there is none."""

    def close(self) -> None:
        """Free what `open` took; may be called twice."""
