"""Knows which words name a list, and which list they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.memory.kept_notes import stems
from companion.memory.lists import KeptList, ListItem

_KNOWN = re.compile(
    r"(?:shopping|groceries|grocery|tasks|to[ -]?dos?|to[ -]do|packing|wish|bucket|chores|errands|(?:christmas"
    r"|birthday"
    r"|xmas) presents"
    r"|(?:books|films|movies|things|places|series|shows|songs|games|recipes|people)(?: i (?:want|have|need))? to"
    r" [a-z]+)",
    re.IGNORECASE,
)
"""Names that name a list without the word."""
_NO_LISTS = re.compile(
    r"(?:.*\b)?(?:waiting|mailing|play|black|white|hit|price|wine|short|contact|friends|email|no[ -]fly|honours"
    r"|guilty|a|cast"
    r"|set|check|top|long|best|same|whole|endless|laundry|sick|transfer|seating|naughty|hated)",
    re.IGNORECASE,
)
"""What has the word in it and is mostly no list of ours: the waiting list; unless there is one with that name."""
_NO_NAME = re.compile(
    r"\b(?:to|on|onto|in|into|from|off|at|with|and|is|are|was|it|that|what|i|you|he|she|they|we|put|add|my|the|of"
    r"|any|no|do|all)\b",
    re.IGNORECASE,
)
"""Words that are in no name, but for those we know and those there are."""
_LIST = re.compile(
    r"(?:(?:the|my|our|that|this|your|a|her|his) )?(?:(?P<name>(?!the |my |our |a |this )[\w'&-]+(?:"
    r" [\w'&-]+){0,4}?)"
    r" lists?|list(?: (?:called|named))? (?P<of>(?!of\b)[\w'&-]+(?: [\w'&-]+){0,4})|list|(?P<bare>[\w'&-]+(?:"
    r" [\w'&-]+){0,4}))",
    re.IGNORECASE,
)
_LIST_FOR = re.compile(
    r"(?:(?:the|my|our|a) )?(?P<name>[\w'&-]+(?: [\w'&-]+){0,2} list for"
    r" .{2,40})",
    re.IGNORECASE,
)
_SAME = (
    {"shopping", "groceries", "grocery", "shop"},
    {"to do", "to-do", "todo", "todos", "to dos", "to-dos", "task", "tasks", "chores"},
)
"""Names of one and the same list."""
SHOPPING = "shopping"
_FOR_SHOPPING = re.compile(
    r"(?:(?:the|my|our|a) )?list for (?:the |my |our )?(?:shops?|shopping|supermarket)", re.IGNORECASE
)


def named_list(words: str, lists: Sequence[KeptList]) -> str | None:
    """The name of the list that these words name; empty for “the list”, None if they name none."""
    words = re.sub(
        r"[ ,]+(?:again|too|as well|please|now|then"
        r"|also)$",
        "",
        words.strip(" ,.:;"),
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"(?<=list) for (?:now|later|today|tonight|tomorrow|this week|next week|the weekend|the week"
        r"|\w+day)$",
        "",
        words,
    )
    if _FOR_SHOPPING.fullmatch(words):
        return SHOPPING
    if found := _LIST_FOR.fullmatch(words):
        return found["name"]
    found = _LIST.fullmatch(words)
    if not found:
        return None
    if (bare := found["bare"]) is not None:
        if re.search(r"\blists?\b", bare, re.IGNORECASE) or bare.lower() in ("it", "that"):
            return "" if bare.lower() == "list" else None
        return bare if _KNOWN.fullmatch(bare) or meant_list(bare, lists) else None
    name = found["name"] or found["of"] or ""
    odd = _NO_LISTS.fullmatch(name) or (_NO_NAME.search(name) and not _KNOWN.fullmatch(name))
    return None if odd and meant_list(name, lists) is None else name


def meant_list(name: str, lists: Sequence[KeptList]) -> KeptList | None:
    """The list with this name, or the only one whose name has all its words."""
    wanted = _plain(name)
    for one in lists:
        if _plain(one.name) == wanted:
            return one
    for same in _SAME:
        if wanted in same:
            return next((one for one in lists if _plain(one.name) in same), None)
    words = stems(name) - {"list"}
    found = [one for one in lists if words and words <= stems(one.name)]
    return found[0] if len(found) == 1 else None


def first_small(name: str) -> str:
    """The name without the capital that it has at the beginning of a line; names of people and feasts keep theirs."""
    kept = re.match(r"\w+'s\b|christmas|easter|halloween|diwali|eid|hanukkah", name, re.IGNORECASE)
    return name if kept or name[1:2].isupper() else name[:1].lower() + name[1:]


def to_do(name: str) -> bool:
    """Whether what is on this list are things to be done: “call Mum and Dad” is one of them, not two."""
    return _plain(name) in _SAME[1] or bool(re.fullmatch(r"(?:jobs|chores|errands|work|.* to do)", _plain(name)))


def items_meant(words: str, items: Sequence[ListItem]) -> list[ListItem]:
    """The items that these words name: by the whole text, else by words that are in it."""
    wanted = re.sub(r"^(?:the|my|some|a|an) ", "", words.lower().strip())
    exact = [item for item in items if re.sub(r"^(?:the|my|some|a|an) ", "", item.text.lower()) == wanted]
    if exact:
        return exact[:1]
    found = [item for item in items if stems(words) and stems(words) <= stems(item.text)]
    if not found:
        found = [item for item in items if stems(item.text) and stems(item.text) <= stems(words)]
    return found[:1]


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|my|our) ", "", name.lower().strip()).removesuffix(" list")


def the_list(name: str) -> str:
    """“the shopping list”, “the guest list for the party”."""
    return f"the {name}" if re.search(r"\blist\b", name) else f"the {name} list"
