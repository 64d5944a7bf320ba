"""Understands the answers of the interview: which of two things is wanted, yes or no, what was named, and what is a command."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, Literal, get_args

from companion.text.normalised_words import normalised, without_colour_words
from companion.text.phrases import compile_phrases

Command = Literal["leave", "over", "back", "skip", "type", "repeat", "go_on", "why", "who", "later", "patience"]
"""What is said about the interview and is no answer; the first that fits counts."""

_DENYING = re.compile(
    r"(?<= )(?:not|no|never|nor|neither|hardly|without|less|fewer|hate|hates|avoid|dislike|can not stand|anything but|far from|"
    r"last thing i|tired of|enough|nothing|except|sick of) (?:[^ .]+ ){0,3}$"
)
"""Before a word, in its sentence: what follows is not wanted."""
_ONLY = re.compile(
    r"(?<= )(?:not only|no doubt|not just|not without|no matter|not against|no problem with|not (?:afraid|averse)|never enough) "
)
_COMPARED = re.compile(r"(?<= )(?:rather than|instead of|more than|(?<!less )than|over|as opposed to|used to)(?= )")
_PREFERRED = re.compile(r"(?<= )prefer (?:[^ .]+ ){1,3}to(?= )")
_AGAIN = re.compile(r"(?<= )(?:but|now|though|although|nowadays|these days)(?= )")
_IN_THE_END = re.compile(
    r"(?<= )(?:if i (?:had|have|must) to (?:choose|pick|say|decide)|if i must choose|if anything|on the whole|in the end|"
    r"all in all|most of all|more than anything|but mostly)(?= )"
)
"""What follows decides."""
_OPINION = re.compile(r"(?<= )i (?:do )?(?:think|suppose|guess|believe|reckon|would say)(?= )")
_LONGEST_COMMAND = 9
"""Words: a longer line is an answer, whatever it says besides."""
_OPENERS = re.compile(
    r"^ \. (?:(?:oh|um|uh|er|erm|well|so|please|hm|hmm|ah|ok|okay|no|yes|actually|sorry|can you|could you|can we|let us|let me|"
    r"i think|i would|i will) )*"
)


@functools.cache
def table() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """All patterns, by question and meaning."""
    read = _read()
    return {
        question: {
            meaning: compile_phrases(sorted(phrases, key=len, reverse=True), read["sets"])  # the longest is found first
            for meaning, phrases in meanings.items()
        }
        for question, meanings in read.items()
        if question not in ("sets", "lists")
    }


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """A list of single words of the same file."""
    return frozenset(_read()["lists"][name].split())


@functools.cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("companion.initiation").joinpath("answers.toml").read_text(encoding="utf-8"))


def read_command(text: str) -> Command | None:
    """What a short line says about the interview itself; None for an answer."""
    words, plain = normalised(text), _plain(text)
    if len(words.replace(".", " ").split()) > _LONGEST_COMMAND:
        return None
    forms = (words, plain, _OPENERS.sub(" . ", plain))
    commands: tuple[Command, ...] = get_args(Command)
    for command in commands:
        for found in filter(None, (table()["commands"][command].match(form, 3) for form in forms)):
            if command in ("leave", "over", "type", "why", "who") or _is_little(found.string[found.end() :]):
                return command
    return None


def _is_little(rest: str) -> bool:
    """Whether no more than a courtesy follows."""
    return word_list("polite").issuperset(rest.replace(".", " ").split())


def choose(question: str, poles: tuple[str, ...], text: str) -> str:
    """Which pole a line wants; or “both”, “neither”, “surprise”, “unknown”, “unclear”."""
    words = _sentences(text)
    for decided in _IN_THE_END.finditer(words):
        last = choose(question, poles, words[decided.end() :].replace(" .", "."))
        if last in poles:
            return last
    own, shared = table()[question], table()["shared"]
    unsure = bool(shared["unknown"].search(words))
    words = shared["unknown"].sub("", words) if unsure else words
    if shared["surprise"].search(words) and not _found(own, poles, words)[0]:
        return "surprise"
    wanted, denied = _found(own, poles, words)
    if shared["neither"].search(words) and not wanted:
        return "neither"
    if len(wanted) > 1 or (shared["both"].search(words) and not (wanted and denied)):
        return "both"
    if wanted:
        return wanted[0]
    left = [pole for pole in poles[:2] if pole not in denied]
    if denied:
        return left[0] if len(left) == 1 else "neither"
    return "unknown" if unsure else "unclear"


def _found(own: Mapping[str, re.Pattern[str]], poles: tuple[str, ...], words: str) -> tuple[list[str], list[str]]:
    """The poles that are wanted, and those that are denied and nowhere wanted."""
    said = [(pole, one) for pole in poles for one in own[pole].finditer(words)]
    said = [(pole, one) for pole, one in said if not any(_within(one, other) for _, other in said)]
    wanted = [pole for pole in poles if any(not is_denied(words, one) for which, one in said if which == pole)]
    denied = [pole for pole in poles if pole not in wanted and any(which == pole for which, _ in said)]
    return wanted, denied


def _within(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether it is but a part of the other: “company” in “own company”."""
    return other.start() <= one.start() and one.end() <= other.end() and one[0] != other[0]


def is_denied(words: str, found: re.Match[str]) -> bool:
    """Whether what was found is denied by what stands before it in its sentence."""
    sentence = words[words.rfind(".", 0, found.start()) + 1 : found.start()]
    after = [one.end() for one in _AGAIN.finditer(sentence)]
    sentence = _ONLY.sub(" ", sentence[max(after, default=0) :])
    return any(pattern.search(sentence) for pattern in (_DENYING, _COMPARED, _PREFERRED))


def yes_or_no(text: str) -> bool | None:
    """What a line answers to a yes-or-no question, by what it says first; None when it says neither."""
    words = normalised(re.sub(r"[,;]", ".", text))
    found = {yes: table()["shared"]["yes" if yes else "no"].search(words) for yes in (True, False)}
    said = {yes: one.start() for yes, one in found.items() if one is not None and not (yes and is_denied(words, one))}
    if len(said) == 2 and said[True] == said[False]:
        return False
    return min(said, key=lambda yes: said[yes], default=None)


def tags(question: str, text: str) -> tuple[str, ...]:
    """Everything of this question's table that a line names and does not deny, in the table's order."""
    words = normalised(re.sub(r"[,;]", ".", text))  # with “well” and “always”, which say something here
    own = table()[question]
    return tuple(tag for tag in own if any(not is_denied(words, one) for one in own[tag].finditer(words)))


def is_unsure(text: str) -> bool:
    """Whether a line says that it has no answer."""
    return bool(table()["shared"]["unknown"].search(_plain(text)))


def _plain(text: str) -> str:
    return without_colour_words(normalised(text))


def _sentences(text: str) -> str:
    """Normalised, a comma ending a sentence: what is denied before it is not denied after it."""
    return _OPINION.sub("", without_colour_words(normalised(re.sub(r"[,;]", ".", text))))
