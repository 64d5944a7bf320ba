"""Understands that something is to be put on a list: “we're out of bin bags, put them on the list”."""

from __future__ import annotations

import re

from companion.deeds.list_items import items_of
from companion.deeds.list_names import SHOPPING, first_small, meant_list, to_do
from companion.deeds.list_requests import AboutList, ListWords

_ADD = (
    r"(?:add|put|stick|pop|throw|get|write|chuck|bung|whack|include|slap|jot|place|enter|tack|note|adding|putting"
    r"|sticking)(?: down|"
    r" in| up)?"
)
_ON = r"(?:on to|on|onto|to|into|in|down on|up on|for)"
_POLITE = (
    r"(?:(?:so|and|then|will you|would you|could you|can you|you (?:might|could|can|should|may)|please|better"
    r"|let's|just|maybe"
    r"|i (?:want|need|have|would like|'d like) to|i'd like to|i'll|don't forget to|do not forget to|mind) ?)*"
)
_THEM = r"(?:it|them|that|those|these|some|some more|more|one)"
_ITEMLESS = re.compile(
    r"(?:too|so|how|not|nothing|everything|all|most|half|what|who|where|which|high|low|top"
    r"|first|last|next|i|we|you|he|she|they|forget|leave|don't|do|read|tell|show|remind|take|remove|delete|check"
    r"|cross)\b",
    re.I,
)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|isn't|aren't|be|been|does|did|do|'s|'re|'ve|always|never"
    r"|writes?|keeps?|went|goes)\b|'s (?:been|on|not)|'re\b",
    re.I,
)
_OUT_OF = re.compile(
    r"(?:(?:oh|so|and|because|as|since) ?,? )?(?:(?:we|i)(?:'re|'m| are| am) (?:all |nearly |almost |clean |just"
    r" )?(?:out of|low on|short of|running out of|running low on|down to the last of the)"
    r"|(?:we|i)(?:'ve| have)? (?:all )?(?:just )?(?:run|ran) (?:out of|low on)|(?:we|i) (?:really |also |still"
    r" )?need(?: to (?:get|buy|pick up|order))?(?: some| more| some more| a)?"
    r"|(?:we|i)(?:'ve| have)? (?:just )?(?:used up|used|finished|ate|drank|eaten) (?:up )?(?:the last of )?(?:the"
    r"|all the|our|my)|there(?:'s| is| are) (?:no|hardly any)(?: more)?"
    r"|(?:we|i)(?: have|'ve)(?: got)? no(?: more)?|(?:almost|nearly|all|completely) out of|(?:we|i)(?:'ve| have)"
    r" (?:got )?to"
    r"|(?:we|i) (?:must|should|ought to)|the)(?: the)? (?P<items>.+?)"
    r"(?: left|(?: is| are|'s) (?:all |nearly |almost )?(?:gone|finished|out|empty|used up))?",
    re.IGNORECASE,
)


_ORDERED = re.compile(rf"{_POLITE}(?:also )?{_ADD} (?P<rest>.+)", re.IGNORECASE)
_TO_IT = re.compile(r"(?P<items>.+) to (?:it|that|that list)", re.IGNORECASE)
_HEADED = re.compile(rf"(?:{_ON} )?(?P<list>[^,:;]+?)[,:;]? (?:{_ADD}|(?:i|we) need) (?P<items>.+)", re.IGNORECASE)
_UNVERBED = re.compile(
    r"(?:(?:on|for) (?P<list>(?:the|my|our) [\w' -]*?\blist)[,:]? (?P<items>.+)|(?P<items2>.+?) for"
    r" (?P<list2>(?:the|my|our) [\w' -]*\blist)"
    r"|(?:a )?(?:new|another|one more)(?: item| thing| entry)? (?:for|on) (?P<list3>(?:the|my|our)"
    r" [\w' -]*\blist)[,:]? (?P<items3>.+)"
    r"|(?:add|put|stick|write) (?:to|on|onto|in) (?P<list4>(?:the |my |our )?[\w' -]*?\blist)[,:]? (?P<items4>.+))",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?P<list>[^,:;]+?)(?P<sign>[,:;]) (?P<items>.+)")
_AFTERWARDS = re.compile(
    rf"(?P<told>.+?)[,.;:]* {_POLITE}{_ADD}(?: {_THEM})?(?: all)? {_ON}"
    rf" (?P<list>[^,]+)",
    re.IGNORECASE,
)
_SERIES = re.compile(r"(?P<items>[\w' -]+(?:(?:, | and )[\w' -]+)+)")
_WANTED = re.compile(r"(?:i|we) (?:need|want) (?P<rest>.+)", re.IGNORECASE)
_KNOWN = re.compile(r"(?:to-?do|to do|shopping|groceries|packing)s?", re.IGNORECASE)
_NAMED = re.compile(r"\blist\b", re.IGNORECASE)


