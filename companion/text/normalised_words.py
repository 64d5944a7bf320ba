"""Normalises a typed or transcribed line to lower-case words, one space apart, with “.” after each sentence."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000
"""Characters that are read; of a longer text, such as a pasted book, the beginning and the end."""

_QUOTES = str.maketrans(dict.fromkeys("‘’‛ʼ`´＇", "'") | dict.fromkeys('“”„"*_~()[]{}<>«»', " ") | {"-": " ", "/": " "})
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_ENDS = re.compile(r"[.?!;:…\n—–]+")
_WORD = re.compile(r"[^\W_]+|\.")

_CONTRACTED = [
    (re.compile(rf"\b{short}\b"), whole)
    for short, whole in [
        (r"(?:can't|cant|cannot|can t)", "can not"),
        (r"(?:won't|wont)", "will not"),
        (r"(?:ain't|aint)", "is not"),
        (r"(\w+)n't", r"\1 not"),
        (r"(do|did|does|is|was|are|were|would|could|should|have|has|had)n ?t", r"\1 not"),
        (r"(?:i'm|im|i m)", "i am"),
        (r"(\w+)'ve", r"\1 have"),
        (r"ive", "i have"),
        (r"(\w+)'ll", r"\1 will"),
        (r"(\w+)'re", r"\1 are"),
        (r"(you|they)re", r"\1 are"),
        (r"i'd", "i would"),
        (r"(?:let's|lets)(?! (?:me|him|her|them|us|you|it))", "let us"),
        (r"(he|she|it|that|what|there|who|where|everyone|everybody|nobody|here)'s", r"\1 is"),
        (r"(he|she|that|what|there|who)s", r"\1 is"),
        (r"its", "it is"),
        (r"wanna", "want to"),
        (r"(?:gonna|gunna)", "going to"),
        (r"gotta", "got to"),
        (r"(?:tryna|tryin)", "trying to"),
        (r"u", "you"),
        (r"ur", "you are"),
        (r"(?:r) you", "are you"),
        (r"(my|him|her|your|them) (self|selves)", r"\1\2"),
        (r"any (more)", r"any\1"),
        (r"no body", "nobody"),
        (r"(every|some|any) (one|body)", r"\1\2"),
        (r"over (dose|dosed|dosing)", r"over\1"),
        (r"good bye", "goodbye"),
        (r"(?:bf)", "boyfriend"),
        (r"(?:gf)", "girlfriend"),
        (r"(?:cuz|coz|cos)", "because"),
        (r"(?:tonite|2night)", "tonight"),
        (r"(?:dieing|diying)", "dying"),
    ]
]

_RARE = [
    "suicide", "suicidal", "overdose", "overdosed", "unconscious", "bleeding", "breathing", "breathe",
    "ambulance", "poisoned", "hospital", "swallowed", "collapsed", "strangled", "myself", "killing", "alive",
    "anymore", "nobody", "everyone", "conscious", "person", "human", "tablets", "goodbye", "seizure", "choking",
    "stroke", "tonight", "disappear", "threatened", "without",
]  # fmt: skip

_COLOUR = re.compile(
    r" (?:just|really|so|even|literally|actually|honestly|basically|fucking|fuckin|bloody|damn|totally|still|always|ever|"
    r"sometimes|probably|maybe|already|quite|truly|simply|um|uh|er|erm|well|kinda|sorta|absolutely|completely|seriously|"
    r"often|again and again|constantly|suddenly|all of a sudden|right now|kind of|sort of|you know|i mean|i guess|please|oh|also)"
    r"(?= )"
)


def normalised(line: str, name: str = "") -> str:
    """``"I’m fine. Really!"`` → ``" . i am fine . really . "``; her `name` is left out where she is addressed by it."""
    text = _clipped(unicodedata.normalize("NFKC", line)).translate(_QUOTES).lower()
    text = _STRETCHED.sub(r"\1", _ENDS.sub(" . ", _unnamed(text, name.lower())))
    for short, whole in _CONTRACTED:
        text = short.sub(whole, text)
    words = [_MENDED.get(word, word) for word in _WORD.findall(text.replace("'", " "))]
    return re.sub(r"\.(?: \.)+", ".", f" . {' '.join(words)} . ").replace(" .  . ", " . ")


def without_colour_words(text: str) -> str:
    """A normalised text without the words that only colour it: “i just really want to” → “i want to”."""
    return _COLOUR.sub("", text)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"


def _unnamed(text: str, name: str) -> str:
    if not name:
        return text
    here = re.escape(name)
    return re.sub(rf",\s*{here}\b|^\W*(?:hey |hi |oh |ok |okay )?{here}\s*,|\s{here}(?=\W*$)", " ", text)


def _slips(word: str) -> set[str]:
    """The word with a letter lost or doubled, or two neighbours swapped; never with another letter (breeding, bleeding)."""
    lost = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    doubled = {word[:i] + word[i] + word[i:] for i in range(1, len(word))}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return lost | doubled | swapped


_REAL = {"strangle", "breath", "seizures", "tablet", "stokes", *_RARE}
_MENDED = {slip: word for word in _RARE for slip in _slips(word) if len(slip) > 4 and slip not in _REAL} | {
    "kil": "kill",
    "kll": "kill",
    "wnat": "want",
    "sucide": "suicide",
    "suiside": "suicide",
    "suicidle": "suicidal",
    "suicideal": "suicidal",
    "sewerslide": "suicide",
    "breatheing": "breathing",
}
