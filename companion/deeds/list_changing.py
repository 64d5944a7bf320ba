"""Understands that something is to be ticked, taken off, swapped or moved, or a list to be cleared."""

from __future__ import annotations

import re

from companion.deeds.list_items import items_of
from companion.deeds.list_names import meant_list
from companion.deeds.list_requests import OFF, AboutList, ListAction, ListWords

_ON = r"(?:on to|on|onto|to|into|in|down on|up on|for)"
_POLITE = (
    r"(?:(?:so|and|then|will you|would you|could you|can you|you (?:might|could|can|should|may)|please|better"
    r"|let's|just|maybe) ?)*"
)
_THEM = r"(?:it|them|that|those|these|some|some more|more|one)"
_REMOVE = r"(?:take|cross|strike|knock|scratch|get|delete|remove|drop|scrap|rub|wipe|leave)"
_TICK = r"(?:tick|check|cross|mark|tick off|check off|cross off)"
_PLACES = re.compile(
    r"(?P<items>.+?)(?: (?:is|are|'s|was|were)|'s)? (?:done|bought|got|packed|sorted|finished"
    r"|paid|gone|in the (?:bag|trolley|basket))(?: now| already)?",
    re.IGNORECASE,
)
_GOT = re.compile(
    r"(?:i|we|he|she|himself|they)(?:'ve| have| has)? (?:already |just )?(?:got|bought|done|did"
    r"|packed|finished|paid|found|have) (?P<items>.+)",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"(?:i|we) (?:don't|do not|no longer) (?:need|want)(?: any)? (?P<items>.+?)(?: anymore| any more| after all|"
    r" now)?",
    re.IGNORECASE,
)
_OFF_A_LIST = (
    re.compile(r"forget(?: about)? (?P<items>.+?) (?:on|from) (?P<list>(?:the|my|our) .*\blist)", re.IGNORECASE),
    re.compile(r"(?:take|cross|knock|get|scratch|strike) (?P<items>.+?) off", re.IGNORECASE),
    re.compile(r"(?:scratch|strike|delete|remove|drop|take off|cross off) (?P<items>.+)", re.IGNORECASE),
    re.compile(rf"(?P<items>.+?) can (?:come|go) {OFF}(?: (?P<list>.+))?", re.IGNORECASE),
)


def change(text: str, words: ListWords) -> AboutList | None:
    """Every form in which something is taken off, ticked, cleared, swapped or moved."""
    return _cleared(text, words) or _swapped(text, words) or _ticked(text, words) or _taken_off(text, words)


def _cleared(text: str, words: ListWords) -> AboutList | None:
    if found := re.fullmatch(
        r"(?:clear|empty|wipe|reset|clean)(?: out| off| up)? (?P<list>.+?)(?: out| off|"
        r" completely)?",
        text,
        re.I,
    ):
        name = words.name(found["list"])
        return AboutList("clear", name) if name is not None else None
    if found := re.fullmatch(rf"(?:take|remove|delete|clear|wipe|cross) (?P<what>everything|all|all of it|(?:all"
        rf" )?(?:the )?(?:ticked|done|crossed|checked|finished)(?: off)? (?:ones|items|things)"
                             rf"|(?:whatever|what)(?:'s| is| i've) (?:ticked|done|crossed off|ticked off))(?:"
                             rf" {OFF} (?P<list>.+))?", text, re.I):  # fmt: skip
        name = (
            words.name(found["list"])
            if found["list"]
            else ""
            if words.recent and "ticked" in found["what"].lower()
            else None
        )
        done = re.search(r"ticked|done|crossed|checked|finished", found["what"], re.I)
        return AboutList("clear_ticked" if done else "clear", name) if name is not None else None
    if found := re.fullmatch(
        r"(?:delete|remove|get rid of|bin|scrap|throw (?:away|out)|drop|trash|lose|erase)"
        r"(?: (?:all|all of|the whole(?: of)?|the entire|my whole|the complete)(?= (?:the|my|our|\w+ list)\b))?"
        r" (?P<list>.+?)(?: altogether| completely| entirely| for good| now)*",
        text,
        re.I,
    ):
        name = words.name(found["list"])
        if name is not None and (
            re.search(r"\blist$", found["list"], re.I)
            or (meant_list(name, words.lists) and re.match(r"(?:the|my|our) ", found["list"]))
        ):
            return AboutList("delete", name)
    if found := re.fullmatch(
        r"(?:rename|call) (?P<list>.+? list) (?:to |as |into )?(?P<to>[\w' -]+?)(?: list|"
        r" instead)*",
        text,
        re.I,
    ):
        name = words.name(found["list"])
        if name is not None and meant_list(name, words.lists):
            return AboutList("rename", name, other=found["to"])
    return None


