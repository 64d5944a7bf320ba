"""Understands what is asked of lists: “add milk and bread to the shopping list”, “what's on it”, “tick off the goggles”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.deeds.list_adding import add
from companion.deeds.list_changing import change
from companion.deeds.list_requests import AboutList, ListWords
from companion.deeds.list_telling import create, tell
from companion.memory.lists import KeptList

_LISTS = re.compile(
    r"(?:what|which|how many|any)(?: other)? lists (?:do (?:i|we|you) have|have (?:i|we|you) got|are there|have"
    r" (?:i|we) made|do you keep)(?: now| so far| for me)?"
    r"|(?:do (?:i|we) have|have (?:i|we) got|are there) (?:any )?lists(?: already)?|(?:show|tell|read|give"
    r"|list)(?: me)?(?: all)? (?:of )?(?:my|our|the) lists"
    r"|(?:what are|name|list) (?:all )?(?:my|our|the) lists",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:,| because| since| cos| as|\.) ?(?:i|i'm|i've|we|we're|we've|he|he's|she|she's|it|it's"
    r"|they|they're|himself|herself|the|that|that's|there's|all|already|no|not|don't)\b.*",
    re.IGNORECASE,
)


def read_list(line: str, lists: Sequence[KeptList], recent: KeptList | None) -> AboutList | None:
    """What the line asks of lists; `recent` is the one that was in use a moment ago."""
    if _LISTS.fullmatch(line):
        return AboutList("lists")
    words = ListWords(lists, recent)
    for text in (line, _TAIL.sub("", line, count=1)):
        found = tell(text, words) or change(text, words)
        if found is None and text == line:
            found = add(text, words) or create(text, words)
        if found is not None:
            return found
    return None
