"""A question and somebody's words come in; what the mind thinks of them as an answer goes out, as numbers."""

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
    """What the mind thinks of some words as an answer to a question."""

    answerable: float
    """How likely an answer can be begun from them, as log odds, -7…7."""
    question_logprob: float
    """How likely the question is after these words, as a logarithm: to be compared with other words before the same question."""
    entailed: float = 0.0
    """How likely it is that they say it, as log odds, once that has been asked."""


class LlmJudge:
    """Asks the mind aside, so that the conversation's cache stays; each question costs some 45 tokens.

    Three signs, for they err differently. How *likely* the question is finds which of several words are meant, and can't say that
    none are: of 112 questions about two made-up lives it put the right words first in 78, recall alone in 54. To begin an *answer*
    overlooks whom it is about, and whether the words *say* it what kind of thing is wanted (a name, a number); together they tell
    whether there is an answer at all.
    """

    def __init__(self, llm: LanguageModel) -> None:
        self._llm = llm

    def prefill(self, cancelled: Callable[[], bool]) -> None:
        """Have what comes before every question read now."""
        self.score("Who?", "Nobody.", cancelled)
        self.entails("Who?", "Nobody.", cancelled)

    def score(self, question: str, words: str, cancelled: Callable[[], bool]) -> RelevanceScore | None:
        """All but what `says` tells. None from a mind that can't say, or when stopped. Raises ModelError."""
        asked = f" {_plain(question)}"
        said = f'Said: "{_plain(words)}"\nQuestion:{asked}\nAnswer:'
        chosen = self._llm.score(ScoreRequest(_ANSWER + said, _UNSAID, "answer", scored=asked), cancelled)
        if chosen is None or chosen.logprob is None:
            return None
        return RelevanceScore(odds(1 - sum(chosen.shares)), chosen.logprob)

    def entails(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely the words say what is asked, as log odds; None and errors as with `opinion`."""
        said = f'Somebody once said: "{_plain(words)}"\nThey ask: "{_plain(question)}" Do these words say it?'
        chosen = self._llm.score(ScoreRequest(_YES_OR_NO + said, (" Yes", " No"), "judge"), cancelled)
        return None if chosen is None else odds(chosen.shares[0] / max(1e-9, sum(chosen.shares)))


def odds(share: float) -> float:
    """As logarithm, within what a small mind can be sure of."""
    within = min(max(share, 0.001), 0.999)
    return math.log(within / (1 - within))


def _plain(text: str) -> str:
    """As one line that can't leave its quotation marks."""
    return " ".join(text.replace('"', "'").split())[:_LONGEST]
