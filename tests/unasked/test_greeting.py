"""A greeting knows the hour and how long nobody talked, differs each time, and claims nothing."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from importlib import resources

import pytest

from companion.courtesy import Wording
from companion.gate.reply_gate import ReplyGate
from companion.gate.rules import GateRule
from companion.text.sentences import split
from companion.unasked.greeting import away, greeting, span

EVENING = datetime(2026, 3, 2, 21)
"""A Monday."""
TEMPERAMENTS = ("warm", "funny", "thoughtful", "dry")
GUILT = re.compile(
    r"miss(?:ed)? you|waited|waiting|lonely|without you|where (?:have|were) you|why (?:did|didn't|haven't)|finally|at last|"
    r"forgot(?:ten)? (?:about )?me|neglect|abandon|long time no|you (?:should|could) have|been alone|need you|stranger\b"
)


def wording(said: Sequence[str] = (), name: str = "Maria", hour: int = 21, seed: int = 1) -> Wording:
    return Wording(said, hour, name, lambda _sentences: True, random.Random(seed), 0.15)


def greeted(last: datetime, now: datetime, temperament: str = "warm", said: Sequence[str] = (), seed: int = 1) -> str:
    return greeting(last, now, temperament, wording(said, hour=now.hour, seed=seed))


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        (-5, ""), (0.02, ""), (0.9, ""),
        (0.95, "hours"), (1, "hours"), (3, "hours"), (12, "overnight"), (24, "yesterday"), (48, "days"),
        (24 * 10, "days"), (24 * 14, "weeks"), (24 * 60, "months"), (24 * 339, "months"), (24 * 366, "year"), (24 * 900, "year"),
    ],
)  # fmt: skip
def test_how_long_nobody_talked(hours: float, kind: str):
    assert away(EVENING, EVENING + timedelta(hours=hours)) == kind


@pytest.mark.parametrize(
    ("last", "now", "kind"),
    [
        ("2026-03-02T08:00", "2026-03-02T20:00", "hours"),
        ("2026-03-02T23:30", "2026-03-03T01:00", "hours"),
        ("2026-03-03T01:00", "2026-03-03T03:00", "hours"),
        ("2026-03-03T01:00", "2026-03-03T08:00", "overnight"),
        ("2026-03-03T04:00", "2026-03-03T05:30", "hours"),
        ("2026-03-02T09:00", "2026-03-03T08:00", "overnight"),
        ("2026-03-02T08:00", "2026-03-03T21:00", "yesterday"),
    ],
)
def test_a_night_belongs_to_the_evening_before(last: str, now: str, kind: str):
    assert away(datetime.fromisoformat(last), datetime.fromisoformat(now)) == kind


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (2, "two days"), (7, "a week"), (10, "ten days"), (13, "nearly two weeks"), (14, "two weeks"), (17, "two weeks"),
        (27, "nearly a month"), (30, "about a month"), (40, "six weeks"), (61, "about two months"), (183, "about six months"),
        (350, "nearly a year"), (365, "a year"), (420, "more than a year"), (740, "two years"), (1400, "three years"),
    ],
)  # fmt: skip
def test_a_span_is_said_as_people_say_it(days: int, words: str):
    assert span(days) == words


def test_the_hour_is_in_the_words():
    assert re.search(r"[Mm]orning", greeted(EVENING, EVENING + timedelta(hours=12)))
    assert re.search(r"[Ee]vening", greeted(EVENING, EVENING + timedelta(days=3)))
    assert "three days" in greeted(EVENING, EVENING + timedelta(days=3)).lower()


def test_different_each_time():
    said: list[str] = []
    for day in range(1, 31):
        words = greeted(EVENING, EVENING + timedelta(days=1), said=said, seed=day)
        assert words not in said[-20:]
        said += split(words)


def test_a_name_rarely():
    named = sum("Maria" in greeted(EVENING, EVENING + timedelta(days=4), seed=seed) for seed in range(200))
    assert 0 < named < 50


def test_none_when_the_rules_permit_none():
    shut = Wording((), 21, "", lambda _sentences: False, random.Random(1))
    assert greeting(EVENING, EVENING + timedelta(days=1), "warm", shut) == ""


def every() -> Iterator[tuple[str, str]]:
    table = tomllib.loads(resources.files("companion.unasked").joinpath("greetings.toml").read_text(encoding="utf-8"))
    yield from (("gentle", one) for one in table["gentle"]["say"])
    for part in ("hour", "away"):
        for name, rows in table[part].items():
            assert set(rows) == set(TEMPERAMENTS), name
            for temperament, some in rows.items():
                for one in some:
                    yield (
                        temperament,
                        one.replace("{name}", "").replace("{Span}", "Two weeks").replace("{span}", "two weeks"),
                    )


@pytest.mark.parametrize(("temperament", "words"), list(every()))
def test_no_greeting_is_guilt_or_claims_what_the_gate_refuses(temperament: str, words: str):
    assert not GUILT.search(words.lower())
    assert "!" not in words
    assert "{" not in words
    for sentence in split(words):
        gate = ReplyGate([""])
        gate.permits(sentence)
        assert set(gate.refused) <= {GateRule.HOUR}


def test_after_grave_news_no_story_is_asked_for():
    words = greeting(EVENING, EVENING + timedelta(days=6), "gentle", wording())
    assert "days" not in words
    assert "story" not in words


def test_a_flashback_tells_by_itself_how_long_ago():
    brought = "A year ago today, on 2 March 2025, you said: “The lake was lovely.”"
    assert "It's been" not in greeting(EVENING, EVENING + timedelta(days=365), "warm", wording(), brought=brought)
