"""Reads the hours of a clock: “half six”, “quarter to nine”, “7 30”, “19:00”, “eight o'clock”, “noon”, “from two to four”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.deeds.spoken_times.pieces import HOUR, NAMED_HOUR, NUMBER, UNIT, Piece, every
from companion.text.calendar_words import NAMED_HOURS, WEEKDAY
from companion.text.number_words import NUMBERS, alternatives, number_of

HALF_DAY, DAY = 720, 1440


@dataclass(frozen=True)
class ClockTime:
    """What may be meant by an hour: minutes after midnight, two of them when it can be before or after noon."""

    at: tuple[int, ...]
    ends: tuple[int, ...] = ()
    """When what begins at that time is over, after “from two to four”."""
    of_any_hour: bool = False
    """“at quarter past”: `at` is minutes after whatever hour comes next."""
    vague: bool = False
    """“at lunchtime”."""


_HALF = r"(?: ?(?P<half>[ap])\.? ?m\b\.?)"
_CLOCK = r"(?: ?o ?'?clock\b)"
_AT = r"(?:at|by|until|till|til|from|before|after|around|about|past|for|exactly|to|between)"
_LATER = (
    r"(?: (?:tonight|tomorrow|in the (?:morning|afternoon|evening)|this (?:morning|afternoon|evening)|at night|sharp|"
    rf"on (?:{WEEKDAY})|hours)\b)"
)
_NO_UNIT = (
    rf"(?! ?(?:{UNIT}|percent|per\b|%|degrees|pounds?\b|dollars?|euros?|people|men\b|women|children|kids"
    rf"|hundred|thousand|million|"
    r"times|of\b|more|or (?:so|\w+\b (?!sharp))|(?!this|always|yes|(?:mass|class)\b|is\b|as\b|cos\b|us\b|his\b"
    r"|unless|perhaps|plus"
    r"|days\b|buses|"
    rf"weekdays|weekends|workdays|(?:{WEEKDAY})s)\w{{2,}}s\b"
    r"|st\b|nd\b|rd\b|th\b|and a half|point))(?![\w:/%€$£]|[.,]\d|-\d)"
)
_UNITS = alternatives(word for word, number in NUMBERS.items() if number < 10)
_TEENS = alternatives(word for word, number in NUMBERS.items() if 10 <= number < 20)
_FREE = r"(?<![\w:./,€$£#-])"
_MINUTES = rf"(?:[0-5]\d(?!\d)|oh? (?:{_UNITS})\b|(?:twenty|thirty|forty|fifty)(?: (?:{_UNITS}))?\b|(?:{_TEENS})\b)"
_PATTERNS = {
    "named": r"(?:(?:12|twelve)(?: o'?clock)? )?(?P<name>noon|midday|midnight)\b",
    "meal": rf"(?P<name>(?:at |by |after |before |around )(?:{NAMED_HOUR})\b(?! ?(?:with|at)\b)(?: ?time\b)?)",
    "past": (
        rf"(?P<count>half|(?:a )?quarter|(?:{NUMBER})(?: minutes?)?)(?: (?P<way>past|after|to|before|till|til|of))? "
        rf"(?P<h>{HOUR}|noon|midday|midnight){_CLOCK}?{_HALF}?{_NO_UNIT}"
    ),
    "past any": (
        rf"(?:at|by|until|till|make it|make that|to) (?P<count>half|(?:a )?quarter|(?:{NUMBER})) (?P<way>past"
        rf"|to)\b(?: the hour)?"
        r"(?=$| ?[.,;!?]| (?:on|tomorrow|today|please|and|so|instead|then|rather|in case|just in case|as well"
        r"|too|for|or|if|but|cos|because)\b)"
    ),
    "minutes": rf"(?P<h>{HOUR})(?P<mark>[:.h])(?P<m>[0-5]\d)(?::[0-5]\d)?(?!\d){_HALF}?{_NO_UNIT}",
    "spaced": rf"(?P<h>{HOUR}) (?P<m>{_MINUTES}){_HALF}?{_NO_UNIT}",
    "half": rf"(?P<h>{HOUR}){_CLOCK}?{_HALF}(?![\w'])",
    "o'clock": rf"(?P<h>{HOUR}){_CLOCK}(?![\w'])",
    "four": rf"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?!\d)(?:{_HALF}| ?hours\b)?{_NO_UNIT}",
    "hundred": rf"(?:at |by |until )(?P<h>{NUMBER}) hundred(?: hours)?{_NO_UNIT}",
    "alone": rf"(?P<h>{HOUR}){_NO_UNIT}",
}
_COMPILED = {
    name: re.compile(
        rf"{_FREE}(?P<before>{_AT} (?:like |say |about |around |roughly |exactly )?"
        rf"|say )?(?P<x>{pattern})(?P<after>{_LATER})?"
    )
    for name, pattern in _PATTERNS.items()
}
_DAY_BEFORE = re.compile(rf"\b(?:morning|afternoon|evening|night|tonight|tomorrow|today|week|{WEEKDAY})[ ,]+$")
"""“tomorrow morning about ten”."""
_WORD = r"\w{1,20}"
"""Words of a time are short; a pasted address of thousands of letters would be tried from every letter on."""
_RANGE = re.compile(
    rf"{_FREE}(?=(?P<x>(?:(?P<open>from|between) )?(?P<one>(?:{_WORD}(?:[:.]\w{{0,20}})?(?: [ap]\.?m\.?)?|"
    rf"{_WORD} {_WORD}(?: {_WORD})?)) ?"
    rf"(?P<mark>- ?|to |till |until |til |and )(?P<two>(?:{_WORD} ){{0,2}}?[\w:.]{{0,20}}\w"
    rf"(?: ?[ap]\.? ?m\b\.?|{_CLOCK})?))(?![\w:]))"
)
"""Looked for at every word, because a word before it could be taken for its beginning."""


def clock_times(line: str, bare: bool = False) -> Iterator[Piece[ClockTime]]:
    """Every hour that the readable line names; `bare`: a number alone is one, because an hour was asked for."""
    yield from every(_RANGE, line, _range)
    for name, pattern in _COMPILED.items():
        yield from every(pattern, line, lambda found, name=name: _read(name, found, bare))  # type: ignore[misc]


def _read(name: str, found: re.Match[str], bare: bool) -> ClockTime | None:
    said = bool(found["before"]) and found["before"].split()[0] not in ("to", "for", "about", "past", "between")
    said = said or (bool(found["before"]) and _DAY_BEFORE.search(found.string[: found.start()]) is not None)
    if name == "named":
        return ClockTime((0 if found["name"] == "midnight" else HALF_DAY,))
    if name == "meal":
        word = found["name"].split()[1].removesuffix("time")
        if word in ("noon", "midday", "midnight"):
            return None
        minute = NAMED_HOURS.get(word) or NAMED_HOURS[f"{word}time"]
        return ClockTime((minute,), vague=True)
    if name in ("past", "past any"):
        after_day = _DAY_BEFORE.search(found.string[: found.start()]) is not None
        return _past(name, found, bool(found["before"] or found["after"]) or bare or after_day)
    if name == "hundred":
        return _time(number_of(found["h"]), 0, None, True)
    if name == "alone" and found["h"] == "one" and not (said or found["after"]) and found[0] != found.string.strip():
        return None  # “set one for midday”
    half = found.groupdict().get("half")
    minutes = found.groupdict().get("m")
    if not (half or said or bare or found["after"] or _sure(name, found)):
        return None
    return _time(number_of(found["h"]), _minutes(minutes), half, name == "four" or found["h"].startswith("0"))


def _sure(name: str, found: re.Match[str]) -> bool:
    """Whether it can be nothing but an hour, without any word around it."""
    if name == "minutes":
        return found["mark"] == ":" or (found["mark"] == "h" and found["h"].isdigit())
    return name == "o'clock" or (name == "spaced" and found["h"].isalpha() == found["m"].replace(" ", "").isalpha())


def _minutes(words: str | None) -> int:
    if not words:
        return 0
    return number_of(words.split(" ", 1)[1] if re.match("oh? ", words) else words)


def _past(name: str, found: re.Match[str], said: bool) -> ClockTime | None:
    count, way = found["count"], found["way"] or ""
    quarter = count.endswith("quarter")
    minutes = 30 if count == "half" else 15 if quarter else number_of(count.split(" minute")[0])
    if (
        not 0 < minutes < 60
        or (count == "half" and way not in ("", "past", "after"))
        or (not way and (count != "half" or not said))
        or (way == "of" and not quarter)
        or (minutes % 5 and "minute" not in count)
    ):
        return None
    back = way in ("to", "before", "till", "til", "of")
    if name == "past any":
        return ClockTime(((-minutes if back else minutes) % 60,), of_any_hour=True)
    hour = found["h"]
    if hour in NAMED_HOURS:
        return ClockTime(((NAMED_HOURS[hour] + (-minutes if back else minutes)) % DAY,))
    whole = _time(number_of(hour), 0, found["half"], False)
    return whole and ClockTime(tuple((at + (-minutes if back else minutes)) % DAY for at in whole.at))


def _time(hour: int, minutes: int, half: str | None, whole_day: bool) -> ClockTime | None:
    """`whole_day`: of the twenty-four hours, as “07:30” is."""
    if half:
        return (
            ClockTime((hour % 12 * 60 + minutes + (HALF_DAY if half == "p" else 0),))
            if 1 <= hour <= 12
            else _late(hour, minutes)
        )
    if whole_day or hour == 0 or hour > 12:
        return _late(hour, minutes) if hour > 12 or whole_day else ClockTime((minutes,))
    morning = hour % 12 * 60 + minutes
    return ClockTime((morning, morning + HALF_DAY))


def _late(hour: int, minutes: int) -> ClockTime | None:
    return ClockTime((hour % 24 * 60 + minutes,)) if hour < 24 or (hour == 24 and not minutes) else None


def _range(found: re.Match[str]) -> ClockTime | None:
    """“from two to four”, “2-4pm”: its beginnings go with its ends, the shorter of two that are possible."""
    opened, mark = found["open"], found["mark"].strip()
    if (mark == "and") != (opened == "between") or not (opened or re.search("[:apm]", found["two"])):
        return None
    if not opened and mark != "-" and _whole(found["x"]):
        return None
    first, last = _whole(found["one"]), _whole(found["two"])
    if first is None or last is None:
        return None
    if len(first.at) > len(last.at):
        first = ClockTime((min(first.at, key=lambda at: (last.at[0] - at) % DAY or DAY),))
    return ClockTime(first.at, last.at)


def _whole(words: str) -> ClockTime | None:
    """The hour that these words and no others name."""
    for name, pattern in _COMPILED.items():
        found = pattern.fullmatch(words.strip())
        read = _read(name, found, True) if found else None
        if read:
            return read
    return None


def ends_after(start: int, ends: tuple[int, ...]) -> int:
    """Minutes from `start` until the nearest of the ends."""
    return min((end - start) % DAY or DAY for end in ends)
