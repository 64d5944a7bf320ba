"""Tells whether the beginning of a sentence stands by itself when it must end there: a subject, a finite verb, what that needs.

A grammar of closed classes (pronouns, auxiliaries, conjunctions) and of the verbs that stand with nothing after them only in
part. It doubts rather than trusts: a beginning it cannot read is not called whole, and is then only spoken a little later.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from companion.text.word_classes import (
    ADVERBS,
    AUXILIARY,
    COORDINATORS,
    DANGLING,
    DETERMINERS,
    EITHER_KIND,
    IMPERATIVES,
    NEEDS,
    NOMINATIVE,
    PARTICLES,
    SUBJECTS,
    SUBORDINATORS,
    VERBS,
    WITH_PARTICLE,
)

_SPELT_OUT = [
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"\bcan(?:'t|not)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"(\w)n't\b", r"\1 not"),
        (r"\bi'm\b", "i am"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"\b(i|you|he|she|it|we|they|that|there|who)'d\b", r"\1 would"),
        (r"\b(he|she|it|that|there|here|what|who|where|how|everyone|everybody|nobody|this)'s\b", r"\1 is"),
        (r"\blet's\b", "let us"),
    )
]
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": " ", "”": " ", '"': " ", "*": " ", "_": " "})
_PAUSE = re.compile(r"[,;:]|\s[–—-]+\s|[–—…]+|\.{2,}")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

_ABOUT_HERSELF = re.compile(
    r"^(?:(?:and|but|so|well|then|oh) )?i (?:would|could|might) "
    r"(?!(?:not )?(?:say|like|love|rather|ask|tell|call|choose|guess|bet|miss|listen|keep|take|pick)\b)"
)
"""“I'd come,”: its “if I had legs” is still to come."""
_CORRECTS = re.compile(
    r"\b(?:is|are|was|were|do|does|did) not (?:only|just|merely|so much|that(?:$| (?:i|you|he|she|it|we|they|the)))\b"
)
"""“It's not only …”: a “but” must follow."""
_POINTS_AHEAD = re.compile(
    r"\bthe (?:one|ones|way|thing|things|fact|kind|sort|idea|point|reason|part|moment|day|time|person|people)$"
    r"|\b(?:the|that) (?:kind|sort) of \w+$|\bmake sure$|\b(?:only|unless) \w+$"
    r"|\b(?:glad|sure|sorry|happy|afraid|hope|think|guess|certain|so|say|said) (?:you|it|that|this)$"
    r"|\bi (?:think|bet|guess|suppose|hope|believe) (?:the|a|an|my|your|his|her|their|our|some) (?:\w+ ){0,2}\w+$"
)
_FRAGMENT = re.compile(
    r"^(?:(?:oh|ah|well|and|but|so) )?(?:(?:good|lovely) (?:evening|morning|afternoon|night)|"
    r"hello|hi|welcome|goodnight|oh (?:no|dear|my)|"
    r"poor (?:\w+ )?\w+|well done|what an? \w+(?: \w+)*|no wonder|not bad|of course|thanks?(?: you)?|congratulations|fair enough|"
    r"(?:quite|all|too) (?:right|true)|too bad|"
    r"good (?:luck|for (?:you|him|her|them))|never mind|bless (?:him|her|you|them))"
    r"(?: again| indeed| then| (?:for|on) (?:\w+ )*\w+)?$"
)
_SHORT_ANSWER = re.compile(
    r"^(?:(?:yes|no|oh|so|and|well) )*(?:i|you|he|she|it|we|they|that|there) "
    r"(?:am|is|are|was|were|do|does|did|can|could|will|would|has|have|had|should)(?: not)?$"
)
_ANSWERS, _SAYING = frozenset("so yes no not".split()), frozenset("think hope guess say says said".split())
"""“I think so”, “she said yes”."""
_BEFORE_THAT = frozenset("about of for with from to on by at after before like than all and do just".split())
_INDEFINITE = frozenset("everything something anything nothing".split())
_NEVER_LAST = frozenset("a an the my your our their and but or because although if than very such every i".split())
_STRICT = frozenset("remember make give put bring keep find remind let take use send buy lend spend enjoy".split())
"""Verbs with which neither a command nor a wish ends."""
_WHY = re.compile(r"(?<=\b(?:see|now)) (?:why|how)(?=\W*$)|(?<=\bunderstand) (?:why|how)(?=\W*$)", re.IGNORECASE)
"""“I see why” is as whole as “I see”."""
_ASIDES = frozenset({"i think", "i guess", "i suppose", "i hope", "i know", "you know", "i bet", "i would say"})
_BEFORE_A_VERB = frozenset(
    "always just really also still even only often sometimes usually probably never certainly surely ever hardly simply truly "
    "definitely almost already".split()
)
_THINKING = frozenset("think hope guess bet suppose say know".split())
_PLACES = PARTICLES | frozenset(
    "at under by to into onto there here together with between behind next aside first".split()
)
_SPENDS = frozenset("with on in at there here alone together without outside".split())


