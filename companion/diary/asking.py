"""Chooses one thing to ask next time: something the user said they are at, such as a trip they plan or a book they write.

What they meant to do, and occasions with a date, are asked about elsewhere, without her diary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from companion.diary.forms import is_heavy, told_back
from companion.diary.telling import TellingSentence

LATER = timedelta(days=2)
"""So long after it was said it may be asked about."""

_AT_IT = re.compile(
    r"^(?:(?:lately|recently|these days|at the moment|right now),? )?(?:I['’]m|I am|im|I['’]ve been|I have been|ive been|we['’]re|"
    r"we are|we['’]ve been|we have been|I (?:just |recently |finally )?(?:started|began)|my \w+(?:'s| is))\s+"
    r"(?:also |still |currently |now |just |slowly |actually |finally |really )*"
    r"(?:planning|learning|building|writing|reading|looking for|looking into|thinking (?:of|about) \w+ing|practi[sc]ing|"
    r"training for|"
    r"painting|preparing|knitting|sewing|studying|saving (?:up )?for|rehearsing|restoring|growing|renovating|repairing|"
    r"designing|composing|translating|researching|applying|working on|working towards|teaching myself|"
    r"trying to (?:learn|find|write|build|quit|stop|give up|grow|save|sell|fix|get better)|"
    r"taking (?:\w+ ){0,3}(?:lessons|classes|course))\b(?P<what>.+)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|weekend)|but|feel|next|someone|somebody|anyone|on \w+day)\b",
    re.IGNORECASE,
)
MOST_WORDS = 14
_QUESTIONS = ("How is that going?", "How is that coming along?")


@dataclass(frozen=True)
class ToAsk:
    """A question and the sentence that it comes from."""

    question: str
    sentence: TellingSentence


def something_to_ask(sentences: Sequence[TellingSentence], number: int) -> ToAsk | None:
    """A question about the best of the sentences that can be asked about; None without one. `number` varies its words."""
    for one in sentences:
        found = _AT_IT.match(one.text)
        told = told_back(one.text)
        short = 1 <= len(found["what"].split()) <= MOST_WORDS if found else False
        if short and told and not _DATED.search(one.text) and not is_heavy(one):
            return ToAsk(f"{told} {_QUESTIONS[number % len(_QUESTIONS)]}", one)
    return None
