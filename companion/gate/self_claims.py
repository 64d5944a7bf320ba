"""Finds what a sentence claims in the first person, and whether software on a desk can be, feel or have done that.

Each clause is read as: subject (I, we, let us), auxiliary and negation, main verb, and what follows. self_claims.toml lists, for
each form of the verb, what may be said; a denial (“I can't”, “I've never”) and a supposition (“if I had”, “I'd”) claim nothing.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from companion.text.normalised_words import normalised
from companion.text.phrases import compile_phrases

_ADVERBS = frozenset(
    "just really also still even only often sometimes usually once recently actually probably definitely certainly already "
    "almost simply truly honestly quite totally absolutely always gladly happily surely maybe perhaps soon now then too so "
    "very completely mostly rather kind sort literally certainly all both".split()
)
_NEGATIVE = frozenset("not never hardly barely neither nor no".split())
_SUPPOSING = re.compile(
    r"(?:^| )(?:if|as if|as though|wish|imagine|imagining|pretend|pretending|suppose|supposing|whether|unless|than|"
    r"(?:do|did) you (?:think|mean|want|believe|expect)|you (?:think|thought|asked|said|told me|wanted|want|mean)(?: that)?)"
    r"(?: [a-z]+)? $"
)
"""Before “I”: what follows is supposed, asked or the user's words, and not claimed."""
_NONE = frozenset({"no", "nothing", "nobody", "none", "neither", "only"})
_MODALS = frozenset("will can must should shall may might cannot".split())
_CONDITIONAL = frozenset("would could".split())
_TOGETHER_MAY = frozenset("could should shall".split())
"""“Maybe we could visit it”: a plan for two, which is a claim to a body."""
_LETS = re.compile(r"\blet['’]s\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:i am|i was|we are) (?:\w+ ){1,3}years old\b")
_YET = re.compile(
    r"\b(?:yet|time to|a chance to|round to|either|anymore|much today|well|enough|today|yesterday|last (?:night|week|"
    r"year)|this morning|until|till)\b"
)
_ELSEWHERE = re.compile(
    r"^here (?=\.)"
    r"|^(?:\w+ )?(?:in the (?:office|kitchen|garden|car|house|building|city)|at (?:work|home|school|the office|my desk)|"
    r"on (?:holiday|the road|duty)|in (?:town|bed|a meeting)) "
)
_BODILY = re.compile(
    r"\b(?:eaten|eat|slept|sleep|had|been|seen|met|gone|find|found|heard from|finished|started|cooked|left|feel|felt|got|"
    r"gotten|done|made|"
    r"called|tried|decided|go|went|drunk|read|visited|watched|bought)\b"
)


