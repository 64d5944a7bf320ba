"""Finds whom “she” or “her” means in a memory command, from what the user said just before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from companion.memory.conversations import Message
from companion.memory.fact import FactCandidate, Person
from companion.remembering.dates import with_dates
from companion.remembering.extraction import extract_facts, last_person
from companion.remembering.statements import plain
from companion.text.second_person import capitalised, second_person, without_fillers

PRONOUN = re.compile(r"^(?:(?P<they>he|she|they)(?=\b)|(?P<their>his|her|their)(?=\s+\w))", re.IGNORECASE)


@dataclass(frozen=True)
class Referent:
    """Somebody the user spoke of just before."""

    name: str
    """May be empty."""
    relation: str
    """May be empty, but then there is a name."""
    message: int
    """The id of the message that named them."""
    quote: str
    """The words in it that did."""

    @property
    def called(self) -> str:
        """“your sister Nora”, “Nora” or “your sister”."""
        return f"your {self.relation} {self.name}".strip() if self.relation else self.name


def referent(before: Sequence[Message], people: Sequence[Person], her_name: str) -> Referent | None:
    """The one person that the user's messages `before` (oldest first) speak of last; None when there is none, or several."""
    for message in reversed(before):
        found = _named_in(message, people, her_name)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def facts_about(referent: Referent, words: str, at: datetime) -> Iterator[FactCandidate]:
    """What `words`, which begin with a pronoun, say about them: facts, or else the sentence as a note."""
    kin, name = referent.relation or "friend", referent.name
    somebody = f"my {kin} {name}".strip()
    said = PRONOUN.sub(lambda found: somebody if found["they"] else f"{somebody}'s", words)
    quote = without_fillers(words)
    shown = "" if referent.relation else f"Your friend {name}"
    read = [fact for fact in extract_facts(said, at) if fact.slot != f"{kin} {name.lower()}"]
    for fact in read or [_note(referent, said, at)]:
        text = re.sub(rf"^{re.escape(shown)}\b", capitalised(name), fact.text) if shown else fact.text
        yield replace(
            fact, text=text, quote=quote, name=name, relation=referent.relation, subject="person", origin="told"
        )


def _note(referent: Referent, said: str, at: datetime) -> FactCandidate:
    value = plain(without_fillers(said))
    return FactCandidate("person", f"note {value}", value, with_dates(second_person(without_fillers(said)), at), said)


def _named_in(message: Message, people: Sequence[Person], her_name: str) -> list[Referent]:
    found: dict[tuple[str, str], Referent] = {}
    spoken = last_person(message.text, message.at, her_name)
    if spoken is not None and (spoken.name or spoken.relation):
        quote = _quote(message.text, spoken.name or spoken.relation)
        found[spoken.name.casefold() or spoken.relation, ""] = Referent(spoken.name, spoken.relation, message.id, quote)
    for person in people:
        word = re.search(rf"(?<!\w){re.escape(person.name)}(?!\w)", message.text, re.IGNORECASE)
        if word and (person.name.casefold(), "") not in found:
            name = "" if person.name == person.relation else person.name
            found[person.name.casefold(), str(person.id)] = Referent(name, person.relation, message.id, word[0])
    return list(found.values())


def _quote(text: str, word: str) -> str:
    place = text.casefold().find(word.casefold())
    return text[place : place + len(word)] if place >= 0 else ""
