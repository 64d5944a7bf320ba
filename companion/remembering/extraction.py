"""Extracts facts about the user's life from one of their messages, each with the words that told it. Uses no model.

Whisper's lines have neither reliable capitals nor punctuation, and a wrong fact is worse than none. So a message is split into
clauses (`statements.py`), without questions, suppositions, quotations and jokes (`sincerity.py`), and of the rest only what
matches a rule from its first word on (`life.toml`, `names.py`, `forbidden_topics.py`) becomes a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from companion.memory.fact import FactCandidate, Subject
from companion.remembering import times
from companion.remembering.dates import every_year, with_dates
from companion.remembering.denials import denials_of
from companion.remembering.ended_slots import ended_slots
from companion.remembering.endings import of_the_user
from companion.remembering.fact_sentences import fact_sentence
from companion.remembering.forbidden_topics import forbidden_topic
from companion.remembering.named_thing import NamedThing
from companion.remembering.names import find_names, slot_of_name
from companion.remembering.plausible import is_home, is_job
from companion.remembering.rules import RULES, Rule, compile_pattern
from companion.remembering.shared_statements import shared_statements
from companion.remembering.slots import slot_and_value
from companion.remembering.statements import Clause, clauses, plain
from companion.remembering.subjects import ClauseSubject, find_subject, people_mentioned
from companion.remembering.vocative import without_vocative
from companion.remembering.words import LISTS
from companion.text.calendar_words import MONTH
from companion.text.second_person import capitalised, second_person, speaks_of_her, without_fillers

_PASSING = re.compile(
    r"\b(?:since (?:noon|midnight|this|breakfast|lunch|dinner|i (?:got|came|woke)|\w+ o'clock)|tonight|today|right now|"
    r"this (?:morning|evening|afternoon|minute|second|very)|at the moment|for now|just now|for dinner|for lunch)\b"
)
_VAGUE = re.compile(
    r"\b(?:that|this)$|\b(?:them|him|it|those|these\b(?! days)|over there|this (?!hospital|house|town|city|village|flat|street|"
    rf"country|area|year|month|spring|summer|autumn|winter|{MONTH}))\b"
)
"""Words that make sense only together with the line before."""
_OFTEN = compile_pattern("<freq>")
_USUAL = Rule("habit {w}", r"<adv>(?:<routines>)(?:e?s)?\b[\w' -]*", "yes", "habit")
"""“Every Thursday I go climbing”: the frequency comes first."""
_AND_VERB = re.compile(
    r",\s+(?=(?:is|was|works|lives|has|plays)\b)|,?\s+(?:and|but)\s+(?:then\s+|now\s+|also\s+|still\s+|"
    r"just\s+)?(?=(?:live|work|teach|play|move|grew|have|has|"
    r"stud|love|hate|speak|am\b|'m\b|is\b|was\b|"
    r"want|keep|collect|sing|can't|don't|doesn't|never|go\b|goes\b|run\b|runs\b|got|used to|enjoy|like|prefer|drive|"
    r"own\b|started|quit|share|bought|sold|adopted|built))"
)
_DATED = ("date ", "plan ")
_YEARLY = frozenset({"birthday", "anniversary", "wedding anniversary", "name day"})
"""Slots, or their beginnings, that a day fills: once, or every year."""
_PLACES = ("home", "origin", "birthplace", "plan move")


def extract_facts(text: str, at: datetime, her_name: str = "") -> list[FactCandidate]:
    """The facts in a message, in its order; `at` is when it was said, `her_name` how the user may address her in it.

    Only this message counts: a name from the one before would remain when that is deleted.
    """
    bare = without_vocative(text, her_name)
    said = _SaidMessage(bare, plain(bare), at)
    facts: list[FactCandidate] = []
    last: ClauseSubject | None = None
    for clause in clauses(bare, her_name):
        found, last = _from_clause(said, clause, last)
        facts += [candidate for candidate in found if candidate not in facts]
    return [_finished(fact, said, text) for fact in _without_duplicates([*facts, *shared_statements(bare, her_name)])]


def last_person(text: str, at: datetime, her_name: str = "") -> ClauseSubject | None:
    """The person or pet a message speaks of last, whom “she” would mean in the next one."""
    bare = without_vocative(text, her_name)
    said = _SaidMessage(bare, plain(bare), at)
    last: ClauseSubject | None = None
    for clause in clauses(bare, her_name):
        _, after = _from_clause(said, clause, last)
        last = after or last
    return last


def _finished(fact: FactCandidate, said: _SaidMessage, text: str) -> FactCandidate:
    """The fact with dates for “tomorrow” and the like, and with her name in its quote, if that was blanked within it."""
    place = said.text.find(fact.quote)
    sentence, value = with_dates(fact.text, said.at), fact.value
    if fact.slot in _YEARLY and sentence != fact.text:
        sentence = every_year(sentence)
        value = sentence.partition(" on ")[2].rstrip(".").lower()
    if fact.slot.startswith(_DATED):
        value = with_dates(value, said.at).lower()
    return replace(fact, text=sentence, value=value, quote=text[place : place + len(fact.quote)])


@dataclass(frozen=True)
class _SaidMessage:
    text: str
    low: str
    at: datetime


def _from_clause(
    said: _SaidMessage, clause: Clause, last: ClauseSubject | None
) -> tuple[list[FactCandidate], ClauseSubject | None]:
    forbidden = forbidden_topic(said.text, said.low, clause.start, clause.end)
    if forbidden:
        quote = said.text[forbidden.start : forbidden.end]
        return [FactCandidate("boundary", f"topic {forbidden.topic}", forbidden.topic, forbidden.text, quote)], last
    subject = find_subject(said.text, said.low, clause.start, clause.end, last)
    things = find_names(said.text, said.low, clause.start, clause.end, subject, last)
    called = [candidate for thing in things if (candidate := _as_candidate(said, thing))]
    beside = [
        _mentioned_fact(said, *other) for other in people_mentioned(said.text, said.low, clause.start, clause.end)
    ]
    after = _next_antecedent(said, clause, subject, last, called)
    ends = list(_impersonal_ends(said, clause))
    if called or subject is None or speaks_of_her(said.low[subject.start : clause.end]):
        return _with_mentioned(called + ends, beside), after
    found = [*_facts_about(said, subject, clause.end), *ends]
    if subject.introduced and not any(subject.name in fact.text for fact in found):
        found.append(_introduced(said, subject))
    return _with_mentioned(found, beside), after


def _with_mentioned(found: list[FactCandidate], beside: Sequence[FactCandidate]) -> list[FactCandidate]:
    """Add the people mentioned in passing, unless a fact names them already."""
    return found + [other for other in beside if not any(other.name in fact.text for fact in found)]


def _mentioned_fact(said: _SaidMessage, relation: str, name: str, start: int, end: int) -> FactCandidate:
    sentence = f"Your {relation} is called {name}."
    quote = said.text[start:end]
    return FactCandidate("person", slot_of_name(relation, name), name.lower(), sentence, quote, name, relation)


def _as_candidate(said: _SaidMessage, thing: NamedThing) -> FactCandidate | None:
    quote = without_fillers(said.text[thing.start : thing.end])
    if speaks_of_her(quote) or not quote:
        return None
    sentence = thing.text or second_person(quote)
    if thing.name and thing.name not in sentence:
        sentence = re.sub(rf"\b{re.escape(thing.name)}\b", thing.name, sentence, flags=re.IGNORECASE)
    return FactCandidate(
        thing.subject, thing.slot, thing.value, sentence, quote, thing.name, thing.relation, ends=thing.ends
    )


def _next_antecedent(
    said: _SaidMessage,
    clause: Clause,
    subject: ClauseSubject | None,
    last: ClauseSubject | None,
    called: Sequence[FactCandidate],
) -> ClauseSubject | None:
    """The person or pet that “she” would mean in the next clause."""
    for fact in called:
        if fact.name:
            return ClauseSubject("k", 0, 0, f"your {fact.relation} {fact.name}", fact.name, fact.relation)
    if subject is not None and subject.kind in "kpn":
        return subject
    pet = re.search(
        r"\b(?:a|an|the|our|my) (?:\w+ )?(puppy|kitten|dog|cat|parrot|rabbit|horse|hamster)\b",
        said.low[clause.start : clause.end],
    )
    if pet:
        return ClauseSubject("p", 0, 0, f"your {pet[1]}", pet=pet[1])
    if subject is not None and subject.introduced:
        return ClauseSubject("k", 0, 0, f"your {subject.relation} {subject.name}", subject.name, subject.relation)
    return last if subject is None or subject.kind == "i" else None


def _facts_about(said: _SaidMessage, subject: ClauseSubject, end: int) -> Iterator[FactCandidate]:
    """The facts about the subject, also those of a second verb: “live in Ghent and work nights”."""
    start = subject.predicate
    first = True
    while start < end:
        cut = _AND_VERB.search(said.low, start + 1, end)
        stop = cut.start() if cut else end
        fact = _by_rule(said, subject, start, stop, first)
        endings = [] if fact is not None and not _denies(fact) else list(_endings(said, subject, start, stop, first))
        endings = [end for end in endings if fact is None or end.slot != fact.slot]
        if fact is None and not endings and first and cut is None:
            return
        yield from [fact, *endings] if fact is not None else endings
        start, first = (cut.end() if cut else end), False


def _by_rule(said: _SaidMessage, subject: ClauseSubject, start: int, end: int, first: bool) -> FactCandidate | None:
    words = said.low[start:end]
    often = first and _OFTEN.search(said.low[subject.start : start])
    for rule in (*RULES, _USUAL) if often else RULES:
        found = rule.match(words) if subject.kind in rule.who else None
        if found and _is_plausible(rule, found, said.text[start:end]):
            return _fill_rule(said, subject, rule, found, start, end, first)
    return None


def _denies(fact: FactCandidate) -> bool:
    """Whether it may end something besides: “I used to play chess”, “I have no dog”."""
    return (
        (fact.ends and fact.slot != "job")
        or fact.slot.startswith(("past ", "never ", "moved out"))
        or fact.value in ("no", "single")
        or fact.value.startswith("no ")
    )


def _endings(said: _SaidMessage, subject: ClauseSubject, start: int, end: int, first: bool) -> Iterator[FactCandidate]:
    """The ends of what a negated predicate denies: “I'm not allergic to nuts after all”."""
    quote = without_fillers(said.text[subject.start if first else start : end])
    if subject.kind == "n" or not quote or _PASSING.search(said.low[subject.start : end]):
        return
    sentence = fact_sentence(subject, quote, start, first)
    kind: Subject = "person" if subject.kind == "k" else "you"
    name, relation = (subject.name, subject.relation) if kind == "person" else ("", "")
    for slot, value in ended_slots(said.low[start:end], subject.kind):
        slot = f"{subject.pet} {subject.name.lower()} {slot}".replace("  ", " ") if subject.kind == "p" else slot
        yield FactCandidate(kind, slot, value, sentence, quote, name, relation, ends=True, only_to_end=True)


