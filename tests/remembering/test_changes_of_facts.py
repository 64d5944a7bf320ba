"""What is said later takes the place of what was said before: ends, denials and what proves them wrong, other names."""

from __future__ import annotations

import pytest

from companion.memory import Memory
from companion.remembering.background_jobs import extract_from_message
from companion.remembering.endings import affirmed
from tests.clock import Clock


def told(memory: Memory, clock: Clock, *lines: str) -> list[str]:
    conversation = memory.begin_conversation()
    for line in lines:
        clock.wait(days=30)
        extract_from_message(memory, memory.add(conversation, "you", line, "typed"))
    return [fact.text for fact in memory.facts.list()]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I love Chinese food.", "I no longer like Chinese food."),
        ("I'm allergic to nuts.", "It turned out I'm not allergic to nuts after all."),
        ("I have a dog called Rex.", "I no longer have a dog."),
        ("I have a dog called Rex.", "I don't have a dog any more."),
        ("I go running every morning.", "I stopped running."),
        ("I collect stamps.", "I stopped collecting stamps."),
        ("I play the piano.", "I gave up the piano."),
        ("My sister Nora lives in Porto.", "My sister no longer lives in Porto."),
        ("I'm afraid of dogs.", "I'm not afraid of dogs any longer."),
        ("I hate olives.", "I don't hate olives any more."),
        ("I sing in a choir.", "I no longer sing in the choir."),
        ("I have asthma.", "I found out that I don't have asthma."),
        ("I'm afraid of spiders.", "I got over my fear of spiders."),
        ("I'm scared of needles.", "I no longer have a fear of needles."),
        ("I have a phobia of heights.", "I've overcome my phobia of heights."),
        ("I live with my parents.", "I don't live with my parents any more."),
        ("I live with my brother Max.", "I've moved out of my brother's place."),
        ("I live with two flatmates.", "I no longer live with flatmates."),
        ("I have diabetes.", "I never had diabetes."),
        ("I have depression.", "I've recovered from depression."),
        ("I have a sister.", "I never had a sister."),
        ("I lived in Rome.", "I've never lived in Rome."),
        ("I work at Siemens.", "I never worked at Siemens."),
        ("I believe in God.", "I stopped believing in God."),
        ("I believe in astrology.", "I've lost my faith in astrology."),
        ("I'm religious.", "I'm not religious any more."),
        ("I'm vegan.", "I've stopped being vegan."),
        ("I play the piano.", "I stopped playing the piano."),
        ("I have two cats.", "I no longer have any cats."),
        ("I have a cat called Mia.", "I no longer have any pets."),
        ("I own a motorbike.", "I don't own a motorbike any longer."),
        ("I have a motorbike.", "We got rid of the motorbike."),
        ("I've never been to Italy.", "I went to Italy last week."),
        ("I've never been abroad.", "I've been abroad now."),
        ("I'm scared of clowns.", "Clowns don't scare me any more."),
        ("I'm afraid of the dark.", "I used to be afraid of the dark, but not any more."),
        ("I'm afraid of needles.", "My fear of needles is gone."),
        ("I have asthma.", "My asthma is gone."),
        ("I live with my boyfriend.", "My boyfriend moved out."),
        ("I take antidepressants.", "I've come off antidepressants."),
        ("I study physics.", "I dropped out of physics."),
        ("I've never seen the sea.", "I finally saw the sea last week."),
        ("My sister Nora has asthma.", "My sister never had asthma."),
    ],
)
def test_a_negation_ends_what_it_denies(memory: Memory, clock: Clock, before: str, after: str) -> None:
    (known,) = told(memory, clock, before)
    now = told(memory, clock, after)
    assert known not in now
    assert len(now) == 1


