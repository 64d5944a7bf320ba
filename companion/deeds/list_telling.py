"""Understands what is only asked of lists, “what's on the shopping list”, and that a new one is to be made."""

from __future__ import annotations

import re

from companion.deeds.list_items import items_of
from companion.deeds.list_names import SHOPPING, items_meant, meant_list, to_do
from companion.deeds.list_requests import AboutList, ListWords

_CREATE = re.compile(
    r"(?:(?:start|make|create|begin|open|set up|give|write|i need|i want|i'd like|let me have)(?: me| us| up)?"
    r"|new list)(?: a| another| one)?"
    r"(?: new| fresh| separate)?(?: (?P<name>(?!new\b|list\b|a\b)[\w'&-]+(?: [\w'&-]+){0,3}?))? ?list(?:,?"
    r" (?:called|named|for|titled|with the name))?"
    r"(?: (?P<named>(?!with\b|of\b|that\b|which\b|to\b|in\b)[\w'&-]+(?: (?!with\b)[\w'&-]+){0,4}?))?(?:(?: with|,"
    r"|:)(?: (?:just|the following))?:? (?P<items>.+))?",
    re.IGNORECASE,
)
_READS = re.compile(
    r"(?:(?:what's|whats|what is|what are|what was|what else is|what do (?:i|we) have|what have (?:i|we) got|what"
    r" did (?:i|we) put)"
    r"(?: (?P<left>still|left))?(?: (?:all|now|already|everything))? (?:on|in)|(?:what's|whats|what is)"
    r" (?P<left2>left|still to do|open|remaining) (?:on|in)"
    r"|(?:read|show|tell|give|list|check|open|go through|go over|run through|let me (?:hear|see)|i(?:'d| would)"
    r" like to (?:hear|see)"
    r"|remind me what's on|say)(?: me| us)?(?: back| out| through| what's| whats| what is| everything| all|"
    r" again)*(?: (?:on|of|from))?"
    r"|(?:is there )?anything(?: else)?(?: left| still)? on|how(?:'s| is)|(?:and )?what about) (?P<list>.+?)(?:"
    r" (?:so far|now|again|at the moment|with me|to me|look(?:ing)?|please))*",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"(?:(?:read|tell|show)(?: me| us)? )?what (?:(?:i've|we've|do i|do we|have i|have we|i|we)(?: got)?(?: still"
    r"| left| yet)?"
    r"(?: have| need)?(?: still| left)? to |else (?:do|did) (?:i|we) (?:have|need) to |(?:is|'s) (?:still|left)"
    r" to )"
    r"(?P<verb>pack|buy|get|do|bring)(?: still| yet)?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"how (?:many (?:things|items|entries|jobs|tasks|people)(?: are(?: there)?| do (?:i|we) have|"
    r" have (?:i|we) got)?(?: left| still)? on|long is) (?P<list>.+)",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:did (?:i|we|you)(?: already)? (?:put|add|write|get|have)|is(?: there)?(?: any)?|are(?: there)?(?: any)?"
    r"|have (?:i|we|you)(?: already)?"
    r" (?:got|put|added)|do (?:i|we) (?:already )?have) (?P<items>.+?) (?:already )?(?:on|to|down on)"
    r" (?P<list>.+?)(?: (?:already|yet))?",
    re.IGNORECASE,
)
_WHICH_LIST = re.compile(
    r"(?:on )?(?:which|what) (?:one )?(?:of )?(?:my |the )?lists? (?:is|are|did (?:i|we) put|have (?:i|we) put|has)"
    r" (?P<items>.+?)(?: on)?",
    re.IGNORECASE,
)
_VERB_LISTS = {"pack": "packing", "bring": "packing", "buy": SHOPPING, "get": SHOPPING, "do": "to do"}


def tell(text: str, words: ListWords) -> AboutList | None:
    """What only asks."""
    if (found := _COUNT.fullmatch(text)) and (name := words.name(found["list"])) is not None:
        return AboutList("count", name)
    if found := _STILL.fullmatch(text):
        name = _VERB_LISTS[found["verb"].lower()]
        kept = meant_list(name, words.lists)
        return (
            AboutList("left", kept.name if kept else name) if kept or (name == "packing" and "still" in text) else None
        )
    if (found := _ASK.fullmatch(text)) and (name := words.name(found["list"])) is not None:
        items = items_of(found["items"])
        if items:
            return AboutList("ask", name, items)
        return AboutList("read", name) if found["items"].lower() in ("anything", "something", "everything") else None
    if found := _WHICH_LIST.fullmatch(text):
        items = items_of(found["items"])
        held = (kept for kept in words.lists if items and any(items_meant(items[0], kept.items)))
        return next((AboutList("ask", kept.name, items) for kept in held if items), None)
    if (found := _READS.fullmatch(text)) and (name := words.name(found["list"])) is not None:
        bare = not re.search(r"\blist\b", found["list"], re.IGNORECASE) and re.match(
            r"how|(?:and )?what about"
            r"|check|open|say",
            text,
            re.I,
        )
        return None if bare else AboutList("left" if found["left"] or found["left2"] else "read", name)
    has = re.fullmatch(
        r"(?:do (?:i|we) have|have (?:i|we)(?: got)?|is there|are there) (?:a|an|my|any)"
        r" (?P<list>[\w' -]+ list)(?: already)?",
        text,
        re.I,
    )
    if has and (name := words.name(has["list"])):
        return AboutList("read", name)
    if words.recent and re.fullmatch(
        r"(?:and )?what's on it(?: now)?|read it(?: (?:out|back|again|to me))*"
        r"|what(?: is|'s) (?:still )?left",
        text,
        re.I,
    ):
        return AboutList("left" if text.endswith("left") else "read", words.recent.name)
    return None


def create(text: str, words: ListWords) -> AboutList | None:
    """That a new list is to be made."""
    found = _CREATE.fullmatch(text)
    if not found or re.search(r"\blist of\b", text, re.IGNORECASE):
        return None
    name = re.sub(r"^(?:the|my|our|a) ", "", found["name"] or found["named"] or "", flags=re.I)
    if found["name"] and found["named"]:
        name = f"{name} for {found['named']}"
    items = items_of(found["items"], to_do(name)) if found["items"] else ()
    return AboutList("create", name, items) if items is not None else None
