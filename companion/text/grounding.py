"""Checks how far a text rests on given sources: which names and numbers, and what share of its content words, occur there."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from companion.text.notes import Note
from companion.text.number_words import NUMBERS, ORDINALS
from companion.text.sentences import split

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ORDINARY = frozenset(
    "a about actually after again all also always am an and any anything are as at away back be because been before being "
    "bit both but by came can come could day did do does doing done don't down each even ever every for from gave get gets "
    "getting go goes going gone good got had has have having he hello her here hers hi him his how i if in into is it its "
    "just kind know known last let like liked little look made make many maybe me mean mentioned might mine more most much "
    "must my never new next nice no not nothing now of off oh ok okay old on once one only or other our out over own perhaps "
    "put quite rather really remember right said same saw say says see seem she should since so some something still such "
    "sure take talk talked tell than thank thanks that the their them then there these they thing things think this those "
    "though thought time to today told tonight too took up us very want wanted was way we well went were what when where "
    "which while who why will with would yeah yes yesterday yet you your yours "
    "doesn didn isn wasn aren weren haven hasn hadn won wouldn couldn shouldn".split()
)
_ENDINGS = re.compile(r"(?:'s|’s|ings?|ed|es|s|ly|e)$")
_VALUES = {
    **{word: str(value) for word, value in NUMBERS.items() if value > 1},
    **{word: str(value) for word, value in ORDINALS.items() if value > 2},
    "hundred": "100",
    "thousand": "1000",
}
"""“One”, “first” and “second” are as often no numbers."""
_POLAR = re.compile(r"(is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|should)\b", re.IGNORECASE)
_ASKS_WHAT = re.compile(r"\b(who|whose|what|when|where|which|why|how)\b", re.IGNORECASE)


def ungrounded(text: str, sources: Iterable[str]) -> list[str]:
    """The names and numbers in a text that occur in no source; a name is a capitalised word within a sentence."""
    there: set[str] = set()
    for source in sources:
        there |= {form for word in _WORD.findall(source) for form in _forms(word)}
    return [word for word in _names_and_numbers(text) if not there & _forms(word)]


def is_content_word(word: str) -> bool:
    """Whether a word carries meaning of its own, unlike “the” or “said”."""
    return _bare(word) not in _ORDINARY and stem(_bare(word)) not in _ORDINARY


def content_words(text: str) -> set[str]:
    """The content words of a text, without their endings."""
    return {stem(word) for word in _words(text) if word not in _ORDINARY and stem(word) not in _ORDINARY}


def stem(word: str) -> str:
    """The word without its endings: “walked”, “walking”, “walks” → “walk”; only roughly, but the same for text and sources."""
    while len(word) > 3 and (shorter := _ENDINGS.sub("", word)) != word and len(shorter) > 2:
        word = shorter
    return word


def numbers_in(text: str) -> set[str]:
    """The numbers above one in a text, as figures, whether written so or in words."""
    bare = (_bare(word) for word in _WORD.findall(text))
    return {figures[0] for word in bare if (figures := re.match(r"\d+", _VALUES.get(word, word))) and figures[0] != "1"}


def support_share(text: str, sources: Iterable[str]) -> float:
    """The share of a text's content words that occur in the sources, 0…1; 1 for a text without any."""
    said = content_words(text)
    return len(said & content_words(" ".join(sources))) / len(said) if said else 1.0


def sources_of(reply: str, asked: str, notes: Sequence[Note], besides: Sequence[str] = ()) -> tuple[Note, ...]:
    """The notes that a reply rests on: it has content words of theirs that are neither in the question nor in `besides`.

    For a bare yes or no: the first note, unless there is something in `besides`, which may have changed the answer.
    """
    beyond = content_words(reply) - content_words(" ".join([asked, *besides]))
    drawn = tuple(note for note in notes if beyond & content_words(note.text))
    polar = _POLAR.match(asked) and not _ASKS_WHAT.search(asked) and re.match(r"(yes|no)\b", reply, re.I)
    return tuple(notes[:1]) if not drawn and not besides and polar else drawn


def _names_and_numbers(text: str) -> list[str]:
    found: list[str] = []
    for sentence in split(text):
        for number, word in enumerate(_WORD.findall(sentence)):
            bare = _bare(word)
            if word[0].isdigit() or bare in _VALUES or (number and word[0].isupper() and bare not in _ORDINARY):
                found.append(word)
    return found


def _forms(word: str) -> set[str]:
    """The forms in which the word may occur elsewhere: without a genitive, a number in figures."""
    bare = _bare(word)
    digits = re.match(r"\d+", bare)
    return {bare, _VALUES.get(bare, bare), digits.group() if digits else bare}


def _bare(word: str) -> str:
    """The word in lower case, up to an apostrophe: “Nora's” → “nora”."""
    return re.split("['’]", word.lower())[0]


def _words(text: str) -> list[str]:
    return [
        word.replace("’", "'").lower() if word.lower() in _ORDINARY else _bare(word) for word in _WORD.findall(text)
    ]