def _swapped(text: str, words: ListWords) -> AboutList | None:
    tail = rf"(?: (?:{_ON}|{OFF}) (?P<list>.+))?"
    for pattern in (
        rf"(?:swap|replace|change|switch|exchange) (?P<old>.+?) (?:for|with|to|by|into) (?P<new>.+?){tail}",
        rf"(?:put|add|get) (?P<new>.+?) instead of (?P<old>.+?){tail}",
        rf"instead of (?P<old>.+?),? (?:put|add|get) (?P<new>.+?){tail}",
    ):
        if not (found := re.fullmatch(pattern, text, re.I)):
            continue
        name = words.name(found["list"]) if found["list"] else ""
        if name is not None and words.holds(found["old"], name if found["list"] else None):
            new = items_of(found["new"])
            return AboutList("swap", name, (found["old"],), new[0]) if new else None
    if found := re.fullmatch(
        rf"move (?P<items>.+?)(?: {OFF} (?P<from>.+?))? (?:to|onto|on to|over to)"
        rf" (?P<list>.+)",
        text,
        re.I,
    ):
        name, items = words.name(found["list"]), items_of(found["items"])
        if name and items and words.holds(found["items"], None):
            return AboutList("move", words.name(found["from"] or "") or "", items, name)
    return None


def _ticked(text: str, words: ListWords) -> AboutList | None:
    if found := re.fullmatch(
        rf"(?P<told>.+?)[,.;]* (?:so )?{_POLITE}(?P<act>{_TICK}|{_REMOVE}) {_THEM}(?: (?:all"
        rf"|both))?(?: off| as done| done)?(?: (?:on|of|off|from|in) (?P<list>.+))?",
        text,
        re.I,
    ):
        told = found["told"].strip(" ,.;")
        inner = _UNWANTED.fullmatch(told) or _PLACES.fullmatch(told) or _GOT.fullmatch(told)
        if inner and (items := words.items_on(inner["items"], found["list"])) is not None:
            return AboutList("tick" if re.match("tick|check|cross|mark", found["act"], re.I) else "remove", *items)
    for pattern in (
        r"(?:tick|check|cross|mark)(?P<off> off)? (?P<items>.+?)(?P<off2> off| as done| done| as bought| as"
        r" packed)?(?: (?:on|of|off|from|in) (?P<list>.+))?",
        r"(?:tick|cross|check) off (?P<items>.+?)(?: (?:on|from) (?P<list>.+))?",
    ):
        if (found := re.fullmatch(pattern, text, re.I)) and (
            items := words.items_on(found["items"], found["list"])
        ) is not None:
            sure = (
                found.groupdict().get("off")
                or found.groupdict().get("off2")
                or found["list"]
                or text.lower().startswith("tick")
            )
            return AboutList("tick", *items) if sure or pattern.startswith("(?:tick|cross|check) off") else None
    if found := re.fullmatch(
        r"(?:untick|uncheck|un-tick|open) (?P<items>.+?)(?: again)?(?: on"
        r" (?P<list>.+))?",
        text,
        re.I,
    ):
        items = words.items_on(found["items"], found["list"])
        return AboutList("untick", *items) if items is not None else None
    return None


def _taken_off(text: str, words: ListWords) -> AboutList | None:
    if found := re.fullmatch(rf"{_REMOVE} (?P<rest>.+)", text, re.IGNORECASE):
        for before, name in words.splits(found["rest"], OFF):
            if items := items_of(before):
                return AboutList("tick" if text.lower().startswith("cross") else "remove", name, items)
    for pattern in _OFF_A_LIST:
        if found := pattern.fullmatch(text):
            held = words.items_on(found["items"], found.groupdict().get("list"))
            action: ListAction = "tick" if text.lower().startswith("cross") else "remove"
            return AboutList(action, *held) if held is not None else None
    return None
