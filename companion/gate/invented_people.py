"""Finds people she brings in of whom nobody spoke: names, a wife, what somebody said or told her, who is whose friend."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.gate.grounds import is_about_own_life
from companion.gate.questions import REQUESTS
from companion.gate.self_claims import clauses
from companion.text.grounding import content_words, support_share
from companion.text.tag_questions import asks

LEAST = 0.5
"""Least share of what she says somebody said that must have been told."""
_KIN = {
    kin: frozenset(also.split())
    for kin, also in {
        "wife": "husband married marriage wedding partner she her",
        "husband": "wife married marriage wedding partner he him himself",
        "boyfriend": "girlfriend partner dating he him lad date",
        "girlfriend": "boyfriend partner dating she her date",
        "son": "boy lad kid kids child children sons baby teenager he him little",
        "daughter": "girl lass kid kids child children daughters baby teenager she her little",
        "kids": "kid child children son sons daughter daughters boys girls twins school little ones grandkids",
        "children": "kid kids child son sons daughter daughters boys girls twins school little ones",
        "baby": "pregnant expecting born newborn son daughter infant she he little",
        "brother": "brothers bro sibling siblings twin he him",
        "sister": "sisters sis sibling siblings twin she her",
        "dog": "dogs puppy pup he she him her walk walkies hound",
        "cat": "cats kitten he she him her",
        "uncle": "uncles he him",
        "aunt": "auntie aunty aunts she her",
        "grandson": "grandchild grandchildren grandkids grandsons he him",
        "granddaughter": "grandchild grandchildren grandkids she her",
    }.items()
}
"""People and animals that not everybody has, and the other words by which they may have been named."""
_YOUR_KIN = re.compile(rf" your (?:\w+ )?(?P<kin>{'|'.join(_KIN)})(?= )")
_TELLS_HER = re.compile(
    r" (?!you |i |we |they |somebody |someone |nobody |anybody |people |who |which |that |it )\w+ (?:has |had |just |"
    r"already |also )?"
    r"(?:told|asked|called|rang|phoned|texted|wrote to|showed|thanked|invited) me "
)
"""“Sam told me about it”: nobody talks to her but the user."""
_SAID = re.compile(
    r" (?P<who>he|she|they|(?:the|your) \w+|[a-z]+) (?:has |had |just |also |always )?"
    r"(?:said|says|told you|promised|asked you|admitted|explained)(?: to you)?(?: that)? (?P<what>[a-z ]+?) \. "
)
_SPEAKERS = frozenset(
    "you i we who what which it that nobody people somebody someone everybody everyone anybody".split()
)
_IS_WHOSE = re.compile(
    r" (?:is|was|are|were) (?:also |like )?your (?:\w+ )?(?P<what>friend|friends|brother|sister|boss|neighbour|neighbor|"
    r"husband|wife|"
    r"colleague|cousin|partner|boyfriend|girlfriend|flatmate|teacher|mother|father|mum|dad|son|daughter|uncle|aunt)(?= )"
    r"| you and \w+ (?:are|were|have|had|used to) (?P<both>[a-z ]+?) \. "
)
_NAME = re.compile(r"(?<=[a-z,] )(?P<name>[A-Z][a-z]{2,})\b(?!['’]?s? *[.!?]?$)|^(?P<first>[A-Z][a-z]{2,}) and [A-Z]")
_KNOWN_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december christmas easter english french german spanish italian god earth sun moon europe england britain london "
    "paris america mum dad mom gran nan internet".split()
)


def invented_person(sentence: str, line: str, told: Sequence[str]) -> str:
    """Whoever, or whatever of them, she brings in that is not in `line` or `told`; empty for none."""
    if not is_about_own_life(line) or REQUESTS.match(line):
        return ""
    known = " ".join([*told, line])
    words = set(re.findall(r"[a-z]+", known.lower()))
    for found in _NAME.finditer(sentence):
        name = (found["name"] or found["first"]).lower()
        if name not in words | _KNOWN_NAMES and f"{name}s" not in words and not name.endswith(("ish", "ese", "ian")):
            return name
    for clause in clauses(sentence):
        for kin in _YOUR_KIN.finditer(clause):
            if not ({kin["kin"], f"{kin['kin']}s"} | _KIN[kin["kin"]]) & words:
                return kin[0].strip()
        if _TELLS_HER.search(clause):
            return clause.strip(" .")
        if not asks(sentence) and (_invents_words(clause, known) or _invents_a_tie(clause, words)):
            return clause.strip(" .")
    return ""


def _invents_words(clause: str, known: str) -> bool:
    """“He said you need to rest.”"""
    found = _SAID.search(clause)
    if found is None or found["who"] in _SPEAKERS or re.search(r" (?:if|not|never|what|whatever|whoever) ", clause):
        return False
    return bool(content_words(found["what"])) and support_share(found["what"], [known]) < LEAST


def _invents_a_tie(clause: str, words: set[str]) -> bool:
    """“Sam is your best friend”, “you and Sam have been married for years”."""
    found = _IS_WHOSE.search(clause)
    if found is None or re.search(r" (?:not|hope|wish|if|may|could|should) ", clause):
        return False
    if found["what"]:
        return found["what"] not in words and f"my {found['what']}" not in words
    return not content_words(found["both"]) & content_words(" ".join(words))
