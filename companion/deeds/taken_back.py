"""Puts right what a line takes back further on: “at eight to turn the heat off, no, at half eight”."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import NUMBER, UNIT, readable

_BACK = re.compile(
    r"(?P<cut>[\s,.;–—-]+(?:(?:ah|oh|um|uh)[, ]+)?(?:no|nope|sorry|wait|hang on|hold on|actually|i mean(?:t)?"
    r"|make (?:that|it)"
    r"|scratch that|correction|or rather|not that)\b(?:[, ]+(?:no|sorry|wait|actually|i mean(?:t)?|make (?:that"
    r"|it)|say|let's say"
    r"|rather)\b)*[, ]+(?:(?:it's|say|to)\b[, ]*)?)(?P<time>[^,.;!?]{1,40})(?=$|[,.;!?])",
    re.IGNORECASE,
)
_THEN_BACK = re.compile(
    r"(?P<cut>\s*[,.;–—-]+\s*(?:(?:ah|oh|um|uh|well)[, ]+)?)(?P<time>[^,.;!?–—]{1,30}?)[, ]+"
    r"(?:actually|rather|i mean(?:t)?|sorry|instead|even better)(?=$|[,.;!?])",
    re.IGNORECASE,
)
"""“seven tomorrow, seven fifteen actually”."""
_BEFORE_THAT = re.compile(
    rf"\b(?P<length>(?:half |a quarter of |three quarters of )?(?:an?|{NUMBER}) (?:hours?|minutes?|mins?)(?: and a half)?)"
    r" (?P<way>before|after) (?:that|then|it)\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"\b(?:{NUMBER}|an?) (?:minutes?|mins?)\b")
_ELLIPSIS = re.compile(
    rf"(?P<lead>\b(?:and|then|and then|also|second(?: one)?(?: is)? for|other(?: one)?(?: is)? for"
    rf"|another(?: one)? for)(?: in| after)? )"
    rf"(?P<number>{NUMBER})(?= (?:for (?:the|my)|to [a-z]{{3,}}|on the)\b|$|[.,;!?])(?! ?{UNIT})",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\b(?:timers?|remind|shout|tell me|let me know|nudge|put|set)\b", re.IGNORECASE)


def put_right(line: str, now: datetime) -> str:
    """The line with each time that is taken back replaced by the one that counts; unchanged where nothing is taken back."""
    return _units_said_once(_beside(_without_taken_back(line, now), now))


def _without_taken_back(line: str, now: datetime) -> str:
    country = country_of(now.tzinfo)
    for found in (*_BACK.finditer(line), *_THEN_BACK.finditer(line)):
        said = found["time"].strip()
        right = find_times(said, now, country, bare=True)
        if len(right) != 1 or re.sub(r"\b(?:at|on|for|in|it's|about|please|then)\b|\W", "", right[0].without(said)):
            continue
        earlier = [one for one in find_times(line[: found.start()], now, country, bare=True) if one.spans]
        for one in reversed(earlier):
            for start, end in reversed(one.spans):
                alone = find_times(line[start:end], now, country, bare=True)
                if alone and _same_sort(alone[0], right[0]):
                    words = said if re.match(r"(?:at|on|for|in)\b", said) else _led(line[start:end], said)
                    return f"{line[:start]}{words}{line[end : found.start()]}{line[found.end() :]}"
    return line


def _same_sort(one: object, other: object) -> bool:
    names = ("only_length", "ahead", "days", "clock", "repeats")
    return all(bool(getattr(one, name)) == bool(getattr(other, name)) for name in names)


def _led(before: str, said: str) -> str:
    lead = re.match(r"(?:at|on|for|in|by|from)\b ?", before.strip(), re.IGNORECASE)
    return f"{lead[0].strip()} {said}" if lead else said


def _beside(line: str, now: datetime) -> str:
    """“out the door by eight, so wake me an hour before that”: an hour before eight."""
    found = _BEFORE_THAT.search(line)
    if found is None:
        return line
    country = country_of(now.tzinfo)
    earlier = [one for one in find_times(line[: found.start()], now, country) if one.clock]
    length = find_times(found["length"], now, country)
    if len(earlier) != 1 or not length or not length[-1].only_length:
        return line
    first, last = earlier[0].spans[0][0], earlier[0].spans[-1][1]
    that = re.sub(r"^(?:at|by|on|for|from|before|until)\s+", "", line[first:last].strip())
    start, end = found.start("way"), found.end()
    told = f"{line[:first].rstrip()} {line[last:start]}"
    return re.sub(r"\s+", " ", f"{told}{found['way']} {that}{line[end:]}").strip()


def _units_said_once(line: str) -> str:
    """“eight minutes for the peas and then fifteen for the fish”: fifteen minutes."""
    text = readable(line)
    if not _MINUTES.search(text) or not _TIMED.search(text):
        return line
    return _ELLIPSIS.sub(lambda found: f"{found['lead']}{found['number']} minutes", line)
