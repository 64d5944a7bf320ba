"""Tests that tokens become whole characters, cut at the first stop, however the tokens divide them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.detokenizer import Detokenizer

STOPS = st.lists(st.text("ab\n:", min_size=1, max_size=4), max_size=3).map(tuple)
TEXT = st.text("ab\n:é…😀", max_size=40)


def shown(data: bytes, cuts: list[int], stops: tuple[str, ...]) -> tuple[str, bool]:
    """What comes out when the bytes arrive so divided, and whether a stop ended it."""
    tokens = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    pieces, text = Detokenizer(stops, lambda token: tokens[token]), ""
    for token in range(len(tokens)):
        more, stopped = pieces.feed(token)
        text += more
        if stopped:
            return text, True
    return text + pieces.finish(), False


def before_first(text: str, stops: tuple[str, ...]) -> str:
    """The text up to where the first stop that is complete begins; of two that end together, the longer."""
    ends = [(at + len(stop), at) for stop in stops if (at := text.find(stop)) >= 0]
    return text[: min(ends)[1]] if ends else text


@given(TEXT, STOPS, st.data())
def test_the_pieces_do_not_matter_until_a_stop(text: str, stops: tuple[str, ...], data: st.DataObject):
    raw = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=10)))
    came, stopped = shown(raw, cuts, stops)
    assert stopped == any(stop in text for stop in stops)
    assert text.startswith(came)
    assert not any(stop in came for stop in stops)
    if not stopped:
        assert came == text


@given(TEXT, st.text("ab\n:", min_size=1, max_size=4), st.data())
def test_with_one_stop_the_text_ends_where_it_begins(text: str, stop: str, data: st.DataObject):
    raw = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=10)))
    assert shown(raw, cuts, (stop,))[0] == before_first(text, (stop,))


@given(st.binary(max_size=20), st.data())
def test_bytes_that_are_no_text_are_replaced_not_raised(raw: bytes, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=5)))
    assert shown(raw, cuts, ())[0] == raw.decode(errors="replace")


def test_a_character_comes_when_it_is_whole():
    pieces = Detokenizer((), lambda token: "é".encode()[token : token + 1])
    assert pieces.feed(0) == ("", False)
    assert pieces.feed(1) == ("é", False)


def test_what_may_be_the_beginning_of_a_stop_is_held_back_until_it_is_known():
    pieces = Detokenizer(("\nTheo:",), lambda token: b"")
    assert pieces.feed_text("Yes.\nThe") == ("Yes.", False)
    assert pieces.feed_text(" sea.\nTheo") == ("\nThe sea.", False)
    assert pieces.feed_text(":") == ("", True)
    assert pieces.finish() == ""


def test_what_was_held_back_comes_at_the_end():
    pieces = Detokenizer(("\nTheo:",), lambda token: b"")
    pieces.feed_text("Yes.\nTheo")
    assert pieces.finish() == "\nTheo"
