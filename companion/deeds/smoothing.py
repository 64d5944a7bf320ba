"""Takes hesitations out of a spoken or typed line, and what only announces how many things are asked for."""

from __future__ import annotations

import re

from companion.text.number_words import SPOKEN_NUMBER

_HESITATION = r"(?:um+|uh+|er+|erm|eh|em|oh|ah|hm+|let's see|let me (?:see|think)|you know|what|say|i think|i suppose)"
_SET_OFF = re.compile(rf"(?P<before>[\w'.])?[,…–—-] ?{_HESITATION}[,…–—-]+ ?", re.IGNORECASE)
"""“at, um, seven”, “and, oh, eight for the peas”."""
_BEFORE_TIME = re.compile(
    rf"\b(?P<lead>in|at|for|about|to|till|until|by|around) (?:like|um+|uh+|er+|erm|em|maybe|probably)(?: about)?,? "
    rf"(?=(?:an?|half|quarter|\d|{SPOKEN_NUMBER})\b)",
    re.IGNORECASE,
)
"""“in like an hour”."""
_ANNOUNCED = re.compile(
    r"^(?P<verb>(?:\w+ ){0,2}?)(?:two|three|four|five|2|3|4|5|a couple of|a few)(?: more)? (?P<thing>timer|alarm|reminder)s"
    r"(?: please)?(?:[,:.;]| -| –) *(?:(?:the first|first|one)(?: one)? )?(?=\w)",
    re.IGNORECASE,
)
"""“Set three alarms, one at six, one at …”."""


_SPELT_AS_SPOKEN = {
    "lemme": "let me",
    "gimme": "give me",
    "gotta": "got to",
    "wanna": "want to",
    "gonna": "going to",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "2morrow": "tomorrow",
    "tomo": "tomorrow",
    "tomoz": "tomorrow",
    "2mro": "tomorrow",
    "tmoro": "tomorrow",
    "tonite": "tonight",
    "2nite": "tonight",
    "mornin": "morning",
    "mornin'": "morning",
    "evenin": "evening",
    "arvo": "afternoon",
    "pls": "please",
    "wots": "what's",
    "2day": "today",
    "plz": "please",
    "mins": "minutes",
    "hrs": "hours",
    "secs": "seconds",
}
_SPELT = re.compile(rf"\b(?:{'|'.join(_SPELT_AS_SPOKEN)})\b", re.IGNORECASE)
_MON_TO_FRI = re.compile(r"\bmon ?(?:to|-|–|thru|through|till) ?fri\b", re.IGNORECASE)
_REMEMBER_ME = re.compile(r"\bremember me (?=(?:to|that|about)\b)", re.IGNORECASE)
"""What many say whose own language has one word for both."""


def smoothed(line: str) -> str:
    """The line as somebody says it who knows what comes next; unchanged where nothing in it hesitates."""
    text = _SPELT.sub(lambda found: _SPELT_AS_SPOKEN[found[0].lower()], _REMEMBER_ME.sub("remind me ", line))
    text = _MON_TO_FRI.sub("monday to friday", text)
    text = _SET_OFF.sub(lambda found: f"{found['before'] or ''} ", text)
    text = _BEFORE_TIME.sub(r"\g<lead> ", text)
    return _ANNOUNCED.sub(lambda found: f"{found['verb'] or 'set '}one {found['thing']} ", text)
