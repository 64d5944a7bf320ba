"""Reads clauses of the future that name no listed occasion: whoever comes, whatever is on, what one hears or does then."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from functools import cache

from companion.unasked.asking import LEAD, MOST_WORDS, PLAN, PRONOUN, Asked, is_small, turned, words
from companion.unasked.plain_clauses import PERSON, UNHEARD, gerunds, plain_verbs

_NP = (
    r"(?P<np>(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]n?|[Tt]hat|[Tt]his|[Aa]nother|[Ss]ome) )(?:(?!(?:will|go|goes|is|"
    r"are|was|were|has|have|had|to|that|who|which|can|should|would|and|but|i|we|favou?rite|least|"
    r"period)\b)[\w'’&-]+ ){0,4}?(?!(?:will|go|goes|is|are|was|were|has|have|had|to|that|who|which|can|should|"
    r"would|and|but|i|we|favou?rite|least|period)\b)[\w'’-]+|[A-Z][\w'’-]+(?: and (?:[A-Z][\w'’-]+|my \w+))?)"
)
_COMES = re.compile(
    rf"{LEAD}{_NP}(?:'s| is| are|'re|'ll| will)?(?: finally| also| (?:meant|supposed|due|going|hoping) to be| "
    rf"(?:meant|supposed|due|going) to)? "
    r"(?:coming(?: over| round| by| up| down| home| in| to \w+.*| for .+)?|arriving|visiting(?: me| us)?|"
    r"come(?:s)?(?: over| round| by| back| to \w+.*)?|"
    r"arrives?|gets? here|gets? in|getting here|be here|being delivered|be delivered|is delivered|staying(?: "
    r"with .+)?|moving in|lands?|landing|flies in|flying in|back|home)$"
)
_IS_ON = re.compile(
    rf"{LEAD}{_NP}(?:'s| is| are|'s finally| takes? place| starts?| begins?| opens?| kicks off| happens?| "
    rf"will be|'ll be| is due| are due|'s due)(?: on| up| held)?$"
)
_HAVE = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'ve got| have got| have|'ve| got|'m having| am having|'re having| are having|"
    rf"'ll have|'m hosting|'re hosting) {_NP}(?P<rest>(?: (?:with|at|for|about|to|in|on) .+)?)$"
)
_GOING = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'ve| have|'m| am|'re| are)?(?: been)? (?:signed up for|booked(?: in for)?|got "
    rf"tickets? for|invited to|down for|in) {_NP}(?P<rest>(?: (?:with|at|for|about|to|in|on) .+)?)$"
)
_IT_IS = re.compile(
    rf"{LEAD}(?:[Tt]here's|[Tt]here is|[Ii]t's|[Ii]t is|[Tt]hat's|is|'s) {_NP}(?P<rest>(?: (?:with|at|for|about|to|in|on) .+)?)$"
)
_AT = re.compile(
    rf"{LEAD}(?:[Ii]'m|[Ii] am|[Ww]e're|[Ww]e are)(?: \w+ing)?(?: off)?(?: to| at) {_NP}(?P<rest>(?: (?:with|for|about) .+)?)$"
)
_HEAR = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'ll| will| should|'m supposed to| ought to|'re supposed to|'m due to|'m going "
    rf"to|'re going to)?(?: know or)? "
    r"(?:find out|hear|know|get (?:the|my|an) (?:results?|answer|news|decision|verdict|grades?|marks?|"
    r"keys?))(?: back)?(?P<what>(?: (?:about|from|if|whether|for) .+)?)$"
)
_THEY = re.compile(
    rf"{LEAD}(?:(?P<pron>[Tt]hey|[Hh]e|[Ss]he)|{_NP})(?:'re|'s|'ll| will| are| is| should| want to| wants to)?(?: going to)? "
    r"(?:call|calling|ring|ringing|phone|phoning|get back|getting back|let(?:ting)? (?:me|us) know|decide|"
    r"deciding|announce|announcing|email|emailing|write|"
    r"writing|reply|replying|text|texting|tell(?:ing)? (?:me|us)|send|sending|post|posting|draw|drawing|pick|"
    r"picking)(?:s|es)?(?: .*)?$"
)
_SENT = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'ve| have)?(?: just| finally| also| already)? "
    r"(?:applied (?:for|to)|sent(?: off| in)?|submitted|handed in|entered|put in an offer (?:on|for)|"
    r"auditioned for|interviewed (?:for|at)|pitched|bid on) "
    rf"{_NP}(?: off| in| over)?(?P<rest>(?: (?:with|at|for|about|to|in|on) .+)?)$"
)
_DOES = re.compile(
    rf"{LEAD}(?:[Ii]|[Ww]e)(?:'m| am|'re| are)? (?:finally |also |both |all )?(?P<verb>[a-z]+) (?P<what>\S.*)$"
)
_OF_OTHERS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+ (?:has|'s|is)|[Mm]y \w+ (?:has|is)|\w+'s "
    r"got)\b|\b(?:went|was|were|had|did|came)\b"
)
_NOTHING = re.compile(
    r"^(?:the |my |our |a |an |this |that |some )?(?:sun|rain|snow|weather|wind|storm|day|night|morning|"
    r"evening|week|weekend|month|year|sale|shop|shops|store|"
    r"bank holiday|holidays?|christmas|easter|time|thing|plan|idea|point|problem|question|answer|cold|"
    r"headache|hangover|bath|shower|drink|beer|"
    r"break|rest|nap|lie-in|lot|bit|feeling|day off|morning off|week off|late one|early night|early start|"
    r"night in|quiet one|shift|work|lot on|"
    r"rubbish|bins?|news|match on tv|game on|film on|deadline day|clocks?|moon|tide|bus|train|alarm|bed|"
    r"chores?|laundry|dishes|kettle|post|people|rest|others|kids|right moment|summer|spring|winter|autumn|end|"
    r"boss)$",
    re.IGNORECASE,
)
_NOT_DONE = frozenset(
    (
        "be am is are was were have has had see think try sleep eat stay wait miss need want like love feel die "
        "kill hope relax rest know remember forget let keep stop guess suppose mean wonder live believe hate look "
        "sound seem do make come go get tell say show talk worry drink smoke cry wake lie sit stand understand "
        "agree doubt prefer wish owe own deserve cope survive manage hear find will would can could should might "
        "must may"
    ).split()
)


def widely(clause: str, low: str, timed: bool) -> Asked | None:
    """What to ask about a clause, its time taken out; None if it tells of nothing worth a question."""
    if not timed or _SENT.match(clause):
        return _sent(clause)
    return (
        _came(clause)
        or _heard(clause, low)
        or _on(clause)
        or _did(clause, low)
        or _verbless(low)
        or _somewhere(clause, low)
    )


def unheard(sentence: str) -> Asked | None:
    """“Still haven't heard from the flat people.”"""
    found = UNHEARD.search(sentence.replace("’", "'"))
    if found is None or PRONOUN.search(found["what"].lower()) or len(found["what"].split()) > 6:
        return None
    anything = "anything " if found["how"] == "about" else ""
    return Asked("wait", f"Did you hear {anything}{found['how']} {_definite(found['what'])}?", found["what"])


