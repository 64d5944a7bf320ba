"""Turns a written sentence into what is said for each of its words, without Markdown, links, emoji and digits.

The steps, in this order; each rewrites what the earlier ones left, and each kind of text has a file of its own:

1. `signs.py`: one spelling for every sign, a word for those that have one, silence for emoji and control characters.
2. `latex.py`, `markup.py`: formulas, then Markdown, HTML, links, stage directions, emoticons.
3. `addresses.py`, `abbreviations.py`, `chemistry.py`, `roman.py`: what depends on figures or capitals still being there.
4. `numerals.py`: every number in words; its own steps are listed there.
5. `addresses.py`, `abbreviations.py`, `acronyms.py`, `maths.py`, `letters.py`: shortenings, spelled letters, signs that are left,
   and letters that the phonemiser can't read.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass

from voices.abbreviations import abbreviations, before_figures, sounds
from voices.acronyms import acronyms
from voices.addresses import addresses, streets
from voices.chemistry import formulas
from voices.draft import Draft
from voices.latex import latex
from voices.letters import letters
from voices.markup import markup
from voices.maths import remaining_signs
from voices.numerals import figures
from voices.roman import roman_numerals
from voices.signs import plain

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
    (re.compile(r"\s*@\s*(?=\w)"), " at "),
    (re.compile(r"\+\+|\bplus\+"), " plus plus"),
    (re.compile(r"\+(?=$|[\s.,!?])"), " plus"),
    (re.compile(r"(?<=\b[A-Z])#(?!\w)"), " sharp"),
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
    latex(draft)
    markup(draft)
    draft.replace(_HASHES, " ")
    addresses(draft)
    before_figures(draft)
    roman_numerals(draft)
    formulas(draft)
    figures(draft)
    streets(draft)
    abbreviations(draft)
    acronyms(draft)
    sounds(draft)
    remaining_signs(draft)
    letters(draft)
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
