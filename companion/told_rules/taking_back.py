"""Recognises requests that take rules back, such as “Go back to how you were.” and “You can ask questions again”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from companion.told_rules.phrases import ABOUT, again, pattern
from companion.told_rules.rule import Kind

Kinds = tuple[tuple[Kind, str], ...]
Ending = tuple[Literal["end kinds", "end last", "end all"], Kinds]


def ending(requests: Iterable[str], just_told: bool) -> Ending | None:
    """What the first of these that ends rules ends; `just_told`: she has just repeated one, so that “go back” means it."""
    for text in requests:
        if (just_told and pattern("back").fullmatch(text)) or pattern("last").fullmatch(text):
            return "end last", ()
        if pattern("all").fullmatch(text):
            return "end all", ()
        if kinds := _kinds_about(text) or _kinds_again(text):
            return "end kinds", kinds
    return None


def _kinds_about(text: str) -> Kinds:
    found = pattern("about").fullmatch(text)
    if not found:
        return ()
    groups = found.groupdict()
    words = next(groups[name] for name in ("x", "x2", "x3", "x4") if groups.get(name))
    words = re.sub(r"^(?:being|the|my|your|not)\s+", "", re.sub(r" (?:thing|rule|business|stuff)$", "", words))
    kinds: list[tuple[Kind, str]] = [
        (kind, "") for kind, pattern in ABOUT.items() if re.search(rf"\b(?:{pattern})\b", words)
    ]
    return tuple(kinds or [("calling", words), ("saying", words)])


def _kinds_again(text: str) -> Kinds:
    found = pattern("again").fullmatch(text)
    if not found:
        return ()
    for kind, patterns in again().items():
        for one in patterns:
            if verb := one.fullmatch(found["x"]):
                return ((kind, (verb.groupdict().get("v") or "").strip(" \"'“”‘’")),)
    return ()
