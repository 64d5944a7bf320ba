"""Takes apart a line that surely asks for an alarm or a reminder in words that no phrase has: the time, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from companion.deeds.asked_times import times_asked, with_context
from companion.deeds.country import country_of
from companion.deeds.deed import Request
from companion.deeds.scheduled_requests import AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

_CALL = re.compile(
    r"\b(?:(?:will|would|could|can|might|should|must|y'all|you) )*(?:you |ya )?(?:(?:might|could|should|remember to"
    r"|make sure to|please) )*"
    r"(?:remind(?:ing)? (?:me|us)(?: again)?|remind (?:himself|herself)"
    r"|tell (?:me|us)|say (?:it|that|this)? ?(?:to me)?|give (?:me|us) a \w+"
    r"|(?:poke|nudge|ping|bug|prod"
    r"|warn|buzz|annoy|nag) (?:me|us)|shout(?: at me)?|don't let (?:me|us)(?: forget)?|let me know"
    r"|help me remember|make sure i"
    r"|(?:put|stick|set|make|add)(?: me)?(?: (?:a|another|the|in|on|one))* ?reminder|wake (?:me|us)(?: up)?|get (?:me"
    r"|us) (?:up|out of bed)|rouse me|have me (?:up|awake|roused)|make (?:a racket|noise|some noise)"
    r"|need (?:to be )?up|(?:be|get) (?:told|woken|reminded|called|warned)|(?:need|want)s? (?:waking|calling|reminding)"
    r"|want(?:ing)? calling"
    r"|be (?:up|awake) (?:at|by)|noise (?=at)|mention|keep at me|prompt me|hold me to it|jog my memory|get on my case"
    r"|bring it to my notice|give me a (?:dig|push|prod)(?: out the door)?|say to me|mind me"
    r"|alarms?)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:stop (?:remind|tell|wak)\w*|no (?:more )?(?:alarms?|.*reminders)|(?:needn't|don't need to|don't|do not"
    r"|no need to) (?:remind|wake|tell)"
    r"|cancel|delete|remove|scrap|kill|drop (?:the|that|my|it|all|both)|bin (?:the|that|my|it|all)"
    r"|clear (?:the|my|all|that|every)|skip"
    r"|forget (?:the|my|about)|(?:can|may|could) (?:quit|stop) telling|(?:turn|switch|knock|take"
    r"|leave) .*\boff|alarms? off"
    r"|get rid of|clean slate|don't need|wipe (?:the|my|all)|leave it|no use to me)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:^|[,.;] |\b(?:so|and|um|uh|em) )(?:what|which|when(?! it| its| the| they| i)|have i|have you"
    r"|do i|did i|is there"
    r"|is the|is my|are there"
    r"|are any|any)\b.*"
    r"\b(?:alarms?|reminders?|remind(?:ing)?|wak(?:e|ing)|tell me|have you down)\b",
    re.IGNORECASE,
)
_READ_OUT = re.compile(
    r"\b(?:read|list|tell me)\b (?:\w+ ){0,3}reminders\b|^list (?:whatever|what)\b|\bwhat (?:was it"
    r"|is it|are)\b.*\b(?:bring up|prompt me)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:move|shift (?:it|the|my|that|every\w*)|push|bring|change|put (?:it|that|the .*) (?:back|forward|off)|postpone|delay"
    r"|make (?:it|that|the)(?! loud| gentle)"
    r"|reschedule)\b"
    r"|\b(?:tell|remind|say|not now).* (?:again|instead)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:i(?:'ve| have)?(?: got)? to|i (?:need|must|should|ought)(?: to)?|i keep meaning to|i(?:'m| am) (?:meant"
    r"|supposed) to|(?:need|have) to|"
    r"i want to|make sure (?:that )?i|if i don't|i mustn't forget to|(?:i )?(?:always|keep|usually) forget(?:ting)?(?: to)?)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:(?:to|about|of|that|for|and|so|on|with|then|please|it's|its|the|my|that i (?:have|need|'ve got) to|i've to"
    r"|i have to|i need to"
    r"|again|about the|to me|up|god|lord|sure|when|um|uh|em|eh|say|like|o|oh)\b[\s,.:;]*|[\s,.:;|-]+)+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,.;|]| (?:i|i'm|i'll|i'd|i've|he|he's|he'll|she|she's|they|they're|we|we've|you|you'll|don't|would|will you"
    r"|can you|could you|please|ok"
    r"|because|cos|but|like|thanks|though|instead|or)\b",
    re.IGNORECASE,
)
_TAILS = re.compile(
    r"(?:[\s,.;|-]|\b(?:so|and|or|please|the|to|for|a|when|every|that|um|uh|em|eh|say|before|until|while)\b)+$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\btell (?:me|us) (?:(?:all|more|again) )?(?:about|something|anything|a (?:story|joke)|how|what)\b", re.IGNORECASE
)
"""Asks her to talk; a reminder only with an hour: “tell me about the dentist at nine tomorrow”."""
STANDS_FOR = re.compile(
    r"(?:(?:about|of|for) )?(?:it|them|then|that|this|those|these|there|so|him|her)(?: all)?", re.IGNORECASE
)
"""Stands for what was named before: “my tablets: nudge me about them at nine”."""
_EVERY = re.compile(r"\b(?:all|every(?: single)?|both)\b", re.IGNORECASE)
MOST_WORDS = 9
"""What a reminder is for is said in so many words; the rest of the line is talk."""


def guess_scheduled(line: str, now: datetime, kind: Literal["alarm", "reminder"]) -> Request | None:
    """What is asked: to set, stop, move or list them."""
    times = find_times(line, now, country_of(now.tzinfo), bare=kind == "alarm")
    stop, call = _STOPS.search(line), _CALL.search(line)
    told = kind == "reminder" and stop and call and call.end() <= stop.start()  # “remind me to turn the oven off”
    if (
        stop
        and not told
        and not re.search(r"\bdon't let\b|\bdon't forget\b|\bto (?:cancel|scrap|bin)\b", line, re.IGNORECASE)
    ):
        return AboutScheduled("stop", _which(line, times), bool(_EVERY.search(line)))
    if _ASKS.search(line) or _READ_OUT.search(line):
        return AboutScheduled("list", time=next((one for one in times if one.days), None))
    if (
        _MOVES.search(line)
        and times
        and not times[-1].only_length
        and re.search(rf"\b{kind}\b|\bagain\b|\binstead\b", line, re.I)
    ):
        return AboutScheduled("move", _which(line, times[:-1]), time=times[-1])
    asked = times_asked(line, times, _CALL)
    time = asked[0] if asked else _meant([one for one in times if not one.only_length], call.end() if call else 0)
    if kind == "alarm":
        return Schedule(_in_the_morning(with_context(time, times)), "") if time is not None else None
    time = with_context(time, times) if time is not None else None
    if _TALK.search(line) and (time is None or not (time.clock or time.ahead)):
        return None
    text = what_for(line, times)
    return Schedule(time, text) if text else None


def more_alarms(line: str, now: datetime) -> tuple[Schedule, ...]:
    """The alarms that such a line asks for beside the first."""
    times = find_times(line, now, country_of(now.tzinfo), bare=True)
    return tuple(Schedule(_in_the_morning(one), "") for one in times_asked(line, times, _CALL)[1:])


def _in_the_morning(time: SpokenTime) -> SpokenTime:
    return replace(time, part="morning") if time.clock and not time.part and not time.ahead else time


def what_for(line: str, times: Sequence[SpokenTime]) -> str:
    """What a reminder is for: the words after the request, or else before it."""
    marked, at = "", 0
    for start, end in sorted(span for one in times for span in one.spans):
        if start >= at:
            marked += f"{line[at:start]}|"
            at = end
    marked += line[at:]
    calls = list(_CALL.finditer(marked))
    if calls:
        for piece in marked[calls[-1].end() :].split("|"):
            if text := _trimmed(piece):
                return text
        marked = marked[: calls[-1].start()]
    duties = list(_DUTY.finditer(marked))
    pieces = marked[duties[-1].end() :].split("|") if duties else reversed(marked.split("|"))
    return next(filter(None, map(_trimmed, pieces)), "")


def _trimmed(piece: str) -> str:
    text = _LEADS.sub("", piece.strip())
    text = _ENDS.split(text)[0]
    text = _TAILS.sub("", text).strip()
    if STANDS_FOR.fullmatch(text):
        return ""
    return text if 0 < len(text.split()) <= MOST_WORDS and re.search(r"[a-z]{3}", text, re.IGNORECASE) else ""


def _meant(times: Sequence[SpokenTime], call: int) -> SpokenTime | None:
    """The time that is meant: the first exact one after the request, or the last before; with a day that is named elsewhere."""
    exact = [one for one in times if one.clock or one.ahead or (one.repeats and one.repeats.within_a_day)]
    after = [one for one in exact if one.spans[0][0] >= call]
    chosen = after[0] if after else exact[-1] if exact else next((one for one in times if one.part), None)
    if chosen is None:
        return times[-1] if times else None
    for other in times:
        if other is not chosen and not other.clock and not other.ahead and chosen.fits(other):
            chosen = chosen.joined(other)
    return chosen


def _which(line: str, times: Sequence[SpokenTime]) -> str:
    """Which of them is meant, by its words: “the reminder for the gas man”."""
    found = re.search(
        r"(?:remind(?:er|ing)?s?(?: me)?|telling me|remind me|alarm) (?:about|of|for|to) (?:the "
        r"|my )?(?P<x>[\w']+(?: (?!now|i|i'm|and|please|push|it)[\w']+){0,2})"
        r"|\b(?:the|my|more) (?P<y>(?!reminder|alarm)[\w']+(?: [\w']+)?) (?:reminders?|alarms?|one)\b",
        line,
        re.IGNORECASE,
    )
    if found:
        return str(found["x"] or found["y"])
    clock = next((one for one in times if one.clock), None)
    return line[slice(*clock.spans[0])] if clock else ""
