"""Reads names that are spelled out: “S-A-R-A”, “with two Ls”; and tells which of the known names a spelling corrects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from companion.text.openers import DRAWN_OUT, any_opener
from companion.text.second_person import capitalised

_ALIKE = 0.6
"""Least likeness of two spellings of one name: Kay and Kai have 0.67."""
_ALIKE_AT_LEAST = 0.4
"""The same, if it is certain whose name it is: Maks and Max have 0.57."""
_AFTER_NAME = re.compile(
    r"(?P<said>[\s,–—:;(-]*(?:(?:that's|it's|and|is|that is|it is|you) )*(?:(?:spell(?:ed|t)?|written|spell it|"
    r"spell that)(?: it| that)?[\s,:]*)?)"
    r"(?P<letters>\b[^\W\d_](?:(?:\s*[-.]\s*|\s+|,\s*)[^\W\d_]\b){2,}\.?)",
    re.IGNORECASE,
)
"""“…, that's S-A-R-A.”"""
_ALONE = re.compile(r"[^\W\d_](?:(?:\s*[-.]\s*|\s+)[^\W\d_]\b){1,}")
_OPEN = rf"\W*(?:{any_opener('no|nope|yes|yeah|actually|sorry|wait|hey|ah|by the way', DRAWN_OUT)}\b[\s,:;.!–—-]*)*"
_SPELL = r"(?:spelled|spelt|written)"
_SPELLED_OUT = re.compile(
    rf"{_OPEN}(?:(?:it|that|(?:my|his|her|their|our|the)(?: [\w'-]+){{0,3}}? ?name|(?:my|our) [\w-]+|[\w-]+)(?:'s| is) {_SPELL}|"
    rf"(?:you|we|i|he|she|they|one) (?:spells?|writes?) (?:it|that|[\w'-]+(?: [\w-]+)?)|{_SPELL})"
    r"[\s,:]+(?:with )?(?P<letters>[^\W\d_](?:(?:\s*[-.,]\s*|\s+)[^\W\d_]\b){2,})\W*$"
)
"""“It's spelled S-A-R-A-H.”"""
_WITH_LETTER = re.compile(
    rf"{_OPEN}(?:(?:it|that|(?:my|his|her|the)(?: [\w'-]+){{0,2}}? ?name)(?:'s| is) |i'm |i am )(?P<name>[^\W\d_][\w'-]+),? "
    rf"(?:{_SPELL} )?(?:with|without) (?:an?|one|two|double|no|any|the) [\"'“]?[a-z]\b.*$"
)
"""“It's Phillip, with two Ls.”"""


_BARE = re.compile(rf"{_OPEN}(?P<name>[^\W\d_][\w'-]+),? (?:and )?not (?P<wrong>[^\W\d_][\w'-]+)\W*$")
"""“Kai, not Kay.”"""


def spelled_at(text: str, at: int, name: str) -> tuple[str, int]:
    """The name at `at` as it is spelled, letter by letter, if it is; and where it ends."""
    stop = at + len(name)
    alone = _ALONE.match(text, at)
    found = _AFTER_NAME.match(text, at if alone else stop)
    if not found:
        return name, stop
    letters = _joined(found["letters"])
    if not alone and (len(letters) < 3 or letters[0].lower() != name[:1].lower()):
        return name, stop
    return letters.capitalize(), found.end("letters")


def respelling(low: str) -> str:
    """The name that a line, in lower case, says how to spell; empty for any other line."""
    spelled = _SPELLED_OUT.match(low)
    if spelled:
        return _joined(spelled["letters"]).capitalize()
    told = _WITH_LETTER.match(low)
    return capitalised(told["name"]) if told else ""


def one_for_another(low: str) -> tuple[str, str]:
    """The right and the wrong name, for a line that says only “Kai, not Kay”; else empty."""
    told = _BARE.match(low)
    return (capitalised(told["name"]), told["wrong"]) if told else ("", "")


def respelled(name: str, known: Iterable[str], theirs: bool = False) -> str:
    """The known name that `name` spells otherwise; empty if none is like it, or several are equally.

    `theirs`: the line says whose name it is.
    """
    others = {one for one in known if one.casefold() != name.casefold()}
    likeness = sorted(((_likeness(one, name), one) for one in others), reverse=True)
    if (
        not likeness
        or likeness[0][0] < (_ALIKE_AT_LEAST if theirs else _ALIKE)
        or (len(likeness) > 1 and likeness[0][0] == likeness[1][0])
    ):
        return ""
    return likeness[0][1]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _joined(letters: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", letters))
