"""Turns a clause of the user's into a sentence to the user: “I'm a nurse” becomes “You're a nurse”."""

from __future__ import annotations

import re

_TURNED = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your", "mine": "yours",
    "myself": "yourself", "am": "are", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll",
    "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves", "im": "you're", "ive": "you've",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_I_WAS = re.compile(r"\b(I|i)(\s+(?:\w+ly\s+|just\s+|also\s+|still\s+|never\s+)?)(was|wasn['’]t)\b")
_BOTH = re.compile(r"^((?:(?:my|our) )?[\w-]+(?: [\w-]+){0,2}) and I\b", re.IGNORECASE)
_FILLERS = re.compile(
    r"(?:[\s,]+(?:by the way|honestly|actually|you know|you see|i mean|to be honest|thanks|thank you|please|really|obviously|"
    r"of course|though|anyway|i'm afraid|always have|as it happens|in fact|too|ha|right|well|um|uh|so|and|but|because|or))+$",
    re.IGNORECASE,
)


def without_fillers(clause: str) -> str:
    """The clause without spaces, punctuation and filler words at its end."""
    before = None
    while clause != before:
        before = clause
        clause = _FILLERS.sub("", clause.rstrip(' ,;:–—-.!?…"”)'))
    return clause


def second_person(clause: str) -> str:
    """The clause as a sentence to the user, with a capital and a full stop."""
    words = _I_WAS.sub(lambda found: f"{found[1]}{found[2]}{'were' if found[3] == 'was' else 'weren’t'}", clause)
    words = _BOTH.sub(r"I and \1", words)
    turned = " ".join(_WORD.sub(lambda word: _word(word[0]), words).split())
    return turned[:1].upper() + turned[1:] + "."


def capitalised(words: str) -> str:
    """A name with capitals, which it may lack as typed or transcribed."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def speaks_of_her(clause: str) -> bool:
    """Whether the clause says “you”, and so is about her or to her."""
    return bool(re.search(r"\b(?:you(?:['’]\w+)?|yours?|yourself)\b", clause, re.IGNORECASE))


def _word(word: str) -> str:
    low = word.lower().replace("’", "'")
    return _TURNED.get(low, word)
