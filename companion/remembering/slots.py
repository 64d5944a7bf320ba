"""Fills the slot and the value of a rule with what a clause says, so that the same thing in other words gets the same."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re

from companion.remembering.rules import Rule
from companion.text.calendar_words import MONTH

_DETERMINERS = re.compile(
    r"^(?:(?:a|an|the|my|our|his|her|their|some|any|all|of|small|little|big|old|new|lovely|tiny|really|eating|"
    r"drinking)\s+)+"
)
_STOPS = re.compile(
    r"\s+(?:since|for|with|right|every|when|where|because|now|these|this|last|next|until|till|and|but|so|as|at|in|on|"
    r"too|also|any ?more|"
    r"together|ever|after|before|from|who|which|that|than|of course|originally|again|already|by|near|to|about|though|"
    r"more|very|years?)\b.*$"
)
_WHEN = re.compile(
    rf"\s+(?:in|on|at|during|over|around)\s+(?:the\s+)?(?:(?:early|late|mid)\s+)?(?:{MONTH}|spring|summer|autumn|fall|winter|"
    r"(?:19|20)\d\d|\w+day)\b.*$|"
    r"\s+(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|many) (?:years?|months?|weeks?|days?)\b.*$|"
    r"\s+(?:yesterday|today|recently|originally)\b.*$"
)
_EMPTY = frozenset(
    "a an the my our his her i i'm we to of want wants hope hopes plan plans would like d ll love long always wanted really also "
    "still just now been have has had ve s re m am is are going planning hoping will usually often in on at for".split()
)
_BASE = {"smoking": "smoke", "vaping": "vape", "gambling": "gamble", "dancing": "dance", "cycling": "cycle"}
_LAST_PLACE = re.compile(r"^.*\b(?:in|near|outside|of|at) (?=[\w'-]+(?: [\w'-]+)?$)")


def slot_and_value(rule: Rule, found: re.Match[str]) -> tuple[str, str]:
    """What the fact fills, and with what, for a clause that the rule matches."""
    groups = found.groupdict()
    x = _core_words(groups.get("x") or groups.get("y") or "", rule.slot == "home")
    parts = {"x": x, "w": _content_words(found[0]), "last": x.split()[-1] if x else ""}
    parts["base"] = " ".join([_BASE.get(x.split()[0]) or _without_ing(x.split()[0]), *x.split()[1:]]) if x else ""
    liked = groups.get("x") or ""
    parts["like"] = _content_words(liked) if re.match(r"to\s|\w+ing\s", liked) else x
    parts["when"] = (groups.get("when") or "").strip()
    slot = " ".join(rule.slot.format(**parts).split())
    if (
        slot == "home"
        and re.match(r"(?:a|an)\s", groups.get("x") or "")
        and not re.search(r"\b(?:in|near|outside)\s", groups.get("x") or "")
    ):
        slot = "home kind"
    return slot, " ".join(rule.value.format(**parts).split())


def _without_ing(word: str) -> str:
    """The base form: “running” → “run”."""
    base = word.removesuffix("ing") if len(word) > 5 else word
    return base[:-1] if base != word and base[-1:] == base[-2:-1] and base[-1:] not in "ls" else base


def _core_words(words: str, place: bool, most: int = 4) -> str:
    """The core of what fills a slot, so that the same thing in other words gets the same value."""
    if place:
        words = _WHEN.sub("", words)
        words = re.sub(
            r"\s+(?:since|for|with|now|these|this|last|and|until|right|by|because|any ?more)\b.*$", "", words
        )
        words = _LAST_PLACE.sub("", words)
    words = _DETERMINERS.sub("", _WHEN.sub("", words).strip(" ,"))
    return " ".join(_STOPS.sub("", words).replace(",", " ").split()[:most]).strip(" '-")


def _content_words(words: str) -> str:
    """The content words of a long predicate: “want to learn the cello before I'm fifty” → `learn cello`."""
    words = re.sub(r"\s+(?:before|some ?day|one day|when|because|at some point|eventually|so)\b.*$", "", words)
    content = [word for word in re.findall(r"[\w'-]+", words) if word not in _EMPTY and not word.startswith("'")]
    return " ".join(content[:6])