def _came(text: str) -> Asked | None:
    found = _COMES.match(text)
    if found is None or _is_nothing(found["np"]):
        return None
    is_person = bool(PERSON.match(found["np"])) or (
        found["np"][0].isupper() and not re.match(r"(?:The|My|Our|An?) ", found["np"])
    )
    if is_person and not re.search(
        r"\b(?:over|round|by|visit(?:ing)?(?: me| us)?|to (?:visit|stay|dinner|lunch)|for \w+|staying)\b", text
    ):
        return None
    return Asked("occasion", f"Did {_definite(found['np'])} come?", found["np"])


def _heard(text: str, low: str) -> Asked | None:
    if (found := _HEAR.match(text)) is not None:
        what = found["what"].strip()
        about = re.match(r"(?:about|for) (.+)", what)
        if PRONOUN.search(what.lower()):
            return None
        if what.startswith("from "):
            return Asked("wait", f"Did you hear {turned(what)}?", what)
        return Asked(
            "wait", f"Did you hear about {_definite(about[1])}?" if about else "Did you hear back?", what or text
        )
    if (found := _THEY.match(text)) is not None and re.search(
        r"\b(?:results?|decision|winner|shortlist|back|let(?:ting)? (?:me|us) know|decid\w+)\b", low
    ):
        who = found["np"] or ""
        if found["pron"] is None and _is_nothing(who):
            return None
        return Asked("wait", f"Did you hear from {_definite(who)}?" if who else "Did you hear back?", f"{who} {text}")
    return None


def _on(text: str) -> Asked | None:
    for pattern in (_HAVE, _IT_IS, _IS_ON, _AT, _GOING):
        found = pattern.match(text)
        if found is None:
            continue
        rest = (found.groupdict().get("rest") or "").rstrip()
        if re.search(r"(?:birthday|anniversary|name day)$", found["np"]):
            return None  # a date, which she knows by itself
        if _is_nothing(found["np"]) or _is_others(found["np"]) or PRONOUN.search(rest.lower()) or len(rest.split()) > 6:
            return None
        return Asked(
            "occasion", f"How did it go with {_definite(found['np'])}{turned(rest, lead=' ')}?", f"{found['np']} {rest}"
        )
    return None


def _did(text: str, low: str) -> Asked | None:
    found = _DOES.match(text)
    if found is None:
        return None
    verb, what = (
        found["verb"],
        re.split(r"\s*[,:(]\s*|\s+(?:when|once|as soon as|while|which|who|where|so that)\s+", found["what"])[0],
    )
    what = shortened(what)
    plain = gerunds().get(verb) if verb.endswith("ing") else verb if verb in plain_verbs() else None
    if (
        plain is None
        or PRONOUN.search(what.lower())
        or is_small(f"{plain} {what}".lower())
        or len(what.split()) > MOST_WORDS
    ):
        return None
    to = re.match(r"(?:out |back |off |over |down |up )?to (?P<where>.+)", what)
    if plain in ("fly", "drive", "travel", "head", "go") and to:
        return Asked("occasion", f"Did you get to {turned(to['where'])}?", to["where"])
    return Asked("plan", f"Did you {plain} {turned(what)}?", what)


