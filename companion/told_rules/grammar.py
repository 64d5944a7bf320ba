"""Recognises lines that tell her how to be, and lines that take it back.

“You're too nice.” “Shorter, please.” “Ask me less in the morning.” “Never say ‘how interesting’.” “You can ask questions again.”
But not “My boss is too nice.”, “I told him to be shorter.”, “Make it shorter.”, “You're too kind.”
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from companion.text.sentences import split
from companion.told_rules.bare_answers import only_answers, tells_of_a_thing
from companion.told_rules.phrases import Phrase, manners, once, pattern
from companion.told_rules.plain import plain
from companion.told_rules.rule import Degree, Kind, Manner
from companion.told_rules.scope import Scope
from companion.told_rules.taking_back import ending
from companion.told_rules.values import called_so, named_so, not_to_say, number_in
from companion.told_rules.when import take_time

Action = Literal["make", "end kinds", "end last", "end all", "unclear"]
_JOINS = re.compile(r"\s*(?:[,;:–—]|\s-\s)\s*(?:and |but |or |so )?|\s+(?:and|but|also)\s+(?:also |please )?")
_OF_TEXTS = ("length", "formality", "niceness", "jokes", "plainness")
_OF_HER = re.compile(r"\b(?:you|your|you're|answers|replies|talk|talking|speak|me)\b")
"""“Keep your answers short” is said of her; “shorter”, after a text was asked for, of the text."""
_COMMENT = re.compile(
    r"\s*[,;:–—]\s*|\s+-+\s+|\s*\((?=.*\)$)"
    r"|\s+(?=(?:cos|coz|cause|because|since|as (?:i|it|you)|it'?s|i'm|i've|that's|thats|so i)\b)"
)
"""Where a comment may begin: “No advice please, it's too late to fix anything.”"""
_NO_COMMENT = re.compile(
    r"\b(?:said|says|told|tells|asked|thought|he|she|they|i mean|who|which|is it|are you|do you|did|will you|what|how|when does|"
    r"the (?:speech|e-?mail|letter|text|message|poem|card|story|song|essay|dress|hair\w*|skirt|film|book|movie|list|note|version|"
    r"recipe))\b"
)
_THEREFORE = re.compile(
    r"(?:[,;:–—]\s*|\s+)(?:so|please|then|but|just|therefore|that's why|so please|but please)\b[\s,]*"
)
"""What a request may follow in its sentence: “I'm tired today, so ask me less.”"""
_LONGEST = 200
"""Most letters of a sentence that is read as a rule."""


@dataclass(frozen=True)
class RuleCommand:
    """What a line tells her about how to be."""

    action: Action
    rules: tuple[tuple[Manner, Scope], ...] = ()
    """What to make, for “make”."""
    kinds: tuple[tuple[Kind, str], ...] = ()
    """The kinds of rule that end, each with its words (“calling”, “saying”) or none, for “end kinds”."""
    quote: str = ""
    """The user's words."""
    rest: str = ""
    """What else the line says."""
    condition: str = ""
    """For “unclear”: the words of a condition that no clock tells: “when I'm tired”."""


@dataclass
class _Request:
    """A request without its politeness and its time."""

    low: str
    said: str
    """The sentence as it was written, for the words of a rule."""
    scope: Scope = field(default_factory=Scope)
    timed: bool = False
    lasting: bool = False


def parse_rule_command(
    text: str, now: datetime, just_told: bool = False, writing: bool = False, hers: str = ""
) -> RuleCommand | None:
    """The rule that the line tells or takes back; None for any other line.

    `just_told`: she has just repeated a rule, so that “go back” means it. `writing`: the line before asked her to write
    something, so that “shorter” means that. `hers`: her last line, which a few words may only answer if it asks something.
    """
    sentences = [sentence.strip() for sentence in split(text)]
    found = [_sentence(sentence, now, just_told, writing, hers) for sentence in sentences]
    commands = [command for command in found if command is not None]
    if not commands:
        return None
    quote = " ".join(sentence for sentence, command in zip(sentences, found, strict=True) if command is not None)
    rest = " ".join(sentence for sentence, command in zip(sentences, found, strict=True) if command is None)
    made = [command for command in commands if command.action == "make"]
    if not made:
        return replace(commands[0], quote=quote, rest=rest)
    newest = {manner.respect: (manner, scope) for command in made for manner, scope in command.rules}
    return RuleCommand("make", tuple(newest.values()), quote=quote, rest=rest)


