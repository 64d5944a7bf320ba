"""Finds loose ends in a line of the user's: what they said they would do, was to happen, or they waited for; and when to ask.

A grammar, and a careful one: what is denied, supposed, reported, past, somebody else's or grave is no loose end, even if now and
then it would have been one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import Literal

from companion.care.patterns import danger
from companion.courtesy import is_grave
from companion.remembering.sincerity import (
    is_conditional,
    is_joking,
    is_question,
    is_reported_or_unsure,
    starts_fiction,
)
from companion.text.grounding import content_words
from companion.text.normalised_words import normalised
from companion.text.second_person import without_fillers
from companion.text.sentences import split
from companion.unasked.asking import Asked, asked_in, words
from companion.unasked.asking_widely import unheard, widely
from companion.unasked.plain_clauses import in_full, promise, with_names
from companion.unasked.when import Span, span_of

Kind = Literal["plan", "occasion", "wait"]
LONGEST = 600
"""Characters of a longer line are a letter or a story, and are not read."""
_LATEST: dict[Kind, timedelta] = {"plan": timedelta(days=8), "occasion": timedelta(days=40), "wait": timedelta(days=30)}
"""For so long after it was due a question still has a point."""
_AHEAD = re.compile(
    r"\b(?:will|shall|going to|gonna|gotta|have to|has to|need to|must|should|better|promised|decided|waiting|hear|"
    r"to(?:day|night|morrow)|next|weekend|later|fortnight|noon|midnight|lunch|months?|weeks?|soon|due|coming|applied|submitted|"
    r"sent off|sent in|handed in|entered|auditioned|offer|about to|"
    r"this|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|\d|"
    r"in (?:an?|two|three|four|five|six) )|['’]ll\b",
    re.IGNORECASE,
)
"""Without one of these no line tells of the future: most lines go no further."""
_ALSO = frozenset({"talk", "call", "show", "first"})
"""Words that say little elsewhere, and name an occasion here."""
_AT_ONCE = timedelta(hours=2)
"""What happens within this time is no plan."""
_COMMAND = re.compile(
    r"^(?:please |can |could |will )?(?:you )?(?:please )?(?:wake|remind|set|call|tell|book|add|put|note|play|ask|write|let's)\b"
)
_PATIENCE = timedelta(days=3)
"""After so long she asks about what somebody waits for, if they did not say when it comes."""
_CLAUSES = re.compile(
    r"\s*[;–—]\s*|\s*,?\s+(?:but|because|although|though|so|before|after which|and then|then)\s+|"
    r",?\s+and\s+(?=(?:then |so |also |i|i'\w+|we|we'\w+|my|the|on|tomorrow|after|he|he's|she|she's|they|"
    r"they're|it|it's|there|half|nobody|everyone|everybody)\b)|\s+or (?=i'|we'|i |we )|"
    r",\s+(?=(?:and |so )?(?:i|i'\w+|we|we'\w+|my|the|then|they|he|she|it|it's|who|which)\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|nobody|nothing|neither|nor|cannot|without)\b|n't\b|\b(?:refuse|forgot|cancelled|canceled|"
    r"called off|postponed|already|ended up|instead of|too (?:tired|late|busy)|i wish|might|may|maybe|perhaps|"
    r"probably|if|unless)\b"
)
_TO_DO = re.compile(
    r"(?<=\bto )(?:hear|ask|tell|read|write|text|guess)\b|(?<='ll )(?:hear|ask|tell|read|write|text)\b|"
    r"(?<=will )(?:hear|ask|tell)\b"
)
"""Verbs that report elsewhere, and here are what somebody will do."""
_OWN = re.compile(
    r"\bi (?:think|reckon|told|promised|swore to)(?: (?:my )?\w+)?(?: that)? (?=i'll|i'd|i will|i would|i'm "
    r"going)|\bi swear(?: to god)?(?: i am| i will)?\b|(?<=^i )hear\b|(?<=, i )hear\b|(?<=when i )hear\b"
)
"""The user's own plan, told to somebody or only half certain: with a time in it that is enough."""
_BOTH = re.compile(r"\b(?:[A-Z]\w+|[Mm]y (?:\w+ )?\w+) and I are\b")
_SHORT_IS = re.compile(r"\b(today|tonight|tomorrow|\w+day)['’]s (?=my\b|our\b|the\b|an?\b)", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(?:every|each|always|usually|often|most|"
    r"on \w+days|all the time|again and again|some day|someday|one day)\b"
)


@dataclass(frozen=True)
class LooseEnd:
    """Something the user said of the future, that may be asked about once it is past."""

    kind: Kind
    question: str
    """“Did you call Amy?”"""
    begins: datetime
    """From when on a word about it tells how it went; local."""
    due: datetime
    """From when on she may ask."""
    ends: datetime
    """From when on it is too late to ask."""
    about: frozenset[str]
    """The stems of the words that say what it is about."""
    place: int
    """Where in the line its clause begins."""


def loose_ends(line: str, said: datetime, zone: tzinfo) -> list[LooseEnd]:
    """The loose ends of a line that was said then, by the clocks of this zone. `said`: local, without a zone."""
    if len(line) > LONGEST or not _AHEAD.search(line) or _is_left_alone(line):
        return []
    found: list[LooseEnd] = []
    place = 0
    for sentence in split(line):
        place = line.find(sentence, place)
        low = sentence.lower().replace("’", "'")
        if starts_fiction(low):
            break
        if (still := unheard(sentence)) is not None:
            found.append(
                _loose_end(still, frozenset(key_words(still.about)), span_of(sentence, said, zone), said, place)
            )
        elif not (
            low.rstrip().endswith("?")
            or _COMMAND.match(low)
            or is_reported_or_unsure(_OWN.sub(" ", _TO_DO.sub("do", low)))
        ):
            found += _in_sentence(sentence, place, line, said, zone)
    return found


def key_words(text: str) -> set[str]:
    """The words by which two lines are known to be about the same thing, without their endings."""
    return content_words(text) | (_ALSO & set(text.lower().split()))


def _is_left_alone(line: str) -> bool:
    """Whether the line is grave, dangerous or a joke: nothing in it is asked about."""
    low = line.lower().replace("’", "'")
    return bool(_never().search(low)) or is_joking(low) or is_grave(line) or danger(normalised(line)) is not None


def _in_sentence(sentence: str, place: int, line: str, said: datetime, zone: tzinfo) -> Iterator[LooseEnd]:
    before = ""
    text = _SHORT_IS.sub(r"\1 is ", _BOTH.sub("We are", sentence))
    whole = span_of(text, said, zone)
    for clause, at in _clauses(text):
        low = clause.lower().replace("’", "'")
        told = not (is_question(low) or is_conditional(before, low) or _DENIED.search(low) or _HABIT.search(low))
        after_or = bool(re.search(r"\bor $", line[: place + at].lower()))
        before = low
        if after_or or not told or re.search(r"\byou\b|\byour\b", low):
            continue
        when = span_of(clause, said, zone) or whole
        if when is not None and (when.past or when.ends - said < _AT_ONCE):
            continue
        if (found := _in_clause(clause, line[: place + at], when)) is not None:
            yield _loose_end(*found, when, said, place + at)


def _in_clause(clause: str, before: str, when: Span | None) -> tuple[Asked, frozenset[str]] | None:
    """What to ask about a clause, and what it is about; `when`: the time in it, or in its sentence."""
    clause = with_names(promise(clause), before)
    bare = when.without(clause) if when is not None else clause
    for part in dict.fromkeys((bare, *bare.split(","))):
        asked = _asked(part.strip(), when is not None)
        about = _about(asked.about) if asked is not None else frozenset()
        if asked is not None and about:
            return asked, about
    return None


def _about(words_: str) -> frozenset[str]:
    """The names in it, if there are any: of “Nora for lunch” lunch says little."""
    names = key_words(" ".join(re.findall(r"\b[A-Z]\w+", words_)))
    return frozenset(names or key_words(words_))


def _asked(clause: str, timed: bool) -> Asked | None:
    text = in_full(" ".join(without_fillers(clause).replace("’", "'").split()))
    return asked_in(text, timed) or widely(text, text.lower(), timed)


def _loose_end(asked: Asked, about: frozenset[str], when: Span | None, said: datetime, place: int) -> LooseEnd:
    if when is None:
        begins = said + timedelta(hours=1)
        morning = (said + timedelta(days=1)).replace(hour=17, minute=0, second=0, microsecond=0)
        due = said + _PATIENCE if asked.kind == "wait" else morning
    else:
        begins, due = max(when.begins, said + timedelta(minutes=45)), when.due(asked.kind == "occasion")
    return LooseEnd(asked.kind, asked.question, begins, due, due + _LATEST[asked.kind], about, place)


def _clauses(sentence: str) -> Iterator[tuple[str, int]]:
    """The clauses with where they begin."""
    at = 0
    for found in [*_CLAUSES.finditer(sentence), None]:
        end = found.start() if found else len(sentence)
        if clause := sentence[at:end].strip():
            yield clause, at
        at = found.end() if found else end


@cache
def _never() -> re.Pattern[str]:
    return re.compile(words()["never"]["words"].replace("\n", ""))
