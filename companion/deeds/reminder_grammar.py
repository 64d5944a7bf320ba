"""Understands what is said of reminders: “remind me at noon to call Amy”, “give me a shout in twenty minutes”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from companion.deeds.alarm_grammar import WHY, read_move
from companion.deeds.country import country_of
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.scheduled_requests import AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

WHEN = "When shall I remind you?"
OF_WHAT = "What shall I remind you of?"
_CARE = r"(?:(?:please |also |and |then |remember to |don't forget to |be sure to |make sure (?:that )?you |make sure to )*)"
_HEADS: tuple[tuple[str, bool], ...] = (
    (rf"{_CARE}(?:remind|nudge|ping|poke|prompt|alert|notify) (?:me|us)\b(?: again)?", False),
    (
        r"(?:set|make|create|add|give me|put in|put|leave me|leave|schedule|i need|i want|i'd like|new)(?: me|"
        r" us)?(?: up)? "
        r"(?:(?:an?|another|the|one|new|little|quick|daily|weekly|monthly) )*reminder\b",
        False,
    ),
    (r"reminder(?=:)", False),
    (r"(?:(?:an?|another|new) )?reminder(?=[,:]? (?:to|for|at|in|about|that|on|every|tomorrow|tonight|next)\b)", False),
    (r"(?:don't|do not|never) let (?:me|us) forget\b", False),
    (r"(?:i (?:need|want|would like|have)|i'd like) to be reminded\b|i need reminding\b", False),
    (
        r"(?:give|send|drop) (?:me|us) (?:a |an )?(?:little |quick |gentle )?(?:shout|nudge|ping|poke|heads[ -]up"
        r"|holler|buzz|word|prod|alert)\b",
        True,
    ),
    (rf"{_CARE}(?:tell (?:me|us)|let (?:me|us) know)(?: when it(?:'s| is| gets to| turns))?\b", True),
    (r"help (?:me|us)(?: to)? remember\b", False),
    (r"(?:shout|holler|yell|sing out|speak up|pipe up)(?: at (?:me|us)| to me| out)?\b", True),
)
"""How such a request begins; True: the time must come next, because the words alone ask for something else."""
_COMPILED = tuple((re.compile(pattern, re.I), strict) for pattern, strict in _HEADS)
_ASKS = re.compile(
    r"[\s,:]*(?:again )?(?:,? ?)(?:what|who|whom|whose|where|why|how|which|whether|did|do|does|is|are|was|were"
    r"|have|has)\b",
    re.I,
)
_MARKER = re.compile(r"\b(?:to|that|about|of|it's|because|for|as|called|named|saying|i|we)\b", re.I)
_EVENT = re.compile(r"[\s,]*(?:when|whenever|once|as soon as|if|the (?:next time|moment)|next time|every time)\b", re.I)
_REPORTED = re.compile(
    r"[\s,]*(?:was|is|isn't|were|are|has|had|does|didn't|won't|never) |.*\b(?:he|she|they|i|you) said$", re.I
)
_TEXT_LEAD = re.compile(
    r"^[\s,:;.–—-]*(?:(?:please |that i (?:have|need|ought|want|'ve got) to |that i (?:should|must) |i (?:have"
    r"|need) to |to |that |about "
    r"|of |for |because |as |"
    r"called |named |saying |so (?:that )?i don't forget (?:to )?|please )\s*)*",
    re.I,
)
_NOUN = r"(?:reminders?)"
_STOP = re.compile(
    r"(?:cancel|delete|remove|stop|turn off|switch off|clear|drop|scrap|forget|dismiss|get rid of|i (?:don't|do"
    r" not|no longer) need|"
    rf"take (?:back|off)) (?P<all>all (?:of )?|every |both )?(?:the |my |your |that |this |any )*(?:(?P<which>.*?)"
    rf" )?{_NOUN}"
    r"(?P<rest> .*)?|(?:don't|do not|stop|no need to|you needn't|you don't (?:need|have) to) remind(?:ing)? (?:me|us)"
    r"(?P<rest2> (?:to|about|of|at|on|that) .*)",
    re.I,
)
_AFTER = re.compile(
    r"(?P<what>.+?)(?:[,;.]| so| and)+ ?(?:(?:so|and|please|kindly|just|you might|you could|could you|can you"
    r"|would you|will you) )*"
    r"(?:(?:remind|nudge|ping|prompt) me|give me a (?:reminder|nudge|shout))(?: (?:then|of (?:it|that)|about "
    r"(?:it|that)|ok|okay|so))*"
    r"(?P<often> daily| weekly| every day)?",
    re.I,
)
_HAVE_TO = re.compile(
    r"^(?:(?:um|uh|so|and|well),? )*(?:i(?:'ve| have)?(?: um| uh)?(?: got)? to|i (?:need|must|should|ought)(?: to)?|"
    r"i have|i've got) ",
    re.I,
)
_THAT_ONE = re.compile(
    r"(?:move|change|reschedule|shift|put|push|postpone|delay) the (?P<which>.+?) one(?P<rest> (?:to|until|back"
    r"|forward|by|for)\b.*)|"
    r"(?:the|my) reminder(?P<about2> (?:to|about|of|for) .+?)?,(?P<rest2> (?:make it|change it to|move it to) .*)",
    re.I,
)
NO_REMINDING = re.compile(r"(?:don't|do not|stop|no need to|you (?:needn't|don't)) ", re.I)
"""“Don't remind me of Tom” is no deed, unless there is such a reminder."""
_LIST = re.compile(
    rf"(?:what|which)(?: are| are the| are my)? (?:my |the )?{_NOUN}(?: do (?:i|we|you) have| have (?:i|we|you)(?:"
    rf" got)?| are| is)?"
    r"(?: set| on| there| waiting| coming up| pending| left)*(?P<rest> .*)?|"
    rf"(?:do (?:i|we) have|have (?:i|we) got|are there|is there|did (?:i|you) set|have you (?:set|got)) (?:any |a "
    rf"|my )?{_NOUN}"
    r"(?: set| waiting| coming up)?(?P<rest2> .*)?|"
    rf"(?:list|show|read|tell|give|check)(?: me| out| us)? (?:all )?(?:of )?(?:the |my )?{_NOUN}(?:"
    rf" out)?(?P<rest3> .*)?|"
    r"what am i (?:to be|being|getting|going to be|meant to be) reminded (?:of|about)(?P<rest7> .*)?|"
    r"do i have anything (?:that )?you(?:'re| are) (?:supposed|going|meant) to remind me (?:of|about)(?P<rest6> .*)?|"
    r"what (?:(?:should|must|will|are) you (?:going to )?|have you(?: got)? to |"
    r"did i (?:ask|tell) you to |have i asked you to |are you"
    r" supposed to )"
    r"remind(?:ing)? me(?: of| about)?(?P<rest4> .*)?|(?:any|my) reminders(?P<rest5> .*)?",
    re.I,
)
_WHEN = re.compile(
    r"when (?:was|am|were) i (?:meant|supposed|going) to be reminded (?P<which2>(?:about|of|to) .*)|"
    r"(?:when|what time|at what time)(?: is| will you| are you going to|'s| do you| does) (?:the |my )?(?P<which>.*?) ?"
    r"(?:reminder(?: set)?(?: for)?|remind(?:ing)? me)(?P<rest> .*)?",
    re.I,
)
_MOVE = re.compile(
    r"(?:move|change|reschedule|shift|put|push|switch|postpone|delay)(?: back| forward)? (?:the |my |that )?(?:"
    r"(?P<which>.*?) )?reminder"
    r"(?P<about> (?:to|about|of|for) .+?)?(?P<rest> (?:to|until|till|for|by|back|forward|back to|forward to|an"
    r" hour|half an hour|\d+) .*)",
    re.I,
)
_CHANGE_ALONE = re.compile(r"(?:change|move|shift|adjust|reschedule) (?:my|the) reminder", re.I)
_SOMETHING = re.compile(
    r"(?:remind me|set (?:me )?(?:up )?an?(?:other)? reminder|make (?:me )?a reminder)"
    r"(?: (?:of|about|to do|for) (?:something|a thing|a few things))?",
    re.I,
)
_GOES_ON = re.compile(r"(?:to|that|about|of|it's|it is|the|my|our|a|an|our|calling|call|buy|take|get|pick)\b", re.I)


