"""Finds what a line says outright of what only the user and she share: nicknames, words with a meaning, jokes, rituals.

A wrong one is worse than none: a name must be in quotation marks, have a capital or begin with “the”, and others may not be part
of it (“our running joke” in a line about a wife is not hers).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from companion.memory.fact import FactCandidate
from companion.remembering.quoted_words import is_pasted, starts_quoting
from companion.remembering.sincerity import is_question, starts_fiction
from companion.remembering.statements import plain
from companion.remembering.unkept import unkept
from companion.remembering.words import any_of
from companion.text.calendar_words import MONTH, WEEKDAY
from companion.text.openers import any_opener
from companion.text.second_person import second_person, without_fillers

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_OPENERS = rf"^\W*(?:{any_opener('by the way|you know|oh|yeah|yes|look|listen|from now on|remember|just so you know')}[\s,:]+)*"
_OPEN, _CLOSE = "[“\"'‘]", "[”\"'’]"
_SAID = rf"(?:{_OPEN}(?P<x>[^”\"’]{{1,30}}?){_CLOSE}|(?P<bare>[\w'-]+(?: [\w'-]+){{0,3}}?))"
_NICKNAME = re.compile(
    rf"{_OPENERS}(?P<said>(?:i|we)(?:'ve)?(?: always| usually| just| still| like to)? (?:call|named|nicknamed|christened) "
    rf"(?P<thing>(?:my|our|the|that) [\w'-]+(?: [\w'-]+){{0,2}}?),? (?P<name>{_OPEN}[^”\"]{{2,30}}[”\"'’]|"
    r"(?:the |old |little |big |mister |mr |sir |lady |captain )*[\w'-]+(?: [\w'-]+)?))(?=\W*$|[,;:]|\s+(?:because|since|cause|and|"
    r"after|for)\b)"
)
_OUR_WORD = re.compile(
    rf"{_OPENERS}(?P<said>(?:my|our) (?:nick|pet )?(?:name|word) for (?P<thing>(?:my|our|the|that) [\w'-]+(?: [\w'-]+){{0,2}}?) is "
    rf"(?P<name>{_OPEN}[^”\"]{{2,30}}[”\"'’]|(?:the )?[\w'-]+(?: [\w'-]+)?))(?=\W*$|[,;:])"
)
_MEANING = re.compile(
    rf"{_OPENERS}(?P<said>(?:when|whenever|if|every time) i say {_SAID},?(?: to you)?,? (?:(?:it|that|this)(?: just| only| always| "
    r"really)? means(?: that)?|(?:then )?i(?: just| only| always| really)? mean(?: that)?) (?P<y>[\w' -]{2,60}))(?=\W*$|[,;:])"
)
_HER_NAME = re.compile(
    rf"{_OPENERS}(?P<said>(?:i'll|i will|i'm going to|i am going to|i'm gonna|i|let me|i like to|i always) call you "
    rf"(?P<name>{_OPEN}[^”\"]{{2,30}}[”\"'’]|(?:my |old |little )?[\w'-]+(?: [\w'-]+)?))(?P<on> from now on)?"
    r"(?=\W*$|[,;:]|\s+(?:because|since|cause|and)\b)"
)
_OWN_NAME = re.compile(
    rf"{_OPENERS}(?P<said>i(?: always| like to| usually)? call myself (?!an?\b)(?P<name>{_OPEN}[^”\"]{{2,30}}[”\"'’]|"
    r"(?:the |old )?[\w'-]+(?: [\w'-]+){0,2}))(?=\W*$|[,;:])"
)
_KINDS_OF_JOKE = r"(?:running|private|inside|standing|little|old) jokes?"
_JOKE = re.compile(
    rf"{_OPENERS}(?P<said>(?P<x>(?:the |my |our )?[\w'-]+(?: [\w'-]+){{0,3}}?)(?: is|'s)(?: still| now)? our {_KINDS_OF_JOKE})"
    r"(?=\W*$|[,;:])|"
    rf"(?P<said2>\bour {_KINDS_OF_JOKE} (?:is|about) (?P<x2>(?:the |my |our )?[\w'-]+(?: [\w'-]+){{0,3}}?))(?=\W*$|[,;:])"
)
_WHEN = rf"(?:night|evening|morning|day|{WEEKDAY})"
_RITUAL = re.compile(
    rf"{_OPENERS}(?P<said>(?:every {_WHEN},? i(?: always)?|i always) (?P<verb>tell|read|wish|sing|give|bring|ask) you "
    r"(?P<y>[\w' -]{5,60}))"
    r"(?=\W*$|[,;:])"
)
_NO_RITUAL = re.compile(
    r"^(?:that|this|everything|anything|nothing|all|lies|about|for|if|what|when|how|why|to|the truth|the same)\b|\b(?:but|never)\b"
)
_OTHERS = re.compile(
    rf"\b(?:he|she|they|them|her|him|his|their|{any_of('kin')}|friends?|colleagues?|team|class|everybody|everyone|people)\b"
)
_NOT_A_NAME = re.compile(
    rf"^(?:the (?:best|worst|greatest|first|last|most|day|way|whole|same)\b|(?:it|him|her|them|this|that|there|here|and|or|but|"
    rf"when|if|in|on|at|to|for|a|an|my|your|every|all|so|too|later|back|again|tomorrow|today|tonight|soon|now|first|out|over|up|off|crazy|"
    rf"names|once|twice|about|with|{WEEKDAY}s?|{MONTH})\b)"
)
_PRONOUN = re.compile(r"^(?:it|that|this|these|those|he|she|they|you|i|we|there|what|which|who)\b")


def shared_statements(text: str, her_name: str = "") -> list[FactCandidate]:
    """What this line of the user's says outright of what the two of them share, in its order; her name is blanked in it."""
    low = plain(text)
    if unkept(low) or is_pasted(text, her_name):
        return []
    found: list[FactCandidate] = []
    for sentence in _SENTENCE.finditer(text):
        own, plainly = sentence[0], low[sentence.start() : sentence.end()]
        if starts_fiction(plainly) or starts_quoting(plainly):
            break
        if is_question(plainly) or "?" in plainly or re.search(r"\bused to\b", plainly):
            continue
        found += next(filter(None, (list(read(own, plainly, her_name)) for read in _READERS)), [])
    return found


