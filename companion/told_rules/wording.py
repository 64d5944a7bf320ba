"""Says a rule: as she repeats it (“In the morning I'll be blunter”), as a list has it, and as the LLM is told it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from companion.text.listing import listed
from companion.text.number_words import in_words
from companion.told_rules.rule import LESS, Manner, ToldRule
from companion.told_rules.scope import Scope

_WORDS: dict[str, Any] = tomllib.loads(
    resources.files("companion.told_rules").joinpath("wording.toml").read_text(encoding="utf-8")
)
GO_BACK = "Say “go back” to undo this."


def confirmation(rules: Sequence[tuple[Manner, Scope]], now: datetime) -> str:
    """What is in force from now on, and when: “All right. In the morning I'll be blunter, from now on. Say …”"""
    return " ".join(["All right.", *_sentences(rules, now), GO_BACK])


def ended(rules: Sequence[ToldRule], now: datetime, back: Sequence[ToldRule] = ()) -> str:
    """That these no longer hold, and which older ones hold again."""
    over = "That rule is over" if len(rules) == 1 else "These rules are over"
    again = "This one holds again" if len(back) == 1 else "These hold again"
    told = [
        f"{what}: {listed([_quoted(rule, now) for rule in them])}."
        for what, them in ((over, rules), (again, back))
        if them
    ]
    return " ".join(["All right.", *told])


def not_checkable(condition: str) -> str:
    """That she cannot tell when that is so; `condition` speaks to the user: “when you're tired”."""
    return (
        f"I can't tell {condition}, so I couldn't keep that. Give me a time instead, such as “after ten”, “on Mondays” or "
        "“until tomorrow”, or just tell me when it is so."
    )


def no_clock(condition: str) -> str:
    """The same to somebody who writes a rule by hand."""
    return f"She can't tell {condition}; write a time instead, such as “after ten”, “on Mondays” or “until tomorrow”."


def described(manner: Manner, scope: Scope, now: datetime | None = None) -> str:
    """The rule in the third person, without her name: “is blunter, in the morning”."""
    return ", ".join(filter(None, [_said(manner, "does"), scope.in_words(now)]))


def as_sentence(rule: ToldRule, now: datetime | None = None) -> str:
    """“She is blunter, in the morning.”"""
    return f"She {described(rule.manner, rule.scope, now)}."


def state(rule: ToldRule, now: datetime, day: Callable[[datetime], str], newer: str = "a newer one") -> str:
    """Why it is in force no more: “ended 3 March”; empty while it is. `day` says the day of a time, `newer` what replaced it."""
    if rule.ended is not None:
        return f"ended {day(rule.ended)}"
    if rule.replaced_by is not None:
        return f"replaced by {newer}"
    return "its time is over" if rule.over(now) else ""


def prompt_sentences(rules: Iterable[ToldRule]) -> list[str]:
    """One short order to her for each of these rules: “Ask no question at all; say what you think instead.”"""
    return [_said(rule.manner, "told") for rule in rules]


def _sentences(rules: Sequence[tuple[Manner, Scope]], now: datetime) -> list[str]:
    """One sentence for each time with all that she will do then, and one more for each thing that she won't."""
    grouped: dict[Scope, list[str]] = {}
    for manner, scope in rules:
        grouped.setdefault(scope, []).append(_said(manner, "will"))
    return [sentence for scope, wills in grouped.items() for sentence in _at(scope, wills, now)]


def _at(scope: Scope, wills: Sequence[str], now: datetime) -> list[str]:
    """“In the morning I'll be blunter, from now on.”, “And I won't tease you then.”"""
    does = [will for will in wills if not will.startswith("not ")]
    first, *others = [
        *([f"I'll {listed(does)}"] if does else []),
        *(f"I won't {will.removeprefix('not ')}" for will in wills if will not in does),
    ]
    when = scope.in_words(now)
    then, comma = (" then" if when else ""), ("," if "," in when else "")
    lasting = "" if not when or scope.until or scope.starts or any(map(str.isdigit, when)) else ", from now on"
    since = f"{when[:1].upper()}{when[1:]}{comma}" if when else "From now on"
    return [f"{since} {first}{lasting}.", *(f"And {other}{then}." for other in others)]


def _said(manner: Manner, form: str) -> str:
    forms = _WORDS[manner.kind]
    which = "none" if manner.degree == "none" else "less" if manner.degree in LESS else "more"
    words = forms.get(which) or forms.get("any") or forms["less" if which == "none" else which]
    adverb = "a bit " if "a bit" in manner.degree else "much " if "much" in manner.degree else ""
    value = manner.value
    if manner.kind == "sentences":
        number = int(value)
        value = f"{in_words(number)} sentence{'s' * (number != 1)}"
    return str(words[form]).format(a=adverb, v=value)


def _quoted(rule: ToldRule, now: datetime) -> str:
    inner = described(rule.manner, rule.scope, now).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"
