"""Reads from the words of a transcript alone: voice commands, backchannels, pleas for time, unfinished lines, her name."""

from __future__ import annotations

import re
import tomllib
from enum import Enum
from importlib import resources
from itertools import islice

from companion.dialogue.name_match import sounds_like
from companion.text.openers import HESITATIONS, OPENERS

LONGEST = 14
"""Most words of a command, backchannel or plea for time; a longer line is talk."""


class VoiceCommand(Enum):
    """What is obeyed at once, without the LLM."""

    STOP = "stop"
    GO_ON = "go_on"
    AGAIN = "again"
    """Say the last sentence again."""
    QUIETER = "quieter"
    LOUDER = "louder"
    SLOWER = "slower"
    FASTER = "faster"


_PHRASES = tomllib.loads(resources.files("companion.dialogue").joinpath("utterances.toml").read_text(encoding="utf-8"))


def _any(*groups: str) -> str:
    """One regular expression for all phrases of these groups, each named as `table.key`."""
    tables = (group.split(".") for group in groups)
    found = "|".join(f"(?:{phrase})" for table, key in tables for phrase in _PHRASES[table][key])
    while "@" in found:
        found = re.sub(r"@(\w+)", lambda name: _PHRASES["sets"][name[1]], found)
    return f"(?:{found})"


def _row(ends: str, among: str, after: str) -> re.Pattern[str]:
    """Words among which one that `ends` is the last that counts."""
    return re.compile(rf"(?:{among} )*{ends}(?: {after})*")


_POLITE = ("politeness.filling", "politeness.urging")
_ORDERS = {command: f"commands.{command.value}" for command in VoiceCommand}
_LAST = {
    command: _row(_any(group), _any(*_POLITE, *_ORDERS.values()), _any(*_POLITE)) for command, group in _ORDERS.items()
}
_ASKED = _row(_any("asked.alone"), *[_any("politeness.filling", "asked.alone")] * 2)
_ASKED_BY_TONE = _row(_any("asked.as_question"), _any("politeness.filling"), _any("politeness.filling"))
_BACKCHANNELS = re.compile(rf"(?:{_any('nods.phrases')}(?: |$)){{1,3}}")
_LAUGHTER = re.compile(r"\b(?:h(?:a+|e+|o+) ?){2,}h?\b|\b(?:ha+h*|heh)\b")
_REPEATED = re.compile(r"\b(\S+)(?: \1\b)+")
_PATIENCE = re.compile(_any("patience.phrases"))
_HESITATION = re.compile(_any("patience.hesitation"))
_CUT = re.compile(_any("unfinished.fillers", "unfinished.determiners"))
_HALF = re.compile(_any("unfinished.halves"))
_OPEN = re.compile(_any("unfinished.words"))
_WHOLE = re.compile(rf".*\b{_any('unfinished.whole')}")
_TELLING = frozenset(_PHRASES["unfinished"]["telling"])
_OPEN_MARK = re.compile(r"(?:\.\.+|…|,|:|;|[-–—])[\s\"'”’)]*$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*[^*]*\*|♪[^♪]*♪")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "-": " ", "–": " ", "—": " "})
_WORD = re.compile(r"'?[^\W_]+(?:'[^\W_]+)*")
_GREETING = frozenset((*OPENERS, *HESITATIONS, "hey", "hi", "hello", "okay", "ok", "yo", "please")) - {"but"}


def voice_command(text: str, her_name: str = "") -> VoiceCommand | None:
    """The voice command that the whole line is (the last, of several); None if it is talk.

    “Quiet.” or “Faster.” may answer a question of hers as well: only the caller knows what she was doing.
    """
    asked = text.rstrip(" \"'”’)").endswith("?")
    found = _order(_plain(text), asked)
    return found or (_order(_unnamed(text, her_name), asked) if her_name else None)


