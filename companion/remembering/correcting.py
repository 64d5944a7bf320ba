"""Applies a correction the user spoke: the right facts supersede the wrong ones.

“No, it's Porto, not Lisbon.” “My sister's name is Nora, not Laura.” “That's not right, she lives in Porto.” The new facts rest on
these very words: when they are deleted, the old facts become current again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from companion.memory.fact import Fact, FactCandidate
from companion.memory.facts import Facts
from companion.memory.people import same_relation
from companion.remembering.command_grammar import MemoryCommand
from companion.remembering.extraction import extract_facts
from companion.remembering.spelling import respelled
from companion.remembering.statements import plain
from companion.remembering.words import LISTS
from companion.text.second_person import without_fillers

_LEADING = re.compile(
    r"^(?:.*\b(?:is|are|was|were|called|named|said|meant|lives|works|moved|in|at|from|on|to|for)\s+|.*\b(?:it|that|he|she|"
    r"name)['’]s\s+)?"
    r"(?:(?:in|at|from|on|to|for|called|a|an|the)\s+)*",
    re.IGNORECASE | re.DOTALL,
)
_WITH_LETTER = re.compile(
    r",? (?:spelled |spelt |written )?with(?:out)? (?:an?|one|two|double|no|any|the) [a-z](?:['’]?s)?$", re.IGNORECASE
)
"""“Catherine with a C”."""
_BARE = frozenset({"home", "origin", "job", "job at", "your name"})
"""Slots filled by the right word alone."""
_SOMEBODY = re.compile(r"^(?:he|she|they)\b", re.IGNORECASE)


def apply_correction(facts: Facts, command: MemoryCommand, message: int, at: datetime) -> list[Fact]:
    """Correct the facts and return the new ones; empty when nothing known is corrected, or it is not clear what.

    Raises CompanionError when the file fails.
    """
    wrong, right = _words_of(facts, command, at)
    if wrong and right:
        instead = list(_replace_word(facts, wrong, right, command, message, at))
        if instead:
            return instead
    candidates = extract_facts(command.words, at) or list(_about_known_person(facts, command.words, at))
    accepted = [facts.accept(replace(one, origin="told"), message) for one in candidates]
    return [fact for fact in accepted if fact is not None and facts.history(fact.id)]


def _words_of(facts: Facts, command: MemoryCommand, at: datetime) -> tuple[str, str]:
    """What is wrong and what is right; empty when the line does not say."""
    if command.spelling:
        whose = _whose(command, at)
        known = {name for name in _known_names(facts, whose) if command.instead in ("", name.casefold())}
        return respelled(command.spelling, known, bool(whose)), command.spelling
    if not command.instead:
        return "", ""
    right = _WITH_LETTER.sub("", without_fillers(_LEADING.sub("", command.words)))
    return _LEADING.sub("", command.instead), right


def _whose(command: MemoryCommand, at: datetime) -> set[str]:
    """The relation (“sister”), the kind of pet or “your” of what the line gives a name to; empty if it does not say."""
    return {one.relation or one.slot.partition(" ")[0] for one in extract_facts(command.words, at)}


def _known_names(facts: Facts, whose: set[str]) -> Iterator[str]:
    """The names of the user, of people and of pets; of `whose` alone, if it is not empty."""
    for fact in facts.list():
        kind = fact.slot.partition(" ")[0]
        if fact.person is not None and (not whose or any(same_relation(fact.person.relation, kin) for kin in whose)):
            yield fact.person.name
        if fact.slot == "your name" and (not whose or kind in whose):
            yield fact.text.rstrip(".").split()[-1]
        if kind in LISTS["pets"] and (not whose or kind in whose):
            yield fact.slot.split()[-1]


def _relation_in(command: MemoryCommand, at: datetime) -> str:
    return next((one.relation for one in extract_facts(command.words, at) if one.relation), "")


def _replace_word(
    facts: Facts, wrong: str, right: str, command: MemoryCommand, message: int, at: datetime
) -> Iterator[Fact]:
    """Replace the wrong word in each fact that contains it; none when those are about several people."""
    relation = _relation_in(command, at)
    word = re.compile(rf"\b{re.escape(wrong)}\b", re.IGNORECASE)
    known = [
        fact for fact in facts.search(wrong) if fact.current and word.search(fact.text) and _is_about(fact, relation)
    ]
    if len({fact.person.id if fact.person else 0 for fact in known}) > 1:
        return
    for fact in known:
        new = facts.accept(_with_word(fact, word, right, without_fillers(command.words)), message)
        if new is not None and new.id != fact.id:
            facts.supersede(fact.id, new.id)
            yield facts.fact(new.id)


def _is_about(fact: Fact, relation: str) -> bool:
    return not relation or (fact.person is not None and same_relation(fact.person.relation, relation))


def _with_word(fact: Fact, word: re.Pattern[str], right: str, quote: str) -> FactCandidate:
    """The fact with the right word in place of the wrong one; a value other than that word becomes the whole sentence."""
    text = word.sub(lambda _: right, fact.text)
    name = (
        word.sub(lambda _: right, fact.person.name) if fact.person and fact.person.name != fact.person.relation else ""
    )
    relation = fact.person.relation if fact.person else ""
    slot = word.sub(lambda _: plain(right), fact.slot)
    value = plain(right) if slot in _BARE or slot != fact.slot else plain(text)
    return FactCandidate(fact.subject, slot, value, text, quote, name, relation, origin="told")


def _about_known_person(facts: Facts, words: str, at: datetime) -> Iterator[FactCandidate]:
    """“She lives in Porto” is about the only person whose home is known; nothing when there are several."""
    if not _SOMEBODY.match(words):
        return
    for read in extract_facts(_SOMEBODY.sub("my friend", words), at):
        known = [fact for fact in facts.list(subject="person") if fact.slot == read.slot and fact.person is not None]
        people = {fact.person.id: fact.person for fact in known if fact.person is not None}
        if len(people) == 1:
            (person,) = people.values()
            called = person.name if person.name != person.relation else f"Your {person.relation}"
            name = "" if person.name == person.relation else person.name
            text = re.sub(r"^Your friend\b", called, read.text)
            yield replace(read, text=text, quote=without_fillers(words), name=name, relation=person.relation)
