"""Tests that every letter can be read by the phonemiser, and every sign has a word or a silence that was chosen."""

import sys
import unicodedata
from types import FrameType

import pytest

from voices.espeak import Espeak
from voices.speakable import speakable, spoken_text


def _said(text: str) -> str:
    return spoken_text(speakable(text))


def _signs(category: str, below: int = 0x10000) -> list[str]:
    return [sign for sign in map(chr, range(0x80, below)) if unicodedata.category(sign) == category]


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    espeak = Espeak("en-us")
    espeak.open()
    return espeak


MARKED = [chr(c) for start, end in ((0xC0, 0x250), (0x1E00, 0x1F00)) for c in range(start, end) if chr(c).isalpha()]


@pytest.mark.slow
def test_every_marked_letter_is_read_by_its_sound(espeak: Espeak) -> None:
    spelled_out = [letter for letter in MARKED if " " in espeak.phonemes(_said(f"ba{letter.lower()}na"))]
    assert len(MARKED) > 600
    assert spelled_out == []


def test_every_letter_of_other_alphabets_is_heard() -> None:
    for word, latin in (
        ("Москва", "Moskva"),
        ("Αθήνα", "Athina"),
        ("서울", "SeoUl"),
        ("さくら", "sakura"),
        ("თბილისი", "tbilisi"),
    ):
        assert _said(word) == latin
    assert _said("你好") == ""


def test_every_currency_has_a_name() -> None:
    signs = _signs("Sc")
    nameless = [sign for sign in signs if not _said(f"It costs {sign}20.").removeprefix("It costs twenty").strip(" .")]
    assert len(signs) > 50
    assert nameless == []
    assert _said("a ₽ and a ₿") == "a roubles and a bitcoins"


SILENT_SHAPES = (
    "BRACKET", "PARENTHES", "SQUARE", "TRIANGLE", "CIRCLE", "LOZENGE", "DIAMOND", "STAR", "BAR", "LINE", "EXTENSION", "PIECE",
    "HOOK", "FENCE", "SPOT", "SHUFFLE", "ARROW", "SLASH", "TILDE", "MINUS",
)  # fmt: skip


def test_every_sign_of_mathematics_has_a_word_or_is_a_shape() -> None:
    signs = _signs("Sm")
    silent = [sign for sign in signs if _said(f"a {sign} b") in ("a b", "a, b", "a. b")]
    assert len(signs) > 900
    assert [sign for sign in silent if not any(shape in unicodedata.name(sign) for shape in SILENT_SHAPES)] == []
    assert len(silent) < 180


def test_every_circled_raised_lowered_or_broken_number_is_said() -> None:
    numbers = [sign for sign in _signs("No") if sign < "\u3300" and (sign < "\u0900" or sign > "\u1fff")]
    assert len(numbers) > 200
    assert [sign for sign in numbers if not _said(f"x{sign} y").removeprefix("x").removesuffix("y").strip()] == []
    assert _said("① Mix. ② Bake. ❸ ⑳ Ⅳ ⅷ") == "one Mix. two Bake. three twenty four eight"


def test_every_digit_is_said() -> None:
    digits = _signs("Nd")
    assert len(digits) > 300
    names = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
    assert [digit for digit in digits if _said(f"a {digit}") != f"a {names[unicodedata.digit(digit)]}"] == []


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("© 2024 Acme", "copyright twenty twenty-four Acme"),
        ("Acme® and Foo™", "Acme and Foo"),
        ("§ 5, ¶ 2, 5‰, 3‱", "section five, paragraph two, five per mille, three per ten thousand"),
        ("New York → London ↔ Paris", "New York to London to and from Paris"),
        ("↑ 5% and ↓ 3%", "up five percent and down three percent"),
        ("→ Next", "Next"),
        ("A ⇒ B ⇔ C", "A implies B if and only if C"),
        ("B♭ and F♯", "B flat and F sharp"),
        ("4.5★ and ★★★☆☆", "four point five stars and three out of five stars"),
        ("Meet @ the café.", "Meet at the café."),
        ("α, Ω and Δt", "alpha, omega and delta t"),
        ("5 Ω, 20 °C, 45°, 30º", "five ohms, twenty degrees Celsius, forty-five degrees, thirty degrees"),
        ("∴ x ∈ ℝ", "therefore x is in R"),
        ("Good luck 🤞🏽 ❤️ 🇵🇹 1️⃣ 👩‍👩‍👧!", "Good luck one!"),
        ("🧘‍♀️ yoga, ♀ and ♂, A ➡️ B", "yoga, female and male, A to B"),
        ("☐ ■ ▶ ┃ ✂ ♠ ☎", ""),
    ],
)
def test_a_sign_is_said_or_silent(written: str, spoken: str) -> None:
    assert _said(written) == spoken


def _calls(text: str) -> int:
    """How many functions are called until this text can be spoken: the same on every machine, unlike seconds."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        speakable(text)
    finally:
        sys.setprofile(None)
    return count


def test_a_long_sentence_is_made_speakable_with_work_that_grows_no_faster_than_it() -> None:
    sentence = (
        "On 3 Nov 2026 at 10:30 Dr. Hill paid $250–$300 for 2.5 kg of CO2, i.e. 5 litres/day, in Rooms 3 and 404 of the BBC; "
        "Henry VIII, 1914–18, said “½ of $x^2$ is enough” → then he left the ER."
    )
    speakable(sentence)  # what is made once and kept
    once = _calls(sentence)
    assert once < 5_000
    assert _calls(" ".join([sentence] * 8)) < 8 * once


def test_a_time_range_and_a_sum_stay_with_the_words_they_were_written_as() -> None:
    assert [word.said for word in speakable("A $5 bill, a 10 kΩ part, on 12/25.")] == [
        "A", "five dollar", "bill,", "a", "ten", "kilohm", "part,", "on", "December twenty-fifth.",
    ]  # fmt: skip
    words = speakable("Open 10:30-11:45 a.m. for $250–$300, or 1 250 000 ₩ ✓ on 14–17 July, Dr. Hill.")
    assert [(word.written, word.said) for word in words] == [
        ("Open", "Open"), ("10:30-11:45", "ten thirty to eleven forty-five"), ("a.m.", "A.M"), ("for", "for"),
        ("$250–$300,", "two hundred and fifty dollars to three hundred dollars,"), ("or", "or"),
        ("1", "one million"), ("250", "two hundred and"), ("000", "fifty thousand"), ("₩", "won"), ("✓", "check"), ("on", "on"),
        ("14–17", "the fourteenth to the seventeenth"), ("July,", "of July,"), ("Dr.", "Doctor"), ("Hill.", "Hill."),
    ]  # fmt: skip
