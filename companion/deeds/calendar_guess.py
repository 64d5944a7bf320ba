"""Takes apart a line that surely asks for the calendar in words that no phrase has: what, when, and what is to be done with it."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.calendar_grammar import AskCalendar, ChangeEvent, PutIn, title_of
from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

_CAL = r"(?:calendar|diary|agenda|planner|schedule)"
_PUT = re.compile(
    rf"\b(?:(?:can|could|would|will|please|so|and|you|just|go on)\b ?)*(?:put|stick|pencil|pop|write|mark|add|book(?! club)|get"
    rf"|enter|note|throw|slot|fit|have)"
    rf"(?: (?:me|it|that|this|them|us))?(?: (?:in|down|up))*(?: (?:for|on|in|into|to|it))*(?: (?:the|my|our|there"
    rf"|your) ?(?:{_CAL})?\b)?",
    re.IGNORECASE,
)
_IN_CAL = re.compile(
    rf"\b(?:(?:in|into|on|onto|to|for|from|out of) )?(?:the|my|our) {_CAL}\b|\b{_CAL}\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"^(?:(?:so|and|um|uh|em|eh|wait|hon|like|tell me|oh|right) )*(?:what|what's|whats|when|when's"
    r"|who|which|where|is|are"
    r"|am|do|have|did|how|anything|any|will)\b"
    r"|\b(?:what|when|who|is there|do i have|have i|am i|did i put|is it on)\b[^.?]*$",
    re.IGNORECASE,
)
_ASKS_ELSE = re.compile(
    r"^(?:would (?:i have|you see)|read me (?:out )?my|give me a rundown|next up|has the"
    r"|find me an hour|does \w+day|y'all got|first free"
    r"|was it|at what hour|when'?s (?:the|my))\b|\bwas there(?: something)?(?: there)?$|\b(?:is"
    r"|are) \S+(?: \S+)? clear at my end$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:would|shall|should|can|could|may|will|do|does|did|let|give|nothing|i|they|they'd|they've|make|see|get|clear|rename|read|what|block|put"
    r"|was|does|find|register|quick"
    r"|hang|line|first free|y'all|have|has)\b",
    re.IGNORECASE,
)
"""What begins so is no name of an event but talk; she asks what it is rather than keep that."""
_BEFORE_TITLE = re.compile(
    r"^(?:i (?:need|want) a (?:slot|gap|space) for(?: the)?|new (?:entry|appointment"
    r"|event)(?: for)?(?: the)?|(?:i've |i was )?been asked to"
    r"|i told the|set up an?|we are (?:attending|having)(?: an?)?|we're having|i'm having"
    r"|exam timetable:|quick one,?)\s+",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(
    r"\s+(?:can only (?:do|see|take)(?: me)?|is(?: the .*)?|are|rang|starts back|it's|its|got|into|straight)$",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|clear|busy|available|clash)\b", re.IGNORECASE)
_CANCEL = re.compile(
    r"\b(?:cancel|delete|remove|clear my|strike|rub it out|scrub it|undo|scrap|scratch|drop"
    r"|take .*(?:out|off|down)|is off|called off|isn't happening|not (?:on"
    r"|happening|going)|get rid of|wipe|bin)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:move[ds]?|shift|push|bring|reschedule|postpone|(?:is|got|changed|changed me)? ?changed?"
    r"|gone to|alter|correct it|in place of|put (?:it|that"
    r"|the .*) (?:back|forward)|instead)\b",
    re.IGNORECASE,
)
_TALK = re.compile(r"(?:^|(?<=[ |]))(?:so|the lot of us|it's|its|um|uh|em|right|ok|oh)(?=[ |]|$)", re.IGNORECASE)
_AROUND = r"(?:i'm|i am|we're|going to|i've|i have|there's|at|on|in|for|me|us|they|want)"
_EDGES = re.compile(rf"^(?:\s*{_AROUND}(?=\s|$))+|(?:(?:^|\s){_AROUND})+\s*$", re.IGNORECASE)
"""Talk before and after what an event is called: “pencil | me in for | a haircut”."""
_CUT = re.compile(
    r"[,.;|]| (?:i|i'm|he|he's|she|she's|they|they're|we|we're|you|don't|would|will you|can you"
    r"|could you|please|because"
    r"|cos|but|like|before|at|in case|so|and)\b",
    re.IGNORECASE,
)
MOST_WORDS = 7
"""What an event is called has so many words."""


def guess_calendar(line: str, now: datetime) -> Request | None:
    """What is asked."""
    times = [one for one in find_times(line, now, country_of(now.tzinfo)) if not one.only_length]
    whole = _joined(times)
    put = re.search(r"\b(?:put|stick|pencil|pop|write|mark|add|(?<!the )(?<!my )book)\b", line, re.IGNORECASE)
    if _CANCEL.search(line) and not put:
        return ChangeEvent("cancel", _title(_CANCEL.sub("|", line), times, line), whole)
    if (_ASKS.search(line) or _ASKS_ELSE.search(line.strip(" ?.!"))) and not put:
        if whole is not None:
            return AskCalendar("free" if _FREE.search(line) else "days", whole)
        when = re.search(r"\b(?:when(?:'s| is| are)?|what time(?:'s| is)?) (?P<x>.+)", line, re.IGNORECASE)
        return AskCalendar("when", which=title_of(_CUT.split(when["x"])[0])) if when else AskCalendar("next")
    if _MOVE.search(line) and times and not put:
        return ChangeEvent("move", _title(_MOVE.sub("|", line), times, line), times[-1])
    title = _title(_BEFORE_TITLE.sub("", line), times, line)
    title = _AFTER_TITLE.sub("", title)
    if _NO_TITLE.match(title):
        return None
    return PutIn(whole, title or None) if title and (whole is not None or put) else None


def _title(words: str, times: list[SpokenTime], line: str) -> str:
    """The event's name: the words beside the time, without the request and without talk."""
    if words == line:
        marked, at = "", 0
        for start, end in sorted(span for one in times for span in one.spans):
            if start >= at:
                marked, at = f"{marked}{line[at:start]}|", end
        words = marked + line[at:]
    else:
        for one in times:
            for start, end in one.spans:
                words = words.replace(line[start:end], "|")
    words = _PUT.sub("|", _IN_CAL.sub("|", words))
    for piece in words.split("|"):
        title = title_of(_CUT.split(_EDGES.sub("", _TALK.sub("", piece).strip()).strip())[0])
        if 0 < len(title.split()) <= MOST_WORDS and re.search(r"[a-z]{3}", title, re.IGNORECASE):
            return title
    return ""


def _joined(times: list[SpokenTime]) -> SpokenTime | None:
    if not times:
        return None
    exact = [one for one in times if one.clock] or times
    whole = exact[-1]
    for other in times:
        if other is not whole and whole.fits(other):
            whole = whole.joined(other)
    return whole