def test_what_one_used_to_do_has_ended(memory: Memory, clock: Clock) -> None:
    assert "You play chess." in told(memory, clock, "I play chess.")
    assert "You play chess." not in told(memory, clock, "I used to play chess.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I don't have a dog.", "I got a dog."),
        ("I have no children.", "My son is 4."),
        ("I don't have any siblings.", "My sister Anna is a vet."),
        ("I'm unemployed.", "I work at Siemens."),
        ("I don't have a car.", "I bought a car."),
        ("I'm single.", "My girlfriend Mia is a vet."),
        ("I don't have any pets.", "We adopted a cat."),
        ("I can't swim.", "I learned to swim last year."),
        ("I don't live in York.", "I live in York."),
        ("I never had a pet.", "I got a kitten."),
        ("I've never had a dog.", "We adopted a puppy."),
        ("I've never owned a car.", "I bought a Skoda."),
        ("I've never been married.", "I got married last year."),
        ("I have a boyfriend.", "I'm single again."),
    ],
)
def test_where_there_was_none_there_is_one_now(memory: Memory, clock: Clock, before: str, after: str) -> None:
    told(memory, clock, before)
    (now,) = told(memory, clock, after)
    assert "n't" not in now
    assert "never" not in now
    assert " no " not in now


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I play chess.", "I don't play chess with my brother."),
        ("I have a dog called Rex.", "I don't have the dog with me."),
        ("I live in York.", "I don't live in York's old town."),
        ("I'm a nurse.", "I'm not a nurse like the others."),
        ("I have a dog called Rex.", "I never had a dog as a child."),
        ("I have a dog.", "I never had a dog when I was small."),
        ("I'm afraid of spiders.", "I got over my fear of heights."),
        ("I live with my parents.", "I don't live with my brother any more."),
        ("I have a dog called Rex.", "I no longer have any cats."),
        ("I live in Porto Alegre.", "I don't live in Porto."),
        ("I have asthma.", "My sister's asthma is gone."),
        ("I have diabetes.", "My father never had diabetes."),
        ("I've never seen the sea.", "I saw the sea on television."),
        ("I've never been to Italy.", "My sister went to Italy."),
        ("I never had a dog.", "I got a dog bite."),
        ("I have a dog.", "I never had the dog in the bedroom."),
        ("I have a cat.", "My neighbour no longer has any pets."),
        ("I smoke.", "I never smoked indoors."),
        ("I have a boyfriend.", "My sister is single."),
        ("I live with my parents.", "My sister moved out."),
        ("I have a brother.", "I beat my brother at chess."),
        ("I've never been to Spain.", "I've been to Italy twice."),
        ("I've never been to Spain.", "I've never been to Italy."),
        ("I never had a pet.", "I got a cold yesterday."),
    ],
)
def test_a_negation_of_something_narrower_ends_nothing(memory: Memory, clock: Clock, before: str, after: str) -> None:
    (known,) = told(memory, clock, before)
    assert known in told(memory, clock, after)


@pytest.mark.parametrize("said", ["I'm not allergic to nuts.", "I stopped collecting stamps.", "I no longer like tea."])
def test_what_was_never_known_is_not_ended(memory: Memory, clock: Clock, said: str) -> None:
    assert told(memory, clock, said) == []


@pytest.mark.parametrize(
    "after",
    [
        "My name isn't Chad, it's Sara.",
        "I'm not Chad, I'm Sara.",
        "my name's not chad it's sara",
        "You've got my name wrong, it's Sara.",
        "My name is S-A-R-A.",
        "Actually, my name is Sara, that's S A R A.",
        "My name's spelled S-A-R-A.",
        "I spell my name S-A-R-A.",
        "The name is Sara, not Chad.",
    ],
)
def test_the_name_is_the_one_that_is_right(memory: Memory, clock: Clock, after: str) -> None:
    assert told(memory, clock, "My name is Chad.", after) == ["Your name is Sara."]


@pytest.mark.parametrize(
    "said", ["I'm not German, I'm Dutch.", "i'm not tired, i'm hungry", "I'm not Tom's, I'm yours."]
)
def test_what_one_is_instead_is_no_name(memory: Memory, clock: Clock, said: str) -> None:
    assert not [text for text in told(memory, clock, said) if "name" in text]


def test_a_negated_predicate_denies_the_plain_one() -> None:
    assert next(affirmed("no longer like olives")) == "like olives"
    assert next(affirmed("'m not allergic to nuts after all")) == "'m allergic to nuts"
    assert "collect stamps" in affirmed("stopped collecting stamps")
    assert list(affirmed("like olives")) == []
