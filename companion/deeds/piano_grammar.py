"""Understands what is asked of her piano: “play me something sad”, “the one from Sunday”, “a little faster”, “stop”."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from companion.deeds.deed import Request
from companion.deeds.spoken_times.days import days
from companion.piano.variation import changes
from companion.text.calendar_words import WEEKDAYS


@dataclass(frozen=True)
class PlayNew(Request):
    """Compose something and play it."""

    moods: tuple[str, ...] = ()
    """As `mood.toml` names them: calm, lively, sad, glad."""
    occasion: str = ""
    """What it is for, in the user's words: “a rainy evening”."""


@dataclass(frozen=True)
class PlayKept(Request):
    """Play a piece that is kept."""

    which: Literal["last", "day", "title"] = "last"
    day: date | None = None
    title: str = ""


@dataclass(frozen=True)
class VaryPiece(Request):
    """Play the last piece in another way."""

    change: str
    """As `variation.toml` names it."""


@dataclass(frozen=True)
class StopPiece(Request):
    """Stop what sounds."""

    sets = False


@dataclass(frozen=True)
class NamePiece(Request):
    """Tell what the last piece is called."""


@dataclass(frozen=True)
class PlayOther(Request):
    """Play somebody else's music: she can't."""


_MOODS = {
    "sad": "sad sorrowful melancholy melancholic gloomy wistful mournful blue bittersweet dark sombre",
    "glad": "glad happy cheerful joyful bright merry sunny jolly uplifting hopeful sweet",
    "calm": "calm quiet gentle soft slow peaceful soothing relaxing restful dreamy sleepy tender relaxed",
    "lively": "lively fast quick energetic playful upbeat brisk dancing bouncy exciting",
}
_MOOD_OF = {word: mood for mood, words in _MOODS.items() for word in words.split()}
_PLAIN = "nice|pretty|beautiful|lovely|short|little|small|new|different|good|simple|else|special|fitting|suitable|warm"
_ADJECTIVE = rf"(?:(?:very|really|quite|rather|a (?:bit|little)|more|so) )?(?:{'|'.join(_MOOD_OF)}|{_PLAIN})"
_ADJECTIVES = rf"(?P<how>{_ADJECTIVE}(?:(?:,| and|, and| but|, but)? {_ADJECTIVE})*)"
_VERB = (
    r"(?:play|improvise|compose|perform|make up|write|let(?: me|'s| us) hear|i(?:'d| would) (?:like|love) to hear"
    r"|i want to hear|i(?:'d| would) (?:like|love)"
    r"|can i (?:hear|have)|how about|what about)(?: (?:me|us))?"
)
_PIANO = r"(?: (?:on|at) (?:the|your|that) piano)"
_OF_HERS = r"(?: (?:of|on) your(?:s| own)| you(?:'ve| have) made up)"
_THING = (
    rf"(?:(?:something|anything)(?: {_ADJECTIVES})?|(?:some|a bit of|a little) (?:music|piano(?: music)?)|music|(?:the |your |"
    rf"some )?piano(?: music)?"
    rf"|(?:a|an|another|one of your)(?: (?:{_ADJECTIVES.replace('<how>', '<how2>')}))?(?: piano)? (?:piece|pieces|tune|melody|"
    rf"song|something|one|little thing)(?: of (?:piano )?music)?)"
)
_OCCASION = r"(?:,? (?:for|about|to go with|that (?:suits|fits|goes with)) (?P<occasion>.+?))"
_NEW = re.compile(rf"{_VERB} {_THING}{_OF_HERS}?{_PIANO}?{_OCCASION}?{_PIANO}?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:something|a piece|a tune|music|a little music)(?: {_ADJECTIVES})?{_PIANO}"
    rf"|something(?: {_ADJECTIVES.replace('<how>', '<how3>')})? for (?P<when>(?:a|this|the) (?:\w+ )?(?:morning|afternoon|"
    rf"evening|night|day))",
    re.IGNORECASE,
)
_ONLY_WITH_PIANO = re.compile(
    r"(?:write|how about|what about|i(?:'d| would) (?:like|love)|can i have|make up)\b", re.IGNORECASE
)
"""These ask for many things besides music."""
_MUSICAL = re.compile(r"\b(?:pianos?|music|tune|melody|piece)\b", re.IGNORECASE)
_NO_OCCASION = re.compile(
    r"(?:me|us|you|him|her|them|it|that|a (?:bit|while|minute|moment|change)|now|once|free|real|sure)", re.IGNORECASE
)
_OTHERS = (
    r"bach|mozart|chopin|beethoven|debussy|satie|schubert|schumann|brahms|liszt|vivaldi|handel|tchaikovsky|ravel|einaudi|abba|"
    r"adele|queen|elvis"
    r"|the beatles|beatles|coldplay|taylor swift|madonna|sinatra|happy birthday|silent night|auld lang syne|für elise|"
    r"fur elise|clair de lune"
    r"|the moonlight sonata|moonlight sonata|jazz|blues|rock|pop|classical|country|folk|reggae|hip hop|techno|the radio|"
    r"spotify|youtube"
)
_OTHER = re.compile(
    r"(?:play|let(?: me|'s| us) hear|can i hear|put on)(?: me| us)? "
    r"(?:(?:something|anything|some|a (?:song|piece|tune|bit|track|record|little)|music|the song|that song|one)(?: of)?"
    r"(?: music| songs?)? )?"
    r"(?:by (?!(?:the|my|your|a|an|ear|you|yourself|then|now|all|any|no|chance)\b)[\w' .&-]+"
    rf"|(?:{_OTHERS})\b[\w' -]*|[\w' -]+ (?:on|off|from) (?:spotify|youtube|the radio|apple music))",
    re.IGNORECASE,
)
_PIECE = (
    r"(?:the|that|your|my)(?: (?:last|little|same))?(?: piano)? (?:one|piece|tune|melody|song"
    r"|peace|peas|beast|pieces)"  # as a small ear hears “piece”
)
_AGAIN = re.compile(
    rf"(?:play|let me hear|let's hear|can i hear|i(?:'d| would) (?:like|love) to hear)(?: me)? (?:(?:that|it|this|"
    rf"the same(?: (?:one|thing))?|{_PIECE})"
    r"(?: (?:again|once more|one more time|once again|another time))|(?:the|that) last (?:one|piece|tune)(?: again)?)(?:, sam)?",
    re.IGNORECASE,
)
_OF_DAY = re.compile(
    rf"(?:play|let me hear|let's hear|can i hear|i(?:'d| would) (?:like|love) to hear)(?: me| us)?(?: again)? (?:"
    rf"{_PIECE}(?: (?:from|of|that you (?:played|made|wrote)|you (?:played|made|wrote))(?: (?:for )?me)?(?: on)?) (?P<day>.+?)"
    r"|what you played(?: me)?(?: on)? (?P<day2>.+?)|(?P<day3>[\w ]+?)'s (?:one|piece|tune|melody))(?: again| once more)?",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"(?:play|let me hear|let's hear|can i hear)(?: me| us)? (?:{_PIECE} (?:called|named|"
    rf"titled) )?\"?(?P<title>[^\"]+?)\"?(?: again| once more)?{_PIANO}?",
    re.IGNORECASE,
)
_DEGREE = (
    r"(?:(?:just |maybe |now |but |and |again |once more )*"
    r"(?:(?:a|one) (?:little|bit|tiny bit|little bit|touch|tad) |much |even |still |somewhat |slightly |a lot )?)"
)
_SAME = re.compile(
    r"(?:(?:now|and|again|once more|okay)[, ]+)*(?:(?P<play>play|let me hear|let's hear|can i hear|hear|try)(?: me)?|make|do|"
    r"have) (?:it|that|this|the same(?: (?:one|piece|thing|tune))?"
    rf"|{_PIECE})(?: again| once more)?,?(?: but| only| just)? (?P<how>.+)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:the same(?: (?:one|thing|again))?,? (?:but |only )?|again,? (?:but )?|once more,? (?:but )?|now |and )?(?P<how>.+)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:(?:okay|no|ah|oh|please|thanks|right|alright)[, ]+)*(?:stop|enough|that's enough|that is enough|hush|quiet|silence|"
    r"that will do|that'll do)"
    r"(?: (?:it|that|this|now|there|please|playing|the (?:music|piano|piece|tune|song|playing)))*",
    re.IGNORECASE,
)
_STOP_PLAYING = re.compile(
    r"(?:stop|quit|end|cut|turn off|switch off|silence|pause)(?: with)? (?:playing|the (?:music|piano|piece|tune|melody|"
    r"playing))(?: the piano| now| please)*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:what(?:'s| is| was| did you call)|do you have a name for|does|did|has) (?:that|it|this|the (?:(?:last )?(?:piece|"
    r"tune|melody|one)))(?: (?:piece|tune|melody))?"
    r"(?: you(?:'re| are| were| just)?(?: just)? play(?:ing|ed))?(?: just now)?(?P<called> called| have a (?:name|title)|"
    r" got a name)?(?: again)?"
    r"|what(?:'s| is| was) the (?P<named>name|title) of (?:that|it|this|the(?: last)? (?:piece|tune|melody|one))(?: (?:piece|"
    r"tune|melody))?"
    r"|what (?P<playing>(?:are|were) you (?:just )?playing|did you (?:just )?play|have you just played)(?: (?:just )?now|"
    r" there)?",
    re.IGNORECASE,
)


