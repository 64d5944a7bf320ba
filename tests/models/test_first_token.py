"""The first token of a reply: never one that ends it, however likely, for a reply without a word is a fault to be told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from models.bans import TokenBans
from models.generation import Generation
from models.language import GenerateRequest

END = 2


class Context:
    """Logits of four tokens, the end the likeliest."""

    def __init__(self) -> None:
        self.logits = [0.0, 1.0, 9.0, 2.0]

    def get_logits_ith(self, _at: int) -> list[float]:
        return self.logits


class Likeliest:
    """Draws the likeliest token."""

    def sample(self, context: Context, _at: int) -> int:
        return context.logits.index(max(context.logits))


def draw(after: list[int]) -> int:
    evaluation = SimpleNamespace(llm=SimpleNamespace(_ctx=Context(), detokenize=lambda _tokens: b""), cancelled=False)
    bans = TokenBans(lambda _text: [])
    generation = Generation(cast(Any, evaluation), GenerateRequest(prompt="Hi."), bans, frozenset({END}), 100)
    generation.tokens += after
    return generation._draw(cast(Any, Likeliest()))


def test_a_reply_does_not_end_before_its_first_word() -> None:
    assert draw([]) == 3


def test_after_a_word_it_may_end() -> None:
    assert draw([1]) == END
