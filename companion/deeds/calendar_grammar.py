"""Understands what is said of the calendar: “put dinner in for Friday at half seven”, “am I free on Thursday evening”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime


@dataclass(frozen=True)
class PutIn(Request):
    """An event for the calendar; what is None was not said."""

    time: SpokenTime | None
    title: str | None
    choices: tuple[datetime, ...] = ()
    """The moments that she has asked about."""
    whole_days: bool = False
    moves: int | None = None
    """The event that is to be moved."""


@dataclass(frozen=True)
class AskCalendar(Request):
    """What is on, whether one is free, or when an event is."""

    about: Literal["days", "free", "when", "next"]
    time: SpokenTime | None = None
    which: str = ""


@dataclass(frozen=True)
class ChangeEvent(Request):
    """An event, or all of the days that are named, is to be taken out or moved."""

    action: Literal["cancel", "move"]
    which: str = ""
    time: SpokenTime | None = None
    every: bool = False


_CAL = r"(?:(?:my|the|our) )?(?:calendar|diary|agenda|schedule|planner|appointment book|cal)"
_IN = rf"(?:in|into|on|onto|to|for|from|off|out of) {_CAL}"
_PUT = (
    r"(?:put|add|write|stick|note|enter|jot|pencil|book|schedule|set|save|mark|get|pop|place|include|insert|record|log)"
)
_EVENT = r"(?:event|appointment|meeting|entry|date|booking|slot)"
_IT = r"(?:it|that|this|them|those|am)"
_ADDS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_PUT}(?: down| up| in)? (?P<what>.+?) {_IN}(?P<more>\b.*)?",
        rf"{_PUT}(?: down| up| in)? {_IN}[:,]? (?P<what>.+)",
        rf"(?:{_IN}|calendar|diary|agenda)[:,] (?P<what>.+)",
        rf"(?:{_PUT}|create|make|arrange|set up|plan|i need|i want|i'd like|give me)(?: me| up)? (?:an? |another "
        rf"|the )?(?:new )?"
        rf"(?:calendar )?(?:event|appointment|calendar entry|entry)\b[:,]?(?: (?:called|named|for|with|at|on|to"
        rf"|about|titled))? ?(?P<what>.*)",
        rf"new (?:calendar )?{_EVENT}[:,]? (?P<what>.+)",
        r"(?:(?:a |new )?(?:calendar|diary) (?:entry|event|appointment)|(?:entry|event) for the (?:calendar"
        r"|diary))[:,.]? (?P<what>.+)",
        r"(?:schedule|pencil in|block(?: out| off)?|diarise|plan in) (?P<what>.+)",
        r"(?:put|pencil|book) (?:me|us) in for (?P<what>.+)",
        r"(?:put|stick|pop|pencil|get) (?P<what>.+?) in(?: for| on| at)(?P<more> .+)",
        r"(?:add|create|enter|put in|set up|log) (?:an? |my |the )?(?P<what>.*\b(?:appointment|meeting|interview"
        r"|event|lunch|dinner|party)\b.*)",
        rf"(?P<what>.+?)[,;:. ]+(?:so |and |please |can you |could you |would you |will you |you can |just"
        rf" )*{_PUT}(?: down| in)? {_IT}"
        rf"(?: down| in)?(?: {_IN}| so| for me)*",
    )
)
_WANTS = re.compile(
    rf"(?:i (?:want|need|would like|'d like) to|let me|let's|can i|could i) {_PUT} (?:something|an? {_EVENT}|things?) {_IN}",
    re.I,
)
_NOTHING = re.compile(r"(?:something|an? (?:event|entry|thing)|it|that|this|things?|one)", re.I)
_KNOW = r"(?:(?:can|could) you (?:tell|show) me |tell me |show me |check |do you know |let me know |remind me )?"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_KNOW}what(?:'s| is|s| have i got| have we got| do i have| do we have| am i doing| are we doing|'s"
        rf" happening| else is)?"
        rf"(?: left)?(?: still)?(?: on| up| planned| scheduled| coming up| happening| going on| due| there)*(?:"
        rf" {_IN})?(?: on| up)*(?P<when>(?: .*)?)",
        rf"{_KNOW}(?:do|have) (?:i|we) (?:have |got )?(?:anything|something|any plans|any (?:appointments|meetings"
        rf"|events)|plans|much|stuff)"
        rf"(?: got)?(?: on| planned| scheduled| coming up| going on| left)*(?: {_IN})?(?P<when>(?: .*)?)",
        r"(?:(?:have )?(?:i|we|you) )?got (?:anything|something|much|any plans)(?: on| planned| coming up| going on)+(?P<when> .*)",
        rf"(?:is there )?(?:anything|any plans|any appointments|any meetings|any events|something)(?: else)?(?:"
        rf" left)?(?: on| planned| scheduled| "
        rf"coming up| happening)*(?: {_IN})?(?: left)?(?P<when> .*)",
        r"(?:what|how) (?:does|do|is|are|about|'s) (?:my|our|the) (?:day|week|weekend|month|calendar|diary|agenda"
        r"|schedule|plans?|"
        r"appointments?|meetings?|events?)(?: look(?:ing)?(?: like)?| like| looking)?(?P<when>(?: .*)?)",
        rf"(?:what(?:'s| is| are)|read|show|list|give me|tell me|check|open|go through)(?: me| out| us)? (?:{_CAL}"
        rf"|(?:my|our|the) (?:plans?|appointments|"
        rf"events|meetings))(?: like| say| look like)?(?P<when>(?: .*)?)",
    )
)
_FREE = re.compile(
    rf"{_KNOW}(?:(?:am i|are we|(?:if|whether) (?:i am|i'm|we are|we're)|will i be|would i be) (?:(?:still|all|completely)"
    rf" )?(?P<how>free|busy|available|booked|"
    r"doing anything)(?: up)?|(?:have|do) (?:i|we) (?:got |have )?(?:any |some )?(?:free time|time|room|space)(?: free)?|"
    r"is there (?:any |a )?(?:clash|conflict|space|room|free time|time)|(?:would|does|will) (?:it|that|this)"
    r" clash)(?P<when>(?: .*)?)",
    re.I,
)
_WHEN = re.compile(
    r"(?:when|what time|what day|on what day|which day|at what time|where) ?(?:'s| is| are| am i| do i have| have"
    r" i got| will|does)?(?: (?:the|my|our|that|i))? "
    r"(?:(?:seeing|meeting|having|going to) )?(?P<which>.+?)(?: (?:again|happening|on|at|start|starts|going to be"
    r"|supposed to be|scheduled))*",
    re.I,
)
_NEXT = re.compile(
    rf"what(?:'s| is)?(?: (?:my|the|our))? next(?: (?:thing|appointment|event|meeting|entry))?(?: {_IN})?|"
    r"when(?:'s| is| am i)? my next (?:appointment|event|meeting|thing)|what(?:'s| is) coming up(?: next)?",
    re.I,
)
_CANCEL = re.compile(
    rf"(?:cancel|delete|remove|scrap|drop|clear|wipe|erase|take(?: off| out)?|call off|scratch|strike|get rid of)"
    rf"(?: out| off)? (?P<all>everything|all(?: (?:of|my|the)(?: events| appointments| plans)?)?|{_CAL}|my (?:day"
    rf"|week|afternoon|morning|evening))?"
    rf"(?P<which>.*?)(?: (?:{_IN}|off|out))*(?P<when>(?: .*)?)",
    re.I,
)
_EVENTS = re.compile(r"(?:(?:of|my|our|the|it|events?|appointments?|plans?|meetings?|things?)\b\s*)*", re.I)
"""What may follow “everything”; “clear everything off my plate” is said of no calendar."""
_DROP_ALL = re.compile(r"drop everything\b", re.I)
_MOVE = re.compile(
    r"(?:move|reschedule|shift|postpone|push|change|bring|delay|swap|switch|put (?=.* (?:back|forward|off)))(?:"
    r" back| forward| off)? ?(?:the |my |our |that )?(?P<which>.+?)"
    r"(?: back| forward| off)?(?P<rest> (?:to|until|till|for|from|by|on|at|an hour|half an hour) .+)",
    re.I,
)
_MOVED = re.compile(
    r"(?:the |my |our |that )?(?P<which>.+?) (?:got|has been|was|is|is now|'s been|has|gets|'s) ?(?:been"
    r" )?(?:changed|moved|shifted|rescheduled|postponed|"
    rf"pushed(?: back)?|put back)(?P<rest> (?:to|until|till|for) .+?)[,;. ]+(?:so |please |can you |could you )*"
    rf"(?:fix|change|update|correct|move|"
    rf"put|adjust)(?: {_IT})?(?: {_IN})?.*",
    re.I,
)
_LEAD = re.compile(
    r"^(?:[\s,:;.–—-]|(?:and|that|i've got|i've|i have got|i have|we have|we've|there's|there is|i got|got|have"
    r"|for|to|on|at|my|an?|the|is|please|"
    r"called|named|titled|with the title|it's|event|entry|about|as)\b)*",
    re.I,
)
_TAIL = re.compile(r"(?:[\s,:;.–—-]|\b(?:and|for|on|at|is|by|so|please|the|na|from|to|as|add|in)\b)*$", re.I)
_REASON = re.compile(r"[,;] .*$|\b(?:because|since|as) .*$", re.I)
_ONLY = re.compile(
    r"(?:[\s,?]|\b(?:on|in|for|at|my|the|calendar|diary|agenda|schedule|planned|plans|i|we|have|got|is|am|there"
    r"|left|still|up|look|like|"
    r"looking|this|coming|do|doing|anything|please|now|again|scheduled|then|to)\b)*",
    re.I,
)


def read_calendar(line: str, now: datetime) -> Request | None:
    """What the line asks of the calendar; whether such an event is there, the deed must look."""
    if _WANTS.fullmatch(line):
        return PutIn(None, None)
    return _asked(line, now) or _changed(line, now) or _put(line, now)


def title_of(words: str) -> str:
    """The event as it is called, without the words around it."""
    return _TAIL.sub("", _LEAD.sub("", words)).strip()


def names_the_calendar(line: str) -> bool:
    """Whether the line has the word in it."""
    return bool(re.search(r"\b(?:calendar|diary|agenda|planner)\b", line, re.I))


def _times(words: str, now: datetime) -> list[SpokenTime]:
    return find_times(words, now, country_of(now.tzinfo))


def _asked(line: str, now: datetime) -> Request | None:
    if _NEXT.fullmatch(line):
        return AskCalendar("next")
    if found := _FREE.fullmatch(line):
        times = _times(found["when"], now)
        return AskCalendar("free", _all(times)) if times else None
    for pattern in _ASKS:
        if found := pattern.fullmatch(line):
            times = [one for one in _times(found["when"], now) if not one.only_length]  # “what a day!”
            rest = re.split(r"[,;]", _without(found["when"], times))[0]
            if _ONLY.fullmatch(rest) and (
                times or names_the_calendar(line) or re.search(r"\b(?:day|plans?|appointments)\b", line, re.I)
            ):
                return AskCalendar("days", _all(times))
    if (found := _WHEN.fullmatch(line)) and not _times(found["which"], now):
        return AskCalendar("when", which=title_of(found["which"]))
    return None


def _changed(line: str, now: datetime) -> Request | None:
    if found := _MOVED.fullmatch(line) or _MOVE.fullmatch(line):
        times = _times(
            re.sub(r"^\s*(?:(?:back |forward )?(?:to|for|until|till)) ", " at ", found["rest"]), now
        ) or _times(found["rest"], now)
        return (
            ChangeEvent("move", title_of(_without(found["which"], _times(found["which"], now))), times[-1])
            if times
            else None
        )
    if not (found := _CANCEL.fullmatch(line)):
        return None
    said = re.sub(rf"\b{_IN}\b", "", f"{found['which'] or ''}{found['when'] or ''}")
    times = _times(said, now)
    which = title_of(_REASON.sub("", _without(said, times)))
    every = bool(found["all"])
    if every and (not times or not _EVENTS.fullmatch(which) or _DROP_ALL.match(line)):
        return None  # too much to take out at a word
    return ChangeEvent("cancel", "" if every else which, _all(times), every)


def _put(line: str, now: datetime) -> PutIn | None:
    for pattern in _ADDS:
        if not (found := pattern.fullmatch(line)):
            continue
        words = f"{found['what']} {found.groupdict().get('more') or ''}".strip()
        words = re.sub(rf"\b{_IN}\b", "", words, flags=re.I)
        words = re.sub(r",? (?:ah |oh )?no,? (?:not|wait)\b.*?,(?= )", "", words, flags=re.I)
        times = [one for one in _times(words, now) if not one.only_length]
        title = title_of(_without(words, times))
        if _NOTHING.fullmatch(title) or not title:
            title = ""
        if not times and not names_the_calendar(line) and not re.search(rf"\b{_EVENT}\b", line, re.I):
            return None
        return PutIn(_all(times), title or None)
    return None


def _all(times: list[SpokenTime]) -> SpokenTime | None:
    """What the times of the line name together; one that contradicts those before it is left out."""
    if not times:
        return None
    whole = times[0]
    for one in times[1:]:
        whole = whole.joined(one) if whole.fits(one) else whole
    return whole


def _without(words: str, times: list[SpokenTime]) -> str:
    for one in reversed(times):
        words = one.without(words)
    return words