def _nickname(own: str, low: str, _her_name: str) -> Iterator[FactCandidate]:
    for pattern in (_NICKNAME, _OUR_WORD):
        if (found := pattern.search(low)) and (name := _name(own[slice(*found.span("name"))])):
            thing = second_person(own[slice(*found.span("thing"))])[:-1]
            thing = thing[:1].lower() + thing[1:]
            yield _candidate(
                f"nickname {_bare(found['thing'])}", name, f"You call {thing} “{name}”.", _quote(own, found)
            )
            return


def _meaning(own: str, low: str, _her_name: str) -> Iterator[FactCandidate]:
    if found := _MEANING.search(low):
        said = own[slice(*found.span("x" if found["x"] else "bare"))].strip()
        means = second_person(without_fillers(own[slice(*found.span("y"))]))
        if not _PRONOUN.match(said.lower()) and not _PRONOUN.fullmatch(means.lower().rstrip(".")):
            meaning = means[:1].lower() + means[1:].rstrip(".")
            sentence = f"When you say “{said.lower()}”, it means “{meaning}”."
            yield _candidate(f"meaning {said.lower()}", meaning, sentence, _quote(own, found))


def _her_nickname(own: str, low: str, her_name: str) -> Iterator[FactCandidate]:
    found = _HER_NAME.search(low)
    name = _name(own[slice(*found.span("name"))], sure=bool(found["on"])) if found else ""
    if found and name and name.lower() != her_name.lower():
        yield _candidate(f"name for her {name.lower()}", name, f"You call me “{name}”.", _quote(own, found))


def _own_nickname(own: str, low: str, _her_name: str) -> Iterator[FactCandidate]:
    found = _OWN_NAME.search(low)
    name = _name(own[slice(*found.span("name"))], sure=True) if found else ""
    if found and name:
        yield _candidate(f"own name {name.lower()}", name, f"You call yourself “{name}”.", _quote(own, found))


def _joke(own: str, low: str, _her_name: str) -> Iterator[FactCandidate]:
    if found := _JOKE.search(low):
        about = found["x"] or found["x2"]
        if not _PRONOUN.match(about) and not _OTHERS.search(low):
            of = _bare(about)
            start, end = found.span("said" if found["said"] else "said2")
            yield _candidate(f"joke {of}", of, f"“{of.capitalize()}” is a joke of ours.", own[start:end])


def _ritual(own: str, low: str, _her_name: str) -> Iterator[FactCandidate]:
    if (found := _RITUAL.search(low)) and not _NO_RITUAL.search(found["y"]):
        quote = _quote(own, found)
        to_me = re.sub(r"\byou\b", "\0", quote, flags=re.IGNORECASE)  # or it could not be told from what was “I”
        sentence = second_person(to_me).replace("\0", "me")
        yield _candidate(f"ritual {found['verb']} {found['y'].strip()}", "yes", sentence, quote)


_READERS: tuple[Callable[[str, str, str], Iterator[FactCandidate]], ...] = (
    _nickname,
    _meaning,
    _her_nickname,
    _own_nickname,
    _joke,
    _ritual,
)


def _candidate(slot: str, value: str, sentence: str, quote: str) -> FactCandidate:
    return FactCandidate("shared", slot, value.lower(), sentence, quote)


def _quote(own: str, found: re.Match[str]) -> str:
    return without_fillers(own[slice(*found.span("said"))])


def _name(words: str, sure: bool = False) -> str:
    """The name as it was said, without quotation marks; empty where it need not be one. `sure`: any word may be."""
    quoted = words[:1] in "“\"'‘"
    name = words.strip(" “”\"'‘’,")
    if not name or _NOT_A_NAME.match(name.lower()):
        return ""
    capital = all(word[:1].isupper() for word in name.split() if word.lower() not in ("the", "of", "my"))
    return name if quoted or sure or capital or name.lower().startswith("the ") else ""


def _bare(thing: str) -> str:
    return re.sub(r"^(?:my|our|the|that)\s+", "", thing.strip())
