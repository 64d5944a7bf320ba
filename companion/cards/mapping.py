"""Maps a character card to what of it can be hers, and names what is left out and why. She stays software and honest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from companion.cards import words
from companion.cards.card_file import Card
from companion.cards.dialogues import exchanges
from companion.character import ExampleExchange
from companion.errors import CompanionError
from companion.gate.self_claims import claims
from companion.settings import Temperament
from companion.text import style

MOST_LIKES = 3
TOO_MANY = f"she takes {MOST_LIKES} at most"
MOST_NAMED = 12
"""Examples that are left out one by one."""
MOST_UNLIKED = 6
"""Likings named for one reason why they are left out."""
_WORD = r"[^\W\d_](?:[^\W_]|['’.-](?=[^\W\d_])){0,23}"
_NAME = re.compile(rf"{_WORD}(?:\.? {_WORD})?")
_TITLES = frozenset(
    {"the", "dr", "mr", "mrs", "ms", "miss", "lady", "lord", "sir", "aunt", "uncle", "captain", "professor", "sister"}
)
_ITEM = re.compile(r"[a-z][a-z '-]{2,39}")
_GROWN = re.compile(
    r"\b(?:as|was|were|been|like) an? (?:\w+ )?(?:child|teen\w*)|\b(?:only|inner) child"
    r"|\b(?:her|his|their|our|my|has|have|had|raise|raising|with|want|wants) (?:\w+ )?child(?:ren)?\b"
)
"""Children who are not the character."""
_NEGATED = re.compile(r"\b(?:not|never|isn't|is not|hardly|far from|no longer|without being) (?:\w+ )?$")


@dataclass(frozen=True)
class LeftOut:
    """Something of the card that is not taken."""

    what: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """What would be taken of a card; nothing is changed until it is applied."""

    card: str
    """What the card calls its character."""
    form: str
    """V1, V2 or V3."""
    her_name: str
    """Empty: hers stays."""
    temperament: str
    """Guessed from the card's words; empty: hers stays."""
    why_temperament: tuple[str, ...]
    """The words it was guessed from."""
    likes: tuple[str, ...]
    dislikes: tuple[str, ...]
    exchanges: tuple[ExampleExchange, ...]
    left_out: tuple[LeftOut, ...]

    def taken(self) -> tuple[str, ...]:
        """What would be taken, a sentence each."""
        guessed = f" (the card says {', '.join(self.why_temperament[:4])})" if self.why_temperament else ""
        return (
            f"Her name: {self.her_name or 'as it is'}.",
            f"Her temperament: {self.temperament or 'as it is'}{guessed}.",
            f"She likes: {', '.join(self.likes) or 'what she likes now'}.",
            f"She can't stand: {', '.join(self.dislikes) or 'what she dislikes now'}.",
            *(f"To “{one.line}” she might answer: “{one.reply}”" for one in self.exchanges),
        )

    def in_words(self) -> tuple[str, ...]:
        """What would be taken and what is left out, a line each."""
        return (
            f"The card “{self.card}” ({self.form}):",
            *(f"  + {sentence}" for sentence in self.taken()),
            *(f"  - Left out: {one.what}; {one.why}." for one in self.left_out),
        )

    def with_temperament(self, temperament: str) -> Proposal:
        """The same with another temperament. Raises CompanionError for one that there is not."""
        if temperament not in get_args(Temperament):
            raise CompanionError(
                f"There is no temperament “{temperament}”; there are: {', '.join(get_args(Temperament))}."
            )
        return replace(self, temperament=temperament, why_temperament=())


def propose(card: Card, your_name: str = "") -> Proposal:
    """What of the card fits her. Raises CompanionError for a card that sounds like a child in a sexual or romantic setting."""
    _refuse_children(card)
    about = "\n".join((card.texts["description"], card.texts["personality"], *card.tags))
    readable = words.english(card.everything)
    left = list(_left_out(card, about, readable))
    her_name, why_not = _name(card.name, your_name)
    if why_not:
        left.insert(0, LeftOut(f"the name “{card.name[:40]}”", why_not))
    if not readable:
        return Proposal(card.name[:60], card.form, her_name, "", (), (), (), (), tuple(left))
    temperament, why = _temperament(about)
    likes, dislikes, refused = _likings(about)
    for why_not in dict.fromkeys(refused.values()):
        items = [item for item, reason in refused.items() if reason == why_not]
        left.append(LeftOut(f"liking {', '.join(items[:MOST_UNLIKED])}", why_not))
    good, bad = exchanges(card.texts["mes_example"], card.name)
    left += [LeftOut(f"the example “{reply}”", reason) for reply, reason in bad[:MOST_NAMED]]
    if len(bad) > MOST_NAMED:
        left.append(LeftOut(f"{len(bad) - MOST_NAMED} more examples", "for the same reasons"))
    return Proposal(card.name[:60], card.form, her_name, temperament, why, likes, dislikes, tuple(good), tuple(left))


def _refuse_children(card: Card) -> None:
    everything = _GROWN.sub(" ", words.plain(card.everything))
    about = _GROWN.sub(" ", words.plain("\n".join((*card.texts.values(), *card.tags))))
    for adult, text in (("sexual", everything), ("romance", about)):
        young = words.find("minor", text) + words.find("minor", text, "ages")
        if young and words.find(adult, text):
            kind = "sexual" if adult == "sexual" else "romantic"
            raise CompanionError(
                f"The card “{card.name[:40]}” sounds like a child (“{young[0].strip()}”) in a {kind} setting; "
                "nothing of it is taken. Choose another card."
            )