@dataclass(frozen=True)
class Read:
    """What a request for a reminder says."""

    time: SpokenTime | None
    text: str


def read_reminder(line: str, now: datetime) -> Request | DeedQuestion | None:
    """What the line asks of reminders."""
    if _SOMETHING.fullmatch(line):
        return DeedQuestion("reminder", OF_WHAT, Schedule(None, None))
    if found := _STOP.fullmatch(line) or _STOP.fullmatch(WHY.sub("", line)):
        which = " ".join(filter(None, (found["which"], (found["rest"] or found["rest2"] or "").strip())))
        several = bool(found["all"]) or (bool(re.search(r"\breminders\b", line, re.I)) and not which)
        return AboutScheduled("stop", bare_text(which), several)
    if found := _LIST.fullmatch(line):
        rest = next((words for name, words in found.groupdict().items() if name.startswith("rest") and words), "")
        days = find_times(rest, now, country_of(now.tzinfo))
        left = days[0].without(rest) if days else rest
        said = re.fullmatch(r"(?:[\s,]|set|for|on|at|there|now|of|about|i|have|please|left|got|do|still)*", left, re.I)
        return AboutScheduled("list", time=days[0] if days else None) if said else None
    if found := _WHEN.fullmatch(line):
        return AboutScheduled("when", bare_text(f"{found['which2'] or found['which'] or ''} {found['rest'] or ''}"))
    if _CHANGE_ALONE.fullmatch(line):
        return AboutScheduled("move", "")
    if found := _MOVE.fullmatch(line):
        return read_move(bare_text(f"{found['which'] or ''} {found['about'] or ''}"), found["rest"], now)
    if found := _THAT_ONE.fullmatch(line):
        rest = re.sub(r"^ (?:make it|change it to|move it to) ", " to ", found["rest2"] or found["rest"])
        return read_move(bare_text(found["which"] or found["about2"] or ""), re.split(r" instead\b|,", rest)[0], now)
    return _set(line, now) or _said_after(line, now)


