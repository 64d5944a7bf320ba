"""Says a rule: as she repeats it (“In the morning I'll be blunter”), as a list has it, and as the LLM is told it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from companion.told_rules.rule import LESS, Manner, ToldRule
from companion.told_rules.scope import Scope

_WORDS: dict[str, Any] = tomllib.loads(
    resources.files("companion.told_rules").joinpath("wording.toml").read_text(encoding="utf-8")
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
GO_BACK = "Say “go back” and I'm as before."


def confirmation(rules: Sequence[tuple[Manner, Scope]], now: datetime) -> str:
    """What is in force from now on, and when: “All right. In the morning I'll be blunter, from now on. Say “go back” …”"""
    return " ".join(["All right.", *_sentences(rules, now), GO_BACK])


def ended(rules: Sequence[ToldRule], now: datetime, back: Sequence[ToldRule] = ()) -> str:
    """That these no longer hold, and which older ones hold again."""
    gone = _listed(_quoted(rule, now) for rule in rules)
    again = f" What holds again: {_listed(_quoted(rule, now) for rule in back)}." if back else ""
    return f"All right. What no longer holds: {gone}.{again}"


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


def prompt_sentences(rules: Iterable[ToldRule]) -> list[str]:
    """One short order to her for each of these rules: “Ask no question at all; say what you think instead.”"""
    return [_said(rule.manner, "told") for rule in rules]


def _sentences(rules: Sequence[tuple[Manner, Scope]], now: datetime) -> list[str]:
    """One sentence for each time, which may hold several manners."""
    grouped: dict[Scope, list[str]] = {}
    for manner, scope in rules:
        grouped.setdefault(scope, []).append(_said(manner, "will"))
    return [_sentence(_listed(wills), scope, now) for scope, wills in grouped.items()]


def _sentence(wills: str, scope: Scope, now: datetime) -> str:
    when = scope.in_words(now)
    will = (
        f"won't {wills.removeprefix('not ')}" if wills.startswith("not ") and " and " not in wills else f"'ll {wills}"
    )
    i_will = "I " + will if will.startswith("won't") else "I" + will
    if not when:
        return f"From now on {i_will}."
    lasting = "" if scope.until or scope.starts else ", from now on"
    return f"{when[:1].upper()}{when[1:]} {i_will}{lasting}."


def _said(manner: Manner, form: str) -> str:
    forms = _WORDS[manner.kind]
    which = "none" if manner.degree == "none" else "less" if manner.degree in LESS else "more"
    words = forms.get(which) or forms.get("any") or forms["less" if which == "none" else which]
    adverb = "a bit " if "a bit" in manner.degree else "much " if "much" in manner.degree else ""
    value = manner.value
    if manner.kind == "sentences":
        number = int(value)
        value = f"{_NUMBERS[number] if number < len(_NUMBERS) else number} sentence{'s' * (number != 1)}"
    return str(words[form]).format(a=adverb, v=value)


def _quoted(rule: ToldRule, now: datetime) -> str:
    inner = described(rule.manner, rule.scope, now).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _listed(items: Iterable[str]) -> str:
    """“be blunter, ask less and make no jokes”."""
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