def _sentence(sentence: str, now: datetime, just_told: bool, writing: bool, hers: str) -> RuleCommand | None:
    if len(sentence) > _LONGEST or "\n" in sentence:
        return None
    low = plain(sentence)
    asks = low.rstrip(" ”\"'").endswith("?")
    low = low.strip(" .!?…*")
    if ends := _ending(low, just_told) or _ending(_COMMENT.split(low)[0], just_told):
        return None if asks and not re.match(pattern("asking"), low) else ends
    request = _bared(low, sentence, now)
    if asks and not pattern("asking").search(low):
        return None
    if command := _made(request, now, writing):
        kind = command.rules[0][0].kind
        return None if tells_of_a_thing(request.low, low) or only_answers(low, kind, hers) else command
    commented = _commented(low, sentence, now, writing)
    if commented is not None and commented.rules and any(scope != Scope() for _, scope in commented.rules):
        return commented  # “after eight, once the kids are down”: the hour is what counts
    return _unclear(request, now) or commented


def _bared(low: str, said: str, now: datetime) -> _Request:
    """Take politeness and times off both ends, in whatever order they stand."""
    request, before = _Request(low, said), None
    request.lasting = bool(pattern("lasting").search(low))
    while before != request.low:
        before = request.low
        scope, rest = take_time(request.low, now)
        if scope is not None and rest:
            request.low, request.scope, request.timed = rest, request.scope.joined(scope), True
        if (start := pattern("before").match(request.low)) and start.end() < len(request.low):
            request.low = request.low[start.end() :]
        request.low = re.sub(rf"(?<=\S){pattern('after').pattern}$", "", request.low).strip(" ,;:–-")
    return request


def _variants(low: str) -> list[str]:
    """The request as it is, and without “could you”, “I'd like you to”, “you should”."""
    found, seen = [low], low
    for _ in range(4):
        for name in ("asking", "wishing", "before"):
            if start := pattern(name).match(seen):
                seen = seen[start.end() :].strip(" ,;:–-")
                found.append(seen)
    return [variant for variant in found if variant]


def _made(request: _Request, now: datetime, writing: bool) -> RuleCommand | None:
    told = _manners(request, writing) or _several(request, now, writing)
    if told is None:
        return None
    rules = tuple((manner, scope if scope != Scope() else request.scope) for manner, scope in told)
    return RuleCommand("make", rules)


def _manners(request: _Request, writing: bool) -> list[tuple[Manner, Scope]] | None:
    for variant in _variants(request.low):
        if manner := _manner(variant, request, writing):
            return [(manner, request.scope)]
    return None


def _several(request: _Request, now: datetime, writing: bool) -> list[tuple[Manner, Scope]] | None:
    """“Be shorter and ask me less”; “be blunter, I can take it”: parts that are manners, the last perhaps a reason."""
    parts = [part for part in _JOINS.split(re.sub(r",?\s+(?=because\b|since\b|'cause\b)", ", ", request.low)) if part]
    if not 1 < len(parts) <= 4:
        return None
    told: list[tuple[Manner, Scope]] = []
    for number, part in enumerate(parts):
        bared = _bared(part, request.said, now)
        bared.lasting |= request.lasting or request.timed
        found = _manners(bared, writing)
        if found is None:
            if number and pattern("reason").fullmatch(part):
                continue
            return None
        told += found
    return told or None


def _commented(low: str, said: str, now: datetime, writing: bool) -> RuleCommand | None:
    """A rule with a comment after it, or with what leads to it before."""
    for found in _COMMENT.finditer(low):
        head, comment = low[: found.start()].strip(), low[found.end() :]
        if len(head.split()) > 1 and comment and not _NO_COMMENT.search(comment):
            request = _bared(head, said, now)
            if command := _made(request, now, writing) or _unclear(request, now):
                return command
    for found in _THEREFORE.finditer(low):
        before, request = low[: found.start()], _bared(low[found.end() :], said, now)
        if before and not _NO_COMMENT.search(before) and (command := _made(request, now, writing)):
            return command
    return None


