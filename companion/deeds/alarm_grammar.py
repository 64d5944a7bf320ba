"""Understands what is said of alarms: “wake me at half six”, “set an alarm for 7 tomorrow”, “turn off the seven o'clock alarm”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.scheduled_requests import AboutScheduled, span_of
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

_SET = (
    r"(?:set|make|create|add|put on|put|turn on|give me|schedule|get me|start|i need|i want|i'd like"
    r"|have)(?: me| us)?"
    r"(?: up| on)?"
)
_ALARM = re.compile(
    rf"(?:{_SET} )?(?:an |a |another |the |my |one |new |two |three "
    rf"|some )*(?P<before>[^,;.]{{0,30}}?)\balarms?(?: clock|"
    rf" call)?(?P<rest>\b.*)",
    re.I,
)
_WAKE = re.compile(
    r"(?:make sure (?:that )?you )?(?:wake|waken|rouse) (?:me|us)(?: up)?(?P<rest>\b.*)|get (?:me|us) (?:up|out"
    r" of bed)(?P<rest2>\b.*)|"
    r"make sure (?:that )?(?:i'm|i am|i get|i wake) (?:up|awake)(?P<rest3>\b.*)",
    re.I,
)
_FOR = re.compile(
    r"[\s,:;.-]*(?:(?:for|called|named|labelled|to|so (?:that )?i (?:can|don't miss)|because of|because) (?:"
    r"(?:the|my|a) )?(?P<text>.+))?",
    re.I,
)
WHY = re.compile(r",? (?:because|since|cos|or did i) .*$|, [^,]*$", re.I)
"""Why something is stopped, or what else is said."""
_STOP = re.compile(
    r"(?:cancel|delete|remove|stop|turn off|switch off|shut off|kill|clear|drop|scrap|forget|disable|deactivate"
    r"|silence|dismiss|"
    r"get rid of|i (?:don't|do not|no longer) need) (?P<all>all (?:of )?|every |both )?(?:the |my |your |that "
    r"|this )*"
    r"(?:(?P<which>.*?) )?alarms?(?P<rest> .*)?|(?:turn|switch|shut) (?:the |my )?(?:(?P<which2>.*?) )?alarm off|"
    r"alarm off|(?:don't|do not|no need to) wake (?:me|us)(?: up)?(?P<rest2> .*)?",
    re.I,
)
NO_WAKING = re.compile(r"(?:don't|do not|no need to) wake", re.I)
"""Asks something only while an alarm is set."""
_LIST = re.compile(
    r"(?:what|which)(?: are| are the| are my)? alarms?(?: do (?:i|we) have| have (?:i|we)(?: got)?| are| is)?"
    r"(?: set| on| there| running| active| up)*(?P<rest> .*)?|"
    r"(?:do (?:i|we) have|have (?:i|we) got|are there|is there|did (?:i|you) set|have you set) (?:any |an |a |my"
    r" )?alarms?"
    r"(?: set| on| running)?(?P<rest2> .*)?|(?:list|show|read|tell|give|check)(?: me| out| us)? (?:all )?(?:the "
    r"|my )?alarms|"
    r"(?:is|are) (?:the|my|any) alarms? (?:set|on|active)(?P<rest3> .*)?|my alarms",
    re.I,
)
_WHEN = re.compile(
    r"(?!when (?:i|he|she|we|they|people|you|it)\b)(?:when|what time|for when|for what time|at what time)(?:'s"
    r"| is| does| will| are you going to| will you| is it)*"
    r"(?: set)?(?: the| my)?(?P<which>.*?)? ?(?:alarm(?: set)?(?: for)?(?: go off| ring| going off| set| due)*"
    r"|wake me(?: up)?)(?P<rest> .*)?",
    re.I,
)
_MOVE = re.compile(
    r"(?:move|change|reschedule|set|shift|put|push|switch|postpone|delay)(?: back| forward)? (?:the |my |that )"
    r"(?:(?P<which>.*?) )?alarm"
    r"(?P<rest> (?:to|for|until|till|back to|forward to|from|by|back by|forward by|an hour|half an hour|\d+|back"
    r"|forward|later).*)",
    re.I,
)
_BY = re.compile(
    r"(?P<way>back|forward|later|earlier)? ?(?:by )?(?P<length>.+?) ?(?P<way2>later|earlier|back|forward)?", re.I
)


def read_alarm(line: str, now: datetime) -> Request | None:
    """What the line asks of alarms."""
    if found := _STOP.fullmatch(WHY.sub("", line).replace("'s alarm", " alarm")):
        which = " ".join(
            filter(None, (found["which"] or found["which2"], (found["rest"] or found["rest2"] or "").strip()))
        )
        several = bool(found["all"]) or (bool(re.search(r"\balarms\b", line, re.I)) and not which)
        return AboutScheduled("stop", _bare(which), several)
    if found := _LIST.fullmatch(WHY.sub("", line)):
        rest = next((words for name, words in found.groupdict().items() if name.startswith("rest") and words), "")
        days = find_times(rest, now, country_of(now.tzinfo))
        return AboutScheduled("list", time=days[0] if days else None) if _only(rest, days) else None
    if found := _WHEN.fullmatch(line):
        return AboutScheduled("when", _bare(f"{found['which'] or ''} {found['rest'] or ''}"))
    if (found := _MOVE.fullmatch(line)) and not re.match(r"set (?:the|my) alarm", line, re.I):
        return read_move(found["which"] or "", found["rest"], now)
    if _CHANGE_ALONE.fullmatch(line):
        return AboutScheduled("move", "")
    return Schedule(None, "") if _WAKE_ALONE.fullmatch(line) else _set(line, now)


_CHANGE_ALONE = re.compile(r"(?:change|move|shift|adjust|reschedule) (?:my|the) alarm", re.IGNORECASE)
_WAKE_ALONE = re.compile(r"wake me(?: up)?(?: early)?", re.IGNORECASE)
"""She asks when."""


def read_move(which: str, rest: str, now: datetime) -> AboutScheduled | None:
    """What “move it …” asks for: a new time, or later or earlier by a length."""
    times = find_times(
        re.sub(r"^\s*(?:back |forward )?(?:to|for) ", " at ", rest), now, country_of(now.tzinfo), bare=True
    )
    if len(times) > 1 and re.match(r"\s*from ", rest):
        which, times = f"{which} {rest[slice(*times[0].spans[0])]}".strip(), times[1:]
    if not times:
        return AboutScheduled("move", _bare(which)) if not rest.strip() else None
    time = times[0]
    if time.only_length and time.length is not None:
        if time.length.months:
            return None
        earlier = bool(re.search(r"\b(?:earlier|forward|sooner)\b", rest, re.I))
        return AboutScheduled("move", _bare(which), by=span_of(time.length) * (-1 if earlier else 1))
    return AboutScheduled("move", _bare(which), time=time)


def _set(line: str, now: datetime) -> Schedule | None:
    country = country_of(now.tzinfo)
    leading = find_times(line, now, country)
    first = leading[0] if leading and leading[0].spans[0][0] == 0 else None
    start = first.spans[-1][1] if first else 0
    body = line[start:].lstrip(" ,:;")
    wake, alarm = _WAKE.fullmatch(body), _ALARM.fullmatch(body)
    found = wake or alarm
    if not found:
        return None
    rest = (found["rest"] or found["rest2"] or found["rest3"] or "") if wake else f"{found['before']} {found['rest']}"
    if (
        alarm
        and not wake
        and not re.match(_SET, body, re.I)
        and not re.match(r"(?:an? |another |new )?[^,]{0,20}\balarms?\b", body, re.I)
    ):
        return None
    times = find_times(rest, now, country, bare=True)
    time = _joined([*([first] if first else []), *times[:1]])
    left = _FOR.fullmatch(times[0].without(rest) if times else rest)
    if left is None or (time is None and (wake or not re.match(_SET, body, re.I))):
        return None
    if time is not None and time.length is not None and time.only_length:
        return None
    if wake and time is not None and not time.part and time.clock and not time.ahead:
        time = replace(time, part="morning")
    return Schedule(time, (left["text"] or "").strip())


def _joined(times: list[SpokenTime]) -> SpokenTime | None:
    if not times:
        return None
    return times[0].joined(times[1]) if len(times) > 1 and times[0].fits(times[1]) else times[-1]


def _bare(words: str) -> str:
    return re.sub(r"^(?:set |for |at |the |my |to )+", "", words.strip(), flags=re.I).strip()


def _only(rest: str, times: list[SpokenTime]) -> bool:
    """Whether the rest says nothing but these times."""
    left = times[0].without(rest) if times else rest
    return re.fullmatch(r"(?:[\s,]|set|for|on|at|there|now|right|currently|please)*", left, re.I) is not None
