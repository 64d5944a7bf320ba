"""A question and somebody's words come in; how likely the words tell the answer goes out, as the mind sees it."""

from __future__ import annotations

import math
from collections.abc import Callable

from models.language import Chosen, LanguageModel, Request

WORTH_ASKING = 0.65
"""Below this share of yes, words are no answer, and the second question about them is not put."""
TELLS = 0.58
"""From this likelihood on words count as an answer."""

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


class Judge:
    """Asks the mind aside, so that the conversation's cache stays; each question costs some 45 tokens.

    Two questions, for they err differently: “do these words say it?” overlooks what kind of answer is wanted (a name, a
    number), and to begin an answer overlooks whom it is about. On 40 questions about a made-up life, with the bar set on these
    very questions, the first alone finds 24 of 31 answers and takes 3 of 9 other things for one; both together 22 and 2.
    """

    def __init__(self, mind: LanguageModel) -> None:
        self._mind = mind

    def warm(self, cancelled: Callable[[], bool]) -> None:
        """Have what comes before every question read now."""
        self._says("Who?", "Nobody.", cancelled)
        self._answers("Who?", "Nobody.", cancelled)

    def tells(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely `words` answer `question`, 0…1, by both questions together; at most a half when the first says no.

        None from a mind that can't say, or when stopped. Raises ModelError.
        """
        says = self._says(question, words, cancelled)
        if says is None:
            return None
        if says < WORTH_ASKING:
            return min(says, 0.5)
        answers = self._answers(question, words, cancelled)
        return None if answers is None else 1 / (1 + math.exp(-(odds(says) + odds(answers)) / 2))

    def _says(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely yes is, of yes and no."""
        said = f'Somebody once said: "{_plain(words)}"\nThey ask: "{_plain(question)}" Do these words say it?'
        shares = self._ask(Request(_YES_OR_NO + said, choices=(" Yes", " No"), aside="judge"), cancelled)
        return None if shares is None else shares[0] / max(1e-9, sum(shares))

    def _answers(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely an answer begins with anything but that there is none."""
        said = f'Said: "{_plain(words)}"\nQuestion: {_plain(question)}\nAnswer:'
        shares = self._ask(Request(_ANSWER + said, choices=_UNSAID, aside="answer"), cancelled)
        return None if shares is None else 1 - sum(shares)

    def _ask(self, request: Request, cancelled: Callable[[], bool]) -> tuple[float, ...] | None:
        answers = list(self._mind.reply(request, cancelled))
        return next((answer.shares for answer in answers if isinstance(answer, Chosen)), None)


def odds(share: float) -> float:
    """As logarithm, within what a small mind can be sure of."""
    within = min(max(share, 0.001), 0.999)
    return math.log(within / (1 - within))


def _plain(text: str) -> str:
    """As one line that can't leave its quotation marks."""
    return " ".join(text.replace('"', "'").split())[:_LONGEST]
