"""Makes of the words that say when, of how often and of how long, the one time or length that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from companion.deeds.country import country_of
from companion.deeds.slot_reader import Slot, SlotReading
from companion.deeds.slot_words import words_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.deeds.timer_grammar import read_length
from companion.text.number_words import NUMBERS, number_of

TIMES = ("when", "repeat", "length", "old", "not", "by")


def time_of(read: SlotReading, now: datetime, labels: Sequence[str] = ("when", "repeat")) -> SpokenTime | None:
    """The one time that the slots with these labels name together; None when they name none, or several."""
    words = [one.words for one in read.slots if one.label in labels]
    whole = find_times(" ".join(words), now, country_of(now.tzinfo), bare=True)
    made: SpokenTime | None = None
    for one in whole:
        if one.only_length or (made is not None and not made.fits(one)):
            return None
        made = one if made is None else made.joined(one)
    return made


def length_of(words: str) -> timedelta | None:
    """The length that the words name; a number alone counts minutes."""
    plain = (
        words.lower()
        .strip(" ,.")
        .removeprefix("about ")
        .removeprefix("another ")
        .removesuffix(" more")
        .removesuffix(" longer")
    )
    plain = plain.replace(" more ", " ").replace(" extra ", " ")
    if plain.isdigit() or plain.replace("-", " ") in NUMBERS:
        return timedelta(minutes=number_of(plain.replace("-", " ")))
    return read_length(plain) or read_length(f"a {plain}")


def explained(line: str, slots: Iterable[Slot], now: datetime) -> bool:
    """Whether every time and number of the line is in some slot, so that none of what was said is passed over."""
    inside = [(one.start, one.end) for one in slots]
    times = [span for one in find_times(line, now, country_of(now.tzinfo)) for span in one.spans]
    words = [(start, end) for start, end in words_of(line) if _counts(line[start:end].lower())]
    return all(any(start < end and first < last for start, last in inside) for first, end in (*times, *words))


def _counts(word: str) -> bool:
    """Whether it is a number; “the pasta one” is none."""
    return word[:1].isdigit() or (word in NUMBERS and word != "one")
