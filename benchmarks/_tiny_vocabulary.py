"""Makes small vocabularies of the kinds that real families of models have: byte pairs, Gemma 4's byte pairs, SentencePiece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VocabularyKind = Literal["gpt2", "gemma4", "llama"]
"""`tokenizer.ggml.model`: byte pairs over bytes written as letters, byte pairs over text, SentencePiece."""
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, BYTE = 1, 2, 3, 4, 6
"""llama.cpp's types of tokens."""

WORDS = (
    "the", "a", "and", "to", "of", "you", "I", "it", "is", "was", "are", "that", "in", "on", "my", "your", "not", "what", "how",
    "sea", "wind", "north", "calm", "came", "from", "said", "nobody", "word", "hello", "Hello", "evening", "good", "Good",
    "day", "long", "had", "friend", "tea", "rain", "walked", "home", "along", "river", "tonight", "kind", "answer", "short",
    "Ada", "Theo", "user", "model", "assistant", "system", "thought", "asks", "greets", "me", "nicely", "weather", "do", "did",
    "Yes", "No", "warm", "sleep", "well", "there",
)  # fmt: skip
"""Words of one token, each with and without a space before it."""
_RUNS = ("\n", "\n\n", ". ", "? ")
_SPACE = "▁"


@dataclass(frozen=True)
class TinyVocabulary:
    """The lists of a GGUF that describe a vocabulary."""

    kind: VocabularyKind
    tokens: tuple[str, ...]
    types: tuple[int, ...]
    merges: tuple[str, ...] = ()
    """Byte pairs only."""
    scores: tuple[float, ...] = ()
    """SentencePiece only."""

    def token(self, text: str) -> int:
        """The number of the token that stands for this text; raises ValueError if none does."""
        return self.tokens.index(self._as_written(text))

    def _as_written(self, text: str) -> str:
        if text in self.tokens:
            return text
        if self.kind == "gpt2":
            return "".join(_LETTERS[byte] for byte in text.encode())
        return text.replace(" ", _SPACE)


def vocabulary(kind: VocabularyKind, marks: tuple[str, ...], shown: tuple[str, ...]) -> TinyVocabulary:
    """A vocabulary with these control tokens (`marks`) and tokens that look like marks but are text (`shown`)."""
    made = {"gpt2": _byte_pairs, "gemma4": _gemma4_pairs, "llama": _sentence_pieces}[kind]
    return made(marks, shown)


def _byte_pairs(marks: tuple[str, ...], shown: tuple[str, ...]) -> TinyVocabulary:
    words = [word.replace("\n", _LETTERS[10]).replace(" ", _LETTERS[32]) for word in _spaced_words()]
    pieces, merges = _merged(words)
    letters = list(_LETTERS)
    tokens = (*letters, *pieces, *marks, *shown)
    types = [NORMAL] * (len(letters) + len(pieces)) + [CONTROL] * len(marks) + [USER_DEFINED] * len(shown)
    return TinyVocabulary("gpt2", tokens, tuple(types), tuple(merges))


def _gemma4_pairs(marks: tuple[str, ...], shown: tuple[str, ...]) -> TinyVocabulary:
    pieces, merges = _merged([word.replace(" ", _SPACE) for word in _spaced_words() if "\n" not in word])
    return _with_byte_tokens("gemma4", [*_characters(), "\n\n", *pieces], merges, marks, shown)


def _sentence_pieces(marks: tuple[str, ...], shown: tuple[str, ...]) -> TinyVocabulary:
    pieces, _ = _merged([word.replace(" ", _SPACE) for word in _spaced_words()])
    return _with_byte_tokens("llama", [*_characters(), *pieces], [], marks, shown)


def _with_byte_tokens(
    kind: VocabularyKind, pieces: list[str], merges: list[str], marks: tuple[str, ...], shown: tuple[str, ...]
) -> TinyVocabulary:
    pieces = list(dict.fromkeys(pieces))
    numbers = [f"<0x{byte:02X}>" for byte in range(256)]
    tokens = ("<pad>", "<unk>", *marks, *numbers, *pieces, *shown)
    types = [CONTROL, UNKNOWN] + [CONTROL] * len(marks) + [BYTE] * 256
    types += [NORMAL] * len(pieces) + [USER_DEFINED] * len(shown)
    scores = tuple(-float(number) for number in range(len(tokens))) if kind == "llama" else ()
    return TinyVocabulary(kind, tokens, tuple(types), tuple(merges), scores)


def _spaced_words() -> list[str]:
    return [*(f" {word}" for word in WORDS), *WORDS, *_RUNS[1:]]


def _characters() -> list[str]:
    return [_SPACE, "\n", *(chr(code) for code in range(33, 127))]


def _merged(words: list[str]) -> tuple[list[str], list[str]]:
    """The pieces that words grow through, letter by letter, and the merges that make them."""
    pieces: dict[str, None] = {}
    merges: dict[str, None] = {}
    for word in words:
        for end in range(2, len(word) + 1):
            pieces[word[:end]] = None
            merges[f"{word[: end - 1]} {word[end - 1]}"] = None
    return list(pieces), list(merges)


def _letters() -> list[str]:
    """GPT-2's letter for each byte: the printable ones stand for themselves."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte if byte in plain else next(others)) for byte in range(256)]


_LETTERS = _letters()
