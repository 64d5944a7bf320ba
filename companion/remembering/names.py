"""Finds what a clause gives a name to: the user, a person, a pet, a favourite, a birthday, a plan."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.memory.fact import Subject
from companion.remembering.named_days import is_name, named_day
from companion.remembering.named_thing import OPEN, NamedThing
from companion.remembering.plausible import is_feeling
from companion.remembering.rules import compile_pattern
from companion.remembering.spelling import spelled_at
from companion.remembering.subjects import ClauseSubject, name_at
from companion.remembering.words import LISTS
from companion.text.second_person import capitalised

_YOUR_NAME = compile_pattern(
    rf"{OPEN}(?:(?P<my>(?:my (?:full |first |real |nick)?name(?:'s| is)|(?P<the>the name(?:'s| is)))"
    rf"(?P<spelled> (?:spelled|spelt|written)[:,]?)?|(?P<spell>i (?:spell|write) (?:my (?:first )?name|it)[:,]?))|"
    rf"(?P<call>call me|(?:my friends|"
    rf"people|everyone|everybody)"
    r" (?:all |just )?calls? me|i'm (?:called|named)|i am called|(?<=hi, )(?:i'm|i am)|(?<=hello, )(?:i'm|i am)|"
    r"(?<=hi )(?:i'm|i am)|(?<=hello )(?:i'm|i am)|i prefer to be called)) "
)
_NOT_MY_NAME = re.compile(
    rf"{OPEN}(?:no[\s,.]+)*(?P<my>(?:you(?:'ve| have)? (?:got|have|get|had|spelled|spelt|said) my name wrong|"
    rf"that's not my name|my name is (?:wrong|different))(?=(?P<wrong_one>[\s,;.:–—-]))|my (?:full |first |"
    rf"real )?name(?: is not|'s not| isn't|'s isn't| was never)|"
    rf"i'm not (?:called|named)|"
    r"(?:it's|it is|that's) not|it isn't|i'm not|i am not)(?:(?<!wrong)(?<!my name)(?<!different) (?P<wrong>[\w'-]+))?"
    r"(?:[\s,;.:–—-]+(?:(?:but|and|no|actually|it's|it is|i'm|i am|my name is|my name's|call me|the name is|that's|called|"
    r"rather)\s+)+"
    r"(?P<right>(?=\S)))?"
)
"""“My name isn't Chad, it's Sara.” “I'm not Chad, I'm Sara.”"""
_GREETING = re.compile(
    r"(?:^|[.!?]\s*)\W*(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon|day)|greetings|nice to meet you|"
    r"pleased to meet you)"
    r"(?: there| again| everyone| everybody| all| \w+)?[\s,.!]+$"
)
_I_AM = re.compile(r"(?P<my>(?!))?(?P<the>(?!))?(?P<spell>(?!))?(?P<spelled>(?!))?(?P<call>i'm|i am) ")
_NOT_CALLED = frozenset(
    (
        "back later when crazy old-fashioned tomorrow if maybe a an at on in after before again tonight today now "
        "names what who not mud stupid mad lazy out up the that this whatever anything something any ishmael"
    ).split()
)
"""Words after “call me” that are no names."""
_FAVOURITE = compile_pattern(
    rf"{OPEN}my (?:all[- ]time |absolute |very )?favou?rite (?!(?:thing|part|bit|one|moment|time|way|person|memory|"
    rf"scene|character|of|day so)\b)(?P<f>[\w-]+(?: \w+)?) (?:of all time |in the world )?(?:is|'s|are|has always been|"
    rf"has to be) "
    r"(?!(?:this|that|it|when|you|the one|not|what|a secret|also)\b)(?P<x>[\w'].*)"
)
_DATED = compile_pattern(
    rf"{OPEN}(?:(?:my|our|the) |(?=(?P<who>[^\W\d_][\w-]*)'s ))(?P<f>(?:[\w']+ )?<dated>)(?:'s| is) (?:booked |set |planned )?"
    rf"(?:for |from )?(?P<x>(?:on|at|in|next|this) [\w' -]+|(?:today|tomorrow|<weekday>)\b[\w' -]*)"
)
_MINE = compile_pattern(
    rf"{OPEN}(?:my|our) (?P<f>car|bike|hobby|hobbies|native language|mother tongue|first language|star sign|"
    rf"blood type|dream job|religion|"
    r"profession|hometown|home town|surname|last name|middle name|job|eyes|hair|address)(?:'s| is| are) "
    r"(?!(?:broken|dead|late|dirty|in|at|on|gone|not|being|too|so|wet|a mess|killing|stressful|boring|great|awful|"
    r"terrible|hard|fine|"
    r"going|getting|falling|closing|hurting|burning|aching|watering|itching|stinging|twitching|playing|acting|driving|tired|"
    r"sore)\b)(?P<x>[\w'].*)"
)
_DREAM = compile_pattern(
    rf"{OPEN}(?:my (?:big |biggest )?dream|my plan|my goal|the plan|our plan)(?:'s| is) to (?P<x>[\w' -]+)"
)
_INTRODUCES = compile_pattern(
    r"(?:<adv>have|<adv>has|'ve got|has got|'s got|<adv>got|<adv>adopted|<adv>bought|'ve adopted|had) (?:a|an|my|"
    r"this) (?:[\w-]+ ){0,3}?"
    r"(?P<relation><kin>|<pets>)(?:,? (?:who's |who is |that's )?(?:called|named|whose name is) |, )"
)
_TWO_PETS = compile_pattern(
    r"(?:<adv>have|<adv>has|'ve got|has got|'s got) (?:two|three|four|"
    r"\d) (?:[\w-]+ )?(?P<pets><pets>s)(?:,| called| named|:) (?P<x>.+)"
)
_IS_CALLED = compile_pattern(
    r"(?:'s name(?:'s| is)(?P<spelled> (?:spelled|spelt|written)[:,]?)?|(?:'s|is|are) (?:called|named)) "
)
_IS = re.compile(r"(?:'s|is) (?=\w)")
_ONLY_A_NAME = re.compile(r"\s*(?:[,.;!?…]|and\b|but\b|by the way\b|too\b|$)")
_CAPITAL_KINDS = frozenset(
    (
        "catholic muslim hindu sikh christian buddhist protestant jewish jew atheist mormon quaker labour tory republican democrat "
        "conservative gemini virgo taurus aries pisces libra scorpio sagittarius capricorn aquarius cancer leo vegan autistic "
        "persian siamese burmese bengal god superman superwoman batman satan santa "
        "hitler monday tuesday wednesday thursday friday saturday sunday i ok it"
    ).split()
)
"""Words with a capital that say of what kind somebody is, after “my sister is”."""
_WE_NAMED = compile_pattern(r"(?:<have>)?(?:named|called) (?:her|him|it|them) ")
_THEIR_NAME = compile_pattern(rf"{OPEN}(?:her|his|its|their) names?(?:'s| is| are) ")


def find_names(
    text: str, low: str, start: int, end: int, subject: ClauseSubject | None, last: ClauseSubject | None
) -> Iterator[NamedThing]:
    """The names in the clause `text[start:end]`, by the first pattern that matches."""
    clause = low[start:end]
    corrected = _NOT_MY_NAME.match(low, start, min(len(low), start + 120))
    if corrected and (named := _corrected_name(text, low, corrected)):
        yield named
        return
    introduced = _GREETING.search(low[:start]) or re.search(r" by the way\W*$", clause)
    own_name = _YOUR_NAME.match(clause) or (introduced and _I_AM.match(clause))
    if own_name:
        yield from _your_name(text, low, start, end, own_name)
        return
    day = list(named_day(text, low, start, end))
    if day:
        yield from day
        return
    for pattern, slot in (
        (_FAVOURITE, "favourite {f}"),
        (_DATED, "date {f}"),
        (_MINE, "{f}"),
        (_DREAM, "wish {x}"),
    ):
        found = pattern.match(clause)
        who = found.groupdict().get("who") if found else None
        if found and (not who or is_name(text, low, start + found.start("who"), who)):
            yield _thing(start, found, slot)
            return
    if subject is not None:
        yield from _by_subject(text, low, end, subject, last)
    theirs = _THEIR_NAME.match(clause)
    if theirs and last is not None and not last.name:
        yield from _name_of(text, low, start, start + theirs.end(), end, last)


def _your_name(text: str, low: str, start: int, end: int, found: re.Match[str]) -> Iterator[NamedThing]:
    at = start + found.end()
    name, stop = spelled_at(text, at, name_at(text, low, at, end, alone=True))
    after, in_letters = low[stop:end].strip(), stop - at != len(name)
    if (found["spelled"] or found["spell"]) and not in_letters:
        return
    if found["the"] and text[at].islower() and not in_letters and not re.match(r"[,;]?\s*not\b", low[stop:]):
        return
    greeted = re.search(r"\b(?:i'm|i am) $", found[0])
    if (
        not name
        or name.lower() in _NOT_CALLED
        or (not (found["my"] or found["spell"]) and is_feeling(name) and (greeted or text[at].islower()))
        or any(name.lower() in LISTS[kind] for kind in ("nations", "states", "kinds", "jobs"))
        or (text[at].islower() and after and not re.match(r"[,.!]|and\b|please|for short|everybody|instead", after))
    ):
        return
    named = found["my"] or found["spell"]
    begin = start + found.start("my" if found["my"] else "spell" if named else "call")
    called = f"Your name is {capitalised(name)}." if named else f"You’re called {capitalised(name)}."
    yield NamedThing("your name", name.lower(), begin, stop, text=called)


def _corrected_name(text: str, low: str, found: re.Match[str]) -> NamedThing | None:
    """The right name, or the end of the wrong one when the user does not say what is right."""
    of_name = "name" in found["my"] or "called" in found["my"] or "named" in found["my"]
    wrong = text[found.start("wrong") : found.end("wrong")] if found["wrong"] else ""
    if found["right"] is None or not (wrong or found["wrong_one"]):
        if not wrong:
            return None
        ended = f"Your name is not {capitalised(wrong)}."
        return (
            NamedThing(
                "your name", f"not {wrong.lower()}", found.start("my"), found.end("wrong"), text=ended, ends=True
            )
            if of_name
            else None
        )
    at = found.end()
    name, stop = spelled_at(text, at, name_at(text, low, at, len(text), alone=True))
    both = wrong[:1].isupper() and name[:1].isupper() and not is_feeling(wrong) and not is_feeling(name)
    kind = any(word.lower() in LISTS[kind] for kind in ("nations", "states", "kinds", "jobs") for word in (name, wrong))
    if (
        not name
        or kind
        or name.lower() in _NOT_CALLED
        or not (of_name or (both and found["my"].startswith(("i'm", "i am"))))
    ):
        return None
    begin = found.start("my") if wrong else at
    return NamedThing("your name", name.lower(), begin, stop, text=f"Your name is {capitalised(name)}.")


def _thing(start: int, found: re.Match[str], slot: str) -> NamedThing:
    groups = {name: (value or "").strip() for name, value in found.groupdict().items()}
    begin = re.compile(OPEN).match(found[0]).end()  # type: ignore[union-attr]
    subject: Subject = "wish" if slot.startswith("wish") else "you"
    filled = slot.format(**{**groups, "x": " ".join(groups["x"].split()[:5])})
    return NamedThing(filled, "yes" if subject == "wish" else groups["x"], start + begin, start + found.end(), subject)


def _by_subject(
    text: str, low: str, end: int, subject: ClauseSubject, last: ClauseSubject | None
) -> Iterator[NamedThing]:
    rest = low[subject.predicate : end]
    called = _IS_CALLED.match(rest)
    if called and subject.kind in "kp" and not subject.name_end:
        yield from _name_of(text, low, subject.start, subject.predicate + called.end(), end, subject)
    bare = _IS.match(rest)
    if bare and subject.kind in "kp" and not subject.name_end and _is_bare_name(text, subject.predicate + bare.end()):
        yield from _name_of(text, low, subject.start, subject.predicate + bare.end(), end, subject)
    if subject.kind != "i":
        return
    chosen = _WE_NAMED.match(rest)
    if chosen and last is not None and not last.name:
        yield from _name_of(text, low, subject.start, subject.predicate + chosen.end(), end, last)
    two = _TWO_PETS.match(rest)
    if two:
        yield NamedThing(f"pets {two['pets']}", two["x"], subject.start, subject.predicate + two.end())
    found = _INTRODUCES.match(rest)
    if found:
        at = subject.predicate + found.end()
        name = name_at(text, low, at, end, alone=not found[0].endswith(", "))
        if name:
            yield _introduction(found["relation"], name, subject.start, at + len(name))


def _is_bare_name(text: str, at: int) -> bool:
    """Whether one word with a capital stands there and nothing after it: “my daughter is Niamh”, not “my daughter is Irish”."""
    found = re.match(r"[^\W\d_][^\W\d_'’-]+", text[at:])
    if not found or not found[0][0].isupper() or found[0].isupper() or not _ONLY_A_NAME.match(text, at + found.end()):
        return False
    word = found[0].lower()
    listed = any(word in LISTS[kind] for kind in ("nations", "states", "kinds", "jobs"))
    return not (listed or word in _CAPITAL_KINDS or is_feeling(word) or (text[at:].istitle() and text[:at].istitle()))


def _introduction(relation: str, name: str, start: int, end: int) -> NamedThing:
    if relation in LISTS["pets"]:
        return NamedThing(f"{relation} {name.lower()}", name.lower(), start, end, name="", relation="")
    return NamedThing(slot_of_name(relation, name), name.lower(), start, end, "person", capitalised(name), relation)


def _name_of(text: str, low: str, start: int, at: int, end: int, whose: ClauseSubject) -> Iterator[NamedThing]:
    """The name that begins at `at`, for this person or pet."""
    name, stop = spelled_at(text, at, name_at(text, low, at, end, alone=True))
    if not name:
        return
    called = whose.description.removesuffix(f" {whose.name}") if whose.name else whose.description
    sentence = f"{called[:1].upper()}{called[1:]} is called {capitalised(name)}."
    kin = whose.relation
    slot = slot_of_name(kin, name) if kin else f"{whose.pet} {name.lower()}"
    yield NamedThing(
        slot,
        name.lower(),
        start,
        stop,
        "person" if kin else "you",
        capitalised(name) if kin else "",
        kin,
        sentence,
    )


def slot_of_name(relation: str, name: str) -> str:
    """The slot for a name: one for all where there is only one (mother), so that another name is a change; else one a name."""
    if relation in LISTS["one_of_a_kind"]:
        alike = (
            "partner"
            if relation
            in {"wife", "husband", "girlfriend", "boyfriend", "fiancé", "fiancée", "fiance", "fiancee", "spouse"}
            else relation
        )
        return f"{alike} name"
    return f"{relation} {name.lower()}"
