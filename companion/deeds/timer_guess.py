"""Guesses what a line asks of timers when no phrase fits it whole: by a length, a word that asks, and nothing that only tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from companion.deeds.asking import asks_something
from companion.deeds.spoken_times.pieces import NUMBER, UNIT
from companion.deeds.timer_context import thing_told_of
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, Marked, SetTimer
from companion.text.number_words import number_of

_WORD = r"\b(?:timers?|countdown|stopwatch)\b"
_ASKS = re.compile(
    rf"^(?:ever )?(?:set|start|stick|pop|put|throw|bang|whack|run|give|get|do|make|fire)\b.*{_WORD}|\b(?:set|start|stick"
    rf"|pop|put|throw|bang|whack|run|give|gimme|need|want|make|do|get|count|time)\b(?: \w+){{0,3}} §"
    r"|\b(?:shout|shouts|nudge|ping|buzz|poke|holler|yell|beep|ding|bell|knock|alert|warn|roar|signal|call|tell"
    r"|let me know|give me)\b"
    r".{0,30}\b(?:when|once) (?:about |around |exactly )?(?:the |my )?§|^§ (?:for|on) (?:the|my|this|these|our)\b"
    r"|\b(?:time|clock) (?:me|us|this|it)\b"
)
"""“give me a shout in ten minutes” is a reminder."""
_TELLS = re.compile(
    r"\b(?:was|were|had|did|didn't|used to|said|says|(?:i|you|they|people|we) say|saying|told|tells"
    r"|asked|asks|heard|went"
    r"|took|takes|take (?:me|him|her|us)|gave|came|ago"
    r"|yesterday|always|never|once (?:i|he|she|they|we)|last (?:night|week|month|year|time)|wish|imagine|suppose"
    r"|would have|if (?:i|he|she|they|we"
    r"|only)|should i|don't|do not|won't|(?:can't|cannot|couldn't) (?:set|start|run|do|make)"
    r"|who|why|how (?:does|do|did|come)|remind(?:s|ed|er)?|again|snooze|not|bought"
    r"|rather|enough|at most|alarm|wake|woke|every"
    r"|calendar|list|note"
    r"|and (?:another|one|then)|with (?:that|him|her|them|you)|late|early|\w{3,}[^e\W]ed)\b|§ (?:to"
    r"|from|away|later|ago"
    r"|of|older|younger|longer|silence|wait|drive|walk)\b"
)
_IS_QUESTION = re.compile(
    r"(?:what|who|why|where|which) (?!about\b)(?:\w+ )?(?:would|will|do|does|did|can|could|is|are|was|were)\b"
)
"""“What would you do with twenty minutes?” asks for no timer."""
_FOR_ME = re.compile(
    r"(?:\w+ ){0,2}(?:give|gimme)(?: (?:me|us))?(?: (?:just|about|another|like|only))* §\d+(?: more)?"
    r"(?=$|[,.;!?]| (?!for (?:the|my|this)|on the)\w)"
)
"""“Give me five minutes” asks her to wait."""
_DUTY = re.compile(r"\b(?:to|that i|about) (?!the\b|my\b|time\b|be\b|go\b|§)[a-z]+\b")
"""“tell me in an hour to call Tom” is a reminder."""
_STOP = re.compile(
    r"\b(?:stop|cancel|kill|end|drop|scrap|forget|bin|lose|clear|delete|remove|silence|switch|turn"
    r"|shut|knock|get rid|no need"
    r"|don't need|do not need|dismiss|quit|off)\b"
)
_LEFT = re.compile(
    r"\b(?:left|long|longer|much|remaining|to go|how(?:'s| is| are| many)|when|what|which|any|running"
    r"|status|doing|done"
    r"|ready|near|check"
    r"|list|still|going|got)\b"
)
_HOLD = re.compile(r"\b(?:pause|hold|freeze)\b")
_GO_ON = re.compile(r"\b(?:resume|continue|unpause|carry on|go on)\b")
_AGAIN = re.compile(r"\b(?:restart|reset|start over|from the (?:start|top|beginning))\b")
_FOR = re.compile(
    r"\b(?:for|called|named|labelled) (?:the |my |a |an |some |our |these )?(?P<name>(?!me\b|us\b|§"
    r"|now\b)[a-z'][a-z']*(?: (?!please|and|in|on|at|now|so|thanks|would|if|i)[a-z']+){0,2})"
)
_BEFORE = re.compile(
    r"\b(?:the |my |a |an )?(?P<name>(?!the\b|my\b|a\b|an\b|new\b|another\b|set\b|start\b|that\b"
    r"|egg\b|second\b|kitchen\b"
    r"|minute\b|hour\b|of\b|quick\b|me\b|your\b)[a-z']+) timer\b"
)
MOST_WORDS = 24


def guess_timer(line: str, running: Sequence[str]) -> SetTimer | AboutTimers | None:
    """What the line likely asks; `running`: the names of the timers that run, empty for one without."""
    marked = Marked.of(line)
    text = marked.text
    if (
        len(text.split()) > MOST_WORDS
        or _IS_QUESTION.match(text)
        or _TELLS.search(text)
        or _asks_more(text)
        or _FOR_ME.match(text)
    ):
        return None
    if len(marked.lengths) == 1 and _ASKS.search(text) and not _DUTY.search(text):
        return SetTimer(marked.lengths[0][1], _name(text) or _told_of(text) or _thing(text))
    if marked.lengths or not running:
        return None
    named = next(
        (name for name in running if name and re.search(rf"\b{re.escape(name.split()[-1].rstrip('s'))}", text)), ""
    )
    if not re.search(_WORD, text) and not named:
        return None
    return _about(text, named)


def _about(text: str, named: str) -> AboutTimers | None:
    every = bool(re.search(r"\b(?:timers|all|both|every)\b", text))
    for action, pattern in (
        ("resume", _GO_ON),
        ("restart", _AGAIN),
        ("pause", _HOLD),
        ("stop", _STOP),
        ("left", _LEFT),
    ):
        if pattern.search(text):
            return AboutTimers(action, named, every and not named)  # type: ignore[arg-type]
    return None


def _asks_more(text: str) -> bool:
    """Whether a second part of the line asks something of its own."""
    pieces = [piece for piece in re.split(r"[,;.] |\band (?:also |then )?", text) if piece.strip()]
    return sum(asks_something(piece) for piece in pieces) > 1


def _told_of(text: str) -> str:
    """The bread of “…, the bread's in”."""
    return next(filter(None, map(thing_told_of, re.split(r"[,;.] |\bso\b|\band\b", text))), "")


