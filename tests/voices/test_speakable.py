"""Tests that written text becomes what a person would say, and each spoken word is traced to its written word."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voices.speakable import LONGEST, speakable, spoken_text

SAYABLE = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff'\-,;:.!?…— ]*")

SAID = {
    "plain": [("Hello, I'm here.", "Hello, I'm here."), ("", ""), ("   ", "")],
    "markdown": [
        ("**Really**, I *do* mean it.", "Really, I do mean it."),
        ("It was __very__ ~~bad~~ _good_.", "It was very bad good."),
        ("# A heading", "A heading"),
        ("- milk and eggs", "milk and eggs"),
        ("1. First thing", "one, First thing"),
        ("> quoted words", "quoted words"),
        ("See [the harbour guide](https://example.com/a?b=1) first.", "See the harbour guide first."),
        ("![a cat](cat.png)", "a cat"),
        ("Type `hello` now.", "Type hello now."),
        ("Run `ls -la | wc` now.", "Run now."),
        ("Look: ```python\nprint(1)\n``` That's it.", "Look: there is code in the window. That's it."),
        ("a snake_case name", "a snake case name"),
        ("***", ""),
    ],
    "stage directions": [
        ("*smiles softly* I missed you.", "I missed you."),
        ("I missed you. *laughs*", "I missed you."),
        ("(sighs) Fine.", "Fine."),
        ("I *always* knew.", "I always knew."),
        ("It closes (early) today.", "It closes, early, today."),
    ],
    "links and addresses": [
        ("Go to https://www.example.com/path?q=1, then rest.", "Go to example dot com slash path, then rest."),
        ("Try www.example.org.", "Try example dot org."),
        ("Look at example.com today.", "Look at example dot com today."),
        ("Write to anna.b@mail.example.org.", "Write to anna dot b at mail dot example dot org."),
    ],
    "html": [("<b>bold</b> &amp; <i>x</i>", "bold and x"), ("a <!-- hidden --> b", "a b")],
    "signs": [
        ("I love you 😊❤️👩‍👩‍👧 :-) <3", "I love you"),
        ("👍", ""),
        ("Wait... what… — no!!! Really?!", "Wait… what…— no! Really?"),
        ("He/she left & it rained.", "He or she left and it rained."),
        ("x² + y^3 = 10", "x squared plus y cubed equals ten"),
        ("C++ and C#", "C plus plus and C sharp"),
        ("\u202eabc\u200bdef \x00x", "abcdef x"),
        ("她说 hello мир", "hello mir"),
    ],
    "numbers": [
        ("007 and 1,000 and 3.14", "zero zero seven and one thousand and three point one four"),
        ("the 1st, 22nd and 101st", "the first, twenty-second and one hundred and first"),
        ("3–5 people, 10-20%", "three to five people, ten to twenty percent"),
        ("1/2 cup, 3/4, 2 1/2, ½", "one half cup, three quarters, two and a half, one half"),
        ("-5 and 12345678901234567890", "minus five and one two three four five six seven eight nine zero one two "
         "three four five six seven eight nine zero"),
        ("mp3, H2O, 4K", "mp three, H two O, four thousand"),
        ("call 555-1234", "call five five five, one two three four"),
        ("version 3.11.2", "version three point eleven point two"),
    ],
    "years and dates": [
        ("in 1999 and 2026", "in nineteen ninety-nine and twenty twenty-six"),
        ("the 1990s, the 80s", "the nineteen nineties, the eighties"),
        ("1999-2004", "nineteen ninety-nine to two thousand and four"),
        ("on 2026-11-03", "on the third of November, twenty twenty-six"),
        ("on 3 Nov and Nov 3, 2026", "on the third of November and November third, twenty twenty-six"),
        ("on 25/12/2025", "on the twenty-fifth of December, twenty twenty-five"),
        ("Mon, 3 Nov", "Monday, the third of November"),
    ],
    "times": [
        ("at 22:14 or 7:05", "at twenty-two fourteen or seven oh five"),
        ("7pm, 7 a.m. or 10:00", "seven P.M, seven A.M or ten o'clock"),
        ("We meet at 7 p.m.", "We meet at seven P.M."),
    ],
    "money": [
        ("£3.50 and $0.99", "three pounds fifty pence and ninety-nine cents"),
        ("€5 million, $2.5bn, £1", "five million euros, two point five billion dollars, one pound"),
        ("$1,200,000", "one million two hundred thousand dollars"),
    ],
    "measures": [
        ("5 km, 1 km, 10kg", "five kilometres, one kilometre, ten kilograms"),
        ("-5 °C and 5 m²", "minus five degrees Celsius and five square metres"),
        ("6'2\" tall", "six foot two tall"),
        ("60 mph", "sixty miles an hour"),
    ],
    "abbreviations": [
        ("Dr. Smith and Mrs. Jones", "Doctor Smith and Missis Jones"),
        ("Main St. near St. Paul", "Main Street near Saint Paul"),
        ("e.g. tea, i.e. leaves, etc.", "for example tea, that is leaves, et cetera."),
        ("No. 5 vs. No. 6", "number five versus number six"),
        ("No. I won't.", "No. I won't."),
        ("the FBI, NASA and the US", "the F.B.I, NASA and the U.S"),
        ("Henry VIII, World War II, Chapter IV", "Henry the eighth, World War two, Chapter four"),
        ("I AM SO HAPPY", "I am so happy"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "spoken"),
    [pytest.param(*pair, id=f"{kind}: {pair[0][:40]!r}") for kind, pairs in SAID.items() for pair in pairs],
)
def test_is_said_as_a_person_would(written: str, spoken: str) -> None:
    assert spoken_text(speakable(written)) == spoken


def test_every_written_word_knows_what_is_said_for_it() -> None:
    words = speakable("£3 million for **two big** dogs at [my place](http://x.y) 😊 ok.")
    assert [(w.written, w.said) for w in words] == [
        ("£3", "three"), ("million", "million pounds"), ("for", "for"), ("**two", "two"), ("big**", "big"),
        ("dogs", "dogs"), ("at", "at"), ("[my", "my"), ("place](http://x.y)", "place"), ("😊", ""), ("ok.", "ok."),
    ]  # fmt: skip


ODD = st.text(alphabet=st.sampled_from(list("ab A1.,:/-–*_`~<>[]()#@&%$£°'\"\n +^=|!?…😊é中\u200b\ud800")), max_size=80)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), ODD))
@example("1/0 0/0 99/99/9999 25:61 -.- 1.2.3.4 00:00am")
@example("²³¹ ٣٤ ½⅐ ㍿ Ⅷ")
def test_anything_can_be_made_speakable(sentence: str) -> None:
    words = speakable(sentence)
    assert [word.written for word in words] == sentence.split()
    assert SAYABLE.fullmatch(spoken_text(words))
    assert all(re.search(r"[^\W\d_]", word.said) for word in words if word.said)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["*", "(", "[a", "<a ", "1-", "1,", "a.", "_", " ", "`", "1 ", "-", "http://", "a@",
                                  ".a", "![", "A", "\n", "1:", "x", "1/", "…", "'", "a b ", "&", "~"])  # fmt: skip
def test_hostile_repetition_takes_no_time(unit: str) -> None:
    before = time.process_time()
    speakable(unit * (LONGEST // len(unit)))
    assert time.process_time() - before < 3


def test_what_is_past_the_limit_stays_silent() -> None:
    words = speakable("word " * LONGEST)
    assert len(words) == LONGEST
    assert words[0].said == "word"
    assert words[-1].said == ""
