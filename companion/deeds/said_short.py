"""Says in full and in usual words what a line says in short: “… and set a new one for eight”, “… put both in the calendar”."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import NUMBER

MOST_WORDS = 14
"""Of each of two events that are put in together; more is a story."""
_KIND = re.compile(r"\b(timer|alarm|reminder)s?\b", re.IGNORECASE)
_NEW_ONE = re.compile(
    r"(?P<lead>\b(?:set|make|add|do|give me|put on|put in|start|create|want|need)(?: (?:me|up|in|on))? (?:a new|another"
    r"|a different)) one\b",
    re.IGNORECASE,
)
_ONE_FOR = re.compile(
    rf"(?P<lead>(?:\band|,) )(?:another |a second )?one for (?P<name>(?:the|my) [a-z']+),? (?:for )?(?P<length>{NUMBER})"
    r"(?: ?min(?:ute)?s?)?(?=$|[.!?])",
    re.IGNORECASE,
)
_DAY = r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_IN_FULL = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\b(?:some ?time|any ?time|say) (?=(?:around|about) (?!the\b)\w)", ""),
        (r"\bfrom now on\b,?", ""),
        (rf"\bof an? {_DAY}\b", r"every \g<day>"),
        (r"\bdon't let me (?:leave|go|go out|head off)(?: the house| home)? without\b", "don't let me forget"),
        (r"\bremind me '?bout\b", "remind me about"),
        (
            r"^(?:my|the|an) alarm for (?P<day>the morning|tomorrow(?: morning)?),? (?:make it|say|let's say) ",
            r"set an alarm for \g<day> at ",
        ),
        (
            r"^(?:(?:i'm|we're|i am|we are) )?(?:(?:all|nearly|almost) )?(?:out of|low on) (?P<thing>[\w' -]+),"
            r" (?:stick|put|pop|throw|add) (?:it|some|them|that|more) on(?: (?:there|it|please))*[.!]*$",
            r"put \g<thing> on the list",
        ),
        (
            r"^(?:make|start|create|do|begin) (?:me |us )?a (?:new )?list for (?:the |my |our )?(?P<name>[\w' -]+?)"
            r"(?: with|:|,) (?P<items>.+)$",
            r"put \g<items> on the \g<name> list",
        ),
    )
)
"""What somebody means by an idiom, and how it is usually said: “of a Tuesday”, “out of milk, stick it on”."""
_BOTH = re.compile(
    r"(?P<one>.+?),? and (?P<other>.+?)[,.;]? (?:(?:and|so|can you|could you|would you|please|just) )*"
    r"(?:put|stick|pop|get|add|write|bang|throw|mark|save)"
    r" (?:both(?: of (?:them|those))?|them both|them|those|the (?:two|pair)(?: of them)?)"
    r" (?:down )?(?:in|into|on|to) (?:to )?(?:the|my) (?:calendar|diary)(?: (?:please|for me))*[.!? ]*",
    re.IGNORECASE,
)


def said_in_full(line: str, now: datetime) -> str:
    """The line with what stands for a word put in its place; unchanged where nothing does."""
    for pattern, words in _IN_FULL:
        line = pattern.sub(words, line)
    return _both_put_in(_another_timer(_with_its_kind(line)), now)


def _with_its_kind(line: str) -> str:
    """“cancel my alarm and set a new one for eight”: a new alarm."""
    found = _NEW_ONE.search(line)
    kind = _KIND.search(line[: found.start()]) if found is not None else None
    if found is None or kind is None:
        return line
    return f"{line[: found.start()]}{found['lead']} {kind[1].lower()}{line[found.end() :]}"


def _another_timer(line: str) -> str:
    """“timer for the spuds twenty minutes and one for the carrots ten”: another timer, of ten minutes."""
    if not re.search(r"\btimers?\b", line, re.IGNORECASE):
        return line
    return _ONE_FOR.sub(
        lambda found: f"{found['lead']}another timer for {found['name']}, {found['length']} minutes", line
    )


def _both_put_in(line: str, now: datetime) -> str:
    """“dentist Thursday at three and physio Friday at ten, put both in the calendar”: each is put in."""
    found = _BOTH.fullmatch(line.strip()) if len(line.split()) <= 3 * MOST_WORDS else None
    if found is None:
        return line
    both = (found["one"], found["other"])
    country = country_of(now.tzinfo)
    timed = all(any(one.days or one.clock for one in find_times(words, now, country)) for words in both)
    if not timed or any(len(words.split()) > MOST_WORDS for words in both):
        return line
    return f"put {both[0]} in the calendar and put {both[1]} in the calendar"