def _name(text: str) -> str:
    found = _FOR.search(text) or _BEFORE.search(text)
    return found["name"].strip() if found else ""


_SMALL = re.compile(
    rf"\b(?:for|in|on|do|set|gimme|give me|put|stick|count|another|add|make (?:it|that)|timer|say) (?P<x>{NUMBER})"
    rf"(?! ?(?:past|to (?:{NUMBER})|o'?clock|am|pm|{UNIT}|{NUMBER}|percent|of))(?=$|[ ,.])"
    rf"|^(?P<y>{NUMBER}) (?:for|on) (?:the|my)\b"
)
"""A number alone, where a length is meant: “steep this for five”."""
_ASKED_LEFT = re.compile(
    r"\b(?:how (?:long|much|far|many|is|are)|what(?:'s| is)? left|what timers?|which|what's|is there|are there|any"
    r"|any timers?|left on|when will|remaining|still (?:running|going)|nearly|check|where's"
    r"|has the .* (?:got|much)|time left)\b"
)
_TAKEN_BACK = re.compile(r"\b(?:no|sorry|wait|actually|rather|i mean|instead of)\b")
_VERB = (
    r"(?:needs?|takes?|wants?|has|have|must|should|soaks?|goes|go|is|are|comes?|gets?|rests?"
    r"|sits?|stays?|cooks?|boils?|bakes?)"
)
_NO_THING = (
    r"(?!timer|me|us|it|i|i've|i'd|i'll|i'm|it's|he's|she's|say|um|uh|in|till|against|the"
    r"|abeg|off|that|this|there|you|we|they|he|she|so|what|how|when|who|just|now|one|okay|ok)\b"
)
_THINGS = (
    re.compile(
        r"\b(?:named|called|labelled|call it|name it) (?:the )?(?P<x>[a-z][\w']*(?: (?!and|so|please)[a-z][\w']*)?)"
    ),
    re.compile(rf"(?:^|[.;] )(?P<x>{_NO_THING}[a-z][\w']*(?: [a-z][\w']*)?), §"),
    re.compile(
        rf"§\d+[.,] (?P<x>{_NO_THING}(?!start|begin|starting|thanks|thank|please|no|and|then)"
        r"[a-z][\w']*(?: [a-z][\w']*)?)(?:[.,]|$)"
    ),
    re.compile(r"\b(?:call|name|label) it (?:the )?(?P<x>[a-z][\w']*(?: [a-z][\w']*)?)"),
    re.compile(
        r"(?:^|[,.;] |\b(?:so|and|because|cos) )(?:the |my |our |this |these |his |her )?"
        rf"(?P<x>{_NO_THING}[a-z][\w']*(?: {_NO_THING}[a-z][\w']*)?) "
        rf"{_VERB} (?:\w+ ){{0,5}}?§"
    ),
    re.compile(
        rf"\bfor (?:the |my |our |some |a |this )?(?P<x>(?!(?:{NUMBER})\b|me\b|us\b|§|that\b|it\b|will\b|an?\b"
        r"|about\b)[a-z'][\w']*(?: (?!on|in|and|so|i|it|it's|now|please|will|would|then|you|he|she|to)[a-z][\w']*)?)"
    ),
    re.compile(
        r"\b(?:time|steep|boil|bake|roast|rest|prove) (?:the |my |this |these |some )?(?P<x>(?!me\b|us\b|it\b|this\b"
        r"|for\b|is\b)[a-z][\w']*)"
    ),
    re.compile(
        r"§\d+ (?:minute |min |hour )?(?:of )?(?P<x>(?!for\b|and\b|to\b|on\b|timer\b|is\b|are\b"
        r"|then\b|from\b|please\b"
        r"|no\b|so\b|i\b|it\b|in\b|now\b|gone\b|up\b|will\b|can\b|starting\b|go\b|or\b|that\b|don't\b"
        r"|instead\b|should\b|more\b|when\b|let\b|just\b|thing\b|has\b|have\b|since\b|mark\b|after\b"
        r"|call\b|name\b|named\b|called\b|abeg\b|off\b|till\b|against\b|past\b|at\b|before\b|has\b|on\b)[a-z]{3,})"
    ),
    re.compile(
        r"\b(?:the|my|our) (?:the )?(?P<x>(?!timer|minute|clock|last|other|time|front|half|end|first"
        r"|second|next|oven\b"
        r"|one\b)[a-z][\w']*(?: (?!on|in|is|are|has|have|for|now|to|out|and|so|it|i|in|at|okay|right"
        r"|say|says|needs|when"
        r"|after|cooker's|timer|for)[a-z][\w']*)?)"
    ),
    re.compile(r"\b(?:to|going to) (?P<x>meditate|study|nap|read|exercise|stretch|lie down|rest|soak)\b"),
)


