"""Writes a line of her diary by code, in a written form: a quotation with a few words, or what was counted. It is always true."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from companion.courtesy import is_grave
from companion.diary.telling import TellingSentence
from companion.text.grounding import content_words
from companion.text.second_person import second_person

LOW = -0.1
"""A sentence less pleasant than this is heavy."""
_HEAVY = re.compile(
    r"\b(?:overwhelm\w*|struggl\w*|stress\w*|pressure\w*|confus\w*|frustrat\w*|worr\w*|difficult\w*|unhappy|unsure|"
    r"helpless|bored|alone|"
    r"lonely|problems?|fail\w*|cried|crying|(?:I|you|still) miss|afraid|scared|anxi\w*|exhausted|insecure|hopeless|"
    r"ashamed|guilty|homesick|"
    r"(?:feel|felt|am|I'm) lost|lost my (?:job|mother|mum|father|dad|wife|husband|son|daughter|friend|brother|sister|baby)|"
    r"tired|hurts?|ill|sick|slow|hard to|hospital|fired|broke up|divorc\w*|not good|no progress|discourag\w*|unmotivated|"
    r"stuck|reject\w*|not be liked|lacking|(?:have|has|had)n['’]?t (?:found|received|heard|had)|do(?:es)?n['’]?t earn|hard for)\b",
    re.IGNORECASE,
)
"""Words after which she makes no joke, whatever the others say."""
_WORTH = frozenset(
    "belonged brave calm dreamt dreamed glad grateful hopeful laughed peaceful promise promised proud relieved strange "
    "trust".split()
)
"""Words worth being picked out of a sentence."""
_TANGLED = re.compile(
    r"[“”\"():;?]|(?<!\w)['‘]|\b(?:said|says|told|tell|tells|asked|like),? (?:that )?i\b|\bmyself\b", re.IGNORECASE
)
"""Sentences with other words quoted in them, in which “I” may be somebody else."""
_HEARTFELT = re.compile(
    r"\b(?:grateful|thankful|blessed|proud|promised?|(?:love|loved|miss|missed) (?:my|him|her|them)|in love|forg[ai]ve)\b",
    re.IGNORECASE,
)
"""What is meant so gets no joke, though it is not heavy."""
_BOTH = re.compile(
    r"\b(my (?:wife|husband|\w*friends?|sisters?|brothers?|mother|mum|mom|father|dad|son|daughter|partner|family|colleagues?)) "
    r"and I\b",
    re.IGNORECASE,
)
_TWO_CLAUSES = re.compile(r"(\b(?:is|was|are|were|has|had|went|came|got|did|\w+ed)\b[^,]*?) and I\b")
"""“Today is Sunday and I …”: not Sunday and I together."""
_WITHOUT_GAPS = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def telling_back(
    one: TellingSentence, temperament: str, lately: Sequence[str], dice: random.Random, remark: bool, told: str = ""
) -> str:
    """A line that says the sentence again: to the user (“You never answered.”) or quoted; with a few words of hers if `remark`.

    `told`: what the LLM made of it. The form is not among those of `lately`, her lines before, and says no word of the sentence
    again (“You feel lost. I did not want that to get lost.”), if another is left.
    """
    word, by_mind = telling_word(one.text), bool(told)
    told = told or told_back(one.text)
    kind = "told" if told else "quote"
    if not remark:
        forms = _forms("plain", kind)
    elif is_heavy(one):
        forms = _forms("low", kind)
    else:
        how = "warm" if _HEARTFELT.search(one.text) else temperament
        forms = _forms(kind, how) + (_forms("word", temperament) if word and not by_mind else [])
    forms = [
        form for form in forms if not content_words(_WITHOUT_GAPS.sub("", form)) & content_words(told or one.text)
    ] or forms
    return _filled(_fresh(forms, lately, dice), quote=as_quoted(one.text), word=word, told=told)


def is_heavy(one: TellingSentence) -> bool:
    """Whether a sentence, or what was said with it, is no matter for a joke or small talk."""
    return one.feeling < LOW or bool(_HEAVY.search(one.text)) or is_grave(one.message.text)


def counting(kind: str, lately: Sequence[str], dice: random.Random, **words: str) -> str:
    """A line of this kind (`named`, `again`, `new`) with these words."""
    return _filled(_fresh(_forms("noticed", kind), lately, dice), **words)


def telling_word(sentence: str) -> str:
    """The first word of a sentence that is worth being picked out; empty if none is."""
    return next((word.lower() for word in _WORD.findall(sentence) if word.lower() in _WORTH), "")


def told_back(sentence: str) -> str:
    """The sentence as one to the user: “You never answered Ossie.” Empty where that may go wrong."""
    if _TANGLED.search(sentence):
        return ""
    plain = _BOTH.sub(r"I and \1", re.sub(r"\balso ", "", sentence.rstrip(" .!…")))
    return second_person(_TWO_CLAUSES.sub(r"\1, and I", plain))


def as_quoted(sentence: str) -> str:
    """The sentence as it stands between quotation marks: with an end, and no such marks within."""
    text = re.sub(r"[“”\"]", "'", sentence.strip())
    return text if text[-1:] in ".!?…" else f"{text.rstrip(',;:- ')}."


def all_forms() -> list[str]:
    """Every written form, with its gaps as they stand in the file."""
    return [form for table in _file().values() for row in table.values() for form in row]


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


def _forms(table: str, row: str) -> list[str]:
    return list(_file()[table][row])


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("companion.diary").joinpath("written.toml").read_text(encoding="utf-8"))
