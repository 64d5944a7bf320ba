"""Finds the subject of a clause: the user, somebody they know, or a pet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from companion.remembering.words import LISTS, any_of
from companion.text.openers import DRAWN_OUT, any_opener
from companion.text.second_person import capitalised

_OPENERS = any_opener(
    r"uhm|erm?|ah|yeah|yes|yep|no|nope|okay|ok|because|'?cause|cos|or|then|also|plus|actually|honestly|"
    r"basically|anyway|look|listen|hey|hi|hello|right|you know(?: what)?|i mean|you see|see|by the way|"
    r"guess what|to be honest|the thing is|thing is|(?:like|as) i (?:said|told you)|fun fact|funnily enough|"
    r"though|although|while|whereas|(?:as )?(?:it )?(?:just )?turn(?:s|ed) out(?: that)?|it (?:appears|emerged|"
    r"transpired)(?: that)?|"
    r"(?:the |my )?(?:\w+ )?(?:tests?|results?) (?:showed?|shows|say|confirmed)(?: that)?|i(?:'ve| have)? (?:just |"
    r"recently )?(?:found out|"
    r"learned|learnt|realised|realized|discovered)(?: that)?(?= (?:i|i'm|i've|my|we|our|she|he)\b)|"
    r"i(?:'ve| have)? (?:already )?told you(?: that)?|for the record|"
    r"just so you know|truth is|in fact|even though|(?:please )?remember that|don't forget that|still|ooh|"
    r"wow|hm+|mm+|yet|now|finally|good news|bad news|big news|news|i must (?:say|admit)|i have to (?:say|admit)|"
    r"sadly|luckily|happily|unfortunately|thankfully|originally|lately|my god|god|to tell you the truth",
    DRAWN_OUT,
)
_OPENING = re.compile(rf"[\s,:;–—-]*(?:{_OPENERS}\b(?!')[\s,:;.!–—-]*)*")
_FRONT = re.compile(
    r"(?:(?:every (?:other |second )?\w+|on \w+days?|on weekends|at (?:the )?weekends?|in (?:19|20)\d\d|in (?:january|"
    r"february|march|"
    r"april|may|june|july|august|september|october|november|december)|last (?:year|month|week|spring|summer|autumn|"
    r"winter|\w+day)|"
    r"since \w+(?: \w+)?|these days|nowadays|once a \w+|twice a \w+|(?:a|two|three|four|five|six|ten) (?:years?|"
    r"months?|weeks?) ago|"
    r"most \w+s|in the (?:mornings?|evenings?|afternoons?)|one day|some ?day|this (?:year|month|spring|summer|autumn|"
    r"winter)),?\s+)?"
)
_ADJECTIVES = (
    r"(?:(?:big|little|older|younger|youngest|eldest|oldest|elder|best|old|oldest|twin|late|new|dear|poor|only|own|"
    r"great|first|second|"
    r"other|close|good|former|lovely|middle|baby|big|small|dearest|childhood|school|work|upstairs|downstairs|next-door|"
    r"half|step|"
    r"black|white|grey|ginger|brown|tabby|rescue|pet)\s+)*"
)
_KIN = re.compile(
    rf"(?:(?:my|our)\s+{_ADJECTIVES}(?P<relation>{any_of('kin')})|(?P<bare>mum|mom|dad|grandma|grandpa|"
    rf"granny))(?![\w-])"
)
_PET = re.compile(rf"(?:my|our|the)\s+{_ADJECTIVES}(?P<pet>{any_of('pets')})(?![\w-])")
_I = re.compile(r"(?:i|we)(?![\w-])(?:\s+(?:both|all))?")
_AND_I = re.compile(
    rf"(?:(?:my|our)\s+{_ADJECTIVES}(?P<relation>{any_of('kin')})(?:\s+(?P<name>[\w-]+))?|"
    rf"(?P<other>[\w-]+))\s+and\s+(?:i|me)(?![\w'-])"
)
_TO_NAME = re.compile(r"(?:\s+(?:from|at|in)\s+(?:the\s+)?\w+(?=,))?,?\s*(?:(?:called|named)\s+)?")
_IS_MINE = re.compile(rf"(?:is|'s|was)\s+(?:my|our)\s+{_ADJECTIVES}(?P<relation>{any_of('kin')})(?![\w'-])")
_APPOSED = re.compile(
    rf"\b(?P<name>[^\W\d_][\w-]*),\s+(?:that's |that is |who's |who is |she's |he's )?(?:my|our)\s+{_ADJECTIVES}"
    rf"(?P<relation>{any_of('kin')})(?=\s*(?:[,.;!?]|$))"
)
_PLACED = re.compile(r"(?:\b(?:in|at|on|near|from|to|by|for|of|hi|hello|hey|night|thanks|last|next|this)|['’]s)\s+$")
_PRONOUN = re.compile(r"(?:he|she|they|it)(?![\w-])")
_NAME = re.compile(
    r"(?:(?:Mrs|Mr|Ms|Dr|Miss)\.?\s+)?[^\W\d_a-zß-öø-ÿ][\w-]*(?:['’](?!s\b|S\b)\w+)?(?:\s+(?!I\b)[A-ZÀ-ÖØ-Þ][\w-]+)?"
)
_LOW_NAME = re.compile(r"(?:(?:mrs|mr|ms|dr|miss)\.?\s+)?[a-zß-öø-ÿ-]{2,}")
_SAYS = re.compile(
    r"(?:'s|is|has|was|are|works?|lives?|plays?|moved|keeps?|teaches|studies|loves?|hates?|just|got|died|likes?|speaks|"
    r"turned|had|"
    r"wants|owns|collects|started|retired|and|sings|runs|drives|makes|comes|grew|used)\b"
)
_NO_NAME = LISTS["not_names"]


@dataclass(frozen=True)
class ClauseSubject:
    """Whom a clause is about, and where its predicate begins."""

    kind: str
    """i, k, p or n, see `Rule.who`."""
    start: int
    """Where the clause begins, after any fillers."""
    predicate: int
    """Where the words about them begin."""
    description: str = ""
    """What they are called in a sentence to the user: “your sister Nora”; empty for the user."""
    name: str = ""
    relation: str = ""
    pet: str = ""
    name_end: int = 0
    """Where the name ends, if the clause itself contains it; else 0."""

    @property
    def introduced(self) -> bool:
        """Whether the clause contains a name together with the relation to the user."""
        return bool(self.name_end and self.name and (self.relation or self.pet))


def find_subject(text: str, low: str, start: int, end: int, last: ClauseSubject | None) -> ClauseSubject | None:
    """The subject of the clause `text[start:end]`, or None. `last`: the subject of the clauses before, for pronouns."""
    at = _skip(_OPENING, low, start, end)
    subject = _skip(_FRONT, low, at, end)
    return (
        _the_user(text, low, at, subject, end)
        or _relation_or_pet(text, low, at, subject, end)
        or _pronoun(low, at, subject, end, last)
        or _only_named(text, low, at, subject, end, last)
    )


def name_at(text: str, low: str, at: int, end: int, alone: bool = False) -> str:
    """The name that begins at `at`, verbatim; empty when it can't be told from other words.

    `alone`: only a name can stand here (“is called …”), so that it needs no capital.
    """
    found = _NAME.match(text, at, end)
    if found and low[at : found.end()].split()[0] not in _NO_NAME:
        return found[0]
    if not (alone or text[:1] + low[1:] == text or low.replace("i", "I") == text.replace("i", "I")):
        return ""
    heard = _LOW_NAME.match(low, at, end)
    if not heard or heard[0] in _NO_NAME or heard[0] != text[at : heard.end()]:
        return ""
    return heard[0] if alone or _SAYS.match(low, _skip_spaces(low, heard.end(), end), end) else ""


def _the_user(text: str, low: str, at: int, subject: int, end: int) -> ClauseSubject | None:
    both = _AND_I.match(low, subject, end)
    if both and (both["relation"] or both["other"] not in _NO_NAME):
        name = text[both.start("name") : both.end("name")] if both["name"] else ""
        name = "" if name.lower() in _NO_NAME else name
        told = both.end("name") if name else 0
        rest = _skip_spaces(low, both.end(), end)
        return ClauseSubject("i", at, rest, "", capitalised(name), both["relation"] or "", name_end=told)
    plain = _I.match(low, subject, end)
    return ClauseSubject("i", at, _skip_spaces(low, plain.end(), end)) if plain else None


def _relation_or_pet(text: str, low: str, at: int, subject: int, end: int) -> ClauseSubject | None:
    """“My sister”, “my sister Nora”, “my dog Rufus”."""
    found = _KIN.match(low, subject, end) or _PET.match(low, subject, end)
    if not found:
        return None
    groups = found.groupdict()
    relation, pet = groups.get("relation") or groups.get("bare") or "", groups.get("pet") or ""
    begins = _skip(_TO_NAME, low, found.end(), end)
    name = "" if groups.get("bare") else name_at(text, low, begins, end)
    if "," in low[found.end() : begins] and low[begins + len(name) : end].startswith("'s"):
        name = ""  # “my nephew, Elin's boy”
    after = begins + len(name) if name else found.end()
    rest = _skip(re.compile(r"\s*,?\s*(?:who\s+|that\s+)?"), low, after, end)
    called = " ".join(
        [
            "your",
            *low[subject : found.end()].split()[0 if groups.get("bare") else 1 :],
            *([capitalised(name)] if name else []),
        ]
    )
    kind = "k" if relation else "p"
    return ClauseSubject(
        kind, at, rest, called, capitalised(name), relation, pet, name_end=begins + len(name) if name else 0
    )


def _pronoun(low: str, at: int, subject: int, end: int, last: ClauseSubject | None) -> ClauseSubject | None:
    found = _PRONOUN.match(low, subject, end)
    if not found or not last or (last.kind == "k" and found[0] == "it"):
        return None
    called = last.name or last.description
    rest = _skip_spaces(low, found.end(), end)
    return replace(last, start=at, predicate=rest, description=called, name_end=0)


def _only_named(
    text: str, low: str, at: int, subject: int, end: int, last: ClauseSubject | None
) -> ClauseSubject | None:
    found = _NAME.match(text, subject, end)
    if not found or low[subject : found.end()].split()[0] in _NO_NAME:
        return None
    rest = _skip_spaces(low, found.end(), end)
    mine = _IS_MINE.match(low, rest, end)
    if mine:
        kin = mine["relation"]
        return ClauseSubject("k", at, mine.end(), f"your {kin} {found[0]}", found[0], kin, name_end=mine.end())
    if last and last.name == found[0]:
        return replace(last, start=at, predicate=rest, description=last.name, name_end=0)
    return ClauseSubject("n", at, rest, found[0], found[0])


def people_mentioned(text: str, low: str, start: int, end: int) -> list[tuple[str, str, int, int]]:
    """Other people the clause mentions (“with my neighbour Paul”): relation, name, start and end."""
    found = []
    for kin in re.finditer(rf"\b(?:my|our)\s+{_ADJECTIVES}(?P<relation>{any_of('kin')}),?\s+", low[start:end]):
        at = start + kin.end()
        name = _NAME.match(text, at, end)
        if not name or low[name.end() : end].startswith("'"):
            continue
        if text != text.upper() and not LISTS["not_names"] & set(low[at : name.end()].split()):
            found.append((kin["relation"], name[0], start + kin.start(), name.end()))
    return found + list(_apposed(text, low, start, end))


def _apposed(text: str, low: str, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    """People in apposition: “Maureen, my wife, died.” But not “In Lisbon, my sister, …” or “On Saturday, my nephew, …”."""
    for kin in _APPOSED.finditer(low, start, len(low)):
        begins = kin.start("name")
        name = text[begins : kin.end("name")]
        if begins >= end or not name[:1].isupper() or text == text.upper() or _PLACED.search(low, start, begins):
            continue
        if (
            kin["name"] not in _NO_NAME | LISTS["openings"]
            and not kin["name"].endswith("ly")
            and kin["relation"] != "friend"
        ):
            yield kin["relation"], name, begins, kin.end("relation")


def _skip(pattern: re.Pattern[str], low: str, at: int, end: int) -> int:
    found = pattern.match(low, at, end)
    return found.end() if found else at


def _skip_spaces(low: str, at: int, end: int) -> int:
    while at < end and low[at].isspace():
        at += 1
    return at
