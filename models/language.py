"""Defines what every language model can do: generate a reply, prefill a prompt, score labels."""

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


Prompt = str | tuple[ChatMessage, ...]
"""Plain text to complete (transcript form), or messages for the model's own chat template (chat form)."""


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn."""

    temperature: float = 0.8
    min_p: float = 0.08
    top_p: float = 0.95
    repeat_penalty: float = 1.05
    top_k: int = 40
    """Most tokens to choose among; 0 for all."""
    presence_penalty: float = 0.0
    """Taken from the logit of each token that came lately."""


@dataclass(frozen=True)
class GenerateRequest:
    """Asks for a text that continues a prompt."""

    prompt: Prompt
    max_tokens: int = 200
    stop: tuple[str, ...] = ()
    """Texts that end the reply when they appear; they are not part of it."""
    seed: int | None = None
    """None: a new random one."""
    sampling: Sampling = field(default_factory=Sampling)
    avoid: tuple[str, ...] = ()
    """Sentences not to repeat word for word: the companion's recent ones and the user's line."""
    banned: tuple[str, ...] = ()
    """Phrases that must not occur."""
    speakers: tuple[str, ...] = ()
    """Names of the conversation, hers first: the reply loses her label, and ends at a line that begins with a label."""
    line: str = ""
    """A line in the prompt (its last occurrence counts) whose end is to be estimated: see `EndOfLine`."""
    side_context: str = ""
    """Name of a second KV context (at most 1,536 tokens) to use instead of the conversation's, whose prefix cache then
    stays as it is. Each name has a context of its own. Models without a cache ignore it."""


@dataclass(frozen=True)
class PrefillRequest:
    """Asks to read a prompt into the conversation's cache, up to the end of `line`, and to generate nothing."""

    prompt: Prompt
    line: str
    """A line in the prompt (its last occurrence counts)."""


@dataclass(frozen=True)
class ScoreRequest:
    """Asks how likely each of some labels is to follow a prompt, and how likely a part of the prompt is."""

    prompt: str
    labels: tuple[str, ...]
    """Compared by their first token only."""
    side_context: str
    """Name of the second KV context to use: see `GenerateRequest.side_context`."""
    scored: str = ""
    """A text in the prompt (its last occurrence counts) whose log-probability is wanted as well; empty for none."""


@dataclass(frozen=True)
class EndOfLine:
    """Comes before the first piece of text when the request names a `line`; only from models that can tell."""

    probability: float
    """Probability, 0…1, that the line ends there, without its final punctuation, by the model's own expectation."""


@dataclass(frozen=True)
class LabelScores:
    """The answer to a `ScoreRequest`."""

    shares: tuple[float, ...]
    """Probability, 0…1, that each label comes next, in the order of the request."""
    logprob: float | None = None
    """Natural logarithm of the probability of the scored text where it stands, summed over its tokens; None when no
    text was to be scored."""


@dataclass(frozen=True)
class TextChunk:
    """Some characters of the reply."""

    text: str


@dataclass(frozen=True)
class Usage:
    """Figures of one reply; the last thing that `generate` yields."""

    prompt_tokens: int
    evaluated_tokens: int
    """Prompt tokens that were not in the cache."""
    output_tokens: int
    prefill_s: float
    """Seconds from the call to the first token."""
    total_s: float
    finish: Literal["stop", "length", "cancelled"]


class LanguageModel(Protocol):
    """A large language model. One caller at a time; constructors load nothing.

    `generate`, `prefill` and `score` end within 60 ms once `cancelled()` is true, and raise ModelError.
    """

    context: int
    """Most tokens that a prompt and its reply may have together."""

    @property
    def rolls_back(self) -> bool:
        """Whether it can take back what it read last, once it is open. If not (recurrent and hybrid models), a prompt that
        is changed at its end costs more than its end, and nothing should be generated that may not be wanted."""
        return True

    def open(self) -> None:
        """Load; raises ModelError, which says what is wrong and what to do."""

    def count(self, text: str) -> int:
        """The number of tokens in `text` (an estimate that is never too low, where the model can't tell)."""

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """Stream one reply: an EndOfLine if it was asked for, pieces of text, then one Usage."""

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Read a prompt into the cache, so that a reply to one that begins like it comes sooner."""

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        """Probabilities of labels; None when cancelled, and from models that can't tell."""

    def hold(self, on: bool) -> None:
        """Generate no further token while on, because something more urgent needs the processor; safe from any thread."""

    def abort(self) -> None:
        """Make a call under way check its `cancelled` now; safe from any thread, harmless when there is none."""

    def close(self) -> None:
        """Free what `open` took; may be called twice."""
