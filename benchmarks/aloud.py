"""Measures how well written text is read aloud, before any sound is made: `companion bench aloud`.

Each line of `aloud_lines.toml` goes through exactly what Kokoro's voice gets before its phonemiser, `speakable` and
`spoken_text`. It is right if what is heard is one of the accepted forms, decided in two steps:

1. The words are those of a form. Case, punctuation and an “and” inside a number don't count, a hyphen is a space, and
   letters that are spelled (“F.B.I”) are words of one letter. A marked letter counts as its plain one only if the
   phonemiser reads the word as a word; where it spells the mark out (“n g u y letter one E C five n”) it is another word.
2. Or the phonemes are those of a form, without stress and without spaces, so that “litre” is “liter”.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from importlib import resources
from typing import Any

from voices.espeak import Espeak
from voices.phonemes import kokoro_phonemes, phonemes
from voices.speakable import speakable, spoken_text

_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b", re.I)
_NOT_WORDS = re.compile(r"[^\w' ]+")
_INNER_AND = re.compile(r"(?<=\bhundred) and\b|(?<=\bthousand) and\b|(?<=\bmillion) and\b")
_LETTERS = re.compile(r"\b[a-z](?: [a-z])+\b")
_STRESS = re.compile(r"[ˈˌ ]")
_UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns the share of each half that is right, and each kind's, 0 to 1; the wrong ones go to stderr."""
    listener = Listener()
    right: dict[str, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    lines = tomllib.loads(resources.files("benchmarks").joinpath("aloud_lines.toml").read_text(encoding="utf-8"))[
        "lines"
    ]
    for line in lines:
        if args.quick and line["half"] != "seen":
            continue
        said = spoken_text(speakable(line["written"]))
        ok = listener.accepts(said, line["said"])
        right[line["half"]].append(ok)
        kinds[line["kind"]].append(ok)
        if not ok:
            print(
                f"{line['half']} {line['kind']}: {line['written']} -> {said} (not: {line['said'][0]})", file=sys.stderr
            )
    return {
        "right_share": _share(right["seen"]),
        "right_unseen_share": _share(right["unseen"]),
        "right_share_by_kind": {kind: _share(kinds[kind]) for kind in sorted(kinds)},
        "lines": {half: len(flags) for half, flags in right.items()},
    }


class Listener:
    """Hears a spoken text as words and as phonemes, and says whether it is one of the accepted forms."""

    def __init__(self) -> None:
        self._espeak = Espeak("en-us")
        self._espeak.open()

    def accepts(self, said: str, forms: Iterable[str]) -> bool:
        """Whether `said` sounds like one of the `forms`, which are plain words in lower case."""
        words, sounds = self._words(said), self._sounds(said)
        return any(words == self._words(form) or sounds == self._sounds(_spelled(form)) for form in forms)

    def _words(self, text: str) -> list[str]:
        plain = _DOTTED.sub(lambda m: m[0].replace(".", " "), text.lower().replace("’", "'"))
        plain = " ".join(_NOT_WORDS.sub(" ", plain).split())
        return [self._unmarked(word) for word in _INNER_AND.sub("", plain).split()]

    def _unmarked(self, word: str) -> str:
        if word.isascii() or " " in self._espeak.phonemes(word):
            return word
        parts = unicodedata.normalize("NFD", word.translate(_UNMARKED))
        return "".join(part for part in parts if not unicodedata.combining(part))

    def _sounds(self, text: str) -> str:
        found = phonemes(
            _INNER_AND.sub("", text), lambda words: kokoro_phonemes(self._espeak.phonemes(words), british=False)
        )
        return _STRESS.sub("", "".join(phoneme.sign for phoneme in found if phoneme.word is not None))


def _spelled(form: str) -> str:
    """The form with dots between single letters, so that an A among them is not read as an article."""
    return _LETTERS.sub(lambda m: m[0].replace(" ", ".").upper(), form)


def _share(flags: list[bool]) -> float:
    return round(sum(flags) / len(flags), 3) if flags else 0.0
