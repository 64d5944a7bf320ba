"""Takes a line apart into words, and tells of each what a learned reader needs: its letters, its neighbours, its time."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from companion.deeds.country import country_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.text.number_words import NUMBERS

PLACES = 1 << 11
"""Places for what is told of a word; several may share one."""
PER_WORD = 16
"""So much is told of a word at most."""
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|['’](?:s|t|m|re|ve|ll|d)\b|[^\W\d_]+|[^\w\s]|_", re.IGNORECASE)

Span = tuple[int, int]


def words_of(line: str) -> list[Span]:
    """From which to which letter each word, number and mark reaches: “25m” is two, “don't” also."""
    return [found.span() for found in _WORD.finditer(line)]


def told_of_words(line: str, words: Sequence[Span], now: datetime, taken: Sequence[Span] = ()) -> NDArray[np.int64]:
    """Places of what is told of each word, filled up with PLACES; shape (n, PER_WORD).

    `taken`: from which to which letter the words of another request of the line reach.
    """
    plain = [line[start:end].lower().replace("’", "'") for start, end in words]
    times = _in_times(line, words, now)
    made = np.full((len(words), PER_WORD), PLACES, np.int64)
    for at in range(len(words)):
        told = [f"{name} {value}" for name, value in _told(plain, times, at)]
        told += ["taken"] * any(start < words[at][1] and words[at][0] < end for start, end in taken)
        made[at, : len(told)] = [zlib.crc32(one.encode()) % PLACES for one in told]
    return made


def meanings(words: Sequence[Span], pieces: tuple[NDArray[np.float32], NDArray[np.int64]]) -> NDArray[np.float32]:
    """Each word's vector: the mean of those of its pieces; shape (n, size). Words past the last piece have zeros."""
    vectors, spans = pieces
    made = np.zeros((len(words), vectors.shape[1]), np.float32)
    starts, ends = spans[:, 0], spans[:, 1]
    for at, (start, end) in enumerate(words):
        inside = (starts < end) & (ends > start)
        if inside.any():
            made[at] = vectors[inside].mean(axis=0)
    return made


def _told(plain: Sequence[str], times: Sequence[str], at: int) -> Iterator[tuple[str, str]]:
    word = plain[at]
    yield "word", word
    yield "end", word[-3:]
    yield "shape", _shape(word)
    yield "time", times[at]
    for name, step in (("before", -1), ("after", 1), ("before2", -2), ("after2", 2)):
        near = plain[at + step] if 0 <= at + step < len(plain) else "|"
        yield name, near
        if abs(step) == 1:
            yield f"{name} time", f"{_shape(near)} {times[at + step] if near != '|' else '|'}"
            yield f"{name} both", f"{word} {near}"
    yield "place", str(min(at, 3))
    yield "from the end", str(min(len(plain) - 1 - at, 3))


def _shape(word: str) -> str:
    if word[:1].isdigit():
        return "clock" if ":" in word else f"number {min(len(word), 3)}"
    if word in NUMBERS:
        return "number word"
    return "word" if word[:1].isalpha() else word[:1]


def _in_times(line: str, words: Sequence[Span], now: datetime) -> list[str]:
    """Of each word the sort of time it belongs to: begun with it (“B clock”), or before it (“I clock”); empty for most."""
    found = [""] * len(words)
    country = country_of(now.tzinfo)
    for bare in (True, False):
        for one in find_times(line, now, country, bare=bare):
            for start, end in one.spans:
                inside = [at for at, (first, last) in enumerate(words) if first < end and last > start]
                for number, at in enumerate(inside):
                    found[at] = f"{'I' if number else 'B'} {_sort(one)}{' bare' if bare else ''}"
    return found


def _sort(one: SpokenTime) -> str:
    if one.only_length:
        return "length"
    return "ahead" if one.ahead else "repeat" if one.repeats else "clock" if one.clock else "day"
