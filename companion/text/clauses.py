"""Finds the places in an unfinished sentence where a speaker would pause."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

_MARKED = re.compile(r"[\w'’)\]”\"*_][,;:–—…]+[\"'”’)\]*_]*$|^[–—-]+$")
_ABBREVIATED = re.compile(r"\.,$")
_SPOKEN = re.compile(r"[^\W_]")

_SUBJECTS = frozenset("i you he she it we they there then nobody everyone everybody someone somebody".split())  # noqa: SIM905
_CLAUSES = frozenset(
    "but because although though while whereas unless when whenever where which who whose if".split()  # noqa: SIM905
)
_WITH_SUBJECT = frozenset("and or so that".split())  # noqa: SIM905
"""“and I”, but not “bread and butter”; “so you”, but not “so much”; “that she”, but not “that book”."""
_PREPOSITIONS = frozenset(
    "with without in from during after before until since around through between under near behind".split()  # noqa: SIM905
)
_LEANING = frozenset(
    "a an the my your his our their this that these those of in on at to for from with by about into as than like "  # noqa: SIM905
    "and or but so if even only just not no what all nothing anything everything is are was were be am i've i'm "
    "very too more how right ever".split()
)
"""Words after which nobody pauses: “as if”, “for a while”, “nothing but”, “of which”, “even when”."""


class PauseKind(enum.IntEnum):
    """How natural a pause is between two words of a sentence."""

    PREPOSITION = 1
    CONJUNCTION = 2
    MARK = 3


def pause_before(words: Sequence[str], at: int, whole: int) -> PauseKind | None:
    """The kind of pause before `words[at]`; None: no pause. Only the first `whole` words are certainly whole.

    After a mark the next word's first letter suffices; a conjunction must be whole, sometimes with the word after it.
    """
    if not _SPOKEN.search(words[at]):
        return None
    if _MARKED.search(words[at - 1]):
        return None if _runs_on(words[at - 1], words[at]) else PauseKind.MARK
    if at >= whole or _bare(words[at - 1]) in _LEANING:
        return None
    word = words[at].lower()
    if word in _CLAUSES or (word in _WITH_SUBJECT and at + 1 < whole and _bare(words[at + 1]) in _SUBJECTS):
        return PauseKind.CONJUNCTION
    return PauseKind.PREPOSITION if word in _PREPOSITIONS else None


def count_words(words: Sequence[str]) -> int:
    """How many of these are spoken words; dashes and bullets are not."""
    return sum(1 for word in words if _SPOKEN.search(word))


def enclosed(words: Sequence[str], quotations: bool = True) -> bool:
    """Whether a bracket, emphasis, code or (if asked) a quotation is still open after these words."""
    text = " ".join(words)
    pairs = [("(", ")"), ("[", "]"), *([("“", "”")] if quotations else [])]
    marks = "*`" + ('"' if quotations else "")
    return any(text.count(a) > text.count(b) for a, b in pairs) or any(text.count(mark) % 2 for mark in marks)


def _runs_on(word: str, following: str) -> bool:
    """Whether nobody pauses at this comma: “March 3, 2024”, “e.g., tea”, and before a name: “I know, Theo”."""
    if _ABBREVIATED.search(word):
        return True
    first = _first_letter(following)
    return (word[-2:-1].isdigit() and first.isdigit()) or (word.endswith(",") and first.isupper() and first != "I")


def _first_letter(word: str) -> str:
    found = _SPOKEN.search(word)
    return found[0] if found else ""


def _bare(word: str) -> str:
    """The word without punctuation or contraction: “I'll” → “i”, “you,” → “you”."""
    return re.split(r"['’]", word.lower().strip('“”"(),;:'))[0]
