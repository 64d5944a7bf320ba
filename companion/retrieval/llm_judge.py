"""Lets the LLM score how well a message answers a question."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from models.language import LanguageModel, ScoreRequest

_YES_OR_NO = """Somebody once said: "My aunt Rosa keeps bees."
They ask: "What does my aunt keep?" Do these words say it? Yes.
Somebody once said: "My aunt Rosa keeps bees."
They ask: "Where does my aunt live?" Do these words say it? No.
Somebody once said: "I've been at the library since March, mostly the children's corner."
They ask: "Where do I work?" Do these words say it? Yes.
Somebody once said: "My uncle plays the harp."
They ask: "What does my cousin play?" Do these words say it? No.
"""
_ANSWER = """Said: "My aunt Rosa keeps bees, she's got eleven hives on the roof."
Question: What does my aunt keep?
Answer: bees
Said: "My aunt Rosa keeps bees, she's got eleven hives on the roof."
Question: Where does my aunt live?
Answer: not said
Said: "I've been at the library since March, mostly the children's corner."
Question: Where do I work?
Answer: at the library
Said: "Grandpa would have laughed. He used to take me fishing at the weir."
Question: What was my grandpa called?
Answer: not said
Said: "My uncle plays the harp, badly."
Question: What does my cousin play?
Answer: not said
"""
_UNSAID = (" not", " unknown", " unsaid", " none", " nothing", " no")
_LONGEST = 300


@dataclass(frozen=True)
class RelevanceScore:
    """How well a message answers a question, by the LLM."""

    answerable: float
    """Log odds that the message gives an answer rather than “not said”, -7…7."""
    question_logprob: float
    """log P(question | message); comparable only between messages for the same question."""
    entailed: float = 0.0
    """Log odds that the message says what is asked; 0 until `entails` was called."""


class LlmJudge:
    """Scores messages in side contexts, so that the conversation's prefix cache stays; a score costs some 45 tokens.

    Three scores, because they err differently. The *likelihood* of the question finds which of several messages is meant, but
    not that none is: of 112 questions about two made-up lives it put the right message first in 78, recall alone in 54. Whether an
    *answer* can be given overlooks the person, and whether the message *says* it overlooks the type of answer (a name, a number);
    together they tell whether there is an answer at all.
    """

    def __init__(self, llm: LanguageModel) -> None:
        self._llm = llm

    def prefill(self, cancelled: Callable[[], bool]) -> None:
        """Prefill the examples that precede every question."""
        self.score("Who?", "Nobody.", cancelled)
        self.entails("Who?", "Nobody.", cancelled)

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        """Score a message, without `entailed`. None from an LLM that can't score, or when cancelled. Raises ModelError."""
        asked = f" {_plain(question)}"
        said = f'Said: "{_plain(words)}"\nQuestion:{asked}\nAnswer:'
        scores = self._llm.score(ScoreRequest(_ANSWER + said, _UNSAID, "answer", scored=asked), cancelled)
        if scores is None or scores.logprob is None:
            return None
        return RelevanceScore(odds(1 - sum(scores.shares)), scores.logprob)

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """Log odds that the message says what is asked; None and errors as for `score`."""
        said = f'Somebody once said: "{_plain(words)}"\nThey ask: "{_plain(question)}" Do these words say it?'
        scores = self._llm.score(ScoreRequest(_YES_OR_NO + said, (" Yes", " No"), "judge"), cancelled)
        return None if scores is None else odds(scores.shares[0] / max(1e-9, sum(scores.shares)))


def odds(share: float) -> float:
    """The log odds of a probability, limited to what a small LLM can be sure of (0.001…0.999)."""
    within = min(max(share, 0.001), 0.999)
    return math.log(within / (1 - within))


def _plain(text: str) -> str:
    """The text on one line, without double quotes, so that it stays within its quotation marks."""
    return " ".join(text.replace('"', "'").split())[:_LONGEST]
