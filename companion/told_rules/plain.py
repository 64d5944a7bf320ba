"""Writes a sentence in plain lower case, with swapped letters put right, and finds how words of that were written."""

from __future__ import annotations

import re

_MARKS = {"’": "'", "‘": "'", "\u00a0": " "}
_OFTEN_SWAPPED = (
    "just talk answer answers reply replies question questions advice tease teasing shorter longer gentler blunter please stop "
    "never always morning evening weekend jokes formal nicer polite sentence sentences punctuation exclamation"
)
_WORDS_THEMSELVES = frozenset({"juts"})
_MEANT = {
    word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
    for word in _OFTEN_SWAPPED.split()
    for at in range(1, len(word) - 1)
    if word[at] != word[at + 1]
}
"""Words as they are meant where two neighbouring letters changed places: “jsut”, “tlak”, “anwsers”."""


def plain(text: str) -> str:
    """The sentence in lower case, with straight apostrophes, as its words are meant."""
    low = _straight(" ".join(text.lower().split()))
    low = re.sub(r"\b(do|did|does|wo|ca|is|are|should|would|could|must)nt\b", r"\1n't", low)
    low = re.sub(r"\b(you)(re|ve|d|ll)\b|\b(i)(m|ve)\b", lambda found: "'".join(filter(None, found.groups())), low)
    return re.sub(r"[a-z]{4,}", _as_meant, low)


def as_written(words: str, said: str) -> str:
    """These words of the plain sentence as the sentence has them: with its capitals, and its letters where they were."""
    at = _straight(said.lower()).find(words)
    if at >= 0:
        return said[at : at + len(words)]
    pieces, many = said.split(), len(words.split())
    written = (" ".join(pieces[at : at + many]).strip(" \"'“”‘’.,!?…") for at in range(len(pieces)))
    return next((one for one in written if plain(one) == words), words)


def _straight(text: str) -> str:
    for mark, straight in _MARKS.items():
        text = text.replace(mark, straight)
    return text


def _as_meant(found: re.Match[str]) -> str:
    return found[0] if found[0] in _WORDS_THEMSELVES else _MEANT.get(found[0], found[0])
