"""Makes of the words that say when, of how often and of how long, the one time or length that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from companion.deeds.country import country_of
from companion.deeds.slot_reader import Slot, SlotReading
from companion.deeds.slot_words import words_of
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import NUMBER, UNIT
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.deeds.timer_grammar import read_length
from companion.text.number_words import NUMBERS, SPOKEN_ORDINAL, number_of

_LEADS = ("", "in the ", "on ", "at ", "from ", "in ")
"""What may have stood before the words and is not in the slot: “[on] tenth”, “[in the] morning”."""
_OF_AN_HOUR = re.compile(r"\b(?:to|past)$", re.IGNORECASE)
"""“quarter to”: of which hour, something else tells."""
_ABOUT = re.compile(r"\b(in )(?:about|around|roughly|like|say|maybe|just|another) ", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?<!the )(?<!every )(?<!each )\b(\d{{1,2}}(?:st|nd|rd|th)|{SPOKEN_ORDINAL})\b(?! {UNIT})", re.IGNORECASE
)
_SMALL = re.compile(
    r"(?:[\s,.;:!?'-]|\b(?:at|on|in|the|a|for|from|by|and|then|around|about|like|say|ish|please|of|sharp|or so|exactly|just|maybe"
    r"|half|day|this|coming|first thing|time|hours|to|it|that|is|its|em|um|uh|er|early|some|sometime|same|hour|all|whole"
    r"|lunchtime|lunch|after|till|end)\b)*",
    re.IGNORECASE,
)
"""Beside a time that says nothing else."""
_MORE = re.compile(
    r"\b(?:about|around|roughly|another|more|longer|extra|shorter|less|earlier|later|sooner|whole|full|for|or so|on the clock"
    r"|please|back|forward|further|exactly|good|just)\b"
)
_PARTS = {
    "quarter of an hour": "fifteen minutes",
    "half of an hour": "thirty minutes",
    "three quarter of an hour": "forty five minutes",
    "three quarters of an hour": "forty five minutes",
    "and three quarters": "and forty five minutes",
    "and a quarter": "and fifteen minutes",
}
_OF_A_MINUTE = re.compile(r"\bminutes? and (?:a )?(three quarters?|quarter)\b")
_SECONDS = {"three quarter": "forty five", "three quarters": "forty five", "quarter": "fifteen"}
_QUARTERS = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
_MINUTES_ALONE = re.compile(rf"(?P<number>{NUMBER})(?P<half> and a half)?")


def time_of(read: SlotReading, now: datetime, labels: Sequence[str] = ("when", "repeat")) -> SpokenTime | None:
    """The one time that the slots with these labels name together; None when they name none, or several."""
    words = list(dict.fromkeys(one.words.strip(" ,.") for one in read.slots if one.label in labels))
    said = _ORDINAL.sub(r"the \1", _ABOUT.sub(r"\1", " ".join(words)))
    leads = ("at ",) if _OF_AN_HOUR.search(said) else _LEADS
    return (
        next((made for lead in leads if (made := _one_time(f"{lead}{said}", now)) is not None), None) if said else None
    )


def _one_time(words: str, now: datetime) -> SpokenTime | None:
    """What all these words together say of time; None when something of it is left over, or contradicts the rest."""
    whole = find_times(words, now, country_of(now.tzinfo), bare=True)
    made: SpokenTime | None = None
    for one in whole:
        if one.only_length:
            return None
        if made is None:
            made = one
        elif made.fits(one):
            made = made.joined(one)
        elif not _said_again(made, one):
            return None
    left = words
    for one in reversed(whole):
        left = one.without(left)
    return made if _SMALL.fullmatch(left) else None


def _said_again(before: SpokenTime, one: SpokenTime) -> bool:
    """Whether it says nothing that was not said before: “every Wednesday … each week”."""
    rules = (before.repeats.rule, one.repeats.rule) if before.repeats and one.repeats else ("", "")
    same = not one.repeats or rules[0] == rules[1] or rules[1] == "FREQ=DAILY" or rules[0].startswith(rules[1])
    hours = before.clock is not None and one.clock is not None and before.clock.at == one.clock.at
    return same and (one.clock is None or hours) and not (one.days or one.ahead) and one.part in ("", before.part)


def length_of(words: str) -> timedelta | None:
    """The length that the words name; a number alone counts minutes."""
    plain = _MORE.sub(" ", words.lower().replace("-", " ")).strip(" ,.'").removesuffix("'s").strip()
    plain = re.sub(r"^(?:a |the )?(three quarters?|quarter|half)(?: of)?(?: an)? hours?$", r"\1 of an hour", plain)
    plain = _OF_A_MINUTE.sub(lambda found: f"minute and {_SECONDS[found[1]]} seconds", plain)
    plain = _QUARTERS.sub(lambda found: _PARTS[found[0]], re.sub(r"\s+", " ", plain))
    if found := _MINUTES_ALONE.fullmatch(plain):
        minutes = number_of(found["number"])
        return timedelta(minutes=minutes + bool(found["half"]) / 2) if minutes > 0 else None
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
