"""Reads a line that means what was kept last without saying a request's whole words: “kill it”, “give it another five”.

Every word of such a part of a line must be accounted for: a time, a word that asks, what is kept by its name, or a small word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from companion.deeds.asking import asks_something
from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import NUMBER, UNIT, Length, readable
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.text.number_words import number_of

FollowOnAction = Literal["stop", "later", "earlier", "set", "left"]
MOST_WORDS = 16
_SMALL_WORDS = """
it that this one the a an please just now then so ok okay oh ah um uh well actually sorry wait no nope hang on
hold up could can you would will might we us me my i i'd i'll i've i'm i've like to be been being for at in by
of want need think say says said let's let yes yeah instead rather again thanks thank ta cheers if mind dear
love pet go ahead about around maybe better grand great fine lovely good best do does did that's it's its
thing after all there also only exactly give today either any more anymore he he's she she's they they've
they're are is was but and meant mean make change should have has had got get set put move moved push shift
bring shifted pushed brought from until till than not instead what how ever bit little quite really too late
early recipe packet box book your probably
"""
"""Words that neither name anything nor ask for anything."""
_SMALL = frozenset(_SMALL_WORDS.split())
_OF_THE_KIND = {
    "timer": r"\b(?:timers?|countdown|time)\b",
    "alarm": r"\b(?:alarms?|wake|waking|up|call|calling)\b",
    "reminder": r"\b(?:reminders?|remind|reminding|tell|telling|say|saying)\b",
    "calendar": r"\b(?:calendar|diary|appointment|event|meeting|entry)\b",
}
_THE_KIND = re.compile(
    r"\b(?<!that )(?<!this )(?:timer|alarm|reminder)s?\b|\b(?:all|both|every)\b"
    r"|\b(?:one more|another(?: one)?|a second(?: one)?) (?:for|of|at)\b"
)
"""Of several the line may mean another, or all; “one more for ten minutes” is a new one."""
_STOP = re.compile(
    r"\b(?:cancel|kill|scrap|bin|ditch|delete|remove|axe|abort|dismiss|silence|get rid of|call off|undo"
    r"|drop (?:it|that)|forget (?:about )?(?:it|that)|knock (?:it|that|them) on the head"
    r"|(?:turn|switch|shut|knock|call|take|leave) (?:(?:it|that|this|the|zname) )*(?:off|out)|(?:turn|switch"
    r"|shut) off"
    r"|(?:i |we )?(?:don't|do not|no longer|won't|will not)(?: be)? (?:need(?:ing)?|want(?:ing)?)"
    r"|(?:you )?(?:don't|do not|needn't|no need to|don't need to|don't have to|no point)(?: bother)?"
    r" (?:zkind|remind(?:ing)?|wak(?:e|ing)|tell(?:ing)?|call(?:ing)?|ring(?:ing)?)(?: me)?"
    r"|no need|not needed|no zkind|(?:is|'s|it's|that's) (?:off|cancelled|canceled|called off)"
    r")\b"
)
_STOP_BY_NAME = re.compile(
    r"\b(?:stop|end|drop|lose|forget|skip|never ?mind|don't bother(?: with)?|clear|enough|lose|(?:is|are|have"
    r"|'s)? ?(?:all )?"
    r"(?:done|finished|sorted)(?: already)?)\b"
)
"""Said of anything; only with its name or its kind it means what is kept."""
_LATER = re.compile(
    r"\b(?:later|longer|more|extra|another|add|extend|back|on top|postpone|delay|put off|push(?:ed)?|hold off)\b"
)
_EARLIER = re.compile(
    r"\b(?:earlier|sooner|forward|forwards|shorter|less|knock|shave|before|shorten|cut)\b|\b(?:take|knock"
    r"|shave)\b.*\boff\b"
)
_SETS = re.compile(
    r"\b(?:make|change|instead|actually|rather|sorry|no|meant|mean|should|move|moved|push|pushed|shift|shifted"
    r"|not|better|until|till"
    r"|bring|brought|now)\b"
)
_LEFT = re.compile(
    r"^(?:what(?:'s| is) left|how (?:long|much)(?: time)?(?:'s| is| has| have| more| longer)?(?: left)?.*"
    r"|(?:is|are) (?:it|that|this|(?:the )?zname|they) (?:nearly |almost |about )?(?:there|done|ready|up"
    r"|finished)(?: yet)?"
    r"|(?:has|have|is|does) (?:it|that|(?:the )?zname) (?:there )?(?:got |have )?(?:long|much)(?: left| more| to go)*"
    r"|(?:nearly|almost) (?:there|done|ready|up)|(?:any|much|long) (?:time )?(?:left|longer|to go)"
    r"|how are we (?:doing|getting on)(?: for time)?)$"
)
_WHEN = re.compile(
    r"^(?:and |so )*what (?:did|have) (?:you|i|we) (?:set|put|got|have|say) (?:it|that|this|zname|the zkind)"
    r"(?: down)?(?: (?:to|for|at|as))*$"
    r"|^(?:when|what time|at what time)(?:'s| is| are| will| do| did)? (?:the |my |that |you |it |i |be "
    r"|going to |gonna |have |set "
    r"|say |zname |for )*"
    r"(?:zkind|zname|waking|wake|reminding|remind|telling|tell|calling|call|going off|go off|ring|ringing|on|at"
    r"|for|again|me"
    r"|about|of| )*$"
)
_OF_LEFT = re.compile(
    r"\b(?:left|much|long|longer|to go|done|ready|there|up|yet|finished|nearly|almost|any|are|they|doing"
    r"|getting|when|going|off|again"
    r"|what's|how's|when's|time|ring|ringing|waking|wake|remind|reminding|tell|telling|calling|call|are)\b"
)
_CLAUSE = re.compile(r"[,.;:!?]+\s+|\s+(?:and|so|because|cos|since|but|as)\s+")
_NOT = re.compile(r"\b(?:not|instead of|rather than|from)(?: at| on| for| till| until)? $")


@dataclass(frozen=True)
class FollowOn:
    """What is wanted of what was kept last."""

    action: FollowOnAction
    time: SpokenTime | None = None
    """The new time, for `set`."""
    length: Length | None = None
    """By how much it is to be later or earlier, or how long a timer is to be."""


def read_follow_on(line: str, kind: str, name: str, now: datetime) -> FollowOn | None:
    """What the line wants of the last timer, alarm, reminder or event, called `name`; None when it means"
    " something else."""
    text = readable(line).strip(" .,!?;")
    if len(text.split()) > MOST_WORDS or (_THE_KIND.search(text) and not _named(text, name).count("zname")):
        return None
    pieces = [piece for piece in _CLAUSE.split(text) if piece.strip()]
    for at, part in enumerate((text, *reversed(pieces))):
        others = [piece for piece in pieces if piece != part] if at else []
        if any(asks_something(piece) for piece in others):
            continue
        if (found := _read(part.strip(), kind, name, now)) is not None:
            return found
    return None