def _manner(low: str, request: _Request, writing: bool) -> Manner | None:
    steady = request.timed or request.lasting
    for phrase in (*manners(), *(once() if steady else ())):
        for one in phrase.patterns:
            if found := one.fullmatch(low):
                if writing and not steady and phrase.kind in _OF_TEXTS and not _OF_HER.search(request.low):
                    return None
                manner = _with_value(phrase, found, request.said)
                if manner is not None:
                    return manner
    return None


def _with_value(phrase: Phrase, found: re.Match[str], said: str) -> Manner | None:
    groups = found.groupdict()
    value = (groups.get("v") or "").strip()
    if phrase.kind in ("sentences", "words"):
        return Manner(phrase.kind, "", str(number_in(value)))
    if phrase.kind == "calling":
        words = called_so(value, said)
        return Manner("calling", "none", words) if words else None
    if phrase.kind == "saying":
        words = not_to_say(value, said)
        return Manner("saying", "none", words) if words else None
    if phrase.kind == "name":
        words = named_so(value, said)
        return Manner("name", "", words) if words else None
    return Manner(phrase.kind, _degree(phrase.degree, groups.get("d") or ""))


def _degree(degree: Degree, adverb: str) -> Degree:
    if degree not in ("less", "more") or not adverb or adverb in ("still", "any"):
        return degree
    weak = re.fullmatch(
        r"a (?:little )?(?:bit|little|tad|touch)|slightly|somewhat|rather|kind of|sort of|a little", adverb
    )
    both: dict[str, tuple[Degree, Degree]] = {"less": ("a bit less", "much less"), "more": ("a bit more", "much more")}
    return both[degree][0 if weak else 1]


def _unclear(request: _Request, now: datetime) -> RuleCommand | None:
    """A rule under a condition that no clock tells: “when I'm tired, be gentler”."""
    for core, words in _conditions(request.low):
        bared = _bared(core, request.said, now)
        bared.lasting = words.startswith(("when", "while", "each", "every"))
        if _manners(bared, False):
            return RuleCommand("unclear", condition=words)
    return None


def _conditions(low: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    condition, place = pattern("condition").pattern, pattern("place").pattern
    for words in (condition, place):
        if end := re.fullmatch(rf"(?P<core>.+?),? (?P<all>{words})", low):
            found.append((end["core"], end["all"]))
        if re.fullmatch(rf"(?P<all>{words.replace('.+)', '.+?)')}),? (?P<core>.+)", low):
            found += [(core, low[: -len(core)].strip(" ,")) for core in _ends_of(low)]
    return found


def _ends_of(low: str) -> list[str]:
    """What may be the request after a condition: what follows a comma, or “then”."""
    return [low[found.end() :] for found in re.finditer(r",\s*(?:then )?|\bthen\b\s*", low)]


def _ending(low: str, just_told: bool) -> RuleCommand | None:
    bared = re.sub(rf"(?<=\S){pattern('after').pattern}$", "", low).strip(" ,;:–-")
    ends = ending(dict.fromkeys(variant for whole in (low, bared) for variant in _variants(whole)), just_told)
    return RuleCommand(ends[0], kinds=ends[1]) if ends else None


_TEXT = re.compile(
    r"\b(?:re)?(?:write|draft|compose|translate|summari[sz]e|rephrase|reword)\b|\b(?:make|read) (?:it|this|that)\b|"
    r"\b(?:message|poem|toast|letter|e-?mail|caption|story|speech|card|note|invitation|rhyme|limerick|haiku) (?:for|to|about)\b|"
    r"\btell me an? (?:\w+ )?story\b",
    re.IGNORECASE,
)


def asks_for_a_text(line: str) -> bool:
    """Whether a line asks her to write something, so that “shorter” in the next line means that."""
    return bool(_TEXT.search(line))
