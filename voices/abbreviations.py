"""Writes out titles, abbreviations and interjections as people say them."""

from __future__ import annotations

import re

from voices.chemistry import spell
from voices.draft import Draft

_TITLES = {
    "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missis", "Ms": "Miz", "Prof": "Professor", "Capt": "Captain",
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Gen": "General", "Col": "Colonel", "Rev": "Reverend", "Hon": "Honourable",
    "Sen": "Senator", "Gov": "Governor", "Pres": "President", "Mt": "Mount", "Ft": "Fort", "Maj": "Major", "Cpl": "Corporal",
    "Cmdr": "Commander", "Adm": "Admiral", "Rep": "Representative", "Supt": "Superintendent", "Messrs": "Messers", "Fr": "Father",
    "Pvt": "Private", "Det": "Detective", "Insp": "Inspector", "Sra": "Senyora", "Mme": "Madame", "Mlle": "Mademoiselle",
}  # fmt: skip
_SHORT = {
    "e.g.": "for example", "eg.": "for example", "i.e.": "that is", "ie.": "that is", "etc.": "et cetera", "etc": "et cetera",
    "vs.": "versus", "vs": "versus", "v.": "versus", "approx.": "approximately", "approx": "approximately", "ca.": "about",
    "cf.": "compare", "dept.": "department", "Dept.": "Department", "est.": "established", "Est.": "Established", "incl.": "including",
    "excl.": "excluding", "min.": "minutes", "max.": "at most", "misc.": "miscellaneous", "esp.": "especially",
    "resp.": "respectively", "Jr.": "Junior", "Sr.": "Senior", "Jr": "Junior", "Inc.": "Incorporated", "Ltd.": "Limited",
    "Ltd": "Limited", "Corp.": "Corporation", "Co.": "Company", "Bros.": "Brothers", "Bros": "Brothers", "Assoc.": "Association",
    "Assn.": "Association", "Univ.": "University", "Inst.": "Institute", "Natl.": "National", "Intl.": "International",
    "intl.": "international", "govt.": "government", "Govt.": "Government", "govt": "government", "w/o": "without", "w/": "with",
    "b/c": "because", "c/o": "care of", "n/a": "not applicable", "N/A": "not applicable", "P.S.": "P.S", "w.r.t.": "with respect to",
    "asap": "as soon as possible", "ASAP": "as soon as possible", "btw": "by the way", "BTW": "by the way", "imo": "in my opinion",
    "IMO": "in my opinion", "idk": "I don't know", "IDK": "I don't know", "tbh": "to be honest", "omg": "oh my god", "OMG": "oh my god",
    "aka": "also known as", "a.k.a.": "also known as", "AKA": "also known as", "fyi": "for your information", "et al.": "et al",
    "viz.": "namely", "avg.": "average", "Avg.": "Average", "avg": "average", "qty.": "quantity", "Qty.": "Quantity", "temp.": "temperature",
    "appt.": "appointment", "appts.": "appointments", "tel.": "telephone", "Tel.": "Telephone", "ext.": "extension", "orig.": "originally",
    "cont.": "continued", "ibid.": "ibid", "mgmt.": "management", "mgr.": "manager", "asst.": "assistant", "Asst.": "Assistant", "attn.": "attention",
    "Attn.": "Attention", "no.": "no.", "hrs.": "hours", "hrs": "hours", "mins.": "minutes", "mins": "minutes", "secs.": "seconds", "secs": "seconds",
    "yrs.": "years", "yrs": "years", "wks.": "weeks", "wks": "weeks", "lbs.": "pounds", "lbs": "pounds", "tbsp.": "tablespoons", "tbsp": "tablespoons",
    "tsp.": "teaspoons", "tsp": "teaspoons", "oz.": "ounces", "kg": "kilograms", "km": "kilometres", "cm": "centimetres", "mm": "millimetres",
    "mph": "miles an hour", "sq.": "square", "bldg.": "building", "Bldg.": "Building", "hwy.": "highway", "blvd.": "boulevard", "rd.": "road",
    "ave.": "avenue", "apt.": "apartment", "pkg.": "package", "pt.": "part", "Pt.": "Part", "ref.": "reference", "Ref.": "Reference", "ed.": "edition",
    "eds.": "editors", "trans.": "translated", "fl.": "floor", "gal.": "gallons", "b.": "born", "d.": "died", "pop.": "population",
    "Pop.": "Population", "alt.": "altitude", "dist.": "distance", "doz.": "dozen", "vol.": "volume", "Vol.": "Volume", "vols.": "volumes",
    "ch.": "chapter", "Ch.": "Chapter", "chs.": "chapters", "sec.": "section", "Sec.": "Section", "fig.": "figure", "Fig.": "Figure",
    "figs.": "figures", "Figs.": "Figures", "pp.": "pages", "eq.": "equation", "Eq.": "Equation", "para.": "paragraph", "App.": "Appendix",
}  # fmt: skip
_ONLY_BEFORE_FIGURES = {
    "no.": "number", "No.": "number", "no": "number", "Nr.": "number", "nr.": "number", "nos.": "numbers", "Nos.": "numbers", "p.": "page", "P.": "Page",
    "pg.": "page", "Pg.": "Page", "pgs.": "pages", "pp.": "pages", "vol.": "volume", "Vol.": "Volume", "vol": "volume", "Vol": "Volume", "ch.": "chapter", "Ch.": "Chapter",
    "chap.": "chapter", "Chap.": "Chapter", "sec.": "section", "Sec.": "Section", "sect.": "section", "Sect.": "Section", "fig.": "figure", "Fig.": "Figure",
    "eq.": "equation", "Eq.": "Equation", "art.": "article", "Art.": "Article", "ln.": "line", "l.": "line", "v.": "verse", "n.": "note", "S.": "Season", "ep.": "episode",
    "Ep.": "Episode", "ser.": "series", "pt.": "part", "Pt.": "Part", "ex.": "exercise", "Ex.": "Exercise", "app.": "appendix", "App.": "Appendix", "iss.": "issue", "c.": "around",
    "ca.": "around", "b.": "born", "d.": "died", "r.": "reigned", "Op.": "Opus", "op.": "opus", "sect": "section", "para.": "paragraph", "Tel.": "telephone", "tel.": "telephone",
}  # fmt: skip
_SURELY_NOT_ALONE = frozenset(["v.", "b.", "d.", "no.", "sec.", "ed.", "fl.", "pt.", "art."])
_TITLE = re.compile(rf"\b({'|'.join(_TITLES)})\.(?=\s+[A-Z\u00c0-\u024f])")
_UNDOTTED = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|Sgt|Capt|Lt)(?=\s+[A-Z\u00c0-\u024f])")
_SAINT = re.compile(r"\bSt\.?(?=\s+[A-Z][a-z])")
_SAINTS = re.compile(r"\bSts\.?(?=\s+[A-Z][a-z])")
_EDITION = re.compile(r"(?<=(?:st|nd|rd|th)\s)ed\b\.?(?=(\s*)$)?")
_VERSUS = re.compile(r"(?<=[A-Za-z]\s)v\.?(?=\s[A-Z])")
_SHORTENING = re.compile(
    rf"(?<![\w/.'])(?:{'|'.join(re.escape(s) for s in sorted(set(_SHORT) - _SURELY_NOT_ALONE, key=len, reverse=True))})(?![\w/])(?=(\s*[\"'”)*_]*\s*)$)?"
)
_BEFORE_FIGURES = re.compile(
    rf"(?<![\w.'/])(?P<short>{'|'.join(re.escape(s) for s in sorted(_ONLY_BEFORE_FIGURES, key=len, reverse=True) if s.endswith('.'))}|[Vv]ol)\s?(?=\d|[IVX]{(2,)}\b|[ivx]+\b)"
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
