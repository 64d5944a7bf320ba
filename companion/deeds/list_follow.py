"""Reads what a line asks of the list that was in use just now, without naming it: “oh and cat food”, “I got the milk”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.deeds.follow_up import ended
from companion.deeds.list_adding import plain_things
from companion.deeds.list_items import items_of
from companion.deeds.list_names import items_meant, to_do
from companion.deeds.list_requests import AboutList
from companion.memory.lists import KeptList

MOST_WORDS = 14
IS_COUNT = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a dozen|half a dozen)", re.IGNORECASE)
_JOINED = r"(?:(?:oh|ah|and|also|plus|then|yeah|wait|right|ok|okay|actually|sorry|while you're at it|one more)\b[, ]*)+"
_VERB = (
    r"(?:(?:you can |you might |would you |i'll |we'll |you'd better |better |let's |go ahead and )*"
    r"(?:put|get|stick|add|pop|throw|bung|chuck|fire|lash|shove|write|include)"
    r"(?: (?:me|us|down|in|on|for|up|also))*|(?:we|i)(?:'ll)?(?: also| still| really)? (?:need(?: to (?:get"
    r"|buy))?|could do with))"
)
_TAIL = (
    r"(?:(?:,? (?:too|as well|also|please|thanks|while you're at it|then|there|on (?:there|it|that)|to (?:it|that)"
    r"|with (?:it|that)|the same))+)"
)
_ADDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_JOINED}(?:{_VERB} )?(?:some |a few |more )?(?P<items>.+?){_TAIL}?",
        rf"{_VERB} (?:some |a few |more )?(?P<items>.+?){_TAIL}?",
        rf"(?:some )?(?P<items>.+?){_TAIL}",
    )
)
_OFF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:we |i |you )?(?:don't|do not|won't|no longer) need (?:the |any "
        r"|that )?(?P<x>[\w' -]+?)(?: (?:any ?more|after all|now))*"
        r"(?:,.*)?",
        r"(?:no need for|no|leave out|leave off|skip|forget|never mind|scratch|scrap|drop|ditch|cut|lose|strike"
        r"|knock off"
        r"|take off|take out|get rid of|not) (?:the |any )?(?P<x>[\w' -]+?)(?: (?:any ?more|after all|now|off"
        r"|out))*(?:,.*)?",
        r"(?:take|leave|knock|cross|strike|scratch) (?:the )?(?P<x>[\w' -]+?) (?:off|out)(?: (?:it|that|again"
        r"|then|there))*(?:,.*)?",
    )
)
_GOT = re.compile(
    r"(?:(?:so|and|oh|right|well|ok) )*(?:(?:i|we|he|she|they|[\w']+)(?:'ve| have|'s| has)? )?(?:just |already )*"
    r"(?:got|bought|have|has|picked up|grabbed|found|did|done|finished) (?:the |some |that |your )?(?P<x>[\w' -]+?)"
    r"(?: (?:already|today|now|in|there|on the way|at lunch))*(?:,.*)?"
    r"|(?:the |that )?(?P<y>[\w' -]+?)(?:'s| is| are)? (?:done|sorted|got|bought)(?: (?:already|now))*(?:,.*)?",
    re.IGNORECASE,
)
_SWAPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:no|sorry|wait|oh|actually|i meant|i mean|make (?:it|that)"
        r"|[, ])*not (?:the )?(?P<old>[\w' -]+?),? (?:but )?(?P<new>[\w' -]+)",
        r"(?:no|sorry|wait|oh|actually|i meant|i mean|make (?:it|that)|[, ])*(?P<new>[\w' -]+?),? (?:not"
        r"|instead of|rather than|for)"
        r" (?:the )?(?P<old>[\w' -]+)",
        r"(?:swap|change|replace|switch) (?:the )?(?P<old>[\w' -]+?) (?:for|to|with) (?P<new>[\w' -]+)",
        r"(?:make|change) (?:the )?(?P<old>[\w' -]+?) (?:into )?(?:a |an )?(?P<new>[\w' -]+?)(?: instead)?",
    )
)
THERE_TOO = re.compile(
    r"(?:(?:and|also|oh|then) )*(?:put|add|stick|pop|throw|bung|include) (?P<items>[\w' -]+?(?:(?:,"
    r"| and) [\w' -]+?)*)"
    r"(?: on| in| to)(?: there| it| that| that one| the same (?:one|list))(?: too| as well| also)?",
    re.IGNORECASE,
)
"""“put shampoo on there too”."""
_READS = re.compile(
    r"(?:and |so |ok |now )*(?:what(?:'s| is| was| have (?:i|we)(?: got)?| do (?:i|we) have)(?: on)?(?: (?:it"
    r"|that|there|that list"
    r"|the list))?(?: (?:now|again|so far|altogether|left|then))*|read (?:it|that|them)(?: (?:back|out|to me"
    r"|again|all))*"
    r"|what(?:'s|s| does| do)? (?:that|it|they|this) leave(?: (?:me|us))?(?: with)?"
    r"|what's (?:left|still) on (?:it|there)|how many(?: things)?(?: is that| are (?:on it|there))?)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:is|are|have (?:i|we)(?: got)?|did (?:i|we|you) (?:put|say|add|get)|do (?:i|we) have) (?:the "
    r"|any )?(?P<x>[\w' -]+?)"
    r"(?: (?:on (?:it|there|that)|down|there|already|yet|too))+",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"\w.*(?:,|\band\b|\bbut\b|\bthen\b) (?:then |also |please )*"
    r"(?:add|put|stick|pop|bung|throw|take|tick|cross|remove|get rid of|leave) (?!on\b|off\b)\w",
    re.IGNORECASE,
)
"""Asks for two things, which are read one by one: “take off the milk and add yoghurt”."""
_NO_THING = re.compile(
    r"\b(?:each other|things? to|to|your|you|me|him|her|them|he|she|they|i|we|it|this|what|who|why|how|when"
    r"|said|says|go|went|to talk|to go|help"
    r"|a break|rest|sleep|time|hope|luck|love|idea|timers?|alarms?|remind\w*|notes?|calendar|minutes?|hours?|percent"
    r"|o'?clock|at)\b|^(?:a|the|to|that|so|then|not|no|yes|yeah|nothing|never|thanks|please|ok|okay|cancel|stop|undo"
    r"|is|are|do|did|can|could|will|would)\b",
    re.IGNORECASE,
)


def follow_list(line: str, kept: KeptList) -> AboutList | None:
    """What the line asks of this list, that something was just put on or taken off; None when it may mean"
    " something else."""
    text = line.strip(" .,!?;")
    if len(text.split()) > MOST_WORDS or _TWO.match(text):
        return None
    for swap in _SWAPS:
        if (found := swap.fullmatch(text)) and items_meant(found["old"], kept.items) and _thing(found["new"]):
            return AboutList("swap", kept.name, (found["old"],), found["new"].strip())
    if (got := _GOT.fullmatch(text)) and items_meant(what := (got["x"] or got["y"]), kept.items):
        return AboutList("tick", kept.name, (what,))
    for off in _OFF:
        if (found := off.fullmatch(text)) and items_meant(found["x"], kept.items):
            return AboutList("remove", kept.name, (found["x"],))
    if _READS.fullmatch(text):
        return AboutList("read", kept.name)
    if held := _HELD.fullmatch(text):
        return AboutList("ask", kept.name, (held["x"],))
    for pattern in _ADDS:
        if (found := pattern.fullmatch(text)) and _thing(found["items"]):
            items = items_of(found["items"], to_do(kept.name))
            if items and all(len(item.split()) <= 4 for item in items):
                return AboutList("add", kept.name, items)
    return None


def so_many(words: str, items: Sequence[str]) -> str:
    """The words, or the one thing that was put on so often: “make that two”."""
    return f"{words} {items[0]}" if len(items) == 1 and IS_COUNT.fullmatch(words) else words


def _thing(words: str) -> bool:
    return plain_things(words) and not _NO_THING.search(words)


def ended_by_name(line: str, lists: Sequence[KeptList]) -> AboutList | None:
    """What is to come off the list that has it: “forget the string”."""
    item = ended(line)
    return AboutList("remove", items=(item,)) if item and any(items_meant(item, one.items) for one in lists) else None
