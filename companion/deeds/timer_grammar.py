"""Understands what is said of timers: “ten minutes for the pasta”, “how long is left”, “stop the egg timer”."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from companion.deeds.deed import Request
from companion.deeds.spoken_times.lengths import lengths
from companion.deeds.spoken_times.pieces import NUMBER, UNIT, readable
from companion.text.number_words import SPOKEN_NUMBER, number_of


@dataclass(frozen=True)
class SetTimer(Request):
    """A timer of this length; None: not said yet."""

    length: timedelta | None
    name: str = ""


@dataclass(frozen=True)
class AddToTimer(Request):
    """A timer is to be longer, or shorter."""

    length: timedelta
    which: str = ""
    """Its name or its length, as it was said; empty: not said."""


@dataclass(frozen=True)
class AboutTimers(Request):
    """How long is left, stop, pause, go on, begin again."""

    action: Literal["left", "stop", "pause", "resume", "restart"]
    which: str = ""
    every: bool = False
    """All of them."""

    sets = False


_AND_MINUTES = re.compile(rf" and (?:a )?({SPOKEN_NUMBER}|\d{{1,2}})\b(?! ?{UNIT})")
"""“an hour and ten”."""
_SLIP = re.compile(
    rf"(?P<wrong>{NUMBER})(?: (?P<unit>{UNIT}))?,? (?:no|sorry|wait|i mean|rather|actually)"
    rf"(?:[, ]+(?:no|sorry|wait|i mean|make (?:it|that)|rather|actually))*[, ]+(?P<right>{NUMBER})(?: (?={UNIT}))?"
)


def without_slip(text: str) -> str:
    """The text without a number that was taken back at once: “fifteen, no, sorry, fifty minutes”."""

    def right(slip: re.Match[str]) -> str:
        unit = "" if slip[0].endswith(" ") else f" {slip['unit'] or ''}"
        return f"{slip['right']}{unit or ' '}".rstrip() + (" " if slip[0].endswith(" ") else "")

    return _SLIP.sub(right, text)


@dataclass(frozen=True)
class Marked:
    """A readable line in which a mark stands for each length of time."""

    text: str
    lengths: tuple[tuple[str, timedelta], ...]
    """The words of each, and the length; only such as a clock counts, no days or months."""

    @staticmethod
    def of(line: str) -> Marked:
        """Mark a line."""
        text, found, pieces, at = (
            re.sub(r"\b(hour|minute)'s (?=up|over|done|gone|passed)", r"\1 is ", without_slip(readable(line))),
            list[tuple[str, timedelta]](),
            list[str](),
            0,
        )
        for piece in lengths(text):
            if piece.start >= at and piece.value.exact and piece.value.elapsed > timedelta():
                pieces += [text[at : piece.start], f"§{len(found)}"]
                more = _AND_MINUTES.match(text, piece.end) if piece.value.seconds % 3600 == 0 else None
                extra = timedelta(minutes=number_of(more[1])) if more else timedelta()
                at = more.end() if more else piece.end
                found.append((text[piece.start : at], piece.value.elapsed + extra))
        return Marked("".join([*pieces, text[at:]]), tuple(found))

    def length(self, words: str) -> timedelta | None:
        """The length that a mark stands for; None if the words are no mark."""
        return self.lengths[int(words[1:])][1] if re.fullmatch(LENGTH, words) else None

    def words(self, marked: str) -> str:
        """The words as they were said."""
        return re.sub(r"§(\d+)", lambda mark: self.lengths[int(mark[1])][0], marked)


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with its groups numbered, so that a name may come twice in it."""
    numbers = itertools.count()
    return re.compile(re.sub(r"\(\?P<(\w+)>", lambda name: f"(?P<{name[1]}_{next(numbers)}>", pattern), re.IGNORECASE)


def _group(found: re.Match[str], *names: str) -> str:
    """What was found of the groups with these names; empty for nothing."""
    for key, words in found.groupdict().items():
        if words and key.rpartition("_")[0] in names:
            return str(words).strip()
    return ""


LENGTH = r"§\d+"
"""What stands for a length of time while a line is read; `Marked` knows which."""