_MISSED = re.compile(
    r"(?:(?:like|love|want|get|have) (?:to )?(?:eat|drink|sleep|cook|drive|walk|run|travel)(?:ing)? |go home"
    r"|(?:hear|heard) (?:about|of|from) (?:it|that|this|him|her|them|the)"
    r"|(?:text|call|phone|ring|visit|see|meet|know) (?:him|her|them) (?:well|much|often|very|personally|either|any)"
    r"|(?:text|call|phone|ring|visit) (?:him|her|them)"
    r"|(?:seen|met|visited|heard from|spoken (?:to|with)|talked (?:to|with)) \w+ (?:in|for) (?:ages|a while|years|a long "
    r"time|weeks|"
    r"months|days)"
    r"|either (?=\.)|(?:looked|checked|decided|finished|asked (?:him|her|them)) "
    r"|(?:realise|realize|notice) (?:that )?it (?:was|is) (?:\w+ ){0,4}(?:late|early|dark|raining|snowing|time))"
)
"""“I didn't hear about it”, “I don't text her”: nobody who is software could have."""


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("companion.gate").joinpath("self_claims.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words(form: str, key: str) -> frozenset[str]:
    return frozenset(_table()[form][key].split())


@cache
def _phrases(form: str, key: str) -> re.Pattern[str]:
    return compile_phrases(_table()[form][key], {})


_BEEN_MAY = frozenset(
    "thinking wondering told called asked listening wrong here made built written trained software talking curious hoping a an the "
    "able dead nowhere nothing switched introduced happy glad lucky in on with through unfair unclear rude silly slow quiet "
    "honest clear too very so".split()
)
"""“I've been told”: what else she has been, somebody with a life has."""
_WOULD_DO = re.compile(
    r" i would (?:really |so |also )?(?:love|like) to (?:try|taste|come|join|visit|meet|go|be there|have (?:some|a|one|it)|"
    r"eat|drink|"
    r"smell|hold|see (?:it|that|them|him|her|the|your)|watch|walk|dance|touch|travel|learn to) (?!.* (?:if|but|had|could) )"
)
_WITH_OTHERS = re.compile(
    r"^\. (?:and |so |but )?(?!you )(?:my )?\w+ and i (?:are|were|have|had|used|both|always|often|talk|talked) (?!never |not )"
    r"| (?:from|with|by|about|of|told|and) my friends? | my friends "
    r"| (?:it|that|this) (?:always |really |also )?(?:helped|helps|calms|relaxes) me "
)
"""“Ana and I are friends”, “a walk always helps me”."""
_COMPANY = re.compile(
    r" we are (?:(?:always|also|all|very|so|really) )*(?:glad|happy|here|open|sorry|pleased|delighted|proud|excited|available|"
    r"ready|closed|looking forward)(?= )"
)
"""“We're always glad to have you”: there is nobody beside her."""


def claims(sentence: str) -> Iterator[str]:
    """The claims about herself in a sentence that software cannot truthfully make, as lower-case words; none if all is well."""
    for clause in clauses(sentence):
        for at in _subjects(clause):
            if (found := _claim_after(clause, at)) is not None:
                yield found
        yield from _possessions(clause)
        yield from _AGED.findall(clause)
        for pattern in (_COMPANY, _WOULD_DO, _WITH_OTHERS):
            yield from (found.strip() for found in pattern.findall(clause))


@lru_cache(maxsize=256)
def clauses(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence as spelt-out lower-case words with a space around each: “. i am here . ”."""
    apart = re.sub(r"[,()\"“”]| - ", " . ", _LETS.sub("let us", sentence))
    return tuple(f". {clause.strip()} . " for clause in normalised(apart).split(" . ") if clause.strip(" ."))


def _subjects(clause: str) -> Iterator[int]:
    """Where the words after “I”, “we” or “let us” begin."""
    for found in re.finditer(r"(?<= )(?:i|we|let us|let me)(?= )", clause):
        if not _SUPPOSING.search(clause[: found.start()]):
            yield found.end() + 1


def _claim_after(clause: str, at: int) -> str | None:
    """The claim that begins after the subject at `at`; None if it may be made."""
    subject = clause[:at].split()
    inverted = subject[-2] if len(subject) > 1 else ""
    if subject[-2:] in (["let", "me"], ["let", "us"]):
        return _verdict("future", clause, _skip(clause, at)[0])
    if inverted in _TOGETHER_MAY and subject[-1] == "we":
        return _verdict("future", clause, _skip(clause, at)[0])  # “Could we go?”
    if inverted in {"am", "are", "was", "were", "have", "had", "do", "did", *_CONDITIONAL}:
        return None  # a question
    if inverted in _MODALS:
        return _verdict("future", clause, _skip(clause, at)[0])
    start, negative = _skip(clause, at)
    word = _word(clause, start)
    if negative:
        return None if not _implies_a_life(clause[start:]) else clause[start:].strip(" .")
    return _by_auxiliary(clause, start, word)


def _by_auxiliary(clause: str, start: int, word: str) -> str | None:
    after, negative = _skip(clause, start + len(word) + 1)
    if negative and word in {"am", "was", "were", "have", "had", "do", "did", *_MODALS, *_CONDITIONAL}:
        return clause[after:].strip(" .") if _implies_a_life(clause[after:]) else None
    if word in _CONDITIONAL:
        together = word == "could" and clause[:start].split()[-1:] == ["we"]
        return _verdict("future", clause, after) if together else None
    if word in {"am", "are"}:
        return _state(clause, after)
    if word in {"was", "were"}:
        return _verdict("was", clause, after)
    if word in {"have", "had", "has"}:
        return _having(clause, after, past=word == "had")
    if word in _MODALS:
        return _verdict("future", clause, after)
    if word in {"do", "did"}:
        return None if _word(clause, after) in {"", "."} else _verdict("present", clause, after)
    if word in {"want", "need", "have", "like", "hope", "love", "plan", "try"} and _word(clause, after) == "to":
        return _verdict("future", clause, after + 3)
    return _verdict("past", clause, start) if is_past(word) else _verdict("present", clause, start)


def _state(clause: str, at: int) -> str | None:
    word = _word(clause, at)
    if word == "going" and _word(clause, at + 6) == "to":
        return _verdict("future", clause, _skip(clause, at + 9)[0])
    if word.endswith("ing") and word not in {"interesting", "amazing", "willing", "nothing", "anything", "something"}:
        return _verdict("progressive", clause, at)
    if word == "used" and _word(clause, at + 5) == "to":
        return None
    return _verdict("state", clause, at)


def _having(clause: str, at: int, past: bool) -> str | None:
    word = _word(clause, at)
    if word == "to":
        return _verdict("future", clause, at + 3) if not past else clause[at:].strip(" .")
    if word == "got" and _word(clause, at + 4) in {"a", "an", "my", "the", "some", "no"}:
        return _verdict("have", clause, at + 4)
    if word == "been" and _word(clause, at + 5).endswith("ing"):
        return _verdict("progressive", clause, at + 5)
    if word == "been" and _word(clause, at + 5) not in _BEEN_MAY | _ADVERBS | {"."}:
        return clause[at:].strip(" .")
    if is_past(word) or (word in _words("perfect", "may") and not past):
        return _verdict("perfect", clause, at)
    if past:
        return _verdict("past", clause, at - 4)
    return _verdict("have", clause, at)


def _verdict(form: str, clause: str, at: int) -> str | None:
    """What is claimed from `at` on, if the table of this form does not allow it."""
    table, word = _table()[form], _word(clause, at)
    if word in {"", "."}:
        return None
    claimed = clause[at:].strip(" .")
    if _word(clause, at + len(word) + 1) in _NONE:
        return None  # “I keep no lists.”
    if form == "progressive":
        forbidden = word not in _words(form, "may") or bool(_phrases(form, "unless_not").match(clause, at))
    elif form == "present":
        forbidden = word in _words(form, "never") and not _phrases(form, "unless").match(clause, at)
        forbidden = forbidden or bool(_phrases(form, "not_with").match(clause, at))
    elif form == "state":
        forbidden = bool(_phrases(form, "never").match(clause, at)) and not _phrases(form, "unless").match(clause, at)
    elif form == "have":
        forbidden = not _allowed_having(clause, at) or bool(_phrases(form, "never").match(clause, at))
    else:
        unknown = word not in _words(form, "may")
        forbidden = unknown or ("never" in table and bool(_phrases(form, "never").match(clause, at)))
    return claimed if forbidden else None


def _allowed_having(clause: str, at: int) -> bool:
    """Whether the thing she has, after an article and one adjective, is one she can have."""
    words = clause[at:].split()[:4]
    if words[0] in {"a", "an", "the", "some", "my"}:
        return any(word in _words("have", "may") for word in words[1:3])
    return words[0] in _words("have", "may")


def _possessions(clause: str) -> Iterator[str]:
    """“my mother”, “our garden”: what is hers, unless it may be."""
    for found in re.finditer(r"(?<= )my (?=([a-z]+) )", clause):
        if _SUPPOSING.search(clause[: found.start()]):
            continue
        if found[1] not in _words("mine", "may") or _phrases("mine", "never").match(clause, found.end()):
            yield f"my {found[1]}"
    if not (_NEGATIVE | _NONE) & set(clause.split()):
        yield from re.findall(r"(?:about|in|of) my (?:whole |own )?life(?= )", clause)


def _skip(clause: str, at: int) -> tuple[int, bool]:
    """Passes over adverbs and negations; where the next word begins, and whether a negation was among them."""
    negative = False
    while (word := _word(clause, at)) in _ADVERBS or word in _NEGATIVE:
        negative |= word in _NEGATIVE
        at += len(word) + 1
    return at, negative


def _word(clause: str, at: int) -> str:
    return clause[at : clause.find(" ", at)] if at < len(clause) else ""


def _implies_a_life(rest: str) -> bool:
    """“I haven't eaten yet”, “I can't afford it”, “I'm not in the office”: a denial that claims all the same."""
    return (
        rest.startswith("afford ")
        or bool(_MISSED.match(rest))
        or bool(_ELSEWHERE.search(rest))
        or (bool(_YET.search(rest)) and bool(_BODILY.search(rest)))
    )


_IRREGULAR = frozenset(
    "went saw came made did had got gave took told said thought knew felt found left kept let put read ran sat stood wrote "
    "ate drank slept woke bought brought built caught chose drove fell flew forgot froze grew heard held hid hit hurt lay "
    "led lent lost meant met paid rode rang rose sang sent set shook shot shut slid spoke spent stole swam swore taught "
    "threw understood wore won fed fought wound seen been gone done eaten given taken written driven flown spoken broken "
    "chosen worn woken known grown shown begun run become began became misheard misspoke misunderstood sold dreamt learnt "
    "burnt lit swept wept knelt bent dug hung stuck sunk sank".split()
)
_NOT_PAST = frozenset(
    "need feed speed exceed proceed succeed indeed bleed breed let put read set hit shut hurt".split()
)


def is_past(word: str) -> bool:
    """Whether a verb is in a past form: “went”, “walked”."""
    return (word in _IRREGULAR and word not in _NOT_PAST) or (word.endswith("ed") and word not in _NOT_PAST)