@lru_cache(maxsize=256)
def stands_alone(text: str) -> bool:
    """Whether a statement, a command or a greeting that ends with this text is a whole sentence; a question is never called so."""
    parts = [words for part in _PAUSE.split(_WHY.sub("", text.translate(_QUOTES))) if (words := _spelt_out(part))]
    if len(parts) > 1 and " ".join(parts[-1]) in _ASIDES:
        parts.pop()
    if not parts:
        return False
    whole, last = " ".join(word for words in parts for word in words), parts[-1]
    if (
        _FRAGMENT.match(" ".join(parts[0]))
        and last[-1] not in DANGLING - {"no"}
        and all(len(part) == 1 for part in parts[1:])
    ):
        return True  # “Good night, Theo”
    if _asks(parts[0]) or _ABOUT_HERSELF.search(whole) or _CORRECTS.search(whole) or _POINTS_AHEAD.search(whole):
        return False
    if _SHORT_ANSWER.match(whole):
        return len(parts) > 1 or last[-1] == "not"
    if _dangles(last):
        return False
    finite = [_finite(words) for words in parts]
    if not finite[0] and parts[0][0] in DETERMINERS:
        return False  # “Your mother, …”
    if last[0] in COORDINATORS and not finite[-1]:
        return False  # “…, and the roses”
    if sum(map(len, finite)) <= sum(map(_subordinators, parts)):
        return False
    return _is_complete(last) or not finite[-1]


def breaks_off(sentence: str) -> bool:
    """Whether a sentence surely says less than it set out to: “That's fine, but remember.”, “I'd rather spend time.”

    What only may be short of something (“Of course.”, “Long day.”) does not break off, and a question never.
    """
    parts = [words for part in _PAUSE.split(sentence.translate(_QUOTES)) if (words := _spelt_out(part))]
    if not parts or "?" in sentence[-2:]:
        return False
    last = parts[-1]
    at = next((at for at, word in enumerate(last) if word not in ADVERBS | COORDINATORS | {"please"}), len(last))
    commands = len(parts) > 1 or at > 0
    verb = len(last) - 1 if last[-1] in _STRICT else len(last) - 2 if " ".join(last[-2:]) == "spend time" else -1
    if last[-1] in _NEVER_LAST and len(parts) + len(last) > 2:
        return True
    return (commands and verb == at) or (verb > 1 and _wishes(last[at:verb]))


_TWICE = re.compile(r"\b(?P<word>[a-z']{2,}) (?P=word)\b(?! (?:they|he|she|it|we|i|you)\b)", re.IGNORECASE)
_MAY_COME_TWICE = frozenset(
    "had that very so no yes yeah bye ha hey now there is long far really much many many more never too night knock same blah "
    "well oh ah please okay ok wait up down on in over again round and by little big who what dear come go shh hush".split()
)


def stutters(sentence: str) -> bool:
    """Whether a word comes twice where nobody says it twice, as a small LLM does: “split up last last year”."""
    return any(found["word"].lower() not in _MAY_COME_TWICE for found in _TWICE.finditer(sentence))


def _wishes(words: Sequence[str]) -> bool:
    """Whether a wish leads up to a verb: “I'd rather”, “I think you should”; not “the best he could”."""
    while len(words) > 2 and words[1] in _THINKING:
        words = words[2:]
    wishes = len(words) > 1 and words[0] in SUBJECTS and words[1] in {"would", "could", "should"}
    return wishes and all(word in ADVERBS for word in words[2:] if word not in {"spend", "time"})


def _spelt_out(part: str) -> list[str]:
    text = part.lower().strip()
    for short, whole in _SPELT_OUT:
        text = short.sub(whole, text)
    return _WORD.findall(text)


def _asks(words: Sequence[str]) -> bool:
    rest = [word for word in words if word not in COORDINATORS and word not in {"well", "oh"}]
    if len(rest) < 2:
        return False
    if rest[0] in {"what", "who", "where", "when", "why", "how", "which"}:
        return rest[1] in AUXILIARY or rest[1] in VERBS or rest[1] in {"about", "long", "old", "many", "much", "come"}
    return (
        rest[0] in AUXILIARY - {"have"} and rest[1] in SUBJECTS and not (rest[0] == "do" and rest[1] in {"it", "that"})
    )


