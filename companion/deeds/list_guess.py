"""Takes apart a line that surely asks for a list in words that no phrase has: which list, what things, and what is to be done."""

from __future__ import annotations

import re

from companion.deeds.list_items import items_of
from companion.deeds.list_requests import AboutList

_NAME = re.compile(
    r"\b(?:(?:on|to|onto|off|from|in|for|out of) )?(?:(?:the|my|our|a) )?(?P<name>(?!the\b|my\b|on\b|to\b|that\b|a\b"
    r"|put\b|add\b|make\b|new\b|of\b|off\b|this\b|last\b)[\w'-]+"
    r"(?: (?!the\b|my\b|on\b|to\b|put\b|add\b)[\w'-]+)?)? ?\blist\b(?: (?:called|for|named) (?P<called>[\w' ]{3,30}))?"
    r"|\b(?:on|to|onto|off|from|with) (?:the|my) (?P<bare>shopping|groceries|messages|to ?do|packing)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:so|and|um|uh|em|oh|right|wait) )*(?:what|what's|whats|which|did i|do i|do we|have i|have we|is|are|how many"
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
_LEADS = re.compile(r"^(?:(?:and|also|then|the|my|some|of|on|to|down|off|out|for|a|in|that|it|up)\b ?)+", re.IGNORECASE)
_TAILS = re.compile(r"(?: (?:on|to|off|from|onto|in|down|out|the|my|and|put|a|for|please))+$", re.IGNORECASE)


def guess_list(line: str) -> AboutList | None:
    """What is asked."""
    text = _FILLERS.sub("", line)
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
