"""The lives of `bench remember` are long enough, ask fair questions, and don't give their answers away."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from benchmarks._judge import Entry, judge
from benchmarks._life import LIVES, NAMES, Evening, Life, LifeLine, read_life

LIFE = read_life()
ASKED = [(evening, line, line.about) for evening in LIFE.evenings for line in evening.lines if line.about]
KNOWN = [(evening, line, entry) for evening, line, entry in ASKED if entry.kind != "never"]


def of(kind: str) -> list[Entry]:
    return [entry for entry in LIFE.entries if entry.kind == kind]


def test_it_is_long_enough_to_measure_by():
    assert len(LIFE.evenings) >= 12
    assert LIFE.evenings[-1].at - LIFE.evenings[0].at > timedelta(days=180)
    assert len(of("told")) + len(of("changed")) >= 44
    assert len(of("changed")) >= 12
    assert len(of("never")) >= 18


def test_evenings_are_in_order_and_questions_have_evenings_of_their_own():
    times = [evening.at for evening in LIFE.evenings]
    assert times == sorted(times)
    asking = {evening.at for evening in LIFE.evenings if evening.asks}
    telling = {LIFE.evening_of(quote).at for entry in LIFE.entries for quote in (entry.quote, entry.later) if quote}
    assert not asking & telling


@pytest.mark.parametrize(("evening", "line", "entry"), KNOWN, ids=[entry.name for _, _, entry in KNOWN])
def test_what_was_told_is_asked_a_month_later_and_changed_after_it_was_told(
    evening: Evening, line: LifeLine, entry: Entry
):
    told = LIFE.evening_of(entry.quote).at
    last = LIFE.evening_of(entry.later).at if entry.later else told
    assert evening.at - last >= timedelta(days=30)
    assert last > told or not entry.later
    assert bool(entry.later) == (entry.kind == "changed")


@pytest.mark.parametrize(("evening", "line", "entry"), KNOWN, ids=[entry.name for _, _, entry in KNOWN])
def test_no_question_gives_its_answer_away(evening: Evening, line: LifeLine, entry: Entry):
    assert not judge(entry, line.text.removesuffix("?"), LIFE.said).right


def test_an_evening_with_questions_tells_none_of_its_answers():
    for evening, _, entry in KNOWN:
        others = [line.text for line in evening.lines if not line.about]
        assert not any(judge(entry, text, LIFE.said).right for text in others), entry.name


@pytest.mark.parametrize(("evening", "line", "entry"), KNOWN, ids=[entry.name for _, _, entry in KNOWN])
def test_the_words_it_was_told_in_hold_the_answer(evening: Evening, line: LifeLine, entry: Entry):
    said = next(line.text for e in LIFE.evenings for line in e.lines if (entry.later or entry.quote) in line.text)
    assert all(re.search(pattern, said, re.I) for pattern in entry.right)


def test_facts_are_not_told_one_a_line():
    lines = [line.text for evening in LIFE.evenings if not evening.asks for line in evening.lines]
    holding = [
        sum(text.count(e.quote) + text.count(e.later or "\0") for e in LIFE.entries if e.quote) for text in lines
    ]
    assert sum(count == 0 for count in holding) > len(lines) / 3
    assert sum(count > 1 for count in holding) >= 3


def test_a_look_ends_with_the_first_questions():
    short = LIFE.shortened()
    assert [evening.asks for evening in short.evenings] == [False] * (len(short.evenings) - 1) + [True]
    assert {line.about.kind for line in short.evenings[-1].lines if line.about} == {"told", "never"}


@pytest.fixture(params=NAMES)
def life(request: pytest.FixtureRequest) -> Life:
    return read_life(LIVES / f"{request.param}.toml")


def test_every_life_is_long_enough(life: Life):
    kinds = [entry.kind for entry in life.entries]
    assert len(life.evenings) >= 10
    assert life.evenings[-1].at - life.evenings[0].at > timedelta(days=180)
    assert kinds.count("told") + kinds.count("changed") >= 50
    assert kinds.count("changed") >= 10
    assert kinds.count("never") >= 15


def test_in_every_life_each_thing_is_told_in_these_words_and_asked_once_weeks_later(life: Life):
    asked = [(evening.at, line.about) for evening in life.evenings for line in evening.lines if line.about]
    assert len({entry.name for _, entry in asked}) == len(asked)
    for at, entry in asked:
        for quote in filter(None, (entry.quote, entry.later)):
            assert sum(quote in line.text for evening in life.evenings for line in evening.lines) == 1, entry.name
            assert at - life.evening_of(quote).at >= timedelta(days=20), entry.name
        assert not judge(entry, "I don't know, you never told me.", life.said).right or entry.kind == "never"
        assert entry.kind == "never" or entry.right
