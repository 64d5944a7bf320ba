"""Sums and units are understood, reckoned and said; what only resembles them is not."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.deeds.asking import as_asked
from companion.deeds.deed import Done
from companion.deeds.figures import read_figures
from companion.deeds.reckoning import ReckoningError, reckon
from companion.deeds.sums import SumDeed
from companion.deeds.units import convertible, named, table
from companion.memory import Memory
from companion.text.number_words import UP_TO_TWENTY
from tests.deeds.room import START, Room


def said(line: str) -> str | None:
    deed = SumDeed()
    request = deed.read(as_asked(line, "Ada"), START, None)
    if request is None:
        return None
    done = deed.do(request, START, None)  # type: ignore[arg-type]
    assert isinstance(done, Done)
    assert not done.kept or not done.text
    return done.said


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("What's 15 percent of 80?", "15 percent of 80 is 12."),
        ("Ada, what's fifteen percent of eighty four, please?", "15 percent of 84 is 12.6."),
        ("Split 96 by 4", "96 divided by 4 is 24."),
        ("12 x 7", "12 times 7 is 84."),
        ("what is 2+2?", "2 plus 2 is 4."),
        ("two plus three times four", "2 plus 3 times 4 is 14."),
        ("What's (3+4)*2?", "(3 plus 4) times 2 is 14."),
        ("What's seven squared?", "7 squared is 49."),
        ("Add 3, 4 and 5", "3 plus 4 plus 5 is 12."),
        ("What's two and two?", "2 plus 2 is 4."),
        ("What's the average of 3, 4 and 8?", "The average is 5."),
        ("How much is a third of 90?", "A third of 90 is 30."),
        ("A 15% tip on 84.50", "15 percent of 84.50 is about 12.68."),
        ("How many sevens in 63?", "63 divided by 7 is 9."),
        ("nine seventeens are what", "9 times 17 is 153."),
        ("What's 20 percent off 65?", "65 less 20 percent is 52."),
        ("twenty percent off a hundred and forty five euro coat, what would I pay", "145 less 20 percent is 116."),
        ("I've nine grandchildren and give them fifteen euro apiece, what does that come to?", "9 times 15 is 135."),
        ("12 point 5 percent of 640", "12.5 percent of 640 is 80."),
        (
            "a hundred and eighty divided by, no wait, two hundred and eighty divided by eight",
            "280 divided by 8 is 35.",
        ),
        ("three taxis, eleven fifty, nine and fourteen fifty. All together?", "11.5 plus 9 plus 14.5 is 35."),
        ("Me and two mates went halves on a 99 dollar run. What do they owe me each?", "99 divided by 3 is 33."),
        ("eleven dozen eggs is how many", "11 dozen is 132."),
        ("four coffees at 3.80 and two muffins at 2.50, what's that", "4 times 3.8 plus 2 times 2.5 is 20.20."),
        ("I have 20 euro and the book is 13.99, what change do I get", "20 minus 13.99 is 6.01."),
        ("the electric is 184 and we're three in the house, what's my bit", "184 divided by 3 is about 61.33."),
        ("I was born in 1939, what's 2026 take away that?", "2,026 minus 1,939 is 87."),
        ("eight patties at two dollars seventy five each, price that up", "8 times 2.75 is 22."),
        ("What percentage is 18 of 24?", "18 of 24 is 75 percent."),
        ("150 plus VAT at 23 percent", "150 plus 23 percent is 184.50."),
        ("Ten divided by three", "10 divided by 3 is about 3.33."),
        ("What's the square root of 2?", "The square root of 2 is about 1.41."),
        ("Divide fourteen hundred and forty by twelve, no, by sixteen.", "1,440 divided by 16 is 90."),
        (
            "the bill's ninety six fifty and there's four of us, how much each",
            "96.50 divided by 4 is about 24.13.",
        ),
        ("The coat was 65 and it's 20% off, so how much am I paying?", "65 less 20 percent is 52."),
        ("six coffees at three seventy five", "6 coffees at 3.75 is 22.50."),
        ("Quick maths: 45 times 12", "45 times 12 is 540."),
        ("If I have 250 euros and spend 87, how much is left?", "250 minus 87 is 163."),
        ("four of us are splitting ninety six pounds, what do we each pay", "96 divided by 4 is 24."),
        ("What's an 18% tip on sixty four fifty?", "18 percent of 64.50 is 11.61."),
        ("What do three tickets at twelve fifty come to?", "3 tickets at 12.50 is 37.50."),
        ("What's 10k in miles?", "10 kilometres is about 6.21 miles."),
        ("What's ten divided by zero?", "Nothing can be divided by zero."),
        ("What's two to the power of a hundred?", "That's a longer number than I can read out."),
        ("How many ounces in 200 grams?", "200 grams is about 7.05 ounces."),
        ("What's 70 Fahrenheit in Celsius?", "70 degrees Fahrenheit is about 21.11 degrees Celsius."),
        ("I'm five foot eleven, what's that in centimetres?", "5 feet 11 inches is 180.34 centimetres."),
        ("How many minutes in an hour and a half?", "1.5 hours is 90 minutes."),
        ("minus 40 Celsius in Fahrenheit", "minus 40 degrees Celsius is minus 40 degrees Fahrenheit."),
        (
            "How many millilitres in a pint?",
            "1 American pint is about 473.18 millilitres. 1 British pint is about 568.26 millilitres.",
        ),
        (
            "200 grams of flour in cups",
            "Grams are a weight, American cups a volume: it depends on what is measured.",
        ),
    ],
)
def test_what_is_asked_is_answered(line: str, answer: str):
    assert said(line) == answer


@pytest.mark.parametrize("line", ["20 pounds in euros", "How many dollars is 50 euros?", "What's the exchange rate?"])
def test_for_currencies_she_says_that_she_has_no_rates(line: str):
    deed = SumDeed()
    request = deed.read(as_asked(line), START, None)
    done = deed.do(request, START, None)  # type: ignore[arg-type]
    assert isinstance(done, Done)
    assert (done.text, done.cannot) == ("", "exchange rates")
    assert "no exchange rates" in done.said


def test_a_result_is_reckoned_on(memory: Memory):
    room = Room(memory)
    assert room.say("What's 12 times 12?") == "12 times 12 is 144."
    assert room.say("And times two?") == "144 times 2 is 288."
    assert room.say("What's 25 percent of that?") == "25 percent of 288 is 72."
    assert room.say("That was quick.") is None
    assert room.say("Times were hard then.") is None


@pytest.mark.parametrize(
    ("before", "line", "answer"),
    [
        ("29 plus 18", "double that", "Twice 47 is 94."),
        ("what's 56 times 2", "and split between four", "112 divided by 4 is 28."),
        ("what's twenty percent of ninety", "and what about thirty percent", "30 percent of 90 is 27."),
        ("split 120 between five of us", "and if it was only three of us paying", "120 divided by 3 is 40."),
        ("what do 14 tickets at six euro come to", "sorry, I meant 15 of them", "15 tickets at 6 is 90."),
        (
            "what do three candles at twelve euro come to",
            "plus the postage, four ninety-five",
            "36 plus 4.95 is 40.95.",
        ),
        ("12 times 12", "divide it by three", "144 divided by 3 is 48."),
        ("12 plus 35", "no, 45", "12 plus 45 is 57."),
    ],
)
def test_a_sum_is_gone_on_with_or_changed(memory: Memory, before: str, line: str, answer: str):
    room = Room(memory)
    room.say(before)
    assert room.say(line) == answer


@pytest.mark.parametrize("line", ["my daughter is 15", "three of us went", "that's double", "I'd split it with Mary"])
def test_what_is_told_after_a_sum_changes_nothing(memory: Memory, line: str):
    room = Room(memory)
    room.say("split 120 between five of us")
    assert room.say(line) is None


@pytest.mark.parametrize(
    ("line", "question", "answer", "said"),
    [
        ("what's fifteen percent", "Of how much?", "of eighty", "15 percent of 80 is 12."),
        ("split the bill between seven of us", "How much is it?", "it's 84 euro", "84 divided by 7 is 12."),
        ("divide it by three", "How much is it?", "ninety", "90 divided by 3 is 30."),
        ("what's 15 percent of it", "Of how much?", "80", "15 percent of 80 is 12."),
        ("what's 45 times", "What is the other number?", "6", "45 times 6 is 270."),
        ("can you do a sum for me", "Which sum?", "12 times 9", "12 times 9 is 108."),
        ("add these up", "Which numbers?", "12, 5 and 7", "12 plus 5 plus 7 is 24."),
        ("split the bill", "How much is it, and between how many?", "84 between 3", "84 divided by 3 is 28."),
        ("work out the tip", "How many percent, and on how much?", "ten percent on 64", "10 percent of 64 is 6.4."),
    ],
)
def test_the_number_that_is_missing_is_asked_for(memory: Memory, line: str, question: str, answer: str, said: str):
    room = Room(memory)
    assert room.say(line) == question
    assert room.say(answer) == said


def test_the_number_is_not_asked_for_when_another_sentence_tells_it(memory: Memory):
    assert Room(memory).say("The dinner was 84 euro. What's ten percent?") == "10 percent of 84 is 8.4."


@pytest.mark.parametrize(
    "line",
    [
        "we'll split the bill",
        "they did a sum",
        "we split it between seven of us",
        "they took fifteen percent",
        "that's fifteen percent",
    ],
)
def test_what_tells_of_sharing_asks_for_no_number(memory: Memory, line: str):
    assert Room(memory).say(line) is None


def test_every_unit_is_one_of_the_library():
    for _, unit in table():
        assert convertible(unit, unit)
        assert not unit.other or named(unit.other)


def test_twenty_pounds_in_kilos_is_a_weight():
    assert said("What's 20 pounds in kilos?") == "20 pounds is about 9.07 kilos."


@pytest.mark.parametrize(
    "line",
    [
        "two and two don't always make four in our house",
        "I gave it a hundred and ten percent",
        "nine times out of ten I'd have said nothing",
        "I got seventy five percent in the theory test",
        "Dinner for six at seven thirty",
        "six people at three fifteen",
        "24/7",
        "9/11",
        "fifty fifty",
        "one on one",
        "nine to five",
        "two out of three ain't bad",
        "He's six foot four and afraid of wasps.",
        "three weeks in hospital",
        "it's ten degrees in here",
        "How many days in February?",
        "I changed ten dollars into euros at the airport",
        "I paid ten dollars to a pound shop",
        "How come 7 8 9?",
        "I hate exchange rates",
        "I had to split the bill with four people",
    ],
)
def test_what_only_resembles_a_sum_is_none(line: str):
    assert said(line) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("three hundred and forty seven", 347),
        ("five eight nine", 589),
        ("two million three hundred thousand and one", 2_300_001),
        ("a hundred and five thousand", 105_000),
        ("1,440.50", 1440.5),
        ("three point one four", 3.14),
        ("two and a half", 2.5),
        ("two dozen", 24),
        ("twenty-five", 25),
    ],
)
def test_numbers_are_read_as_they_are_said(words: str, value: float):
    (figure,) = read_figures(words).numbers
    assert float(figure.value) == value


def test_three_seventy_five_is_also_a_price():
    (figure,) = read_figures("three seventy five").numbers
    assert (figure.value, figure.price) == (375, Fraction(15, 4))


@given(st.lists(st.integers(0, 20), min_size=2, max_size=5), st.data())
def test_sums_of_words_are_what_python_reckons(numbers: list[int], data: st.DataObject):
    signs = [data.draw(st.sampled_from(["plus", "minus", "times"])) for _ in numbers[1:]]
    words = UP_TO_TWENTY[numbers[0]] + "".join(
        f" {s} {UP_TO_TWENTY[n]}" for s, n in zip(signs, numbers[1:], strict=True)
    )
    python = {"plus": "+", "minus": "-", "times": "*"}
    expected = eval(str(numbers[0]) + "".join(f"{python[s]}{n}" for s, n in zip(signs, numbers[1:], strict=True)))
    answer = said(words)
    assert answer is not None
    figures = answer.rpartition(" is ")[2].rstrip(".").replace(",", "").replace("minus ", "-")
    assert int(figures) == expected


@given(st.lists(st.sampled_from(["+", "-", "*", "/", "^", "%", "(", ")", "of", "sqrt", "!", Fraction(3), Fraction(0)])))
def test_an_expression_has_a_result_or_none_or_a_reason(tokens: list[str | Fraction]):
    with contextlib.suppress(ReckoningError):
        found = reckon(tokens)
        assert found is None or found.value == found.value.limit_denominator(10**60)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("I've a hundred and forty to last me nine days, what's that a day?", "140 divided by 9 is about 15.56."),
        ("if i save 25 quid a week how much by the end of a year", "25 times 52 is 1,300."),
        ("my rent went from 900 to 1035, what percent is that up", "From 900 to 1,035 is 15 percent."),
        ("the recipe serves four and wants 320 grams of rice, but we're seven", "320 for 4 is, for 7, is 560."),
        ("two tablets three times a day for ten days, how many should be in the box", "2 times 3 times 10 is 60."),
        ("How old would someone be now in 2026 if he was born in 1948?", "2026 minus 1948 is 78."),
        ("kindly tell what is 3 lakh divided by 24 installments", "300,000 divided by 24 is 12,500."),
        ("change out of a fifty if the shopping is thirty-one eighty", "50 minus 31.8 is 18.2."),
        ("Suppose I put by sixty a month, how long before I've two thousand?", "2,000 divided by 60 is about 33.33."),
        ("Nine men and a hundred and thirty-five sandwiches, now what does every man get?", "135 divided by 9 is 15."),
        ("would you ever tot up 4.20, 11.99, 2.50 and a fiver", "4.2 plus 11.99 plus 2.5 is 18.69."),
        (
            "A rise of two and a half percent on thirty-one thousand, what does it bring me to?",
            "31,000 plus 2.5 percent is 31,775.",
        ),
        ("my homework says seven eights plus nine and i just wanna be done", "7 times 8 plus 9 is 65."),
        ("so if its 1 200 a month thats what for the year", "1,200 times 12 is 14,400."),
        ("round 3,847 to the nearest hundred", "3,847 rounded to the nearest 100 is 3,800."),
        ("bench pressed 225 pounds whats that in kg", "225 pounds is about 102.06 kilos."),
        ("cups to millilitres, two and a half of them", "2.5 American cups is about 591.47 millilitres."),
        ("fourteen stone three, I need it in kilos for the nurse", "14 stone 3 pounds is about 90.26 kilos."),
        (
            "hundred degrees fahrenheit, how hot is that in ours",
            "100 degrees Fahrenheit is about 37.78 degrees Celsius.",
        ),
        ("my heart pills are 250 micrograms, what's that in milligrams", "250 micrograms is 0.25 milligrams."),
        ("if I drive 360 km at 90 km an hour how long does it take", "360 divided by 90 is 4 hours."),
        (
            "three of us had dinner, it was 87 with a 10 percent tip, what does each pay",
            "87 plus 10 percent, divided by 3, is 31.90.",
        ),
        ("the rent is 950 and bills are 180, what's left of 1800", "1,800 minus 950 minus 180 is 670."),
        ("the wool is 4.75 a ball and I need nine balls", "4.75 times 9 is 42.75."),
        ("if a dozen eggs is 3.60 what's one egg", "3.6 divided by 12 is 0.30."),
    ],
)
def test_a_line_that_surely_asks_for_a_sum_is_reckoned_by_what_it_tells(line: str, said: str):
    deed = SumDeed()
    request = deed.read(line, START, None) or deed.guess(line, START)
    assert request is not None
    done = deed.do(request, START, None)
    assert isinstance(done, Done)
    assert done.said.startswith(said)


@pytest.mark.parametrize(
    "line",
    [
        "Multiply sixty-five by forty and knock off a tenth.",
        "the sum of the numbers one to twenty",
        "a year is 52 weeks long",
        "250 grams times six is how many kilos",
    ],
)
def test_what_is_not_understood_to_the_end_is_not_reckoned(line: str):
    assert SumDeed().guess(line, START) is None


@pytest.mark.parametrize("line", ["7" * 8000, "what's " + "9" * 5000 + " plus 1", "what's 2 times " + "1" * 4400])
def test_a_number_of_thousands_of_digits_is_no_fault_and_not_reckoned(room: Room, line: str):
    assert room.say(line) is None