def read_new(line: str) -> PlayNew | PlayOther | None:
    """What new piece the line asks for, or somebody else's music."""
    found = _NEW.fullmatch(line) or _BARE.fullmatch(line)
    if found is not None and _ONLY_WITH_PIANO.match(line) and not _MUSICAL.search(line):
        return None
    if found is None:
        return PlayOther() if _OTHER.fullmatch(line) else None
    groups = found.groupdict()
    how = groups.get("how") or groups.get("how2") or groups.get("how3") or ""
    occasion = (groups.get("occasion") or groups.get("when") or "").strip()
    if re.fullmatch(_NO_OCCASION, occasion):
        occasion = ""
    moods = tuple(dict.fromkeys(_MOOD_OF[word] for word in re.findall(r"[a-z]+", how.lower()) if word in _MOOD_OF))
    return PlayNew(moods, occasion)


def read_kept(line: str, today: date) -> PlayKept | None:
    """Which kept piece the line asks for; a title only if it may be one."""
    if _AGAIN.fullmatch(line):
        return PlayKept("last")
    if found := _OF_DAY.fullmatch(line):
        words = found["day"] or found["day2"] or found["day3"]
        day = past_day(words, today)
        return PlayKept("day", day) if day is not None else None
    if found := _TITLED.fullmatch(line):
        return PlayKept("title", title=found["title"].strip())
    return None


