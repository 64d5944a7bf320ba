"""Understands what is asked of notes: “make a note: the boiler man comes on the 5th”, “what was the last note I took”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from companion.deeds.deed import Request

ASK_TEXT = "What shall I note?"


@dataclass(frozen=True)
class TakeNote(Request):
    """This is to be noted; empty: not said yet."""

    text: str
    instead: int | None = None
    """The note in whose place it is."""


@dataclass(frozen=True)
class ReadNotes(Request):
    """Notes are to be read out."""

    which: Literal["all", "last", "about", "count"]
    words: str = ""
    """What they are about."""
    named: bool = True
    """Whether the line says that it means notes: “what did I say about the boiler man” may mean a talk."""


@dataclass(frozen=True)
class RemoveNotes(Request):
    """Notes are to be removed."""

    which: Literal["all", "last", "about"]
    words: str = ""
    choice: str = ""
    """Which of several, as it was answered: “the first one”."""
    every: bool = False
    """Whether all those that fit are meant."""


_JOINT = r"(?:[,:;.…-]+ ?| )"
_TEXT = r"(?P<text>(?!(?:for|on|in|under|at|from|with|by)\b).+)"
_TAKE = (
    rf"(?:make|take|record|keep|create|start|save|jot|jot down|take down|do)(?: me| us)?(?: (?:a|another|this|the"
    rf" following|quick|new|short|little|voice))+"
    rf" (?:note|memo)s?(?: (?:for me|to self|to myself|down|here|please|saying|which says|that"
    rf" says))*(?:{_JOINT}(?:that|to say|of|about|to|saying)\b[,:]?)?{_JOINT}{_TEXT}",
    rf"(?:write|leave|add|make)(?: me)?(?: (?:a|another|this|the following|quick|new|short|little))+ (?:note"
    rf"|memo)(?: (?:for me|to self|to myself|down))*"
    rf"(?:{_JOINT}(?:that|saying|which says|that says)\b[,:]?|[,:;.] ?){_JOINT}?{_TEXT}",
    rf"(?:note|memo) to (?:self|myself){_JOINT}(?:that )?(?P<text>.+)",
    r"(?!a note,)(?:(?:here's|here is|another|a|new|quick|short|wee|little|brief|one more|next) )*(?:note|memo)"
    r"(?: ?[:,] ?| ?- )(?P<text>.+)",
    r"record that (?P<text>.+)",
    r"note that (?!i\b|i'm|you|he\b|she\b|we\b)(?P<text>.{8,})",
    r"(?:jot|note) (?:this|that)[,:;] ?(?P<text>.+)",
    r"(?:scribble|log)(?: down)? (?:that |this[:,] ?|down )(?P<text>.+)",
    r"(?:hold on to|hang on to|file|log|stash) this(?: away)?(?: for me)?[:,] ?(?P<text>.+)",
    r"(?:stick|pop|put|add|write|get) (?:this|it) (?:in|into|on|to|down in) (?:the|my) notes?[:,;.] ?(?P<text>.+)",
    r"(?:stick|pop|put) (?:a note|it) (?:in|down)(?: (?:in )?my notes)? that (?P<text>.+)",
    r"(?:for|in|into) my notes[:,] ?(?P<text>.+)",
    r"(?P<text>\S+(?: \S+){2,})[,.;:] ?(?:(?:and )?(?:please |can you |could you |will you |you might ))?(?:stick"
    r"|pop|put|add|save|write) (?:that|it|this)"
    r" (?:in|into|to|down in) (?:my|the) notes(?: for me| please)*[.!?]*",
    rf"(?:write|jot|note)(?: this| the following) down(?: for me| please| somewhere)*{_JOINT}(?P<text>.+)",
    r"(?:take|get)(?: this| the following) down(?: for me| please| somewhere)*[,:;.] ?(?P<text>.+)",
    rf"(?:write|jot|note) down(?: for me)?(?: that\b| this:?| the following:?|:|,)?{_JOINT}?(?P<text>.+)",
    r"(?:keep|save|record|store|put) this(?: down)?(?: (?:somewhere safe|safe|for me|for later|as a note|in my"
    r" notes|on record))*(?:[,:;.] ?)(?P<text>.+)",
    r"(?:add|put|write|stick|save) (?P<text>.+) (?:to|in|into|among) (?:my|the) notes",
    rf"(?:add|put|write)(?: this)? (?:to|in|into) (?:my|the) notes{_JOINT}(?:that )?(?P<text>.+)",
    r"(?P<text>\S+(?: \S+){2,})[,.;:] ?(?:please |can you |could you |will you )?(?:(?:write|jot|note|take|put)"
    r" (?:that|this|it) down|save (?:that|this|it)|make a note of (?:that|this|it)"
    r"|note (?:that|this|it)(?: down)?|keep (?:that|this) (?:somewhere safe|as a note|in my notes))(?: for me| for us"
    r"| please| somewhere| there|,? (?:will|would|could|can) (?:you|ya)| as a note| in my notes)*[.!?]*",
)  # fmt: skip
_EMPTY = (
    r"(?:make|take|write|record|create|start|leave|jot down|i(?:'d| would) like|i want|i need|let me)(?: to)?(?:"
    r" make| take)?(?: me| us)?(?: (?:a|another|quick|new|short|voice))* (?:note|memo)"
    r"(?: for me| please| of (?:that|this|it|something)| to self| to myself)*",
    r"(?:write|jot|note) (?:this|something|that|it) down(?: for (?:me|us)| please)*"
    r"|take (?:this|something) down(?: for (?:me|us))?",
    r"note (?:this|that)(?: down)?(?: for me)?",
    r"note to self",
)
_NOTES = r"(?:all )?(?:of )?(?:my|the|your|our|those|any|these) notes"
_ABOUT = r"(?:about|on|with|for|of|from|regarding|saying|mentioning|that (?:says|mentions)|where)"
_LAST = r"(?:very )?(?:last|latest|newest|most recent|previous)"
_READ: tuple[tuple[Literal["all", "last", "about", "count"], str], ...] = (
    ("count", r"how many notes (?:do (?:i|you) have|have (?:i|we|you)(?: got)?(?: made| taken)?|are there)"),
    (
        "about",
        rf"(?:(?:is there|are there|do (?:i|we) have|have (?:i|we|you)(?: got)?|did (?:i|we) (?:make|take|write"
        rf"|leave)|was there)(?: (?:a|any|some))? notes?"
        rf"(?: anywhere| somewhere| (?:at all|down))? {_ABOUT}"
        rf"|(?:find|search for|look up|look for|show|read|open|get|tell|give)(?: me| us)?(?: back| out| up)?(?:"
        rf" (?:the|my|a|any|that|all))*(?: of)?(?: the| my)? notes? {_ABOUT}"
        rf"|(?:search|look in|look through|check|go through) {_NOTES} (?:for|about)"
        rf"|what (?:do|did) (?:my|the) notes? say (?:about|of|on)|what did (?:i|we) (?:note|write|jot)(?: down)?"
        rf" (?:about|on|for|of)"
        rf"|(?:what|which) notes? (?:do i have|have i(?: got)?|did i (?:make|take|write)|are there|is there)"
        rf" {_ABOUT})(?: the| my)? (?P<words>.+?)(?: in it| on it| in (?:it|them))?",
    ),
    ("about", r"(?:find|look up|look for|is) (?:the |my )?(?P<words>.+) in (?:my|the) notes"),
    (
        "about",
        r"(?:find|read|show|open|get|give|look up)(?: me)?(?: back| out| up)? (?:the|my|that)"
        r" (?P<words>(?!last|latest|newest|first|second)[\w'-]+(?: [\w'-]+)?) note",
    ),
    ("about", rf"(?:look up|check|read) (?:the|my) notes? {_ABOUT} (?P<words>.+)"),
    (
        "about",
        rf"(?:(?:are there |is there )?any notes? {_ABOUT}|what have (?:i|we) (?:noted|written|jotted)(?:"
        rf" down)? {_ABOUT}) (?:the |my )?(?P<words>.+)",
    ),
    ("about", rf"look up (?:the|my) notes? {_ABOUT} (?:the |my )?(?P<words>.+)"),
    (
        "about",
        r"(?:(?:read|show|tell)(?: me)?(?: back)? what (?:i|we)(?: have|'ve)? (?:noted|wrote|written|jotted)(?:"
        r" down)?|what have (?:i|we) got (?:written|noted|jotted)(?: down)?"
        r"|what was it (?:i|we) (?:noted|wrote|jotted)(?: down)?|did (?:i|we) (?:write|note|jot)(?: down)?"
        r" (?:anything|something)(?: down)?) (?:about|on|for)"
        r" (?:the |my )?(?P<words>.+)",
    ),
    ("about", rf"(?:what's|whats|what is|what was)(?: in)? (?:the|my|that) note {_ABOUT} (?:the |my )?(?P<words>.+)"),
    (
        "about",
        r"(?:check|look at|look back at|look through|look in|have a look (?:in|at|through)) my notes (?:for"
        r"|on|about) (?:the |my )?(?P<words>.+)",
    ),
    ("about", r"what does (?:my|the) note (?:about|on|for|with) (?P<words>.+) say"),
    (
        "last",
        rf"(?:(?:what (?:was|is)|what's|whats|read|show|tell|give)(?: me)?(?: back| out)?|and)? ?(?:the|my)"
        rf" {_LAST} note(?: (?:that )?(?:i|you|we) (?:took|made|wrote|noted)(?: down)?| of mine)?(?: say| about)?"
        r"|what did (?:i|you|we) (?:last (?:note|write down|jot down)|(?:note|write|jot)(?: down)?(?: last)?)"
        r"|read (?:that|the|this|my) note(?: (?:back|out|again|to me))*|read (?:me )?(?:that|it) back(?: to"
        r" me)?(?: from (?:my|the) notes)?",
    ),
    (
        "all",
        rf"(?:(?:read|show|tell|give|list|go through|go over|check|open|let me (?:hear|see))(?: me| us)?(?: back|"
        rf" out| through| over)? )?{_NOTES}(?: back| out| again| to me)*"
        rf"|(?:what|which) notes (?:do (?:i|we|you) have|have (?:i|we|you)(?: got| made| taken| kept)?|are there"
        rf"|did i (?:make|take|write))"
        r"|(?:what's|what is|whats|what have i(?: got)?|what do i have) (?:in|among|on) (?:my|the|your) notes"
        r"|what are (?:my|the) notes"
        r"|(?:do (?:i|we|you) have|have (?:i|we|you)(?: got)?|are there) any notes",
    ),
)
_SAID = re.compile(
    r"(?:what did (?:i|we) (?:say|tell you|mention) (?:about|of|on)|(?:where|when|who|how much|how many|what) did"
    r" (?:i|we) (?:say|tell you)(?: (?:that|it was|it is|about))?"
    r"|remind me what i (?:said|told you) about)(?: (?:i'd|i had|i|the|my|we))? (?P<words>[^,]+?)(?:,.*)?",
    re.IGNORECASE,
)
_REMOVES: tuple[tuple[Literal["all", "last", "about"], str], ...] = (
    ("all", r"(?:every|all|each)(?: one| single)?(?: of)?(?: (?:my|the|those))? notes?|(?:my|the) notes"),
    ("about", rf"(?:the|my|that|any|every|all)(?: of)?(?: the| my)? notes? {_ABOUT}(?: the| my)?"
        rf" (?P<words>.+?)(?:,? (?:before|because|since|so|as|now|he|she|it's|i|we)\b.*)?"),
    ("about", r"(?:the|my|that) (?P<words>(?!last|latest|newest|very|most|previous)[\w'-]+(?: [\w'-]+)?) note"),
    ("last", rf"(?:the|my|that|this)(?: {_LAST})? note(?: (?:i|you) (?:just )?(?:took|made|wrote)(?: down)?|"
        rf" again)?"),
)  # fmt: skip
_REMOVE = (
    r"(?:delete|remove|erase|scrap|bin|get rid of|throw (?:away|out)|tear up|drop|lose|forget|clear|cross"
    r" out|strike)"
)
_RESTARTED = re.compile(r"\b(\w+(?: \w+){0,3}?),? (?:no|sorry|wait|i mean),? (?=\1\b)", re.IGNORECASE)
_WISH = re.compile(
    r"(?:i(?:'d| would) like to|i want to|i need to|i have to|let me|let's) (?=(?:make|take|write"
    r"|record|leave|jot|note)\b)",
    re.IGNORECASE,
)
_SOMEBODY_SAID = re.compile(r", (?:the |my |as )?[\w' ]{1,20} (?:said|says|told me)\b[.!]?$", re.IGNORECASE)
"""Then it is a story of somebody who asked for it."""
LONGEST = 1000


def read_note(line: str) -> TakeNote | ReadNotes | RemoveNotes | None:
    """What the line asks of notes; it keeps its closing words and signs."""
    bare = line.rstrip(" .!?…")
    if any(re.fullmatch(pattern, bare, re.IGNORECASE) for pattern in _EMPTY):
        return TakeNote("")
    for which, pattern in _READ:
        if found := re.fullmatch(pattern, bare, re.IGNORECASE):
            return ReadNotes(which, found.groupdict().get("words") or "")
    if found := re.fullmatch(rf"{_REMOVE} (?P<what>.+?)(?: again| altogether| for good)*", bare, re.IGNORECASE):
        for kind, pattern in _REMOVES:
            if inner := re.fullmatch(pattern, found["what"], re.IGNORECASE):
                return RemoveNotes(kind, inner.groupdict().get("words") or "")
    asked = _WISH.sub("", line, count=1)
    for pattern in _TAKE:
        if found := re.fullmatch(pattern, asked, re.IGNORECASE | re.DOTALL):
            text = noted(found["text"])
            if _SOMEBODY_SAID.search(text):
                return None
            return TakeNote(text) if text and len(text) <= LONGEST else None
    if found := _SAID.fullmatch(bare):
        return ReadNotes("about", found["words"], named=False)
    return None


def noted(text: str) -> str:
    """The words to keep: without a “please” at the end, and without what was begun and at once said otherwise."""
    text = re.sub(
        r"[, ]+(?:please|thanks|thank you|will you|would"
        r" you)[.!]?$",
        "",
        text.strip(" ,:;-"),
        flags=re.IGNORECASE,
    )
    return _RESTARTED.sub("", text).strip()