_SET = (
    r"(?:(?:set|start|make|put|begin|create|run|add|give|get|have|do|open|fix)(?: me| us| like)?(?: up| on| off)?"
    r"|i(?:'d| would) (?:like|love|want)|i(?:'ll)? (?:need|want)|we(?:'ll)? need|(?:can|could|may) (?:i|we) (?:have"
    r"|get)|time for)"
)
_ANOTHER = r"(?:a new|an extra|a second|a third|a|an|another|the|my|one more|one|new)"
_NO_NAME = (
    r"(?:an?|the|my|your|that|this|these|all|every|both|any|another|one|timers?|to|for|and|or|in|at|on|off|set|start"
    r"|stop|said|says|told|is|are|was"
    r"|he|she|they|i|you|we|it|me|of|with|from|minutes?|mins?|hours?|hrs?|seconds?|secs?|then|new|more|still|running"
    r"|not|don't|no)\b"
)
_NAME = rf"(?P<{{}}>(?!{_NO_NAME})[\w][\w']*(?: (?:(?:the|my|of|up) )?(?!{_NO_NAME})[\w']+){{{{0,3}}}}?)"
_FOR = (
    r"(?:,? (?:for|called|named|labelled|to time|it's for|that's for)(?: the| my| our| a| an| some| this| that)? "
    rf"{_NAME.format('for')})?"
)
_TRAIL = r"(?:,? (?:i|i'm|i'll|it|it's|its|because|cos|since|we|as) (?!(?:said|say|told|was|did|asked)\b).*)?"
"""Why it is asked, without a comma before it."""
_UP = r"(?:'s| is| are| has| have)?(?: all)?(?: up| over| done| gone(?: by)?| passed)"
_SETS = tuple(
    _compiled(pattern)
    for pattern in (
        rf"(?:{_SET} )?(?:{_ANOTHER} )?(?:{_NAME.format('name')} )?timer(?:,? (?:for|of|to|at|with"
        rf"|:))?[:,]? (?P<length>{LENGTH}){_FOR}{_TRAIL}",
        rf"(?:{_SET} )?(?:{_ANOTHER} )?timer(?: for| called| named)(?: the| my| a)? {_NAME.format('name')},? (?:for|of|in|at)"
        rf" (?P<length>{LENGTH}){_TRAIL}",
        rf"(?:{_SET} )?(?:{_ANOTHER} )?timer (?P<length>{LENGTH}) {_NAME.format('name')}",
        rf"(?:{_SET} )?(?:{_ANOTHER} )?(?:{_NAME.format('name')} )?timer(?: for| called| named)(?: the| my"
        rf"| a)? {_NAME.format('for')},"
        rf" (?P<length>{LENGTH})",
        rf"(?:{_SET} )?(?:{_ANOTHER} )?(?P<length>{LENGTH})(?: {_NAME.format('name')})? (?:timer|countdown"
        rf"|thing){_FOR}{_TRAIL}",
        rf"(?:set|put|do) (?P<length>{LENGTH}){_FOR}{_TRAIL}",
        rf"(?:(?:set|put) )?(?P<length>{LENGTH}) on the (?:timer|clock){_FOR}{_TRAIL}",
        rf"time (?:me|us)(?: for)? (?P<length>{LENGTH}){_FOR}{_TRAIL}",
        rf"time (?:the|my|these|this|that) {_NAME.format('name')}(?: for|,) (?P<length>{LENGTH})",
        rf"(?:start |do |begin )?(?:a )?count(?:ing)?(?: ?down)?(?: from| of| for)? (?P<length>{LENGTH}){_FOR}{_TRAIL}",
        rf"(?:tell|warn|ping|buzz|beep|call|ring|shout|nudge|poke|alert)(?: at)?(?: me| us)? (?:when|once"
        rf"|as soon as) (?P<length>{LENGTH}){_UP}"
        rf"{_FOR}",
        rf"(?:let (?:me|us) know|give (?:me|us) a (?:shout|nudge|buzz|ping|beep|call)) (?:when|once"
        rf"|as soon as) (?P<length>{LENGTH}){_UP}{_FOR}",
        rf"(?:tell|warn|ping|buzz|beep|call|ring|shout|nudge|poke|alert)(?: at)? (?:me|us) (?:in|after) (?P<length>{LENGTH})",
        rf"(?:give (?:me|us) a (?:shout|nudge|buzz|ping|beep|call)|shout) (?:in|after) (?P<length>{LENGTH})",
        rf"(?P<length>{LENGTH}) for (?:the|my|our|these|this) {_NAME.format('name')}",
        rf"(?P<length>{LENGTH}),? (?:go|starting|start|starting now|counting|(?:please,? )?as a timer)",
        rf"(?:{_SET} )?{_ANOTHER} (?:{_NAME.format('name')} )?(?:timer|countdown){_FOR}",
        rf"{_SET} (?:{_NAME.format('name')} )?timer{_FOR}",
        r"time (?:me|us|this|it)(?: doing this| on this)?",
        rf"{_SET} (?:two|three|four|some|a couple of|a few|several) timers",
    )
)
_TIMERS = (
    rf"(?:(?:the |my |that |this |your )?(?:(?:{_NAME.format('which')}|(?P<which>{LENGTH})) )?(?:timer"
    rf"|countdown)s?(?: for (?:the "
    rf"|my )?{_NAME.format('which')})?)"
)
_LEFTS = tuple(
    _compiled(pattern)
    for pattern in (
        rf"how (?:long|much time|much longer|many (?:more )?minutes|much)(?: is| are|'s| have (?:i|we) got| do (?:i"
        rf"|we) have| does it have"
        rf"| till| until)?(?: still)?(?: left| to go| remaining| more)?(?: (?:on|for|of|in|till"
        rf"|until) {_TIMERS}(?: (?:is done|is up|ends|rings|goes off))?)?"
        rf"(?: left| to go| remaining)?",
        rf"(?:how long|how much time)(?: more| longer)? (?:has|does) {_TIMERS} (?:got|have)(?: left| to go)?",
        rf"how long(?: left)?(?: is| are)? {_TIMERS}(?: (?:left|still|going to take|set for))?",
        rf"when (?:does|will|is) {_TIMERS} (?:end|ring|go off|be done|finish|done|up|over|due|going off)",
        rf"(?:is|are) (?:there )?(?:any |a )?{_TIMERS} (?:still )?(?:running|on|going|set|active|done|there|up)(?: yet)?",
        rf"(?:did you|have you) (?:set|start|started|got) (?:a |any )?{_TIMERS}",
        r"(?:what|which) timers? (?:have i|am i|do i have)(?: got)?(?: set| running| going| on)*",
        r"(?:what|which)(?: are| are the| are my)? timers?(?: do (?:i|we|you) have(?: set| running| going| on)?"
        r"| are (?:running|set|on|going|active|there))?",
        r"(?:do (?:i|we|you) have|have (?:i|we|you) got|are there) any timers?(?: set| running| on| going)?",
        r"(?:list|show|tell|read|check)(?: me| out)? (?:all )?(?:the |my )?timers?",
        rf"(?:how(?:'s| is| are)|check(?: on)?|status of) {_TIMERS}(?: doing| looking)?",
        rf"(?:time|minutes?) (?:left|remaining)(?: on {_TIMERS})?|what(?:'s| is) left(?: on {_TIMERS})?(?: now)?",
    )
)
_ACTS: tuple[tuple[Literal["stop", "pause", "resume", "restart"], re.Pattern[str]], ...] = (
    (
        "stop",
        _compiled(
            rf"(?:stop|cancel|end|kill|clear|delete|remove|drop|scrap|abort|dismiss|silence|(?:turn|switch|shut) off"
            rf"|call off|get rid of"
            rf"|forget|never mind|i (?:don't|do not) need) (?P<all>all (?:of )?|every |both )?{_TIMERS}(?: anymore"
            rf"| any more| off)?"
            rf"|(?:turn|switch|shut) {_TIMERS} off"
        ),
    ),
    ("pause", _compiled(rf"(?:pause|hold|freeze|suspend) {_TIMERS}")),
    (
        "resume",
        _compiled(rf"(?:resume|continue|unpause|go on with|carry on with) {_TIMERS}|let {_TIMERS} (?:go on|run)"),
    ),
    (
        "restart",
        _compiled(
            rf"(?:restart|reset|start again|start over) {_TIMERS}|start {_TIMERS} (?:again|over|anew|from the"
            rf" (?:start|beginning))"
        ),
    ),
)
_ADD = _compiled(
    rf"(?:add|put|give(?: it)?|tack on)(?: another| an extra| on)? (?P<more>{LENGTH})(?: more| extra)?(?: (?:to|on"
    rf"|onto) {_TIMERS})?"
    rf"|give {_TIMERS} (?:another )?(?P<more>{LENGTH})(?: more)?"
    rf"|(?:extend|prolong|lengthen) {_TIMERS} by (?P<more>{LENGTH})|(?P<more>{LENGTH}) (?:more|longer) on {_TIMERS}"
    rf"|(?:make|let|keep|leave|have|run) {_TIMERS} (?:run |go |on |going )?(?:for )?(?P<more>{LENGTH}) (?:more|longer)"
    rf"|(?:make|cut|have) {_TIMERS} (?P<less>{LENGTH}) (?:shorter|less)"
    rf"|(?:take|knock) (?P<less>{LENGTH}) off {_TIMERS}|(?:shorten|cut) {_TIMERS} by (?P<less>{LENGTH})"
)
_CHANGED = re.compile(r"\b(?:longer|shorter)$", re.IGNORECASE)
"""So no new timer is asked for."""
_ONE = re.compile(
    rf"(?:and |then |plus )*(?:{_ANOTHER}|a second one|one more)(?: timer| one)?(?:,? (?:for|of|with))? (?P<number>{NUMBER})"
    r"(?: as well| too| also)?"
    rf"|(?:and |then |plus )*(?:{_ANOTHER}|one more)(?: timer| one)? for (?:the |my )?"
    rf"{_NAME.format('whose')},? (?P<its>{NUMBER})"
    rf"|(?:and |then |plus )*(?P<minutes>(?!(?:one|1)\b){NUMBER})"
    rf" for (?:the |my )?(?P<name>(?!{_NO_NAME})[a-z][\w']*(?: [a-z][\w']*)?)",
    re.IGNORECASE,
)
_MORE = _compiled(
    rf"(?:and |then |plus )*(?:{_ANOTHER}|a second one|one more)(?: timer| one)?(?:,? (?:for|of"
    rf"|with))? (?P<length>{LENGTH}){_FOR}"
    rf"|(?:and |then |plus )*(?P<length>{LENGTH}) for (?:the |my )?{_NAME.format('name')}"
    rf"|(?:and |then |plus )*(?:{_ANOTHER}|a second one)(?: timer)? for (?:the "
    rf"|my )?{_NAME.format('name')}(?:,? (?P<length>{LENGTH}))?"
)
_WHICH = re.compile(
    r"(?:the |my |that )?(?P<which>[\w' -]+?)(?: one| timer)*(?: please)?|(?P<all>all(?: of them)?|both(?: of them)?"
    r"|every one)",
    re.IGNORECASE,
)