def read_change(line: str, recently: bool) -> VaryPiece | None:
    """What is to be changed; `recently`: a piece sounds, or has just sounded, so that “a little faster” is about it."""
    if (found := _SAME.fullmatch(line)) and (change := _change(found["how"])) and (recently or found["play"]):
        return VaryPiece(change)
    if recently and (found := _ALONE.fullmatch(line)) and (change := _change(found["how"])):
        return VaryPiece(change)
    return None


def read_stop(line: str, playing: bool) -> StopPiece | None:
    """Whether it is to stop; a bare “stop” only while something plays."""
    return StopPiece() if _STOP_PLAYING.fullmatch(line) or (playing and _STOP.fullmatch(line)) else None


def read_name(line: str, recently: bool) -> NamePiece | None:
    """Whether it asks what a piece is called."""
    found = _NAME.fullmatch(line)
    if found is None or not (found["called"] or found["named"] or found["playing"]):
        return None
    return (
        NamePiece()
        if recently or re.search(r"\b(?:piece|tune|melody|play(?:ing|ed)?)\b", line, re.IGNORECASE)
        else None
    )


def past_day(words: str, today: date) -> date | None:
    """The day that these words mean when something was played on it; None if they name none."""
    plain = re.sub(r"\b(?:on|in|the) (?=morning|afternoon|evening|night)|^(?:on|of|from) ", "", words.strip().lower())
    plain = re.sub(r"(?<!last) (?:morning|afternoon|evening|night)$", "", plain) or plain
    near = {
        "today": 0,
        "this": 0,
        "earlier": 0,
        "earlier today": 0,
        "tonight": 0,
        "yesterday": 1,
        "last night": 1,
        "the other day": 1,
    }
    near |= {"last evening": 1, "the day before yesterday": 2, "before": 0, "just now": 0}
    if plain in near:
        return today - timedelta(days=near[plain])
    name = re.sub(r"^last ", "", plain).capitalize()
    if name in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(name)) % 7 or 7)
    for piece in days(plain, today):
        if len(piece.value.readings) == 1 and piece.value.readings[0].single and piece.value.yearly:
            day = piece.value.readings[0].first
            return day.replace(year=day.year - 1) if day > today else day
    return None


@functools.cache
def _how() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"{_DEGREE}(?:with )?(?:{'|'.join(table['words'])})(?: again| once more)?", re.IGNORECASE))
        for name, table in changes().items()
    )


def _change(words: str) -> str | None:
    return next((name for name, pattern in _how() if pattern.fullmatch(words.strip())), None)