def surely_of_timers(line: str, running: Sequence[str]) -> SetTimer | AddToTimer | AboutTimers | None:
    """What a line asks that surely asks for a timer: by its length, or by a word that stops one or asks about one."""
    marked = Marked.of(line)
    text = marked.text
    named = next(
        (name for name in running if name and re.search(rf"\b{re.escape(name.split()[-1].rstrip('s'))}", text)), ""
    )
    if _BY_LENGTH.search(text) and len(marked.lengths) == 1 and (about := _about(text, "")) is not None:
        return replace(about, which=marked.lengths[0][0], every=False)
    length = _length_meant(marked)
    if length is not None and _IS_QUESTION.match(text) and not re.search(_WORD, text):
        return None
    if length is not None:
        more = running and re.search(r"\b(?:another|more|extra|add|longer|shorter|less)\b", text)
        if _CHANGES.search(text) or (more and not _WORD_FOR.search(text)):
            less = bool(re.search(r"\b(?:shorter|less|off|shave|knock|take)\b", text))
            return AddToTimer(-length if less else length, named)
        return SetTimer(length, _thing(text))
    if _ASKED_LEFT.search(text):
        return AboutTimers("left", named)
    if (about := _about(text, named)) is not None and about.action in ("resume", "restart", "pause"):
        return about
    if _STOP.search(text) or _HUSHED.search(text):
        return AboutTimers("stop", named or _thing(text), bool(re.search(r"\b(?:timers|all|both|every)\b", text)))
    return SetTimer(None, _thing(text)) if re.search(r"\btimer|\btime the\b", text) else None


_CHANGES = re.compile(
    r"\b(?:shave|knock|take) §\d+ off\b|\b(?:push|extend|lengthen) (?:the|my"
    r"|that) (?:[a-z]+ )?timer\b|\badd §\d+ to (?:the|my|that)\b"
)
"""Asks for another length of a timer that runs; without one, nothing is to be set."""
_BY_LENGTH = re.compile(r"\b(?:the|that|my) §\d+ (?:timer|one)\b")
"""Names a timer that runs by its length: “the twelve-minute one”."""
_HUSHED = re.compile(r"\b(?:shush|hush|mute|quiet|cut .* short|undo|cut out|shut up|enough)\b")
_WORD_FOR = re.compile(r"\banother (?:timer|one)\b")


def _length_meant(marked: Marked) -> timedelta | None:
    """The only length, or the one that counts after a correction; a number alone counts minutes."""
    if marked.lengths:
        mended = _TAKEN_BACK.search(marked.text)
        before = mended and "§" in marked.text[: mended.start()]
        return marked.lengths[-1][1] if before and mended and mended[0] != "instead of" else marked.lengths[0][1]
    if found := _SMALL.search(marked.text):
        return timedelta(minutes=number_of(found["x"] or found["y"]))
    return None


def _thing(text: str) -> str:
    """What the timer is for."""
    for pattern in _THINGS:
        if found := pattern.search(text):
            return found["x"].strip()
    return _told_of(text)