def add(text: str, words: ListWords) -> AboutList | None:
    """Every form in which something is put on a list."""
    return (
        _ordered(text, words)
        or _headed(text, words)
        or _titled(text, words)
        or _unverbed(text, words)
        or _told_before(text, words)
        or _wanted(text, words)
        or _listed(text, words)
    )


def _ordered(text: str, words: ListWords) -> AboutList | None:
    """“Add milk to the shopping list”; “add eggs too” while a list is in use."""
    if not (found := _ORDERED.fullmatch(text)):
        return None
    if words.recent and (to_it := _TO_IT.fullmatch(found["rest"])):
        return _added(to_it["items"], words.recent.name)
    for before, name in words.splits(found["rest"], _ON):
        if (asked := _added(before, name)) is not None:
            return asked
    short = len(text.split()) <= 6 and not re.search(r"\d|\b(?:to|on|in|into|onto)\b", text)
    if words.recent and short and text.lower().startswith(("add", "also add")):
        return _added(found["rest"], words.recent.name)
    return None


def _headed(text: str, words: ListWords) -> AboutList | None:
    """“On the to do list put call the bank”, “shopping list add cheese”."""
    if not (found := _HEADED.fullmatch(text)):
        return None
    name = words.name(found["list"])
    plain = re.match(_ON, text, re.IGNORECASE) or _NAMED.search(found["list"])
    return _added(found["items"], first_small(name)) if name and plain else None


def _unverbed(text: str, words: ListWords) -> AboutList | None:
    """“On the shopping list, apples”, “bananas for the shopping list”, “another thing for the shopping list: rice”."""
    if not (found := _UNVERBED.fullmatch(text)):
        return None
    groups = {key.rstrip("234"): value for key, value in found.groupdict().items() if value}
    name = words.name(groups["list"])
    known = name and (name.lower() == SHOPPING or meant_list(name, words.lists) or found["list4"] or found["list3"])
    return _added(groups["items"], name) if known and name and plain_things(groups["items"]) else None


def _titled(text: str, words: ListWords) -> AboutList | None:
    """“Packing list, togs, goggles, towel”, “to do list: call the bank”."""
    found = _TITLED.fullmatch(text)
    if not found or not (_NAMED.search(found["list"]) or (found["sign"] == ":" and _KNOWN.fullmatch(found["list"]))):
        return None
    if not (name := words.name(found["list"])):
        return None
    asked = None if _ITEMLESS.match(found["items"]) else _added(found["items"], first_small(name))
    several = asked is not None and len(asked.items) > 1 and not _VERBS.search(found["items"])
    return asked if found["sign"] == ":" or several or meant_list(name, words.lists) else None


def _told_before(text: str, words: ListWords) -> AboutList | None:
    """“We're out of bin bags, put them on the list.”"""
    if not (found := _AFTERWARDS.fullmatch(text)) or (name := words.name(found["list"])) is None:
        return None
    told = found["told"].strip(" ,.;:")
    if out := _OUT_OF.fullmatch(told):
        return _added(out["items"], name)
    series = _SERIES.fullmatch(told)
    return _added(told, name) if series and not _VERBS.search(told) else None


def _wanted(text: str, words: ListWords) -> AboutList | None:
    """“I need milk on the shopping list.”"""
    if found := _WANTED.fullmatch(text):
        for before, name in words.splits(found["rest"], "on|down on"):
            return _added(before, name)
    return None


def _listed(text: str, words: ListWords) -> AboutList | None:
    """“Eggs and cream on the shopping list.”"""
    for before, name in words.splits(text, "on|onto|to"):
        known = name and (name.lower() == SHOPPING or meant_list(name, words.lists))
        if known and plain_things(re.sub(r"\bno,? not .*?(?:have|got) \w+", "", before)):
            return _added(before, name)
    return None


def plain_things(text: str) -> bool:
    """Whether these words can be things for a list, without a verb that says so."""
    telling = (
        _ITEMLESS.match(text)
        or _VERBS.search(text)
        or re.search(r"\b(?:on|in|at|from|with|about)\b", text, re.IGNORECASE)
    )
    return bool(text) and not telling and not _ORDERED.fullmatch(text) and len(text.split()) <= 14


def _added(told: str, name: str) -> AboutList | None:
    items = items_of(told, to_do(name))
    return AboutList("add", name, items) if items is not None else None
