"""Gives a piece its title and says why it is as it is, from the user's own words; the names of things stand in `titles.toml`."""

from __future__ import annotations

import functools
import random
import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from companion.piano.mood import Mood, MoodOfDay
from companion.piano.tonality import Key

_LONGEST = 60
"""Letters of the user's that are quoted at most."""
_PERSON = re.compile(
    r"\b(?:with|to|for|called|met|saw|and|miss|visited|sister|brother|friend|mother|father) ([A-Z][a-z]{2,})\b"
)


@functools.cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("companion.piano").joinpath("titles.toml").read_text(encoding="utf-8"))


def title_of(lines: Sequence[str], key: Key, mood: Mood, hour: int, dice: random.Random) -> tuple[str, str | None]:
    """A title, and the line it was taken from; None if nothing in the lines named a thing."""
    found = [(thing, line) for line in lines for thing in _things(line)]
    if found:
        thing, line = dice.choice(found)
        return _worded(thing, mood, dice), line
    return f"{_time_of_day(hour)} in {key}", None


def why(day: MoodOfDay | None, mood: Mood, key: Key, tempo: float, named_in: str | None, hour: int) -> str:
    """One sentence that says why; what it quotes was said."""
    pace = "slow" if tempo < 76 else "quick" if tempo > 104 else "unhurried"
    what = f"it is {pace} and in {key}"
    if day is None:
        name = f"; its name comes from “{quoted(named_in)}”" if named_in else ""
        return f"You asked for something {mood}, so {what}{name}."
    if day.telling:
        return f"You said “{quoted(day.telling[0])}”, so {what}."
    when = _time_of_day(hour).lower()
    part = f"the {when}" if when != "night" else "the night hours"
    if named_in:
        return f"You said “{quoted(named_in)}”, which gave it its name; for {part} {what}."
    return f"It is for {part}, so {what}."


def _time_of_day(hour: int) -> str:
    name: str = next(table["name"] for table in _tables()["hours"] if hour < table["before"])
    return name


def _things(line: str) -> list[str]:
    words = re.findall(r"[a-z]+", line.lower())
    known = _tables()["things"]["names"].split()
    people = [
        f"For {name}" for name in _PERSON.findall(line) if name.lower() not in _tables()["not_people"]["names"].split()
    ]
    forms = {form: thing for thing, others in _tables()["forms"].items() for form in others.split()}
    return people + [forms.get(word, word) for word in words if forms.get(word, word) in known]


def _worded(thing: str, mood: Mood, dice: random.Random) -> str:
    if thing.startswith("For "):
        return thing
    side = "glad" if mood.gladness > 0.6 else "sad" if mood.gladness < 0.4 else "even"
    pattern: str = dice.choice(_tables()["patterns"][side])
    return pattern.format(thing=thing, Thing=thing.capitalize())


def quoted(line: str) -> str:
    """The line as a reason quotes it: whole, or its beginning up to a word's end."""
    line = " ".join(line.split()).rstrip(" .!?,;:")
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
