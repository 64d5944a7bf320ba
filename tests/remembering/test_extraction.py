"""Facts told in passing are extracted with verbatim quotes; what only looks like a fact is not."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.fact import FactCandidate
from companion.remembering import extract_facts

AT = datetime(2026, 11, 22, 20, 0)


def texts(said: str) -> list[str]:
    return [fact.text for fact in extract_facts(said, AT)]


def one(said: str) -> FactCandidate:
    (fact,) = (fact for fact in extract_facts(said, AT) if not fact.only_to_end)
    return fact


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("My sister Nora lives in Lisbon now.", ["Your sister Nora lives in Lisbon now."]),
        ("my sister nora lives in lisbon", ["Your sister Nora lives in Lisbon."]),
        ("I’m a nurse, by the way.", ["You're a nurse."]),
        ("i work at a bakery so i get up at four every morning",
         ["You work at a bakery.", "You get up at four every morning."]),
        ("I was born in Bergen but grew up in Aberdeen.", ["You were born in Bergen.", "You grew up in Aberdeen."]),
        ("i don't live in porto anymore i live in lisbon now",
         ["You don't live in porto anymore.", "You live in lisbon now."]),
        ("My best friend is called Amira, she's a vet.", ["Your best friend is called Amira.", "Amira is a vet."]),
        ("My sister Nora, who lives in Lisbon, is a nurse.",
         ["Your sister Nora lives in Lisbon.", "Your sister Nora is a nurse."]),
        ("We got a puppy, her name is Biscuit.", ["You got a puppy.", "Your puppy is called Biscuit."]),
        ("Nora is my sister.", ["Your sister is called Nora."]),
        ("I play chess with my neighbour Paul every week.", ["You play chess with your neighbour Paul every week."]),
        ("Every Thursday I go climbing.", ["Every Thursday you go climbing."]),
        ("My sister Nora rang me.", ["Your sister is called Nora."]),
        ("Call me Theo.", ["You’re called Theo."]),
        ("I live in Ghent, do you know it?", ["You live in Ghent."]),
        ("As I told you, I live in Ghent.", ["You live in Ghent."]),
        ("Remember that I'm allergic to nuts.", ["You're allergic to nuts."]),
        ("My partner and I bought a house.", ["You and your partner bought a house."]),
        ("Maureen, my wife, died four years ago.", ["Your wife is called Maureen.", "Your wife died in 2022."]),
        ("So I went with Olle, my nephew.", ["Your nephew is called Olle."]),
        ("It was Olle's birthday on Saturday, my nephew, Elin's boy.", ["Olle's birthday is on 28 November."]),
        ("Tom's birthday is on 5 May.", ["Tom's birthday is on 5 May."]),
        ("I have a phobia of needles.", ["You have a phobia of needles."]),
        ("I work for Dr. Smith. I live in St. Ives.", ["You work for Dr. Smith.", "You live in St. Ives."]),
        ("I work at Acme Inc. and live in York.", ["You work at Acme Inc.", "You live in York."]),
        ("I work for the U.S. Army. I live in York.", ["You work for the U.S. Army.", "You live in York."]),
        ("We bought a Skoda.", ["You bought a Skoda."]),
        ("My son Declan is in Perth, out in Australia.", ["Your son Declan is in Perth."]),
        ("My father was a signalman on the railway.", ["Your father was a signalman on the railway."]),
        ("I'm on tablets for the blood pressure now.", ["You're on tablets for the blood pressure now."]),
        ("I always have to say it, I can't take codeine.", ["You can't take codeine."]),
    ],
)  # fmt: skip
def test_what_is_told_in_passing_is_extracted(said: str, told: list[str]) -> None:
    assert texts(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "In Lisbon, my sister, the nurse.",
        "The company's birthday is tomorrow.",
        "Somebody's birthday is tomorrow.",
        "My name is spelled wrong on the letter.",
        "The name is familiar.",
        "You haven't talked about Jonas yet.",
        "You never mentioned my sister.",
        "Good night Ada, my friend.",
        "Unfortunately, my dad, the postman.",
        "Anyway, my sister, the loud one.",
        "My brother is in danger.",
        "My mum is in better shape.",
        "I can't take eggs back.",
        "My sister is in hospital.",
        "My brother's in a mood.",
        "My sister is in Paris this week.",
        "I can't take it.",
        "Where does my sister live?",
        "do you think i should move to lisbon",
        "I live in Ghent, don't I?",
        "If I lived in Paris I'd be happy.",
        "I'd eat better if I lived in Paris.",
        "Imagine I was a nurse. I work at a hospital. I live in Rome.",
        "I had a strange dream. I lived in a lighthouse.",
        "In the film I'm watching, I'm a nurse, she says.",
        "The book starts with, my mother died today.",
        "Sure, I'm the queen of England.",
        "I'm a dentist. Just kidding.",
        "She said 'I hate cats' and left.",
        "He goes, I'm a vegetarian, and orders a steak.",
        "Anna says I live in a cave.",
        "My mother thinks I'm a doctor.",
        "Maybe I'm allergic to nuts.",
        "I'm tired.",
        "I'm at the bakery.",
        "I'm from Mars.",
        "I was going to move to Paris.",
        "I almost moved to Canada.",
        "I wish I lived by the sea.",
        "I quit, this puzzle is impossible.",
        "Translate I live in Berlin into German.",
        "I love your voice.",
        "I love that.",
        "I hate it when it rains.",
        "Never mind my mother.",
        "Call me when you're there.",
        "I don't want to talk about work tonight.",
        "You live in Lisbon.",
        "I have a headache.",
        "",
        "?!",
    ],
)
def test_what_only_looks_like_a_fact_is_not_extracted(said: str) -> None:
    assert texts(said) == []


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("I live in a small flat in Utrecht.", "home", "utrecht"),
        ("We moved to Utrecht in March.", "home", "utrecht"),
        ("I've been living in Utrecht for six years", "home", "utrecht"),
        ("I hate olives.", "like olives", "no"),
        ("I really love olives!", "like olives", "yes"),
        ("I don't like olives any more.", "like olives", "no"),
        ("I'm vegetarian.", "diet", "vegetarian"),
        ("I smoke.", "habit smoke", "yes"),
        ("My mother's name is Ines.", "mother name", "ines"),
        ("My husband Ivo sings.", "partner name", "ivo"),
    ],
)
def test_the_same_in_other_words_fills_the_same_slot(said: str, slot: str, value: str) -> None:
    assert (one(said).slot, one(said).value) == (slot, value)


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("I don't live in Utrecht any more.", "home", "not utrecht"),
        ("I'm not vegetarian any more.", "diet", "not vegetarian"),
        ("I stopped smoking.", "habit smoke", "not"),
        ("I quit the bakery.", "job", "not"),
        ("We broke up.", "partner name", "not"),
    ],
)
def test_what_has_ended_says_which_slot_it_ends(said: str, slot: str, value: str) -> None:
    fact = one(said)
    assert (fact.slot, fact.value, fact.ends) == (slot, value, True)


@pytest.mark.parametrize(
    ("said", "name", "relation"),
    [
        ("My sister Nora lives in Lisbon.", "Nora", "sister"),
        ("my little brother tom works for the railway", "Tom", "brother"),
        ("My neighbour Mrs Okafor keeps bees.", "Mrs Okafor", "neighbour"),
        ("My best friend from school, Marta, lives in Chicago.", "Marta", "friend"),
        ("my sister also works at a bank", "", "sister"),
        ("Mum's a dentist.", "", "mum"),
    ],
)
def test_a_fact_knows_whom_it_is_about(said: str, name: str, relation: str) -> None:
    fact = one(said)
    assert (fact.subject, fact.name, fact.relation) == ("person", name, relation)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("I live in Porto since March.", "2026-03", None),
        ("We moved to Lisbon in March.", "2026-03", None),
        ("We moved to Lisbon in December.", "2025-12", None),
        ("I've been vegan since 2019.", "2019", None),
        ("We moved to Lisbon two years ago.", "2024", None),
        ("We moved to Lisbon last month.", "2026-10", None),
        ("We moved to Lisbon yesterday.", "2026-11-21", None),
        ("I've been living in Ghent for six years.", "2020", None),
        ("I lived in Porto until March.", None, "2026-03"),
        ("I live in Porto.", None, None),
    ],
)
def test_when_it_began_and_ended_is_worked_out_from_the_day_it_was_said(
    said: str, since: str | None, until: str | None
) -> None:
    fact = one(said)
    assert (fact.since, fact.until) == (since, until)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Never bring up my father.", "Never bring up your father."),
        ("Please don't talk about the accident.", "Never bring up the accident."),
        ("please stop asking me about my weight", "Never bring up your weight."),
        ("I don't want to talk about the divorce.", "You don't want to talk about the divorce."),
        ("Don't call me Teddy.", "You don’t want to be called Teddy."),
        ("My father is off limits.", "Your father is off limits."),
    ],
)
def test_a_forbidden_topic_is_extracted(said: str, text: str) -> None:
    fact = one(said)
    assert (fact.subject, fact.text) == ("boundary", text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm_and_quoted_word_for_word(text: str) -> None:
    for fact in extract_facts(text, AT):
        assert fact.quote in text


WORDS = (  # noqa: SIM905
    "i my sister nora Nora lives live in lisbon Lisbon and but , . ? ! ' 's not don't moved to a the dog called work at if "
    "since march 2019 I'm I’ve been years for hate love is was she he her name never bring up please every sunday call me"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_mix_of_words_from_rules_is_quoted_word_for_word(text: str) -> None:
    for fact in extract_facts(text, AT):
        assert fact.quote
        assert fact.quote in text
        assert fact.text


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("my daughter is Niamh", ["Your daughter is called Niamh."]),
        ("My husband's Tom.", ["Your husband is called Tom."]),
        ("the dog's Rufus", ["Your dog is called Rufus."]),
        ("my sister is Catholic", ["Your sister is Catholic."]),
        ("my brother's Brazilian", ["Your brother is Brazilian."]),
        ("my cat is Persian", []),
        ("My mum is Happy", []),
        ("my sister's Nora's best friend", []),
        ("MY SON IS TOM", []),
        ("I'm Orla by the way", ["You’re called Orla."]),
        ("I'm knackered by the way", []),
    ],
)
def test_a_bare_name_after_is(line: str, facts: list[str]):
    assert [fact.text for fact in extract_facts(line, datetime(2026, 11, 30))] == facts
