"""Turns a written sentence into what is said for each of its words, without Markdown, links, emoji and digits."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass

from voices.abbreviations import abbreviations, before_figures
from voices.draft import Draft
from voices.markup import markup, plain
from voices.numerals import figures

LONGEST = 10_000
"""Most characters of one sentence that are spoken; the rest stays silent."""


@dataclass(frozen=True)
class SpokenWord:
    """One written word and what is said for it."""

    written: str
    """As in the sentence, between white space, with its punctuation."""
    said: str
    """Latin letters, apostrophes, hyphens and pauses (`,;:.!?…—`) only; several words, or empty when it is silent."""


_NON_LATIN = re.compile(r"[^\W\d_A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]+")
_SPACES = re.compile(r" {2,}")
_LINES = re.compile(r" ?\n[ \n]+")
_HASHES = re.compile(r"(?<![\w-])(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[A-Za-z])[A-Za-z0-9_-]{20,}(?![\w-])")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"(?<=\w)@(?=\w)"), " at "),
    (re.compile(r"\+\+"), " plus plus"),
    (re.compile(r"\+(?=$|[\s.,!?])"), " plus"),
    (re.compile(r"(?<=[A-Za-z])#(?!\w)"), " sharp"),
    (re.compile(r"\band/or\b"), "and or"),
    (re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])"), " or "),
    (re.compile(r"_|\\|/"), " "),
    (re.compile(r"\.{2,}|…(?:\s?[.…])*"), "… "),
    (re.compile(r"\s*(?:—+|\s–+\s|\s--+\s?|-{2,3})\s*|\s-\s"), " — "),
    (re.compile(r"–"), " — "),
    (re.compile(r"\s*[()\[\]{}|]\s*(?=[.,;:!?…])"), ""),
    (re.compile(r"\s*[()\[\]{}|]+\s*"), ", "),
    (re.compile(r"[^A-Za-z\u00c0-\u024f\u1e00-\u1eff'\-,;:.!?…— ]+"), " "),
    (re.compile(r"(?<![^\W_])['-]+(?![^\W_])|(?<![^\W_])-+|-+(?![^\W_])"), " "),
    (re.compile(r"\s+(?=[,;:.!?…])"), ""),
    (re.compile(r"([!?])[!?.,;:…]+|([.…])[.…,;:]+|[,;:—][\s,;:—]*(?=[.!?…])"), ""),
    (re.compile(r"[,;:](?:\s*[,;:—])+"), ","),
    (re.compile(r"—(?:\s*[,;:—])+"), "—"),
    (re.compile(r"\s+—"), "—"),
)  # fmt: skip
_WORD = re.compile(r"\S+")
_SOUND = re.compile(r"[^\W\d_]")


def speakable(sentence: str) -> tuple[SpokenWord, ...]:
    """What is said for each word of `sentence`, in order: one item for each of its `split()`, silent words included."""
    draft = Draft(sentence[:LONGEST])
    plain(draft)
    _narrow(draft)
    markup(draft)
    draft.replace(_HASHES, " ")
    before_figures(draft)
    figures(draft)
    abbreviations(draft)
    draft.replace(_NON_LATIN, " ")
    _narrow(draft)
    for mark, instead in _MARKS:
        draft.replace(mark, _group_or(instead))
    return _aligned(sentence, draft)


def _narrow(draft: Draft) -> None:
    """Replace many spaces or line breaks by one; otherwise the patterns after it are slow on long blanks."""
    draft.replace(_SPACES, " ")
    draft.replace(_LINES, "\n")


def spoken_text(words: tuple[SpokenWord, ...]) -> str:
    """The whole text to say."""
    return " ".join(word.said for word in words if word.said)


def _group_or(instead: str) -> Callable[[re.Match[str]], str]:
    """A replacement: the group that matched, if the pattern has groups, else `instead`."""
    return lambda match: next((group for group in match.groups() if group), instead)


def _aligned(sentence: str, draft: Draft) -> tuple[SpokenWord, ...]:
    written = list(_WORD.finditer(sentence))
    starts = [word.start() for word in written]
    parts: list[list[str]] = [[] for _ in written]
    last = -1
    for word in _WORD.finditer(draft.text):
        place = max(0, bisect.bisect_right(starts, draft.origins[word.start()]) - 1)
        if _SOUND.search(word[0]):
            last = place
            parts[place].append(word[0])
        elif last >= 0:
            parts[last][-1] += word[0]
    return tuple(SpokenWord(word[0], " ".join(part)) for word, part in zip(written, parts, strict=True))
