"""Words the sentence of a fact: the user's clause, turned to the user, with the subject named."""

from __future__ import annotations

import re

from companion.remembering.subjects import ClauseSubject
from companion.text.second_person import second_person


def fact_sentence(subject: ClauseSubject, quote: str, start: int, first: bool) -> str:
    """The sentence to the user for a quote whose predicate begins at `start`; `first`: the quote has the subject, too."""
    if subject.kind != "i":
        sentence = _sentence_about(subject, quote[start - subject.start :] if first else quote)
    elif first:
        sentence = second_person(quote)
    else:
        sentence = second_person(f"I{quote}" if quote[0] in "'’" else f"I {quote}")
    if not subject.name:
        return sentence
    return re.sub(rf"\b{re.escape(subject.name)}\b", subject.name, sentence, flags=re.IGNORECASE)


def _sentence_about(subject: ClauseSubject, rest: str) -> str:
    """The sentence with the subject named: “she's a vet” about Amira becomes “Amira is a vet.”"""
    verb = re.match(r"['’](s|re|ve)\s+", rest)
    if verb:
        has = verb[1] == "ve" or re.match(r"(?:been|got|had|\w+ed|moved|gone)\b", rest[verb.end() :]) is not None
        rest = ("has " if has else "is ") + rest[verb.end() :]
    return second_person(f"{subject.description[:1].upper()}{subject.description[1:]} {rest}")
