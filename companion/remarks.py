"""A line as the ear wrote it comes in; what its words alone tell goes out: an order, a nod, a plea for time, a call by name."""

from __future__ import annotations

import re
from enum import Enum

from companion.likeness import sounds_like

LONGEST = 14
"""Words; a longer line is talk, whatever it is made of."""


class Command(Enum):
    """What is obeyed at once, without the mind."""

    STOP = "stop"
    GO_ON = "go on"
    AGAIN = "again"
    """Say the last sentence once more."""
    QUIETER = "quieter"
    LOUDER = "louder"
    SLOWER = "slower"
    FASTER = "faster"


_TALK = r"(?:speak|talk|say it|say that)"
_ABIT = r"(?:(?:a (?:little bit|little|bit|lot|touch)|much|even|still|somewhat|slightly) )?"
_YOU = r"(?:you're|you are|you're (?:talking|speaking)|you (?:talk|speak)|your voice is|your voice's)"
_THAT = r"(?:that|it|this|yourself|what you (?:just )?said|the last (?:bit|part|sentence))"
_CORES = {
    Command.STOP: r"stop(?: (?:it|that|there|talking|speaking|now|right there|right now))?|be (?:quiet|silent|still)|quiet|hush|"
    r"s+h+|shush|shut up|(?:that's|that is|that's quite) enough|enough(?: (?:of that|talking))?|(?:that'll|that will) do|"
    r"zip it|(?:stop|cease) it",
    Command.GO_ON: r"go on|go ahead|continue|keep (?:going|talking|on)|carry on|proceed|resume|don't stop(?: talking)?|do go on|"
    r"(?:as )?you were saying|what were you saying|finish (?:what you were saying|your sentence)|i'm listening|i am listening",
    Command.AGAIN: r"what (?:did you (?:just )?say|was that)|what was (?:that|it) you said|what did you say there|"
    rf"say (?:{_THAT} )?(?:again|once more|one more time)|repeat(?: {_THAT})?(?: again)?|come again|(?:i )?beg your pardon|"
    rf"i (?:didn't|did not|couldn't|could not|didn't quite|couldn't quite) (?:catch|hear|get|understand) (?:{_THAT}|you)|"
    r"i missed that|(?:once more|one more time|once again)|again|mind (?:repeating|saying) that(?: again)?",
    Command.QUIETER: rf"(?:{_TALK} )?{_ABIT}(?:quieter|more quietly|softer|more softly|less loud|less loudly|lower)|"
    rf"not (?:so|that|quite so) loud(?:ly)?|{_YOU} (?:too|so) loud|(?:lower|keep down) your voice|keep your voice down|"
    r"(?:turn|keep|bring) (?:it|yourself|that|your voice|the volume) down|turn down(?: the)? volume|turn the volume down|"
    r"lower the volume|volume down|quiet down",
    Command.LOUDER: rf"(?:{_TALK} )?{_ABIT}(?:louder|more loudly)|speak up|not so (?:quiet|soft)(?:ly)?|{_YOU} (?:too|so) quiet|"
    r"raise your voice|turn (?:it|yourself|that|your voice|the volume) up|turn up the volume|raise the volume|volume up|"
    r"i (?:can't|cannot|can hardly|can barely) hear you",
    Command.SLOWER: rf"(?:{_TALK} )?{_ABIT}(?:slower|more slowly|less fast)|(?:{_TALK} )?slowly|slow (?:it )?down|"
    rf"not (?:so|that|quite so) (?:fast|quick|quickly)|{_YOU} (?:too|so) (?:fast|quick|quickly)|take it slow",
    Command.FASTER: rf"(?:{_TALK} )?{_ABIT}(?:faster|quicker|more quickly)|speed (?:it )?up|"
    rf"not (?:so|that|quite so) slow(?:ly)?|{_YOU} (?:too|so) slow(?:ly)?",
}
_FILLING = r"please|oh|ah|um|uh|er|hey|sorry|i'm sorry|excuse me|wait|no|thanks|thank you"
"""Goes with an order and with a question."""
_URGING = (
    r"okay|ok|all right|alright|right|well|now|right now|then|yes|yeah|just|(?:can|could|would|will) you(?: please)?|"
    r"(?:would|do) you mind|you (?:can|may)|i (?:want|need) you to|i'd like you to|i said|maybe|perhaps|try to|let's|"
    r"a bit|a little|a little bit|for me|for (?:a|one) (?:second|moment|minute|bit|while)|for now|already|hold on|if you can"
)
"""Goes with an order only: “So what?”, “Now what?” and “Okay, what?” ask for something else."""
_ASKED = r"what|pardon|pardon me|say what|you what"
"""Said alone, these mean: again…"""
_ASKED_WITH_MARK = r"sorry|huh|hu+h|eh|hm+|hmm|excuse me|i'm sorry|once more|come again"
"""…and these when the ear heard a question; else “Sorry.” is an apology, and “Hm.” a nod."""


