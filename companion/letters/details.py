"""Reads what a clause tells of a letter: what for, what must be in it, what tone, how long, how it is signed."""

from __future__ import annotations

import re
from dataclasses import replace

from companion.letters.brief import Brief

TONES = (
    r"warm(?:er)?|funn(?:y|ier)|formal|informal|casual|polite|friendly|firm|serious|kind|gentle|light(?:-hearted)?|"
    r"cheerful|honest|short"
    r"|brief|long|simple|sincere|playful|silly|angry|cross|stern|respectful|professional|heartfelt|personal|loving|"
    r"affectionate|humorous"
    r"|relaxed|calm|apologetic|grateful|nice|cheeky|dry|sober|businesslike|tender|sweet|witty|matter-of-fact|"
    r"to the point|chatty|humble"
)
_TONE = (
    rf"(?:(?:a (?:bit|little)|very|quite|really|not too|not|rather|fairly|kind of|more|less|but|and|yet) )*(?:{TONES})"
)
TONE_WORDS = re.compile(rf"(?:{_TONE})(?:(?:,? and |, | but |,? yet | )(?:{_TONE}))*", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:(?:and|also|but|oh|so|then|please|well|just|maybe|yes|yeah|ok|okay|um|uh)\b[, ]*)+", re.IGNORECASE
)
_SPLIT = re.compile(
    r"(?<=[.!?;])\s+|;\s*|,?\s+(?:and|but) (?=(?:make it|keep it|sign it|tell (?:him|her|them)|ask (?:him|her|them|if|"
    r"whether|for)"
    r"|thank (?:him|her|them)|say (?:that|how)|mention|invite (?:him|her|them)|that (?:i|we|he|she|they|the|it)\b|how ))"
    r"|, (?=(?:make it|keep it|sign it|mention|say that|tell (?:him|her|them)|thank (?:him|her|them)|it (?:must|should|"
    r"has to)|nothing ))",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(
    rf"(?:(?:please )?(?:make|keep) it|it should (?:be|sound)|it must (?:be|sound)|i want it(?: to be)?|something"
    rf"|(?:in )?(?:a|the)(?= .* tone)) "
    rf"(?P<tone>{TONE_WORDS.pattern})(?: tone)?",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:sign(?: it)?(?: off)?(?: as| with| from)?|(?:it's )?from) (?P<name>[\w' .-]{1,40})", re.IGNORECASE
)
_IN_IT = re.compile(
    r"(?:(?:it|the letter|this|the message|the card) )?(?:must|should|has to|needs to|shall|ought to) (?:have|mention|"
    r"say|include|contain|tell)"
    r" (?:that )?(?P<what>.+)"
    r"|(?:mention(?:ing)?|include|including|put in|with|don't forget|say(?:ing)? that|say(?:ing)?|write that|"
    r"tell(?:ing)? (?:him|her|them) that"
    r"|tell(?:ing)? (?:him|her|them)|to say that|to say|to tell (?:him|her|them)(?: that)?|let(?:ting)? (?:him|her|"
    r"them) know(?: that)?) "
    r"(?P<what2>.+)",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"(?:to )?(?P<verb>thank|ask|invite|wish|congratulate|apologi[sz]e|remind|complain|offer|suggest|promise|beg|"
    r"welcome|forgive|explain)"
    r"(?P<ing>ing)? (?P<rest>.+)",
    re.IGNORECASE,
)
_ING = re.compile(
    r"(?P<verb>thanking|asking|inviting|wishing|congratulating|apologi[sz]ing|reminding|complaining|offering|suggesting|"
    r"promising|explaining)"
    r" (?P<rest>.+)",
    re.IGNORECASE,
)
_BASE = {
    "thanking": "thank", "asking": "ask", "inviting": "invite", "wishing": "wish", "congratulating": "congratulate",
    "apologizing": "apologise", "apologising": "apologise", "reminding": "remind", "complaining": "complain",
    "offering": "offer", "suggesting": "suggest", "promising": "promise", "explaining": "explain",
}  # fmt: skip
_FOR = re.compile(
    r"(?:about|for|on|because(?: of)?|since|as|regarding|concerning|over|after) (?P<what>.+)", re.IGNORECASE
)


def clauses(text: str) -> list[str]:
    """The parts of what was said that tell one thing each."""
    parts = (_PREFIX.sub("", part).strip(" ,.;:!–-") for part in _SPLIT.split(text.strip()))
    return [part for part in parts if part]


def with_details(brief: Brief, text: str, otherwise: str = "occasion") -> Brief:
    """The brief with what the text tells; what is of no known form is an `otherwise`: “occasion”, “must” or “tone”."""
    for clause in clauses(text):
        brief = with_clause(brief, clause, otherwise)
    return brief


def with_clause(brief: Brief, clause: str, otherwise: str) -> Brief:
    """The brief with what one clause tells."""
    if found := _MAKE_IT.fullmatch(clause):
        return with_tone(brief, found["tone"])
    if found := _SIGN.fullmatch(clause):
        return replace(brief, sign=found["name"].strip())
    if TONE_WORDS.fullmatch(clause):
        return with_tone(brief, clause)
    if found := _IN_IT.fullmatch(clause):
        return with_must(brief, found["what"] or found["what2"])
    if (found := _ING.fullmatch(clause)) is not None:
        return with_must(brief, f"{_BASE[found['verb'].lower()]} {found['rest']}")
    if (found := _ACT.fullmatch(clause)) and found["verb"]:
        return with_must(brief, re.sub(r"^to ", "", clause, flags=re.IGNORECASE))
    if otherwise == "must":
        return with_must(brief, clause)
    if otherwise == "tone":
        return with_tone(brief, clause)
    found = _FOR.fullmatch(clause)
    what = found["what"] if found and not re.match(r"on |after |over ", clause, re.IGNORECASE) else clause
    return replace(brief, occasion="; ".join(filter(None, (brief.occasion, what))))


def with_tone(brief: Brief, tone: str) -> Brief:
    """The brief with this tone beside what was said of it before; “short” and “long” are its length."""
    length = brief.length
    if re.search(r"\b(?:short|brief|to the point)", tone, re.IGNORECASE):
        length = "short"
    elif re.search(r"\blong\b", tone, re.IGNORECASE):
        length = "long"
    tone = re.sub(
        r"(?:,? and |, )?\b(?:very |quite |nice and )?(?:short|brief|long)\b(?:,? and |, )?",
        "",
        tone,
        flags=re.IGNORECASE,
    )
    return replace(brief, tone=", ".join(filter(None, (brief.tone, tone.strip(" ,")))), length=length)


_LIST = re.compile(
    r"\s*;\s*|,?\s+and (?=(?:that|the|my|our|how|thank|ask|tell|say|a|an|his|her|their|i|we|for)\b)|,\s+(?=\w)",
    re.IGNORECASE,
)


def with_must(brief: Brief, what: str) -> Brief:
    """The brief with this, or each of these, as what must be in it."""
    items = [re.sub(r"^(?:and |that |also )+", "", one.strip(" .,!"), flags=re.IGNORECASE) for one in _LIST.split(what)]
    new = [one for one in items if one and one.lower() not in {old.lower() for old in brief.must}]
    return replace(brief, must=(*brief.must, *new))