def _said_after(line: str, now: datetime) -> Schedule | None:
    """“I have to send a parcel tomorrow at two, so remind me”."""
    found = _AFTER.fullmatch(line)
    if not found:
        return None
    words = f"{found['what']} {found['often'] or ''}"
    times = [one for one in find_times(words, now, country_of(now.tzinfo)) if not one.only_length]
    time = None
    for one in times:
        time = time.joined(one) if time and time.fits(one) else time or one
    text = bare_text(_without(words, 0, times))
    if time is None or not (time.clock or time.ahead or time.part) or not text:
        return None
    return Schedule(time, _HAVE_TO.sub("", text))


def bare_text(words: str) -> str:
    """What to be reminded of, without the words that lead to it."""
    return _TEXT_LEAD.sub("", words).strip(" ,;:.-–—")


def text_answered(line: str) -> str:
    """What to be reminded of, as the answer to her question; empty when the line is no such answer."""
    words = bare_text(line)
    if _GOES_ON.match(line) or (
        len(line.split()) <= 5 and not re.match(r"(?:i|you|he|she|we|they|it|what|why|how|no|yes)\b", line, re.I)
    ):
        return words
    return ""


def _set(line: str, now: datetime) -> Request | DeedQuestion | None:
    country = country_of(now.tzinfo)
    times = find_times(line, now, country)
    first = times[0] if times and times[0].spans[0][0] == 0 else None
    start = first.spans[-1][1] if first else 0
    start += len(line[start:]) - len(
        re.sub(r"^[\s,:;]*(?:(?:can|could|would) you |please |and )*", "", line[start:], flags=re.I)
    )
    for pattern, strict in _COMPILED:
        found = pattern.match(line, start)
        if not found:
            continue
        rest = line[found.end() :]
        inside = [one for one in times if one.spans[0][0] >= found.end()]
        if strict and not first and not (inside and not line[found.end() : inside[0].spans[0][0]].strip(" ,:")):
            return None
        if _ASKS.match(rest) or (strict and re.match(r" (?:about|of)\b", rest)) or (rest and rest[0] not in " ,:;"):
            return None
        read = _read(line, found.end(), first, inside)
        return _asked(read, rest, strict) if read else None
    return None


