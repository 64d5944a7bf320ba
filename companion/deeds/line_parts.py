"""Patterns by which a line is taken apart: its sentences and pieces, what only tells, and what asks of no single deed."""

from __future__ import annotations

import re

from companion.text.number_words import NUMBERS, alternatives

UNDO = re.compile(
    r"(?:(?:no|wait|oh|sorry|oops|stop|actually)[,.!]? )*(?:undo(?: that| it| this| the last one)?|take (?:that"
    r"|it) back|cancel (?:that|it)"
    r"|scrap that"
    r"|never ?mind(?: that)?|reverse that|revert that|don't do that)",
    re.IGNORECASE,
)
WAITING = re.compile(
    r"what(?:'s| is| have (?:i|we|you)| do (?:i|we|you) have)(?: got)? (?:all )?(?:set|running|waiting|set up|going off)"
    r"(?: (?:for me|now|at the moment|right now|up))*|(?:is|have i got|do i have) anything (?:set|running|waiting)(?: now)?",
    re.IGNORECASE,
)
"""Asks for timers, alarms and reminders at once."""
CAN = re.compile(
    r"(?:(?:tell|show) me )?what (?:else |all |other things )?(?:can you|you can|are you able to|could you) (?:do"
    r"|help (?:me )?with)"
    r"(?: for me| exactly| here| then| now)*|(?:what are|tell me|list) your (?:skills|abilities|features|capabilities"
    r"|functions)"
    r"|what (?:are you|can i use you) (?:good )?for|what can i ask (?:you|of you)(?: for| to do)?|how can you help(?: me)?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_IN_NUMBER = rf"(?!(?<=hundred and) (?:{alternatives(NUMBERS)}|\d))"
"""Here “and” is part of a number: “a hundred and forty”."""
JOINT = re.compile(
    r"(?:,\s*(?:oh,? )?(?:and then|and also|and|then|also|plus|so|but)?"
    rf"|\soh,?(?= (?:and|put|add|remind|wake|set)\b)|\s(?:oh,? )?(?:and then|and also|and{_IN_NUMBER}|then|also|plus|so))\s+",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:said|says|say|told|tells|asked|asks|heard|wrote|writes|texted|if|when|whenever|because|was|were|had|did|didn't|used to"
    r"|yesterday|ago|once|never|always|wish|imagine|suppose|would(?:n't)? have|should(?:n't)? have|could(?:n't)? have|last (?:night"
    r"|week|month|year|time|summer|winter)|\w{3,}[^e\W]ed)\b(?!.*\?)",
    re.IGNORECASE,
)
"""What stands beside these in a line is reported, over, or meant for another time, unless that is a question."""
SAID_AGAIN = re.compile(
    r"\b(?:(?:like|as) )?i(?:'ve)?(?: (?:just|already))? (?:said|told you)\b|\bif (?:that|it)(?:'s| is)\b|\bif you\b"
    r"|\b(?:it|the (?:box|packet|recipe|label|book|doctor|nurse)|packet|recipe|she|he) says?\b(?: on the \w+)?",
    re.IGNORECASE,
)
"""What stands beside an answer as well: “ten minutes, like I said”, “seven, if that's all right”."""
QUOTED = re.compile(r"[\"“„«]")
NAMED_DEED = re.compile(
    r"(?:(?:can|could|will|would) you |please )?(?:remind me\b|wake me\b|(?:set|start|put on|make|add|give me) "
    r"(?:(?:me|a|an|the|my|new|another) )*(?:[\w-]+ ){0,2}?(?:timer|alarm|reminder)\b"
    r"|(?:put|add|stick|pop|write|take|tick|get|remove|cross)\b[^,.;!?]*\b(?:list|calendar|diary|off|on)\b"
    r")",
    re.IGNORECASE,
)
"""Begins a request that names what it asks for, so that it is no part of another's words."""
LIST_VERB = re.compile(r"(?:add|put|stick|tick off|take|cross off|remove|get rid of) ", re.IGNORECASE)
"""The same beside what a list is asked."""
_BEGUN = re.compile(r"\W*(?:(?:oh|ah|um|uh|yes|yeah)\W+)*(?:and|also|plus)\b", re.IGNORECASE)


def joined(line: str, text: str) -> str:
    """The text with the “and” that the line began with: “oh and cat food”."""
    return f"and {text}" if _BEGUN.match(line) and not re.match(r"(?:and|also|plus)\b", text, re.IGNORECASE) else text
