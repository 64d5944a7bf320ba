"""Finds what a clause gives a name to: the user, a person, a pet, a favourite, a birthday, a plan."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.memory.fact import Subject
from companion.remembering.plausible import is_feeling
from companion.remembering.rules import compile_pattern
from companion.remembering.subjects import ClauseSubject, name_at
from companion.remembering.words import LISTS
from companion.text.openers import any_opener
from companion.text.second_person import capitalised

_OPEN = rf"(?:{any_opener('yeah|yes|no|hi|hello|hey|by the way|please|just|you can|actually|also')}[\s,]+)*"
_YOUR_NAME = compile_pattern(
    rf"{_OPEN}(?:(?P<my>my (?:full |first |real |nick)?name(?:'s| is)|the name's)|(?P<call>call me|(?:my friends|"
    rf"people|everyone|everybody)"
    r" (?:all |just )?calls? me|i'm (?:called|named)|i am called|(?<=hi, )(?:i'm|i am)|(?<=hello, )(?:i'm|i am)|"
    r"(?<=hi )(?:i'm|i am)|(?<=hello )(?:i'm|i am)|i prefer to be called)) "
)
_NOT_MY_NAME = re.compile(
    rf"{_OPEN}(?:no[\s,.]+)*(?P<my>(?:you(?:'ve| have)? (?:got|have|get|had|spelled|spelt|said) my name wrong|"
    rf"that's not my name|my name is (?:wrong|different))(?=(?P<wrong_one>[\s,;.:–—-]))|my (?:full |first |"
    rf"real )?name(?: is not|'s not| isn't|'s isn't| was never)|"
    rf"i'm not (?:called|named)|"
    r"(?:it's|it is|that's) not|it isn't|i'm not|i am not)(?:(?<!wrong)(?<!my name)(?<!different) (?P<wrong>[\w'-]+))?"
    r"(?:[\s,;.:–—-]+(?:(?:but|and|no|actually|it's|it is|i'm|i am|my name is|my name's|call me|the name is|that's|called|"
    r"rather)\s+)+"
    r"(?P<right>(?=\S)))?"
)
"""“My name isn't Chad, it's Sara.” “I'm not Chad, I'm Sara.”"""
_LETTERS = re.compile(
    r"(?P<said>[\s,–—:;(-]*(?:(?:that's|it's|and|is|that is|it is|you) )*(?:(?:spell(?:ed|t)?|written|spell it|"
    r"spell that)(?: it| that)?[\s,:]*)?)"
    r"(?P<letters>\b[^\W\d_](?:(?:\s*[-.]\s*|\s+|,\s*)[^\W\d_]\b){2,}\.?)",
    re.IGNORECASE,
)
"""“…, that's S-A-R-A.”"""
_GREETING = re.compile(
    r"(?:^|[.!?]\s*)\W*(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon|day)|greetings|nice to meet you|"
    r"pleased to meet you)"
    r"(?: there| again| everyone| everybody| all| \w+)?[\s,.!]+$"
)
_I_AM = re.compile(r"(?P<my>(?!))?(?P<call>i'm|i am) ")
_NOT_CALLED = frozenset(
    (
        "back later when crazy old-fashioned tomorrow if maybe a an at on in after before again tonight today now "
        "names what who not mud stupid mad lazy out up the that this whatever anything something any ishmael"
    ).split()
)
"""Words after “call me” that are no names."""
_FAVOURITE = compile_pattern(
    rf"{_OPEN}my (?:all[- ]time |absolute |very )?favou?rite (?!(?:thing|part|bit|one|moment|time|way|person|memory|"
    rf"scene|character|of|day so)\b)(?P<f>[\w-]+(?: \w+)?) (?:of all time |in the world )?(?:is|'s|are|has always been|"
    rf"has to be) "
    r"(?!(?:this|that|it|when|you|the one|not|what|a secret|also)\b)(?P<x>[\w'].*)"
)
_DAY = compile_pattern(
    rf"{_OPEN}(?:my|our) (?P<of>(?:[\w-]+ )?<kin>(?: [\w-]+)?'s )?(?P<f>birthday|(?:wedding )?anniversary|"
    rf"name day)(?:'s| is| was| will be)(?: on| in)? "
    r"(?P<x>(?:(?:just )?(?:on |this |next |last |coming )?(?:today|tomorrow|yesterday|the day (?:after tomorrow|"
    r"before yesterday)|"
    r"<weekday>)\b|(?:in )?<num> (?:days?|weeks?)(?: ago)?\b)|[\w' -]*(?:<month>|\bthe \w+(?:th|st|nd|rd|ond|ird|first)\b|"
    r"christmas|new year|halloween|leap)[\w' -]*)"
)
_WHEN = (
    r"(?:today|tomorrow|yesterday|the day (?:after tomorrow|before yesterday)|(?:on |this |next |last |this coming )?<weekday>|"
    r"in <num> (?:days?|weeks?)|<num> (?:days?|weeks?) ago)"
)
_DAY_NOW = compile_pattern(
    rf"{_OPEN}(?:(?P<before>{_WHEN})(?:'s|,? (?:is|was|will be|it's|it is|it was))|it's|it is|it was|it'll be|"
    rf"it will be) (?:just )?"
    rf"(?:my|our) (?P<of>(?:[\w-]+ )?<kin>(?: [\w-]+)?'s )?(?P<f>birthday|(?:wedding )?anniversary|"
    rf"name day)(?: (?P<x>{_WHEN}))?<end>"
)
"""“It's my birthday tomorrow.”"""
_DATED = compile_pattern(
    rf"{_OPEN}(?:my|our|the) (?P<f>(?:[\w']+ )?<dated>)(?:'s| is) (?:booked |set |planned )?(?:for |from )?(?P<x>(?:on|"
    rf"at|in|next|tomorrow|this) [\w' -]+)"
)
_MINE = compile_pattern(
    rf"{_OPEN}(?:my|our) (?P<f>car|bike|hobby|hobbies|native language|mother tongue|first language|star sign|"
    rf"blood type|dream job|religion|"
    r"profession|hometown|home town|surname|last name|middle name|job|eyes|hair|address)(?:'s| is| are) "
    r"(?!(?:broken|dead|late|dirty|in|at|on|gone|not|being|too|so|wet|a mess|killing|stressful|boring|great|awful|"
    r"terrible|hard|fine|"
    r"going|getting|falling|closing|hurting|burning|aching|watering|itching|stinging|twitching|playing|acting|driving|tired|"
    r"sore)\b)(?P<x>[\w'].*)"
)
_DREAM = compile_pattern(
    rf"{_OPEN}(?:my (?:big |biggest )?dream|my plan|my goal|the plan|our plan)(?:'s| is) to (?P<x>[\w' -]+)"
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
_IS_CALLED = compile_pattern(r"(?:'s name(?:'s| is)|(?:'s|is|are) (?:called|named)) ")
_WE_NAMED = compile_pattern(r"(?:<have>)?(?:named|called) (?:her|him|it|them) ")
_THEIR_NAME = compile_pattern(rf"{_OPEN}(?:her|his|its|their) names?(?:'s| is| are) ")


@dataclass(frozen=True)
class NamedThing:
    """A name or value that a clause gives."""

    slot: str
    value: str
    start: int
    """Where its quote begins in the message, after any fillers."""
    end: int
    subject: Subject = "you"
    name: str = ""
    relation: str = ""
    text: str = ""
    """Its sentence; empty: the quote, turned to the second person."""
    ends: bool = False


def find_names(
    text: str, low: str, start: int, end: int, subject: ClauseSubject | None, last: ClauseSubject | None
) -> Iterator[NamedThing]:
    """The names in the clause `text[start:end]`, by the first pattern that matches."""
    clause = low[start:end]
    corrected = _NOT_MY_NAME.match(low, start, min(len(low), start + 120))
    if corrected and (named := _corrected_name(text, low, corrected)):
        yield named
        return
    own_name = _YOUR_NAME.match(clause) or (_GREETING.search(low[:start]) and _I_AM.match(clause))
    if own_name:
        yield from _your_name(text, low, start, end, own_name)
        return
    now = _DAY_NOW.match(clause)
    if now and (now["before"] or now["x"]):
        yield _day_now(start, now)
        return
    for pattern, slot in (
        (_FAVOURITE, "favourite {f}"),
        (_DAY, "{of}{f}"),
        (_DATED, "date {f}"),
        (_MINE, "{f}"),
        (_DREAM, "wish {x}"),
    ):
        found = pattern.match(clause)
        if found:
            yield _thing(text, start, found, slot)
            return
    if subject is not None:
        yield from _by_subject(text, low, end, subject, last)
    theirs = _THEIR_NAME.match(clause)
    if theirs and last is not None and not last.name:
        yield from _name_of(text, low, start, start + theirs.end(), end, last)


def _your_name(text: str, low: str, start: int, end: int, found: re.Match[str]) -> Iterator[NamedThing]:
    at = start + found.end()
    name, stop = _spelled(text, at, name_at(text, low, at, end, alone=True))
    after = low[stop:end].strip()
    greeted = re.search(r"\b(?:i'm|i am) $", found[0])
    if (
        not name
        or name.lower() in _NOT_CALLED
        or (not found["my"] and is_feeling(name) and (greeted or text[at].islower()))
        or any(name.lower() in LISTS[kind] for kind in ("nations", "states", "kinds", "jobs"))
        or (text[at].islower() and after and not re.match(r"[,.!]|and\b|please|for short|everybody|instead", after))
    ):
        return
    begin = start + (found.start("my") if found["my"] else found.start("call"))
    called = f"Your name is {capitalised(name)}." if found["my"] else f"You’re called {capitalised(name)}."
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
    name, stop = _spelled(text, at, name_at(text, low, at, len(text), alone=True))
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


def _spelled(text: str, at: int, name: str) -> tuple[str, int]:
    """The name as it is spelled, letter by letter, if it is: “S-A-R-A”; and where it ends."""
    stop = at + len(name)
    alone = re.match(r"[^\W\d_](?:(?:\s*[-.]\s*|\s+)[^\W\d_]\b){1,}", text[at:])
    found = _LETTERS.match(text, at if alone else stop)
    if not found:
        return name, stop
    letters = "".join(re.findall(r"[^\W\d_]", found["letters"]))
    if not alone and (len(letters) < 3 or letters[0].lower() != name[:1].lower()):
        return name, stop
    return letters.capitalize(), found.end("letters")


def _thing(text: str, start: int, found: re.Match[str], slot: str) -> NamedThing:
    groups = {name: (value or "").strip() for name, value in found.groupdict().items()}
    begin = re.compile(_OPEN).match(found[0]).end()  # type: ignore[union-attr]
    kin = groups.get("of", "").removesuffix("'s")
    relation = next((word for word in reversed(kin.split()) if word in LISTS["kin"]), "")
    name = kin.partition(relation)[2].strip() if relation else ""
    subject: Subject = "person" if relation else "wish" if slot.startswith("wish") else "you"
    filled = groups["f"] if relation else slot.format(**{**groups, "of": "", "x": " ".join(groups["x"].split()[:5])})
    value = "yes" if subject == "wish" else groups["x"]
    return NamedThing(filled, value, start + begin, start + found.end(), subject, capitalised(name), relation)


def _day_now(start: int, found: re.Match[str]) -> NamedThing:
    when, kin = (found["before"] or found["x"]).strip(), (found["of"] or "").strip().removesuffix("'s")
    relation = next((word for word in reversed(kin.split()) if word in LISTS["kin"]), "")
    name = capitalised(kin.partition(relation)[2].strip()) if relation else ""
    whose = (
        f"Your {' '.join(filter(None, [kin.partition(relation)[0].strip(), relation, name]))}'s" if relation else "Your"
    )
    begin = re.compile(_OPEN).match(found[0]).end()  # type: ignore[union-attr]
    sentence = f"{whose} {found['f']} is {when}."
    subject: Subject = "person" if relation else "you"
    return NamedThing(found["f"], when, start + begin, start + found.end(), subject, name, relation, sentence)


def _by_subject(
    text: str, low: str, end: int, subject: ClauseSubject, last: ClauseSubject | None
) -> Iterator[NamedThing]:
    rest = low[subject.predicate : end]
    called = _IS_CALLED.match(rest)
    if called and subject.kind in "kp" and not subject.name_end:
        yield from _name_of(text, low, subject.start, subject.predicate + called.end(), end, subject)
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


def _introduction(relation: str, name: str, start: int, end: int) -> NamedThing:
    if relation in LISTS["pets"]:
        return NamedThing(f"{relation} {name.lower()}", name.lower(), start, end, name="", relation="")
    return NamedThing(slot_of_name(relation, name), name.lower(), start, end, "person", capitalised(name), relation)


def _name_of(text: str, low: str, start: int, at: int, end: int, whose: ClauseSubject) -> Iterator[NamedThing]:
    """The name that begins at `at`, for this person or pet."""
    name = name_at(text, low, at, end, alone=True)
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
        at + len(name),
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
