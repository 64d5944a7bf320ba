"""Finds what of the memory a request to forget means: the lines and the facts."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from companion.memory import Memory, Message
from companion.memory.fact import Fact, Person
from companion.memory.people import same_relation
from companion.remembering.extraction import extract_facts

MOST_FORGOTTEN = 20
"""Most lines that a spoken “forget” removes: the user may not know that there are more."""
_LEAST_NEAR = 0.3
"""Least recall score of a line that is offered when none says it in so many words."""
_SMALL = frozenset(
    "a an the my our his her their your this that these those of in on at to for from with and or but is are was were am "
    "be been i you we "
    "he she it they me us him them do does did has have had so very just all any some what who where when how".split()
)


@dataclass(frozen=True)
class Meant:
    """Lines and facts, by id."""

    messages: tuple[int, ...] = ()
    facts: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.messages or self.facts)


def told_of(memory: Memory, words: str, line: Message) -> Meant:
    """All that was said of something, and the facts about it with the lines they rest on; not the line that asks."""
    wanted = content_words(words)
    if not wanted:
        return Meant()
    facts = {
        fact.id: fact for fact in memory.facts.search(" ".join(sorted(wanted, key=len))[:200]) if _holds(fact, wanted)
    }
    messages = set(_saying(memory, wanted))
    for person in _people_meant(memory.facts.people(), wanted):
        facts |= {fact.id: fact for fact in memory.facts.list(person=person.id, current=False)}
        messages |= set(_saying(memory, {plain_word(person.name)})) if person.name != person.relation else set()
    for name in _names_of_pets(facts.values(), wanted):
        messages |= set(_saying(memory, {name}))
    messages |= {quote.message for fact in facts.values() for quote in fact.quotes}
    return Meant(tuple(sorted(messages - {line.id})), tuple(sorted(facts)))


def that_says(memory: Memory, words: str, line: Message) -> Meant:
    """The lines that say just this, and the facts that say the same."""
    read = extract_facts(words, line.at, memory.recall.names.her)
    known = [
        fact
        for one in read
        for fact in memory.facts.list(current=False)
        if fact.slot == one.slot and _same(fact, one.text)
    ]
    hits = [hit.message.id for hit in memory.search(words, MOST_FORGOTTEN + 2, whole=True).hits]
    messages = {*hits, *(quote.message for fact in known for quote in fact.quotes)} - {line.id}
    return Meant(tuple(sorted(messages)), tuple(fact.id for fact in known))


def nearest(memory: Memory, words: str, line: Message) -> Message | None:
    """The user's line that comes nearest to it in meaning, if any does."""
    for one in memory.recall.recall(words, 5, line.id):
        if one.speaker == "you" and one.score >= _LEAST_NEAR:
            return memory.message(one.message)
    for fact in memory.facts.about(words, 1):
        if fact.quotes:
            return memory.message(fact.quotes[-1].message)
    return None


def content_words(text: str) -> set[str]:
    """The words that say what is meant, in lower case, without accents and endings; all words if there are no others."""
    words = {plain_word(word) for word in _words(text)}
    return {word for word in words if word not in _SMALL} or words


def plain_word(word: str) -> str:
    """The word in lower case and without accents, as the word index has it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    return re.sub(r"['’]s$", "", plain)


def _saying(memory: Memory, wanted: set[str]) -> list[int]:
    """Messages with all these words, in either number: “allergies” finds “allergy”."""
    found: set[int] | None = None
    for word in wanted:
        forms = {word, *_other_number(word)}
        hits = {hit.message.id for form in forms for hit in memory.search(form, 500, whole=True).hits}
        found = hits if found is None else found & hits
    return sorted(found or ())


def _other_number(word: str) -> Iterable[str]:
    if word.endswith("ies"):
        return [word[:-3] + "y"]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    return [word + "s", word + "es"] if not word.endswith("y") else [word + "s", word[:-1] + "ies"]


def _holds(fact: Fact, wanted: set[str]) -> bool:
    """Whether the fact contains all of these as whole words: “art” is not in “party”."""
    whose = (fact.person.name, fact.person.relation) if fact.person else ()
    text = " ".join([fact.text, *whose, *(quote.text for quote in fact.quotes)])
    held = {plain_word(word) for word in _words(text)}
    return all({word, *_other_number(word)} & held for word in wanted)


def _people_meant(people: Iterable[Person], wanted: set[str]) -> list[Person]:
    """The people that the words name, and nothing besides: “my sister Nora”, “Nora”, “my sister”."""
    several = list(people)
    named = [one for one in several if plain_word(one.name) in wanted]
    kin = [one for one in named or several if any(same_relation(one.relation, word) for word in wanted if one.relation)]
    meant = kin if named and kin else named or kin
    return [
        one
        for one in meant
        if all(word == plain_word(one.name) or same_relation(one.relation, word) for word in wanted)
    ]


def _names_of_pets(facts: Iterable[Fact], wanted: set[str]) -> list[str]:
    """The names of the pets that the words mean: the slot of “a dog called Rex” is `dog rex`."""
    slots = (fact.slot.split() for fact in facts)
    return [slot[1] for slot in slots if len(slot) == 2 and {slot[0]} == wanted and len(slot[1]) > 2]


def _same(fact: Fact, text: str) -> bool:
    return content_words(fact.text) >= content_words(text) or content_words(fact.text) <= content_words(text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)
