"""Defines what generating a reply yields: text as it comes, what may be spoken, and the figures at the end."""

from __future__ import annotations

from dataclasses import dataclass

from models.language import EndOfLine, TextChunk, Usage


@dataclass(frozen=True)
class OpeningClause:
    """The beginning of a sentence, to be spoken before the rest is there; its Sentence follows."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """One whole sentence of the reply."""

    text: str
    rest: str
    """The part that has not been an OpeningClause; mostly all of it."""


@dataclass(frozen=True)
class DisplayText:
    """Something to be read rather than heard: code, an item of a list."""

    text: str
    spoken: str
    """What is said instead ("I've put the list in the window."); empty for nothing."""


Generated = EndOfLine | TextChunk | OpeningClause | Sentence | DisplayText | Usage
