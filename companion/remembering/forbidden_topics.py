"""Recognises forbidden topics: what the user does not want to talk about, or be called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.text.openers import any_opener
from companion.text.second_person import second_person, without_fillers

_OPENERS = any_opener("yeah|yes|no|look|listen|by the way|just|also|honestly|actually|hey|okay|ok|or|because")
_OPEN = rf"(?:{_OPENERS}[\s,]+)*"
_SPEAK = (
    r"(?:(?:bring(?:ing)?|brought) up|mention(?:ing)?|talk(?:ing)? (?:to me )?(?:about|of)|"
    r"speak(?:ing)? (?:to me )?(?:about|of)|"
    r"ask(?:ing)? (?:me )?(?:questions )?about|discuss(?:ing)?|joke about|joking about|say anything about|"
    r"start on about|go on about)"
)
_TOPIC = r"(?!(?:it|this|that|these|those|him|her|them|you|yourself|something|anything|the rear)\b)(?P<x>[\w'].*)"
_FORBIDS = re.compile(
    rf"{_OPEN}(?P<said>(?:please |could you please |i'd like you to |i want you to |promise (?:me )?(?:to )?)*"
    r"(?:let's never|(?:i'd rather|i would rather|i'd prefer it if|i'd appreciate it if) you "
    r"(?:didn't|never|wouldn't|don't|stopped)|never ever|never again|never|don't ever|don't you ever|don't|do not|not to|stop|"
    rf"no more) (?:ever |again )?{_SPEAK} {_TOPIC})"
)
_REMINDS = re.compile(
    rf"{_OPEN}(?P<said>(?:please )?(?:never|don't ever|don't|do not|stop) remind(?:ing)? me (?:of|about) {_TOPIC})"
)
_UNWILLING = re.compile(
    rf"{_OPEN}(?P<said>(?:i|we)(?: really| just| honestly)*(?:'d rather not|"
    rf"'d prefer not to| would rather not| (?:don't|do not)(?: really| ever)? (?:want to|wanna|like to|like)|"
    rf" never want to| hate| can't bear| can't)(?: ever| really)? (?:talk(?:ing)? (?:to you )?(?:about|of)|"
    rf"speak(?:ing)? (?:about|of)|be(?:ing)? (?:asked|reminded) (?:about|of)|"
    rf"hear(?:ing)? (?:about|anything about)|discuss(?:ing)?) {_TOPIC})"
)
_FORBIDDEN = re.compile(
    rf"{_OPEN}(?P<said>(?P<x>(?:my|the|our) [\w' -]+?)(?:'s| is| are) (?:off[- ]limits|taboo|a (?:sore|touchy|taboo|"
    rf"painful) (?:subject|topic|point)))\b"
)
_NOT_CALLED = re.compile(
    rf"{_OPEN}(?P<said>(?:please )?(?:(?:don't|do not|never|don't ever|stop) call(?:ing)? me|i (?:hate|don't like|"
    rf"can't stand) being called) "
    r"(?!(?:after|again|back|before|tomorrow|today|later|at|on|when|if|until|now|tonight|in|so|and|for|names|a|an|the|"
    r"that|this|out)\b)(?P<x>[\w-]+(?: [\w-]+)?))(?:$|[,;.!]| (?:again|any ?more|ever)\b)"
)
_JUST_NOW = re.compile(
    r"\b(?:right now|now|today|tonight|yet|at the moment|this (?:evening|morning)|just yet|while|before|until|"
    r"so loud\w*|for once)\b"
)
_FOR_EVER = re.compile(r"\b(?:ever|again|never|any ?more)\b")
_TO_ME = re.compile(
    r"\s+(?:to|with|around|in front of) me\b|\s+(?:please|ever|again|any ?more|tonight|or really|or)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class ForbiddenTopic:
    """A topic that the user does not want brought up."""

    topic: str
    """Lower case, without “my”."""
    text: str
    start: int
    end: int


def forbidden_topic(text: str, low: str, start: int, end: int) -> ForbiddenTopic | None:
    """The topic that the clause `text[start:end]` forbids, if any; not one that is forbidden only for now.

    `low` is the text as returned by `plain`.
    """
    clause = low[start:end]
    for pattern in (_NOT_CALLED, _FORBIDS, _REMINDS, _UNWILLING, _FORBIDDEN):
        found = pattern.match(clause)
        if (
            found
            and not re.search(r"\blike (?:that|this)\b", clause)
            and (_FOR_EVER.search(clause) or not _JUST_NOW.search(clause))
        ):
            return _forbidden(text, start, found, pattern)
    return None


def _forbidden(text: str, start: int, found: re.Match[str], pattern: re.Pattern[str]) -> ForbiddenTopic:
    first, last = start + found.start("said"), start + found.end("said")
    quote = without_fillers(text[first:last])
    if len(quote.split()) < 3:
        quote = text[first:last].rstrip()
    words = re.sub(
        r"^(?:please|could you please|i['’]d like you to|i want you to|promise(?: me)?(?: to)?)\s+",
        "",
        quote,
        flags=re.IGNORECASE,
    )
    topic = without_fillers(_TO_ME.sub("", text[start + found.start("x") : start + found.end("x")]))
    if pattern is _UNWILLING or pattern is _FORBIDDEN or pattern is _NOT_CALLED:
        sentence = second_person(
            re.sub(r"\bcall(ing)? me\b", r"call\1 them", words) if pattern is _NOT_CALLED else _TO_ME.sub("", words)
        )
    else:
        sentence = second_person(f"Never bring up {topic}")
    if pattern is _NOT_CALLED:
        sentence = f"You don’t want to be called {topic}."
    return ForbiddenTopic(re.sub(r"^(?:my|our|the|his|her)\s+", "", topic.lower()), sentence, first, first + len(quote))