def _dangles(words: Sequence[str]) -> bool:
    """Whether the last word needs another one after it."""
    while len(words) > 1 and words[-1] in _BEFORE_A_VERB:
        words = words[:-1]  # “You could always”
    end, before = words[-1], words[-2] if len(words) > 1 else ""
    if end in PARTICLES and before in WITH_PARTICLE | ({"it", "them", "that", "feet"} if end != "in" else set()):
        return False
    if end == "that":
        return before not in VERBS | _BEFORE_THAT
    if end in _ANSWERS and before in _SAYING:
        return False
    if end == "like" and before in SUBJECTS and any(word in SUBORDINATORS for word in words):
        return False  # “what I like”
    if end in AUXILIARY and any(word in SUBORDINATORS for word in words[:-1]) and before in SUBJECTS:
        return False  # “what you could”
    return end in DANGLING


def _finite(words: Sequence[str]) -> list[int]:
    """Where the finite verbs stand in one part of a sentence; a command's verb is one."""
    found: list[int] = []
    start = next((at for at, word in enumerate(words) if word not in ADVERBS | COORDINATORS), len(words))
    if (start < len(words) and words[start] in IMPERATIVES) or (words[start : start + 1] == ["do"] and "not" in words):
        found.append(start)
    for at in range(1, len(words)):
        if at > start and not (found and found[0] == start and at <= start + 2) and _is_finite(words, at, start):
            found.append(at)
    return found


def _is_finite(words: Sequence[str], at: int, start: int) -> bool:
    word = words[at]
    back = at - 1
    while back > start and words[back] in ADVERBS:
        back -= 1
    before = words[back]
    if word in AUXILIARY:
        return before not in AUXILIARY and before != "to"
    if word in ADVERBS | DETERMINERS | DANGLING | COORDINATORS | PARTICLES:
        return word == "like" and before in NOMINATIVE | {"you"}
    if before in NOMINATIVE:
        return True
    if before in SUBJECTS and (back == start or words[back - 1] in SUBORDINATORS | EITHER_KIND | COORDINATORS | NEEDS):
        return word in VERBS or before in {"you", "it"} or word.endswith(("s", "ed"))
    if before in {"who", "which", "that"} and (word in VERBS or word.endswith("ed")):
        return True
    if words[start] == "to" or words[start].endswith("ing"):
        return word in VERBS and word.endswith("s")  # “To start again takes …”
    return word in VERBS and _after_a_noun(before)


def _after_a_noun(before: str) -> bool:
    closed = AUXILIARY | DETERMINERS | DANGLING | VERBS | SUBJECTS | IMPERATIVES | {"me", "him", "them", "us", "good"}
    return before not in closed and not before.endswith(("'s", "ly"))


def _subordinators(words: Sequence[str]) -> int:
    count = 0
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in SUBORDINATORS:
            count += 1
        elif word in EITHER_KIND:
            opens = following in SUBJECTS or (word == "that" and at > 0 and (following in AUXILIARY | VERBS))
            count += opens and not (
                word == "that" and at > 0 and words[at - 1] in COORDINATORS | SUBORDINATORS | {"like"}
            )
        elif (
            at
            and word in NOMINATIVE | {"you"}
            and words[0] in DETERMINERS | _INDEFINITE
            and (_after_a_noun(words[at - 1]) or words[at - 1] in _INDEFINITE)
        ):
            count += not set(words[:at]) & (AUXILIARY | VERBS | SUBORDINATORS)  # “the rice you burnt”
    return count


def _is_complete(words: Sequence[str]) -> bool:
    """Whether the last verb of a part has what it needs."""
    at = next((at for at in range(len(words) - 1, -1, -1) if _may_be_verb(words, at)), None)
    if at is None:
        return True
    verb = words[at]
    rest = [word for word in words[at + 1 :] if word not in ADVERBS or (verb in _SAYING and word in _ANSWERS)]
    fronted = (
        any(word in {"what", "who", "which", "how", "that", "as", "whatever"} for word in words[max(at - 4, 1) : at])
        or words[0] == "what"
    )
    if not rest:
        return verb not in NEEDS or fronted or (at > 0 and words[at - 1] in {"get", "gets", "is", "are", "be"})
    if verb in {"spend", "spends", "spent"}:
        return bool(set(rest) & _SPENDS) or any(word.endswith("ing") for word in rest)
    if verb in {"put", "puts"}:
        return bool(set(rest) & _PLACES)
    if verb in {"keep", "let"} and rest[0] in DETERMINERS | {"him", "them", "me", "us"}:
        return len(rest) > (1 if rest[0] in {"her", "him", "them", "me", "us"} else 2)
    return not (
        verb in {"give", "lend", "send", "show", "bring"} and len(rest) == 1 and rest[0] in {"him", "her", "them", "me"}
    )


def _may_be_verb(words: Sequence[str], at: int) -> bool:
    if words[at] not in VERBS:
        return False
    before = words[at - 1] if at else ""
    if words[at] == "like":
        return before in SUBJECTS | ADVERBS | {"to", "would"}
    return (before not in DETERMINERS or (at == 1 and before in SUBJECTS)) and not before.endswith("'s")