def is_backchannel(text: str) -> bool:
    """Whether it is a backchannel: up to three of "mm-hm", "yeah", …, laughter, or no word at all."""
    if voice_command(text) is not None:
        return False
    line = " ".join(_LAUGHTER.sub("ha ", _plain(text)).split())
    line = _REPEATED.sub(r"\1", line)
    return not line or _BACKCHANNELS.fullmatch(line) is not None


def asks_patience(text: str, her_name: str = "") -> bool:
    """Whether it is, or ends with, a plea for time: "let me think", "hold on", "what's the word"."""
    clauses = [_without_hesitation(clause) for clause in re.split(r"[^\w\s'’‘-]+", text)]
    clauses = [clause for clause in clauses if clause and not (her_name and sounds_like(clause, her_name))]
    words = clauses[-1].split() if clauses else []
    # Not only a clause of its own: in “the capital of let me think”, what comes before can't have ended.
    starts = (at for at in range(max(0, len(words) - LONGEST), len(words)) if at == 0 or _breaks_off(words[:at]))
    return any(_PATIENCE.fullmatch(" ".join(words[at:])) for at in starts)


def trails_off(text: str) -> bool:
    """Whether it ends with a filler word, a word that ends no sentence, or the dashes and dots Whisper writes for a break."""
    words = _plain(text).split()
    if not words:
        return False
    if text.rstrip().endswith("?"):
        return _CUT.fullmatch(words[-1]) is not None
    return _unfinished(words) or _OPEN_MARK.search(text) is not None


def addressed(text: str, name: str) -> str | None:
    """What follows her name at the beginning of the line, perhaps nothing; None if she isn't called.

    The ear may misspell the name (“Aida” for “Ada”). A name of one syllable sounds like too many words (“Joan”, “join”):
    then only a “Hey …” before it excuses the spelling.
    """
    after, rest = _called(text, name), None
    while after is not None:
        rest = after
        after = _called(rest, name)
    return rest


def _called(text: str, name: str) -> str | None:
    count = max(1, len(name.split()))
    words = list(islice(_WORD.finditer(text.translate(_QUOTES)), 2 + count))
    for first in range(len(words) - count + 1):
        heard = " ".join(word.group() for word in words[first : first + count])
        if sounds_like(heard, name, greeted=first > 0):
            return text[words[first + count - 1].end() :].lstrip(' \t\r\n,.;:!?…-–—"”')
        if words[first].group().lower() not in _GREETING:
            break
    return None


def _order(line: str, asked: bool) -> VoiceCommand | None:
    if len(line.split()) > LONGEST:
        return None
    if _ASKED.fullmatch(line) or (asked and _ASKED_BY_TONE.fullmatch(line)):
        return VoiceCommand.AGAIN
    return next((command for command, last in _LAST.items() if last.fullmatch(line)), None)


def _unnamed(text: str, name: str) -> str:
    """The line without her name before or after it."""
    rest = addressed(text, name)
    words = _plain(text if rest is None else rest).split()
    count = max(1, len(name.split()))
    if len(words) > count and sounds_like(" ".join(words[-count:]), name):
        words = words[:-count]
    return " ".join(words)


def _without_hesitation(clause: str) -> str:
    words = _plain(clause).split()
    while words and _HESITATION.fullmatch(words[0]):
        del words[0]
    while words and _HESITATION.fullmatch(words[-1]):
        del words[-1]
    return " ".join(words)


def _breaks_off(words: list[str]) -> bool:
    """Whether these words can't be a whole sentence, and don't introduce what somebody said."""
    return words[-1] not in _TELLING and _unfinished(words)


def _unfinished(words: list[str]) -> bool:
    last = words[-1]
    if _CUT.fullmatch(last) or _HALF.fullmatch(last):
        return True
    return _OPEN.fullmatch(last) is not None and _WHOLE.fullmatch(" ".join(words[-3:])) is None


def _plain(text: str) -> str:
    """Lower-case words, one space apart, without what STT puts in brackets: "(laughs)", "[BLANK_AUDIO]"."""
    return " ".join(_WORD.findall(_ASIDE.sub(" ", text).translate(_QUOTES).lower()))