def _planned(text: str, low: str) -> Asked | None:
    """A firm plan with a verb that is on no list."""
    found = PLAN.match(low)
    if found is None or found["firm"] is None:
        return None
    what = re.split(
        r"\s*[,:(]\s*|\s+(?:when|once|as soon as|while|which|who|where|so that)\s+", text[found.start("what") :]
    )[0]
    what = shortened(what)
    verb, _, rest = what.lower().partition(" ")
    if verb in _NOT_DONE or not rest or not verb.isalpha() or verb.endswith("ing") or is_small(what.lower()):
        return None
    if PRONOUN.search(what.lower()) or len(what.split()) > MOST_WORDS:
        return None
    return Asked("plan", f"Did you {turned(what)}?", what.partition(" ")[2])


def _somewhere(text: str, low: str) -> Asked | None:
    """A plan or an occasion of the user's own in the middle of a clause."""
    if (
        mine := re.search(r"(?<=[ ,])(?:i|we)(?:'ll|'m| am|'ve got to| have to|'re| are| need to| will)\b", low)
    ) is not None:
        rest = text[mine.start() :]
        if (asked := _planned(rest, rest.lower()) or _did(rest, rest.lower())) is not None:
            return asked
    if _OF_OTHERS.search(text) or not re.search(r"\b(?:i|i'\w+|my|we|we'\w+|our|me|us)\b", low):
        return None
    found = _occasion_anywhere().search(low)
    if found is None:
        return None
    named = _definite(text[found.start() : found.end()])
    goes = found["event"] in words()["occasions"]["go"].split("|")
    return Asked("occasion", f"How did {named} go?" if goes else f"How was {named}?", found.group())


@cache
def _events() -> str:
    """All words for an occasion, as alternatives of a pattern, the longest first."""
    every = words()["occasions"]
    events = sorted({*every["go"].split("|"), *every["be"].split("|")}, key=len, reverse=True)
    return "|".join(map(re.escape, events))


@cache
def _occasion_anywhere() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:my|our|the|an?|this|that) (?:(?!(?:will|go|goes|is|are|was|were|has|have|had|to|that|who|which|can|"
        rf"should|would|and|but|i|we|favou?rite|least|period)\b)[\w-]+ "
        rf"){{0,2}}?(?P<event>{_events()})\b(?![-'])"
    )


def _verbless(low: str) -> Asked | None:
    """“First rehearsal with the new choir”, with a time and nothing else."""
    found = _bare_occasion().match(low.strip(" .!"))
    if found is None or PRONOUN.search(low):
        return None
    goes = found["event"] in words()["occasions"]["go"].split("|")
    named = f"{found['kind'].strip()} {found['event']}".strip() + turned(found["rest"] or "", lead=" ")
    return Asked("occasion", f"How did the {named} go?" if goes else f"How was the {named}?", named)


@cache
def _bare_occasion() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:my |our |the |an? )?(?P<kind>(?:(?!(?:no|not|his|her|their|your)\b)[\w-]+ "
        rf"){{0,2}}?)(?P<event>{_events()})"
        r"(?P<rest>(?: (?:with|for|at|about|in|of|on) [\w' -]+)?)$"
    )


def _sent(text: str) -> Asked | None:
    found = _SENT.match(text)
    if found is None or _is_nothing(found["np"]):
        return None
    rest = found["rest"].rstrip()
    return Asked(
        "wait", f"Did you hear back about {_definite(found['np'])}{turned(rest, lead=' ')}?", f"{found['np']} {rest}"
    )


def shortened(what: str) -> str:
    """The words of a plan without the ends that point to somebody unnamed or make it too long to ask about in one breath."""
    parts = re.split(r" (?=(?:to|so|and|for|with|because|before|after|at|if|or|while|from|about|in) )", what)
    while len(parts) > 1 and (len(" ".join(parts).split()) > MOST_WORDS or PRONOUN.search(" ".join(parts).lower())):
        parts.pop()
    return " ".join(parts)


def _is_nothing(np: str) -> bool:
    return bool(_NOTHING.match(np.strip())) or bool(PRONOUN.search(np.lower()))


def _is_others(np: str) -> bool:
    """Whether it is somebody else's: “my sister's exam”."""
    return bool(re.match(r"(?:(?:my|our) (?:[\w-]+ )?[\w-]+'s? |[A-Z]\w+'s )", np)) and np.split()[-1] not in words()[
        "occasions"
    ]["shared"].split("|")


def _definite(noun: str) -> str:
    return turned(re.sub(r"^(?:an?|another|this|that|the|some) ", "the ", noun.strip(), flags=re.IGNORECASE))