def read_timer(line: str) -> SetTimer | AddToTimer | AboutTimers | None:
    """What the line asks of timers."""
    marked = Marked.of(line)
    for pattern in _SETS:
        if (found := pattern.fullmatch(marked.text)) and not _CHANGED.search(marked.text):
            return SetTimer(marked.length(_group(found, "length")), _named(found))
    if found := _ADD.fullmatch(marked.text):
        length = marked.length(_group(found, "more", "less"))
        if length is not None:
            which = marked.words(_group(found, "which"))
            return AddToTimer(-length if _group(found, "less") else length, which)
    for action, pattern in _ACTS:
        if found := pattern.fullmatch(marked.text):
            several = bool(re.search(r"\btimers\b", marked.text) or _group(found, "all"))
            return AboutTimers(action, marked.words(_group(found, "which")), several)
    for pattern in _LEFTS:
        if found := pattern.fullmatch(marked.text):
            return AboutTimers("left", marked.words(_group(found, "which")))
    return None


def names_a_timer(line: str) -> bool:
    """Whether the line has the word in it: “how long have I got left” is about a timer only while one runs."""
    return bool(re.search(r"\b(?:timers?|countdown)\b", line, re.IGNORECASE))


def read_another(line: str) -> SetTimer | None:
    """The next timer of a line that has asked for one: “another for ten minutes”."""
    marked = Marked.of(line)
    if found := _ONE.fullmatch(marked.text):
        minutes = number_of(found["number"] or found["its"] or found["minutes"])
        return SetTimer(timedelta(minutes=minutes), found["name"] or found["whose"] or "")
    found = _MORE.fullmatch(marked.text)
    return SetTimer(marked.length(_group(found, "length")), _named(found)) if found else None


