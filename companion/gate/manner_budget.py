"""Keeps one reply within the rules the user has told her: its questions, its words, and what may be in a sentence."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from companion.text.whole_sentence import stands_alone
from companion.told_rules.manners import Manners

LITTLE = 3
"""Fewest words of a sentence that has been cut, and of room that is worth going on for."""
_OPENING = r"(?:(?:and|so|but|well|oh|ah|then|now|hm+|tell me),?\s+)*"
_EXCLAIMS = r"(?! an?\b| (?:nice|lovely|good|kind|sad|odd|strange|funny|annoying|awful|sweet|wonderful|exciting)\b)"
_SUBJECT = r"(?:it|that|this|there|you|he|she|they|we|your|i|the|anyone|anybody|somebody|someone|something|anything)"
_QUESTION = re.compile(
    rf"^\W*{_OPENING}(?:(?:who|what|when|where|which|why|how|whose)\b{_EXCLAIMS}|(?:is|are|was|were|do|does|did|can|could|will|would|"
    rf"have|has|had|isn't|aren't|don't you|doesn't|didn't|won't|wouldn't) {_SUBJECT}\b|any (?:idea|plans|chance|news)\b|"
    r"shall (?:we|i)\b)",
    re.IGNORECASE,
)
_CONJUNCTIONS = "and|but|because|so|when|while|which|who|with|until|since|though|if|as|or|then"
_PLACE = re.compile(rf"(?<=[,;:])\s|\s[–—-]\s|\s(?=(?:{_CONJUNCTIONS})\s)")

_DANGLES = re.compile(rf"[\s,;:–—-]+(?:{_CONJUNCTIONS})$")
"""“I see why, and”: what a cut leaves hanging."""


class MannerBudget:
    """What is left of a reply's questions and words. Used by the gate of that reply."""

    def __init__(self, manners: Manners, asked: Sequence[bool], line: str) -> None:
        """`asked`: of each of her last replies, oldest first, whether it asked. `line`: what the reply answers."""
        self.rules = manners
        self._line = line
        self._questions, self._words = manners.questions(asked), manners.words
        self._said = 0

    @property
    def full(self) -> bool:
        """Whether no sentence has room any more."""
        return self._said > 0 and self._words is not None and self._words < LITTLE

    def mended(self, text: str) -> str:
        """The text without what a rule forbids and can simply go."""
        return self.rules.mended(text)

    def allows(self, text: str, whole: bool = True) -> bool:
        """Whether a sentence, or the beginning of one, asks no question too many and has nothing that a rule forbids."""
        if self._questions is not None and self._questions < self._asks(text, whole):
            return False
        return not self.rules.refuses(text, self._line)

    def room_for(self, clause: str, begun: str) -> bool:
        """Whether a sentence that has `begun` may go on with a clause; the first clause of a reply always has room."""
        if self._words is None or (not self._said and not begun):
            return True
        return _count(begun) + _count(clause) <= self._words

    def cut(self, text: str, begun: str = "") -> str | None:
        """A sentence, or its rest, within the words that are left: whole, or up to a pause; None when nothing has room.

        The first sentence of a reply is given whole if there is no pause in it: no reply is empty.
        """
        if self._words is None or (room := self._words - _count(begun)) >= _count(text):
            return text
        if shorter := _up_to_a_pause(text, room):
            return shorter
        return None if self._said or begun else text

    def some_of(self, sentences: Sequence[str]) -> list[str]:
        """Those of these sentences that the rules allow together; the last may end at a pause. None counts as said."""
        left, fit, most = copy.copy(self), list[str](), self.rules.sentences(len(sentences))
        for one in map(self.mended, sentences):
            if left.allows(one):
                within = left.cut(one)
                if within is None or len(fit) == most:
                    break
                left.spend(within)
                fit.append(within)
        return fit

    def spend(self, sentence: str) -> None:
        """Take a sentence that is said from what is left."""
        self._said += 1
        if self._words is not None:
            self._words -= _count(sentence)
        if self._questions is not None:
            self._questions -= self._asks(sentence, True)

    @staticmethod
    def _asks(text: str, whole: bool) -> int:
        marks = len(re.findall(r"\?(?=\W*(?:\s|$))", text))
        return marks if marks or whole else int(bool(_QUESTION.match(text)))


def _count(text: str) -> int:
    return len(text.split())


def _up_to_a_pause(text: str, room: int) -> str:
    """The longest whole sentence of at most `room` words that ends before a pause; empty when there is none."""
    places = [found.start() for found in _PLACE.finditer(text) if LITTLE <= _count(text[: found.start()]) <= room]
    beginnings = (_DANGLES.sub("", text[:place]).rstrip(" ,;:–—-") for place in reversed(places))
    return next((f"{one}." for one in beginnings if _count(one) >= LITTLE and stands_alone(one)), "")
