"""Writes out titles, abbreviations, acronyms, Roman numerals and interjections as people say them."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, ordinal

_TITLES = {
    "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missis", "Ms": "Miz", "Prof": "Professor", "Capt": "Captain",
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Gen": "General", "Col": "Colonel", "Rev": "Reverend", "Hon": "Honourable",
    "Sen": "Senator", "Gov": "Governor", "Pres": "President", "Mt": "Mount", "Ft": "Fort",
}  # fmt: skip
_SHORT = {
    "e.g.": "for example", "eg.": "for example", "i.e.": "that is", "ie.": "that is", "etc.": "et cetera",
    "vs.": "versus", "vs": "versus", "approx.": "approximately", "ca.": "about", "cf.": "compare", "dept.": "department",
    "est.": "established", "incl.": "including", "excl.": "excluding", "min.": "minutes", "max.": "at most",
    "misc.": "miscellaneous", "esp.": "especially", "resp.": "respectively", "Jr.": "Junior", "Sr.": "Senior",
    "Inc.": "Incorporated", "Ltd.": "Limited", "Corp.": "Corporation", "Co.": "Company", "Ave.": "Avenue",
    "Rd.": "Road", "Blvd.": "Boulevard", "w/o": "without", "w/": "with", "b/c": "because", "P.S.": "P.S",
    "w.r.t.": "with respect to", "asap": "as soon as possible", "ASAP": "as soon as possible", "btw": "by the way",
    "BTW": "by the way", "imo": "in my opinion", "IMO": "in my opinion", "idk": "I don't know", "tbh": "to be honest",
    "omg": "oh my god", "OMG": "oh my god", "aka": "also known as", "fig.": "figure", "Fig.": "Figure", "pp.": "pages",
}  # fmt: skip
_SPELLED = frozenset(
    "AI API ATM BBC CEO CIA CIO CTO DIY DNA DOI EU FAQ FBI GPU GUI HIV IBM ID IDE IEEE IOS IP IQ IT ISBN ISO IRA LA "  # noqa: SIM905
    "LED NBA NFL OS PIN RIP RSI SOS TV UAE UFO UI UK UN URI URL US USA USB UX VIP VPN NYU MIT EEG MRI ABC".split()
) - {"PIN", "IT", "US"}
_WITHOUT_VOWELS = frozenset(["MR", "MRS", "MS", "DR", "HMM", "SHH", "PSST", "MMM", "HM", "MHM", "TSK", "BRR", "PFFT"])
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NUMBERED = "Chapter|Part|Act|Scene|Volume|Book|Section|Phase|Level|War|Article|Appendix|Class|Type|Bowl"

_TITLE = re.compile(rf"\b({'|'.join(_TITLES)})\.(?=\s+[A-Z])")
_UNDOTTED = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof)(?=\s+[A-Z])")
_STREET = re.compile(r"(?<=[a-z] )St\.?(?=$|[\s,.;:!?])(?!\s+[A-Z][a-z])")
_SAINT = re.compile(r"\bSt\.?(?=\s+[A-Z][a-z])")
_SHORTENING = re.compile(
    rf"(?<![\w/])(?:{'|'.join(re.escape(s) for s in sorted(_SHORT, key=len, reverse=True))})(?![\w/])(?=(\s*)$)?"
)
_NO = re.compile(r"\b([Nn]o|[Nn]r)\.(?=\s*\d)")
_PAGE = re.compile(r"\bp\.(?=\s*\d)")
_DOTTED = re.compile(r"\b((?:[A-Za-z]\.){2,})(?=([\s)\"'”]*)$)?")
_ACRONYM = re.compile(r"(?<![\w.])([A-Z]{2,6})('?s)?(?![\w])")
_REIGN = re.compile(r"(?<=[a-z] )(?P<n>[IVX]{2,6})(?![\w.]\w)(?!\w)")
_CHAPTER = re.compile(rf"(?<=\b)(?P<what>{_NUMBERED}) (?P<n>[IVXLC]{{1,7}})(?!\w)")
_SHOUT = re.compile(r"\b[A-Z]{2,}\b")
_THE_US = re.compile(r"(?<=\b[Tt]he )US\b")
_SOUNDS = (
    (re.compile(r"\b(?:m+hm+|mm+-?hm+)\b", re.I), "uh-huh"),
    (re.compile(r"\b(?:h*m{2,}|hm)\b", re.I), "hmm"),
    (re.compile(r"\bs+hh+\b", re.I), "shush"),
    (re.compile(r"\ba+ww+\b", re.I), "aw"),
)


def before_figures(draft: Draft) -> None:
    """Write out what is an abbreviation only before a number."""
    draft.replace(_NO, "number")
    draft.replace(_PAGE, "page")


def abbreviations(draft: Draft) -> None:
    """Write out every abbreviation, and spell acronyms that are spelled."""
    draft.replace(_TITLE, lambda m: _TITLES[m[1]])
    draft.replace(_UNDOTTED, lambda m: _TITLES[m[1]])
    draft.replace(_SAINT, "Saint")
    draft.replace(_STREET, "Street")
    draft.replace(_SHORTENING, lambda m: _SHORT[m[0]] + ("." if m[0].endswith(".") and m[1] is not None else ""))
    draft.replace(_CHAPTER, lambda m: f"{m['what']} {cardinal(str(_roman(m['n'])))}")
    draft.replace(_REIGN, lambda m: f"the {ordinal(str(_roman(m['n'])))}")
    draft.replace(_DOTTED, lambda m: spelled(m[1].replace(".", "").upper()) + ("." if m[2] is not None else ""))
    draft.replace(_THE_US, "U.S")
    if _shouted(draft.text):
        draft.replace(_SHOUT, lambda m: m[0].lower())
    draft.replace(_ACRONYM, _acronym)
    for sound, said in _SOUNDS:
        draft.replace(sound, said)


def spelled(letters: str) -> str:
    """`FBI` becomes “F.B.I”; the dots keep a voice from reading A as an article."""
    return ".".join(letters)


def _acronym(match: re.Match[str]) -> str | None:
    letters = match[1]
    vowelless = not set(letters) & set("AEIOUY") and letters not in _WITHOUT_VOWELS
    if not (vowelless or letters in _SPELLED):
        return None
    return spelled(letters) + ("'s" if match[2] else "")


def _shouted(text: str) -> bool:
    """Whether the whole sentence is in capitals, so that capitals do not mark acronyms."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 2 and all(word.isupper() for word in words)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return abs(sum(-value if value < after else value for value, after in pairs))
