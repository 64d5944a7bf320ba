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
    rf"\b(?:(?:can|could|would|will|please|so|and|you|just|go on)\b ?)*(?:put|stick|pencil|pop|write|mark|add|book|get"
    rf"|enter|note|throw|slot|fit|have)"
    rf"(?: (?:me|it|that|this|them|us))?(?: (?:in|down|up))*(?: (?:for|on|in|into|to|it))*(?: (?:the|my|our|there"
    rf"|your) ?(?:{_CAL})?\b)?",
    re.IGNORECASE,
)
_IN_CAL = re.compile(
    rf"\b(?:(?:in|into|on|onto|to|for|from|out of) )?(?:the|my|our) {_CAL}\b|\b{_CAL}\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"^(?:(?:so|and|um|uh|em|eh|wait|hon|like|tell me|oh|right) )*(?:what|what's|whats|when|when's|who|which|where|is|are"
    r"|am|do|have|did|how|anything|any|will)\b"
    r"|\b(?:what|when|who|is there|do i have|have i|am i|did i put|is it on)\b[^.?]*$",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|clear|busy|available|clash)\b", re.IGNORECASE)
_CANCEL = re.compile(
    r"\b(?:cancel|delete|remove|scrap|scratch|drop|take .*(?:out|off|down)|is off|called off|isn't happening|not (?:on"
    r"|happening|going)|get rid of|wipe|bin)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"\b(?:move[ds]?|shift|push|bring|reschedule|postpone|(?:is|got|changed|changed me)? ?changed?|put (?:it|that"
    r"|the .*) (?:back|forward)|instead)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"(?:^|(?<=[ |]))(?:i'm|i am|we're|so|the lot of us|going to|i've|i have|there's|it's|its|at|on|in|for|me|us|um|uh|em"
    r"|right|ok|oh|they|want|me in)(?=[ |]|$)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,.;|]| (?:i|i'm|he|he's|she|she's|they|they're|we|we're|you|don't|would|will you|can you|could you|please|because"
    r"|cos|but|like|before|at|in case|so|and)\b",
    re.IGNORECASE,
)
MOST_WORDS = 7
"""What an event is called has so many words."""


def guess_calendar(line: str, now: datetime) -> Request | None:
    """What is asked."""
    times = [one for one in find_times(line, now, country_of(now.tzinfo)) if not one.only_length]
    whole = _joined(times)
    put = re.search(r"\b(?:put|stick|pencil|pop|write|mark|add|book)\b", line, re.IGNORECASE)
    if _CANCEL.search(line) and not put:
        return ChangeEvent("cancel", _title(_CANCEL.sub("|", line), times, line), whole)
    if _ASKS.search(line) and not put:
        if whole is not None:
            return AskCalendar("free" if _FREE.search(line) else "days", whole)
        when = re.search(r"\b(?:when(?:'s| is| are)?|what time(?:'s| is)?) (?P<x>.+)", line, re.IGNORECASE)
        return AskCalendar("when", which=title_of(_CUT.split(when["x"])[0])) if when else AskCalendar("next")
    if _MOVE.search(line) and times and not put:
        return ChangeEvent("move", _title(_MOVE.sub("|", line), times, line), times[-1])
    title = _title(line, times, line)
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
        title = title_of(_CUT.split(_TALK.sub("", piece).strip())[0])
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