def read_instead(line: str, before: Request) -> SetTimer | None:
    """The timer in place of one that the line has just stopped: “cancel that, and give me forty minutes instead”."""
    found = re.fullmatch(
        rf"(?:(?:give me|make it|do|set|just|start) )?({LENGTH})(?: instead| now)?", (marked := Marked.of(line)).text
    )
    stops = isinstance(before, AboutTimers) and before.action == "stop"
    return SetTimer(marked.length(found[1])) if found and stops else None


def _named(found: re.Match[str]) -> str:
    """The name; tea is often heard as a letter: “a timer for the T”."""
    name = _group(found, "name", "for")
    return "tea" if name == "t" else name


def read_which(line: str, about: AboutTimers | AddToTimer) -> AboutTimers | AddToTimer | None:
    """The request with the timer that an answer names: “the pasta one”."""
    found = _WHICH.fullmatch(line)
    if not found or len(line.split()) > 5:
        return None
    if re.fullmatch(r"(?:all|both|every)\b.*", line, re.IGNORECASE) and isinstance(about, AboutTimers):
        return replace(about, every=True)
    return replace(about, which=(found["which"] or "").strip())


def read_length(words: str) -> timedelta | None:
    """The length that these words name; None if they name none, or something else too."""
    marked = Marked.of(words)
    return marked.length(marked.text)