def _impersonal_ends(said: _SaidMessage, clause: Clause) -> Iterator[FactCandidate]:
    """What a clause ends of the user's although its subject is another: “my asthma is gone”."""
    quote = without_fillers(said.text[clause.start : clause.end])
    predicate = of_the_user(plain(quote).rstrip(" .!"))
    for slot, value in ended_slots(predicate, "i") if predicate else ():
        yield FactCandidate("you", slot, value, second_person(quote), quote, ends=True, only_to_end=True)


def _is_plausible(rule: Rule, found: re.Match[str], words: str) -> bool:
    """Whether what fills the slot can be a home or a job of one's own; `words`: verbatim, from the verb on."""
    if rule.ends or not found.groupdict().get("x"):
        return True
    if rule.slot == "home":
        return is_home(words[found.start("x") : found.end("x")])
    return rule.slot != "job" or is_job(found[0][: found.start("x")], words[found.end("x") :].lower())


def _fill_rule(
    said: _SaidMessage, subject: ClauseSubject, rule: Rule, found: re.Match[str], start: int, end: int, first: bool
) -> FactCandidate | None:
    if not rule.event and _PASSING.search(said.low[subject.start : end]):
        return None
    stop = end if rule.whole else _next_mark(said.low, start + found.end(), end)
    begin = subject.start if first else start
    if _VAGUE.search(said.low[begin:stop]):
        stop = _next_mark(said.low, start + found.end("x") if found.groupdict().get("x") else start + found.end(), stop)
    quote = without_fillers(said.text[begin:stop])
    if not quote or (rule.subject != "boundary" and _VAGUE.search(plain(quote))):
        return None
    slot, value = slot_and_value(rule, found)
    if slot == "away" and not said.text[start + found.start("x")].isupper():
        return None  # “in theory”, “in danger”
    since = times.since(
        said.low[subject.start : end],
        said.at.date(),
        rule.event and not slot.startswith(("date", "plan")),
        rule.lasted,
    )
    until = times.until(said.low[start:stop], said.at.date())
    person = subject.kind in "kn"
    kind = "person" if person else rule.subject
    name, relation = (subject.name, subject.relation) if person else ("", "")
    if subject.kind == "p":
        slot = f"{subject.pet} {subject.name.lower()} {slot}".replace("  ", " ")
    sentence = fact_sentence(subject, quote, start, first)
    if (
        slot in _PLACES
        and said.text[1:] == said.low[1:].replace(" i ", " I ")
        and value.isalpha()
        and value not in LISTS["abodes"]
    ):
        sentence = re.sub(rf"\b{value}\b", capitalised(value), sentence)
    return FactCandidate(kind, slot, value, sentence, quote, name, relation, since, until, rule.ends)


