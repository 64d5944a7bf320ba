"""Understands that a line asks for a letter: “Help me write to my sister, it's her thirtieth on Saturday”."""

from __future__ import annotations

import re
from dataclasses import replace

from companion.deeds.asking import as_asked
from companion.letters.brief import Brief
from companion.letters.details import TONES, with_details, with_tone

_SORTS = (
    r"birthday|thank[- ]you|thankyou|condolence|sympathy|love|cover|resignation|apology|complaint|invitation|farewell|"
    r"christmas|easter"
    r"|anniversary|get[- ]well|wedding|leaving|goodbye|retirement|graduation|congratulations?|business|fan|new year's|"
    r"valentine's|mother's day"
    r"|father's day|reference|recommendation|cancellation|absence|sick|welcome"
)
_THINGS = (
    r"letter|message|card|e-?mail|invitation|complaint|apology|thank[- ]you|postcard|note|reply|farewell|reference"
)
_KIND = (
    rf"(?P<tones>(?:(?:{TONES}|quick|little|proper|good|lovely|new|polite)(?:,? and |, | but | ))*)"
    rf"(?P<kind>(?:(?:{_SORTS}) )*(?:{_THINGS})(?: of (?:complaint|condolence|apology|thanks|resignation|recommendation|"
    rf"sympathy))?)"
)
_HELP = (
    r"(?:help me (?:to )?(?:write|draft|compose|with(?: writing)?|do|make|finish|put together)|help (?:us|"
    r"me out) (?:to )?(?:write|with)|"
)
_HELP += (
    r"write|draft|compose|make me|do me|write me|write up|put together|i(?:'d| would) like (?:to write|"
    r"your help (?:with|writing)|some help (?:with|writing))"
)
_HELP += r"|i(?:'d| would)? (?:need|want|like) (?:your |some |a bit of |a hand |a little )?(?:help )?(?:writing|with|to write)"
_HELP += r"|we (?:need|have) to write|let's write|start|begin|i need|i want)"
_TO_WHOM = (
    r"(?P<to>(?:(?:my|our|the|his|her|their|a|an|mr|mrs|ms|dr|prof|miss|dear|old)\.? )*[^\W\d_][\w'’.-]*(?: (?!about|"
    r"for|because|since|that"
    r"|saying|telling|thanking|asking|inviting|wishing|congratulating|apologi|reminding|explaining|complaining|on|who|"
    r"whose|to|and|as|after"
    r"|before|in|with|when|from|it's|she's|he's|they're|please|regarding|over|at|by)[\w'’.-]+){0,4}?"
    r"(?: and (?:my |the )?(?:(?-i:[A-Z])[\w'’-]*|mum|mom|dad|family|all))?)"
)
_END = (
    r"(?=$|[,;.:!]| [–-] | (?:about|for|because|since|that|saying|telling|thanking|asking|inviting|wishing|"
    r"congratulating|apologi\w+"
    r"|reminding|explaining|complaining|on|who|whose|to|as|after|before|in|with|when|from|it's|she's|he's|they're|"
    r"regarding|over|and (?:mention|say|tell|ask|thank|make|keep|sign|put))\b)"
)
_POSSESSED = re.compile(r"(?P<to>.+?)(?:'s|’s|s') (?P<what>(?:\w+ ){0,2}\w+)")
_WHOLE = (
    re.compile(
        rf"{_HELP} (?:an? |the |this |my |some )?{_KIND}(?: (?:to|for) {_TO_WHOM}{_END})?(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"{_HELP} (?:to )?{_TO_WHOM}(?<! me)(?<! us) an? {_KIND}(?P<rest>(?:[,;.:]| (?:about|for|because|to|saying|that|"
        rf"on|thanking)\b).*|$)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"(?:help me (?:to )?write|help me writing|write|let's write|i(?:'d| would) like to write|"
        rf"i want help writing) to {_TO_WHOM}{_END}(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(rf"an? {_KIND} (?:to|for) {_TO_WHOM}{_END}(?P<rest>.*)", re.IGNORECASE | re.DOTALL),
)
_NOBODY = re.compile(
    r"(?:me|you|us|myself|it|them|this|that|him|her|him or her|a friend of mine's?|the editor(?= of a file))",
    re.IGNORECASE,
)
_NO_REQUEST = re.compile(
    r"\b(?:yesterday|last (?:week|year|night|month)|wrote|used to|never|tomorrow i'll|if i|when i|someone|somebody|"
    r"should i|remind me|add .* to"
    r" (?:my|the) (?:\w+ )?list|in (?:my|the) (?:calendar|notes)|note to self)\b|\?$",
    re.IGNORECASE,
)
_FIRST_REST = re.compile(r"^\s*(?:[,;.:!–-]|$| )", re.IGNORECASE)
_BARE = (
    "note",
    "reply",
    "reference",
    "thank-you",
    "thank you",
    "farewell",
    "message",
    "card",
    "invitation",
    "complaint",
    "apology",
)
"""Without a person these may mean many other things: “write a note”."""
_ABOUT_SOMEBODY = re.compile(r"\b(?:recommendation|reference)\b", re.IGNORECASE)
"""Is not to the person whom it is for: “a letter of recommendation for Tom”."""
_OCCASION_IN_KIND = re.compile(rf"\b(?:{_SORTS})\b", re.IGNORECASE)


def read_request(line: str, her_name: str = "") -> Brief | None:
    """The brief of the letter that this line asks for, as far as it tells; None if it asks for none."""
    text = as_asked(line, her_name)
    asks = line.strip().endswith("?")
    if not text or (_NO_REQUEST.search(text) and not asks) or len(text) > 1200:
        return None
    if asks and not re.match(r"\W*(?:\w+[, ]+){0,2}(?:can|could|would|will) (?:you|we)\b", line, re.IGNORECASE):
        return None
    for pattern in _WHOLE:
        if (found := pattern.fullmatch(text)) is not None and (brief := _brief_of(found, line)) is not None:
            return brief
    return None


def _brief_of(found: re.Match[str], line: str) -> Brief | None:
    parts = found.groupdict()
    to, rest = (parts.get("to") or "").strip(), _WHERE.sub("", f"x{parts['rest'] or ''}")[1:]
    if not _FIRST_REST.match(rest) or (to and _NOBODY.fullmatch(to)):
        return None
    kind = re.sub(r"\s+", " ", (parts.get("kind") or "letter").lower())
    if not to and (
        kind in _BARE
        or re.match(r"\s*(?:to|for) (?:me|myself|you|us|self)\b|\s*(?:in|on|from|of) ", rest, re.IGNORECASE)
    ):
        return None
    brief = Brief(kind=kind, told=(line.strip(),))
    if to and (owned := _POSSESSED.fullmatch(to)):
        to, brief = owned["to"], replace(brief, occasion=f"{owned['to']}'s {owned['what']}")
    if to and _ABOUT_SOMEBODY.search(kind) and re.search(rf"\bfor {re.escape(to)}", line, re.IGNORECASE):
        brief = replace(brief, occasion=f"a recommendation for {_as_name(to)}")
    else:
        brief = replace(brief, to=_as_name(to))
    if tones := (parts.get("tones") or "").strip(" ,"):
        brief = with_tone(brief, tones) if re.search(TONES, tones, re.IGNORECASE) else brief
    return with_details(brief, rest)


_WHERE = re.compile(
    r"(?<=\w) (?:next door|upstairs|downstairs|down the \w+|up the \w+|across the \w+|over the \w+|from (?:work|church|school|"
    r"number \w+|next door)|at (?:work|number \w+))$",
    re.IGNORECASE,
)
"""Where somebody lives, which is no part of the name."""


def _as_name(to: str) -> str:
    """“tom” → “Tom”, “mrs doyle next door” → “Mrs Doyle”; a relation stays as it is."""
    to = _WHERE.sub("", to)
    if re.match(r"(?:my|our|the|his|her|their|a|an)\b", to, re.IGNORECASE):
        return to[:1].lower() + to[1:]
    return " ".join(word if word in ("and", "of", "the") else word[:1].upper() + word[1:] for word in to.split())


def has_occasion(brief: Brief) -> bool:
    """Whether what it is for is known, if only by what kind of letter it is."""
    named = _OCCASION_IN_KIND.search(brief.kind)
    return bool(brief.occasion) or bool(
        named and not re.search(r"complaint|apology|invitation|love|business|cover", brief.kind)
    )


def read_recipient(text: str) -> str:
    """To whom, of an answer to “Who is it to?”; empty if it names nobody."""
    bare = re.sub(r"^(?:it's |it is |this is )?(?:to |for )?", "", text.strip(" .!,"), flags=re.IGNORECASE)
    found = re.match(rf"{_TO_WHOM}{_END}", bare, re.IGNORECASE)
    return _as_name(found["to"].strip()) if found and not _NOBODY.fullmatch(found["to"]) else ""
