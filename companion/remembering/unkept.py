"""Recognises lines that the user does not want kept: “Don't remember this, but …”, “Off the record: …”."""

from __future__ import annotations

import re
from typing import Literal

Unkept = Literal["", "facts", "line", "next"]
"""Nothing; only no facts (“between you and me”); the whole line; or a line that is yet to come (“off the record?”)."""

_KEEP = (
    r"(?:remember|memori[sz]e|recall|write (?:down )?|note(?: down)?|record|log|take (?:a )?notes? of|"
    r"make (?:a )?notes? of|learn)"
)
_STORE = r"(?:add|include|enter|save|keep|store|retain|file|hold on to|put)"
_THIS = (
    r"(?:this|any of this|all (?:of )?this|these|what i(?:'m| am| will|'ll)? (?:now |about to |going to )?(?:say|tell you|"
    r"write|saying|telling you)\b)"
)
_THAT = (
    r"(?:this|that(?! (?:i|i'm|i've|my|we|our|there|he|she)\b)|it|any of (?:this|that|it)|what i(?:'m| am| will|'ll|'ve|"
    r" have)? (?:now |just |about to |going to )?(?:say|said|tell you|told you|saying|telling you)\b|down)"
)
_IN_MEMORY = (
    r"(?:\s+(?:in|into|to|on|as) (?:(?:your|the|my|a|any) )?(?:memor(?:y|ies)|records?|notes|file|files|fact|database|"
    r"profile|mind))"
)
_NOT = (
    r"(?:(?:please )?(?:don't|do not|never)(?: you)?(?: dare| ever| even| actually| bother to| go and)?|(?:there(?:'s|"
    r" is) )?no need (?:for you )?to|"
    r"you (?:don't|needn't|do not|shouldn't|mustn't|must not|should not)(?: need to| have to)?|i (?:don't|do not|"
    r"wouldn't) (?:want|like|need) you to|"
    r"i(?:'d| would) (?:rather|prefer)(?: it)?(?: if)? you (?:didn't|not|don't|did not)|you(?:'re| are) not (?:to|"
    r"supposed to|allowed to)|"
    r"(?:can|could|would|will) you (?:please )?not|please not|better not|try not to|without having to)"
)
_AFTER = (
    r"(?=\s*(?:[,.;:!?–—-]|$)|\s+(?:but|and|because|please|okay|ok|though|anywhere|for (?:later|me|good|ever)|or|i|i'm|"
    r"i've|my|we|our|there|"
    r"right|will you|thanks)\b)"
)
_REFUSAL = re.compile(
    rf"(?:^|[.!?,;:–—-]\s*|\b(?:and|but|so|please|also|just|oh|ok|okay|though|well)\s+)\s*"
    rf"(?:{_NOT}\s+(?:{_KEEP}\s*{_THAT}{_IN_MEMORY}?(?:\s+down|\s+anywhere)?|{_STORE}\s+{_THIS}{_IN_MEMORY}?|"
    rf"{_STORE}\s+{_THAT}{_IN_MEMORY}){_AFTER}"
    rf"|(?:keep|leave) (?:this|that|it|what i say) (?:out of|off) (?:your |the )?(?:memory|memories|records?|notes|file|"
    rf"books)\b"
    rf"|(?:please )?(?:forget|delete|erase) (?:that|this|it)(?: again| please| now)*\W*$"
    rf"|(?:please )?forget (?:that )?i (?:ever )?(?:said|told you|mentioned) (?:that|this|it|anything|so)\b)"
)
_OFF_RECORD = re.compile(
    r"\b(?:off the books|(?:isn't|is not|aren't|not) (?:for|to go into) (?:your|the) (?:memory|notes|records?)|"
    r"not to be (?:saved|remembered|kept|stored|recorded)|"
    r"(?:please )?forget what (?:i'm|i am|i) (?:about to|going to) (?:say|tell you)|(?:strictly |this is |completely |"
    r"totally |just )?off the record|not for (?:the record|your memory|the memory|"
    r"your notes)|"
    r"(?:this|that|it)(?:'s| is)? not (?:to be|for) (?:remembered|saved|kept|stored|recorded|written down))\b"
)
_CONFIDED = re.compile(
    r"\b(?:(?:just |strictly |only )?between (?:us|you and me|you and i|ourselves|the two of us)\b(?! (?:and|there|is|in|"
    r"on|it))|"
    r"keep (?:this|that|it) (?:to yourself|between us|(?:a )?secret|private|confidential|quiet)|in (?:strict )?confidence|"
    r"(?:this|that|it)(?:'s| is| stays) (?:a secret|confidential|private|between us))"
)
_NOT_KEPT = re.compile(rf"(?:^|[\s,.;:–—-]){_NOT}\s+(?:{_STORE}|{_KEEP})\b")
_TO_FORGET = re.compile(r"forget|delete|erase")
_TOLD_BEFORE = re.compile(r"\b(?:told you|you (?:\w+ )?know|i said|mentioned)\b")
_NEXT = re.compile(
    r"\b(?:about to|going to|i'll|i will|next|the following|comes? now|from now on|for a (?:moment|minute|while))\b|"
    r"^\W*(?:can|could|may|shall|let's|let us)\b.*\b(?:talk|speak|say)\b"
)
_ABOUT_IT = re.compile(r"^\W*(?:was|were|is|are|did|does|do you|have you)\b[^,:]*\?\W*$")


def unkept(low: str) -> Unkept:
    """How much of a line, in lower case with straight apostrophes, the user does not want kept."""
    found = _REFUSAL.search(low) or _OFF_RECORD.search(low)
    confided = _CONFIDED.search(low)
    if confided and _NOT_KEPT.search(low):
        found = confided
    if found is None:
        return "facts" if confided else ""
    if _ABOUT_IT.match(low) or (_TOLD_BEFORE.search(low[: found.start()]) and _TO_FORGET.search(found[0])):
        return ""
    rest = low[: found.start()] + " " + low[found.end() :]
    others = [word for word in re.findall(r"[\w']+", rest) if word not in _SMALL]
    if _NEXT.search(found[0]) or (_NEXT.search(low) and len(others) < 5):
        return "next" if len(others) < 4 else "line"
    if len(others) < 2:
        return "next" if _OFF_RECORD.search(low) else ""  # “don't remember this” alone means the line before
    return "line"


_SMALL = frozenset(
    [
        "ok",
        "okay",
        "please",
        "and",
        "but",
        "so",
        "well",
        "oh",
        "just",
        "also",
        "this",
        "that",
        "is",
        "it's",
        "it",
        "yes",
        "no",
        "hey",
        "hi",
        "hello",
        "thanks",
        "thank",
        "you",
        "in",
        "your",
        "memory",
        "can",
        "could",
        "we",
        "talk",
        "speak",
        "for",
        "moment",
        "will",
        "to",
        "as",
        "though",
        "now",
    ]
)
