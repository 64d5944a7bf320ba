"""Understands what a line asks of the letter under work: “funnier”, “mention the goat”, “the second sentence again”."""

from __future__ import annotations

import re

from companion.letters.changes import (
    Again,
    Change,
    Greet,
    Handle,
    LeaveOut,
    Length,
    Mention,
    ReadAloud,
    Redraft,
    Save,
    Sign,
    Substitute,
    Tone,
)
from companion.letters.details import TONES
from companion.text.number_words import ORDINALS

_PLACES = {
    "opening": 0,
    "last": -1,
    "final": -1,
    "closing": -1,
    **{word: value - 1 for word, value in ORDINALS.items()},
}
_NUMBERS = {word: at for at, word in enumerate("one two three four five six seven eight nine ten".split())}  # noqa: SIM905
_PLACE = (
    rf"(?:the )?(?:(?P<place>{'|'.join(_PLACES)}|(?:second|next) to last|last but one)(?: sentence| line| one)|"
    rf"sentence (?:number )?(?P<number>\w+)"
    r"|(?P<end>ending|end)|(?P<begin>beginning|opening))"
)
_PLACE2 = _PLACE.replace("(?P<", "(?P<other_")
_LETTER = (
    r"(?:(?:the|my|our|this|that) (?:letter|draft|message|card|note|email|invitation|complaint|text)(?: to (?:my |the |"
    r"our )?[\w' ]{1,30})?|it|that|this)"
)
_TAIL = re.compile(
    rf"(?:,? (?:in|to|into|from|of|at the (?:end|beginning) of|for) {_LETTER}| in there| in| somewhere| as well| too|"
    rf" again please| please| then| now)$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:(?:and|but|oh|so|now|then|ok|okay|no|yes|hm+|well|actually|maybe|perhaps|just|also|please|hang on|wait|good|"
    r"great|nice|thanks|lovely)\b[,. ]*"
    r"|(?:can|could|would|will) (?:you|we|it) (?:please |also |just |maybe )?|i(?:'d| would) (?:like|want|"
    r"prefer) (?:you to )?|i want (?:you to )?|let's )+",
    re.IGNORECASE,
)
_MAKE = (
    rf"(?:(?:make|have|keep|write|get) {_LETTER} (?:sound )?(?:be )?|{_LETTER} (?:should|could|must|needs to) (?:be|"
    rf"sound) |it to be |be |sound )?"
)
_MUCH = r"(?:(?:just )?(?:a (?:bit|little|lot|touch|tad)|much|even|far|slightly|somewhat|way|still|rather) )*"
_COMPARED = (
    r"warmer|funnier|kinder|gentler|friendlier|politer|simpler|plainer|firmer|stronger|softer|nicer|sweeter|lighter|"
    r"calmer|stricter|sterner|cooler|colder"
    r"|happier|sadder|livelier|humbler|clearer|angrier|chattier|wittier|cheekier|sillier|tougher|drier|looser"
)
_TONE = re.compile(
    rf"{_MAKE}{_MUCH}(?P<how>(?:{_COMPARED})|(?:more|less|not (?:so|too|quite so|as)|rather|very|really) (?:{TONES}|"
    rf"gushing|soppy|sentimental|stiff|pompous|wordy"
    rf"|enthusiastic|direct|natural|human|like me|dramatic|flowery|cheesy|cold|harsh|rude|emotional|clear|energetic|"
    rf"positive|confident|urgent|modest|romantic|encouraging)"
    rf"|(?:informal|formal|casual|funny|warm|polite|friendly|firm|serious|simple|playful))(?: (?:tone|please))?",
    re.IGNORECASE,
)
_TOO = re.compile(
    rf"(?:(?:{_LETTER}(?:'s| is| sounds)|that's|it's) )?(?:a (?:bit|little) |much |far |way )?too (?P<what>\w+)",
    re.IGNORECASE,
)
_AGAINST = {
    "long": "shorter",
    "short": "longer",
    "wordy": "shorter",
    "brief": "longer",
    "cold": "warmer",
    "serious": "funnier",
    "harsh": "gentler",
}
_SHORTER = re.compile(
    rf"{_MAKE}(?P<much>{_MUCH})(?:shorter|briefer|more (?:concise|compact)|tighter)|(?:shorten|cut|trim|"
    rf"tighten) (?:{_LETTER})?(?: (?:down|a bit|a little))*"
    rf"|(?:make {_LETTER} )?half (?:as long|the length)|less long|not so long|fewer (?:words|sentences)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    rf"{_MAKE}(?P<much>{_MUCH})(?:longer|more detailed)|(?:say|write|add) (?:a (?:bit|little) )?more|lengthen {_LETTER}|"
    rf"not so short|expand {_LETTER}",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?:mention|put in|include|work in|bring in|bring up|add (?:a (?:sentence|line|bit|word) )?(?:that|about|on|saying|"
    r"something about)?|write something about"
    r"|say something about|don't forget|put something in about|there should be something about|say that|say(?= (?:i|we|"
    r"how|thank|sorry|he|she|it|the|my)\b)"
    r"|tell (?:him|her|them)(?: that)?|it (?:should|must) (?:also )?(?:mention|say|have)) (?P<what>.+)"
    r"|put (?P<put>.+?) in(?: it| the letter)?"
    r"|(?P<act>(?:thank|invite|ask|wish|congratulate) (?:him|her|them|everybody|everyone)\b.+)",
    re.IGNORECASE,
)
_OUT = (
    r"(?:leave out|take out|take away|cut out|cut|drop|remove|delete|lose|strike|get rid of|don't mention|don't say|"
    r"without|skip|omit|no need (?:for|to mention)"
    r"|nothing about|you can leave out)"
)
_ABOUT = (
    r"(?:(?:the )?(?:bit|part|thing|sentence|line|words?|stuff|mention|one|piece) (?:about|with|of|where|on|that says) |"
    r"anything about |everything about )?"
)
_LEAVE = re.compile(
    rf"{_OUT} (?:{_PLACE}|{_ABOUT}(?P<what>.+))|(?:leave|take|cut|get) {_ABOUT}(?P<what2>.+?) out(?: of (?:it|the letter))?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"{_PLACE} (?:again|differently|anew|in other words|once more)|(?:rewrite|redo|rephrase|reword|change|say|try|write|"
    rf"improve|do|another) {_PLACE2}"
    r"(?: (?:again|differently|anew|in other words|once more|better))?",
    re.IGNORECASE,
)
_X = r"[\"“'‘]?(?P<{}>.+?)[\"”'’]?"
_SUBSTITUTE = (
    re.compile(
        rf"(?:change|turn|replace|swap|correct) (?:the (?:word|name|day|date) )?{_X.format('old')} (?:to|into|with|for|"
        rf"by) {_X.format('new')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:write|say|put|make (?:it|that)|use|it's|it is) {_X.format('new')}(?:,? instead of|,? not|,? rather than|"
        rf",? in place of) {_X.format('old')}",
        re.IGNORECASE,
    ),
    re.compile(rf"not {_X.format('old')},? (?:but|it's) {_X.format('new')}", re.IGNORECASE),
    re.compile(rf"{_X.format('new')} instead of {_X.format('old')}", re.IGNORECASE),
)
_SIGN = re.compile(
    r"(?:sign (?:it |the letter )?(?:off )?(?:as |with |from )?|end (?:it )?with |close (?:it )?with |"
    r"put (?=\w+ (?:under|at the bottom)))"
    r"[\"“]?(?P<name>[\w' .,&-]{1,50}?)[\"”]?(?: (?:under it|at the bottom))?",
    re.IGNORECASE,
)
_GREET = re.compile(
    r"(?:(?:start|begin|open) (?:it |the letter )?with |address (?:it|her|him|them) (?:to |as )|the greeting should be |"
    r"call (?:her|him|them) )[\"“]?"
    r"(?P<words>[\w' .,-]{1,40}?)[\"”]?",
    re.IGNORECASE,
)
_HELLO = re.compile(r"(?:my )?(?:dear(?:est)?|hi|hello|hey|good (?:morning|day|evening))\b", re.IGNORECASE)
_HANDLE = (
    (
        "undo",
        re.compile(
            rf"undo(?: (?:{_LETTER}|the last (?:change|one|bit)))?|(?:go |take {_LETTER} )?back(?: (?:one|a) (?:step|"
            rf"version)| to (?:the (?:one|version) before|what it was))?"
            r"|as it was(?: before)?|the (?:version|one) before(?: (?:was better|that))?|"
            r"put it back(?: as it was)?|that was better before|revert(?: that| it)?",
            re.IGNORECASE,
        ),
    ),
    (
        "redo",
        re.compile(
            r"redo(?: that| it)?|undo the undo|bring (?:it|that) back|forward again|(?:show me |take )?(?:your version|"
            r"yours)",
            re.IGNORECASE,
        ),
    ),
    (
        "send",
        re.compile(
            rf"(?:send|post|mail|e-?mail) (?:{_LETTER}(?: off| now)?|it to \w+.*)|(?:can you )?send it(?: to \w+)?",
            re.IGNORECASE,
        ),
    ),
    (
        "remove",
        re.compile(
            r"(?:delete|throw (?:away|out)|remove|discard|scrap|bin|tear up|cancel|drop|ditch|get rid of) (?:the|this|my|"
            r"that) (?:letter|draft|message|card|note|email|invitation|complaint)(?: to .{1,30})?",
            re.IGNORECASE,
        ),
    ),
    (
        "show",
        re.compile(
            r"(?:show|open|go back to|back to|continue(?: with)?|go on with|let's (?:go on with|continue)|"
            r"where is) (?:me )?(?:the|my) (?:letter|draft|card|message|note|email|invitation|complaint)(?: to .{1,30})?",
            re.IGNORECASE,
        ),
    ),
    (
        "finish",
        re.compile(
            rf"(?:that's|that is|that'll be|it's|it is|this is) (?:it|all|everything|perfect|fine|good|great|done|finished|"
            rf"ready|lovely|just right|right|enough)(?:,? (?:then|now|thanks|thank you|as it is|like that|like this))*"
            rf"|(?:save|keep|finish) (?:{_LETTER})(?: (?:like that|as it is|then|now))?|(?:i'm|"
            rf"we're) (?:happy(?: with (?:it|that))?|done|finished)|done|perfect|leave it (?:like that|"
            rf"as it is)|i like it(?: like that| as it is)?|(?:forget(?: about)?|never ?mind|leave) (?:the|my) (?:letter|draft)",
            re.IGNORECASE,
        ),
    ),
)
_READ = re.compile(
    rf"(?:read|say)(?: me)? (?:{_PLACE}|{_LETTER})(?: (?:to me|out|aloud|out loud|back|again|back to me|one more time|"
    rf"once more))*|let me hear (?:it|{_PLACE2}|the letter)|how does it (?:go|sound)|what does it say(?: now)?",
    re.IGNORECASE,
)
_SAVE = re.compile(
    rf"(?:save|export|write|store|keep|put|turn|print|make) {_LETTER} (?:out )?(?:as|to|in|into) (?:an? |"
    rf"my )?(?P<form>pdf|markdown|text|plain text|word)"
    rf"(?: file| document)?|(?:make|give me|export|save|i want|i need) an? (?P<form2>pdf|markdown file|"
    rf"text file)(?: (?:of|from) {_LETTER})?",
    re.IGNORECASE,
)
_REDRAFT = re.compile(
    rf"(?:try|write|do|start)(?: {_LETTER})? (?:again|over|anew|from scratch|once more|all over again)|"
    rf"another (?:version|draft|one|try)|(?:write|give me|make) (?:me )?(?:another|a new|a different) (?:version|draft|"
    rf"one)|start over",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:,|;|\.)?\s+(?:and then|and also|and|but|then)\s+|[,;.]\s+", re.IGNORECASE)


def read_changes(line: str, text: str) -> tuple[Change, ...]:
    """What a line asks of a letter with this text, in order; nothing if a part of it asks anything else."""
    bare = line.strip(" .!?…")
    if (whole := _one(bare, text)) is not None:
        return (whole,)
    parts = [part for part in _PARTS.split(bare) if part]
    changes = [_one(part.strip(" .!?"), text) for part in parts]
    return tuple(one for one in changes if one is not None) if len(parts) > 1 and None not in changes else ()


def _one(line: str, text: str) -> Change | None:
    line = line.replace("’", "'")
    bare = _HEAD.sub("", line) if not re.fullmatch(r"(?:good|great|nice|lovely)", line, re.IGNORECASE) else line
    if (
        handled := next((step for step, one in _HANDLE if one.fullmatch(bare) or one.fullmatch(line)), None)
    ) is not None:
        return Handle(handled)  # type: ignore[arg-type]
    if (substitute := _substitute(bare, text)) is not None:
        return substitute
    short = bare
    while (cut := _TAIL.sub("", short)) != short and cut:
        short = cut
    for form in dict.fromkeys((bare, short)):
        if (change := _form(form)) is not None:
            return change
    return None


def _form(bare: str) -> Change | None:
    if found := _TOO.fullmatch(bare):
        bare = _AGAINST.get(found["what"].lower(), f"less {found['what']}")
    if found := _READ.fullmatch(bare):
        return ReadAloud(_place(found))
    if found := _SAVE.fullmatch(bare):
        form = (found["form"] or found["form2"]).lower()
        return Save(".pdf" if form in ("pdf", "word") else ".md" if "markdown" in form else ".txt")
    if _REDRAFT.fullmatch(bare):
        return Redraft()
    if found := _SHORTER.fullmatch(bare):
        return Length(False, "much" in (found["much"] or "") or "lot" in (found["much"] or "") or "half" in bare)
    if found := _LONGER.fullmatch(bare):
        return Length(True)
    if found := _TONE.fullmatch(bare):
        return Tone(_toned(found["how"].lower()))
    if found := _AGAIN.fullmatch(bare):
        place = _place(found)
        return Again(place) if place is not None else None
    if found := _LEAVE.fullmatch(bare):
        place = _place(found)
        return (
            LeaveOut(place=place)
            if place is not None
            else LeaveOut((found["what"] or found["what2"] or "").strip(' "“”'))
        )
    if found := _GREET.fullmatch(bare):
        words = found["words"].strip(" ,")
        return Greet(f"{words[:1].upper()}{words[1:]}," if _HELLO.match(words) else f"Dear {words},")
    if found := _SIGN.fullmatch(bare):
        words, _, name = found["name"].strip(" .").rpartition(",")
        return Sign(name.strip(), words.strip())
    if found := _MENTION.fullmatch(bare):
        return Mention((found["what"] or found["put"] or found["act"]).strip(' "“”'))
    return None


def _toned(how: str) -> str:
    how = re.sub(r"^(?:not (?:so|too|quite so|as)) ", "less ", how)
    return (
        f"more {how}"
        if re.fullmatch(r"informal|formal|casual|funny|warm|polite|friendly|firm|serious|simple|playful", how)
        else how
    )


def _substitute(line: str, text: str) -> Substitute | None:
    for pattern in _SUBSTITUTE:
        found = pattern.fullmatch(line)
        if found and re.search(rf"(?<!\w){re.escape(found['old'].strip())}(?!\w)", text, re.IGNORECASE):
            return Substitute(found["old"].strip(), found["new"].strip())
    found = _SUBSTITUTE[0].fullmatch(line)
    return Substitute(found["old"].strip(), found["new"].strip()) if found and "sentence" not in found["old"] else None


def _place(found: re.Match[str] | None) -> int | None:
    parts = found.groupdict() if found is not None else {}
    either = {name: parts.get(name) or parts.get(f"other_{name}") or "" for name in ("place", "number", "end", "begin")}
    place, number = either["place"].lower(), either["number"].lower()
    if place:
        return -2 if "to last" in place or "but one" in place else _PLACES[place]
    if number:
        return int(number) - 1 if number.isdigit() and number != "0" else _NUMBERS.get(number)
    return -1 if either["end"] else 0 if either["begin"] else None
