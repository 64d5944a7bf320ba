"""Mends what speech recognition mistakes in a spoken request: words that sound like numbers, and the names of deeds."""

from __future__ import annotations

import re

_END = (
    r"(?=$|[.,?!;]| (?:in the|o'? ?clock|oclock|tomorrow|tonight|today|on|am|pm|a\.m|p\.m|and"
    r"|every|sharp|please)\b)"
)
_UNITS = r"(?:minutes?|hours?|seconds?|days|weeks)\b"
_NUMBERS = {
    "for": "four",
    "fore": "four",
    "to": "two",
    "too": "two",
    "ate": "eight",
    "won": "one",
    "tin": "ten",
    "sick": "six",
}
_ALIKE = "|".join(_NUMBERS)
_MENDED = tuple(
    (re.compile(pattern, re.IGNORECASE), by)
    for pattern, by in (
        (r"\b(?:to|two|too) ?night\b", "tonight"),
        (r"\b(?:to|two|too) morrow\b", "tomorrow"),
        (r"\boclock\b", "o'clock"),
        (r"\b(quarter|half|five|ten|twenty|\d+) too (?=\w)", r"\1 to "),
        (r"\b([01]?\d|2[0-3])\.([0-5]\d)(?= ?(?:[ap]\.?m\b|in the|tomorrow|tonight|on\b|and\b|$))", r"\1:\2"),
        (r"\b(at|by|for) (\d{1,2}), ([0-5]\d)(?=\b(?!,| \d))", r"\1 \2:\3"),
        (r"\b(set|start)( me)?( an?| the| another) (?:time|times|tymer|timing)(?= (?:for|of|on)\b)", r"\1\2\3 timer"),
        (r"\btime her\b", "timer"),
        (r"^time (?:of|for) (?=\d+ (?:seconds|minutes|hours)\b)", "timer "),
        (r"(?<=[,.] )1 (?=for \d+ (?:minutes|hours|seconds)\b)", "one "),
        (r"\b(?:in a|an|en) ?lar ?m(?:at)?\b|\ben ?alarm\b", "an alarm"),
        (r"\balarm 4(\d)(?= in the (?:morning|evening)\b)", r"alarm for \1"),
        (r"\b(at) (\d)(\d\d)[.?!]?$", r"\1 \2.\3"),
        (r"\b(?:an?|the|my) (?:arm|elarm|larm|alarmed|along)(?= (?:for|at|on)\b)", "an alarm"),
        (r"(^|\b(?:o'clock|morning|tomorrow|evening|night|noon|day|and|\d) )(?:reminds|remained"
            r"|reminded|remind) me (?=to\b|at\b|in\b|on\b)", r"\1remind me "),
        (r"^and (?=.+\b(?:to|on) (?:the|my) (?:\w+ ){0,2}list\b)", "add "),
        (r"\b(shopping|grocery|to do|packing) (?:least|lists|lease|lest|wrist|this)\b", r"\1 list"),
        (r"\bcalender\b", "calendar"),
        (r"^(?:no|not|know|node|nude|notes?)[.,]? (?=to self\b)", "note "),
        (r"\bright (?=(?:this |that |it )?down\b)", "write "),
        (r"\b(?:john|jaw|job|jock|shot|jott) (?=down\b)", "jot "),
        (r"\bwait me\b|\bwhite me\b|\bway me (?=up)", "wake me"),
    )
)  # fmt: skip
_AS_NUMBER = (
    re.compile(
        rf"\b(?P<before>(?:at|by|around|about|past|until|till|half|(?:quarter|five|ten|twenty) (?:to|past)) )"
        rf"(?P<word>{_ALIKE})(?P<after>){_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<before>(?:in|after|every|another|for|of) )(?P<word>{_ALIKE})(?P<after> {_UNITS})", re.IGNORECASE
    ),
    re.compile(
        r"(?P<before>^|\b(?:set|start|all|these) )(?P<word>to|too|for)(?P<after> (?:timers|alarms|reminders|notes)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<before>)\b(?P<word>for)(?P<after> times a (?:day|week)\b)", re.IGNORECASE),
)


_RUN_TOGETHER = re.compile(r"(?<![\d:.,$€£])(1[0-2]|[1-9])([0-5][05])(?![\d:.,]*\d|%)")
_WAKES = re.compile(r"\b(?:alarms?|wake|get me up)\b", re.IGNORECASE)
_HUNDREDS = re.compile(r"\b(\d{1,3}(?:,\d{3})*00|\d+00) and (\d{1,2})\b(?! (?:percent|minutes|people))")


def as_meant(line: str) -> str:
    """The spoken line as it was likely meant; unchanged where nothing in it is a known slip."""
    if _WAKES.search(line):
        line = _RUN_TOGETHER.sub(r"\1:\2", line)  # “alarms at 615 and 630”
    line = _HUNDREDS.sub(lambda found: str(int(found[1].replace(",", "")) + int(found[2])), line)
    for pattern, by in _MENDED:
        line = pattern.sub(by, line)
    for pattern in _AS_NUMBER:
        line = pattern.sub(lambda found: f"{found['before']}{_NUMBERS[found['word'].lower()]}{found['after']}", line)
    return line
