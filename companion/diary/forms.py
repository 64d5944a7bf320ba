"""Writes a line of her diary by code, in a written form: a quotation with a few words, or what was counted. It is always true."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from companion.courtesy import is_grave
from companion.diary.telling import TellingSentence, word_feeling
from companion.text.grounding import is_content_word

LOW = -0.3
"""A sentence less pleasant than this gets no joke."""
_FELT = 1.3
"""How pleasant or unpleasant a word must at least be to be picked out."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def quoting(one: TellingSentence, temperament: str, lately: Sequence[str], dice: random.Random) -> str:
    """A line that quotes the sentence; its form is not among those of `lately`, her lines before, if another is left."""
    word = telling_word(one.text)
    if one.feeling < LOW or is_grave(one.text):
        forms = _forms("low", "all")
    else:
        forms = _forms("quote", temperament) + (_forms("word", temperament) if word else [])
    return _filled(_fresh(forms, lately, dice), quote=as_quoted(one.text), word=word)


def counting(kind: str, lately: Sequence[str], dice: random.Random, **words: str) -> str:
    """A line of this kind (`named`, `again`, `new`) with these words."""
    return _filled(_fresh(_forms(kind, "all"), lately, dice), **words)


def telling_word(sentence: str) -> str:
    """The word of a sentence with most feeling in it; empty if none has any."""
    words = [word for word in _WORD.findall(sentence) if is_content_word(word) and len(word) > 3]
    best = max(words, key=lambda word: abs(word_feeling(word)), default="")
    return best.lower() if best and abs(word_feeling(best)) >= _FELT else ""


def as_quoted(sentence: str) -> str:
    """The sentence as it stands between quotation marks: with an end, and no such marks within."""
    text = re.sub(r"[“”\"]", "'", sentence.strip())
    return text if text[-1:] in ".!?…" else f"{text.rstrip(',;:- ')}."


def _fresh(forms: list[str], lately: Sequence[str], dice: random.Random) -> str:
    """One of the forms, of those that were not used lately; when all were, the one whose last use is longest ago."""
    used = {form: number for number, line in enumerate(lately) for form in forms if _is_of(form, line)}
    unused = [form for form in forms if form not in used]
    return dice.choice(unused) if unused else min(forms, key=lambda form: used[form])


def _is_of(form: str, line: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(form))
    return bool(re.fullmatch(pattern, line))


def _filled(form: str, **words: str) -> str:
    for name, value in words.items():
        form = form.replace(f"{{{name}}}", value)
    return form


def _forms(kind: str, temperament: str) -> list[str]:
    return list(_file()[kind][temperament])


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("companion.diary").joinpath("written.toml").read_text(encoding="utf-8"))
