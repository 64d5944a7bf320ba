"""“Tomorrow” becomes a date where a fact is kept, so that it does not stay tomorrow for ever."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.remembering import extract_facts
from companion.remembering.command_grammar import MemoryCommand, facts_to_remember
from companion.remembering.dates import with_dates

WEDNESDAY = datetime(2026, 3, 4, 18, 0)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Tom's birthday is tomorrow.", "Tom's birthday is on 5 March."),
        ("tom's birthday is tomorrow", "Tom's birthday is on 5 March."),
        ("It's Ben's birthday today.", "Ben's birthday is on 4 March."),
        ("Tomorrow is Nina's birthday.", "Nina's birthday is on 5 March."),
        ("Tom has his birthday tomorrow.", "Tom's birthday is on 5 March."),
        ("My friend Tom's birthday is the day after tomorrow.", "Your friend Tom's birthday is on 6 March."),
        ("Grandma's birthday was yesterday.", "Your grandma's birthday is on 3 March."),
        ("Mum's birthday is in three days.", "Your mum's birthday is on 7 March."),
        ("Anna's wedding is tomorrow.", "Anna's wedding is on 5 March 2026."),
        ("Anna's exam is on Friday.", "Anna's exam is on Friday 6 March 2026."),
    ],
)
def test_a_day_of_somebody_named_is_kept_with_its_date(said: str, kept: str) -> None:
    assert [fact.text for fact in extract_facts(said, WEDNESDAY)] == [kept]


@pytest.mark.parametrize(
    ("said", "dated"),
    [
        ("My meeting is tomorrow at 3pm.", "My meeting is on 5 March 2026 at 3pm."),
        ("You moved to York yesterday.", "You moved to York on 3 March 2026."),
        ("Tom comes tonight.", "Tom comes on the evening of 4 March 2026."),
        ("It rained last night.", "It rained on the night of 3 March 2026."),
        ("Tom comes the day after tomorrow.", "Tom comes on 6 March 2026."),
        ("Your exam is on Friday.", "Your exam is on Friday 6 March 2026."),
        ("You've got an exam on Wednesday.", "You've got an exam on Wednesday 11 March 2026."),
        ("You moved on Friday.", "You moved on Friday 27 February 2026."),
        ("Your exam is next Friday morning.", "Your exam is on the morning of Friday 13 March 2026."),
        ("Your exam is this Friday.", "Your exam is on Friday 6 March 2026."),
        ("You married last Saturday.", "You married on Saturday 28 February 2026."),
        ("Your flight is next week.", "Your flight is in the week of 9 March 2026."),
        ("You moved last month.", "You moved in February 2026."),
        ("You start next year.", "You start in 2027."),
        ("Your interview is in three days.", "Your interview is on 7 March 2026."),
        ("The rent is due in two weeks.", "The rent is due around 18 March 2026."),
        ("The cake is done in two hours.", "The cake is done at 20:00 on 4 March 2026."),
        ("Your dog died four months ago.", "Your dog died in November 2025."),
        ("You got a dog last summer.", "You got a dog in the summer of 2025."),
        ("You've been vegan since last year.", "You've been vegan since 2025."),
        ("It must be ready by tomorrow.", "It must be ready by 5 March 2026."),
        ("Tomorrow you fly to Rome.", "On 5 March 2026 you fly to Rome."),
        ("Every Friday you go climbing.", "Every Friday you go climbing."),
        ("You work on Fridays.", "You work on Fridays."),
        ("You live in York.", "You live in York."),
    ],
)
def test_relative_days_become_dates_and_habits_stay(said: str, dated: str) -> None:
    assert with_dates(said, WEDNESDAY) == dated


@pytest.mark.parametrize(
    ("said", "text", "value"),
    [
        ("My birthday is tomorrow.", "Your birthday is on 5 March.", "5 march"),
        ("It's my birthday today!", "Your birthday is on 4 March.", "4 march"),
        ("My birthday was yesterday.", "Your birthday is on 3 March.", "3 march"),
        ("Tomorrow is my sister's birthday.", "Your sister's birthday is on 5 March.", "5 march"),
        ("My sister Nora's birthday is on Friday.", "Your sister Nora's birthday is on 6 March.", "6 march"),
    ],
)
def test_a_birthday_comes_every_year(said: str, text: str, value: str) -> None:
    (fact,) = extract_facts(said, WEDNESDAY)
    assert (fact.text, fact.value, fact.slot) == (text, value, "birthday")


def test_a_fact_has_the_date_and_its_quote_the_words() -> None:
    (fact,) = extract_facts("I moved to York yesterday.", WEDNESDAY)
    assert (fact.text, fact.quote) == ("You moved to York on 3 March 2026.", "I moved to York yesterday")


def test_so_has_what_the_user_asks_to_remember() -> None:
    (fact,) = facts_to_remember(MemoryCommand("remember", "Tom arrives tomorrow"), WEDNESDAY)
    assert fact.text == "Tom arrives on 5 March 2026."
