"""What somebody said they would do, or was to happen, is a loose end; what is denied, supposed, past, others' or grave is none."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.unasked.loose_ends import LooseEnd, loose_ends

SAID = datetime(2026, 3, 2, 20)
"""A Monday."""
LINES = Path(__file__).parents[2] / "benchmarks" / "loose_end_lines.jsonl"


def of(line: str, said: datetime = SAID) -> list[LooseEnd]:
    return loose_ends(line, said, ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    "row", [json.loads(line) for line in LINES.read_text().splitlines()], ids=lambda row: row["text"]
)
def test_the_lines_of_the_list(row: dict[str, str | None]):
    found = [one.question for one in of(str(row["text"]))]
    if row["about"] is None:
        assert found == []
    else:
        assert any(row["about"].lower() in question.lower() for question in found)


@pytest.mark.parametrize(
    ("line", "question", "due"),
    [
        ("I'll call Amy tomorrow.", "Did you call Amy?", "2026-03-03T18:00"),
        ("My exam's tomorrow at nine.", "How did your exam go?", "2026-03-03T11:00"),
        ("I have the dentist tomorrow morning.", "How was the dentist?", "2026-03-03T12:00"),
        ("I've got a concert on Saturday.", "How was the concert?", "2026-03-07T18:00"),
        ("I need to call my mum back.", "Did you call your mum back?", "2026-03-03T17:00"),
        ("We're going to the sea this weekend.", "Did you get to the sea?", "2026-03-08T18:00"),
        ("I'm waiting for the results.", "Did the results come?", "2026-03-05T20:00"),
        ("It's my first day at the bakery on Monday.", "How did your first day at the bakery go?", "2026-03-09T18:00"),
        ("My talk is next Tuesday.", "How did your talk go?", "2026-03-10T18:00"),
    ],
)
def test_what_she_asks_and_from_when(line: str, question: str, due: str):
    (one,) = of(line)
    assert (one.question, one.due) == (question, datetime.fromisoformat(due))


def test_two_in_a_line():
    found = of("I'm off to Rome on Friday and I still have to pack my bags tonight.")
    assert [one.question for one in found] == ["Did you get to Rome?", "Did you pack your bags?"]
    assert len({one.place for one in found}) == 2


def test_it_is_not_asked_for_ever():
    plan, occasion = of("I'll call Amy tomorrow.")[0], of("My exam is tomorrow.")[0]
    assert (plan.ends - plan.due).days == 8
    assert (occasion.ends - occasion.due).days == 40
