"""Writes out titles, abbreviations and interjections as people say them."""

from __future__ import annotations

import re

from voices.chemistry import spell
from voices.draft import Draft
from voices.tables import table

_TABLE = table("abbreviations")
_TITLES: dict[str, str] = _TABLE["titles"]
_SHORT: dict[str, str] = _TABLE["anywhere"]
_ONLY_BEFORE_FIGURES: dict[str, str] = _TABLE["before_figures"]


def _longest_first(words: dict[str, str]) -> str:
    """A pattern for any of the words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DOTTED_ONLY = {short: said for short, said in _ONLY_BEFORE_FIGURES.items() if short.endswith(".")}
_TITLE = re.compile(rf"\b({'|'.join(_TITLES)})\.(?=\s+[A-Z\u00c0-\u024f])")
_UNDOTTED = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|Sgt|Capt|Lt)(?=\s+[A-Z\u00c0-\u024f])")
_SAINT = re.compile(r"\bSt\.?(?=\s+[A-Z][a-z])")
_SAINTS = re.compile(r"\bSts\.?(?=\s+[A-Z][a-z])")
_EDITION = re.compile(r"(?<=(?:st|nd|rd|th)\s)ed\b\.?(?=(\s*)$)?")
_VERSUS = re.compile(r"(?<=[A-Za-z]\s)v\.?(?=\s[A-Z])")
_ANYWHERE = rf"(?:{_longest_first(_SHORT)})"
_SHORTENING = re.compile(rf"(?<![\w/.'])(?<!slash ){_ANYWHERE}(?![\w/])(?=(\s*[\"'”)*_]*\s*)$)?")
_BEFORE_FIGURES = re.compile(
    rf"(?<![\w.'/])(?P<short>{_longest_first(_DOTTED_ONLY)}|[Vv]ol)\s?(?=\d|[IVX]{{2,}}\b|[ivx]+\b)"
)
_DOTTED = re.compile(r"(?<![\w.])((?:[A-Za-z]\.){2,}[A-Z]?|[A-Z]\.[A-Z])(?P<s>['’]?s)?(?![\w])(?=([\s)\"'”]*)$)?")
_INITIALS = re.compile(r"(?<![\w.])(?P<a>(?:[A-Z]\.\s?){1,3})(?=\s?[A-Z][a-z])")
_DEGREE = re.compile(r"(?<!\w)(?P<name>Ph\.\s?D|M\.?Sc|B\.?Sc|M\.?Phil|Ed\.D)\b\.?")
_DEGREES = {"ph": "P.H.D", "ms": "M.S.C", "bs": "B.S.C", "mp": "M Phil", "ed": "E.D.D"}
_SOUNDS = (
    (re.compile(r"\b(?:m+hm+|mm+-?hm+)\b", re.I), "uh-huh"),
    (re.compile(r"\b(?:h*m{2,}|hm)\b", re.I), "hmm"),
    (re.compile(r"\bs+hh+\b", re.I), "shush"),
    (re.compile(r"\ba+ww+\b", re.I), "aw"),
)


def before_figures(draft: Draft) -> None:
    """Write out what is an abbreviation only before a number."""
    draft.replace(_BEFORE_FIGURES, lambda m: _ONLY_BEFORE_FIGURES[m["short"]] + " ")


def abbreviations(draft: Draft) -> None:
    """Write out every abbreviation, and spell what has dots between its letters."""
    draft.replace(_TITLE, lambda m: _TITLES[m[1]])
    draft.replace(_UNDOTTED, lambda m: _TITLES[m[1]])
    draft.replace(_SAINTS, "Saints")
    draft.replace(_SAINT, "Saint")
    draft.replace(_EDITION, lambda m: "edition" + ("." if m[1] is not None else ""))
    draft.replace(_VERSUS, "versus")
    draft.replace(_DEGREE, lambda m: _DEGREES[m["name"].lower().replace(".", "")[:2]])
    draft.replace(_SHORTENING, lambda m: _SHORT[m[0]] + ("." if m[0].endswith(".") and m[1] is not None else ""))
    draft.replace(_INITIALS, lambda m: spell(re.sub(r"[.\s]", "", m["a"])) + " ")
    draft.replace(_DOTTED, _dotted)


def sounds(draft: Draft) -> None:
    """Write interjections so that they are not spelled."""
    for sound, said in _SOUNDS:
        draft.replace(sound, said)


def _dotted(match: re.Match[str]) -> str:
    letters = match[1].replace(".", "").upper()
    if match["s"]:
        return f"{spell(letters[:-1])} {letters[-1]}'s"
    return spell(letters) + ("." if match[3] is not None and match[1].endswith(".") else "")
