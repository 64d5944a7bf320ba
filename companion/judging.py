"""A question and somebody's words come in; how likely the words tell the answer goes out, as the mind sees it."""

from __future__ import annotations

from collections.abc import Callable

from models.language import Chosen, LanguageModel, Request

TELLS = 0.88
"""From here on words count as an answer (46 made-up pairs, the default mind: 25 of 26 answers, 2 of 20 others)."""

_EXAMPLES = """Somebody once said: "My aunt Rosa keeps bees."
They ask: "What does my aunt keep?" Do these words say it? Yes.
Somebody once said: "My aunt Rosa keeps bees."
They ask: "Where does my aunt live?" Do these words say it? No.
Somebody once said: "I've been at the library since March, mostly the children's corner."
They ask: "Where do I work?" Do these words say it? Yes.
Somebody once said: "My uncle plays the harp."
They ask: "What does my cousin play?" Do these words say it? No.
"""
_LONGEST = 300


class Judge:
    """Asks the mind aside, so that the conversation's cache stays; half a second of two cores for one answer."""

    def __init__(self, mind: LanguageModel) -> None:
        self._mind = mind

    def warm(self, cancelled: Callable[[], bool]) -> None:
        """Have what comes before every question read now."""
        self.tells("Who?", "Nobody.", cancelled)

    def tells(self, question: str, words: str, cancelled: Callable[[], bool]) -> float | None:
        """How likely `words` answer `question`, 0…1; None from a mind that can't say, or when stopped. Raises ModelError."""
        said = f'Somebody once said: "{_plain(words)}"\nThey ask: "{_plain(question)}" Do these words say it?'
        request = Request(_EXAMPLES + said, choices=(" Yes", " No"), aside=True)
        answers = list(self._mind.reply(request, cancelled))
        return next((answer.shares[0] for answer in answers if isinstance(answer, Chosen)), None)


def _plain(text: str) -> str:
    """As one line that can't leave its quotation marks."""
    return " ".join(text.replace('"', "'").split())[:_LONGEST]