def _read(part: str, kind: str, name: str, now: datetime) -> FollowOn | None:
    marked, found = _marked(part, kind, now)
    named = _named(marked, name)
    words = re.sub(_OF_THE_KIND[kind], "zkind", named) if kind != "timer" else re.sub(r"\btimers?\b", "zkind", named)
    kept = [(where, one) for where, one in found if not _NOT.search(marked[:where])]
    if not found:
        return _without_time(words, "zname" in words, "zkind" in words, kind)
    if len(kept) != 1:
        return None
    rest = words.replace("ztime", " ")
    one = kept[0][1]
    length = one.length or one.ahead
    if length is not None and one.only_length:
        for action, pattern in (("earlier", _EARLIER), ("later", _LATER)):
            if pattern.search(rest) and not _left_over(pattern.sub(" ", rest)):
                return FollowOn("later" if action == "later" else "earlier", length=length)
    if _SETS.search(rest) and not _left_over(rest):
        if one.only_length != (kind == "timer"):
            return None
        return FollowOn("set", one if kind != "timer" else None, length if kind == "timer" else None)
    return None


def _without_time(words: str, named: bool, of_kind: bool, kind: str) -> FollowOn | None:
    if (stop := _STOP.search(words)) or ((named or of_kind) and (stop := _STOP_BY_NAME.search(words))):
        left = f"{words[: stop.start()]} {words[stop.end() :]}"
        return FollowOn("stop") if not _left_over(left) and not _asks(words) else None
    asks = _LEFT if kind == "timer" else _WHEN
    return FollowOn("left") if asks.match(words) and not _left_over(_OF_LEFT.sub(" ", words)) else None


def _asks(words: str) -> bool:
    return bool(re.match(r"(?:what|how|why|who|when|where|which|did|is|are|was|do you|does)\b", words))


def _left_over(words: str) -> bool:
    """Whether a word remains that is not accounted for."""
    return any(
        word not in _SMALL and word not in ("zname", "zkind", "ztime") for word in re.findall(r"[a-z0-9']+", words)
    )


def _marked(part: str, kind: str, now: datetime) -> tuple[str, Sequence[tuple[int, SpokenTime]]]:
    """The part with a mark for each time, and the place of each mark with what it means."""
    spans = list(_timed(part, kind, now))
    text, found, at = "", list[tuple[int, SpokenTime]](), 0
    for start, end, one in sorted(spans, key=lambda span: span[0]):
        if start < at:
            continue
        text += part[at:start]
        found.append((len(text), one))
        text, at = text + "ztime", end
    return text + part[at:], found


def _timed(part: str, kind: str, now: datetime) -> Iterator[tuple[int, int, SpokenTime]]:
    if kind != "timer":
        for one in find_times(part, now, country_of(now.tzinfo), bare=True):
            yield one.spans[0][0], one.spans[-1][1], one
        return
    found = [(one, one.length or one.ahead) for one in find_times(part, now)]
    lengths = [one for one, length in found if length is not None and length.exact and (one.only_length or one.ahead)]
    for one in lengths:
        yield one.spans[0][0], one.spans[-1][1], SpokenTime(length=one.length or one.ahead)
    for number in re.finditer(rf"\b{NUMBER}(?! ?{UNIT})(?![\w'])", part):
        inside = any(one.spans[0][0] <= number.start() < one.spans[-1][1] for one in lengths)
        if not inside and number[0] != "one":
            yield number.start(), number.end(), SpokenTime(length=Length(seconds=60 * number_of(number[0])))


def named_alike(line: str, name: str, others: Sequence[str]) -> bool:
    """Whether all that the line says of what is kept, by its name, is true of another that waits too: it may mean either."""
    said = [word for word in _telling(readable(line)) if word in _telling(readable(name))]
    return bool(said) and any(set(said) <= set(_telling(readable(other))) for other in others)


def _telling(words: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[a-z0-9']+", words) if word not in _SMALL and len(word) > 2]


def _named(text: str, name: str) -> str:
    """The text with a mark for each word of the name that says something."""
    for word in re.findall(r"[a-z0-9']+", readable(name)):
        if word not in _SMALL and len(word) > 2:
            stem = re.escape(word.removesuffix("s"))
            text = re.sub(rf"\b{stem}s?\b(?:'s\b)?", "zname", text)
    return text
