"""Understands a line that no phrase of timer_grammar.py fits: by its words, in any order.

Less sure than the phrases, so it reads only short lines in which nothing is told, asked of others, denied or supposed.
"""

from __future__ import annotations

import re

from companion.deeds.timer_grammar import AboutTimers, Marked, SetTimer

_TIMER = re.compile(r"\b(?:timers?|countdowns?|count(?:ing)? ?down|clock it)\b")
_LONGEST = 18
"""Words; a longer line tells something."""
_NOT_NOW = re.compile(
    r"\b(?:said|says|say|told|tell you|asked|heard|was|were|had|did|didn't|used to|yesterday|ago|once|never|always|ever|if|whenever"
    r"|until|till|last|took|takes|gave|went|don't|not|no|isn't|won't|can't|cannot|hate|love|like|should|would have|might"
    r"|broke|broken|has|is|are"
    r"|there's|bomb|bought|buy|invented|who|why|what|where|which|when|how|\w{3,}[^e\W]ed)\b"
)
_ABOUT = re.compile(
    r"\b(?:left|remaining|more|longer|extra|add|off|stop|cancel|pause|kill|reset|restart|resume|extend|shorter|delete|remove)\b"
)
_FOR = re.compile(
    r"\bfor (?:the |my |our |some |a )?(?P<name>[^\W\d§][\w']*(?: [^\W\d§][\w']*)?)"
    r"(?=$|[,.;]| (?:to|and|so|i|it|we|in|on|at|of|for)\b)"
)
_BEFORE = re.compile(r"\b(?:a|an|the|my|another|new)(?: new)? (?P<name>[^\W\d§][\w']*) timer\b")
_NO_NAME = (
    *("a", "an", "the", "new", "quick", "little", "short", "simple", "kitchen", "second", "third", "other", "another"),
    *("me", "us", "you", "it", "that", "this", "now"),
)
_STOP = re.compile(
    r"\b(?:stop|cancel|kill|end|silence|dismiss|scrap|ditch|delete|remove|lose|quit|abort|turn off|shut off|switch off|clear)\b"
)
_NOT_STOP = re.compile(
    r"\b(?:said|says|told|was|were|had|did|yesterday|ago|never|always|ever|if|when|don't|not|why|how|who|what|can't|won't)\b"
)
_LEFT = re.compile(r"\b(?:how (?:long|much|many|far|close)|left|remaining|to go)\b")
_LONGEST_ABOUT = 10


def read_timer_words(line: str) -> SetTimer | AboutTimers | None:
    """What a line asks that names a timer; None when it is not plain."""
    marked = Marked.of(line)
    text, count = marked.text, len(line.split())
    if not _TIMER.search(text) or count > _LONGEST:
        return None
    if len(marked.lengths) == 1 and not _NOT_NOW.search(text) and not _ABOUT.search(text):
        return SetTimer(marked.lengths[0][1], _name(text))
    if marked.lengths or count > _LONGEST_ABOUT:
        return None
    if _STOP.search(text) and not _NOT_STOP.search(text):
        return AboutTimers("stop", _name(text), bool(re.search(r"\b(?:timers|all|both|every)\b", text)))
    if _LEFT.search(text) and not re.search(r"\b(?:said|told|was|had|did|yesterday|ago|if)\b", text):
        return AboutTimers("left", _name(text))
    return None


def _name(text: str) -> str:
    found = _BEFORE.search(text) or _FOR.search(text)
    name = found["name"] if found else ""
    return "" if name.split(" ")[0] in _NO_NAME else name
