"""Splits a message into its sincere statements, without questions, suppositions and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.remembering.quoted_words import is_pasted, starts_quoting
from companion.remembering.sincerity import (
    is_conditional,
    is_joking,
    is_question,
    is_reported_or_unsure,
    is_tag,
    starts_fiction,
)
from companion.remembering.unkept import unkept
from companion.remembering.words import any_of
from companion.text.abbreviations import ends_sentence
from companion.text.characters import ordinary_space

_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n+")
_SUBJECT = (
    r"(?:i|we|he|she|they|it|you|that|there|this|everybody|nobody|please|do|does|did|would|could|should|what|where|why|"
    r"how|"
    r"my|our|his|her|their|even|ask|call|never|don't|every|mum|mom|dad|grandma|grandpa|people|everyone|everybody)\b"
)
_JOINT = re.compile(
    rf"(?:\s*[,;:–—]\s+|\s+-\s+)(?:(?:and|but|so|because|cause|cos|or|though|although|while|since|then|plus|yet)\s+)*"
    rf"(?:(?:um|uh|now|also|honestly|actually|well|yeah|still)\s+)*(?={_SUBJECT})"
    rf"|\s+(?:and|but|so|because|cause|cos|though|although|while|plus|then|if|unless)\s+"
    rf"(?:(?:um|uh|now|also|honestly|actually|then|yeah)\s+)*"
    r"(?=(?:i|i'm|we|he|she|they|it|you|that's|there's|my|our|mum|mom|dad|people|everyone|everybody|do|would|please)\b)"
    r"|(?<=more)\s+(?=(?:i|we|he|she|they|my|our)\b)|(?<=now|too)\s+(?=(?:i|i'm|we|she's|he's|my|our)\b)",
)
_COMPOUND = re.compile(
    rf"(?:.*\s)?(?:(?:my|our)\s+(?:\w+\s+)?{any_of('kin')}(?:\s+\w+)?|[\w-]+)$|^(?:my|our)\s+[\w-]+(?:\s+[\w-]+)?$"
)
_NO_VERB = re.compile(rf"^(?:(?:my|our)\s+(?:\w+\s+)?{any_of('kin')}(?:\s+[\w-]+)?|[\w-]+)$")


@dataclass(frozen=True)
class Clause:
    """One clause, as a range of indexes in the message."""

    start: int
    end: int
    sentence: int
    """The number of its sentence in the message, from 0."""


def plain(text: str) -> str:
    """The text in lower case with straight apostrophes and ordinary spaces, of the same length."""
    return "".join(_plain(character) for character in text)


def clauses(text: str, her_name: str = "") -> Iterator[Clause]:
    """The clauses that are sincere statements of the user's own and may be kept, in order; `her_name`: see `is_pasted`."""
    low = plain(text)
    if unkept(low) or is_joking(low) or is_pasted(text, her_name):
        return
    for number, (start, end, mark) in enumerate(_sentences(text)):
        sentence = low[start:end]
        if starts_fiction(sentence) or starts_quoting(sentence):
            return
        for first, last in _sincere_parts(sentence, "?" in mark):
            part = sentence[first:last]
            begins, ends = len(part) - len(part.lstrip()), len(part.rstrip())
            yield Clause(start + first + begins, start + first + max(begins, ends), number)


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each sentence begins and ends, and the mark that ends it."""
    start = 0
    for found in _END.finditer(text):
        if found[0] == "." and not ends_sentence(
            text[start : found.end()], text[found.end() :].lstrip(), complete=True
        ):
            continue
        yield start, found.start(), found[0]
        start = found.end()
    yield start, len(text), ""


def _sincere_parts(sentence: str, marked: bool) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that are sincere statements; those after a question or condition are left out."""
    parts = list(_parts(sentence))
    if is_reported_or_unsure(sentence) or (marked and (len(parts) == 1 or is_tag(sentence[slice(*parts[-1])]))):
        return
    if is_question(sentence[slice(*parts[0])]) or (marked and not is_question(sentence[slice(*parts[-1])])):
        return
    for first, last in parts:
        part = sentence[first:last]
        if is_question(part) or is_conditional(sentence[:first], part):
            return
        yield first, last


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in _JOINT.finditer(sentence):
        left = sentence[start : joint.start()].strip()
        if _NO_VERB.match(left) and joint[0].strip() == "and":
            continue
        if left:
            yield start, joint.start()
            start = joint.end() if not re.search(r"\b(?:if|unless)\b", joint[0]) else joint.start()
    yield start, len(sentence)


def _plain(character: str) -> str:
    low = "'" if character in "’‘" else ordinary_space(character).lower()
    return low if len(low) == 1 else character
