"""Words what the LLM is asked when it writes a letter: a draft, a rewriting, one sentence, some more sentences.

Each as messages for the model's chat template: DECISIONS says what the transcript form was worse at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.letters.brief import Brief
from companion.letters.second_person import as_sentence, is_thing, to_them
from companion.text.listing import listed
from models.language import ChatMessage

Messages = tuple[ChatMessage, ...]

_SYSTEM = (
    "You write letters that one person sends to another. You write as the sender, “I”, to “you”: simply, plainly and "
    "from the heart, in short "
    "sentences. You use only what you are told: no other names, dates, places, numbers or events. You write nothing "
    "but the letter."
)
EXAMPLES = (
    (
        "A warm thank-you letter to my uncle.\nWhat it is for: you built me a bookshelf.\nIt says: Thank you for the "
        "bookshelf.\nIt mentions the dog.",
        "Thank you for the bookshelf. It looks as if it had always stood by my window. The dog sleeps on the lowest "
        "board, so you have made two "
        "of us happy. I think of you whenever I take down a book. Come and see it soon, and I will make the coffee.",
    ),
    (
        "A polite complaint to the shop.\nWhat it is for: the kettle leaks.\nIt says: I would like a new one.",
        "The kettle that I bought from you leaks, and I can't use it. I would like a new one in its place. Please tell "
        "me how I can send the old "
        "one back. I have liked your shop until now, and I am sure that you will put this right.",
    ),
)
"""Show the tone; no sentence of theirs may be in a letter."""
BANNED = (
    "finds you well", "hope this letter", "hope this message", "hope this email", "writing to express",
    "take this opportunity", "[", "]", "deepest gratitude", "sincerest", "utmost", "Your Name", "in this difficult time",
    "cherish", "testament", "beacon", "tapestry", "token of", "I am writing this", "Dear ", "Sincerely", "As an AI", "#", "*",
)  # fmt: skip
"""What small minds write into every letter, and what belongs to greeting and close, which are written without them."""


def task(brief: Brief) -> str:
    """The brief in plain words, what must be in it as sentences that could stand in the letter."""
    tone = re.sub(r"\bnot (?:so |too |very )?formal\b", "casual", brief.tone)
    kind = f"{tone} {brief.kind}" if tone else brief.kind
    lines = [f"A {kind} to {brief.to or 'somebody'}."]
    if occasion := for_what(brief):
        lines.append(f"What it is for: {occasion}.")
    if brief.material:
        lines.append(f"What I know: {' '.join(to_them(one, brief.to) for one in brief.material)}")
    things = [to_them(one, brief.to) for one in brief.must if is_thing(one, brief.to)]
    if says := [as_sentence(one, brief.to) for one in brief.must if not is_thing(one, brief.to)]:
        lines.append(f"It says: {' '.join(says)}")
    if things:
        lines.append(f"It mentions {listed(things)}.")
    return "\n".join(lines)


def for_what(brief: Brief) -> str:
    """What it is for, said to the person it is to; by its kind, if nothing else was told."""
    if brief.occasion:
        return to_them(brief.occasion, brief.to).rstrip(".")
    named = re.match(
        r"(birthday|wedding|christmas|anniversary|graduation|retirement|farewell|get[- ]well|new year's)", brief.kind
    )
    return f"your {named[1]}" if named else ""


def draft(brief: Brief, sentences: int) -> Messages:
    """Ask for the sentences between greeting and close, after two example letters."""
    shown = [
        message
        for told, letter in EXAMPLES
        for message in (
            ChatMessage("user", f"{told}\nFive sentences, without greeting and close."),
            ChatMessage("assistant", letter),
        )
    ]
    return _asked(f"{task(brief)}\n{_many(sentences)}, without greeting and close.", *shown)


def rewrite(body: str, how: str, brief: Brief) -> Messages:
    """Ask for the whole body anew, changed in this way: “funnier”."""
    return _asked(
        f"This is my letter to {brief.to or 'somebody'}:\n\n{body}\n\nWrite it again, {how}. Keep all that it "
        f"tells, and add no new facts."
    )


def one_sentence(sentence: str, brief: Brief) -> Messages:
    """Ask for one sentence of it in other words."""
    return _asked(
        f"From my letter to {brief.to or 'somebody'}:\n\n{sentence}\n\nSay just this one sentence in other words. "
        f"Add no new facts."
    )


def more(body: str, brief: Brief, about: str = "") -> Messages:
    """Ask for two more sentences, `about` something if that is given."""
    thing = bool(about) and is_thing(about, brief.to)
    what = (
        f" They mention {to_them(about, brief.to)}."
        if thing
        else f" They say: {as_sentence(about, brief.to)}"
        if about
        else ""
    )
    return _asked(
        f"This is my letter to {brief.to or 'somebody'}:\n\n{body}\n\nWrite two short sentences that could "
        f"follow.{what} Add no new facts."
    )


def _asked(what: str, *shown: ChatMessage) -> Messages:
    return (ChatMessage("system", _SYSTEM), *shown, ChatMessage("user", what))


def _many(sentences: int) -> str:
    words: Sequence[str] = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[sentences].capitalize()} sentences"
