"""Finds the facts that are relevant to a line just said, by their words and by the people it names. Uses no model."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

import re
from collections.abc import Sequence

import apsw

from companion.memory.people import all_people, same_relation

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MOST_WORDS = 40
_CANDIDATES = 60
_NAMED = 6.0
"""The score for a fact about a person who is named; a rare word gives three to six (BM25)."""
_COMMON = frozenset(
    "a an the and or but so if then than that this these those there here it its it's i i'm i've i'd i'll me my mine you "
    "you're you've your yours we our us he him his she her hers they them their who whom whose what which when where why "
    "how is are was were be been being am do does did doing done don't didn't doesn't have has had having can could will "
    "would shall should may might must not no nor of in on at to from for with by about as into over under again ever "
    "never just only very too also still now today tonight tomorrow yesterday some any all both each more most much many "
    "get got go going went come came say said tell told know think thought remember really well yes yeah ok okay oh um uh "
    "like thing things something anything nothing one two up down out off let let's please thank thanks make made want "
    "good bad lot bit time day days year years call called name".split()
)
_ASKED: dict[str, str] = {
    "live": "home", "living": "home", "lives": "home", "address": "home", "moved": "home", "move": "home",
    "work": "job", "working": "job", "works": "job", "living for": "job", "profession": "job", "office": "job",
    "eat": "diet", "food": "diet", "cook": "diet", "dinner": "diet", "lunch": "diet", "recipe": "diet", "restaurant": "diet",
    "old": "age", "born": "birthday", "name": "name", "called": "name", "married": "partner", "wife": "partner",
    "husband": "partner", "pet": "pet", "pets": "pet", "hobby": "habit", "hobbies": "habit", "study": "studies",
    "allergies": "allergy", "allergic": "allergy", "languages": "language", "speak": "language",
    "instrument": "instrument", "play": "instrument", "favourite": "favourite", "favorite": "favourite", "car": "car",
}  # fmt: skip
"""The slot that a word of a question asks for."""


def related_facts(reader: apsw.Connection, text: str, limit: int) -> list[int]:
    """Ids of current facts, best first; empty when none contains a content word of the line.

    A word that many facts contain (“live”, “work”) counts only for facts about the person who is named, or the user.
    """
    words = [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)][:_MOST_WORDS]
    people = _named(reader, words)
    telling = [f'text : "{word}"' for word in words if word not in _COMMON and word not in _ASKED]
    asked = [f'{{text slot}} : "{word}"' for word in words if word in _ASKED and word not in _COMMON]
    asked += [f'slot : "{slot}"' for slot in sorted({_ASKED[word] for word in words if word in _ASKED})]
    scores = {fact: score for fact, _, score in _by_words(reader, telling)}
    for fact, person, score in _by_words(reader, asked):
        if fact in scores or (person in people if people else person is None):
            scores[fact] = scores.get(fact, 0.0) + score
    for fact, person in _about(reader, people):
        scores[fact] = scores.get(fact, 0.0) + _NAMED * people[person]
    return sorted(scores, key=lambda fact: (-scores[fact], -fact))[:limit]


def _named(reader: apsw.Connection, words: Sequence[str]) -> dict[int, float]:
    """The people the line mentions by name or relation, and how certain each is, 0…1."""
    spoken = set(words)
    sure: dict[int, float] = {}
    for person in all_people(reader):
        if spoken & set(person.name.lower().split()):
            sure[person.id] = 1.0
        elif person.relation and any(same_relation(person.relation, word) for word in spoken):
            sure[person.id] = 0.8
    return sure


def _by_words(reader: apsw.Connection, asked: Sequence[str]) -> list[tuple[int, int | None, float]]:
    """Facts that match any of these terms: id, person and score (BM25, more is better)."""
    if not asked:
        return []
    sql = """select f.id, f.person, -bm25(fact_stems) from fact_stems join fact f on f.id = fact_stems.rowid
        where fact_stems match ? and f.superseded_by is null and f.until is null order by bm25(fact_stems) limit ?"""
    return reader.execute(sql, (" OR ".join(asked), _CANDIDATES)).fetchall()  # type: ignore[return-value]


def _about(reader: apsw.Connection, people: dict[int, float]) -> list[tuple[int, int]]:
    sql = "select id, person from fact where person = ? and superseded_by is null and until is null"
    return [row for person in people for row in reader.execute(sql, (person,))]
