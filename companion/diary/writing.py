"""Asks the LLM, in a side context, to say a sentence of the user's in fewer words; what does not stand is thought again once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from companion.diary.checking import faults
from companion.replying.prompt import Form
from models.language import ChatMessage, GenerateRequest, LanguageModel, Prompt, Sampling, TextChunk

TRIES = 2
TOKENS = 40
SIDE = "diary"
"""The side context: the talk's cache stays as it is. The LLM frees it when it rests."""
_TASK = (
    "What somebody said in the evening, and the one line that a friend put in her diary about it. She tells it to "
    "them as “you”, in "
    "their own words, shorter, and adds nothing."
)
_EXAMPLES = (
    (
        "I wrote forty letters today for other people, and none of them were mine.",
        "You wrote forty letters, and none of them were yours.",
    ),
    (
        "My sister Nora moved to Porto in the spring and I still haven't been.",
        "Nora moved to Porto, and you still haven't been.",
    ),
    (
        "Over lunch in the canteen I was going to say something to him, but I didn't.",
        "You were going to say something to him, but you didn't.",
    ),
    ("We spent all of Saturday painting the hall yellow.", "You spent Saturday painting the hall yellow."),
    (
        "I got the job in the end, and the first thing I did was ring my mother.",
        "You got the job, and the first thing you did was ring your mother.",
    ),
)


@dataclass(frozen=True)
class Phrased:
    """What became of a request."""

    text: str
    """Empty when no try stood."""
    tries: int
    seconds: float
    """For which the LLM worked."""


class DiaryWriter:
    """Asks the LLM. One thread uses it."""

    def __init__(
        self, llm: LanguageModel, form: Form, seed: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """With the same `seed` the same sentence gives the same line; `clock` gives seconds."""
        self._llm, self._form, self._seed, self._clock = llm, form, seed or 1, clock

    def phrase(self, said: str, told: str, cancelled: Callable[[], bool], budget_s: float) -> Phrased:
        """The sentence `told` (“You never answered.”), in fewer words; nothing when cancelled. `said`: as the user said it.

        Raises ModelError and WorkerError.
        """
        began = self._clock()

        def over() -> bool:
            return cancelled() or self._clock() - began >= budget_s

        text, tries = "", 0
        while not text and tries < TRIES and not over():
            tries += 1
            line = self._ask(said, tries, over)
            text = line if not over() and not faults(line, told) else ""
        return Phrased(text, tries, self._clock() - began)

    def _ask(self, said: str, attempt: int, cancelled: Callable[[], bool]) -> str:
        request = GenerateRequest(
            self._prompt(said),
            TOKENS,
            ("\n",),
            self._seed + attempt,
            Sampling(temperature=0.2 + 0.2 * attempt),
            side_context=SIDE,
        )
        pieces = (piece.text for piece in self._llm.generate(request, cancelled) if isinstance(piece, TextChunk))
        return "".join(pieces).strip().strip('"“”')

    def _prompt(self, said: str) -> Prompt:
        if self._form == "transcript":
            shown = "".join(f"Said: {line}\nDiary: {told}\n\n" for line, told in _EXAMPLES)
            return f"{_TASK}\n\n{shown}Said: {said}\nDiary:"
        turns = [one for line, told in _EXAMPLES for one in (ChatMessage("user", line), ChatMessage("assistant", told))]
        return (ChatMessage("system", _TASK), *turns, ChatMessage("user", said))
