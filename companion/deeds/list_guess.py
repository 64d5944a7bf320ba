"""Takes apart a line that surely asks for a list in words that no phrase has: which list, what things, and what is to be done."""

from __future__ import annotations

import re
from dataclasses import replace

from companion.deeds.list_items import items_of
from companion.deeds.list_requests import AboutList

_NAME = re.compile(
    r"\b(?:(?:on|to|onto|off|from|in|for|out of) )?(?:(?:the|my|our|a) )?(?P<name>(?!the\b|my\b|on\b|to\b|that\b|a\b"
    r"|put\b|add\b|make\b|new\b|of\b|off\b|this\b|last\b)[\w'-]+"
    r"(?: (?!the\b|my\b|on\b|to\b|put\b|add\b)[\w'-]+)?)? ?\blist\b(?: (?:called|for"
    r"|named) (?P<called>[\w' ]{3,30}))?"
    r"|\b(?:on|to|onto|off|from|with) (?:the|my) (?P<bare>shopping|groceries|messages|to ?do|packing)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:so|and|um|uh|em|oh|right|wait) )*(?:what|what's|whats|which|did i|do i|do we|have i"
    r"|have we|is|are|how many"
    r"|read|tell|show|call out|go through|remind me)\b",
    re.IGNORECASE,
)
_OFF = re.compile(r"\b(?:take|remove|delete|cross|scratch|strike|knock|bin|drop|get rid of|off)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:tick|ticked|check off|mark)\b|\b(?:is|are|that's|got|it's) done\b", re.IGNORECASE)
_ADD = re.compile(
    r"\b(?:put|add|stick|throw|pop|write|get|note|need|could do with|run out of|out of|want|have|bung|fire|lash"
    r"|include)(?: (?:down|on|in|some|me|us|a|the|more|also|em|uh|um))*\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"(?:[,.;]| (?:i|i'm|i've|i'll|he|he's|she|she's|they|they're|we|we're|we've|would you|will you|can you|could you"
    r"|please|because|cos|but|before|it's|that's|"
    r"while|so|in case)\b).*$",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:em|um|uh|eh|hm|like|yeah|oh|hon|the the|and and|those little|what do you call it)\b,? ?", re.IGNORECASE
)
_LEADS = re.compile(
    r"^(?:(?:and|also|then|the|my|some|of|on|to|down|off|out|for|a|in|that|it"
    r"|up)\b ?)+",
    re.IGNORECASE,
)
_TAILS = re.compile(r"(?: (?:on|to|off|from|onto|in|down|out|the|my|and|put|a|for|please))+$", re.IGNORECASE)


_READS = re.compile(
    r"\b(?:read (?:it|me|us|out)|how many|count how|let me hear|who's on|was there|whats? (?:the|is"
    r"|was|have|do)\b|what's (?:left|on)"
    r"|everything that's on|anything (?:left )?(?:on|to)\b|which lists|(?:have|has) the .* been"
    r"|still need|give me the (?:first|whole|last)"
    r"|did i (?:ever )?put|what have i)\b|^my (?:\w+ )?list(?: pls| please)?$",
    re.IGNORECASE,
)
_PUTS = re.compile(r"(?:^|[,.:;] |\band |\bso )(?:add|stick|whack|pop|bung|write|throw|include|put)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"^(?:the |my |our )?(?P<name>[\w' ]{2,30}?) list ?[:,.] ?(?:add |put )?(?P<items>[^:?]+)$", re.IGNORECASE
)
_ONTO = re.compile(
    r"^(?P<items>.+?),? (?:(?:should |can |to )?(?:go|goes|is one)(?: down)? )?(?:on|onto|to|for|with) "
    r"(?:the |my |our )?(?P<name>\w+(?: \w+)?)(?: list)(?: please| too| as well| and thank you"
    r"| please and thank you)*$",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"\b(?:start|begin|make|open|get|create|need|want|let there be|new)\b(?: (?:me|us|up|a|another"
    r"|new|fresh))* list(?: going)?"
    r"(?:,? (?:called|named|call it|for|of) (?:the )?(?P<name>[\w' ]+?))?(?:(?: and put|,? with"
    r"|, first one:|: ?| and add) (?P<items>.+?)(?: on it)?)?$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:scrap|delete|throw out|bin|get rid of|remove)\b (?:the |my )?(?:list (?:named"
    r"|called) (?P<called>[\w' ]+)|(?P<name>[\w']+(?: [\w']+)?) list)"
    r"(?: altogether| completely|,? (?:we're|i'm|it's).*)?$",
    re.IGNORECASE,
)
_EMPTIED = re.compile(
    r"\b(?:empty|wipe|clear)\b (?:out )?(?:the |my )?(?:whole )?(?P<name>[\w']+(?: [\w']+)?) list\b"
    r"|\beverything on the (?P<all>[\w']+) list\b.*\bclear it",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"^(?:the|top of my|as a|a|me a)(?: |$)| list$", re.IGNORECASE)
_FOR_WHAT = re.compile(r"^(?:the |a )?list (?:for|of) (?:the )?(?P<name>[\w' ]{2,30}?): (?P<items>.+)$", re.IGNORECASE)
_THEM = r"(?:it|them|that|those|these|them all|those all|em|am)"
_TOLD_FIRST = re.compile(
    r"^(?P<told>.+?)[,.;:]? (?:so |and |please |then |i'll want )*"
    rf"(?:put|add|stick|pop|throw|bung|have|write|list) {_THEM}(?: all)?"
    r"(?: down)?(?:(?: (?:on|onto|to|with|in|for))+ (?:the |my |our |her |his "
    r"|its )?(?P<name>\w+(?: \w+)?)?)?(?: list)?(?: (?:please|too|good woman|then))*$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:out of|no more|short of|need|needs|wants?|last of the|ran out of|finished the)\b (?:the "
    r"|some |any |more )?(?P<x>[^,.]+(?:, [^.]+?)*)",
    re.IGNORECASE,
)


def guess_list(line: str) -> AboutList | None:
    """What is asked."""
    text = re.sub(r"\bto-?dos?\b", "to do", _FILLERS.sub("", line), flags=re.IGNORECASE).strip(" ,.?!")
    named = _NAME.search(text)
    if _READS.search(text) and not _PUTS.search(text):
        return AboutList("read", (named["name"] or named["bare"] or "").strip() if named else "")
    if dropped := _DROPPED.search(text):
        return AboutList("delete", (dropped["called"] or dropped["name"]).strip())
    if emptied := _EMPTIED.search(text):
        return AboutList("clear", (emptied["name"] or emptied["all"]).strip())
    told = _told_apart(text) or _guess_by_words(text)
    return replace(told, name=_NO_NAME.sub("", told.name).strip()) if told is not None else None


def _told_apart(text: str) -> AboutList | None:
    """A list that is begun, things before or after its name, and things that are told of first: “we're out of milk, add it”."""
    if (begun := _STARTED.search(text)) and (begun["name"] or begun["items"]):
        items = _items(begun["items"], talk=False) if begun["items"] else ()
        return AboutList("create", (begun["name"] or "").strip(), items)
    if for_what := _FOR_WHAT.match(text):
        items = _items(for_what["items"], talk=False)
        return AboutList("add", for_what["name"], items) if items else None
    if (listed := _LISTED.match(text)) and not re.search(r"\b(?:give|read|take|put|add)\b", text, re.IGNORECASE):
        items = _items(listed["items"], talk=False)
        return AboutList("add", listed["name"], items) if items else None
    if first := _TOLD_FIRST.match(text):
        told = first["told"].rpartition(": ")[2]
        wanted = _WANTED.search(told)
        items = _items(wanted["x"] if wanted else told, talk=False)
        name = (first["name"] or "").strip()
        return AboutList("add", "" if name in ("list", "the") else name, items) if items else None
    if (onto := _ONTO.match(text)) and not _ADD.match(text) and not _OFF.search(text) and not _DONE.search(text):
        items = _items(re.split(r"\bso ", onto["items"])[-1], talk=False)
        return AboutList("add", onto["name"], items) if items else None
    return None


def _guess_by_words(text: str) -> AboutList | None:
    """By the nearest words that ask."""
    named = list(_NAME.finditer(text))
    found = named[-1] if named else None
    name = (found["name"] or found["called"] or found["bare"] or "").strip() if found else ""
    if _ASKS.match(text) and not re.search(r"\b(?:add|put|stick)\b", text, re.IGNORECASE):
        return AboutList("read", name)
    before, after = (text[: found.start()], text[found.end() :]) if found else (text, "")
    ticks = _DONE.search(text)
    if ticks or (_OFF.search(text) and not _ADD.search(text)):
        items = _items(_DONE.sub("", _OFF.sub("", before)), talk=True) or _items(
            _DONE.sub("", _OFF.sub("", after)), talk=True
        )
        return AboutList("tick" if ticks else "remove", name, items) if items else None
    adds = list(_ADD.finditer(before))
    items = _items(before[adds[-1].end() :], talk=True) if adds else ()
    if not items:
        last = _ADD.search(after)
        items = _items(after[last.end() :] if last else after, talk=True)
    if not items and adds:
        items = _items(before[: adds[0].start()], talk=True)
    if not items and not adds:
        items = _items(before, talk=True)
    return AboutList("add", name, items) if items and (found or adds) else None


def _items(words: str, talk: bool) -> tuple[str, ...]:
    words = words.strip(" ,.;:")
    if talk:
        words = _TALK.sub("", words) if not re.match(r"[^,]+(?:, [^,]+)+,? and ", words) else words
    words = _TAILS.sub("", _LEADS.sub("", words.strip())).strip()
    items = items_of(words) if words and len(words.split()) <= 14 else None
    return tuple(item for item in items or () if len(item.split()) <= 6)