def _asked(read: Read, rest: str, strict: bool) -> Request | DeedQuestion | None:
    time, text = read.time, read.text
    if _REPORTED.match(text + " ") or (strict and time is not None and time.only_length):
        return None
    if time is None:
        if strict or re.match(r"[\s,]*(?:of|about)\b", rest, re.I) or (not text and not rest.strip() and strict):
            return None  # “remind me of my sister's name” asks for a memory
        if _EVENT.match(rest):
            return DeedQuestion("reminder", f"I can't notice that myself. {WHEN}", Schedule(None, bare_text(rest)))
        if not re.match(r"[\s,:]*(?:to|that|for|please)?\b|$", rest, re.I) or (
            text and not re.match(r"[\s,:]*(?:to|that|for)\b", rest)
        ):
            return None
        return DeedQuestion("reminder", WHEN if text else OF_WHAT, Schedule(None, text or None))
    if not text and not strict:
        return DeedQuestion("reminder", OF_WHAT, Schedule(time, None))
    return Schedule(time, text)


def _read(line: str, begins: int, first: SpokenTime | None, inside: list[SpokenTime]) -> Read | None:
    """The time before what to be reminded of and, if that does not tell the hour, the one that is named in it."""
    near = [one for one in inside if not line[begins : one.spans[0][0]].strip(" ,:")]
    time = first
    used = list(near[:1])
    if near:
        time = first.joined(near[0]) if first and first.fits(near[0]) else near[0]
    others = [one for one in inside if one not in used and not one.only_length]
    if time is None or not (time.clock or time.ahead or (time.repeats and time.repeats.within_a_day)):
        for one in _likeliest(others, line):
            if time is None or time.fits(one):
                time = time.joined(one) if time else one
                used.append(one)
                break
    elif others and others[-1].spans[-1][1] == len(line) and others[-1].repeats and time.fits(others[-1]):
        time = time.joined(others[-1])
        used.append(others[-1])
    left = [one for one in inside if one not in used and (one.clock or one.ahead)]
    if any(re.search(r"\band (?:then |to \w+ .*)?$", line[: one.spans[0][0]], re.I) for one in left):
        return None  # two reminders in one sentence
    return Read(time, bare_text(_without(line, begins, used)))


def _likeliest(times: list[SpokenTime], line: str) -> list[SpokenTime]:
    """Those that name an hour before those that do not; of these, the one at the end of the line."""
    exact = [one for one in times if one.clock or one.ahead]
    at_end = [one for one in times if one.spans[-1][1] == len(line.rstrip(" .!?"))]
    return [*exact, *at_end, *times]


def _without(line: str, begins: int, used: list[SpokenTime]) -> str:
    kept, at = [], begins
    for start, end in sorted(span for one in used for span in one.spans):
        kept.append(line[at:start].strip())
        at = end
    return " ".join(filter(None, [*kept, line[at:].strip()]))