def _name(name: str, your_name: str) -> tuple[str, str]:
    """Her name, or empty and why not."""
    known = " ".join(name.split())
    found = _NAME.match(known)
    if found is None or words.find("code", known) or words.find("sexual", known):
        return "", "it can't be said as a name"
    first = found[0] if found[0].split()[0].lower().strip(".") in _TITLES else found[0].split()[0]
    if first.casefold() == your_name.casefold().strip():
        return "", "it is your own name"
    return first, ""


def _temperament(about: str) -> tuple[str, tuple[str, ...]]:
    text = words.plain(about)
    found = {
        name: [
            one[0]
            for one in pattern.finditer(text)
            if not _NEGATED.search(text[max(0, one.start() - 40) : one.start()])
        ]
        for name, pattern in words.temperament_words().items()
    }
    best = max(found, key=lambda name: len(found[name]))
    return (best, tuple(dict.fromkeys(found[best]))) if found[best] else ("", ())


def _likings(about: str) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """Up to three likings, as many dislikes, and why each of the others was refused."""
    taken: dict[str, list[str]] = {"head": [], "tail": []}
    refused: dict[str, str] = {}
    for row in re.split(r"[\n;]|(?<=[a-z)])\.\s", words.plain(about)):
        for key, item in _items(row):
            if item in taken[key]:
                continue
            why_not = _why_unfit(item) or ("" if len(taken[key]) < MOST_LIKES else TOO_MANY)
            if why_not:
                refused[item] = why_not
            else:
                taken[key].append(item)
    return tuple(taken["head"]), tuple(taken["tail"]), refused


def _items(row: str) -> Iterator[tuple[str, str]]:
    """What a line of the card says she likes ("head") or can't stand ("tail")."""
    marks = [
        (one.start(), one.end(), key) for key in ("head", "tail") for one in words.pattern("likes", key).finditer(row)
    ]
    marks.sort()
    for number, (start, end, key) in enumerate(marks):
        if re.search(
            r"(?:\b(?:would|looks?|feels?|sounds?|not|n't|doesn't|acts?|you|people|just)|dis) *$",
            row[max(0, start - 20) : start],
        ):
            continue
        until = marks[number + 1][0] if number + 1 < len(marks) else len(row)
        for item in re.split(
            r",|\+|\band\b|\bor\b|&|/|\"|“|”|\(|\)|\[|\]|=|:|\b(?:but|because|when|while|she|he|who|to)\b",
            row[end:until],
        ):
            clean = item.strip(" .!*'-\t")
            if clean and clean not in {"the", "also", "things", "very", "much"}:
                yield key, clean[:60]


def _why_unfit(item: str) -> str:
    """Why she can't like this, or can't say so; empty for what is fit."""
    unfit = ("sexual", "romance", "orders", "links", "identity", "minor")
    if next(claims(f"I like {item}."), None) is not None or re.match(r"\w+ing\b", item):
        return "it needs a body"
    if not _ITEM.fullmatch(item) or len(item.split()) > 4 or any(words.find(kind, item) for kind in unfit):
        return "it is not for her"
    return "it is not for her" if style.cliches(item) else ""


_REASONS = {
    "identity": ("age, body, clothes and looks", "she is software without a body, and says so"),
    "past": ("a past, a family, work", "nothing happened to her before you met, and she does not pretend"),
    "romance": ("romance", "she begins none and joins in none"),
    "sexual": ("sexual content", "she does not talk about that"),
    "orders": ("orders to drop her rules", "the rules that keep her safe and honest stay"),
    "links": ("links", "she opens no links"),
    "code": ("scripts, HTML or macros", "she runs no code of a card"),
}


def _left_out(card: Card, about: str, readable: bool) -> Iterator[LeftOut]:
    if not readable:
        yield LeftOut("all but the name", "the card is not in English, so what must be left out can't be found")
    for kind, (what, why) in _REASONS.items():
        text = about if kind in {"identity", "past"} else card.everything
        if found := list(dict.fromkeys(words.find(kind, text))):
            yield LeftOut(what + _such_as(kind, found), why)
    texts = card.texts
    if texts["system_prompt"] or texts["post_history_instructions"]:
        yield LeftOut("its instructions to the mind", "a card can't change how she talks or what she may say")
    if texts["scenario"]:
        yield LeftOut("the scenario", "you and she only talk here; you meet nowhere else")
    if texts["first_mes"] or "greetings" in card.has:
        yield LeftOut("the greeting", "she does not pretend that something has happened")
    if texts["description"] or texts["personality"]:
        yield LeftOut(
            "the description itself",
            "only words about temperament and likings are taken from it; her mind never reads it",
        )
    for what, why in (
        ("lorebook", "she learns about your world from you"),
        ("extensions", "they are for other programs"),
        ("assets", "they are files of other programs"),
        ("picture", "she has no face"),
    ):
        if what in card.has:
            yield LeftOut(f"the {what}", why)


def _such_as(kind: str, found: Sequence[str]) -> str:
    if kind == "sexual":
        return ""
    return " (" + ", ".join(f"“{one.strip()[:40]}”" for one in found[:3]) + ")"
