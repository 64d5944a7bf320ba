"""Tries a server out: whether it streams, stops where it is told and holds a long prompt, and how fast it is."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import ModelError
from models.language import ChatMessage, GenerateRequest, Sampling, TextChunk, Usage
from models.mind_choice import ENOUGH
from models.server.server_llm import MESSAGE_TOKENS, ServerLlm

PIECES = 3
"""A reply that comes in fewer pieces was not streamed."""
LONG = 2500
"""Words of the long prompt, each at least a token: what she knows of somebody and a long evening take about as many."""
ROOM = 4096
"""Tokens of context with which she need not forget the evening's beginning."""
SLOW_S = 3.0
"""Seconds to the first word from which on a talk drags."""
_COUNTING = "Count from one to twenty in words, with a comma after each. Write nothing else."
_CUTS = f"It cuts a prompt of {LONG} words without telling; start it with a larger context."
_CERTAIN = Sampling(temperature=0.0)


@dataclass(frozen=True)
class ServerTrial:
    """What was found; None: it could not be told."""

    streams: bool
    stops: bool | None
    context: int | None
    """Tokens, as the server reports it."""
    holds_long: bool | None
    """Whether a prompt of `LONG` words was read whole."""
    tokens_per_second: float | None
    first_word_s: float
    """Seconds to the first word of a short reply, once its model was loaded."""
    trouble: str = ""
    """What the server said to the long prompt, if it refused that."""

    @property
    def told(self) -> tuple[str, ...]:
        """What was found, for people: a line of figures, then what is missing, or that nothing is."""
        figures = [
            "streams" if self.streams else "does not stream",
            {True: "stops where it is told", False: "does not stop where it is told", None: "stopping unknown"}[
                self.stops
            ],
            f"context {self.context} tokens" if self.context else "context not told",
            f"{self.tokens_per_second:g} tokens a second" if self.tokens_per_second else "speed unknown",
            f"first word after {self.first_word_s:g} s",
        ]
        return (f"It {', '.join(figures)}.", *(self.missing or ("Nothing is missing.",)))

    @property
    def missing(self) -> tuple[str, ...]:
        """What she would miss with this server, and what to do about it; a sentence each."""
        speed = self.tokens_per_second
        found = (
            (not self.streams, "It sends a reply only when it is whole, so her first word comes late; switch streaming on there."),
            (self.stops is False, "It does not stop where it is told to; her replies are cut here, and take longer; update it."),
            (self.holds_long is False, self.trouble or _CUTS),
            (
                self.context is not None and self.context < ROOM,
                f"Its context is {self.context} tokens; with at least {ROOM} she remembers more of an evening.",
            ),
            (
                speed is not None and speed < ENOUGH,
                f"It makes {speed or 0:.1f} tokens a second; below {ENOUGH:g} you wait for her. A smaller model there is faster.",
            ),
            (self.first_word_s > SLOW_S, f"Its first word takes {self.first_word_s:.1f} s; a smaller model there begins sooner."),
        )  # fmt: skip
        return tuple(sentence for lacks, sentence in found if lacks)


@dataclass(frozen=True)
class _Reply:
    text: str
    pieces: int
    usage: Usage


def try_out(llm: ServerLlm) -> ServerTrial:
    """Tries an open server. Raises ModelError when it can't give even a short reply."""
    _ask(llm, "Say hello.", 16)  # its model is loaded now, and whether it thinks first is known
    counted = _ask(llm, _COUNTING, 80)
    holds, trouble = _holds_long(llm)
    return ServerTrial(
        streams=counted.pieces >= PIECES,
        stops=_stops(llm, counted.text),
        context=llm.reported_context,
        holds_long=holds,
        tokens_per_second=_speed(counted),
        first_word_s=round(counted.usage.prefill_s, 2),
        trouble=trouble,
    )


def _ask(llm: ServerLlm, line: str, tokens: int, stop: tuple[str, ...] = (), before: str = "Be brief.") -> _Reply:
    prompt = (ChatMessage("system", before), ChatMessage("user", line))
    asked = GenerateRequest(prompt, max_tokens=tokens, stop=stop, seed=1, sampling=_CERTAIN)
    *pieces, usage = llm.generate(asked, lambda: False)
    texts = [piece.text for piece in pieces if isinstance(piece, TextChunk)]
    assert isinstance(usage, Usage), "a reply ends with its figures"
    return _Reply("".join(texts), len(texts), usage)


def _stops(llm: ServerLlm, counted: str) -> bool | None:
    """Asks the same once more, to stop at a word that came the first time."""
    words = counted.replace(",", " ").split()
    if len(words) < 6 or (stop := words[4]) in words[:4]:
        return None
    try:
        return stop not in _ask(llm, _COUNTING, 80, (stop,)).text
    except ModelError:
        return None


def _holds_long(llm: ServerLlm) -> tuple[bool | None, str]:
    """Whether a long prompt is read whole, by the server's own count of its tokens; and what it said if it refused."""
    story = " ".join(f"day {number} was calm" for number in range(LONG // 4))
    try:
        told = _ask(llm, "Say hello.", 16, before=story)
    except ModelError as error:
        return False, str(error)
    estimate = sum(llm.count(text) + MESSAGE_TOKENS for text in (story, "Say hello."))
    return (told.usage.prompt_tokens >= LONG if told.usage.prompt_tokens != estimate else None), ""


def _speed(reply: _Reply) -> float | None:
    """Tokens a second after the first one; of a reply in one piece, over the whole time. None for too short a reply."""
    tokens, seconds = reply.usage.output_tokens, reply.usage.total_s
    if reply.pieces >= PIECES:
        tokens, seconds = tokens - 1, seconds - reply.usage.prefill_s
    return round(tokens / seconds, 1) if tokens >= PIECES and seconds > 0 else None