def _introduced(said: _SaidMessage, subject: ClauseSubject) -> FactCandidate:
    """The name in “My sister Nora rang”, which is a fact even if the rest is none."""
    quote = said.text[subject.start : subject.name_end]
    mine = re.search(r"\b(?:my|our)\b", plain(quote))
    quote = quote[mine.start() :] if mine and subject.name.lower() in plain(quote)[mine.start() :] else quote
    kin = subject.relation or subject.pet
    sentence = f"Your {kin} is called {subject.name}."
    if subject.pet:
        return FactCandidate("you", f"{kin} {subject.name.lower()}", subject.name.lower(), sentence, quote)
    return FactCandidate(
        "person", slot_of_name(kin, subject.name), subject.name.lower(), sentence, quote, subject.name, kin
    )


def _next_mark(low: str, at: int, end: int) -> int:
    found = re.compile(r"[,;:.!?–—]| - |-\s").search(low, at, end)
    return found.start() if found else end


def _without_duplicates(facts: list[FactCandidate]) -> list[FactCandidate]:
    """Of facts with the same slot, value and person, only the longest."""
    kept: dict[tuple[str, str, str, str], FactCandidate] = {}
    for fact in facts:
        key = (fact.slot, fact.value, fact.name, fact.relation)
        if key not in kept or len(fact.text) > len(kept[key].text):
            kept[key] = fact
    return [replace(fact, name=capitalised(fact.name), disproves=denials_of(fact)) for fact in kept.values()]
