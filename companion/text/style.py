"""Finds what she should not say, and what benchmarks count: clichés, lists, and sentences that parrot the user."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from importlib import resources

from companion.text.sentences import split

_SPELT_OUT = (
    ("i'm", "i am"),
    ("it's", "it is"),
    ("i'd", "i would"),
    ("that's", "that is"),
    ("you're", "you are"),
    ("don't", "do not"),
)

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_MARKED = re.compile(r"^\s*(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|[a-h]\)\s)\S", re.MULTILINE)
_NUMBERED = re.compile(r"(?:^|[\s:;,(])1[.):]\s+\S.*?[\s;,(]2[.):]\s+\S", re.DOTALL)
_ORDINALS = re.compile(
    r"\bfirst(?:ly|\s+of\s+all)?\s*[,:].*?\b(?:second(?:ly)?|then|next|third(?:ly)?|finally)\s*[,:]", re.DOTALL
)
_SWAPPED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are", "i'm": "you're", "i've": "you've",
    "i'd": "you'd", "i'll": "you'll", "was": "were", "we": "you", "our": "your", "us": "you",
}  # fmt: skip
ECHO = 4
"""With fewer words, saying the same back is only polite: “Good night.” “Good night.”"""


_FULL = {"m": "am", "re": "are", "ve": "have", "ll": "will"}
_CONTRACTED = re.compile(r"(?<=\w)'(m|re|ve|ll)\b", re.IGNORECASE)

_AGREES = re.compile(
    r"(?:(?:sure|ok|okay|of course|certainly|alright|all right|right|absolutely|gladly|got it|yes|fine|well|then|thing|"
    r"i'll|i will|i can|let me|let's|let us)\s+)*"
)
_REQUEST = re.compile(
    r"(?:make|write|rewrite|give|tell|say|read|show|add|change|turn|put|try|keep|take|use|find|fix|shorten|translate|play|sing|"
    r"repeat|explain|describe|begin|start|continue|go) "
)
_POLITE = re.compile(r"\b(?:please|then|now|can you|could you|would you|will you)\b")


def _with_spelt_out(phrases: Iterable[str]) -> tuple[str, ...]:
    forms: dict[str, None] = {}
    for phrase in phrases:
        forms[phrase] = None
        for short, whole in _SPELT_OUT:
            forms[re.sub(rf"\b{short}\b", whole, phrase)] = None
    return tuple(forms)


def _phrases(file: str) -> tuple[str, ...]:
    text = resources.files("companion.text").joinpath(file).read_text(encoding="utf-8")
    return _with_spelt_out(line for line in text.splitlines() if line and not line.startswith("#"))


BANNED = _phrases("cliches.txt")
"""Assistants' phrases, in lower case and with straight apostrophes: `cliches` finds them, and the LLM's tokens are banned."""
PREACHING = _phrases("preaching.txt")
"""What local LLMs are kept from by bans alone: it is no fault of a sentence that says it with reason."""

_CLICHE = re.compile("|".join(rf"(?<!\w){re.escape(p)}(?!\w)" for p in sorted(BANNED, key=len, reverse=True)))


def cliches(text: str) -> list[str]:
    """The clichés in a text, in order."""
    return _CLICHE.findall(" ".join(text.translate(_QUOTES).lower().split()))


def is_list(text: str) -> bool:
    """Whether a text enumerates: with bullets, numbers, or “First, … Second, …”."""
    low = text.lower()
    return any(found.search(low) for found in (_MARKED, _NUMBERED, _ORDINALS))


def count_sentences(text: str) -> int:
    """How many sentences a text has; punctuation alone does not count."""
    return sum(1 for sentence in split(text) if normalised(sentence))


def normalised(sentence: str) -> str:
    """The words of a sentence in lower case, without punctuation; equal if the same was said again."""
    return " ".join(_words(sentence))


def parrots(reply_sentence: str, user_line: str) -> bool:
    """Whether a sentence of hers repeats the user's words, as they were or with “my” and “your” exchanged."""
    reply, line = _words(_in_full(reply_sentence)), _words(_in_full(user_line))
    if any(_only_agrees(" ".join(reply), normalised(sentence)) for sentence in split(user_line)):
        return True
    if len(reply) < ECHO:
        return len(reply) > 1 and reply[0] == "i" and "?" not in user_line and _is_run(reply, line)
    turned = [_SWAPPED.get(word, word) for word in line]
    return _echoes(reply, line) or _echoes([_SWAPPED.get(word, word) for word in reply], turned)


def _in_full(text: str) -> str:
    """“I'm” and “I am” are the same when they are said back."""
    return _CONTRACTED.sub(lambda found: f" {_FULL[found[1].lower()]}", text.translate(_QUOTES))


def _is_run(reply: list[str], line: list[str]) -> bool:
    return any(line[at : at + len(reply)] == reply for at in range(len(line) - len(reply) + 1))


def _only_agrees(reply: str, line: str) -> bool:
    """Whether a reply says a request again instead of doing it: “Make it warmer.” “Sure, make it warmer.”"""
    asked, said = (" ".join(_POLITE.sub(" ", text).split()) for text in (line, reply))
    return bool(_REQUEST.match(asked)) and _AGREES.sub("", said, count=1) in (asked, _turned(asked))


def _turned(text: str) -> str:
    return " ".join(_SWAPPED.get(word, word) for word in text.split())


def _echoes(reply: list[str], line: list[str]) -> bool:
    """Whether three quarters of the reply stand in the line in one run, or nine tenths in the same order."""
    blocks = SequenceMatcher(None, reply, line, autojunk=False).get_matching_blocks()
    longest, together = max(b.size for b in blocks), sum(b.size for b in blocks)
    return longest >= max(ECHO, 0.75 * len(reply)) or together >= max(ECHO, 0.9 * len(reply))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.translate(_QUOTES).lower())
