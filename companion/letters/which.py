"""Chooses the letter that a line names: “the letter to Nora”; none where the named person has no letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.letters.changes import Again, Change, Handle, Length, ReadAloud, Redraft, Save, Tone
from companion.memory.fact import Person
from companion.memory.letters import Letter
from companion.text.grounding import content_words

NO_SUCH = "There is no letter to them. The page Made shows the letters there are."
NONE = "There is no letter here. Say to whom you want to write, and I'll help you with one."
WHICH = "There are several letters. Say to whom the one is that you mean."
_TO = re.compile(
    r"\b(?:the|my|our|this|that) (?:letter|draft|message|card|email|invitation|complaint) (?:to|for) (?P<to>[\w'’. -]{2,60})$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:as|in|into|out|aloud|again|back|once|so|like|an?|more|less|much|sound|to|from|then|now|please)\b.*",
    re.IGNORECASE,
)


def recipient(text: str) -> str:
    """To whom the letter is that the line speaks of: “my sister”; empty if that is not said."""
    found = _TO.search(text)
    to = _AFTER.sub("", found["to"]) if found else ""
    return to if content_words(to) else ""


def letters_to(to: str, letters: Sequence[Letter], people: Sequence[Person], exactly: bool) -> list[Letter]:
    """The letters to this person, by title, brief, or what is known of people; unless `exactly`, to one who shares a word of it."""
    wanted = content_words(to)
    named = [(one, _names(one, people)) for one in letters]
    fit = [one for one, names in named if wanted <= names]
    return fit or ([] if exactly else [one for one, names in named if wanted & names])


def ends_it(change: Change) -> bool:
    """Whether the change removes, finishes or writes out the letter: that is done to no other one than was meant."""
    return isinstance(change, Save) or (isinstance(change, Handle) and change.step in ("remove", "finish"))


def is_of_the_whole(change: Change) -> bool:
    """Whether the change is one of the letter itself, so that the person it names is who that is to."""
    return isinstance(change, Handle | Save | ReadAloud | Tone | Length | Redraft | Again)


def only_handles(changes: Sequence[Change]) -> bool:
    """Whether the line asks to show, finish, send or remove a letter, and nothing else, so that there must be one."""
    return bool(changes) and all(isinstance(one, Handle) for one in changes)


def _names(letter: Letter, people: Sequence[Person]) -> set[str]:
    """The words by which the one it is to may be called: for a letter to “my sister”, her name too."""
    names = content_words(f"{letter.title} {letter.brief.get('to', '')}")
    for one in people:
        called = [content_words(words) for words in (one.name, one.relation) if words]
        if any(words and words <= names for words in called):
            names = names.union(*called)
    return names
