"""Tests the judge of reading aloud: what sounds like an accepted form is right, and nothing else."""

import pytest

from benchmarks.aloud import Listener


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("the F.B.I, at five P.M.", "the f b i at five p m"),
        ("one hundred and two litres", "one hundred two liters"),
        ("twenty-first", "twenty first"),
        ("Zoë's fiancé", "zoe's fiance"),
        ("two D.V D's", "two d v d's"),
    ],
)
def test_what_sounds_like_the_form_is_right(listener: Listener, said: str, form: str) -> None:
    assert listener.accepts(said, ["something else", form])


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("the ER", "the e r"),
        ("fifty dollarsminus three hundred", "fifty dollars to three hundred"),
        ("two metres views", "two million views"),
        ("ATP", "a t p"),
        ("Nguyễn", "nguyen"),
        ("", "five"),
    ],
)
def test_what_sounds_different_is_wrong(listener: Listener, said: str, form: str) -> None:
    assert not listener.accepts(said, [form])
