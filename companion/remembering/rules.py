"""Loads the extraction rules of `life.toml`: patterns of the words after a subject, and the slot and value they give."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.memory.fact import Subject
from companion.remembering.words import any_of
from companion.text.calendar_words import MONTH, WEEKDAY

_MACROS = {
    "be": r"(?:'m|'re|'s|am|are|is|im)\s+",
    "have": r"(?:'ve|'s|have|has|ve)\s+",
    "adv": r"(?:(?:really|still|now|also|just|always|actually|currently|originally|both|all|only|mostly|already|"
        r"recently|finally|"
    r"absolutely|totally|quite|very|so|officially|severely|badly|terribly|a bit|a little|pretty|usually|"
    r"often|normally|mainly|even|once|first|myself|together|secretly|honestly|truly|in fact|here)\s+)*",
    "word": r"(?:(?:dr|mr|mrs|ms|prof)\.|(?:[a-z]\.){2,}|[\w'][\w'&/-]*?)",
    "x": r"(?P<x>(?:(?:st|mt|ft)\. )?<word>(?: <word>)*?)(?=$|[,;:.!?–—]|-(?: |$)| (?:-|and|but|because|since|so|when|"
        r"who|which|that|although)\b)",
    "list": r"(?P<x>[\w'][\w'&/, -]*)",
    "of": r"(?!(?:it|this|that|these|those|him|her|them|me|us|you|your|what|when|how|who|which|something|anything|"
        r"nothing|"
    r"everything|i|we|he|she|they|one|ones|some|someone|somebody|there|here|each other|all (?:that|the|this|of)|such|"
    r"so|too|the (?!(?:sea|ocean|rain|snow|sun|wind|mountains?|hills|theatre|theater|"
    r"opera|ballet|cinema|beach|forest|woods|cold|heat|winter|summer|autumn|spring|city|countryside|country|night|dark|"
    r"quiet|silence|beatles|"
    r"smell of|sound of|taste of|colou?r|stars|moon|desert|north|south|water|gym|outdoors|radio|piano|violin|cello|"
    r"guitar|eighties|dentist)\b)|being|having to|myself|"
    r"to (?:say|admit|ask|bother|break|think|hear|see|be|tell|disappoint|know|imagine|interrupt|complain|brag|just|"
    r"go for|have|get|do|make|keep|help)\b|to<end>|my|our|his|their|"
    r"a (?:lot|bit|little|good|nice)|hearing|seeing|talking|you're|your|today|tonight|mondays|men|women|work)\b)",
    "num": r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|a couple of|several|some|no)",
    "age": r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|"
        r"seven|eight|"
    r"nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|"
    r"nineteen)",
    "adjs": r"(?:(?!not\b)[\w'-]+ ){0,3}?",
    "month": f"(?:{MONTH})",
    "days": f"(?:(?:{WEEKDAY}|weekend|weekday)s?)",
    "weekday": f"(?:{WEEKDAY}|weekday|weekend)",
    "part": r"(?:day|morning|evening|afternoon|night)",
    "freq": r"(?:(?:every|each) (?:other |second |single |few )?(?:<part>|<weekday>|<month>|week|month|year|spring|summer|autumn|"
    r"winter|christmas|easter|lunchtime)s?|(?:on|at|most) (?:the )?(?:<weekday>s|<weekday> <part>s|<part>s)|"
    r"(?:once|twice|three times|four times) (?:a|every) \w+|in the <part>s|at nights?|daily|weekly|usually|"
    r"all (?:summer|winter|year))",
    "end": r"(?=$|[,;:.!?–—])",
    "nomore": r"(?:any ?more|any longer|these days|nowadays)",
    "job": rf"(?:{any_of('jobs')}|\w+(?:{'|'.join(('ologist', 'ographer', 'ician', 'smith'))})|(?:\w+[- ])?(?:keeper|"
        rf"worker|driver|teacher|"
    r"engineer|developer|officer|assistant|manager|guide|agent|operator|planner|inspector|attendant|instructor|broker|"
    r"dealer))",
} | {name: any_of(name) for name in (
    "kin", "pets", "things", "relatives", "conditions", "states", "kinds", "instruments", "games", "languages", "nations", "dated",
    "routines", "lasting", "cars",
)}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One way of saying one kind of fact."""

    slot: str
    """May contain groups of the pattern in braces, like `value`: {x}; {w} is all content words, {last} the last word of x."""
    says: str
    """The pattern of the words after the subject, in lower case; `<be>` etc. stand for the macros above."""
    value: str = "{x}"
    subject: Subject = "you"
    who: str = "ik"
    """Whom it may be about: i the user, k somebody with a relation to them, p a pet, n somebody with only a name."""
    event: bool = False
    """It tells an event: “in March” says when, and “today” is no sign of a passing state."""
    lasted: bool = False
    """“For six years” means until now."""
    whole: bool = False
    """Its sentence may go on after a comma."""
    ends: bool = False

    def match(self, words: str) -> re.Match[str] | None:
        """Match the pattern at the beginning of these words."""
        return compile_pattern(self.says).match(words)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, with its macros replaced."""
    while re.search(r"<[a-z]+>", re.sub(r"\(\?P<\w+>", "", pattern)):
        pattern = re.sub(r"(?<!\(\?P)<([a-z]+)>", lambda name: _MACROS[name[1]], pattern)
    return re.compile(pattern)


def _rule(said: dict[str, Any]) -> Rule:
    return Rule(**{**said, "says": "".join(said["says"].splitlines())})


_TOML = resources.files("companion.remembering").joinpath("life.toml").read_text(encoding="utf-8")
RULES = tuple(_rule(said) for said in tomllib.loads(_TOML)["rule"])
"""In order of priority: the first that matches is used."""
