"""Finds what she turns round: who waits for whom, who called whom. “Amy is waiting for me” – “You're waiting for her”."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.gate.self_claims import clauses

_BASES = (
    "wait call phone text visit invite help love hate miss owe marry dump ignore blame fetch hug kiss thank remind surprise hurt "
    "ask follow trust answer"
).split()
_IRREGULAR = {
    "leave": "leaves left leaving",
    "write": "writes wrote writing",
    "forgive": "forgives forgave forgiving",
    "teach": "teaches taught teaching",
    "drive": "drives drove driving",
    "lend": "lends lent lending",
    "forget": "forgets forgot forgetting",
    "lie": "lies lied lying",
}
_OBJECT = r"(?:at |for |to |on |with )?"
_TO_ME = re.compile(rf" (?P<verb>[a-z]+) {_OBJECT}me(?= )")
_BY_YOU = re.compile(
    r" you (?:(?:are|were|have|had|will|did|do|just|still|always|really|been|be) )*"
    rf"(?P<verb>[a-z]+) {_OBJECT}(?!me |us |it |that |yourself )[a-z]+ "
)
_SUPPOSED = re.compile(
    r" (?:if|whether|should|could|would|might|may|when|want|why|do you|did you|maybe|perhaps|glad|hope) "
)


def turned_round(sentence: str, line: str) -> str:
    """The words in which she takes the user for the one who does what is done to them in `line`; empty for none."""
    if sentence.rstrip(" \"'”’").endswith("?"):
        return ""
    said = clauses(line)
    to_me = {_base(found["verb"]) for clause in said for found in _TO_ME.finditer(clause)} - {""}
    for clause in clauses(sentence) if to_me else ():
        for found in _BY_YOU.finditer(clause):
            base = _base(found["verb"])
            if base in to_me and not _SUPPOSED.search(clause) and base not in set(_done_by_user(said)):
                return found[0].strip(" .")
    return ""


def _done_by_user(said: tuple[str, ...]) -> Iterator[str]:
    """What the user tells of doing: the words up to four after “I” or “we”."""
    for clause in said:
        for found in re.finditer(r" (?:i|we)((?: [a-z]+){1,4})", clause):
            yield from map(_base, found[1].split())


def _base(word: str) -> str:
    return _FORMS.get(word, "")


def _forms() -> Iterator[tuple[str, str]]:
    for base in _BASES:
        stem = base.removesuffix("e")
        past = f"{base[:-1]}ied" if base == "marry" else "hurt" if base == "hurt" else f"{stem}ed"
        for form in (base, f"{base}s", past, f"{stem}ing", f"{stem}{stem[-1]}ed", f"{stem}{stem[-1]}ing", f"{base}es"):
            yield form, base
    for base, others in _IRREGULAR.items():
        for form in (base, *others.split()):
            yield form, base


_FORMS = dict(_forms())