def _any(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_POLITE = _any(_FILLING, _URGING)
_LAST = {
    command: re.compile(rf"(?:(?:{_any(_POLITE, *_CORES.values())}) )*(?:{core})(?: (?:{_POLITE}))*")
    for command, core in _CORES.items()
}
_QUESTION = re.compile(rf"(?:(?:{_any(_FILLING, _ASKED)}) )*(?:{_ASKED})(?: (?:{_any(_FILLING, _ASKED)}))*")
_MARKED = re.compile(rf"(?:(?:{_FILLING}) )*(?:{_ASKED_WITH_MARK})")

_NODS = _any(
    r"m+(?: ?h+ ?m+)?|mh+m+|h+m+(?: h+m+)?|u+h+(?: h[ua]+h?m?)?|uh hum|"
    r"u+m+|e+r+m?|a+h+(?: ha+)?|aha|o+h+|oo+h*|huh|eh|wow|whoa|woah|"
    r"yeah|yep|yup|yes|yea|ya|right|okay|ok|alright|all right|sure|fine|good|nice|great|cool|lovely|true|exactly|indeed|"
    r"absolutely|of course|totally|definitely|interesting|amazing|really|gosh|god|my|dear|my (?:god|goodness|dear)|goodness|"
    r"i (?:see|know|understand|get it|hear you)|got it|gotcha|fair enough|makes sense|that makes sense|"
    r"(?:is )?that (?:so|right|true)|"
    r"that's (?:right|true|nice|good|great)|thanks|thank you|you|ha",
)  # fmt: skip
"""“Thank you” and “you” too: Whisper writes them for noise, and a listener who says them wants nothing more."""
_NODDING = re.compile(rf"(?:(?:{_NODS})(?: |$)){{1,3}}")
_LAUGHTER = re.compile(r"\b(?:h(?:a+|e+|o+) ?){2,}h?\b|\b(?:ha+h*|heh)\b")
_REPEATED = re.compile(r"\b(\S+)(?: \1\b)+")

_A_MOMENT = r"(?:a|one|just a|just one|another) (?:little )?(?:second|sec|moment|minute|bit|tick)"
_TO_THINK = (
    rf"(?: (?:please|about (?:it|that|this)|to think(?: about (?:it|that|this))?|for {_A_MOMENT}|first|now|again))*"
)
_PATIENCE = re.compile(
    rf"(?:let me (?:just )?(?:think|see|check|look|remember|finish|start again)|let's see|let us see){_TO_THINK}|"
    rf"(?:hold|hang) on(?: {_A_MOMENT})?{_TO_THINK}|"
    rf"(?:just )?give me {_A_MOMENT}{_TO_THINK}|wait(?: {_A_MOMENT}| wait)*{_TO_THINK}|"
    r"(?:just |only )?(?:a|one) (?:second|sec|moment|minute)|bear with me|i'm (?:still )?thinking|i am (?:still )?thinking|"
    r"(?:i need|i have) to think(?: about (?:it|that))?|i'm not (?:done|finished)(?: yet)?|where was i|"
    r"how (?:do|should|shall|can|would) i (?:best )?(?:put|say|explain|describe) (?:this|it|that)|"
    r"what(?:'s| is| was) (?:the|that) (?:right )?(?:word|name)|what do you call (?:it|that|them)|what(?:'s| is) it called|"
    r"what was it"
)
_GOVERNING = frozenset(["to", "i", "he", "she", "we", "they"])
"""Before “hold on” or “let me think” these make a tale of it: “I told her to hold on.”"""
_HESITATING = re.compile(r"(?:u+m+|u+h+|e+r+m?|h+m+|well|so|oh|okay|ok|no|yeah|yes|now|but|and|actually|sorry|please)")

_FILLER = re.compile(r"u+h*m+|u+h+|e+r+m*|e+m+")
_DETERMINERS = frozenset(["the", "a", "an", "my", "your", "our", "their", "its", "every"])
_NO_END = frozenset(
    [
        "and",
        "but",
        "or",
        "nor",
        "because",
        "cause",
        "'cause",
        "so",
        "if",
        "unless",
        "until",
        "although",
        "whereas",
        "whether",
        "than",
        "as",
        "like",
        "of",
        "to",
        "with",
        "from",
        "for",
        "at",
        "into",
        "onto",
        "during",
        "upon",
        "very",
        "gonna",
        "wanna",
        "i",
        "he",
        "she",
        "we",
        "they",
    ]
)
"""Words after which English hardly ever ends a sentence; the longer patience that a mistake costs is little."""
_ENDS_ALL_THE_SAME = re.compile(
    r".*\b(?:(?:think|thinks|thought|hope|hoped|guess|suppose|believe|say|says|said|told \w+|even|not|or|quite|do|did|does|if) so|"
    r"(?:do|did|does|am|are|is|was|were|can|could|will|would|should|have|has|had|than|and|not) (?:i|he|she|we|they)|"
    r"(?:what|how|something|anything|nothing|looks?|sounds?|feels?|seems?|is|it's|\w+ it|i'd|would|you) like)"
)
_HALF = re.compile(r"\w+'(?:m|re|ve|ll|d)|(?:it|that|there|he|she|what|who|here|where)'s")
_OPEN_MARK = re.compile(r"(?:\.\.+|…|,|:|;|[-–—])[\s\"'”’)]*$")

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*[^*]*\*|♪[^♪]*♪")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "-": " ", "–": " ", "—": " "})
_WORD = re.compile(r"'?[^\W_]+(?:'[^\W_]+)*")
_GREETING = frozenset(["hey", "hi", "hello", "okay", "ok", "oh", "um", "uh", "so", "well", "yo", "please", "and"])


def command(text: str, her_name: str = "") -> Command | None:
    """The order that the whole line is, the last one if it is several; None when it is talk.

    “Quiet.” or “Faster.” may answer a question of hers as well: only the caller knows what she was doing.
    """
    line, asked = _plain(text), text.rstrip(" \"'”’)").endswith("?")
    found = _order(line, asked)
    if found is None and her_name:
        found = _order(_unnamed(text, her_name), asked)
    return found


def is_backchannel(text: str) -> bool:
    """Whether it is what a listener says while the other speaks: up to three nods, laughter, or no word at all."""
    if command(text) is not None:
        return False
    line = _REPEATED.sub(r"\1", _LAUGHTER.sub("ha ", _plain(text))).strip()
    line = " ".join(line.split())
    return not line or _NODDING.fullmatch(line) is not None


def asks_patience(text: str, her_name: str = "") -> bool:
    """Whether it is, or ends with, a plea for time: “let me think”, “hold on”, “what's the word”."""
    clauses = [_without_hesitation(clause) for clause in re.split(r"[^\w\s'’‘-]+", text)]
    clauses = [clause for clause in clauses if clause and not (her_name and sounds_like(clause, her_name))]
    if not clauses:
        return False
    if _PATIENCE.fullmatch(clauses[-1]):
        return True
    words = clauses[-1].split()  # “the capital of let me think”: no sentence ends with “of”
    broken_off = (at for at in range(1, len(words)) if words[at - 1] not in _GOVERNING and _unfinished(words[:at]))
    return any(_PATIENCE.fullmatch(" ".join(words[at:])) for at in broken_off)


def trails_off(text: str) -> bool:
    """Whether it ends with a filler, with a word that ends no sentence, or as Whisper writes what breaks off."""
    words = _plain(text).split()
    if not words:
        return False
    if text.rstrip().endswith("?"):
        return words[-1] in _DETERMINERS or _FILLER.fullmatch(words[-1]) is not None
    return _unfinished(words) or _OPEN_MARK.search(text) is not None


def addressed(text: str, name: str) -> str | None:
    """What follows her name at the beginning of the line, perhaps nothing; None when she isn't called.

    The ear may misspell the name (“Aida” for “Ada”). A name of one syllable sounds like too many words (“Joan”, “join”):
    then only “Hey …” before it excuses the spelling.
    """
    words = list(_WORD.finditer(text.translate(_QUOTES)))
    greeted = 0
    while greeted < min(2, len(words)) and words[greeted].group().lower() in _GREETING:
        greeted += 1
    for first in range(greeted, -1, -1):
        end = _name_ends(words, first, name, first > 0)
        if end is not None:
            rest = text[end:].lstrip(' \t\n,.;:!?…-–—"”')
            again = addressed(rest, name)
            return rest if again is None else again
    return None


def _name_ends(words: list[re.Match[str]], first: int, name: str, greeted: bool) -> int | None:
    """Where the name ends that begins with word `first`, in characters; None when it is another word."""
    count = max(1, len(name.split()))
    called = " ".join(word.group() for word in words[first : first + count])
    if len(words) - first >= count and sounds_like(called, name, greeted):
        return words[first + count - 1].end()
    return None


def _order(line: str, asked: bool) -> Command | None:
    if not line or len(line.split()) > LONGEST:
        return None
    if _QUESTION.fullmatch(line) or (asked and _MARKED.fullmatch(line)):
        return Command.AGAIN
    return next((command for command, last in _LAST.items() if last.fullmatch(line)), None)


def _unnamed(text: str, name: str) -> str:
    """The plain line without her name before or after it."""
    rest = addressed(text, name)
    words = _plain(text if rest is None else rest).split()
    count = max(1, len(name.split()))
    if len(words) > count and sounds_like(" ".join(words[-count:]), name):
        words = words[:-count]
    return " ".join(words)


def _without_hesitation(clause: str) -> str:
    words = _plain(clause).split()
    while words and _HESITATING.fullmatch(words[0]):
        del words[0]
    while words and _HESITATING.fullmatch(words[-1]):
        del words[-1]
    return " ".join(words)


def _unfinished(words: list[str]) -> bool:
    last = words[-1]
    if _FILLER.fullmatch(last) or last in _DETERMINERS or _HALF.fullmatch(last):
        return True
    return last in _NO_END and _ENDS_ALL_THE_SAME.fullmatch(" ".join(words)) is None


def _plain(text: str) -> str:
    """Lower-case words, one space apart; what the ear put in brackets is no word: “(laughs)”, “[BLANK_AUDIO]”."""
    return " ".join(_WORD.findall(_ASIDE.sub(" ", text).translate(_QUOTES).lower()))
